"""Default graphs that are made of several graphs: a statement of two of them counts once."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

from kg.engine import LocalEngine, Request
from kg.engine.dataset import Dataset, several
from kg.engine.overlaps import NAME, Overlaps
from kg.errors import QueryLimitExceeded, ReleaseDamaged
from kg.store import Store

A, B, C = (f"https://data.example.org/graph/{name}" for name in "abc")
DATA = f"""
<{A}> {{ <e:reed> <e:colour> "green" ; <e:height> 3 }}
<{B}> {{ <e:reed> <e:colour> "green" . <e:rush> <e:colour> "brown" }}
<{C}> {{ <e:moss> <e:colour> "green" }}
"""
ALL = "SELECT ?s ?o { ?s <e:colour> ?o }"


@pytest.fixture(scope="module")
def store() -> Store:
    handle = pyoxigraph.Store()
    handle.load(DATA.encode(), pyoxigraph.RdfFormat.TRIG)
    return Store(handle, Path())


def rows(engine: LocalEngine, text: str, default: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> int:
    return len(engine.solutions(Request(text, default, named)).rows)


@pytest.mark.parametrize(
    ("text", "default", "named"),
    [
        (f"SELECT * FROM <{A}> FROM <{B}> {{}}", (A, B), ()),
        (f"select*from<{A}>from\n<{B}>#from <{C}>\nfrom named <{C}> where {{}}", (A, B), (C,)),
        (f"PREFIX g: <{A[:-1]}> SELECT * FROM g:a FROM g:b FROM g:b {{}}", (A, B, B), ()),
        (f"PREFIX from: <{A[:-1]}> DESCRIBE from:x FROM from:a FROM from:b {{}}", (A, B), ()),
        (f"BASE <{A}> CONSTRUCT {{ ?s ?p '}} FROM <x>' }} FROM <> FROM <b> {{ ?s ?p ?o }}", (A, B), ()),
        (f"SELECT (EXISTS {{ ?from <e:from> ?c }} AS ?x) FROM <{A}> FROM <{B}> {{}}", (A, B), ()),
        (f"SELECT (1 AS ?from) FROM <{A}> FROM NAMED <{B}> {{ ?from <e:FROM> <FROM> }}", None, None),
        (f"SELECT * FROM <{A}> FROM <{A}> {{}}", None, None),
        (f"SELECT * FROM <{A}> FROM nowhere:b {{}}", None, None),
        (f"SELECT * FROM <{A}> {{ ?s ?p 'FROM <{B}>' }} # FROM <{C}>", None, None),
        ("SELECT * { ?s ?p ?o }", None, None),
    ],
)
def test_what_the_text_says(
    text: str, default: tuple[str, ...] | None, named: tuple[str, ...] | None
) -> None:
    expected = None if default is None or named is None else Dataset(default, named)
    assert several(Request(text)) == expected


def test_what_the_request_says_wins() -> None:
    text = f"SELECT * FROM <{A}> FROM <{B}> {{}}"
    assert several(Request(text, (A, C), (B,))) == Dataset((A, C), (B,))
    assert several(Request(text, (A,))) is None
    assert several(Request(text, (), (A, B))) is None


@pytest.mark.parametrize("overlaps", [Overlaps(), Overlaps([frozenset((A, B))])])
def test_a_statement_of_two_default_graphs_counts_once(store: Store, overlaps: Overlaps) -> None:
    engine = LocalEngine(store, overlaps)
    assert rows(engine, ALL, (A, B)) == 2
    assert rows(engine, ALL, (A, B, C)) == 3
    assert rows(engine, ALL.replace("{", f"FROM <{A}> FROM <{B}> {{", 1)) == 2
    assert len(engine.graph(Request("CONSTRUCT WHERE { ?s ?p ?o }", (A, B)))) == 3
    assert engine.ask(Request('ASK { <e:rush> ?p "brown" }', (A, B)))


def test_named_graphs_stay_apart(store: Store) -> None:
    engine = LocalEngine(store)
    both = "SELECT * { ?s <e:colour> ?o GRAPH ?g { ?s <e:colour> ?o } }"
    assert rows(engine, both, (A, B), (A, B)) == 3
    assert rows(engine, both, (A, B), (C,)) == 0
    assert rows(engine, both, (A, B)) == 0
    assert rows(engine, both.replace("{", f"FROM <{A}> FROM <{B}> FROM NAMED <{B}> {{", 1)) == 2


def test_graphs_that_have_nothing_in_common_are_asked_where_they_are(store: Store) -> None:
    engine = LocalEngine(store, Overlaps([frozenset((A, B))]), most_merged=0)
    assert rows(engine, ALL, (A, C)) == 2
    with pytest.raises(QueryLimitExceeded) as caught:
        rows(engine, ALL, (A, B))
    assert caught.value.limit == "merged statements"


def test_the_limit_is_on_all_graphs_together(store: Store) -> None:
    assert rows(LocalEngine(store, most_merged=4), ALL, (A, B)) == 2
    assert rows(LocalEngine(store, most_merged=4), ALL, (A, B, "https://data.example.org/graph/none")) == 2
    for engine, default, named in ((3, (A, B), ()), (4, (A, B, C), ()), (4, (A, B), (C,))):
        with pytest.raises(QueryLimitExceeded, match="merged up to"):
            rows(LocalEngine(store, most_merged=engine), ALL, default, named)


def test_what_is_known_is_kept_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / NAME
    assert Overlaps.read(path).among([A, B])
    assert not Overlaps.read(path).among([A, A])
    Overlaps([frozenset((A, B))]).write(path)
    found = Overlaps.read(path)
    assert (found.among([A, B, C]), found.among([A, C]), found.among([A])) == (True, False, False)
    path.write_text("[]")
    with pytest.raises(ReleaseDamaged, match="statements in common"):
        Overlaps.read(path)
