"""The engine in this process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode

from kg.engine import GRAPH_FORMATS, RESULT_FORMATS, Engine, LocalEngine, Request, media_type
from kg.errors import QueryForbidden, QuerySyntaxError, UsageError
from kg.store import Store
from tests.patience import PATIENCE

DATA = b"""
<http://x/1> <https://schema.org/name> "one" .
<http://g/1> { <http://x/2> <https://schema.org/name> "two"@en }
<http://g/2> { <http://x/3> <https://schema.org/name> "three" }
"""
NAMES = "SELECT ?name { ?s <https://schema.org/name> ?name } ORDER BY ?name"
# 9^6 rows: more than the pieces that are made ahead of a reader
MANY = "SELECT * { " + " ".join(f"VALUES ?{name} {{ 1 2 3 4 5 6 7 8 9 }}" for name in "abcdef") + " }"


@pytest.fixture(scope="module")
def engine() -> Engine:
    store = pyoxigraph.Store()
    store.load(DATA, pyoxigraph.RdfFormat.TRIG)
    return LocalEngine(Store(store, Path()))


def names(engine: Engine, request: Request) -> list[str]:
    return [row["name"].value for row in engine.solutions(request)]  # type: ignore[union-attr]


def test_rows(engine: Engine) -> None:
    found = engine.solutions(Request("SELECT ?s ?none ?name { ?s ?p ?name }"))
    assert found.variables == ("s", "none", "name")
    assert found.rows == [(NamedNode("http://x/1"), None, Literal("one"))]
    assert list(found) == [{"s": NamedNode("http://x/1"), "name": Literal("one")}]
    assert (len(found), found.cut) == (1, False)


def test_no_more_rows_than_asked_for(engine: Engine) -> None:
    found = engine.solutions(Request(MANY), limit=5)
    assert (len(found), found.cut) == (5, True)
    assert not engine.solutions(Request(NAMES), limit=1).cut


@pytest.mark.parametrize(
    ("default", "named", "query", "expected"),
    [
        ((), (), NAMES, ["one"]),
        (("http://g/1",), (), NAMES, ["two"]),
        (("http://g/1", "http://g/2"), (), NAMES, ["three", "two"]),
        ((), ("http://g/1",), NAMES, []),
        ((), (), NAMES.replace("{ ?s", "FROM <http://g/2> { ?s"), ["three"]),
        (("http://g/1",), (), NAMES.replace("{ ?s", "FROM <http://g/2> { ?s"), ["two"]),
        ((), ("http://g/2",), "SELECT ?name { GRAPH ?g { ?s ?p ?name } }", ["three"]),
        (("http://g/1",), (), "SELECT ?name { GRAPH ?g { ?s ?p ?name } }", []),
    ],
)
def test_the_dataset_of_the_request_comes_first(
    default: tuple[str, ...], named: tuple[str, ...], query: str, expected: list[str], engine: Engine
) -> None:
    assert names(engine, Request(query, default, named)) == expected


def test_ask_and_graph(engine: Engine) -> None:
    assert engine.ask(Request("ASK { ?s ?p 'one' }"))
    assert not engine.ask(Request("ASK { ?s ?p 'two' }"))
    triples = engine.graph(Request("DESCRIBE <http://x/1>"))
    assert [triple.object for triple in triples] == [Literal("one")]
    assert engine.graph(Request("CONSTRUCT WHERE { ?s ?p ?o }"), limit=0) == []


def test_prefixes_of_the_request(engine: Engine) -> None:
    text = "SELECT ?name { ?s schema:name ?name }"
    assert names(engine, Request(text, prefixes={"schema": "https://schema.org/"})) == ["one"]
    with pytest.raises(QuerySyntaxError, match="schema: is not declared"):
        engine.solutions(Request(text))


@pytest.mark.parametrize("name", RESULT_FORMATS)
def test_rows_in_every_format(name: str, engine: Engine) -> None:
    text = b"".join(engine.stream(Request(NAMES), name))
    assert b"one" in text
    assert b"true" in b"".join(engine.stream(Request("ASK {}"), name))
    assert media_type(name)


@pytest.mark.parametrize("name", GRAPH_FORMATS)
def test_a_graph_in_every_format_reads_back(name: str, engine: Engine) -> None:
    text = b"".join(engine.stream(Request("CONSTRUCT WHERE { ?s ?p ?o }"), name))
    found = list(pyoxigraph.parse(text, GRAPH_FORMATS[name]))
    assert [quad.object for quad in found] == [Literal("one")]


def test_a_graph_names_only_the_prefixes_it_uses(engine: Engine) -> None:
    text = b"".join(engine.stream(Request("CONSTRUCT WHERE { ?s ?p ?o }"), "turtle")).decode()
    assert text == '@prefix schema: <https://schema.org/> .\n<http://x/1> schema:name "one" .\n'


def test_a_format_must_suit_the_form(engine: Engine) -> None:
    with pytest.raises(UsageError, match=r"'turtle' is no format of a SELECT answer; these are: json"):
        engine.stream(Request(NAMES), "turtle")
    with pytest.raises(UsageError, match=r"'csv' is no format of a DESCRIBE answer; these are: turtle"):
        engine.stream(Request("DESCRIBE <http://x/1>"), "csv")
    with pytest.raises(QueryForbidden, match="a SELECT query is needed here, not ASK"):
        engine.solutions(Request("ASK {}"))


def test_errors_come_before_the_first_byte(engine: Engine) -> None:
    for text, kind in (("SELECT * {", QuerySyntaxError), ("SELECT * { SERVICE ?x {} }", QueryForbidden)):
        with pytest.raises(kind):
            engine.stream(Request(text), "json")
    with pytest.raises(UsageError, match="not named by a valid IRI"):
        engine.stream(Request(NAMES, ("no iri",)), "json")


def test_the_pieces_may_be_read_in_other_threads(engine: Engine) -> None:
    pieces = iter(engine.stream(Request(MANY), "csv"))
    read: list[bytes] = []

    def some() -> None:
        piece = next(pieces, None)
        if piece is not None:
            read.append(piece)

    while True:
        before = len(read)
        thread = threading.Thread(target=some)
        thread.start()
        thread.join()
        if len(read) == before:
            break
    assert b"".join(read).count(b"\r\n") == 9**6 + 1
    assert max(map(len, read)) < 128 * 1024


def test_an_answer_that_nobody_reads_ends(engine: Engine) -> None:
    def running() -> Iterator[threading.Thread]:
        return (thread for thread in threading.enumerate() if thread.name == "query")

    closed, dropped = engine.stream(Request(MANY), "json"), engine.stream(Request(MANY), "json")
    threads = list(running())
    assert len(threads) == 2
    closed.close()  # type: ignore[attr-defined]
    del dropped
    for thread in threads:
        thread.join(timeout=PATIENCE)
    assert not list(running())


def test_deep_nesting_does_not_end_the_process(engine: Engine) -> None:
    depth = 8000
    text = b"".join(engine.stream(Request(f"SELECT ({'(' * depth}1{')' * depth} AS ?x) {{}}"), "csv"))
    assert text == b"x\r\n1\r\n"
