"""kg's own side: the commands that are measured, and where their results lie."""

from __future__ import annotations

import sys
from pathlib import Path

from kg.release.folder import DataDirectory
from kg.release.published import Release

_KG = (sys.executable, "-m", "kg")


def map_command(records: Path, output: Path) -> list[str]:
    """Return the command that reads, resolves and maps records to N-Triples, without a store.

    Persons are told apart by identifiers only: a mapping engine weighs no evidence, so it is not measured.
    """
    return [*_KG, "map", str(records), "--people", "identifiers", "--output", str(output)]


def build_command(records: Path, data: Path) -> list[str]:
    """Return the command that builds a whole release."""
    return [*_KG, "build", str(records), "--data", str(data)]


def turtle_command(sorted_triples: Path, output: Path, base: str) -> list[str]:
    """Return the command that makes a release's Turtle, compressed, of sorted N-Triples, as a build does."""
    call = "import sys, pathlib; from kg.release.cutting import pieces; "
    call += "from kg.release.dumps import write_turtle; "
    call += "write_turtle(pieces(pathlib.Path(sys.argv[1])), pathlib.Path(sys.argv[2]), sys.argv[3])"
    return [sys.executable, "-c", call, str(sorted_triples), str(output), base]


def dump_command(data: Path, output: Path) -> list[str]:
    """Return the command that writes the current release's graph as Turtle."""
    return [*_KG, "dump", "--to", "turtle", "--data", str(data), "--output", str(output)]


def release(data: Path) -> Release:
    """Return the release that a build has just made."""
    return DataDirectory(data).current()


def dump(made: Release, suffix: str) -> Path:
    """Return the dump of a release in the format with this suffix (`.nq`, `.ttl`), compressed or not.

    Raises:
        FileNotFoundError: the release has none.
    """
    for found in made.dumps():
        if suffix in found.path.suffixes:
            return found.path
    raise FileNotFoundError(f"{made.path}: no dump ends in {suffix}")
