"""Events of several reports -> one event for each act, with what each report says side by side.

    Event --profile_of--> Profile --find_likenesses, compare--> Likeness --find_groups--> Group
    Events of a Group --merge_accounts--> Event with its accounts --contradictions--> Contradictions

    rules.py      the weights, limits and kindred types of `resources/events/across.toml`
    profile.py    what is compared
    compare.py    two accounts: the score and the reason
    blocks.py     which pairs are worth comparing
    groups.py     pairs and decisions to groups
    copies.py     which accounts share a source
    versions.py   which reports copy each other: copies, shortened copies, versions
    accounts.py   one event of several accounts, and what they contradict each other in

Import from these modules; accounts.py loads nothing heavy.
"""
