"""The fates of a document add up to its values, counted by a second and simpler walk through it (`walks`)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from kg.errors import InputError
from kg.readers import detect, formats
from kg.readers.fates import Fates
from kg.readers.source import Document
from kg.records import Rejection
from kg.resources import examples
from tests.readers.cases import cases
from tests.readers.walks import WALKS, NoWalk, values

SHARED: Final = Path(__file__).resolve().parents[3] / "shared" / "corpora"
CORPORA: Final = (
    "ads-ingest/input/*", "datacite/*", "dblp/*", "pubmed/*", "oai-pmh/*", "arxiv-atom/*", "arxiv-oai-dc/*",
    "arxiv-kaggle/*", "arxiv-abs-text/*", "bolognese/*", "acl-anthology/*.xml", "better-bibtex/*", "biber/*",
    "bibtex/*", "ris/*", "crossref/*",
)  # fmt: skip
UNREAD: Final = (
    "well-formed", "has no end", "not valid JSON", "cannot be read", "do not match", "the entry is longer",
    "has no fields", "is none", "cells", "its end is missing", "deep",
)  # fmt: skip
"""What is said of an entry that could not be parsed: of such a one no values are counted."""


def read(path: Path, name: str) -> tuple[int, bool]:
    """Return how many values of a document have a fate, and whether an entry of it could not be parsed."""
    document = Document(path)
    document.fates = Fates()
    items = list(formats()[name].parse(document))
    lost = any(isinstance(one, Rejection) and any(word in one.reason for word in UNREAD) for one in items)
    return document.fates.total(), lost


def inputs() -> Iterator[tuple[str, Path]]:
    """Yield the documents that are read, each with its format: cases, examples and public files."""
    yield from ((one.format, one.input) for one in cases())
    for path in (*examples().iterdir(), *(one for files in CORPORA for one in SHARED.glob(files))):
        if path.is_file():
            try:
                yield detect(Document(path)).name, path
            except InputError:
                continue


INPUTS: Final = sorted(set(inputs()))


def name_of(one: object) -> str:
    return one.stem if isinstance(one, Path) else str(one)


def test_each_reader_has_a_second_walk() -> None:
    missing = sorted(formats().keys() - WALKS.keys())
    assert not missing, f"tests/readers/walks.py has no walk for {', '.join(missing)}"


@pytest.mark.parametrize("name", sorted(WALKS))
def test_each_walk_is_walked(name: str) -> None:
    """A walk that always gives up proves nothing."""
    walked = 0
    for path in (path for format_name, path in INPUTS if format_name == name):
        with contextlib.suppress(NoWalk):
            walked = values(path.read_bytes(), name)
        if walked:
            return
    pytest.fail(f"no input of {name} has values that its walk finds")


@pytest.mark.parametrize(("name", "path"), INPUTS, ids=name_of)
def test_the_fates_add_up_to_the_values(name: str, path: Path) -> None:
    try:
        expected = values(path.read_bytes(), name)
    except NoWalk:
        pytest.skip("the document is broken on purpose")
    try:
        total, lost = read(path, name)
    except InputError:
        pytest.skip("the document is refused as a whole")
    if lost:
        pytest.skip("of an entry that cannot be read no values are counted")
    assert total == expected
