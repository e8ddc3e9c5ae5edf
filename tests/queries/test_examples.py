"""Each canned query answers on the graph of the example records, with arguments taken from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.engine import LocalEngine
from kg.queries import Catalogue
from kg.readers.sources import documents
from kg.release import DataDirectory
from kg.release.build import build
from kg.release.mapping import Options
from kg.resources import examples
from tests.queries.answering import first_answer

CATALOGUE = Catalogue.read()
EMPTY = {
    "retired-iris": "the first release of a graph has retired nothing",
}
"""Queries that rightly have no answer, and why."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalEngine]:
    """An engine over a release of the examples."""
    directory = DataDirectory(tmp_path_factory.mktemp("demo"))
    build(list(documents([str(examples())])), directory, Options(processes=1))
    with directory.leased() as release:
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
