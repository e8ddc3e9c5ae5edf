"""`kg evaluate`: how well a release knows who is who, by a table that people keep."""

from __future__ import annotations

import re
from pathlib import Path

import orjson
import pytest

from kg.errors import UnreadableInput, UsageError
from kg.release.evaluation import gold as table
from kg.release.evaluation import paper_records
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


def test_papers_are_joined_with_their_twins_and_with_nothing_else(run: Run, tmp_path: Path) -> None:
    lines = [
        orjson.dumps(
            {
                "type": "work",
                "title": f"{title} of {thing} in {place}",
                "authors": [
                    {"position": place_, "name": f"{given} {family}", "given": given, "family": family}
                    for place_, (given, family) in enumerate((("Ada", "Quill"), ("Tom", "Reed")))
                ],
                "year": 2001,
                "doi": f"10.1234/{title}.{thing}.{place}".lower(),
            }
        )
        for title in ("Slow Drift", "Sudden Loss")
        for thing in ("Paper Boats", "Umbrellas")
        for place in ("Canals", "Gardens", "Harbours")
    ]
    source = tmp_path / "papers.jsonl"
    source.write_bytes(b"\n".join(lines))
    result = run("evaluate", str(source), "--corpus", "papers")
    assert result.exit_code == 0, result.output
    head, line, pairs, _ = result.stdout.splitlines()
    assert head.split()[:3] == ["records", "papers", "found"]
    assert line.split()[4:7] == ["24", "12", "12"]
    assert pairs == "pairs: precision 1.0000, recall 1.0000"


def test_a_file_without_papers_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableInput, match="no XML"):
        paper_records(tmp_path / "empty")
