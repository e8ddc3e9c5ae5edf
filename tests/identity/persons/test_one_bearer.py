"""Which names one person may bear under one identifier, by a table of pairs."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kg.identity.persons.one_bearer import Borne, bearer_mark, may_be_one

TABLE: dict[str, list[list[str]]] = tomllib.loads(
    (Path(__file__).parent / "one_bearer.toml").read_text("utf-8")
)


@pytest.mark.parametrize(("one", "two"), TABLE["one"])
def test_one_person_may_bear_both(one: str, two: str) -> None:
    assert may_be_one(Borne(one), Borne(two))
    assert may_be_one(Borne(two), Borne(one))


@pytest.mark.parametrize(("one", "two"), TABLE["two"])
def test_nobody_bears_both(one: str, two: str) -> None:
    assert not may_be_one(Borne(one), Borne(two))
    assert not may_be_one(Borne(two), Borne(one))


@pytest.mark.parametrize(("one", "two"), TABLE["two"])
def test_names_of_two_have_two_marks(one: str, two: str) -> None:
    assert bearer_mark(Borne(one)) != bearer_mark(Borne(two))


def test_other_spellings_count() -> None:
    chinese = Borne("张伟", alternates=("Wei Zhang",))
    assert may_be_one(chinese, Borne("W. Zhang"))
    assert not may_be_one(chinese, Borne("Maria Rossi"))


def test_names_that_may_be_those_of_many_tell_nobody_apart() -> None:
    assert Borne("Maria Rossi").tells
    assert not any(Borne(one).tells for one in ("M. Rossi", "张伟", "Rossi", "Mar\ufffda Rossi"))
