"""The gate for author entries: whom a text names, and that nothing is guessed in silence."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.repair.authorship.gate import is_plain, read
from kg.repair.authorship.named import Person

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "authors.toml").read_text("utf-8"))[
    "entry"
]


def shown(person: Person) -> str:
    if person.collective:
        return f"*{person.name}"
    halves = [person.given, person.family, person.suffix]
    return "|".join(half for half in halves if half) if person.family else person.name


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["printed"])
def test_whom_an_entry_names(case: dict[str, Any]) -> None:
    found = read(case["printed"])
    assert [shown(person) for person in found.people] == case["people"]
    assert found.complete == (not case.get("cut", False))
    damage, repairs = found.notes(case["printed"], "authors", 0)
    assert sorted({one.rule for one in repairs} | {"doubt" for _ in damage}) == case.get("said", [])
    assert not any(repair.certain for repair in repairs)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["printed"])
def test_what_came_through_the_gate_passes_it_again(case: dict[str, Any]) -> None:
    for person in read(case["printed"]).people:
        if not person.doubt:
            assert [again.name for again in read(person.name).people] == [person.name]


def test_what_stands_beside_a_name_is_kept() -> None:
    (person,) = read(
        "Ada (Addie) Lind (University of X; Kiel (North)) <ada@example.org> 0000-0002-1825-0097"
    ).people
    assert person.name == "Ada Lind"
    assert person.affiliations == ("University of X; Kiel (North)",)
    assert (person.variants, person.orcid) == (("Addie Lind",), "0000-0002-1825-0097")


@given(st.text(alphabet="AbcÉ李 .,;&()*1-'{}\\$^<>@:") | st.text())
def test_no_text_raises_and_plain_names_stay(text: str) -> None:
    found = read(text)
    assert all(person.name for person in found.people)
    if is_plain(text) and "," not in text:
        assert len(found.people) == 1
