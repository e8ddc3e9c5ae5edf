"""Answers at hand: given for their query alone, in every form, and only where it is about the whole store."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal

from kg.engine import LocalEngine, Request
from kg.engine.answers import Answers
from kg.errors import ReleaseDamaged
from kg.store import Store

TEXT = "SELECT ?n ?word { VALUES (?n ?word) { (1 'evaluated'@en) } }\n"
KEPT = (
    b'{"head":{"vars":["n","word"]},"results":{"bindings":[{"n":{"type":"literal","value":"2","datatype":'
    b'"http://www.w3.org/2001/XMLSchema#integer"},"word":{"type":"literal","value":"kept","xml:lang":"en"}},'
    b'{"n":{"type":"literal","value":"3","datatype":"http://www.w3.org/2001/XMLSchema#integer"}}]}}'
)


@pytest.fixture
def engine(tmp_path: Path) -> LocalEngine:
    Answers.made({TEXT: KEPT}).write(tmp_path / "answers.json")
    return LocalEngine(Store(pyoxigraph.Store(), Path()), answers=Answers.read(tmp_path / "answers.json"))


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


def test_a_release_without_the_file_has_none(tmp_path: Path) -> None:
    assert Answers.read(tmp_path / "answers.json").of(TEXT) is None


@pytest.mark.parametrize("text", ["", "{}x", '[{"query": "x"}]', "[1]", '{"a": 1}', "7"])
def test_a_broken_file_is_damage(tmp_path: Path, text: str) -> None:
    (tmp_path / "answers.json").write_text(text)
    with pytest.raises(ReleaseDamaged, match=r"answers\.json"):
        Answers.read(tmp_path / "answers.json")
