"""Venues over builds: joined by evidence, asked by series, joined and parted by people, IRIs carried on."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli import kg
from kg.release.pipeline import ingest

OWLS: list[dict[str, Any]] = [
    {"title": "Hoots at dusk", "authors": ["Ada Lind"], "venue": "Owl. Rev. Lett.", "volume": "7",
     "pages": "1-9", "year": 2001},
    {"title": "Hoots at dawn", "authors": ["Ada Lind"], "venue": "Owlish Review Letters", "volume": "8",
     "pages": "2-8", "year": 2002},
    {"title": "Nests in towers", "authors": ["Bo Ek"], "venue": "Strix", "volume": "1", "year": 2003},
    {"title": "Wings", "authors": ["Bo Ek"], "year": 2019,
     "venue": "Proceedings of the 3rd Symposium on Nocturnal Flight (SNF)"},
    {"title": "Feathers", "authors": ["Cem Aydin"], "year": 2020, "venue": "SNF 2020"},
]  # fmt: skip


class House:
    """A folder of records and releases made of it."""

    def __init__(self, path: Path) -> None:
        self._path, self._data = path, path / "data"

    def build(self, records: Sequence[dict[str, Any]]) -> None:
        source = self._path / "owls.jsonl"
        source.write_text("".join(json.dumps(one) + "\n" for one in records), "utf-8")
        decisions = self._path / "decisions.jsonl"
        more = ["--decisions", str(decisions)] if decisions.exists() else []
        self.run("build", str(source), "--format", "kg-jsonl", *more)

    def run(self, *arguments: str) -> str:
        result = CliRunner().invoke(kg, [*arguments, "--data", str(self._data)])
        assert result.exit_code == 0, (result.output, result.exception)
        return result.stdout

    def decide(self, *arguments: str) -> None:
        self.run(*arguments, "--by", "Eva", "--decisions", str(self._path / "decisions.jsonl"))

    def venues(self) -> dict[str, str]:
        """Return the IRI of each venue by its name."""
        text = self.run("query", "venues", "--to", "jsonl")
        return {row["name"]: row["venue"] for row in map(json.loads, text.splitlines())}

    def papers(self, venue: str) -> list[str]:
        text = self.run("query", "venue-papers", "--venue", venue, "--to", "jsonl")
        return sorted(row["title"] for row in map(json.loads, text.splitlines()))


@pytest.fixture
def house(tmp_path: Path) -> House:
    made = House(tmp_path)
    made.build(OWLS)
    return made


def test_a_journal_has_one_page_for_its_name_and_abbreviation(house: House) -> None:
    assert "Owlish Review Letters" in house.venues()
    assert "Owl. Rev. Lett." not in house.venues()
    assert house.papers("Owl. Rev. Lett.") == ["Hoots at dawn", "Hoots at dusk"]
    said = house.run("explain", "Owlish Review Letters")
    assert "VENUE-ABBREVIATION" in said
    assert "'Owl. Rev. Lett.' abbreviates 'Owlish Review Letters'" in said


def test_a_series_is_asked_for_the_papers_of_all_its_volumes(house: House) -> None:
    assert house.papers("SNF") == ["Feathers", "Wings"]
    years = house.run("query", "venue-papers-per-year", "--venue", "SNF", "--to", "jsonl")
    assert [json.loads(line)["papers"] for line in years.splitlines()] == [1, 1]
    volumes = house.run("query", "venue-volumes", "--venue", "Symposium on Nocturnal Flight", "--to", "jsonl")
    assert [json.loads(line)["name"] for line in volumes.splitlines()] == [
        "SNF 2020", "Proceedings of the 3rd Symposium on Nocturnal Flight (SNF)",
    ]  # fmt: skip


def test_people_join_venues_and_the_iri_that_goes_leads_on(house: House) -> None:
    before = house.venues()
    house.decide("merge", "Strix", "Owlish Review Letters")
    house.build(OWLS)
    after = house.venues()
    assert len(after) == len(before) - 1
    assert house.papers(before["Strix"]) == house.papers(before["Owlish Review Letters"])
    assert len(house.papers("Strix")) == 3


def test_people_part_names_of_a_venue(house: House) -> None:
    house.decide("split", "Owlish Review Letters", "--names", "Owl. Rev. Lett.")
    house.build(OWLS)
    assert house.papers("Owl. Rev. Lett.") == ["Hoots at dusk"]
    assert house.papers("Owlish Review Letters") == ["Hoots at dawn"]


def test_people_correct_the_name_of_a_venue(house: House) -> None:
    house.decide("correct", "Owl. Rev. Lett.", "--field", "name", "--value", "Letters of Owls")
    house.build(OWLS)
    assert "Letters of Owls" in house.venues()


def test_an_iri_is_kept_when_a_stronger_key_comes(house: House) -> None:
    before = house.venues()["Owlish Review Letters"]
    new = {"title": "Owls by day", "authors": ["Ada Lind"], "venue": "Owlish Review Letters", "year": 2003,
           "venue_identifiers": {"issn": "1234-5679"}}  # fmt: skip
    house.build([*OWLS, new])
    assert house.venues()["Owlish Review Letters"] == before
    assert len(house.papers("1234-5679")) == 3


def test_a_list_that_is_cut_for_its_size_is_one_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def listed(name: str, venue: Callable[[int], str]) -> Path:
        rows = (
            {"title": f"Tides and owls {one}", "authors": ["Ada Lind"], "doi": f"10.5555/owl.{one}",
             "venue": venue(one), "venue_kind": "journal", "year": 2001}
            for one in range(60)
        )  # fmt: skip
        path = tmp_path / name
        path.write_text("".join(json.dumps(one) + "\n" for one in rows), "utf-8")
        return path

    one = listed("one.jsonl", lambda _: "Owl Quarterly")
    other = listed("other.jsonl", lambda number: "Strix Reports" if number < 30 else "Feather Notes")
    monkeypatch.setattr(ingest, "SHARD_BYTES", other.stat().st_size // 2)
    house = House(tmp_path)
    house.run("build", str(one), str(other), "--format", "kg-jsonl")
    # of the papers of the first, half have either name in the other list, though a shard may know one alone
    assert "VENUE-STATED-TOGETHER" not in house.run("query", "decisions-by-rule")
    house.run(
        "build", str(one), str(listed("other.jsonl", lambda _: "Strix Reports")), "--format", "kg-jsonl"
    )
    assert "VENUE-STATED-TOGETHER" in house.run("query", "decisions-by-rule")
