"""The lines of dumps and deltas, read from gzip files in bounded memory."""

from __future__ import annotations

import gzip
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

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


def plain(path: Path, output: Path) -> Path:
    """Write a gzip file decompressed to `output`, and return that.

    Raises:
        ReleaseDamaged: it is missing, or no whole gzip file.
        OSError: the disk is full.
    """
    with readable(path), gzip.open(path) as file, output.open("wb") as out:
        shutil.copyfileobj(file, out, _BLOCK)
    return output
