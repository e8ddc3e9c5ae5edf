"""`kg search`, and `kg query search`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result

from kg.cli import kg
from kg.errors import UsageError
from tests.conftest import Built


@pytest.fixture(scope="module")
def data(built_searched: Built) -> Path:
    return built_searched.directory.path


def search(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(kg, ["search", *arguments, "--data", str(data)])


def test_words_in_any_order(data: Path) -> None:
    result = search(data, "unlu", "c", "--to", "jsonl")
    first = json.loads(result.stdout.splitlines()[0])
    assert (first["kind"], first["name"], first["papers"]) == ("person", "Çağlar Ünlü", 2)
    assert result.exit_code == 0


def test_a_table_for_people(data: Path) -> None:
    result = search(data, "rivers")
    assert result.stdout.splitlines()[0].split() == ["kind", "name", "thing", "papers", "year", "also"]
    assert "Rivers That Sleep in Winter" in result.stdout


def test_a_cut_answer_is_told(data: Path) -> None:
    result = search(data, "rivers", "--limit", "1", "--to", "csv")
    assert result.exit_code == 3
    assert "there are more" in result.stderr


def test_one_kind(data: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(search(data, "unlu", "--kind", "paper", "--to", "csv").stdout)))
    assert {row["kind"] for row in rows} == {"paper"}


def test_nothing_found(data: Path) -> None:
    result = search(data, "zzzz")
    assert (result.exit_code, result.stderr) == (0, "(no rows)\n")


def test_nearly_found(data: Path) -> None:
    result = search(data, "caglar", "ulnu")
    assert result.exit_code == 0
    assert result.stderr == "(nothing is found; did you mean: caglar unlu)\n(no rows)\n"


def test_too_long(data: Path) -> None:
    assert isinstance(search(data, "x" * 1001).exception, UsageError)


def test_it_is_a_canned_query_too(data: Path) -> None:
    both = [
        CliRunner().invoke(kg, [*words, "--to", "csv", "--data", str(data)]).stdout
        for words in (["search", "unlu", "c"], ["query", "search", "unlu", "c"])
    ]
    assert both[0] == both[1] != ""
    assert "\n  search " in CliRunner().invoke(kg, ["query"]).stdout


@pytest.fixture
def without_index(data: Path, tmp_path: Path) -> Path:
    copy = copytree(data, tmp_path / "data", symlinks=True)
    (copy / "current" / "search.sqlite").unlink()
    return copy


def test_without_an_index(without_index: Path) -> None:
    result = search(without_index, "rivers", "SLEEP", "--to", "jsonl")
    assert [json.loads(line)["name"] for line in result.stdout.splitlines()] == [
        "Rivers That Sleep in Winter"
    ]
    assert "no search index" in result.stderr


def test_a_title_written_in_tex_is_found_by_its_letters(tmp_path: Path) -> None:
    source = tmp_path / "tex.jsonl"
    record = {"title": r"On Erd\H{o}s--R\'enyi graphs", "authors": ["Ada Lind"], "doi": "10.5555/tex"}
    source.write_text(json.dumps(record) + "\n", "utf-8")
    data = tmp_path / "data"
    assert CliRunner().invoke(kg, ["build", str(source), "--data", str(data)]).exit_code == 0
    for words in (["erdos renyi"], ["erdos", "renyi"], ["Erdős–Rényi"]):
        (found,) = map(json.loads, search(data, *words, "--to", "jsonl").stdout.splitlines())
        assert (found["kind"], found["name"]) == ("paper", "On Erdős–Rényi graphs")
