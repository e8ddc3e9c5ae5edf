"""How sure joins of persons are told to be: set right by gold, without a word on what is decided."""

from __future__ import annotations

import pytest

from kg.identity.persons.evidence import LINES, Weighed, calibrations, confidence_of, weights
from kg.identity.persons.relation import Relation

SCORES = [number / 20 for number in range(-120, 240)]


def weighed(score: float, relation: Relation) -> Weighed:
    return Weighed(score, relation, "SHARED-COAUTHORS", {}, 1.0, context=True)


@pytest.mark.parametrize("relation", ["initials", "equal", "initial"])
def test_what_is_surer_is_told_to_be_surer(relation: Relation) -> None:
    told = [weighed(score, relation).confidence for score in SCORES]
    assert told == sorted(told)


@pytest.mark.parametrize("relation", ["initials", "equal"])
def test_what_is_not_joined_is_told_as_it_was_weighed(relation: Relation) -> None:
    below = [score for score in SCORES if score < weights()["join"]]
    assert [weighed(score, relation).confidence for score in below] == list(map(confidence_of, below))
    assert all(weighed(one, relation).confidence >= 0.5 for one in SCORES if one >= weights()["join"])


def test_equal_initials_are_surer_than_the_margin_leaves_them_and_other_names_never_are() -> None:
    assert set(calibrations()) == set(LINES)
    assert weighed(2.0, "initials").confidence > confidence_of(2.0) >= weighed(2.0, "equal").confidence
    assert all(weighed(one, "equal").confidence <= max(0.5, confidence_of(one)) for one in SCORES)
