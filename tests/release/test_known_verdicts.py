"""Pairs of records that a build before weighed are not weighed again, unless something about them changed."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kg.identity.blocking_keys import hashed
from kg.identity.comparable import Comparable
from kg.identity.folding import title_key
from kg.identity.paper_evidence import Verdict, compare, verdict_on
from kg.identity.title_census import NO_CENSUS, TitleCensus
from kg.release.cache import BuildCache
from kg.release.pipeline import known_verdicts
from kg.release.pipeline.ingest import OFFSET_BITS
from kg.release.pipeline.known_verdicts import KnownVerdicts
from kg.release.pipeline.shards import WorkFolder
from tests.identity.records import record

_A, _B, _C = 1 << OFFSET_BITS, (2 << OFFSET_BITS) + 7, 3 << OFFSET_BITS
_COLUMN = "A Report from the Chair"
_RECORDS = {
    _A: record(["Ida Quell"], title=_COLUMN, venue="Acta Nova", published="2001"),
    _B: record(["Ida Quell"], title=_COLUMN, venue="Nova Acta", published="2001"),
    _C: record(["Ida Quell"], title="On Tides", venue="Acta Nova", published="2004"),
}
_READ: dict[int, str | None] = {1: "one", 2: "two", 3: "three"}


@pytest.fixture
def weighed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str | None, str | None]]:
    """Note which pairs are weighed."""
    found = []

    def noted(a: Comparable, b: Comparable, census: TitleCensus) -> Verdict:
        found.append((a.title.stated if a.title else None, b.title.stated if b.title else None))
        return verdict_on(a, b, census)

    monkeypatch.setattr(known_verdicts, "verdict_on", noted)
    return found


def _told(verdict: Verdict) -> Verdict:
    """Leave out the words of what is plainly different, which nobody asks."""
    return replace(verdict, words="") if verdict.outcome == "different" else verdict


def _ask(path: Path, census: TitleCensus = NO_CENSUS, read: dict[int, str | None] | None = None) -> None:
    work = path / "work"
    work.mkdir(exist_ok=True)
    cache = BuildCache.of(path, "kg")
    taken = {one: Comparable.of(stated) for one, stated in _RECORDS.items()}
    with closing(KnownVerdicts(cache, read or _READ, WorkFolder(work), taken.__getitem__, census)) as known:
        found = [known.weigh(_A, _B), known.weigh(_A, _C)]
        known.keep()
    plain = [compare(_RECORDS[a], _RECORDS[b], census) for a, b in ((_A, _B), (_A, _C))]
    assert list(map(_told, found)) == list(map(_told, plain))


def test_pairs_are_weighed_once(tmp_path: Path, weighed: list[object]) -> None:
    _ask(tmp_path)
    assert len(weighed) == 2
    _ask(tmp_path)
    assert len(weighed) == 2


def test_what_was_read_otherwise_is_weighed_again(tmp_path: Path, weighed: list[object]) -> None:
    _ask(tmp_path)
    _ask(tmp_path, read={**_READ, 3: "other"})
    assert len(weighed) == 3
    for _ in range(2):  # what must not be recalled is never kept
        _ask(tmp_path, read={**_READ, 3: None})
    assert len(weighed) == 5


def test_another_census_is_asked_again(tmp_path: Path, weighed: list[object]) -> None:
    _ask(tmp_path)
    again = TitleCensus({hashed(title_key(_COLUMN)): 5.0})
    _ask(tmp_path, again)
    assert len(weighed) == 3
    _ask(tmp_path, TitleCensus({1: 5.0}))  # of a title that none of these has
    assert len(weighed) == 4


def test_a_damaged_entry_is_as_none(tmp_path: Path, weighed: list[object]) -> None:
    _ask(tmp_path)
    (entry,) = (path for path in (tmp_path / "cache").rglob("*") if path.is_file())
    data = bytearray(entry.read_bytes())
    data[len(data) // 2] ^= 1
    entry.write_bytes(data)
    _ask(tmp_path)
    assert len(weighed) == 4
