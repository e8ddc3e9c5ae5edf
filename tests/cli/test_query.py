"""`kg query`: the catalogue at the command line."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import AmbiguousName, NoRelease, UsageError
from kg.queries import Catalogue
from tests.cli.conftest import Run


def test_without_a_name_the_catalogue_is_listed(run: Run) -> None:
    result = run("query")
    assert result.exit_code == 0
    for name, query in Catalogue.read().items():
        assert any(
            line.split("  ")[1:2] == [name] and line.endswith(query.summary)
            for line in result.stdout.splitlines()
        ), name
    assert "\nVenues\n" in result.stdout


@pytest.mark.parametrize("name", Catalogue.read())
def test_help_shows_parameters_and_an_example(name: str, run: Run) -> None:
    result = run("query", name, "--help")
    assert result.exit_code == 0
    assert f"Example:  kg query {name}" in result.stdout
    for parameter in Catalogue.read()[name].parameters:
        assert f"--{parameter.name} " in result.stdout
        assert ("--" + parameter.name in result.stdout.rsplit("Example:", 1)[1]) is not parameter.optional


def test_a_table(run: Run) -> None:
    result = run("query", "paper-authors", "--paper", "arXiv:2103.00001")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["position", "printed", "author", "name", "kind", "known"]
    assert lines[2].split() == [
        "1",
        "Åsa",
        "Lind",
        "person/lind",
        "Åsa",
        "Lind",
        "person",
        "printed",
    ]
    assert len(lines) == 5


@pytest.mark.parametrize(
    ("to", "begins"),
    [
        ("csv", "venue,name,kind,papers\r\n"),
        ("tsv", "?venue\t?name"),
        ("json", '{"head"'),
        ("xml", "<?xml"),
        ("jsonl", '{"venue"'),
    ],
)
def test_formats(to: str, begins: str, run: Run) -> None:
    result = run("query", "venues", "--to", to)
    assert result.exit_code == 0
    assert result.stdout_bytes.decode().startswith(begins)
    assert "Journal of Ropes" in result.stdout


@pytest.mark.parametrize("to", ["table", "csv", "json", "jsonl"])
def test_an_answer_that_is_cut_says_so_and_exits_with_3(to: str, run: Run) -> None:
    result = run("query", "venues", "--limit", "1", "--to", to)
    assert result.exit_code == 3
    assert "arXiv" in result.stdout
    assert "Journal of Ropes" not in result.stdout
    assert "cut after 1 rows" in result.stderr
    whole = run("query", "venues", "--limit", "4", "--to", to)
    assert (whole.exit_code, whole.stderr) == (0, "")


def test_several_values(run: Run) -> None:
    result = run("query", "author-papers", "--author", "Åsa Lind", "--author", "Ben Okafor", "--to", "jsonl")
    assert [json.loads(line)["printed"] for line in result.stdout.splitlines()] == [
        "A. Lind",
        "Åsa Lind",  # listed on her profile
        "Åsa Lind",
        "Ben Okafor",
    ]


def test_the_bound_query_can_be_printed_and_asked(run: Run) -> None:
    result = run("query", "author-papers", "--author", "0000-0002-1825-0097", "--text")
    assert "VALUES $author { <https://library.test/person/lind> }" in result.stdout
    answer = run("sparql", "-", "--to", "csv", stdin=result.stdout)
    assert answer.stdout == run("query", "author-papers", "--author", "Åsa Lind", "--to", "csv").stdout


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ("papers-newest --year 1999", "Nothing matches `year` '1999'; without it there are rows."),
        ("authors-prolific --least 4000", "Nothing matches `least` '4000'; without it there are rows."),
        ("paper-by-identifier --identifier 10.1/none", "Nothing matches `identifier` '10.1/none'."),
        ("author-search --name okfor", "Nothing matches `name` 'okfor'."),  # there is no index here
        (
            "author-identifiers --author 'Ben Okafor'",
            "Ben Okafor is in this release, but without anything of this kind.",
        ),
        ("papers-by-status --kind lost", "Nothing matches `kind` 'lost'; without it there are rows."),
    ],
)  # fmt: skip
def test_no_rows(arguments: str, why: str, run: Run) -> None:
    result = run("query", *shlex.split(arguments))
    assert (result.exit_code, result.stderr) == (0, f"(no rows) {why}\n")


def test_what_cannot_be_asked(run: Run, tmp_path: Path) -> None:
    assert "Did you mean author-papers" in run("query", "author-paper").stderr
    assert isinstance(run("query", "author-papers", "--author", "Nobody At All").exception, UsageError)
    assert isinstance(run("query", "author-papers", "--author", "Wei Chen").exception, AmbiguousName)
    assert isinstance(run("query", "papers-newest", "--year", "last").exception, UsageError)
    assert isinstance(run("query", "venues", "--data", str(tmp_path)).exception, NoRelease)
    missing = run("query", "author-papers")
    assert missing.exit_code == 2
    assert "--author" in missing.stderr
    assert run("query", "venues", "--to", "turtle").exit_code == 2


def test_an_ambiguous_name_lists_the_candidates_and_exits_with_2(data: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "query", "author-papers", "--author", "Wei Chen", "--data", str(data)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "'Wei Chen' stands for 2 things" in done.stderr
    assert "https://library.test/person/chen2  Wei Chen – 2021: Moss (author 1)" in done.stderr


def test_names_are_completed_by_the_shell(data: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg"],
        env={
            "_KG_COMPLETE": "bash_complete",
            "COMP_WORDS": "kg query venue-p",
            "COMP_CWORD": "2",
            "KG_DATA": str(data),
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "venue-papers" in done.stdout
    assert "author-papers" not in done.stdout
