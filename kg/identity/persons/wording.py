"""Why two clusters of mentions are one person, or may be, in words for people to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.identity.persons.census import Census
from kg.identity.persons.evidence import (
    LEAST_BEARERS,
    RARE,
    RARE_ALONE,
    RARE_NAME,
    Weighed,
    names_to_show,
)
from kg.identity.persons.features.declared import FEATURES
from kg.identity.persons.mention_cluster import MentionCluster
from kg.identity.persons.relation import Relation

_ONE_OR_TWO: Final = 1.5
COMMON: Final = re.compile(
    r", (a rare name, (?:fewer than )?[\d.]++ expected|a name of one or two people, [\d.]++ expected"
    r"|a name of about [\d,]++ people)\)"
)
"""How common a name is held to be, as the words of a decision say it."""
COUNTED: Final = re.compile(r"(by a census of [\d,]++ (?:full |initialled )names?+ at [\d,]++ mentions?+)")
"""The census by which it is."""
RELATIONS: Final[dict[Relation, str]] = {
    "equal": "same name", "middle": "same name, a middle initial spelled out",
    "shorter": "same name but for a middle name", "initials": "same initials and family name",
    "fewer initials": "one gives fewer of the initials", "initial": "an initial fits the name",
    "short form": "one name is a short form of the other",
    "near": "names differ in their spelling", "shifted": "one leaves out the first name",
    "called": "an initial fits, but only one has the middle name",
    "part": "one bears a part of the family name", "reversed": "same names in the other order",
    "misspelt": "the family names differ by a vowel", "missing": "only the family name is known",
}  # fmt: skip


def words_of(a: MentionCluster, b: MentionCluster, weighed: Weighed, note: str = "") -> str:
    """Return the evidence in words, the strongest kind first."""
    alone = "nothing but the name speaks for it" if weighed.rule == RARE_NAME else ""
    return "; ".join(filter(None, [*_found(a, b, weighed), _name(a, b, weighed), alone, note]))


def _found(a: MentionCluster, b: MentionCluster, weighed: Weighed) -> Iterator[str]:
    """Say each feature that has words, in the order of the declared list."""
    for feature in FEATURES:
        if feature.name in weighed.features and (said := feature.said(a, b, weighed.features)):
            yield said


def _name(a: MentionCluster, b: MentionCluster, weighed: Weighed) -> str:
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
    if join is not None and not join.context and join.bearers < RARE_ALONE:
        enough = names_to_show(join.bearers)
        words += f", and fewer than {enough:,} cannot show that such a name is rare" * (census.forms < enough)
    return words


def _sizes(census: Census) -> tuple[tuple[int, str], tuple[int, str]]:
    kind = "full" if census.names >= census.initialled else "initialled"
    return (census.forms, f"{kind} name"), (census.mentions, "mention")


def figures(words: str) -> str:
    """Return of the words of a decision how common the name was thought to be, and the census; "" if neither.

    Of several joins it is the least sure, which the decision rests on. No name is in what is returned.
    """
    found = (COMMON.search(words), COUNTED.search(words))
    return ", ".join(match[1] for match in found if match)
