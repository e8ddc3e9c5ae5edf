"""Damaged documents together: whatever is in them, what can be read of them makes a whole release.

The documents are those of `tests.readers.test_fuzz`, by a seed of their own. More of them:

    KG_FUZZ_BUILT=1000 KG_FUZZ_SEED=7 pytest tests/release/test_damaged.py
"""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import kg
from tests.readers.test_fuzz import SEED, damaged, part, seeds

DOCUMENTS = int(os.environ.get("KG_FUZZ_BUILT", "250"))


def test_what_can_be_read_of_damaged_documents_is_released(tmp_path: Path) -> None:
    chance, known = random.Random(SEED), seeds()
    sources = tmp_path / "sources"
    sources.mkdir()
    for number in range(DOCUMENTS):
        content = damaged(part(chance.choice(known), chance), chance)
        (sources / f"{number:05}.txt").write_bytes(content)
    told = CliRunner().invoke(kg, ["build", str(sources), "--data", str(tmp_path / "data")])
    assert told.exit_code == 1, told.output[-2000:]  # something is rejected, and the rest is released
    assert CliRunner().invoke(kg, ["verify", "--data", str(tmp_path / "data")]).exit_code == 0


ORCID = "0000-0002-1825-0097"
LIND, BERG = {"name": "Ada Lind", "orcid": ORCID}, {"name": "Karl Berg", "orcid": ORCID}


def work(title: str, *authors: object, **more: object) -> dict[str, object]:
    return {"type": "work", "title": title, "authors": list(authors), **more}


CONTRADICTIONS: dict[str, list[dict[str, object]]] = {
    "one ORCID iD of two authors": [
        work("Owls of the moor", LIND, BERG),
        work("Owls of the sea", LIND, {"name": "Olga Reed"}),
        work("Herons in yards", BERG, {"name": "Pia Lund"}),
    ],
    "one ORCID iD at two authors of one paper, each by another record": [
        work("Owls of the moor", LIND, {"name": "Karl Berg"}, doi="10.5555/owls.1"),
        work("Owls of the moor", {"name": "Ada Lind"}, BERG, doi="10.5555/owls.1"),
    ],
    "one PMID of two papers": [
        work("Owls of the moor", {"name": "Ada Lind"}, doi="10.5555/o.1", identifiers={"pmid": "123456"}),
        work("Winter yards", {"name": "Karl Berg"}, doi="10.5555/o.2", identifiers={"pmid": "123456"}),
    ],
    "one e-print of three papers": [
        work("Alone", {"name": "Peat Group"}, arxiv_id="1612.01234"),
        work("Deep bogs", {"name": "Soo Kim"}, {"name": "Ay\u015fe Demir"}, arxiv_id="1612.01234"),
        work("Alone", {"name": "Ada Lind"}, {"name": "Karl van Berg"}, arxiv_id="1612.01234", year=2019),
    ],
    "two notices of one year that retract one paper, which says it in their words": [
        work("Owls of the moor", {"name": "Ada Lind"}, doi="10.5555/o.1", year=2018),
        work(
            "A first notice",
            {"name": "Bog Press"},
            doi="10.5555/n.1",
            year=2019,
            relations=[{"kind": "retracts", "scheme": "doi", "identifier": "10.5555/o.1"}],
        ),
        work(
            "Another notice",
            {"name": "Bog Press"},
            doi="10.5555/n.2",
            year=2019,
            relations=[{"kind": "retracts", "scheme": "doi", "identifier": "10.5555/o.1"}],
        ),
        work(
            "Winter yards",
            {"name": "Karl Berg"},
            doi="10.5555/o.3",
            statuses=[{"kind": "retracted", "note": "by: the editors", "by": "the editors"}],
        ),
    ],
    "one number of a person and a paper": [
        work("Owls", {"name": "Jo Bek", "identifiers": {"mag": "991"}}, identifiers={"mag": "991"}),
    ],
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_sources_that_contradict_themselves_refuse_no_release(name: str, tmp_path: Path) -> None:
    source = tmp_path / "records.jsonl"
    source.write_text("\n".join(map(json.dumps, CONTRADICTIONS[name])), encoding="utf-8")
    told = CliRunner().invoke(kg, ["build", str(source), "--data", str(tmp_path / "data")])
    assert told.exit_code == 0, told.output[-2000:]
