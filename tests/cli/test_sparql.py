"""`kg sparql`: any query at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph
import pytest

from kg.engine import GRAPH_FORMATS
from kg.errors import QueryForbidden, UnreadableInput, UsageError
from tests.cli.conftest import Run

MOSS = "<https://library.test/paper/moss>"

pytestmark = pytest.mark.floors


def test_select_with_known_prefixes_undeclared(run: Run) -> None:
    result = run("sparql", f"SELECT ?title {{ {MOSS} schema:name ?title }}", "--to", "csv")
    assert (result.exit_code, result.stdout_bytes) == (0, b"title\r\nMoss\r\n")


def test_ask(run: Run) -> None:
    assert run("sparql", f"ASK {{ {MOSS} a fabio:Work }}").stdout == "true\n"
    assert run("sparql", f"ASK {{ {MOSS} a schema:Person }}").stdout == "false\n"
    assert json.loads(run("sparql", "ASK {}", "--to", "json").stdout) == {"head": {}, "boolean": True}


@pytest.mark.parametrize("to", GRAPH_FORMATS)
def test_graphs(to: str, run: Run) -> None:
    result = run("sparql", f"DESCRIBE {MOSS}", "--to", to)
    assert result.exit_code == 0
    found = {str(quad.subject) for quad in pyoxigraph.parse(result.stdout_bytes, GRAPH_FORMATS[to])}
    assert found == {MOSS}


def test_a_graph_is_turtle_by_itself_and_can_be_cut(run: Run) -> None:
    assert "schema:name" in run("sparql", f"DESCRIBE {MOSS}").stdout
    cut = run("sparql", "CONSTRUCT WHERE { ?s ?p ?o }", "--limit", "3", "--to", "ntriples")
    assert (cut.exit_code, len(cut.stdout.splitlines())) == (3, 3)
    assert "cut after 3 triples" in cut.stderr


def test_rows_can_be_cut(run: Run) -> None:
    result = run("sparql", "SELECT * { ?s ?p ?o }", "--limit", "2", "--to", "jsonl")
    assert (result.exit_code, len(result.stdout.splitlines())) == (3, 2)


def test_named_graphs_are_there(run: Run) -> None:
    result = run("sparql", "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g", "--to", "jsonl")
    graphs = [
        json.loads(line)["g"].removeprefix("https://library.test/graph/")
        for line in result.stdout.splitlines()
    ]
    assert graphs == ["curation", "meta", "source/aaaa", "source/bbbb"]


def test_from_a_file_and_from_standard_input(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "question.rq"
    file.write_bytes("\ufeffASK { ?s schema:name 'Moss' }".encode())
    assert run("sparql", str(file)).stdout == "true\n"
    assert run("sparql", "-", stdin=file.read_bytes()).stdout == "true\n"
    assert isinstance(run("sparql", str(tmp_path / "none.rq")).exception, UnreadableInput)
    file.write_bytes(b"ASK \xff")
    with pytest.raises(UnreadableInput, match="not UTF-8"):
        raise_(run("sparql", str(file)).exception)


def test_a_syntax_error_shows_the_place(run: Run) -> None:
    result = run("sparql", "SELECT ?s\nWHERE { ?s nix:name ?o }")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        "kg: line 2, column 12: the prefix nix: is not declared",
        "  WHERE { ?s nix:name ?o }",
        "             ^",
    ]


def test_what_is_refused(run: Run) -> None:
    update = run("sparql", "INSERT DATA { <a:b> <a:b> <a:b> }")
    assert (update.exit_code, "INSERT changes data" in update.stderr) == (2, True)
    assert isinstance(
        run("sparql", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }").exception, QueryForbidden
    )
    assert isinstance(run("sparql", "SELECT * {}", "--to", "turtle").exception, UsageError)
    assert isinstance(run("sparql", f"DESCRIBE {MOSS}", "--to", "csv").exception, UsageError)
    assert isinstance(run("sparql", f"DESCRIBE {MOSS}", "--to", "table").exception, UsageError)
    assert isinstance(run("sparql", "ASK {}", "--endpoint", "file:///etc/passwd").exception, UsageError)


def raise_(error: BaseException | None) -> None:
    assert error is not None
    raise error
