"""Files of statements, N-Triples (`.nt`) and N-Quads (`.nq`), read in pieces or one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import RdfFormat

_SUFFIXES: Final = frozenset([".nt", ".nq"])  # N-Triples are N-Quads too


def joined(parts: Iterable[Path], size: int) -> Iterator[bytes]:
    """Yield the lines of several files in pieces of at most `size` bytes and a line.

    Raises:
        ValueError: the name of a file is that of neither format.
        OSError: a file cannot be read.
    """
    waiting: list[bytes] = []
    length = 0
    for part in parts:
        if part.suffix not in _SUFFIXES:
            raise ValueError(f"{part} is neither N-Triples nor N-Quads by its name")
        for piece in pieces(part, size):
            if waiting and length + len(piece) > size:
                yield b"".join(waiting)
                waiting, length = [], 0
            waiting.append(piece)
            length += len(piece)
    if waiting:
        yield b"".join(waiting)


def quads(path: Path) -> Iterator[pyoxigraph.Quad]:
    """Yield the statements of an N-Quads file whose IRIs were checked when it was written.

    Raises:
        SyntaxError: a line is no statement.
        OSError: the file cannot be read.
    """
    return pyoxigraph.parse(path=path, format=RdfFormat.N_QUADS, lenient=True)


def pieces(path: Path, size: int) -> Iterator[bytes]:
    """Cut a file of lines into pieces of about `size` bytes, at line ends."""
    with path.open("rb") as file:
        while piece := file.read(size):
            piece += file.readline()
            yield piece if piece.endswith(b"\n") else piece + b"\n"
