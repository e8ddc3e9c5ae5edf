"""What says that there is no value, and what is a value though it looks so; venues that are none."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from kg.repair.null_tokens import is_null
from kg.repair.venue_standins import stand_in

CASES: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "null_tokens.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    ("field", "text"), [(field, text) for field, texts in CASES["nothing"].items() for text in texts]
)
def test_it_says_that_there_is_no_value(field: str, text: str) -> None:
    assert is_null(text, field)


@pytest.mark.parametrize(
    ("field", "text"), [(field, text) for field, texts in CASES["values"].items() for text in texts]
)
def test_it_is_a_value(field: str, text: str) -> None:
    assert not is_null(text, field)


@pytest.mark.parametrize("case", CASES["venue"], ids=lambda case: str(case["text"]))
def test_what_stands_as_a_venue(case: dict[str, Any]) -> None:
    found = stand_in(case["text"])
    if case.get("journal"):
        assert found is None
        return
    assert found is not None
    assert (found.venue, found.kind, found.work_type) == (
        case.get("venue"), case.get("kind"), case.get("work"),
    )  # fmt: skip
