"""What the words of a decision on persons say of names, and what two releases' words have not in common."""

from __future__ import annotations

import pytest

from kg.identity.persons.census import Census
from kg.identity.persons.evidence import Weighed, names_to_show
from kg.identity.persons.evidence_changes import retold
from kg.identity.persons.mention import PersonMention
from kg.identity.persons.mention_cluster import MentionCluster
from kg.identity.persons.resolver import resolve_mentions
from kg.identity.persons.wording import counted, figures, words_of


def profile(key: str, name: str = "Karl Mast") -> MentionCluster:
    given, family = name.split(" ")
    return MentionCluster.of(PersonMention(key, key, name, given, family, year=2020))


def weighed(bearers: float, *, context: bool = False) -> Weighed:
    return Weighed(1.0, "equal", "NAME-AND-YEARS", {}, bearers, context)


@pytest.mark.parametrize(
    ("bearers", "said"),
    [
        (0.0001, "a rare name, fewer than 0.002 expected"),
        (0.0123, "a rare name, 0.012 expected"),
        (0.4, "a name of one or two people, 0.4 expected"),
        (1.5, "a name of about 2 people"),
        (1234.4, "a name of about 1,234 people"),
    ],
)
def test_how_common_a_name_is(bearers: float, said: str) -> None:
    words = words_of(profile("a"), profile("b"), weighed(bearers))
    assert words == f"same name (Karl Mast, {said})"
    assert figures(words) == said


def test_the_census_is_told_and_whether_it_is_too_small() -> None:
    one, many = Census(names=1, mentions=1_200), Census(names=5_000, mentions=1)
    assert counted(one) == "by a census of 1 full name at 1,200 mentions"
    assert counted(many) == "by a census of 5,000 full names at 1 mention"
    physics = Census(names=3, initialled=5_000, mentions=9_000)
    assert counted(physics) == "by a census of 5,000 initialled names at 9,000 mentions"
    assert figures(counted(physics)) == counted(physics)
    small = ", and fewer than 2,200 cannot show that such a name is rare"
    assert names_to_show(0.1) == 2_200
    assert counted(one, weighed(0.1)).endswith(small)
    for census, join in (
        (one, weighed(0.1, context=True)),
        (one, weighed(0.6)),
        (many, weighed(0.1)),
        (physics, weighed(0.1)),
    ):
        assert small not in counted(census, join)


def test_figures_are_those_of_the_least_sure_join() -> None:
    words = (
        "joined by 2 joins, the least sure first: 0.9 by NAME-AND-CONTEXT: same name (A B, a name of about "
        "4 people) | 1 by SHARED-COAUTHORS: same name (A B, a rare name, 0.01 expected) | by a census of 7 "
        "full names at 9 mentions"
    )
    assert figures(words) == "a name of about 4 people, by a census of 7 full names at 9 mentions"
    assert figures("one heading lists papers of people whose names match") == ""


def test_every_decision_tells_its_census() -> None:
    mentions = [
        PersonMention(
            f"m{paper}", f"p{paper}", "Karl Mast", "Karl", "Mast", year=2010 + paper, coauthors=["Ada Quill"]
        )
        for paper in range(3)
    ]
    (decision,) = resolve_mentions(mentions).decisions
    assert decision.words.endswith(" | by a census of 1 full name at 3 mentions")


OLD = "left apart: 1 year apart; same name (Karl Mast, a name of one or two people, 0.4 expected); {}{}"
NAMES_ONLY = "nothing but the names says so | "
NEW = "joined: 1 year apart; same name (Karl Mast, a rare name, 0.01 expected); {}{}"
NAME_ONLY = "nothing but the name speaks for it | "
SMALL, LARGE = (
    "by a census of 2 full names at 3 mentions",
    "by a census of 6,000 full names at 7,000 mentions",
)


def test_only_the_census_changed() -> None:
    difference = retold(OLD.format(NAMES_ONLY, SMALL), NEW.format(NAME_ONLY, LARGE))
    assert difference.only_census
    assert "1 year apart" not in (*difference.then, *difference.now)
    assert (SMALL in difference.then, LARGE in difference.now) == (True, True)


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (OLD.format(NAMES_ONLY, SMALL), NEW.format("same affiliation | ", LARGE)),
        (OLD.format("", SMALL), OLD.format("", SMALL)),
        ("left apart: 1 year apart", "joined: 1 year apart"),
        ("left apart: same name (Karl Mast; a rare name)", NEW.format("", LARGE)),
    ],
)
def test_more_than_the_census_changed_or_nothing_or_it_is_not_known(then: str, now: str) -> None:
    assert not retold(then, now).only_census
