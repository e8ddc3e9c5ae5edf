"""What the text of a query tells: its form, SERVICE, and where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.engine import LocalEngine, Request, query_form
from kg.engine.query_text import bare, refuse_service, undeclared
from kg.errors import QueryForbidden, QuerySyntaxError
from kg.store import Store

EMPTY = LocalEngine(Store(pyoxigraph.Store(), Path()))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("  # SELECT\nask{}", "ASK"),
        ("PREFIX a: <http://a#> prefix : <b>\nBASE <http://x/>CONSTRUCT WHERE {}", "CONSTRUCT"),
        ("PREFIX select: <http://select/> # ASK\n describe<http://a/>", "DESCRIBE"),
    ],
)
def test_the_form_stands_behind_the_prologue(text: str, form: str) -> None:
    assert query_form(text) == form


@pytest.mark.parametrize(
    "word", ["INSERT DATA {}", "delete where {}", "LOAD <http://x/>", "PREFIX a: <b> CLEAR ALL"]
)
def test_an_update_is_no_query(word: str) -> None:
    with pytest.raises(QuerySyntaxError, match=r"DESCRIBE; [A-Z]+ changes data"):
        query_form(word)


@pytest.mark.parametrize(("text", "place"), [("", (1, 1)), ("# only\n ", (2, 2)), ("\n SELEKT *", (2, 2))])
def test_what_is_no_query_at_all(text: str, place: tuple[int, int]) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        query_form(text)
    assert (caught.value.line, caught.value.column) == place


SERVICES = [
    "SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }",
    "SELECT * { service silent ?x { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE<http://localhost:1/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE<http://localhost:1/> { ?s ?p ?o } }",
    "PREFIX : <http://localhost:1/> SELECT * { SERVICE:a{ ?s ?p ?o } }",
    "PREFIX e: <http://e/> SELECT * { ?s ?p e:a\\' . SERVICE <http://localhost:1/> { ?s ?p e:a\\' } }",
    "PREFIX e: <http://e/> SELECT * { ?s ?p e:a\\# . SERVICE <http://localhost:1/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p '''it's''' SERVICE <http://localhost:1/> { ?s ?p ?o } }",
    'SELECT * { ?s ?p "\\"" . # "\n SERVICE <http://localhost:1/> { ?s ?p ?o } }',
    "SELECT * { FILTER(?a<?b)SERVICE<http://localhost:1/>{ ?s ?p ?o } }",
]


@pytest.mark.parametrize("text", SERVICES)
def test_service_is_refused_however_it_is_written(text: str) -> None:
    with pytest.raises(QueryForbidden, match="SERVICE"):
        refuse_service(text)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s ?p "SERVICE" } # SERVICE',
        "SELECT * { ?s ?p '''SERVICE\n'it''s''' , \"\"\"\"SERVICE\"\"\" }",
        "SELECT ?service $SERVICE { ?service <http://x/SERVICE> $SERVICE }",
        "PREFIX e: <http://x/> SELECT * { ?s e:service e:a-service }",
    ],
)
def test_the_word_elsewhere_is_none(text: str) -> None:
    refuse_service(text)


@given(st.text(alphabet="\"'<>#\\{}\n ?:aS", max_size=40))
def test_a_text_keeps_its_length_and_lines_when_laid_bare(text: str) -> None:
    found = bare(text)
    assert len(found) == len(text)
    assert [i for i, char in enumerate(found) if char == "\n"] == [
        i for i, char in enumerate(text) if char == "\n"
    ]


@given(
    st.text(alphabet="\"'<>#\\{}\n ?:aS1.", max_size=30), st.text(alphabet="\"'<>#\\{}\n ?:aS1.", max_size=10)
)
def test_nothing_hides_service_from_the_scan_that_the_parser_sees(before: str, after: str) -> None:
    text = f"SELECT * {{ {before} SERVICE <http://localhost:1/> {{ }} {after} }}"
    try:
        refuse_service(text)
    except QueryForbidden:
        return
    # The scan took the word for a part of a string, an IRI or a comment. So must the parser, which then
    # reads any other word in its place as well; a keyword it would miss.
    assert not _parses(text) or _parses(text.replace("SERVICE", "XXXXXXX"))


def _parses(text: str) -> bool:
    try:
        pyoxigraph.Store().query(text)
    except SyntaxError:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("SELECT ?s {\n  { ?s ?p ?o }", 1, 11, "this { is never closed"),
        ("SELECT ?s { FILTER(?s > 1 }", 1, 27, "this } closes nothing; the ( before it is still open"),
        ("SELECT ?s { }\n}", 2, 1, "this } closes nothing"),
        ("SELECT ?s {\n ?s foaf:name ?o }", 2, 5, "the prefix foaf: is not declared"),
        ("SELECT (COUNT(?s) AS ?n) ?p { ?s ?p ?o }", 1, 41, "The SELECT contains a variable that is unbound"),
    ],
)
def test_a_syntax_error_says_what_and_where(text: str, line: int, column: int, reason: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        EMPTY.solutions(Request(text))
    assert (caught.value.line, caught.value.column) == (line, column)
    assert caught.value.reason == reason
    assert str(caught.value) == f"line {line}, column {column}: {reason}"


def test_prefixes_that_are_used_and_not_declared() -> None:
    known = {"a": "http://a/", "b": "http://b/", "c": "http://c/"}
    text = 'PREFIX a: <http://other/> SELECT * { a:x ?y b:z . # c:x\n ?s ?p "c:x" , <c:x> , ?c }'
    assert undeclared(text, known) == {"b": "http://b/"}
