"""The cleaner of texts: what is markup goes, what is text stays, and each step is on record."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.repair.texts.cleaner import clean, is_clean

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "texts.toml").read_text("utf-8"))["text"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["given"])
def test_each_kind_of_markup(case: dict[str, Any]) -> None:
    made = clean(case["given"], case.get("field", "title"))
    assert made.text == case.get("read", case["given"])
    assert [repair.rule for repair in made.repairs] == case.get("rules", [])
    assert clean(made.text, "title").text == made.text or case.get("field") == "abstract"


@given(st.text(alphabet="ab {}\\$~-`'&;<>/il=t\u200b\u00ad\u200dé") | st.text())
def test_what_was_cleaned_is_clean(text: str) -> None:
    made = clean(text, "title", decode=False)
    if is_clean(text):
        assert made.text == text
    if not made.repairs:
        assert made.text == text
    for _ in range(3):
        again = clean(made.text, "title", decode=False)
        if not again.repairs:
            break
        made = again
    assert clean(made.text, "title", decode=False).text == made.text


def test_of_a_long_text_the_places_are_on_record() -> None:
    words = " ".join(f"word{number}" for number in range(100))
    made = clean(f"{words} Erd\\H{{o}}s {words} <i>two</i>", "title")
    assert [(repair.before, repair.after) for repair in made.repairs] == [
        ("<i>two</i>", "two"),
        ("Erd\\H{o}s", "Erdős"),
    ]
    assert all(repair.note == "the places that changed" for repair in made.repairs)
