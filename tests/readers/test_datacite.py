"""DataCite: nothing of the public examples is lost, and the gold of ADS is met."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.readers import detect, read
from kg.readers.datacite.dates import partial
from kg.readers.fates import Fates
from kg.readers.source import Document
from kg.records import Notice, WorkRecord
from tests.readers.agreement import Tally, of_ads


def test_every_public_example_is_a_record(shared: Path) -> None:
    paths = sorted((shared / "corpora" / "datacite").glob("*"))
    if not paths:
        pytest.skip("needs DataCite's examples in the shared corpora")
    for path in paths:
        document = Document(path)
        document.fates = fates = Fates()
        assert detect(document).name == ("datacite-json" if path.suffix == ".json" else "datacite-xml"), path
        items = [item for item in read(document) if not isinstance(item, Notice)]
        assert items, path
        for record in items:
            assert isinstance(record, WorkRecord), (path, record)
            codes = {damage.field for damage in record.damage if damage.kind == "null_token"}
            assert record.title or "title" in codes, path
            assert record.year or path.name == "datacite-example-complicated-tba.xml", path
            assert record.doi, path
        assert all(fate.reason for fate in fates.counts if fate.kind == "dropped")


def test_a_creator_that_holds_three_is_three(shared: Path) -> None:
    path = shared / "corpora" / "datacite" / "datacite_malformed_creator.xml"
    if not path.exists():
        pytest.skip("needs DataCite's examples in the shared corpora")
    (record,) = (item for item in read(Document(path)) if isinstance(item, WorkRecord))
    assert [author.family for author in record.authors] == ["Grošelj", "Oražem", "Kovač"]
    assert all(author.affiliations for author in record.authors)
    assert record.subtitle == "mit ali resnica"
    assert record.venue_identifiers == {"issn": "1581-3215"}


def test_the_gold_of_ads_is_met(shared: Path) -> None:
    folder = shared / "corpora" / "ads-ingest"
    paths = [*folder.glob("input/datacite*.xml"), *folder.glob("input/zenodo*.xml")]
    if not paths:
        pytest.skip("needs the examples of ADSIngestParser in the shared corpora")
    tally = Tally()
    for path in paths:
        expected = json.loads((folder / "expected" / f"{path.stem}.json").read_text(encoding="utf-8"))
        (record,) = (item for item in read(Document(path)) if isinstance(item, WorkRecord))
        tally.add(path.name, record, of_ads(expected))
    for key in ("title", "year", "identifiers", "orcids", "publisher", "abstract"):
        assert tally.share(key) == 1, tally.told(key)
    # one list has names of users in place of people's: RohitMidha23
    assert tally.agreed["authors"] == 3, tally.told("authors")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021", "2021"), ("2021-04", "2021-04"), ("2021-04-03", "2021-04-03"), ("2021-00-00", "2021"),
        ("2021-04-03T10:00:00+02:00", "2021-04-03"), ("0200", None), ("-0500", None), ("Spring", None),
        ("2021-13-01", "2021"),
    ],
)  # fmt: skip
def test_dates(text: str, date: str | None) -> None:
    assert partial(text) == date
