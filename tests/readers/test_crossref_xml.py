"""Crossref's XML: the gold of ADS is met, and a deposit of any length is read in bounded memory."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest

from kg.readers import detect, read
from kg.readers.source import Document
from kg.records import WorkRecord
from tests.readers.agreement import Tally, of_ads, records_of


def test_the_gold_of_ads_is_met(shared: Path) -> None:
    folder = shared / "corpora" / "ads-ingest"
    paths = sorted(folder.glob("input/crossref*.xml"))
    if not paths:
        pytest.skip("needs the examples of ADSIngestParser in the shared corpora")
    tally = Tally()
    for path in paths:
        expected = json.loads((folder / "expected" / f"{path.stem}.json").read_text(encoding="utf-8"))
        (record,) = records_of(read(Document(path)))
        assert record.source.format == "crossref-xml", path
        tally.add(path.name, record, of_ads(expected))
    for key in (
        "title",
        "authors",
        "year",
        "identifiers",
        "orcids",
        "venue",
        "volume",
        "issue",
        "first_page",
    ):
        assert tally.share(key) == 1, tally.told(key)
    assert tally.share("abstract") == 1, tally.told("abstract")
    assert tally.stated["title"] == len(paths)


def test_a_query_result_is_read(shared: Path) -> None:
    path = shared / "corpora" / "bolognese" / "crossref.xml"
    if not path.exists():
        pytest.skip("needs the examples of bolognese in the shared corpora")
    document = Document(path)
    assert detect(document).name == "crossref-xml"
    (record,) = records_of(read(document))
    assert record.doi == "10.7554/eLife.01567"
    assert [author.family for author in record.authors] == [
        "Sankar",
        "Nieminen",
        "Ragni",
        "Xenarios",
        "Hardtke",
    ]
    assert len(record.references) == 27
    assert [relation.kind for relation in record.relations] == ["has-supplement"]
    assert {grant.funder.name for grant in record.funding if grant.funder} >= {
        "SystemsX", "EMBO", "Swiss National Science Foundation", "University of Lausanne"
    }  # fmt: skip


def test_memory_does_not_grow_with_the_deposit(tmp_path: Path) -> None:
    article = (
        "<journal_article><titles><title>Nests {}</title></titles><contributors><person_name sequence='first'"
        " contributor_role='author'><given_name>Ada</given_name><surname>Lind</surname></person_name>"
        "</contributors><doi_data><doi>10.1000/{}</doi></doi_data></journal_article>\n"
    )

    def peak(count: int) -> int:
        path = tmp_path / f"{count}.xml"
        works = "".join(article.format(number, number) for number in range(count))
        path.write_text(
            "<doi_batch xmlns='http://www.crossref.org/schema/5.3.1'><body><journal><journal_metadata>"
            f"<full_title>Journal of Nests</full_title></journal_metadata>{works}</journal>"
            "</body></doi_batch>"
        )
        tracemalloc.start()
        assert (
            sum(isinstance(one, WorkRecord) and one.venue is not None for one in read(Document(path)))
            == count
        )
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)  # fill the caches
    assert peak(1200) < peak(300) + 1_500_000
