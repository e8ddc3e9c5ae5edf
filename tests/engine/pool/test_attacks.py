"""Queries that crash Oxigraph, never end or fill the memory: each costs itself and nothing else."""

from __future__ import annotations

import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from kg.engine import Request
from kg.engine.pool import PoolEngine
from kg.errors import QueryError, QueryForbidden, QueryLimitExceeded, QuerySyntaxError
from tests.patience import until

NAME, KNOWS = "<https://schema.org/name>", "<https://schema.org/knows>"
COUNT = f"SELECT (COUNT(*) AS ?n) {{ ?s {NAME} ?o }}"


def nested(opening: str, inner: str, closing: str, depth: int) -> str:
    return opening * depth + inner + closing * depth


def patterns(count: int) -> str:
    return " ".join(f"?v{n} {KNOWS} ?v{n + 1} ." for n in range(count))


REPLACE_BOMB = (
    'SELECT (STRLEN(REPLACE(REPLACE(REPLACE("{0}", "a", "{0}"), "a", "{0}"), "a", "{0}")) AS ?n) {{}}'.format(
        "a" * 1700
    )
)

TWO = f"?a {NAME} ?x . ?b {NAME} ?y"
THREE = f"{TWO} . ?c {NAME} ?z"
# Those that pass the look at the text must be stopped by the worker's own limits, or be harmless.
BOMBS = {
    "braces": "ASK " + nested("{", "", "}", 2200),
    "parentheses": "ASK { FILTER(" + nested("(", "1", ")", 8000) + ") }",
    "not exists": "ASK { " + nested("FILTER NOT EXISTS { ", "?s ?p ?o ", "} ", 850) + "}",
    "optionals in each other": "ASK { " + nested("OPTIONAL { ?s ?p ?o ", "", "} ", 1000) + "}",
    "unions": "ASK { {} " + "UNION {} " * 3500 + "}",
    "sums": "SELECT (1" + "+1" * 8000 + " AS ?x) {}",
    "negations": "ASK { FILTER(" + "!" * 16_000 + "true) }",
    "minuses": "SELECT (" + "-" * 16_000 + "1 AS ?x) {}",
    "alternatives of a path": f"ASK {{ ?s {KNOWS}" + f"|{KNOWS}" * 1100 + " ?o }",
    "steps of a path": f"ASK {{ ?s {KNOWS}" + f"/{KNOWS}" * 1000 + " ?o }",
    "inverses of a path": "ASK { ?s " + nested("^(", KNOWS, ")", 90) + " ?o }",
    "many patterns": f"SELECT * {{ {patterns(500)} }}",
    "many groups": "SELECT * { " + " UNION ".join(f"{{ {patterns(50)} }}" for _ in range(8)) + " }",
    "many optionals": "SELECT * { " + "OPTIONAL { ?s ?p ?o } " * 500 + "}",
    "empty lists": "SELECT * { " + "() ?p ?o . " * 250 + "}",
    "cross product": f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'?s{n} ?p{n} ?o{n} .' for n in range(4))} }}",
    "no row to stop at": f'ASK {{ ?a {NAME} ?x . ?b {NAME} ?y . ?c {NAME} ?z FILTER(?x = "no" && ?y = ?z) }}',
    "path with both ends free": f"SELECT (COUNT(*) AS ?n) {{ ?a {KNOWS}* ?b . ?c {KNOWS}* ?d }}",
    "there and back": f"SELECT (COUNT(*) AS ?n) {{ ?a (^{KNOWS}|{KNOWS})+ ?b . ?b (^{KNOWS}|{KNOWS})+ ?c }}",
    "sort of everything": f"SELECT * {{ {THREE} }} ORDER BY ?x ?y ?z LIMIT 1",
    "groups without end": f"SELECT ?x ?y (COUNT(*) AS ?n) {{ {TWO} }} GROUP BY ?x ?y",
    "strings that grow": REPLACE_BOMB,
    "one long string": f'SELECT (GROUP_CONCAT(?x; separator="{"-" * 9000}") AS ?s) {{ {TWO} }}',
    "answer without end": f"SELECT * {{ {THREE} }}",
    "graph without end": f"CONSTRUCT {{ ?a {KNOWS} ?b }} WHERE {{ {TWO} }}",
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_itself_only(name: str, engine: PoolEngine) -> None:
    request = Request(BOMBS[name])
    format_name = "ntriples" if BOMBS[name].startswith("CONSTRUCT") else "json"
    with suppress(QueryError):  # any other error, or a hang, is a failure
        assert b"".join(engine.stream(request, format_name))
    until(lambda: counts(engine), "an answer to somebody else")
    assert engine.busy == engine.waiting == 0


def counts(engine: PoolEngine) -> bool:
    """Tell whether a harmless query is answered; on a busy machine its time may be over before it begins."""
    try:
        return engine.solutions(Request(COUNT)).rows[0][0] is not None
    except QueryLimitExceeded as error:
        if error.limit != "seconds":
            raise
        return False


@pytest.mark.parametrize("name", [name for name in BOMBS if name != "one long string"])
def test_and_so_with_no_limit_on_the_text(name: str, folder: Path, engine: PoolEngine) -> None:
    """The worker alone must bear what the look at the text would refuse."""
    bare = replace(
        engine.limits, nesting=10**6, joined=10**6, patterns=10**6, operators=10**6, query_bytes=10**6
    )
    kept, engine.limits = engine.limits, bare
    try:
        test_a_bomb_costs_itself_only(name, engine)
    finally:
        engine.limits = kept


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("braces", "nesting"),
        ("parentheses", "nesting"),
        ("not exists", "nesting"),
        ("unions", "joined"),
        ("many patterns", "joined"),
        ("many groups", "patterns"),
        ("many optionals", "joined"),
        ("steps of a path", "joined"),
        ("empty lists", "joined"),
        ("sums", "operators"),
        ("alternatives of a path", "operators"),
        ("cross product", "seconds"),
        ("there and back", "seconds"),
        ("strings that grow", "memory bytes"),
        ("answer without end", "answer bytes"),
        ("graph without end", "answer bytes"),
    ],
)
def test_the_limit_that_was_passed_is_named(
    name: str, limit: str, engine: PoolEngine, unhurried: PoolEngine
) -> None:
    engine = engine if limit == "seconds" else unhurried
    with pytest.raises(QueryLimitExceeded) as caught:
        list(engine.stream(Request(BOMBS[name]), "ntriples" if "graph" in name else "json"))
    assert caught.value.limit == limit


def test_a_text_that_is_too_long(engine: PoolEngine) -> None:
    with pytest.raises(QueryLimitExceeded, match="longer than 102,400 bytes"):
        engine.ask(Request("ASK {} #".ljust(102_401, "x")))
    assert engine.ask(Request("ASK {} #".ljust(102_400, "x")))


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server that notes what it is asked."""
    seen: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *args: object) -> None:
            """Keep quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/x", seen
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
        "ASK {{ sErViCe# <\n<{url}> {{}} }}",
        "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{url}> {{ ?s ?p ?o }} }} LIMIT 0",
        "LOAD <{url}>",
        "LOAD SILENT <{url}>",
        "INSERT DATA {{ <a:a> <a:b> <a:c> }}",
        "PREFIX : <a:> DELETE WHERE {{ ?s ?p ?o }}",
        "CLEAR ALL",
        "WITH <a:g> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
    ],
)
def test_no_query_reaches_out_or_writes(
    text: str, engine: PoolEngine, listener: tuple[str, list[str]]
) -> None:
    url, seen = listener
    refused = QueryForbidden if "service" in text.lower() else QuerySyntaxError  # an update is no query
    with pytest.raises(refused):
        list(engine.stream(Request(text.format(url=url)), "json"))
    assert seen == []


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM <{url}> {{ ?s ?p ?o }}",
        "SELECT * FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "SELECT * {{ GRAPH <{url}> {{ ?s ?p ?o }} }}",
    ],
)
def test_a_graph_that_is_not_here_is_empty_and_not_fetched(
    text: str, unhurried: PoolEngine, listener: tuple[str, list[str]]
) -> None:
    url, seen = listener
    assert len(unhurried.solutions(Request(text.format(url=url)))) == 0
    named = Request("SELECT * { ?s ?p ?o }", default_graphs=(url,), named_graphs=(url,))
    assert len(unhurried.solutions(named)) == 0
    assert unhurried.graph(Request(f"DESCRIBE <{url}>")) == []
    assert seen == []


def test_a_confined_process_has_no_network(listener: tuple[str, list[str]]) -> None:
    """Even a query that slips through the look at its text reaches nobody."""
    url, seen = listener
    program = (
        "from kg.engine.sandbox.confinement import leave_network\n"
        "import pyoxigraph\n"
        "print(leave_network())\n"
        f"q = 'SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}'\n"
        "try:\n"
        "    list(pyoxigraph.Store().query(q))\n"
        "except OSError as error:\n"
        "    print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    way, *rest = done.stdout.split()
    assert way in ("seccomp", "namespace")
    assert rest == ["refused"]
    assert seen == []
