"""Pairs of records, and whether they are of one paper."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from kg.identity.paper_evidence import compare

from .records import record

PAIRS = tomllib.loads((Path(__file__).parent / "pairs" / "pairs.toml").read_text("utf-8"))["pair"]


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["name"] for pair in PAIRS])
def test_pair(pair: dict[str, Any]) -> None:
    verdict = compare(record(**pair["a"]), record(**pair["b"]))
    assert verdict.outcome == pair["outcome"], verdict


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["name"] for pair in PAIRS])
def test_order_does_not_matter(pair: dict[str, Any]) -> None:
    a, b = record(**pair["a"]), record(**pair["b"])
    assert compare(a, b).confidence == compare(b, a).confidence


def test_evidence_is_in_words() -> None:
    a = record(["Ada Quill", "Tom Reed"], title="Slow Drift of Paper Boats", year=2020)
    assert compare(a, a).words == "same title; 2 of 2 authors in common; same year"
