"""Physicists: initials for given names, and lists of hundreds."""

from __future__ import annotations

import pytest

from kg.identity.persons.evidence import Scales, weights
from kg.identity.persons.features.people import shared_team
from kg.identity.persons.mention import PersonMention, sample
from kg.identity.persons.mention_cluster import MentionCluster
from kg.identity.persons.namesakes import listed_beside_namesakes
from kg.identity.persons.resolver import resolve_mentions
from kg.identity.persons.surveying import census_of
from kg.identity.persons.wording import words_of


def mention(paper: int, name: str, *others: str) -> PersonMention:
    given, family = name.split()
    listed = [name, *others]
    return PersonMention(
        f"paper-{paper}#0", f"paper-{paper}", name, given, family,
        coauthors=sample(listed), listed=len(listed), year=2000 + paper,
    )  # fmt: skip


@pytest.mark.parametrize(("initials", "margin"), [("I.", "initials only"), ("I.M.", "several initials only")])
def test_less_is_taken_off_for_several_initials(
    monkeypatch: pytest.MonkeyPatch, initials: str, margin: str
) -> None:
    name = f"{initials} Moreau"
    mentions = [mention(0, name, "Tom Reed"), mention(1, name, "Tom Reed")]
    one, other = (MentionCluster.of(each) for each in mentions)
    before = Scales(census_of(mentions)).weigh(one, other, -100.0)
    monkeypatch.setitem(weights(), margin, weights()[margin] - 1.0)
    after = Scales(census_of(mentions)).weigh(one, other, -100.0)
    assert before is not None
    assert after is not None
    assert before.relation == after.relation == "initials"
    assert after.score == pytest.approx(before.score - 1.0)
    assert weights()["initials only"] < weights()["several initials only"] < 0


def test_a_person_of_many_collaborations_is_known_by_each() -> None:
    teams = [
        [f"A. {chr(97 + team)}{chr(97 + one // 26)}{chr(97 + one % 26)}" for one in range(120)]
        for team in range(9)
    ]
    of_all = MentionCluster.of(mention(0, "I. Moreau", *teams[0]))
    for number, team in enumerate(teams[1:], start=1):
        of_all.absorb(MentionCluster.of(mention(number, "I. Moreau", *team)))
    for number, team in enumerate(teams):
        assert shared_team(of_all, MentionCluster.of(mention(20 + number, "I. Moreau", *team))) > 0.9


def _at(place: str, paper: int, year: int, position: int = 0, *, twice: bool = False) -> PersonMention:
    """Return a mention of `H. Moreau` among people of the laboratories of that place, or of both."""
    people = {"Weir": "AB", "Brooks": "CD"}
    circle = "".join(people.values()) if twice else people[place]
    listed = ["H. Moreau", "U. Ray", *(f"{letter}. Group{letter.lower()}berg" for letter in circle)]
    return PersonMention(
        f"paper-{paper:02}#{position}", f"paper-{paper:02}", "H. Moreau", "H.", "Moreau",
        coauthors=listed, listed=len(listed) + twice, year=year, affiliations=[f"{place} Laboratory"],
    )  # fmt: skip


def test_two_of_the_same_initials_on_a_paper_part_nobody_from_his_other_papers() -> None:
    alone = [_at("Weir", paper, 2001) for paper in range(6)] + [
        _at("Brooks", paper, 2002) for paper in range(6, 12)
    ]
    beside = [_at(place, 12, 2001, number, twice=True) for number, place in enumerate(("Weir", "Brooks"))]
    persons = resolve_mentions([*alone, *beside]).persons
    assert len({persons.get(one.key, one.key) for one in alone}) == 1
    one, other = (persons.get(each.key, each.key) for each in beside)
    assert one != other


def test_who_stands_beside_a_namesake_comes_last() -> None:
    beside = [_at("Weir", 5, 2001, place, twice=True) for place in (0, 1)]
    others = [_at("Weir", 6, 2001), mention(7, "Hal Moreau"), mention(7, "H. Moreau")]
    team = [_at("Weir", 8, 2001, place, twice=True) for place in (0, 1)]
    for one in team:
        one.coauthors, one.listed = (
            [f"{letter}. Crew{other}" for letter in "ABCDEFGH" for other in "vwxyz"],
            400,
        )
    numbered = dict(enumerate(map(MentionCluster.of, [*others, *beside, *team])))
    assert listed_beside_namesakes(numbered) == [3, 4]
    numbered[0].absorb(MentionCluster.of(_at("Weir", 9, 2001)))
    assert listed_beside_namesakes(numbered) == []


def _shares(a: str, b: str) -> set[str]:
    """Return the features of a pair of one name with co-author `a` on one list and `b` on the other."""
    one, other = (
        MentionCluster.of(
            PersonMention(key, key, "Eva Lind", "Eva", "Lind", coauthors=[name, *more], listed=3)
        )
        for key, name, more in (("1", a, ["Uma Ray"]), ("2", b, ["Tom Reed"]))
    )
    weighed = Scales(census_of([])).weigh(one, other, -1e9)
    assert weighed is not None
    return {name for name in weighed.features if "coauthor" in name}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("J. Li", "Jun Li"), ("JX Li", "Jian-Xin Li"), ("Xue-Qing Xu", "Xueqing Xu"),
        ("Yu. Holm", "Yuri Holm"), ("Thomas A. Reed", "Thomas Reed"), ("T. Reed", "Tom Bo Reed"),
    ],
)  # fmt: skip
def test_a_coauthor_by_initials_is_one_where_a_list_gives_no_more_or_names_begin_so(a: str, b: str) -> None:
    assert _shares(a, b) == _shares(b, a) == {"coauthor by initials"}


@pytest.mark.parametrize(("a", "b"), [("Jie Li", "Jun Li"), ("Ana Holm", "Amy Holm"), ("Jie Li", "Jie Lu")])
def test_two_names_that_share_an_initial_are_no_coauthor_in_common(a: str, b: str) -> None:
    assert _shares(a, b) == {"no coauthor"}


def test_several_coauthors_by_initials_count_together() -> None:
    lists = (["J. Li", "T. Reed", "U. Ray"], ["Jun Li", "Tom Reed", "Uma Ray"])
    one, other = (
        MentionCluster.of(PersonMention(key, key, "Eva Lind", "Eva", "Lind", coauthors=list(names), listed=4))
        for key, names in zip("12", lists, strict=True)
    )
    weighed = Scales(census_of([])).weigh(one, other, -1e9)
    assert weighed is not None
    assert weighed.features["coauthors by initials"] > 0
    assert "3 co-authors by initial and family name in common" in words_of(one, other, weighed)
