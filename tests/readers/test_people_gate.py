"""What came through the gate of people passes it again as it is, whatever damage their names had."""

from __future__ import annotations

from copy import deepcopy
from itertools import product
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.readers.people import write_out

NAMES = ("Lind", "Ada Lind", "A. Lind", "Lind, Ada", "van Berg", "李明", "O'Hara", "Jean-Luc Öst", "Lind AB")
DAMAGE = (
    "Authors:", "By", "and", "&", "et al.", "1", "*", "†", "<sup>1</sup>", "(deceased)", "(University of X)",
    "PhD", "Dr.", "Prof.", ",", ";", ":", "{", "}", "'", "-", "–", "[1]", "…", "/", "|", "\\'e", "eds.", "?",
    "#", "1)", "$^1$", "and others", "née Berg", "(Bob)", "“Bob”", "Null", "unknown", "a@b.example", "0001",
)  # fmt: skip
texts = st.lists(st.sampled_from([*NAMES, *DAMAGE]), min_size=1, max_size=4).flatmap(
    lambda words: st.sampled_from([" ".join(words), "".join(words)])
)


def gated(entries: list[Any]) -> list[dict[str, Any]]:
    record: dict[str, Any] = {"authors": deepcopy(entries)}
    write_out(record, "authors", set(), [])
    return [{key: value for key, value in one.items() if value is not None} for one in record["authors"]]


@pytest.mark.parametrize("name", NAMES)
def test_each_damage_of_a_name_is_taken_off_at_once(name: str) -> None:
    for damage, glue in product(DAMAGE, ("", " ")):
        for text in (f"{damage}{glue}{name}", f"{name}{glue}{damage}"):
            once = gated([text])
            assert gated(once) == once, text


@given(texts)
@example("LindAuthors: Ada")
@example("Dr. by - Lind")
def test_a_name_that_came_through_passes_again(text: str) -> None:
    once = gated([{"name": text}])
    assert gated(once) == once


@given(texts, texts)
@example("Ada", "LindAuthors:")
@example("Berg", "0001[1]")
def test_halves_of_a_name_that_came_through_pass_again(given: str, family: str) -> None:
    once = gated([{"given": given, "family": family}])
    assert gated(once) == once
