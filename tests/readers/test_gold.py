"""The five real documents, held against their hand-checked gold file by its own checker."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kg.readers import detect, read
from kg.readers.source import Document
from kg.records import WorkRecord
from tests.patience import PATIENCE


def test_the_gold_file_is_met(shared: Path) -> None:
    command = [
        sys.executable,
        str(shared / "checks" / "check_records.py"),
        str(shared / "gold" / "gold.json"),
        str(shared / "records"),
        "--command",
        f"{shlex.quote(sys.executable)} -m kg records",
    ]
    run = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert run.stdout.splitlines()[-1].endswith(" passed, 0 failed"), run.stdout[-2000:]


def test_every_abstract_page_is_read_whole(shared: Path) -> None:
    pages = sorted((shared / "corpora" / "arxiv-abs-text").glob("*.txt"))
    if not pages:
        pytest.skip("needs arXiv's abstract pages in the shared corpora")
    for page in pages:
        document = Document(page)
        assert detect(document).name == "arxiv-abs"
        (work,) = [item for item in read(document) if isinstance(item, WorkRecord)]
        assert work.arxiv_id == page.stem.replace("_", "/")
        assert work.title
        assert work.authors
        assert work.abstract
        assert work.versions
        assert work.primary_category == work.categories[0]
        assert not work.damage
        assert {repair.rule for repair in work.repairs} <= {"TEX-TEXT", "TEX-ACCENT", "JOURNAL-REF"}
