"""The same sources built again upon a release give the same dumps: IRIs that were kept stay."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from kg.release import Release
from tests.bench.corpus import records
from tests.release.test_increment import _EACH, Sides, _some

pytestmark = pytest.mark.long

_TITLE = "On the invention of quiet engines for evening gardens"
_DUMPS = ("dumps/kg.nq.gz", "dumps/kg.ttl.gz")


def _record(authors: tuple[str, ...] = (), **fields: object) -> dict[str, Any]:
    return {
        "type": "work",
        "source": {"file": "x", "format": "kg-jsonl", "first_line": 1, "last_line": 1},
        "title": _TITLE,
        "authors": [{"position": position, "name": name} for position, name in enumerate(authors)],
        **fields,
    }


def _people(release: Release) -> set[str]:
    with gzip.open(release.path / "dumps/kg.nq.gz", "rt", encoding="utf-8") as lines:
        return {line.split(" ", 1)[0] for line in lines if "/person/" in line.split(" ", 1)[0]}


def _again(sides: Sides) -> None:
    """Build twice, and last anew: the dumps are the same."""
    once, _ = sides.build()
    for full in (False, True):
        twice, _ = sides.build(full=full)
        for name in _DUMPS:
            assert (once.path / name).read_bytes() == (twice.path / name).read_bytes(), (name, full)


def test_authors_of_a_joined_paper_keep_their_iris_for_good(tmp_path: Path) -> None:
    sides, authors = Sides(tmp_path), ("Zyxa Quillfeather", "Odo Brandywinter")
    sides.write("unsigned", [_record(arxiv_id="2001.01234", doi="10.1000/other")])
    sides.write("signed", [_record(authors, doi="10.1000/abc")])
    before, _ = sides.build()
    # the paper without authors has the stronger key: its IRI stays, and the authors' are made of the other
    sides.write("both", [_record(authors, arxiv_id="2001.01234", doi="10.1000/abc")])
    _again(sides)
    after, report = sides.build()
    assert _people(after) == _people(before)
    assert report.retired == {"replaced": 1}
    rows = [line.split("\t") for line in (after.path / "registry.tsv").read_text().splitlines()[2:]]
    assert {row[3] for row in rows if row[4] == "key"} == {"1", "2"}  # as it was when they were first said


@pytest.mark.parametrize("seed", range(2))
def test_a_release_with_more_records_is_the_same_when_it_is_built_again(tmp_path: Path, seed: int) -> None:
    sides = Sides(tmp_path)
    every: list[object] = list(records(8 * _EACH))
    for number in range(4):
        sides.write(f"part-{number}", _some(every, number + seed))
    sides.build()
    sides.write("more", [*_some(every, 6), *_some(every, 1 + seed)[:5]])
    sides.write("part-2", _some(every, 7)[:4])
    _again(sides)
