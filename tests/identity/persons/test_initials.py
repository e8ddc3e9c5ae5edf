"""Physicists: initials for given names, and lists of hundreds."""

from __future__ import annotations

import pytest

from kg.identity.persons.evidence import Scales, weights
from kg.identity.persons.features.people import shared_team
from kg.identity.persons.mention import PersonMention, sample
from kg.identity.persons.profile import PersonProfile
from kg.identity.persons.surveying import census_of


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
    one, other = (PersonProfile.of(each) for each in mentions)
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
    of_all = PersonProfile.of(mention(0, "I. Moreau", *teams[0]))
    for number, team in enumerate(teams[1:], start=1):
        of_all.absorb(PersonProfile.of(mention(number, "I. Moreau", *team)))
    for number, team in enumerate(teams):
        assert shared_team(of_all, PersonProfile.of(mention(20 + number, "I. Moreau", *team))) > 0.9
