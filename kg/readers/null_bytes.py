"""The character NUL, which no text has: it comes of blocks of a disk that were lost, or of programs in C.

Between what a format marks it would cost the entry, and in a name it would make another name. It is left out,
which is said once a document.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.records import Notice, Rejection

_NUL: Final = b"\0"


def without_nulls(
    chunks: Iterator[bytes], file: str, faults: list[Rejection | Notice], line: int = 1
) -> Iterator[bytes]:
    """Yield `chunks` without NUL; where there was one, that is added to `faults`. `line` is their first.

    Raises:
        Broken: the data break off; what came before has been yielded, and said.
    """
    first = count = 0
    try:
        for chunk in chunks:
            if _NUL not in chunk:
                line += chunk.count(b"\n") if not count else 0
                yield chunk
                continue
            if not count:
                first = line + chunk.count(b"\n", 0, chunk.index(_NUL))
            count += chunk.count(_NUL)
            if kept := chunk.replace(_NUL, b""):
                yield kept
    finally:
        if count:
            many = (
                f"{count:,} characters NUL, which no text has, were" if count > 1 else "a character NUL was"
            )
            faults.append(Notice(file, first, f"{many} left out"))
