"""Which journals are meetings by their names, and that the papers in them are made papers of meetings."""

from __future__ import annotations

import doctest
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

from kg.repair import meeting_journals
from kg.repair.meeting_journals import meeting_named

CASES: Final[list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("meeting_journals.toml").read_text("utf-8")
)["name"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']}-{case.get('numbered', False)}")
def test_a_name_says_what_it_is(case: dict[str, Any]) -> None:
    found = meeting_named(case["text"], numbered=case.get("numbered", False))
    assert (found.kind if found else "") == case["kind"]


def test_the_examples_are_true() -> None:
    assert doctest.testmod(meeting_journals).failed == 0
