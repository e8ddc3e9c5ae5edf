"""Why two clusters of mentions are one person, or may be, in words for people to read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from kg.identity.names import name_key
from kg.identity.persons.census import Census
from kg.identity.persons.evidence import (
    LEAST_BEARERS,
    NAMES_KNOWN,
    RARE,
    RARE_ALONE,
    RARE_NAME,
    Weighed,
)
from kg.identity.persons.profile import PersonProfile
from kg.identity.persons.relation import Relation

_SHOWN: Final = 3
_ONE_OR_TWO: Final = 1.5
COMMON: Final = re.compile(
    r", (a rare name, (?:fewer than )?[\d.]++ expected|a name of one or two people, [\d.]++ expected"
    r"|a name of about [\d,]++ people)\)"
)
"""How common a name is held to be, as the words of a decision say it."""
COUNTED: Final = re.compile(r"(by a census of [\d,]++ full names?+ at [\d,]++ mentions?+)")
"""The census by which it is."""
RELATIONS: Final[dict[Relation, str]] = {
    "equal": "same name", "middle": "same name, a middle initial spelled out",
    "shorter": "same name but for a middle name", "initials": "same initials and family name",
    "initial": "an initial fits the name", "short form": "one name is a short form of the other",
    "near": "names differ in their spelling", "shifted": "one leaves out the first name",
    "called": "an initial fits, but only one has the middle name",
    "part": "one bears a part of the family name", "reversed": "same names in the other order",
    "missing": "only the family name is known",
}  # fmt: skip


def words_of(a: PersonProfile, b: PersonProfile, weighed: Weighed, note: str = "") -> str:
    """Return the evidence in words, the strongest kind first."""
    alone = "nothing but the name speaks for it" if weighed.rule == RARE_NAME else ""
    return "; ".join(filter(None, [*_found(a, b, weighed), _name(a, b, weighed), alone, note]))


def _found(a: PersonProfile, b: PersonProfile, weighed: Weighed) -> Iterator[str]:
    features = weighed.features
    for scheme in sorted(a.identifiers.keys() & b.identifiers.keys()):
        same = a.identifiers[scheme] & b.identifiers[scheme]
        yield f"same {scheme} {min(same)}" if same else f"different {scheme}"
    if "profile" in features:
        yield "both on the profile page of one person"
    yield from _around(a, b, features)
    if "title" in features:
        yield _listed("word", a.title.keys() & b.title.keys(), " of the titles")
    if "gap" in features:
        years = round(features["gap"] * 10)
        yield f"{years} year{'s' * (years > 1)} apart"
    if "heading" in features:
        yield "listed under one heading of a name search"


def _around(a: PersonProfile, b: PersonProfile, features: Mapping[str, float]) -> Iterator[str]:
    """Tell of the people, places and fields around both."""
    if "coauthor" in features:
        common = a.coauthors.keys() & b.coauthors.keys()
        yield _listed("co-author", _printed(a, common))
    elif "no coauthor" in features:
        yield "no co-author in common"
    if "affiliation" in features:
        yield "same affiliation" if features["affiliation"] > 0.5 else "similar affiliation"
    elif "other affiliation" in features:
        yield "different affiliations"
    for kind, mine, theirs in (("venue", a.venues, b.venues), ("topic", a.topics, b.topics)):
        if kind in features:
            yield _listed(kind, mine & theirs)
        elif f"related {kind}" in features:
            yield f"{kind}s that have many people in common"


def _printed(profile: PersonProfile, keys: set[str]) -> set[str]:
    """Return the names of co-authors as printed, one for each key."""
    left, found = set(keys), set()
    for printed in profile.printed:
        for name in printed:
            if (key := name_key(name)) in left:
                left.remove(key)
                found.add(name)
        if not left:
            break
    return found


def _listed(what: str, common: set[str], of: str = "") -> str:
    shown = sorted(common)[:_SHOWN]
    more = ", …" if len(common) > _SHOWN else ""
    plural = "s" if len(common) > 1 else ""
    return f"{len(common)} {what}{plural}{of} in common ({', '.join(shown)}{more})"


def _name(a: PersonProfile, b: PersonProfile, weighed: Weighed) -> str:
    names = a.shown if a.shown == b.shown else f"{a.shown} / {b.shown}"
    return f"{RELATIONS[weighed.relation]} ({names}, {_how_common(weighed.bearers)})"


def _how_common(bearers: float) -> str:
    """Say how many people are expected to bear a name; the figure of a rare one tells what made it so."""
    if bearers < RARE:
        return f"a rare name, {_expected(bearers)} expected"
    if bearers < _ONE_OR_TWO:
        return f"a name of one or two people, {_expected(bearers)} expected"
    return f"a name of about {round(bearers):,} people"


def _expected(bearers: float) -> str:
    return f"{bearers:.2g}" if bearers >= LEAST_BEARERS else f"fewer than {LEAST_BEARERS:g}"


def counted(census: Census, join: Weighed | None = None) -> str:
    """Say by what census names and words were held to be common or rare, and if it is too small for `join`.

    The same two mentions may be one person by one census and undecided by another, so each decision tells
    its own.
    """
    of, at = (f"{number:,} {what}{'s' * (number != 1)}" for number, what in _sizes(census))
    words = f"by a census of {of} at {at}"
    if join is not None and not join.context and join.bearers < RARE_ALONE and census.names < NAMES_KNOWN:
        words += f", and fewer than {NAMES_KNOWN:,} cannot show that a name is rare"
    return words


def _sizes(census: Census) -> tuple[tuple[int, str], tuple[int, str]]:
    return (census.names, "full name"), (census.mentions, "mention")


def figures(words: str) -> str:
    """Return of the words of a decision how common the name was thought to be, and the census; "" if neither.

    Of several joins it is the least sure, which the decision rests on. No name is in what is returned.
    """
    found = (COMMON.search(words), COUNTED.search(words))
    return ", ".join(match[1] for match in found if match)
