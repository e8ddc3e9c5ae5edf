"""Real XML of arXiv, of repositories and of dblp: all of it is read, and every value has a fate."""

from __future__ import annotations

import json
import re
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.readers import detect, read
from kg.readers.fates import Fates
from kg.readers.source import Document
from kg.records import Item, Notice, Profile, Rejection, WorkRecord
from tests.readers.agreement import Tally, of_ads


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
    Corpus("oai-pmh/[GI]*.xml", "oai-pmh", works=2, notices=1),
    Corpus("oai-pmh/ListRecords[234.]*", "oai-pmh", works=4, notices=4),
    Corpus("oai-pmh/[a-z]*.xml", "oai-pmh", works=0, notices=7),
    Corpus("oai-pmh/List[IMS]*.xml", "oai-pmh", works=0, notices=4),
    Corpus("arxiv-oai-dc/*.xml.gz", "oai-pmh", works=1079),
    Corpus("ads-ingest/input/arxiv_*.xml", "oai-pmh", works=6),
    Corpus("ads-ingest/input/dubcore_*.xml", "oai-pmh", works=2),
    Corpus("dblp/*.xml", "dblp", works=131),
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


def test_records_of_repositories_agree_with_the_gold(shared: Path) -> None:
    folder = shared / "corpora" / "ads-ingest"
    tally = Tally()
    for expected in sorted([*folder.glob("expected/arxiv_*.json"), *folder.glob("expected/dubcore_*.json")]):
        items = list(read(Document(folder / "input" / f"{expected.stem}.xml")))
        (work,) = [item for item in items if isinstance(item, WorkRecord)]
        tally.add(expected.stem, work, of_ads(json.loads(expected.read_text("utf-8"))))
    if not tally.stated:
        pytest.skip("needs the gold of ads-ingest in the shared corpora")
    for key in ("title", "year", "identifiers", "orcids", "abstract"):
        assert tally.share(key) == 1, tally.told(key)
    # `Gysi, Deisy Morselli` is what the source states; the gold guesses that Morselli is of the family name
    assert [one.partition(":")[0] for one in tally.differences["authors"]] == ["arxiv_1711_04702"]


def test_every_record_of_quant_ph_has_its_number_title_abstract_and_day(shared: Path) -> None:
    (corpus,) = [one for one in CORPORA if one.files.startswith("arxiv-oai-dc")]
    for work in works(shared / "corpora", corpus):
        assert work.arxiv_id
        assert work.identifiers == {"oai": f"oai:arXiv.org:{work.arxiv_id}"}
        assert work.title
        assert work.abstract
        assert work.submitted


def test_numbers_of_namesakes_in_dblp_are_kept_beside_the_name(shared: Path) -> None:
    (corpus,) = [one for one in CORPORA if one.format == "dblp"]
    authors = [author for work in works(shared / "corpora", corpus) for author in work.authors]
    numbered = [one for one in authors if "dblp-name" in one.identifiers]
    assert len(authors) == 73
    assert {one.identifiers["dblp-name"] for one in numbered} >= {
        "Manish Singh 0001",
        "Gaurav Srivastava 0004",
    }
    assert not any(re.search(r"\d", one.name) for one in authors)


def test_memory_does_not_grow_with_the_size_of_dblp(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.xml"
        with path.open("w", encoding="ascii") as file:
            file.write('<!DOCTYPE dblp SYSTEM "dblp.dtd">\n<dblp>\n')
            for number in range(count):  # names and titles recur: caches are bounded
                file.write(
                    f'<inproceedings key="conf/owl/{number}"><author>Pia Lund {number % 40:04}</author>'
                    f"<title>Owls {number % 40}.</title><year>2031</year><booktitle>OWL</booktitle>"
                    f"<crossref>conf/owl/2031-{number}</crossref></inproceedings>\n"
                    f'<proceedings key="conf/owl/2031-{number}"><editor>Ina Sund</editor>'
                    f"<title>Owl Days {number % 40}</title><year>2031</year></proceedings>\n"
                )
            file.write("</dblp>")
        tracemalloc.start()
        found = sum(1 for item in read(Document(path)) if isinstance(item, WorkRecord) and item.venue)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert found == count
        return most

    peak(1000)  # so that what is kept at hand for names and titles is there already
    assert peak(1000) < peak(100) + 1_500_000
