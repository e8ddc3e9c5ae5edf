"""What a terminal shows: suggestions for wrong words, completion in shells, progress, short IRIs."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kg.cli import kg
from kg.cli._building import progress_line
from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["bild"], "Did you mean build?"),
        (["serch", "x"], "Did you mean search"),
        (["author-papers"], "Did you mean kg query author-papers?"),
        (["zzzzzz"], "`kg --help` lists those there are."),
        (["query", "author-paper"], "Did you mean author-papers"),
        (["query", "zzzzzz"], "`kg query --help` lists those there are."),
        (["build", "--bse", "x"], "--base"),
        (["query", "topics", "--lmit", "3"], "--limit"),
    ],
)
def test_a_wrong_word_gets_the_one_that_may_be_meant(arguments: list[str], meant: str, run: Run) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert meant in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("kg bu", "build"),
        ("kg query author-p", "author-papers"),
        ("kg query sea", "search"),
        ("kg query topics --to j", "json"),
    ],
)
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_commands_queries_and_choices(
    typed: str, offered: str, shell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = typed.split()[-1]
    words = typed.removesuffix(last) if shell == "fish" else typed
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", last if shell == "fish" else str(len(typed.split()) - 1))
    monkeypatch.setenv("_KG_COMPLETE", f"{shell}_complete")
    result = CliRunner().invoke(kg, [], prog_name="kg")
    assert offered in re.split(r"[\n,\t]", result.output)


@given(st.integers(0, 500), st.integers(0, 50), st.integers(1, 200), st.text(max_size=30))
def test_progress_stays_on_its_line_and_ends_at_all(done: int, total: int, width: int, step: str) -> None:
    line = progress_line(step, done, total, width)
    assert len(line) < width
    assert all(int(figure) <= 100 for figure in re.findall(r"(\d+) %$", line))


def test_each_step_of_a_build_counts_its_own_parts() -> None:
    assert progress_line("mapping", 3, 3, 80).endswith("100 %")
    assert progress_line("describing people", 64, 7, 80).endswith("100 %")
    assert progress_line("mapping", 1, 2, 80).endswith(" 50 %")


def test_tables_show_iris_without_the_base_and_commands_take_them(run: Run) -> None:
    table = run("query", "paper-authors", "--paper", "arXiv:2103.00001").stdout
    assert "person/lind" in table
    assert "https://library.test/" not in table
    assert (
        "https://library.test/person/lind"
        in run("query", "paper-authors", "--paper", "arXiv:2103.00001", "--to", "csv").stdout
    )
    short, whole = (
        run("query", "author-papers", "--author", author, "--to", "csv")
        for author in ("person/lind", "https://library.test/person/lind")
    )
    assert short.exit_code == 0
    assert short.stdout == whole.stdout
