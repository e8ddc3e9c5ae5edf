"""An entry while it is read: which of its fields were used."""

from __future__ import annotations

from kg.readers.bibtex.fields import KEY, TABLE
from kg.readers.bibtex.syntax import BibtexEntry
from kg.readers.bibtex.text import plain
from kg.readers.leaves import Leaf


class Fielded:
    """The fields of an entry, with note of those that were asked for."""

    def __init__(self, entry: BibtexEntry) -> None:
        """Take the fields of `entry`; of one that is stated twice the first."""
        self.kind = entry.kind
        self._values: dict[str, str] = {}
        for name, value in entry.fields:
            if value.strip():
                self._values.setdefault(name, value)
        self._used: set[str] = set()

    def has(self, *names: str) -> bool:
        """Tell whether one of `names` at least has a value."""
        return any(name in self._values for name in names)

    def raw(self, *names: str) -> str | None:
        """Return the value of the first of `names` that has one, as TeX."""
        for name in names:
            if name in self._values:
                self._used.add(name)
                return self._values[name]
        return None

    def text(self, *names: str) -> str | None:
        """Return the value of the first of `names` that has one, as text."""
        value = self.raw(*names)
        return plain(value) or None if value is not None else None

    def used(self, *names: str) -> None:
        """Take note that `names` were read."""
        self._used.update(names)

    def unused(self, *names: str) -> None:
        """Take note that nothing could be made of `names`."""
        self._used.difference_update(names)

    def leaves(self, own: BibtexEntry) -> list[Leaf]:
        """Return the leaves of `own`, the entry as it stands in the file.

        A field that could have been read, but says nothing in an entry of this type, has the type in its
        path, and so is kept as stated.
        """
        found = [Leaf("entrytype", own.kind)]
        if own.key:
            found.append(Leaf(KEY, own.key))
        for name, value in own.fields:
            path = name
            if TABLE.fate_of(name)[0] == "read" and name not in self._used and value.strip():
                path = f"{own.kind}/{name}"
            found.append(Leaf(path, " ".join(value.split())))
        return found
