"""Answers at hand: of queries that read much of a release and tell a little, asked when it was built.

A release never changes, so neither do they. A query is known by its text, which says all there is to it;
one that differs in anything but blanks at its ends is evaluated. Of a long answer the beginning is at hand,
which is what a page shows: it is given to those who want no more.

The file holds a line of JSON, which says where each answer stands, then the answers, each as SPARQL 1.1 Query
Results TSV, compressed. So a process that answers queries holds none of them in memory.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Final

import orjson
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from kg.errors import ReleaseDamaged

NAME: Final = "answers.bin"


@dataclass(frozen=True, slots=True)
class PrecomputedAnswer:
    """The answer of a query in TSV, whole, or only its beginning: so many `rows`."""

    query: str
    answer: bytes
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an answer stands in the file, and how many rows of it; None: all."""

    start: int
    size: int
    rows: int | None


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of SELECT queries in the file `path`; none where there is no file."""

    path: Path | None = None
    places: Mapping[str, _Place] = field(default_factory=dict)

    def of(self, text: str, most: int | None = None) -> QuerySolutions | None:
        """Return the answer of the query `text`, at least its first `most` rows; None: not at hand.

        Raises:
            ReleaseDamaged: the file is not what `write` has written.
        """
        place = self.places.get(_key(text)) if self.places else None
        if place is None or (place.rows is not None and (most is None or most > place.rows)):
            return None
        assert self.path is not None
        try:
            with self.path.open("rb") as file:
                file.seek(place.start)
                found = zlib.decompress(file.read(place.size))
        except (OSError, zlib.error) as error:
            raise _damaged(self.path) from error
        rows = parse_query_results(found, format=QueryResultsFormat.TSV)
        assert isinstance(rows, QuerySolutions)
        return rows

    def has(self, text: str) -> bool:
        """Tell whether the answer of the query `text` is at hand, or its beginning."""
        return bool(self.places) and _key(text) in self.places

    @classmethod
    def read(cls, path: Path) -> Answers:
        """Read what `write` has written; a release that lacks the file has none at hand.

        Raises:
            ReleaseDamaged: it is not what `write` writes.
        """
        try:
            with path.open("rb") as file:
                head = file.readline()
            known = orjson.loads(head)
            places = {
                key: _Place(len(head) + int(start), int(size), None if rows is None else int(rows))
                for key, (start, size, rows) in known.items()
            }
        except FileNotFoundError:
            return cls()
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise _damaged(path) from error
        return cls(path, places)


def write(answers: Iterable[PrecomputedAnswer], path: Path) -> None:
    """Write queries and answers, in an order of their own.

    Raises:
        OSError: the disk is full.
    """
    places, pieces, start = {}, [], 0
    for key, one in sorted((_key(one.query), one) for one in answers):
        pieces.append(zlib.compress(one.answer))
        places[key] = (start, len(pieces[-1]), one.rows)
        start += len(pieces[-1])
    path.write_bytes(orjson.dumps(places) + b"\n" + b"".join(pieces))


def _key(text: str) -> str:
    return blake2b(
        text.replace("\r\n", "\n").strip().encode(errors="surrogatepass"), digest_size=16
    ).hexdigest()


def _damaged(path: Path) -> ReleaseDamaged:
    return ReleaseDamaged(f"{path}: it does not hold the answers of queries")
