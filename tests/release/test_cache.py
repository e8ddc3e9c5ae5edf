"""What steps made is kept beside the releases: no release depends on it, it answers for no other build."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from kg.readers import Format, format_named
from kg.readers.border import guarded
from kg.readers.source import Document
from kg.records import Item
from kg.release.cache import FOLDER, BuildCache, Result, WatchedTable, holds, key_of
from kg.release.pipeline import recalled_steps
from kg.release.pipeline.mapped_work import WorkMapping
from tests.bench.corpus import records
from tests.release.test_increment import _EACH, Sides, _some

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def every() -> list[object]:
    return list(records(8 * _EACH))


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count what is done, of what could be recalled."""
    counts: Counter[str] = Counter()

    def count(place: object, name: str) -> None:
        step = getattr(place, name)

        def counted(*arguments: object) -> object:
            counts[name] += 1
            return step(*arguments)

        monkeypatch.setattr(place, name, counted)

    count(recalled_steps, "ingest")
    count(recalled_steps, "gather")
    count(WorkMapping, "map")
    return counts


def _entries(sides: Sides) -> list[Path]:
    return sorted(path for path in (sides.folder / "taking" / FOLDER).rglob("*") if path.is_file())


def test_only_what_changed_is_done_again(tmp_path: Path, every: list[object], done: Counter[str]) -> None:
    sides = Sides(tmp_path)
    for number in range(5):
        sides.write(f"part-{number}", _some(every, number))
    sides.one("taking", sides.options)
    works = done.pop("map")
    assert done == {"ingest": 5, "gather": 5}
    done.clear()
    sides.write("more", _some(every, 6)[:3])
    sides.one("taking", sides.options)
    assert done["ingest"] == 1
    assert done["gather"] <= 2  # those whose papers have records in the new file
    assert 0 < done["map"] < works / 2  # those of people who are on papers of it, too
    done.clear()
    sides.one("taking", sides.options)
    assert done["ingest"] + done["gather"] + done["map"] == 0
    sides.one("taking", replace(sides.options, full=True))
    assert done["ingest"] == done["gather"] == 6
    assert done["map"] > works


def _harm(path: Path, kind: str, dice: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[dice.randrange(len(content))] ^= 0x20
    if kind == "delete":
        path.unlink()
    else:
        path.write_bytes({"damage": bytes(content), "cut": bytes(content[:-7]), "empty": b""}[kind])


_HARMS = ("damage", "cut", "delete", "empty")


def test_a_broken_cache_is_passed_over(tmp_path: Path, every: list[object], done: Counter[str]) -> None:
    sides, dice = Sides(tmp_path), random.Random(3)
    for number in range(3):
        sides.write(f"part-{number}", _some(every, number))
    sides.build()
    assert len(_entries(sides)) > len(_HARMS)
    for number, path in enumerate(_entries(sides)):
        _harm(path, _HARMS[number % len(_HARMS)], dice)
    done.clear()
    sides.write("more", _some(every, 4)[:3])
    sides.build()
    assert done["ingest"] == done["gather"] == 8


@pytest.mark.parametrize("value", [{"n": 1}, {}, [1, "two"], "x" * 5000])
@pytest.mark.parametrize("kind", _HARMS)
def test_no_harmed_entry_is_recalled(tmp_path: Path, kind: str, value: object) -> None:
    cache, work, dice = BuildCache.of(tmp_path, "this"), tmp_path / "work", random.Random(5)
    work.mkdir()
    files = [work / "one", work / "two"]
    for seed in range(8):
        for path in files:
            path.write_bytes(dice.randbytes(400))
        cache.keep(f"key-{seed}", work, Result(value, files))
        assert cache.recall(f"key-{seed}", work) == value
        _harm(cache.folder / f"key-{seed}", kind, dice)
        assert cache.recall(f"key-{seed}", work) is None, seed


def test_what_could_not_be_read_to_its_end_is_read_again(
    tmp_path: Path, every: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def ends_early(name: str) -> Format:
        found = format_named(name)

        def parse(document: Document) -> Iterator[Item]:
            yield from islice(found.parse(document), 3)
            raise MemoryError

        return replace(found, parse=guarded(name, parse))

    sides = Sides(tmp_path)
    sides.write("part", _some(every, 0))
    with monkeypatch.context() as patched:
        patched.setattr("kg.release.pipeline.ingest.format_named", ends_early)
        _, report = sides.build()
    assert (report.records, report.rejections) == (3, 1)
    _, report = sides.build()
    assert (report.records, report.rejections) == (_EACH, 0)


def test_nothing_is_recalled_with_other_options(
    tmp_path: Path, every: list[object], done: Counter[str]
) -> None:
    sides = Sides(tmp_path)
    sides.write("part", _some(every, 0))
    sides.build()
    for options in ({"claims": "all"}, {"people": "identifiers"}, {"claims": "none"}, {"observed": "file"}):
        done.clear()
        sides.build(**options)
        assert done["ingest"] == 2, options
        assert done["map"] > _EACH, options
    done.clear()
    (tmp_path / "sources" / "part.jsonl").rename(tmp_path / "sources" / "renamed.jsonl")
    sides.build()
    assert done["ingest"] == 2  # records say which file they are from


def test_nothing_is_recalled_by_another_version(
    tmp_path: Path, every: list[object], done: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sides = Sides(tmp_path)
    sides.write("part", _some(every, 0))
    sides.one("taking", sides.options)
    before = _entries(sides)
    assert before
    done.clear()
    for place in ("kg.release.build.made_by", "kg.release.before.made_by"):
        monkeypatch.setattr(place, lambda: "another")
    sides.one("taking", sides.options)
    assert done["ingest"] == done["gather"] == 1
    assert not any(path.exists() for path in before)


def test_a_result_holds_as_long_as_what_it_looked_up(tmp_path: Path) -> None:
    cache, work = BuildCache.of(tmp_path, "this"), tmp_path / "work"
    path = work / "kind" / "00000001.txt"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"made\n" * 1000)
    table = WatchedTable({"known": ("a", 0.5), "other": ("b", 1.0)})
    assert "absent" not in table
    assert table["known"] == ("a", 0.5)
    with pytest.raises(KeyError):
        table["missing"]
    with pytest.raises(TypeError, match="one by one"):
        list(table)
    cache.keep(key_of("step", 1), work, Result({"n": 1, "asked": table.asked}, [path]))
    path.unlink()
    found = cache.recall(key_of("step", 1), work)
    assert found["n"] == 1
    assert path.read_bytes() == b"made\n" * 1000
    asked = {"t": found["asked"]}
    assert holds(asked, {"t": {"known": ("a", 0.5), "unasked": ("c", 1.0)}})
    for changed in ({"known": ("a", 0.6)}, {}, {"known": ("a", 0.5), "missing": ("x", 1.0)}):
        assert not holds(asked, {"t": changed})
    assert not holds(asked, {})
    assert cache.recall(key_of("step", 2), work) is None
    assert BuildCache.of(tmp_path, "this", reads=False).recall(key_of("step", 1), work) is None


def test_a_cache_stays_small(tmp_path: Path) -> None:
    cache, work = BuildCache.of(tmp_path, "this"), tmp_path / "work"
    work.mkdir()
    dice = random.Random(1)
    for number in range(10):
        path = work / f"{number}"
        path.write_bytes(dice.randbytes(10_000))
        cache.keep(f"key-{number}", work, Result(number, [path]))
        os.utime(cache.folder / f"key-{number}", (1000 + number, 1000 + number))
    cache.sweep(1007)  # the last of them, with the grain of clocks
    left = {path.name for path in cache.folder.iterdir()}
    assert left == {f"key-{number}" for number in range(10)}
    cache.sweep(1009 + 3)
    assert {path.name for path in cache.folder.iterdir()} == {"key-9", "key-8"}


def test_what_a_killed_build_left_is_removed(tmp_path: Path) -> None:
    cache = BuildCache.of(tmp_path, "this")
    (cache.folder / "tmp123.unfinished").write_bytes(b"half")
    (tmp_path / FOLDER / "older").mkdir()
    (tmp_path / FOLDER / "older" / "key").write_bytes(b"of another version")
    BuildCache.of(tmp_path, "this")
    assert [path.name for path in (tmp_path / FOLDER).rglob("*")] == ["this"]


def test_a_key_is_of_all_that_it_is_made_of() -> None:
    keys = [
        key_of("read", 1, ("a", None)),
        key_of("read", 1, ("a", "None")),
        key_of("read", 11, ("a", None)),
        key_of("gather", 1, ("a", None)),
        key_of("read", 1, {"a": frozenset({"x", "y"})}),
        key_of("read", 1, {"a": frozenset({"x"})}),
    ]
    assert len(set(keys)) == len(keys)
    assert key_of("read", frozenset("abcdefgh")) == key_of("read", set("hgfedcba"))
