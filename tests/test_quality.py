"""Lint, types and the import contract are tests like any other."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CLASS = re.compile(r"^class ([A-Za-z]\w*)", re.MULTILINE)
IN_TWO_ROOMS = {"Reference", "Status", "Subject", "Version"}
"""The same noun as it is read and as it is decided or written."""

CHECKS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy --strict": ["-m", "mypy"],
    "import contract": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
}


@pytest.mark.parametrize("check", CHECKS)
def test_check(check: str) -> None:
    done = subprocess.run(
        [sys.executable, *CHECKS[check]], cwd=ROOT, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


def test_modules_are_small() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in (ROOT / "kg").rglob("*.py")
        if (count := len(path.read_text("utf-8").splitlines())) > 300
    }
    assert not long, "a module over 300 lines becomes a package of nouns"


def test_no_module_is_called_after_nothing() -> None:
    names = {path.stem for path in (ROOT / "kg").rglob("*.py")}
    assert not names & {"utils", "helpers", "helper", "managers", "manager", "common", "misc", "settings"}


def test_a_class_has_a_name_of_its_own() -> None:
    counts = Counter(
        name for path in (ROOT / "kg").rglob("*.py") for name in CLASS.findall(path.read_text("utf-8"))
    )
    assert {name for name, count in counts.items() if count > 1} == IN_TWO_ROOMS
