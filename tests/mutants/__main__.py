"""The command line of the mutants: `python -m tests.mutants --help`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click

from tests.mutants.mutant import ROOT, Mutant, mutants

_LEFT_OUT: Final = shutil.ignore_patterns(
    ".*", "__pycache__", "kg-data", "dist", "build", "test-artefacts", "node_modules"
)
_LONGEST: Final = 900
"""Seconds after which the tests of a mutant are ended: a mutant that hangs them is seen, too."""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("names", nargs=-1, metavar="[MUTANT]…")
def command(names: tuple[str, ...]) -> None:
    """Break named lines of kg, one at a time, and run the tests that should see it (all without a name).

    The tree is copied first and never touched. Exits with 1 where a mutant survived.
    """
    known = mutants()
    for name in names:
        if name not in known:
            raise click.UsageError(f"there is no mutant {name!r}; there are: {', '.join(known)}")
    chosen = [known[name] for name in names or known]
    for one in chosen:
        if fault := one.fault():
            raise click.ClickException(f"{one.name}: {fault}")
    with TemporaryDirectory(prefix="kg-mutants-") as folder:
        tree = _copied(Path(folder))
        tests = sorted({test for one in chosen for test in one.tests})
        if said := _failing(tree, tests):
            raise click.ClickException(f"the tests fail before anything is broken:\n{said}")
        survived = [one for one in chosen if not _killed(tree, one)]
    click.echo(f"{len(chosen)} mutants, {len(chosen) - len(survived)} killed, {len(survived)} survived")
    sys.exit(1 if survived else 0)


def _copied(folder: Path) -> Path:
    """Copy the tree, with the shared material beside it where that is."""
    tree = folder / "tree"
    shutil.copytree(ROOT, tree, ignore=_LEFT_OUT)
    shared = ROOT.parent / "shared"
    if shared.is_dir():
        (folder / "shared").symlink_to(shared)
    return tree


def _killed(tree: Path, mutant: Mutant) -> bool:
    path = tree / mutant.file
    sound = path.read_text("utf-8")
    path.write_text(sound.replace(mutant.old, mutant.new), encoding="utf-8")
    begun = time.monotonic()
    try:
        killed = bool(_failing(tree, mutant.tests))
    finally:
        path.write_text(sound, encoding="utf-8")
    seconds = time.monotonic() - begun
    click.echo(f"{'killed' if killed else 'SURVIVED':8}  {mutant.name}: {mutant.about} ({seconds:.0f} s)")
    return killed


def _failing(tree: Path, tests: Iterable[str]) -> str:
    """Run tests in the copy; return what they say where one fails, else the empty string."""
    environment = os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    try:
        done = subprocess.run(
            command, cwd=tree, env=environment, capture_output=True, text=True, check=False, timeout=_LONGEST
        )
    except subprocess.TimeoutExpired:
        return f"not done after {_LONGEST} seconds"
    if done.returncode not in (0, 1, 2):  # 2: a module cannot even be read
        raise click.ClickException(f"pytest ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout or done.stderr if done.returncode else ""


if __name__ == "__main__":
    command(prog_name="python -m tests.mutants")
