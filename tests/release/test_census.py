"""The census of names is carried from release to release until it no longer holds."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.release.manifest import file_entries
from tests.bench.corpus import records
from tests.release.test_increment import _EACH, Sides, _some

pytestmark = pytest.mark.long


def test_a_census_is_carried_until_a_tenth_of_the_mentions_changed(tmp_path: Path) -> None:
    sides = Sides(tmp_path)
    every: list[object] = list(records(7 * _EACH))
    for number in range(4):
        sides.write(f"part-{number}", _some(every, number))
    first, report = sides.build()
    counted = report.census
    sides.write("more", _some(every, 4)[:1])
    second, report = sides.build()  # the same with `full`
    assert report.census == counted
    assert (first.path / "census.table").samefile(second.path / "census.table")
    sides.write("many", [*_some(every, 5), *_some(every, 6)])
    third, report = sides.build()
    assert report.census["mentions"] > 1.1 * counted["mentions"]
    assert report.census["names"] > counted["names"]
    now = report.census
    (tmp_path / "sources" / "more.jsonl").unlink()
    _, report = sides.one("taking", replace(sides.options, fresh=True))
    assert now["mentions"] > report.census["mentions"] > 0
    assert file_entries(third.path) == third.manifest.files


def test_a_census_of_another_version_or_a_broken_one_is_not_taken(tmp_path: Path) -> None:
    sides = Sides(tmp_path)
    every: list[object] = list(records(4 * _EACH))
    for number in range(3):
        sides.write(f"part-{number}", _some(every, number))
    release, _ = sides.build()
    told = json.loads((release.path / "census.json").read_text())
    (release.path / "census.json").write_text(json.dumps({**told, "names": 7}))
    sides.write("more", _some(every, 3)[:1])
    _, report = sides.one("taking", sides.options)
    assert report.census["names"] > told["names"]
