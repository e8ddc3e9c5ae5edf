"""A package of somebody else adds a source format and an output format, by its entry points alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from tests.patience import PATIENCE

READER = """
from collections.abc import Iterator

from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.leaves import Leaf
from kg.readers.source import Document
from kg.records import Item, Rejection

TABLE = FieldTable({"T": "title", "D": "published", "A": "authors"}, {})


def looks_like_it(head: str) -> float:
    return 0.95 if head.startswith("%refer") else 0.0


@reader("refer", "refer's bibliographies, an entry a line", sniff=looks_like_it)
def parse(document: Document) -> Iterator[Item]:
    for line in document.lines():
        if line.number == 1:
            continue
        cells = [cell.strip() for cell in line.text.split("|")]
        if len(cells) != 3:
            yield Rejection(document.name, line.number, "an entry has a title, a year and a name", line.text)
            continue
        leaves = [Leaf(path, cell) for path, cell in zip("TDA", cells, strict=True)]
        draft = Draft(document, "refer", (line.number, line.number), leaves, TABLE, excerpt=line.text)
        draft.fields |= {"title": cells[0], "published": cells[1], "authors": [cells[2]]}
        yield from draft.finish()
"""
WRITER = """
from kg.formats import register
from kg.writers.references import Bibliography


@register("refer", "refer", label="refer", media_type="text/x-refer", suffix="refer", content=Bibliography)
def write(bibliography, output):
    output.writelines(f"%T {reference.title}\\n".encode() for reference in bibliography)
"""
METADATA = "Metadata-Version: 2.1\nName: kg-refer\nVersion: 1.0\n"
POINTS = "[kg.readers]\nrefer = kg_refer.reader\n\n[kg.writers]\nrefer = kg_refer.writer\n"
SOURCE = "%refer\nThe tides of harbours | 1987 | Åsa Lind\nbroken\nKnots and ropes | 1991 | Karl Berg\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder with the package kg-refer as it lies where it is installed."""
    site = tmp_path / "site"
    for name, text in {
        "kg_refer/__init__.py": "",
        "kg_refer/reader.py": READER,
        "kg_refer/writer.py": WRITER,
        "kg_refer-1.0.dist-info/METADATA": METADATA,
        "kg_refer-1.0.dist-info/entry_points.txt": POINTS,
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, "utf-8")
    (tmp_path / "works.txt").write_text(SOURCE, "utf-8")
    return site


def kg(site: Path | None, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **({"PYTHONPATH": str(site)} if site else {})}
    command = [sys.executable, "-m", "kg", *arguments]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE
    )


def test_its_sources_are_read_and_built(site: Path, tmp_path: Path) -> None:
    read = kg(site, "records", "works.txt", cwd=tmp_path)
    assert read.returncode == 1, read.stderr
    assert "works.txt:3: rejected: an entry has a title, a year and a name" in read.stderr
    records = [orjson.loads(line) for line in read.stdout.splitlines()]
    assert [(one["title"], one["published"], one["authors"][0]["name"]) for one in records] == [
        ("The tides of harbours", "1987", "Åsa Lind"),
        ("Knots and ropes", "1991", "Karl Berg"),
    ]
    built = kg(site, "build", "works.txt", "--data", "data", cwd=tmp_path)
    assert built.returncode == 1, built.stderr
    asked = kg(site, "query", "papers-newest", "--to", "refer", "--data", "data", cwd=tmp_path)
    assert sorted(asked.stdout.splitlines()) == ["%T Knots and ropes", "%T The tides of harbours"]


def test_its_format_is_one_of_those_that_are_offered(site: Path, tmp_path: Path) -> None:
    assert "refer" in kg(site, "query", "papers-newest", "--help", cwd=tmp_path).stdout
    refused = kg(site, "records", "--format", "nothing", "works.txt", cwd=tmp_path)
    assert "refer" in refused.stderr
    without = kg(None, "records", "works.txt", cwd=tmp_path)
    assert (without.returncode, "the layout is not known" in without.stderr) == (2, True)


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("import kg_nothing", "ModuleNotFoundError: No module named 'kg_nothing'"),
        (READER.replace('"refer", "refer\'s', '"ris", "refer\'s'), "two readers are called 'ris'"),
    ],
)
def test_one_that_cannot_be_loaded_is_named(site: Path, tmp_path: Path, broken: str, said: str) -> None:
    (site / "kg_refer" / "reader.py").write_text(broken, "utf-8")
    done = kg(site, "records", "works.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("kg: the installed package kg-refer adds 'refer' to kg.readers")
    assert said in done.stderr
    assert "uninstall it" in done.stderr
    assert "Traceback" not in done.stderr
