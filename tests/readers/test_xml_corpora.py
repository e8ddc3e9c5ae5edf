"""Real XML of arXiv, of repositories and of dblp: all of it is read, and every value has a fate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.readers import detect, read
from kg.readers.fates import Fates
from kg.readers.source import Document
from kg.records import Item, Notice, Profile, Rejection, WorkRecord


class Corpus(NamedTuple):
    """What files of a corpus hold, as counted in their XML, and as what format they are told."""

    files: str
    format: str
    works: int
    rejections: int = 0
    notices: int = 0
    profiles: int = 0


CORPORA = [
    Corpus("arxiv-atom/*.xml", "arxiv-atom", works=221, notices=3),
]


def items_of(folder: Path, corpus: Corpus) -> Iterator[tuple[Path, list[Item], Fates]]:
    paths = sorted(folder.glob(corpus.files))
    if not paths:
        pytest.skip(f"needs {corpus.files} in the shared corpora")
    for path in paths:
        document = Document(path)
        document.fates = Fates()
        assert detect(document).name == corpus.format, path
        yield path, list(read(document)), document.fates


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda one: one.files)
def test_a_corpus_is_read_whole_and_every_value_has_a_fate(shared: Path, corpus: Corpus) -> None:
    counts: Counter[type[Item]] = Counter()
    for path, items, fates in items_of(shared / "corpora", corpus):
        counts.update(type(item) for item in items)
        records = sum(isinstance(item, WorkRecord | Profile) for item in items)
        assert fates.total() >= records, path
        for fate in fates.counts:
            assert fate.kind != "dropped" or fate.reason
            assert fate.kind not in ("kept", "changed") or fate.field, fate
    assert (counts[WorkRecord], counts[Profile], counts[Rejection], counts[Notice]) == (
        corpus.works, corpus.profiles, corpus.rejections, corpus.notices,
    )  # fmt: skip


def works(folder: Path, corpus: Corpus) -> Iterator[WorkRecord]:
    for _, items, _ in items_of(folder, corpus):
        yield from (item for item in items if isinstance(item, WorkRecord))


def test_answers_of_arxivs_api_are_read_as_they_say(shared: Path) -> None:
    text = "".join(path.read_text("utf-8") for path in sorted((shared / "corpora/arxiv-atom").glob("*.xml")))
    found = list(works(shared / "corpora", CORPORA[0]))
    assert all(one.title and one.abstract and one.submitted and one.versions for one in found)
    assert sum(len(one.authors) for one in found) == text.count("<name>") - text.count("arXiv api core")
    assert sum(len(author.affiliations) for one in found for author in one.authors) == 6
    assert sum(one.comment is not None for one in found) == text.count("<arxiv:comment>")
    assert sum(one.journal_ref is not None for one in found) == text.count("<arxiv:journal_ref>")
    assert sum(one.primary_category is not None for one in found) == text.count("<arxiv:primary_category ")
    assert not any(one.venue_kind or one.work_type for one in found), "no kind is stated"
