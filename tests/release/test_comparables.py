"""What records are compared by: a line of JSON gives it back whole, and files hold it for a build."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from kg.identity.comparable import Comparable
from kg.records import WorkRecord
from kg.release.pipeline import comparables
from kg.release.pipeline.comparables import Comparables
from tests.golden.case import CASES, Case
from tests.identity.records import record

RECORDS = [
    record(
        ["Zoë Müller", "M. Tamer ?zsu", "Nguyễn Văn An"],
        title="Tides (Extended Abstract): Part II, α-Decay",
        abstract="Tides & <i>waves</i> of the Öresund, in 17 harbours.",
        journal_ref="Acta Nova 12, 34 (2001)",
        venue="Acta Nova",
        volume="XII",
        pages="034-40",
        doi="10.1000/Acta.1",
        year=2001,
    ),
    record([], title=None, year=None),
]


@pytest.mark.parametrize("name", sorted(one.name for one in CASES.iterdir()))
def test_a_line_gives_back_what_it_was_made_of(name: str) -> None:
    for one in Case(CASES / name).items():
        if isinstance(one, WorkRecord):
            found = Comparable.of(one)
            assert Comparable.load(found.dump(), {}) == found


@pytest.mark.parametrize("one", RECORDS)
def test_odd_records_come_back_too(one: WorkRecord) -> None:
    found = Comparable.of(one)
    assert Comparable.load(found.dump(), {}) == found


@pytest.mark.parametrize("most", [0, 1 << 20])
def test_each_record_is_taken_apart_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(comparables, "_MOST_BYTES", most)
    fetched = []

    def fetch(reference: int) -> WorkRecord:
        fetched.append(reference)
        return RECORDS[reference]

    with closing(Comparables(tmp_path, fetch)) as held:
        for reference in (1, 0, 1, 0, 0):
            assert held.of(reference) == Comparable.of(RECORDS[reference])
        assert fetched == [1, 0]
        assert held.of(0).byline.names[0] == ("muller", "z")
    assert not list(tmp_path.iterdir())
