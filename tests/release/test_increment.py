"""A build after another takes over what it has again; it is the same as one that makes all anew."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import orjson
import pytest

from kg.errors import ReleaseDamaged
from kg.readers.sources import documents
from kg.release import DataDirectory, Release
from kg.release.build import build
from kg.release.changes import read_changes
from kg.release.mapping import Options
from kg.release.parts import NAME, read_parts
from kg.release.report import BuildReport
from kg.release.successor import TooMuchError, leave_out_moved, only
from kg.release.verification import verify
from tests.bench.corpus import records

_OPTIONS = Options("https://kg.example.org/", processes=1)
_EACH = 12
_SAME = ("dumps/kg.nq.gz", "dumps/kg.ttl.gz", NAME, "registry.tsv", "overlaps.json", "search.sqlite")


@dataclass(frozen=True)
class Sides:
    """Two data directories: one takes over what it can, in the other all is made anew each time."""

    folder: Path
    options: Options = _OPTIONS

    def write(self, name: str, found: Iterable[object]) -> None:
        """Write a source of records."""
        path = self.folder / "sources" / f"{name}.jsonl"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"".join(orjson.dumps(one) + b"\n" for one in found))

    def build(self, **options: object) -> tuple[Release, BuildReport]:
        """Build on both sides, hold that both are the same, and return the release that took over."""
        made, report = self.one("taking", replace(_OPTIONS, **options))  # type: ignore[arg-type]
        whole, other = self.one("whole", replace(_OPTIONS, **{**options, "full": True}))  # type: ignore[arg-type]
        assert other.taken_over == {}
        assert not [one for one in report.notices if "loaded anew" in one]
        for name in _SAME:
            assert (made.path / name).read_bytes() == (whole.path / name).read_bytes(), name
        assert made.manifest.counts == whole.manifest.counts
        assert made.manifest.shapes == whole.manifest.shapes
        assert made.manifest.trust == whole.manifest.trust
        assert _changes(made) == _changes(whole)
        return made, report

    def one(self, side: str, options: Options) -> tuple[Release, BuildReport]:
        """Build on one side."""
        sources = list(documents([str(self.folder / "sources")], print))
        return build(sources, DataDirectory(self.folder / side), options)


@pytest.fixture(scope="module")
def every() -> list[object]:
    return list(records(12 * _EACH))


def _changes(release: Release) -> object:
    """Return what changed with a release, but for the name of the one before."""
    found = read_changes(release)
    return found and {key: value for key, value in found.items() if key != "since"}


def _some(every: list[object], number: int) -> list[object]:
    return every[number * _EACH : (number + 1) * _EACH]


def _is_sound(release: Release) -> bool:
    return all(check.passed for check in verify(release))


def test_sources_that_come_change_go_and_change_places(tmp_path: Path, every: list[object]) -> None:
    sides = Sides(tmp_path)
    for number in range(8):
        sides.write(f"part-{number}", _some(every, number))
    first, report = sides.build()
    assert report.taken_over == {}
    sides.write("more", _some(every, 8))
    second, report = sides.build()
    store = report.taken_over["store"]
    assert report.taken_over["from"] == first.id
    assert 0 < store["removed"] < store["added"] < second.manifest.counts.quads / 3
    assert store["linked"] > 0
    sides.write("part-3", [*_some(every, 3)[1:], *_some(every, 9)[:3]])
    (tmp_path / "sources" / "part-5.jsonl").unlink()
    (tmp_path / "sources" / "part-1.jsonl").rename(tmp_path / "sources" / "a-new-name.jsonl")
    third, report = sides.build()
    assert report.taken_over["store"]["removed"] > 0
    again, report = sides.build()
    assert report.taken_over["store"]["linked"] > 0
    # the current release is as it was when it was built, whatever was made of its files
    for release in (first, second, third, again):
        assert _is_sound(DataDirectory(tmp_path / "taking").releases()[0] if release == first else release)


def test_papers_stay_as_they_are_when_their_people_turn_up_on_others(
    tmp_path: Path, every: list[object]
) -> None:
    sides = Sides(tmp_path)
    paper = {
        "title": "Moss on slate roofs",
        "authors": [{"name": name} for name in ("Ida Quernbarrow", "Ole Fjeldstrand", "Pia Ramsvik")],
        "year": 2021,
    }
    sides.write("one", [*_some(every, 0), paper])
    sides.write("two", _some(every, 1))
    first, report = sides.build()
    sides.write("three", [{**paper, "title": "Lichen on granite walls"}])
    second, after = sides.build()
    assert after.persons < report.persons + 3  # they were found to be the same
    before = {part.name: part.digest for part in read_parts(first.path)[0]}
    now = {part.name: part.digest for part in read_parts(second.path)[0]}
    changed = {name for name, digest in before.items() if now[name] != digest}
    assert any(name.startswith("alone/") for name in changed)
    assert not [name for name in changed if name.startswith("triples/")]


def test_a_store_is_loaded_where_most_changed(tmp_path: Path, every: list[object]) -> None:
    sides = Sides(tmp_path)
    sides.write("one", _some(every, 0))
    sides.build()
    sides.write("two", [*_some(every, 1), *_some(every, 2)])
    _, report = sides.build()
    assert "store" not in report.taken_over


@pytest.mark.parametrize("damaged", ["dumps/kg.nq.gz", "dumps/kg.ttl.gz", NAME, "store"])
def test_what_is_damaged_is_made_anew(tmp_path: Path, every: list[object], damaged: str) -> None:
    sides = Sides(tmp_path)
    for number in range(4):
        sides.write(f"part-{number}", _some(every, number))
    release, _ = sides.build()
    path = release.path / damaged
    if path.is_dir():
        path = max(path.glob("*.sst"), key=lambda one: one.stat().st_size)
    _harm(path)
    sides.write("more", _some(every, 4)[:3])
    options = replace(
        _OPTIONS, fresh=damaged == "store"
    )  # no IRI is carried on from a store that cannot be read
    made, report = sides.one("taking", options)
    whole, _ = sides.one("whole", replace(options, full=True))
    assert (made.path / "dumps/kg.nq.gz").read_bytes() == (whole.path / "dumps/kg.nq.gz").read_bytes()
    assert (made.path / "dumps/kg.ttl.gz").read_bytes() == (whole.path / "dumps/kg.ttl.gz").read_bytes()
    assert _is_sound(made)
    assert ("store" in report.taken_over) == (damaged == "dumps/kg.ttl.gz")


def test_iris_are_not_carried_on_from_a_store_that_cannot_be_read(
    tmp_path: Path, every: list[object]
) -> None:
    sides = Sides(tmp_path)
    sides.write("part", _some(every, 0))
    release, _ = sides.build()
    for path in release.store_path.glob("*.sst"):
        _harm(path)
    sides.write("more", _some(every, 4)[:3])
    with pytest.raises(ReleaseDamaged, match=f"{release.id}.*kg build --fresh"):
        sides.one("taking", _OPTIONS)
    assert DataDirectory(tmp_path / "taking").current() == release


def _harm(path: Path) -> None:
    """Change bytes all over a file."""
    for place in range(100, path.stat().st_size, max(path.stat().st_size // 40, 1)):
        with path.open("r+b") as file:
            file.seek(place)
            byte = file.read(1)
            file.seek(place)
            file.write(bytes([byte[0] ^ 0x15]))


def test_nothing_is_taken_from_another_version(
    tmp_path: Path, every: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    sides = Sides(tmp_path)
    sides.write("part", _some(every, 0))
    release, _ = sides.build()
    assert read_parts(release.path)[0]
    monkeypatch.setattr("kg.release.before.made_by", lambda: "another")
    _, report = sides.one("taking", _OPTIONS)
    assert report.taken_over == {}


@pytest.mark.slow
def test_twenty_releases_in_a_row(tmp_path: Path) -> None:
    sides, dice = Sides(tmp_path), random.Random(5)
    pool = list(records(600))
    for number in range(10):
        sides.write(f"part-{number}", pool[30 * number : 30 * number + 30])
    sides.build()
    for turn in range(20):
        sides.write(f"part-{dice.randrange(10)}", dice.sample(pool, 30))
        sides.write(f"more-{turn}", dice.sample(pool, 5))
        if turn % 5 == 4:
            (tmp_path / "sources" / f"more-{turn - 2}.jsonl").unlink()
        made, report = sides.build()
        assert _is_sound(made), turn
        assert report.violations == 0


@pytest.mark.parametrize("seed", range(20))
def test_lines_that_only_one_text_has(seed: int) -> None:
    dice = random.Random(seed)
    old = [b"%d" % number for number in dice.sample(range(5000), 3000)]
    new = [line for line in old if dice.random() < 0.95]
    for _ in range(100):
        new.insert(dice.randrange(len(new)), b"x%d" % dice.randrange(5000))
    new = list(dict.fromkeys(new if seed % 2 else sorted(new)))

    def blocks(lines: list[bytes]) -> Iterable[bytes]:
        text, place = b"\n".join(lines) + b"\n", 0
        while place < len(text):
            size = dice.randrange(1, 300)
            yield text[place : place + size]
            place += size

    assert only(blocks(old), blocks(new), 10_000) == (set(old) - set(new), set(new) - set(old))
    with pytest.raises(TooMuchError):
        only(blocks(old), blocks([]), 2000)


def test_what_moved_between_parts_stays_in_the_store(tmp_path: Path) -> None:
    plain, outputs = (tmp_path / "a", tmp_path / "b"), (tmp_path / "removed", tmp_path / "added")
    plain[0].write_bytes(b"moved\ngone\nalso moved\n")
    plain[1].write_bytes(b"also moved\nmoved\ncome\nnew\n")
    assert leave_out_moved(plain, outputs) == (1, 2)
    assert [path.read_bytes() for path in outputs] == [b"gone\n", b"come\nnew\n"]
