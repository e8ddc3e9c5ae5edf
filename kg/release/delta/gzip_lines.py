"""The lines of dumps and deltas, read from gzip files in bounded memory."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, cast

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.errors import ReleaseDamaged

_BLOCK: Final = 1 << 20


def line_lists(path: Path) -> Iterator[list[bytes]]:
    """Yield the lines of a gzip file, without their ends, some thousand at a time.

    Raises:
        ReleaseDamaged: it is missing, or no whole gzip file.
    """
    with readable(path), gzip.open(path) as file:
        rest = b""
        while block := file.read(_BLOCK):
            *found, rest = (rest + block).split(b"\n")
            yield found
        if rest:
            yield [rest]


def lines_of(path: Path) -> Iterator[bytes]:
    """Yield the lines of a gzip file one by one; see `line_lists`."""
    for found in line_lists(path):
        yield from found


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Tell of a gzip file that cannot be read as of damage."""
    try:
        yield
    except FileNotFoundError as error:
        raise ReleaseDamaged(f"{path}: is missing") from error
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise ReleaseDamaged(f"{path}: is no whole gzip file: {error}") from error


def plain(path: Path, output: Path, most: int | None = None) -> Path:
    """Write a gzip file decompressed to `output`, and return that; `most` is how many bytes it may have.

    Raises:
        ReleaseDamaged: it is missing, no whole gzip file, or larger.
        OSError: the disk is full.
    """
    size = 0
    with readable(path), gzip.open(path) as file, output.open("wb") as out:
        while block := file.read(_BLOCK):
            size += len(block)
            if most is not None and size > most:
                raise ReleaseDamaged(f"{path}: is larger than {most:,} bytes when it is decompressed")
            out.write(block)
    return output


def statements(path: Path) -> Iterator[pyoxigraph.Quad]:
    """Yield the statements of a gzip file of N-Quads, which are parsed strictly.

    Raises:
        ReleaseDamaged: it is missing, no whole gzip file, or no N-Quads.
    """
    try:
        with readable(path), gzip.open(path) as file:
            yield from pyoxigraph.parse(cast("BinaryIO", file), RdfFormat.N_QUADS)
    except (SyntaxError, ValueError) as error:
        raise ReleaseDamaged(f"{path}: cannot be read: {error}") from error
