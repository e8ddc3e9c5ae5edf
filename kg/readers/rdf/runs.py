"""Statements in runs of one subject each, as they come, and found again by their subject.

A document says what belongs together in any order. Few runs are held in memory; more go to a temporary
SQLite file, which is written from end to end and indexed once, so that memory is the same for any document.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

import orjson

from kg.compact import compact

_PIECE: Final = 2_000
"""Runs that are written at once."""
_PAGES: Final = -64_000
"""Kibibytes of the file that SQLite holds, as `cache_size` has it."""


class Run(NamedTuple):
    """Statements of one subject that stand together: what they are, lines from and to, and pairs.

    `pairs` are predicates, by a number or as they are, and values as `written` of `kg.readers.rdf.terms`.
    `kind` is `SAID`, `MAYBE` where the subject may be a work, or says how another one points to this.
    """

    kind: int
    subject: str
    first: int
    last: int
    pairs: list[int | str]

    def statements(self) -> Iterator[tuple[int | str, str]]:
        """Return predicates and values in turn."""
        pairs = iter(self.pairs)
        return zip(pairs, pairs, strict=True)  # type: ignore[arg-type]


SAID, MAYBE, POINTED, FORM, HELD = range(5)
"""What a run is. Of the last three `pairs` has no statements, but the subject that points."""


class Runs:
    """The runs of a document, numbered from 0; close them after use."""

    def __init__(self, in_memory: int) -> None:
        """Hold up to `in_memory` statements in memory."""
        self._limit, self._statements, self._count = in_memory, 0, 0
        self._held: list[bytes] = []  # as bytes, which the garbage collector does not look into
        self._subjects: list[int] = []
        self._places: dict[int, tuple[int, ...]] = {}
        self._maybe: list[tuple[int, str]] = []
        self._folder: TemporaryDirectory[str] | None = None
        self._file: sqlite3.Connection | None = None

    def __len__(self) -> int:
        return self._count

    def add(self, run: Run) -> None:
        """Add a run behind the others."""
        if run.kind == MAYBE:
            self._maybe.append((self._count, run.subject))
        subject = hash(run.subject)
        if self._file is None:
            self._places[subject] = (*self._places.get(subject, ()), self._count)
        self._held.append(compact(tuple(run)))
        self._subjects.append(subject)
        self._count += 1
        self._statements += len(run.pairs) // 2 + 1
        if self._file is not None:
            if len(self._held) >= _PIECE:
                self._write(self._file)
        elif self._statements > self._limit:
            self._spill()

    def end(self) -> None:
        """Say that all runs were added."""
        if self._file is not None:
            self._write(self._file)
            self._file.execute("CREATE INDEX by_subject ON run (subject)")

    def close(self) -> None:
        """Forget the runs."""
        self._held, self._subjects, self._places, self._maybe = [], [], {}, []
        if self._file is not None:
            self._file.close()
        if self._folder is not None:
            self._folder.cleanup()

    def of(self, subject: str) -> list[tuple[int, Run]]:
        """Return the runs of a subject with their numbers, in their order."""
        key = hash(subject)
        found: Iterable[tuple[int, bytes]]
        if self._file is None:
            found = [(number, self._held[number]) for number in self._places.get(key, ())]
        else:
            found = self._file.execute("SELECT number, said FROM run WHERE subject = ?", (key,))
        runs = [(number, Run(*orjson.loads(said))) for number, said in found]
        return [one for one in runs if one[1].subject == subject]  # two subjects may have one hash

    def __iter__(self) -> Iterator[tuple[int, Run]]:
        found: Iterable[tuple[int, bytes]] = enumerate(self._held)
        if self._file is not None:
            found = self._file.execute("SELECT number, said FROM run ORDER BY number")
        for number, said in found:
            yield number, Run(*orjson.loads(said))

    def maybe(self) -> Iterator[tuple[int, str]]:
        """Yield number and subject of the runs of what may be works, in their order."""
        if self._file is None:
            yield from self._maybe
        else:
            yield from self._file.execute("SELECT number, subject FROM maybe ORDER BY number")

    def _spill(self) -> None:
        self._folder = TemporaryDirectory(prefix="kg-rdf-", ignore_cleanup_errors=True)
        file = sqlite3.connect(Path(self._folder.name) / "runs.sqlite", isolation_level=None)
        for setting in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = {_PAGES}"):
            file.execute(f"PRAGMA {setting}")
        file.execute("CREATE TABLE run (number INTEGER PRIMARY KEY, subject INTEGER, said BLOB)")
        file.execute("CREATE TABLE maybe (number INTEGER PRIMARY KEY, subject TEXT)")
        self._write(file)
        self._places = {}
        self._file = file

    def _write(self, file: sqlite3.Connection) -> None:
        start = self._count - len(self._held)
        rows = zip(range(start, self._count), self._subjects, self._held, strict=True)
        file.execute("BEGIN")
        file.executemany("INSERT INTO run VALUES (?, ?, ?)", rows)
        file.executemany("INSERT INTO maybe VALUES (?, ?)", self._maybe)
        file.execute("COMMIT")
        self._held, self._subjects, self._maybe = [], [], []
