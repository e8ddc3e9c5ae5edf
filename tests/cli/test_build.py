"""`kg build` as users call it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import kg
from kg.errors import KgError, UnknownFormat, UnreadableInput, UsageError
from kg.release import DataDirectory

GOOD = (
    '{"title": "On the Drift of Sand Banks", "authors": ["Ada Lindqvist", "Bo Ek"], "doi": "10.5555/drift"}\n'
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder of its own, without the user's settings."""
    monkeypatch.chdir(tmp_path)
    for name in ("KG_DATA", "KG_DECISIONS"):
        monkeypatch.delenv(name, raising=False)
    Path("good.jsonl").write_text(GOOD)
    return tmp_path


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    result = CliRunner().invoke(kg, arguments, input=stdin)
    if isinstance(result.exception, KgError):
        raise result.exception
    assert isinstance(result.exception, SystemExit | None)
    return result


def test_the_summary_and_the_report_say_the_same(here: Path) -> None:
    found = run("build", "good.jsonl")
    assert found.exit_code == 0, found.output
    report = json.loads((here / "kg-data" / "current" / "report.json").read_text())
    summary = {line.split()[0]: line.split()[1] for line in found.stdout.splitlines()}
    for key in ("records", "papers", "persons", "teams", "venues", "topics", "undecided", "triples"):
        assert int(summary[key].replace(",", "")) == report[key]
    assert (report["records"], report["papers"], report["persons"]) == (1, 1, 2)
    assert "from 1 source, 0 profiles" in found.stdout
    assert summary["release"] == DataDirectory(here / "kg-data").current().id
    formats = report["fates"]["formats"]
    assert [(one["format"], one["values"]) for one in formats] == [
        ("kg-jsonl", sum(one["values"] for one in formats[0]["paths"]))
    ]
    assert int(summary["values"].replace(",", "")) == formats[0]["values"] > 0
    assert report["peak_memory_bytes"] > 0
    assert report["seconds"]


def test_the_data_directory_by_option_and_by_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("build", "good.jsonl", "--data", "one/below").exit_code == 0
    assert Path("one/below/current").is_symlink()
    monkeypatch.setenv("KG_DATA", "two")
    assert run("build", "good.jsonl").exit_code == 0
    assert run("query", "papers-per-year").exit_code == 0
    assert Path("two/current").is_symlink()
    assert not Path("kg-data").exists()


def test_files_folders_globs_and_standard_input() -> None:
    Path("more/deep").mkdir(parents=True)
    for number in range(3):
        Path(f"more/deep/{number}.jsonl").write_text(GOOD.replace("drift", f"drift.{number}"))
    assert "records                4 " in run("build", "good.jsonl", "more").stdout
    assert "records                3 " in run("build", "more/deep/*.jsonl").stdout
    assert "records                1 " in run("build", "-", stdin=GOOD).stdout


def test_rejected_entries_are_told_and_counted() -> None:
    Path("half.jsonl").write_text(GOOD + '{"title": \n')
    found = run("build", "half.jsonl")
    assert found.exit_code == 1
    assert (
        found.stderr == "half.jsonl:2: rejected: it is not valid JSON: unexpected end of data at column 10\n"
    )
    assert "rejected               1\n" in found.stdout


def test_one_unreadable_source_among_good_ones() -> None:
    Path("letter.txt").write_text("Dear all,\n\nthere is no record here.\n")
    found = run("build", "letter.txt", "good.jsonl")
    assert found.exit_code == 1
    assert found.stderr.startswith("letter.txt: the layout is not known (name it with --format: ")
    assert "unreadable             1   of the sources\n" in found.stdout
    assert "papers                 1\n" in found.stdout


def test_many_rejections_are_told_in_short() -> None:
    Path("bad.jsonl").write_text(GOOD + "{\n" * 50)
    found = run("build", "bad.jsonl")
    assert found.exit_code == 1
    assert found.stderr.count("rejected:") == 20
    assert found.stderr.endswith("… and 30 more rejected\n")
    assert len(Path("kg-data/current/rejections.jsonl").read_text().splitlines()) == 50


@pytest.mark.parametrize(
    ("name", "content", "error", "said"),
    [
        ("empty.txt", b"", UnreadableInput, "it is empty"),
        ("junk.txt", bytes(range(256)) * 20, UnreadableInput, "binary data or not UTF-8"),
        ("letter.txt", b"Dear all,\n", UnknownFormat, "--format"),
        ("bad.jsonl", b'{"title": \n', UnreadableInput, "bad.jsonl:1: no record could be read"),
    ],
)
def test_nothing_readable_changes_nothing(name: str, content: bytes, error: type[KgError], said: str) -> None:
    run("build", "good.jsonl")
    current = DataDirectory(Path("kg-data")).current()
    Path(name).write_bytes(content)
    with pytest.raises(error, match=said):
        run("build", name)
    assert DataDirectory(Path("kg-data")).current() == current


@pytest.mark.parametrize(
    "base", ["x/", "http://e/a b/", "http://e/kg", "http://e/kg#", "http://e/?a=/", "urn:e/"]
)
@pytest.mark.parametrize("command", ["build", "map"])
def test_a_base_that_makes_no_addresses(command: str, base: str) -> None:
    found = run(command, "good.jsonl", "--base", base)
    assert found.exit_code == 2
    assert "Invalid value for '--base'" in found.stderr
    assert not Path("kg-data").exists()


def test_the_base_is_kept() -> None:
    run("build", "good.jsonl", "--base", "https://library.example/kg/")
    assert DataDirectory(Path("kg-data")).current().manifest.base == "https://library.example/kg/"
    found = run("query", "paper-search", "--word", "drift", "--to", "csv")
    assert found.stdout.splitlines()[1].startswith("https://library.example/kg/paper/")


def test_without_claims_the_records_stay() -> None:
    run("build", "good.jsonl", "--claims", "none", "--data", "less")
    run("build", "good.jsonl", "--claims", "all", "--data", "more")
    less, more = (DataDirectory(Path(name)).current().manifest.counts for name in ("less", "more"))
    assert less.quads < more.quads
    assert run("query", "sources", "--data", "less", "--to", "csv").stdout.count("good.jsonl") == 1


def test_keep() -> None:
    for number in range(4):
        Path("good.jsonl").write_text(GOOD.replace("drift", f"drift.{number}"))
        assert run("build", "good.jsonl", "--keep", "2").exit_code == 0
    assert len(DataDirectory(Path("kg-data")).releases()) == 2


def test_an_unknown_format() -> None:
    with pytest.raises(UsageError, match="known are"):
        run("build", "good.jsonl", "--format", "nothing")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that nobody can write")
def test_a_data_directory_that_cannot_be_written() -> None:
    with pytest.raises(KgError, match="/proc/kg: cannot be written"):
        run("build", "good.jsonl", "--data", "/proc/kg")


PAGE = '{"type": "profile", "name": "Ada Lindqvist", "h_index": 7, "source": {"format": "profile-page"}}\n'
DATES = (
    "PREFIX schema: <https://schema.org/> SELECT ?seen ?file { "
    "{ ?o schema:observationDate ?seen } UNION { GRAPH ?g { ?document schema:dateModified ?file } } }"
)


@pytest.mark.parametrize(
    ("observed", "expected"),
    [
        ([], []),
        (["--observed", "2023-02"], ["2023-02,"]),
        (["--observed", "file"], [",2021-05-06"]),
    ],
)
def test_what_a_page_states_is_dated_where_somebody_says_when(
    observed: list[str], expected: list[str]
) -> None:
    page = Path("page.jsonl")
    page.write_text(GOOD + PAGE)
    os.utime(page, (1_620_302_400, 1_620_302_400))
    assert run("build", str(page), *observed).exit_code == 0
    assert run("sparql", DATES, "--to", "csv").stdout.splitlines()[1:] == expected


@pytest.mark.parametrize("value", ["2023-13", "2023-02-31", "yesterday", ""])
def test_what_is_no_date_of_observation_is_refused(value: str) -> None:
    found = run("build", "good.jsonl", "--observed", value)
    assert found.exit_code == 2
    assert "is neither a date" in found.output
