"""Events of several reports -> one event for each act, with what each report says side by side.

Event + Document --profile_of--> Profile --compare--> Likeness --find_groups--> ids that belong together
Events of a group --merge_accounts--> Event with its accounts --contradictions--> Contradictions
"""

from reportmap.matching.accounts import Claim, Contradiction, contradictions, merge_accounts, order_accounts
from reportmap.matching.blocks import find_likenesses, keys_of, probes_of, window_of
from reportmap.matching.compare import Likeness, compare, version
from reportmap.matching.copies import Sketch, shared_sources, sketch_of
from reportmap.matching.groups import Decision, Group, find_groups
from reportmap.matching.profile import Profile, profile_of

__all__ = [
    "Claim", "Contradiction", "Decision", "Group", "Likeness", "Profile", "Sketch", "compare", "contradictions",
    "find_groups", "find_likenesses", "keys_of", "merge_accounts", "order_accounts", "probes_of", "profile_of",
    "shared_sources", "sketch_of", "version", "window_of",
]  # fmt: skip
