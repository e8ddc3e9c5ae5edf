"""Each canned query answers on the graph of the example records, with arguments taken from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.engine import LocalEngine
from kg.engine.template import Template
from kg.queries import Catalogue
from kg.release.search import SearchIndex
from kg.resources import examples
from tests.conftest import Built
from tests.queries.answering import first_answer

CATALOGUE = Catalogue.read()
EMPTY = {
    "organisation-countries": "no source says in which country an organisation is",
    "papers-per-country": "no source says in which country an organisation is",
    "funder-papers": "no source says who paid",
    "paper-relations": "no source states a relation to another work",
    "paper-contributors": "no source names a contributor who is no author",
    "papers-by-status": "no paper of the examples was withdrawn, retracted, corrected or superseded",
    "retired-iris": "the first release of a graph has retired nothing",
}
"""Queries that rightly have no answer, and why."""


@pytest.fixture(scope="module")
def demo(built_examples: Built) -> Iterator[LocalEngine]:
    """An engine over a release of the examples."""
    with built_examples.directory.leased() as release:
        yield LocalEngine(release.open_store())


@pytest.mark.parametrize("name", CATALOGUE)
def test_it_answers(name: str, demo: LocalEngine) -> None:
    arguments, rows = first_answer(demo, CATALOGUE[name])
    if name in EMPTY:
        assert not rows, f"{name} does answer, with {arguments}: take it from the list"
    else:
        assert rows, f"{name} answers for nothing in the graph"


def test_the_list_of_empty_answers_names_queries() -> None:
    assert set(EMPTY) <= set(CATALOGUE)


def test_the_examples_folder_is_there() -> None:
    assert {Path(path).suffix for path in examples().iterdir()} == {".txt", ".jsonl"}


@pytest.mark.parametrize(
    "text", ["fan", "YANG", "a", "vinyals, o", "oriol vin", "ü", "team", "zzz", "1", "gemini te"]
)
def test_whom_the_index_finds_the_graph_finds_as_well(text: str, built_examples: Built) -> None:
    """A query that the search index narrows has the answer that it has without."""
    query, arguments = CATALOGUE["author-search"], {"name": [text]}
    with built_examples.directory.leased() as release:
        engine, index = LocalEngine(release.open_store()), SearchIndex(release.search_path, seconds=60)
        asked = query.resolve(arguments, engine, index)
        narrowed = query.narrowed(asked, arguments, index)
        assert narrowed.text != asked.text
        assert list(engine.solutions(narrowed).rows) == list(engine.solutions(asked).rows)
        index.close()


@pytest.mark.parametrize(
    "words",
    [["a"], ["GEM"], ["learning", "model"], ["é"], ["%"], ["_"], ["of the"], ["zzz"], ["\\"], ["K"], ["ı"]],
)
def test_the_papers_that_the_index_finds_the_graph_finds_as_well(
    words: list[str], built_examples: Built
) -> None:
    query, arguments = CATALOGUE["paper-search"], {"word": words}
    with built_examples.directory.leased() as release:
        engine, index = LocalEngine(release.open_store()), SearchIndex(release.search_path, seconds=60)
        asked = query.resolve(arguments, engine, index)
        narrowed = query.narrowed(asked, arguments, index)
        assert narrowed.text != asked.text
        assert list(engine.solutions(narrowed).rows) == list(engine.solutions(asked).rows)
        index.close()


@pytest.mark.parametrize("limit", [4, 100])
@pytest.mark.parametrize("least", [1, 2, 3, 4, 5, 9, 1000])
def test_those_of_more_papers_are_among_the_first(least: int, limit: int, built_examples: Built) -> None:
    whole = CATALOGUE["authors-prolific"]
    query = replace(whole, template=Template(whole.text.replace("LIMIT 100", f"LIMIT {limit}")))
    with built_examples.directory.leased() as release:
        engine, index = LocalEngine(release.open_store()), SearchIndex(release.search_path, seconds=60)
        arguments = {"least": [str(least)]}
        asked = query.resolve(arguments, engine, index)
        narrowed = query.narrowed(asked, arguments, index, engine)
        rows = engine.solutions(asked).rows
        assert engine.solutions(narrowed).rows == rows
        full = len(engine.solutions(query.resolve({}, engine, index))) == limit
        assert (narrowed.text != asked.text) == (full or least > 1)
        assert query.narrowed(asked, arguments, index).text == asked.text
        index.close()
