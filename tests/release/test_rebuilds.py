"""What was built is built again the same: nothing is retired or split off that the sources did not change.

The records contradict each other by chance. More of them:

    KG_FUZZ_BUILT=50 KG_FUZZ_SEED=7 pytest tests/release/test_rebuilds.py
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli import kg
from tests.release.contradictory import Contradictory

SEED = int(os.environ.get("KG_FUZZ_SEED", "1"))
BUILT = int(os.environ.get("KG_FUZZ_BUILT", "2"))


class Publisher:
    """One who builds `sources` into a data directory, with decisions beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.sources = folder, folder / "sources"
        self.sources.mkdir()

    def tell(self, *words: str, data: str = "data") -> str:
        """Run a command on the data directory; it must not fail."""
        told = CliRunner().invoke(kg, [*words, "--data", str(self.folder / data)])
        assert told.exit_code == 0, told.output[-2000:]
        return told.output

    def build(self, *options: str, data: str = "data") -> dict[str, list[str]]:
        """Build, verify, and return the dumps as lines."""
        self.tell("build", str(self.sources), "--processes", "1", *options, data=data)
        self.tell("verify", data=data)
        dumps = (self.folder / data / "current" / "dumps").resolve().glob("kg.*.gz")
        return {path.name: gzip.decompress(path.read_bytes()).decode().splitlines() for path in sorted(dumps)}

    def again(self) -> dict[str, list[str]]:
        """Build all anew after the release there is, in a copy of the data directory."""
        shutil.rmtree(self.folder / "again", ignore_errors=True)
        shutil.copytree(self.folder / "data", self.folder / "again", symlinks=True)
        return self.build("--full", data="again")


def same(one: dict[str, list[str]], other: dict[str, list[str]]) -> bool:
    """Tell whether two releases are the same, and show how they differ where they are not."""
    for name in one.keys() | other.keys():
        left, right = set(one.get(name, ())), set(other.get(name, ()))
        assert left == right, f"{name}: {sorted(left - right)[:5]} became {sorted(right - left)[:5]}"
    return one == other


@pytest.mark.parametrize("seed", range(SEED * 1000, SEED * 1000 + BUILT))
def test_a_build_again_is_the_same(seed: int, tmp_path: Path) -> None:
    publisher, records = Publisher(tmp_path), Contradictory(seed)
    for number in range(3):
        records.write(publisher.sources / f"{number}.jsonl", 12)
    assert same(publisher.build(), publisher.again())
    records.write(publisher.sources / "1.jsonl", 8)
    records.write(publisher.sources / "3.jsonl", 4)
    assert same(publisher.build(), publisher.again())


def write(publisher: Publisher, *records: dict[str, Any]) -> None:
    (publisher.sources / "0.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")


TEAM = {"name": "The Peat Group", "kind": "collective"}
LIND = {"name": "Ada Lind", "orcid": "0000-0002-1825-0097"}
REBUILT: dict[str, list[dict[str, Any]]] = {
    "a team that stands twice on a list": [
        {"title": "Owls of the moor", "authors": [TEAM, {"name": "Jo Bek"}, TEAM]},
        {"title": "Winter yards", "authors": [TEAM]},
    ],
    "an editor who wrote nothing": [
        {"title": "Owls", "work_type": "proceedings", "authors": ["Jo Bek"], "editors": [LIND]}
    ],
    "an editor whose iD others have as well, and who has another identifier": [
        {"title": "Owls", "work_type": "proceedings", "venue": "Proceedings of the 3rd Conference on Peat"}
        | {"editors": [{**LIND, "identifiers": {"openalex": "A991"}}], "venue_kind": "proceedings"},
        {"title": "Winter yards", "authors": [{**LIND, "name": "Karl Berg"}]},
        {"title": "Deep bogs", "authors": [{**LIND, "name": "Olga Reed"}]},
    ],
    "pages of people who wrote nothing": [
        {"type": "profile", "name": "Ada Lind", "identifiers": {"orcid": LIND["orcid"]}, "papers_total": 3},
        {"type": "profile", "name": "Jo Bek", "identifiers": {"openalex": "A1"}, "papers_total": 4},
        {"type": "profile", "name": "Olga Reed", "identifiers": {"orcid": "A12"}, "papers_total": 5},
    ],
}


@pytest.mark.parametrize("name", REBUILT)
def test_nobody_is_retired_whom_the_sources_still_state(name: str, tmp_path: Path) -> None:
    publisher = Publisher(tmp_path)
    write(publisher, *REBUILT[name])
    first = publisher.build()
    assert same(first, publisher.again())
    assert not [line for line in first["kg.nq.gz"] if "owl#deprecated" in line and "/graph/curation>" in line]


def test_a_paper_may_be_split_off(tmp_path: Path) -> None:
    publisher = Publisher(tmp_path)
    one = {"title": "Owls of the moor at night", "authors": ["Ada Lind"], "year": 2019}
    write(publisher, {**one, "doi": "10.5555/o.1"}, one)
    publisher.build()
    write(publisher, {"title": "Winter yards", "authors": ["Karl Berg"], "doi": "10.5555/o.1"}, one)
    parted = publisher.build()
    assert any("wasDerivedFrom" in line and line.count("/paper/") == 2 for line in parted["kg.nq.gz"])
    assert same(parted, publisher.again())


def test_what_was_split_off_and_joined_again_stays_retired(tmp_path: Path) -> None:
    publisher = Publisher(tmp_path)
    one = {"doi": "10.5555/o.1", "title": "Owls of the moor at night", "authors": ["Ada Lind"], "year": 2019}
    write(publisher, one, {**one, "volume": "2"})
    first = "\n".join(publisher.build()["kg.nq.gz"])
    record, paper = re.findall(r"/(record/[^>]*-2)> .*specializationOf> <[^>]*/(paper/[^>]*)>", first)[0]
    base = "http://127.0.0.1:8000/"
    decisions = publisher.sources / "decisions.jsonl"
    publisher.tell("split", base + paper, "--records", base + record, "--decisions", str(decisions))
    publisher.build()
    decisions.unlink()
    joined = publisher.build()
    assert any("isReplacedBy" in line and line.count("/paper/") == 2 for line in joined["kg.nq.gz"])
    assert same(joined, publisher.again())
