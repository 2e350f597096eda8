"""Which event words name or list something, or tell somebody what to do, and report no event at all."""

import re

from reportmap.events.lexicon import listed
from reportmap.events.syntax import Syntax

_QUALIFIERS = frozenset({"det", "poss", "nummod", "amod", "compound", "quantmod"})
_MIN_LISTED = 3
_MAX_LABEL = 5
_KEEPSAKES = frozenset({"name", "photo", "photograph", "portrait", "picture", "grave", "memory", "memorial"})
_CODE = frozenset("{}[]=;<>|\\")
_MAX_CODE = 0.02
"""Share of the signs of programs and tables above which a passage is no prose."""
_NOTE = re.compile(r"\[[A-Z][\w\s.,'’/-]{2,120}\]")
"""What an editor adds to a text in brackets ("the group [the National Front] said"): prose, and no code."""


def is_name(syntax: Syntax, index: int) -> bool:
    """Whether a capitalized event noun inside a sentence belongs to a name ("Mr. Battle", "the play Siege")."""
    token = syntax.tokens[index]
    if syntax.opens_note(index) or not token.tag.startswith("NNP") or not token.text.istitle():
        return False
    return not (_is_title_case(syntax) and _has_verb(syntax))


def _is_title_case(syntax: Syntax) -> bool:
    """Whether most longer words of a passage are capitalized, so that capitals say nothing."""
    words = [token.text for token in syntax.tokens if len(token.text) > 3 and token.text.isalpha()]
    return sum(word[0].isupper() for word in words) > len(words) / 2


def _has_verb(syntax: Syntax) -> bool:
    return any(token.tag.startswith(("VB", "MD")) for token in syntax.tokens)


def reports_nothing(syntax: Syntax, index: int) -> bool:
    """Whether an event word stands in a program, an order to the reader, a list of kinds of things, or a comparison.

    Nor does it report one where it says whose names or pictures are read or carried ("the names of children killed").
    """
    return (
        _is_remembered(syntax, index)
        or _is_code(syntax)
        or _is_order(syntax, index)
        or _is_listed(syntax, index)
        or _is_label(syntax, index)
        or _is_compared(syntax, index)
        or _is_defined(syntax, index)
        or _is_material(syntax, index)
    )


def _is_remembered(syntax: Syntax, index: int) -> bool:
    token = syntax.tokens[index]
    people = syntax.tokens[token.head] if token.dep in {"acl", "relcl"} else token
    above = syntax.tokens[people.head]
    return people.dep == "pobj" and above.text.lower() in {"of", "to"} and syntax.lemmas[above.head] in _KEEPSAKES


def _is_code(syntax: Syntax) -> bool:
    text = _NOTE.sub("", syntax.parsed.passage.text)
    return sum(sign in _CODE for sign in text) > _MAX_CODE * len(text)


def _is_order(syntax: Syntax, index: int) -> bool:
    """Whether a verb is an imperative, or its subject is the reader ("you ambush a convoy")."""
    if not syntax.is_verb(index):
        return False
    subjects = syntax.subjects(index)
    if subjects:
        return all(syntax.lemmas[item] in {"you"} for item in subjects)
    token = syntax.tokens[index]
    has_help = any(syntax.tokens[child].dep in {"aux", "auxpass", "mark"} for child in syntax.children[index])
    return token.tag == "VB" and token.dep in {"ROOT", "conj"} and not has_help and not syntax.is_passive(index)


def _is_listed(syntax: Syntax, index: int) -> bool:
    """Whether a bare noun is one of three or more in a row: "war, riot, strike" are kinds, not events."""
    if not _is_bare(syntax, index):
        return False
    first = index
    while syntax.tokens[first].dep == "conj":
        first = syntax.tokens[first].head
    return sum(_is_bare(syntax, item) for item in syntax.with_conjuncts(first)) >= _MIN_LISTED


def _is_defined(syntax: Syntax, index: int) -> bool:
    """Whether an event noun is what a term is said to mean ("we count as a massacre the killing of three")."""
    token = syntax.tokens[index]
    if syntax.is_verb(index) or token.head == index:
        return False
    head = syntax.tokens[token.head].head if token.dep == "pobj" and syntax.lemmas[token.head] == "as" else token.head
    if syntax.lemmas[head] not in listed("defining_verbs") or syntax.tokens[head].tag not in {"VBP", "VBZ", "VB"}:
        return False
    return any(syntax.lemmas[child] == "as" for child in syntax.children[head])


def _is_material(syntax: Syntax, index: int) -> bool:
    """Whether a noun is what something was made of ("a device made from a mortar round")."""
    token = syntax.tokens[index]
    if token.dep != "pobj" or syntax.lemmas[token.head] not in {"from", "of"}:
        return False
    above = syntax.tokens[token.head].head
    if syntax.lemmas[above] == "out":
        above = syntax.tokens[above].head
    return syntax.is_verb(above) and syntax.lemmas[above] in listed("making_verbs")


def _is_compared(syntax: Syntax, index: int) -> bool:
    """Whether a bare plural is what something else is measured by ("harder to fight than raids were")."""
    token = syntax.tokens[index]
    if token.tag != "NNS" or any(syntax.tokens[child].dep in _QUALIFIERS for child in syntax.children[index]):
        return False
    if token.dep == "pobj":
        return syntax.lemmas[token.head] == "than"
    marks = syntax.with_dep(token.head, frozenset({"mark", "prep"})) if token.dep == "nsubj" else []
    return any(syntax.lemmas[mark] == "than" for mark in marks)


def _is_label(syntax: Syntax, index: int) -> bool:
    """Whether a noun opens a line without a verb or a figure ("Blast, Kentucky"), or has a number ("Attack No. 7")."""
    if index or _has_verb(syntax):
        return False
    is_numbered = len(syntax.tokens) > 1 and syntax.tokens[1].text.casefold() in {
        "no",
        "no.",
        "nr",
        "nr.",
        "#",
        "number",
    }
    has_figure = any(token.tag == "CD" for token in syntax.tokens)
    return is_numbered or (len(syntax.tokens) <= _MAX_LABEL and not has_figure)


def _is_bare(syntax: Syntax, index: int) -> bool:
    token = syntax.tokens[index]
    return token.tag == "NN" and not any(syntax.tokens[child].dep in _QUALIFIERS for child in syntax.children[index])
