"""Crossref works of the public corpus: nothing lost, and what Crossref states is what the records have."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kg.readers import detect, read
from kg.readers.crossref.dates import date_in
from kg.readers.fates import Fates
from kg.readers.leaves import json_leaves
from kg.readers.source import Document
from kg.records import WorkRecord
from tests.readers.agreement import folded


@pytest.fixture(scope="module")
def works(shared: Path) -> list[dict[str, Any]]:
    path = shared / "corpora" / "crossref" / "works.jsonl"
    if not path.exists():
        pytest.skip("needs Crossref's works in the shared corpora")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def read_of_it(shared: Path, works: list[dict[str, Any]]) -> tuple[list[WorkRecord], Fates]:
    document = Document(shared / "corpora" / "crossref" / "works.jsonl")
    document.fates = Fates()
    assert detect(document).name == "crossref-json"
    items = list(read(document))
    assert all(isinstance(item, WorkRecord) for item in items)
    assert len(items) == len(works)
    return [item for item in items if isinstance(item, WorkRecord)], document.fates


def test_what_crossref_states_is_what_the_records_have(
    works: list[dict[str, Any]], read_of_it: tuple[list[WorkRecord], Fates]
) -> None:
    agreed: Counter[str] = Counter()
    for stated, record in zip(works, read_of_it[0], strict=True):
        people = stated.get("author") or []
        given = [(one.get("family") or one.get("name"), one.get("given")) for one in people]
        made = [(one.family or one.name, one.given) for one in record.authors]
        title = stated["title"] if isinstance(stated["title"], str) else (stated["title"] or [""])[0]
        cited = stated.get("published-print") or stated.get("issued", {})
        issued = cited.get("date-parts", [[None]])[0][0]
        agreed["authors"] += [_name(one) for one in given] == [_name(one) for one in made]
        agreed["title"] += folded(title) == folded(record.title or "")
        agreed["year"] += record.year == issued
        agreed["doi"] += (record.doi or "").lower() == stated["DOI"].lower()
        agreed["references"] += len(record.references) == len(stated.get("reference", []))
        agreed["orcid"] += sum("ORCID" in one for one in people) == sum(
            bool(one.orcid) for one in record.authors
        )
    shares = {key: count / len(works) for key, count in agreed.items()}
    assert min(shares["authors"], shares["title"]) >= 0.98, shares
    assert min(shares["year"], shares["doi"], shares["orcid"], shares["references"]) >= 0.99, shares


def test_every_value_has_a_fate(
    works: list[dict[str, Any]], read_of_it: tuple[list[WorkRecord], Fates]
) -> None:
    fates = read_of_it[1]
    assert fates.total() == sum(1 for work in works for _ in json_leaves(work))
    assert all(fate.reason for fate in fates.counts if fate.kind == "dropped")


def test_kinds_notices_and_relations_of_the_corpus(
    works: list[dict[str, Any]], read_of_it: tuple[list[WorkRecord], Fates]
) -> None:
    records = read_of_it[0]
    assert sum(record.work_type == "correction" for record in records) == 18
    assert sum(relation.kind == "corrects" for record in records for relation in record.relations) >= 18
    assert sum(relation.kind == "has-review" for record in records for relation in record.relations) == sum(
        len(work.get("relation", {}).get("has-review", ())) for work in works
    )
    assert {status.kind for record in records for status in record.statuses} == {"corrected", "superseded"}


@pytest.mark.parametrize("shape", ["dump", "pages"])
def test_dumps_and_saved_answers_give_the_same_records(
    shape: str, works: list[dict[str, Any]], tmp_path: Path
) -> None:
    some = works[:40]
    path = tmp_path / "0.json.gz"
    pages = [
        {"status": "ok", "message-type": "work-list", "message": {"items": some[at : at + 20]}}
        for at in (0, 20)
    ]
    text = json.dumps({"items": some}) if shape == "dump" else "\n".join(map(json.dumps, pages)) + "\n"
    path.write_bytes(gzip.compress(text.encode()))
    document = Document(path)
    assert detect(document).name == "crossref-json"
    dois = [item.doi for item in read(document) if isinstance(item, WorkRecord)]
    assert [(one or "").lower() for one in dois] == [work["DOI"].lower() for work in some]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019-4-01", "2019-04-01"), ("6 November 2022", "2022-11-06"), ("Nov. 6, 2022", "2022-11-06"),
        ("1st May 2020", "2020-05-01"), ("6 Brumaire 2022", None), ("soon", None), ("2019", None),
    ],
)  # fmt: skip
def test_days_in_words(text: str, day: str | None) -> None:
    assert date_in(text) == day


def _name(pair: tuple[str | None, str | None]) -> tuple[str, str]:
    return folded(pair[0] or "").casefold(), folded(pair[1] or "").casefold()
