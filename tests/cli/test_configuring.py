"""`kg.toml` at the command line: who is asked first, and what a build and the site take from it."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import kg
from kg.errors import UsageError
from kg.release import DataDirectory, Release

RECORD = '{"title": "On Drift", "authors": ["Ada Lindqvist", "Bo Ek"], "doi": "10.5555/drift"}\n'
STATED = """
[dataset]
title = "Drift"
licence = "CC-BY-4.0"
base = "https://drift.example.org/"
[[sources]]
path = "records/*.jsonl"
licence = "CC0-1.0"
format = "kg-jsonl"
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder of its own, without the user's settings."""
    monkeypatch.chdir(tmp_path)
    for name in ("KG_DATA", "KG_DECISIONS", "KG_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    Path("records").mkdir()
    Path("records/a.jsonl").write_text(RECORD, "utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(kg, arguments)


def current(here: Path) -> Release:
    return DataDirectory(here / "kg-data").current()


def test_a_build_takes_all_from_the_file(here: Path) -> None:
    Path("kg.toml").write_text(STATED, "utf-8")
    found = run("build")
    assert found.exit_code == 0, found.output
    assert "note: the data set states CC-BY-4.0; received under CC0-1.0: a.jsonl" in found.stderr
    manifest = current(here).manifest
    assert (manifest.base, manifest.dataset.title) == ("https://drift.example.org/", "Drift")
    assert manifest.inputs[0].licence == "https://creativecommons.org/publicdomain/zero/1.0/"
    with gzip.open(current(here).path / "dumps" / "kg.ttl.gz", "rt", encoding="utf-8") as dump:
        assert [next(dump), next(dump)] == [
            "# Drift\n",
            "# Licence: CC-BY-4.0: https://creativecommons.org/licenses/by/4.0/\n",
        ]


def test_options_and_arguments_come_first(here: Path) -> None:
    Path("kg.toml").write_text(STATED, "utf-8")
    Path("b.jsonl").write_text(RECORD, "utf-8")
    found = run("build", "b.jsonl", "--base", "https://other.example.org/")
    assert found.exit_code == 0, found.output
    manifest = current(here).manifest
    assert [one.name for one in manifest.inputs] == ["b.jsonl"]
    assert manifest.inputs[0].licence is None
    assert manifest.base == "https://other.example.org/"
    assert manifest.dataset.title == "Drift"


def test_a_source_that_is_named_keeps_its_terms(here: Path) -> None:
    Path("kg.toml").write_text(STATED, "utf-8")
    assert run("build", "records/a.jsonl").exit_code == 0
    assert current(here).manifest.inputs[0].licence == "https://creativecommons.org/publicdomain/zero/1.0/"


def test_without_the_file_no_licence_is_stated(here: Path) -> None:
    assert run("build", "records").exit_code == 0
    assert not current(here).manifest.dataset.licence
    assert "/licenses/" not in current(here).description_path.read_text("utf-8")
    text = "ASK { GRAPH ?graph { ?data <http://purl.org/dc/terms/license> ?licence } }"
    assert not current(here).open_store().query(text)


def test_no_source_at_all() -> None:
    for command in ("build", "map"):
        found = run(command)
        assert found.exit_code == 2
        assert "no source was given" in found.output
        assert "kg init" in found.output


def test_map_takes_base_and_sources_from_the_file() -> None:
    Path("kg.toml").write_text(STATED, "utf-8")
    found = run("map")
    assert found.exit_code == 0, found.output
    assert "<https://drift.example.org/paper/" in found.stdout


def test_a_broken_file_stops_a_build() -> None:
    Path("kg.toml").write_text("[dataset]\nlicense = 3\n", "utf-8")
    found = run("build", "records")
    assert isinstance(found.exception, UsageError)
    assert "kg.toml: dataset.licen" in str(found.exception)
    assert not Path("kg-data").exists()


def test_init_writes_a_file_once(here: Path) -> None:
    assert run("init").exit_code == 0
    assert "licence" in Path("kg.toml").read_text("utf-8")
    found = run("init")
    assert isinstance(found.exception, UsageError)
    assert "is there already" in str(found.exception)
    assert run("build", "records").exit_code == 0
