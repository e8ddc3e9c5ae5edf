"""The formats of rows: the same bytes as Oxigraph writes, and what a terminal shows."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions

from kg.formats import format_named, formats
from kg.writers.results import Table
from kg.writers.text import columns, render, shown

XSD = "http://www.w3.org/2001/XMLSchema#"
ROWS = """SELECT ?a ?b ?c { VALUES (?a ?b ?c) {
  ("plain" "with, comma" "with \\"quotes\\"")
  ("tab\\there" "line\\nbreak" "back\\\\slash & <tag> ' é 漢字")
  (<http://example.org/a&b> "tagged"@en-GB UNDEF)
  (1 2.50 3.0e0) (true "007"^^<http://www.w3.org/2001/XMLSchema#integer> "2"^^<http://www.w3.org/2001/XMLSchema#decimal>)
  ("2021"^^<http://www.w3.org/2001/XMLSchema#gYear> "x"^^<http://example.org/type> "")
  (UNDEF UNDEF UNDEF)
} }"""
FORMATS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}


def solutions(query: str) -> QuerySolutions:
    result = pyoxigraph.Store().query(query)
    assert isinstance(result, QuerySolutions)
    return result


def written(name: str, table: Table) -> bytes:
    output = io.BytesIO()
    format_named(name, Table).write(table, output)
    return output.getvalue()


def table(query: str) -> Table:
    result = solutions(query)
    return Table([variable.value for variable in result.variables], [tuple(row) for row in result])


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("query", [ROWS, "SELECT ?none { FILTER(false) }", "SELECT * {}"])
def test_the_standard_formats_are_those_of_oxigraph(name: str, query: str) -> None:
    expected = solutions(query).serialize(format=FORMATS[name])
    assert written(name, table(query)) == expected


@given(
    st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1, max_size=4)
)
def test_any_text_survives(texts: list[str]) -> None:
    whole = Table(["x"], [(Literal(text),) for text in texts])
    bindings = json.loads(written("json", whole))["results"]["bindings"]
    assert [binding["x"]["value"] for binding in bindings] == texts
    read = pyoxigraph.parse_query_results(written("tsv", whole), QueryResultsFormat.TSV)
    assert isinstance(read, QuerySolutions)
    assert [row["x"].value for row in read] == texts
    rows = list(csv.reader(io.StringIO(written("csv", whole).decode(), newline="")))[1:]
    assert [row[0] if row else "" for row in rows] == texts
    ET.fromstring(written("xml", whole))
    assert [json.loads(line)["x"] for line in written("jsonl", whole).splitlines()] == texts


def test_json_lines_hold_plain_values() -> None:
    lines = [json.loads(line) for line in written("jsonl", table(ROWS)).splitlines()]
    assert lines[3] == {"a": 1, "b": "2.5", "c": "3"}
    assert lines[4] == {"a": True, "b": 7, "c": "2"}
    assert lines[2] == {"a": "http://example.org/a&b", "b": "tagged"}
    assert lines[-1] == {}


def test_every_format_has_its_name() -> None:
    assert list(formats(Table)) == ["csv", "json", "jsonl", "table", "tsv", "xml"]


def test_a_table_is_aligned_by_what_the_terminal_shows() -> None:
    rows = [
        (NamedNode("https://schema.org/name"), Literal("漢字"), Literal(7)),
        (NamedNode("http://example.org/x"), Literal("e\u0301"), Literal(123)),
        (None, Literal("plain"), None),
    ]
    text, cut = render(["what", "text", "n"], rows)
    assert text.splitlines() == [
        "what                  text     n",
        "────────────────────  ─────  ───",
        "schema:name           漢字     7",
        "http://example.org/x  e\u0301      123",
        "                      plain",
    ]
    assert not cut


def test_long_texts_are_cut_and_iris_never() -> None:
    iri = NamedNode("http://example.org/" + "x" * 60)
    text, cut = render(["iri", "title"], [(iri, Literal("word " * 20))], width=100)
    assert cut
    assert iri.value in text
    assert max(map(columns, text.splitlines())) <= 100
    assert "…" in text
    whole, cut = render(["iri", "title"], [(iri, Literal("word " * 20))], width=None)
    assert (cut, "…" in whole) == (False, False)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\x1b[31mred", "a\\u001b[31mred"),
        ("two\nlines\tand", "two lines and"),
        ("right\u202eleft", "right\\u202eleft"),
        ("नमस्\u200dते 👩\u200d🔬", "नमस्\u200dते 👩\u200d🔬"),
    ],
)
def test_data_cannot_steer_a_terminal(text: str, seen: str) -> None:
    assert shown(text) == seen
