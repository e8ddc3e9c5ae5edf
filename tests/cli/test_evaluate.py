"""`kg evaluate`: how well a release knows who is who, by a table that people keep."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import UnreadableInput, UsageError
from kg.release.evaluation import gold as table
from tests.cli.conftest import Run

RIGHT = """\
record\tposition\tperson
# by hand
aaaa-1\t1\tLind
https://library.test/record/bbbb-1\t1\tLind
<https://library.test/record/aaaa-2>\t1\t<https://people.test/lind>

aaaa-1\t2\tOkafor
"""


def score(run: Run, folder: Path, text: str) -> tuple[list[str], str]:
    """Return the columns of the line for all mentions, and what else is said."""
    (folder / "gold.tsv").write_text(text, "utf-8")
    result = run("evaluate", str(folder / "gold.tsv"))
    if result.exception:
        raise result.exception
    lines = result.stdout.splitlines()
    (line,) = [line for line in lines if line.startswith("all ")]
    return re.split(r" {2,}", line), "\n".join(lines)


def test_all_right(run: Run, tmp_path: Path) -> None:
    columns, said = score(run, tmp_path, RIGHT.replace("<https://people.test/lind>", "Lind"))
    assert columns[1:] == ["4", "2", "2", "1.0000", "1.0000", "1.0000", "1.0000", "0", "0"]
    assert "not in the release" not in said


def test_two_that_were_taken_for_one(run: Run, tmp_path: Path) -> None:
    columns, _ = score(run, tmp_path, RIGHT)
    mentions, persons, found, precision, recall, f1, pairs, split, lumps = columns[1:]
    assert (mentions, persons, found, split, lumps) == ("4", "3", "2", "0", "1")
    # B³ of three mentions in a lump of two and one: (2/3 + 2/3 + 1/3 + 1) / 4
    assert (precision, recall, f1) == ("0.6667", "1.0000", "0.8000")
    assert pairs == "0.5000"


def test_one_that_was_taken_for_two(run: Run, tmp_path: Path) -> None:
    columns, _ = score(run, tmp_path, "aaaa-2\t2\tChen\nbbbb-2\t1\tChen\n")
    assert columns[1:] == ["2", "1", "2", "1.0000", "0.5000", "0.6667", "0.0000", "1", "0"]


def test_mentions_that_are_not_there_do_not_count(run: Run, tmp_path: Path) -> None:
    columns, said = score(run, tmp_path, "aaaa-1\t1\tLind\nffff-1\t1\tLind\n")
    assert columns[1] == "1"
    assert "1 mentions of the table are not in the release and do not count: ffff-1-1" in said
    with pytest.raises(UsageError, match="none of the 1 mentions is in the release, for instance ffff-1-1"):
        score(run, tmp_path, "ffff-1\t1\tLind\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("aaaa-1\t1\tLind\naaaa-1\tLind\n", "gold.tsv:2: not three columns"),
        ("aaaa-1\tfirst\tLind\n", "gold.tsv:1: 'first' is no position"),
        ("aaaa-1\t0\tLind\n", "gold.tsv:1: '0' is no position"),
        (
            "aaaa-1\t1\tLind\naaaa-1\t1\tEk\n",
            "gold.tsv:2: aaaa-1-1 is given to 'Lind' above",
        ),
        ("# nothing\n", "gold.tsv: there is no mention in it"),
    ],
)
def test_tables_that_are_wrong(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "gold.tsv").write_text(text, "utf-8")
    with pytest.raises(UnreadableInput, match=re.escape(said)):
        table.read_gold(tmp_path / "gold.tsv")
