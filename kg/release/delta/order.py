"""The new dump of a release, put together from the dump before it and from what was added."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from kg.errors import ReleaseDamaged
from kg.release.delta.comparison import FROM_ADDED, FROM_BEFORE
from kg.release.delta.gzip_lines import lines_of

_STEP: Final = 64
_BLOCK: Final = 1 << 20


class NumberedLines:
    """A plain file of lines that are found by their number; where each sixty-fourth begins is kept in memory.

    Raises:
        OSError: it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._places = array("Q")
        place = self.count = 0
        for line in self._file:
            if self.count % _STEP == 0:
                self._places.append(place)
            place += len(line)
            self.count += 1
        self._known = self.count + 1, place  # the line asked for last, and where it begins

    def copy(self, first: int, count: int) -> Iterator[bytes]:
        """Yield `count` lines from line `first`, counted from 1, in blocks.

        Raises:
            IndexError: there are no such lines.
        """
        if first < 1 or count < 1 or first + count - 1 > self.count:
            raise IndexError(f"there are no lines {first:,} to {first + count - 1:,}, only {self.count:,}")
        start, end = self._place(first), self._place(first + count)
        self._file.seek(start)
        while start < end:
            block = self._file.read(min(_BLOCK, end - start))
            start += len(block)
            yield block

    def _place(self, number: int) -> int:
        """Return where line `number` begins, or the end of the file for the one after the last."""
        at = (number - 1) // _STEP
        known, place = self._known
        if not known <= number < known + _STEP:
            if at == len(self._places):  # the end of a file of whole steps
                at -= 1
            known, place = at * _STEP + 1, self._places[at]
        self._file.seek(place)
        for _ in range(number - known):
            place += len(self._file.readline())
        self._known = number, place
        return place

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def restored(before: Path, added: Path, order: Path, output: Path, most: int | None = None) -> str:
    """Write the new dump as plain text to `output`, from the plain files `before` and `added`.

    `order` is the gzip file of a delta; `most` is how many bytes the text may have.

    Returns:
        The SHA-256 of the text, to be held against the `content_sha256` of the manifest.

    Raises:
        ReleaseDamaged: the order cannot be read, or names lines that there are not, or too many.
        OSError: the disk is full, or a file cannot be read.
    """
    digest, size = hashlib.sha256(), 0
    with ExitStack() as stack:
        out = stack.enter_context(output.open("wb"))
        files = {
            FROM_BEFORE: stack.enter_context(NumberedLines(before)),
            FROM_ADDED: stack.enter_context(NumberedLines(added)),
        }
        for number, row in enumerate(lines_of(order), 1):
            try:
                source, first, count = row.decode("ascii").split("\t")
                for block in files[source].copy(int(first), int(count)):
                    size += len(block)
                    if most is not None and size > most:
                        raise ReleaseDamaged(f"{order}: what it puts together is larger than {most:,} bytes")
                    digest.update(block)
                    out.write(block)
            except (ValueError, KeyError, IndexError) as error:
                raise ReleaseDamaged(f"{order}:{number}: it names no lines of a dump: {error}") from error
    return digest.hexdigest()
