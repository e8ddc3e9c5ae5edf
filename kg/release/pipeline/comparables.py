"""What records are compared by, found once for each that meets another, and kept in a file."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

from kg.identity.bylines import Name
from kg.identity.comparable import Comparable
from kg.identity.papers import Fetch

_MOST_BYTES: Final = 12 << 20
"""Text of those that are held as objects, which take some three to seven times that."""
_LENGTH_BITS: Final = 28


class Comparables:
    """Gives what a record is compared by, until it is closed; the file is in `folder`, and has no name.

    A record meets others in no order, so that most are asked for again when they are no longer held. A line
    of the file is read back in a tenth of the time that it takes to find all that anew.
    """

    def __init__(self, folder: Path, fetch: Fetch) -> None:
        self._fetch = fetch
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115  # until `close`
        self._end = 0
        self._places: dict[int, int] = {}
        self._held: dict[int, Comparable] = {}
        self._bytes = 0
        self._names: dict[Name, Name] = {}

    def of(self, reference: int) -> Comparable:
        """Return what the record that a reference stands for is compared by.

        Raises:
            OSError: the disk is full.
        """
        held = self._held.get(reference)
        if held is not None:
            return held
        place = self._places.get(reference)
        if place is None:
            found = Comparable.of(self._fetch(reference))
            line = found.dump()
            self._places[reference] = self._end << _LENGTH_BITS | len(line)
            self._file.seek(self._end)
            self._file.write(line)
            self._end += len(line)
        else:
            self._file.seek(place >> _LENGTH_BITS)
            line = self._file.read(place & ((1 << _LENGTH_BITS) - 1))
        if self._bytes + len(line) > _MOST_BYTES:
            self._held.clear()
            self._names.clear()
            self._bytes = 0
        found = self._held[reference] = Comparable.load(line, self._names)
        self._bytes += len(line)
        return found

    def close(self) -> None:
        """Give the file up."""
        self._file.close()
