"""Compares what two programs wrote, as sets of triples or quads, whatever the order or the notation.

Each side is parsed strictly, written anew in one canonical notation and sorted without duplicates by
sort(1), so that tens of millions of lines need little memory.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox
import zstandard

_FORMATS = {
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
}
_EXAMPLES = 5


class NotRdfError(Exception):
    """A file is not what its name says; carries the parser's message."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two sets of statements relate; the examples are a few of those that one side alone has."""

    both: int
    only_left: int
    only_right: int
    examples_left: tuple[str, ...]
    examples_right: tuple[str, ...]

    @property
    def left(self) -> int:
        """Return the size of the left set."""
        return self.both + self.only_left

    @property
    def right(self) -> int:
        """Return the size of the right set."""
        return self.both + self.only_right


def canonical(source: Path, target: Path, *, named_graphs: bool = False) -> Path:
    """Write the statements of `source` to `target`, one a line, sorted by bytes, each once.

    Without `named_graphs` only the default graph is taken. The format is told by the file name,
    which may end in .gz or .zst.

    Raises:
        NotRdfError: the parser refuses the file.
    """
    plain = source.with_suffix("") if source.suffix in {".gz", ".zst"} else source
    unsorted = target.with_suffix(".unsorted")
    kind = ox.RdfFormat.N_QUADS if named_graphs else ox.RdfFormat.N_TRIPLES
    try:
        with opened(source) as stream:
            quads = ox.parse(stream, format=_FORMATS[plain.suffix])
            kept = (
                quads
                if named_graphs
                else (quad.triple for quad in quads if quad.graph_name == ox.DefaultGraph())
            )
            ox.serialize(kept, str(unsorted), format=kind)
    except SyntaxError as error:
        raise NotRdfError(f"{source.name}: {error}") from error
    sort = ["sort", "--unique", "--buffer-size=512M", f"--temporary-directory={target.parent}"]
    subprocess.run(
        [*sort, f"--output={target}", str(unsorted)], check=True, env={**os.environ, "LC_ALL": "C"}
    )
    unsorted.unlink()
    return target


def compare(left: Path, right: Path) -> Comparison:
    """Compare two files made by `canonical`."""
    both = only_left = only_right = 0
    examples_left: list[str] = []
    examples_right: list[str] = []
    with left.open("rb") as lefts, right.open("rb") as rights:
        one, other = next(lefts, None), next(rights, None)
        while one is not None or other is not None:
            if one == other:
                both += 1
                one, other = next(lefts, None), next(rights, None)
            elif other is None or (one is not None and one < other):
                only_left += 1
                if only_left <= _EXAMPLES:
                    examples_left.append((one or b"").decode().rstrip())
                one = next(lefts, None)
            else:
                only_right += 1
                if only_right <= _EXAMPLES:
                    examples_right.append(other.decode().rstrip())
                other = next(rights, None)
    return Comparison(both, only_left, only_right, tuple(examples_left), tuple(examples_right))


def count(path: Path) -> int:
    """Return the number of lines of a canonical file."""
    with path.open("rb") as stream:
        return sum(1 for _ in stream)


def opened(path: Path) -> IO[bytes]:
    """Open a file for reading, decompressed where its name ends in .gz or .zst."""
    if path.suffix == ".gz":
        return cast("IO[bytes]", gzip.open(path))
    if path.suffix == ".zst":
        return cast("IO[bytes]", zstandard.open(path))
    return path.open("rb")


def decompress(source: Path, target: Path) -> Path:
    """Write the plain content of `source` to `target`."""
    with opened(source) as stream, target.open("wb") as out:
        shutil.copyfileobj(stream, out, 1 << 20)
    return target


def by_subject(path: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield each subject of a canonical N-Triples file with its predicates and objects, in that notation."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        current = ""
        found: list[tuple[str, str]] = []
        for line in chain(lines, [""]):
            subject, _, rest = line.partition(" ")
            if subject != current:
                if current:
                    yield current, found
                current, found = subject, []
            if line:
                predicate, _, rest = rest.partition(" ")
                found.append((predicate, rest[:-3]))
