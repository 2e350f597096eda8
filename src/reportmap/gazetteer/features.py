"""What GeoNames feature codes and the words around a name mean, as data (`resources/gazetteer/`)."""

from dataclasses import dataclass
from functools import cache

from reportmap.model import PlacePrecision
from reportmap.rules import read_rules, read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A GeoNames feature code: `kind` is country, admin1, admin2, populated, region, natural or facility.

    `feature_class` is GeoNames' letter, `weight` its part of the prior (see Gazetteer.prior).
    """

    code: str
    feature_class: str
    label: str
    kind: str
    precision: PlacePrecision
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StrippedName:
    """A normalized name without the word that claims its kind: "helmand", admin1, for "helmand province"."""

    name: str
    kind: str


@cache
def features() -> dict[str, Feature]:
    """Every known feature code, in table order; the class letters alone are codes too."""
    return {
        row["code"]: Feature(
            code=row["code"],
            feature_class=row["class"],
            label=row["label"],
            kind=row["kind"],
            precision=PlacePrecision(row["precision"]),
            weight=float(row["weight"]),
        )
        for row in read_table("gazetteer/features.csv")
    }


def feature_of(code: str) -> Feature:
    """What a feature code means; of a code that the table lacks, its class decides ("H.NEW" is a body of water).

    A code without a known class counts as an area.
    """
    known = features()
    return known.get(code) or known.get(code.partition(".")[0]) or known["L"]


def qualified_code(feature_class: str, code: str) -> str:
    """The code under which a place of a GeoNames dump is kept: its own, or "CLASS.CODE" where the table lacks it.

    Without a code it is the class alone, without either an area.
    """
    if code in features():
        return code
    letter = feature_class if feature_class in features() else "L"
    return f"{letter}.{code}" if code else letter


def feature_kind(code: str) -> str:
    """The kind of a feature code: country, admin1, admin2, populated, region, natural or facility."""
    return feature_of(code).kind


def feature_label(code: str) -> str:
    """A feature code in words: "seat of a first-order division" for PPLA."""
    return feature_of(code).label


@cache
def _affixes() -> tuple[dict[str, str], dict[str, str]]:
    rows = read_table("gazetteer/affixes.csv")
    return (
        {row["affix"]: row["kind"] for row in rows if row["position"] == "prefix"},
        {row["affix"]: row["kind"] for row in rows if row["position"] == "suffix"},
    )


def strip_affix(normalized: str) -> StrippedName | None:
    """The name without the words that claim its kind, or None where it has none or would lose everything."""
    prefixes, suffixes = _affixes()
    words = normalized.split(" ")
    for count in range(min(3, len(words) - 1), 0, -1):
        kind = suffixes.get(" ".join(words[-count:]))
        if kind:
            return StrippedName(name=" ".join(words[:-count]), kind=kind)
        kind = prefixes.get(" ".join(words[:count]))
        if kind:
            return StrippedName(name=" ".join(words[count:]), kind=kind)
    return None


@cache
def _articles() -> tuple[frozenset[str], frozenset[str]]:
    settings = read_rules("gazetteer/settings.toml")
    return frozenset(settings["arabic_articles"]), frozenset(settings["arabic_countries"])


def strip_article(normalized: str, *, country_code: str | None = None) -> str | None:
    """A normalized name without "the" or its Arabic article ("al", "as", ...), or None where it has none.

    With a country code, only an Arabic article in a country where Arabic is spoken counts.
    """
    first, _, rest = normalized.partition(" ")
    articles, countries = _articles()
    if not rest or (country_code is not None and country_code not in countries):
        return None
    return rest if first in articles or (first == "the" and country_code is None) else None
