"""Each canned query: it runs as its file stands, and answers what its golden file says.

`KG_WRITE_GOLDEN=1 pytest tests/queries` writes the golden files anew; look at what has changed.
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest

from kg.engine import LocalEngine, Request, query_form
from kg.engine.query_text import bare
from kg.errors import InputError, UsageError
from kg.queries import Catalogue
from kg.queries.catalogue import read_query
from tests.queries.conftest import HERE, engine_of, quads

CATALOGUE = Catalogue.read()
ARGUMENTS: dict[str, dict[str, list[str]]] = tomllib.loads((HERE / "arguments.toml").read_text("utf-8"))
RESERVED = {"to", "limit", "full", "endpoint", "data", "text", "help"}


def answer(engine: LocalEngine, name: str) -> str:
    request = CATALOGUE[name].resolve(ARGUMENTS.get(name, {}), engine)
    return b"".join(engine.stream(request, "tsv")).decode()


@pytest.mark.parametrize("name", CATALOGUE)
def test_it_runs_as_the_file_stands(name: str, engine: LocalEngine) -> None:
    engine.solutions(Request(CATALOGUE[name].text))


@pytest.mark.parametrize("name", CATALOGUE)
def test_it_answers_what_the_golden_file_says(name: str, engine: LocalEngine) -> None:
    golden = HERE / "golden" / f"{name}.tsv"
    found = answer(engine, name)
    if os.environ.get("KG_WRITE_GOLDEN"):
        golden.write_text(found, "utf-8")
    assert found == golden.read_text("utf-8")


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_order_of_rows_does_not_depend_on_the_order_of_loading(name: str, backwards: LocalEngine) -> None:
    assert answer(backwards, name) == (HERE / "golden" / f"{name}.tsv").read_text("utf-8")


@pytest.fixture(scope="module")
def backwards() -> LocalEngine:
    return engine_of(quads()[::-1])


def test_every_golden_file_belongs_to_a_query_and_all_but_the_named_hold_rows() -> None:
    golden = {path.stem: path.read_text("utf-8") for path in (HERE / "golden").glob("*.tsv")}
    assert set(golden) == set(CATALOGUE)
    assert {name for name, text in golden.items() if text.count("\n") < 2} == set()


@pytest.mark.parametrize("name", CATALOGUE)
def test_it_is_written_as_all_are(name: str) -> None:
    query = CATALOGUE[name]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
    assert query.form == "SELECT"
    assert "ORDER BY" in bare(query.text).rsplit("}", 1)[1], "the answer as a whole must have an order"
    assert not query.summary.endswith("."), "a summary is a heading"
    assert re.search(r"https://library|graph/", query.text) is None, "no query knows a base or a graph"
    for parameter in query.parameters:
        assert parameter.help, f"${parameter.name} needs its help"
        assert parameter.name not in RESERVED
        assert name in ARGUMENTS


def test_the_arguments_are_of_queries_that_exist() -> None:
    for name, arguments in ARGUMENTS.items():
        assert set(arguments) <= {parameter.name for parameter in CATALOGUE[name].parameters}


def test_an_unknown_name_gets_those_that_are_near() -> None:
    with pytest.raises(UsageError, match="author-papers"):
        CATALOGUE["author-paper"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT * { ?s ?p ?o }", "lacks its"),
        ("#+ summary: Nothing\nSELECT * { ?s ?p ?o }", "lacks its"),
        ("#+ summary: A\n#+ tag: b\nSELECT * {}", "unknown header"),
        ("#+ summary: A\n#+ tags: b\nINSERT DATA {}", "INSERT changes data"),
        ("#+ summary: A\n#+ tags: b\nSELECT * { VALUES $a { } }", "neither an example nor UNDEF"),
        ("#+ summary: A\n#+ tags: b\nSELECT * { VALUES $a { x:y } }", "no RDF term"),
        ("#+ summary: A\n#+ tags: b\nSELECT * { VALUES $a { 1 } VALUES $a { 2 } }", "different examples"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(text: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.rq"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=reason) as caught:
        read_query(path)
    assert caught.value.file == str(path)


def test_a_description_may_run_over_lines(tmp_path: Path) -> None:
    path = tmp_path / "long.rq"
    path.write_text("#+ summary: A\n#+ tags: b, c\n#+ description: one\n#+   two\nASK {}", "utf-8")
    query = read_query(path)
    assert (query.description, query.tags, query.form) == ("one two", ("b", "c"), query_form("ASK {}"))


def test_the_authors_of_a_venue_or_series_are_those_of_its_papers(engine: LocalEngine) -> None:
    venues = [row["venue"].value for row in engine.solutions(Request(CATALOGUE["venues"].text))]  # type: ignore[union-attr]  # IRIs
    assert any(
        engine.ask(Request(f"ASK {{ ?s <https://schema.org/isPartOf>/<https://schema.org/isPartOf> <{v}> }}"))
        for v in venues
    )
    for venue in venues:
        asked = {"venue": [venue]}
        papers = {row["paper"] for row in engine.solutions(CATALOGUE["venue-papers"].resolve(asked, engine))}
        found = {row["author"] for row in engine.solutions(CATALOGUE["venue-authors"].resolve(asked, engine))}
        values = " ".join(map(str, papers))
        text = f"SELECT DISTINCT ?a {{ VALUES ?p {{ {values} }} ?p <https://schema.org/author> ?a }}"
        assert found == {row["a"] for row in engine.solutions(Request(text))}
