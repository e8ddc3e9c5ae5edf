"""Where nothing but a rare name speaks for a join: what is said of it, and what forbids it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kg.identity.persons.census import Census
from kg.identity.persons.evidence import RARE_NAME, Scales, names_to_show, weights
from kg.identity.persons.mention import PersonMention
from kg.identity.persons.mention_cluster import MentionCluster
from kg.identity.persons.person_name import parse_name
from kg.identity.persons.wording import words_of

SYLLABLES = ("ba", "do", "fi", "ku", "le", "mo", "ny", "ra", "so", "te", "vi", "zu")


def census(*, names: int = 6_000) -> Census:
    """Return a census of many people of other names."""
    found = Census()
    found.count_names(
        parse_name(f"Given{number % 700} {SYLLABLES[number % 12]}{number // 12}family", None, None)
        for number in range(names)
    )
    found.mentions = 100_000
    return found


def pair(*affiliations: str, apart: int = 0, given: str = "Oddvar") -> list[MentionCluster]:
    return [
        MentionCluster.of(
            PersonMention(
                key, key, f"{name} Skjelbred", name, "Skjelbred", year=2020 - number * apart,
                coauthors=[other],
                affiliations=list(affiliations[number : number + 1]),
            )
        )
        for number, (key, other, name) in enumerate([("a", "Ada Quill", given), ("b", "Tom Reed", "Oddvar")])
    ]  # fmt: skip


def test_the_rule_says_that_only_the_name_speaks_and_is_as_sure_as_gold_shows() -> None:
    one, two = pair()
    weighed = Scales(census()).weigh(one, two)
    assert weighed is not None
    assert weighed.rule == RARE_NAME
    assert weighed.context
    assert weighed.score > 3  # what the weights alone would make of it: 0.95 and more
    assert weighed.confidence == weights()["rare name"]
    assert "nothing but the name speaks for it" in words_of(one, two, weighed)


@pytest.mark.parametrize(
    ("given", "apart", "joined"),
    [("Oddvar", 25, True), ("Oddvar", 26, False), ("Oddvar E.", 20, True), ("O.", 8, True), ("O.", 9, False)],
)
def test_years_of_a_career_may_lie_between_who_has_one_rare_name(
    given: str, apart: int, *, joined: bool
) -> None:
    one, two = pair(apart=apart, given=given)
    weighed = Scales(census()).weigh(one, two)
    assert weighed is not None
    assert weighed.context == joined


def test_other_affiliations_forbid_it() -> None:
    one, two = pair("University of Bergen", "Kelp Institute, Lagos")
    weighed = Scales(census()).weigh(one, two)
    assert weighed is not None
    assert weighed.rule != RARE_NAME
    assert not weighed.context


def test_the_commoner_a_name_the_more_data_show_that_it_is_rare() -> None:
    needed = [names_to_show(bearers / 1000) for bearers in range(500)]
    assert needed == sorted(needed)
    assert (needed[0], needed[-1]) == (1_500, 5_000)
    steps = [after - before for before, after in pairwise(needed)]
    assert max(steps) == 100


@pytest.mark.parametrize("names", [0, 900])
def test_few_data_cannot_show_that_a_name_is_rare(names: int) -> None:
    one, two = pair()
    weighed = Scales(census(names=names)).weigh(one, two)
    assert weighed is not None
    assert not weighed.context


@pytest.mark.parametrize(("known", "joined"), [(1, True), (2, True), (3, False)])
def test_data_that_give_initials_only_show_a_family_name_to_be_rare(known: int, *, joined: bool) -> None:
    found = Census()
    names = [
        f"{'ABCDEFG'[number % 7]}. {SYLLABLES[number % 12]}{number // 12}family" for number in range(6_000)
    ]
    names += [f"{letter}. Skjelbred" for letter in "OPQ"[:known]]
    found.count_names(parse_name(name, None, None) for name in names)
    found.mentions = 100_000
    assert (found.names, found.forms) == (0, len(names))
    one, two = (
        MentionCluster.of(
            PersonMention(key, key, "O. Skjelbred", "O.", "Skjelbred", year=2020, coauthors=[other])
        )
        for key, other in (("a", "A. Quill"), ("b", "T. Reed"))
    )
    weighed = Scales(found).weigh(one, two)
    assert weighed is not None
    assert (weighed.rule == RARE_NAME) == weighed.context == joined
    if joined:
        assert weighed.confidence == weights()["rare initials"]
