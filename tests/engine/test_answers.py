"""Answers at hand: given for their query alone, in every form, and only where it is about the whole store."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal

from kg.engine import LocalEngine, Request
from kg.engine.answers import Answers, PrecomputedAnswer, _key, write
from kg.errors import ReleaseDamaged
from kg.store import Store

TEXT = "SELECT ?n ?word { VALUES (?n ?word) { (1 'evaluated'@en) } }\n"
LONG = "SELECT ?n { VALUES ?n { 7 8 9 } }"
KEPT = (
    PrecomputedAnswer(TEXT, b'?n\t?word\n2\t"kept"@en\n3\t\n'),
    PrecomputedAnswer(LONG, b"?n\n1\n2\n", rows=2),
)


@pytest.fixture
def engine(tmp_path: Path) -> LocalEngine:
    write(KEPT, tmp_path / "answers.bin")
    return LocalEngine(Store(pyoxigraph.Store(), Path()), answers=Answers.read(tmp_path / "answers.bin"))


@pytest.mark.parametrize("text", [TEXT, TEXT.strip(), f"\r\n{TEXT}"])
def test_it_is_given_for_its_query(engine: LocalEngine, text: str) -> None:
    found = engine.solutions(Request(text))
    assert found.variables == ("n", "word")
    assert found.rows == [(Literal(2), Literal("kept", language="en")), (Literal(3), None)]
    assert b"".join(engine.stream(Request(text), "csv")) == b"n,word\r\n2,kept\r\n3,\r\n"
    assert engine.solutions(Request(text), 1).cut


def test_any_other_is_evaluated(engine: LocalEngine) -> None:
    for request in (
        Request(TEXT.replace("SELECT", "SELECT ")),
        Request(TEXT, default_graphs=("urn:g",)),
        Request(TEXT, named_graphs=("urn:g",)),
    ):
        assert engine.solutions(request).rows == [(Literal(1), Literal("evaluated", language="en"))]


def test_the_beginning_is_given_to_those_who_want_no_more(engine: LocalEngine) -> None:
    begun = engine.solutions(Request(LONG), 1)
    assert (begun.rows, begun.cut) == ([(Literal(1),)], True)
    evaluated = [(Literal(7),), (Literal(8),), (Literal(9),)]
    assert engine.solutions(Request(LONG), 2).rows == evaluated[:2]  # whether there is a third is not at hand
    assert engine.solutions(Request(LONG)).rows == evaluated
    assert b"".join(engine.stream(Request(LONG), "csv")) == b"n\r\n7\r\n8\r\n9\r\n"


def test_the_same_answers_are_the_same_bytes(tmp_path: Path) -> None:
    for name, some in (("one", KEPT), ("other", KEPT[::-1])):
        write(some, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_a_release_without_the_file_has_none(tmp_path: Path) -> None:
    assert Answers.read(tmp_path / "answers.bin").of(TEXT) is None


@pytest.mark.parametrize("text", ["", "{}x", '[{"query": "x"}]', "[1]", '{"a": 1}', "7"])
def test_a_broken_file_is_damage(tmp_path: Path, text: str) -> None:
    (tmp_path / "answers.bin").write_text(text)
    with pytest.raises(ReleaseDamaged, match=r"answers\.bin"):
        Answers.read(tmp_path / "answers.bin")


def test_a_file_that_ends_too_early_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "answers.bin"
    write(KEPT, path)
    path.write_bytes(path.read_bytes()[:-4])
    answers = Answers.read(path)
    last = max((TEXT, LONG), key=lambda text: answers.places[_key(text)].start)
    with pytest.raises(ReleaseDamaged, match=r"answers\.bin"):
        answers.of(last, 1)
