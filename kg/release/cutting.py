"""The text of a release cut into pieces by what stands there, so that a change leaves most as they are.

A piece ends before a subject whose checksum ends in five zero bits, and has 64 kB at least: behind a change
both texts are cut at the same subjects again (content-defined chunking: Muthitacharoen, Chen, Mazières, "A
Low-Bandwidth Network File System", SOSP 2001). A piece alone is cut into nothing but itself, and no subject
whose triples stand together is cut apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final
from zlib import crc32

_LEAST: Final = 64 << 10
_MOST: Final = 512 << 10
"""Bytes from which on a piece ends with any subject."""
_MARK: Final = 31
_DIGEST_BYTES: Final = 20
_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines of a file that follow each other: where they begin, size in bytes, lines, and digest of the text.

    `number` counts the pieces of the file from 0.
    """

    path: Path
    number: int
    start: int
    size: int
    lines: int
    digest: str

    @property
    def name(self) -> str:
        """Return the name within the build: of folder and file, with the number of all but the first."""
        number = f"-{self.number}" if self.number else ""
        return f"{self.path.parent.name}/{self.path.stem}{number}{self.path.suffix}"

    def blocks(self) -> Iterator[bytes]:
        """Yield the text, a mebibyte at most at a time.

        Raises:
            OSError: the file cannot be read.
        """
        left = self.size
        with self.path.open("rb") as file:
            file.seek(self.start)
            while left and (block := file.read(min(_BLOCK, left))):
                left -= len(block)
                yield block


def pieces(path: Path) -> list[Piece]:
    """Cut a file of N-Triples or N-Quads; one that is empty is one empty piece.

    Raises:
        OSError: it cannot be read.
    """
    if not path.stat().st_size:
        return [Piece(path, 0, 0, 0, 0, blake2b(digest_size=_DIGEST_BYTES).hexdigest())]
    found: list[Piece] = []
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as text:
        start = 0
        while start < len(text):
            end = _end(text, start)
            found.append(_piece(path, len(found), text, start, end))
            start = end
    return found


def file_of(name: str) -> str:
    """Return the name of the file that the piece of this name is of."""
    stem, _, suffix = name.rpartition(".")
    begin, dash, number = stem.rpartition("-")
    return f"{begin}.{suffix}" if dash and number.isdecimal() else name


def _end(text: mmap, start: int) -> int:
    """Return where the piece ends that begins at `start`."""
    at = text.find(b"\n", start + _LEAST) + 1
    if not at:
        return len(text)
    before = _subject(text, text.rfind(b"\n", start, at - 1) + 1 or start)
    while at < len(text):
        subject = _subject(text, at)
        if subject != before and (not crc32(subject) & _MARK or at - start >= _MOST):
            return at
        before, at = subject, (text.find(b"\n", at) + 1) or len(text)
    return at


def _subject(text: mmap, line: int) -> bytes:
    return text[line : text.find(b" ", line)]


def _piece(path: Path, number: int, text: mmap, start: int, end: int) -> Piece:
    digest, lines = blake2b(digest_size=_DIGEST_BYTES), 0
    for at in range(start, end, _BLOCK):
        block = text[at : min(at + _BLOCK, end)]
        digest.update(block)
        lines += block.count(b"\n")
    return Piece(path, number, start, end - start, lines, digest.hexdigest())
