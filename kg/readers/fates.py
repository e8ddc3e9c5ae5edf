"""What became of every value that a reader read: kept, changed, stated only, or dropped with the reason.

There is no fifth fate. A *leaf* is one value of a source entry with the path at which it stands, such as
`author[].family` (`[]` for any place in a list). A reader declares in a `FieldTable` which paths it reads,
into which field of the record, and which it drops and why; what is in neither is stated only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

from kg.readers.leaves import Leaf, leaf_counts
from kg.records import Record, Stated
from kg.repair.null_tokens import is_null

FateKind = Literal["kept", "changed", "stated", "dropped"]
UNUSED: Final = "nothing of the record could be made of it"
REJECTED: Final = "its entry was rejected"
REPEATED: Final = "the record has the same value from elsewhere in the entry"
NO_VALUE: Final = "it says that there is no value"
EMPTY: Final = "it is empty"
PRIVATE: Final = "an e-mail address is not published"

MOST: Final = 5_000
"""Different fates that are counted by their path in one document; those at still more paths are one row."""
OTHER: Final = "(other paths)"

_EMAIL: Final = re.compile(r"[^\s@<>\"]@[A-Za-z0-9-]{1,63}+\.[A-Za-z]")


Told = tuple[Literal["read", "dropped", "stated"], str]


@dataclass(frozen=True, slots=True)
class FieldTable:
    """What a reader does with each path: `read` names the record's field, `dropped` gives the reason.

    A key may end with `*`, which stands for any end: `author[].*`. The longest key that fits a path holds.
    """

    read: Mapping[str, str]
    dropped: Mapping[str, str] = field(default_factory=dict)
    _known: dict[str, Told] = field(default_factory=dict, init=False, repr=False, compare=False)
    _open: dict[int, tuple[int, list[str]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def fate_of(self, path: str) -> Told:
        """Return what the table says of `path`: read and into which field, or dropped and why."""
        known = self._known.get(path)
        if known is None:
            known = self._told(path)
            if len(self._known) < MOST:
                self._known[path] = known
        return known

    def _told(self, path: str) -> Told:
        found = self._longest(path, self.read), self._longest(path, self.dropped)
        if found[0] is None and found[1] is None:
            return "stated", ""
        if found[1] is None or (found[0] is not None and len(found[0]) >= len(found[1])):
            return "read", self.read[found[0]] if found[0] is not None else ""
        return "dropped", self.dropped[found[1]]

    def _longest(self, path: str, table: Mapping[str, str]) -> str | None:
        """Return the longest key of a table that fits a path; those that end with `*` are picked out once."""
        if path in table:
            return path
        size, ends = self._open.get(id(table), (-1, []))
        if size != len(table):
            ends = [key for key in table if key.endswith("*")]
            self._open[id(table)] = len(table), ends
        return max((key for key in ends if path.startswith(key[:-1])), key=len, default=None)

    def unread(self, leaves: Iterable[Leaf]) -> list[Stated]:
        """Return those leaves that the table does not know, to be kept as the source states them."""
        return [
            Stated(field=leaf.path or '""', value=leaf.value)  # a key may be empty
            for leaf in leaves
            if self.fate_of(leaf.path)[0] == "stated" and leaf.value.strip() and not is_private(leaf.value)
        ]


class Fate(NamedTuple):
    """What became of the values at one path: in which field they are, or the reason why in none."""

    path: str
    kind: FateKind
    field: str = ""
    reason: str = ""


@dataclass(slots=True)
class Fates:
    """Counts of fates, by path. Add them up with `update`. At most `MOST` are told apart."""

    counts: Counter[Fate] = field(default_factory=Counter)

    def count(self, fate: Fate, times: int = 1) -> None:
        """Count one fate; where there are too many paths already, without its path."""
        if not times:
            return
        if fate not in self.counts and len(self.counts) >= MOST:
            fate = fate._replace(path=OTHER)
        self.counts[fate] += times

    def settle(
        self, leaves: Iterable[Leaf], record: Record | None, table: FieldTable, *, own: bool = False
    ) -> None:
        """Count what became of `leaves`, the values of one entry, in `record`; None if it was rejected.

        With `own` the entry is a record of kg's, which states its source, damage and repairs itself.
        """
        if record is None:
            self.drop(leaves, REJECTED)
            return
        values = _values(record, frozenset() if own else _ABOUT)
        found: dict[tuple[str, FateKind, str, str], int] = {}
        held: dict[str, bool] = {}
        for path, value in leaves:
            fate: tuple[str, FateKind, str, str]
            if not (text := value.strip()):
                fate = path, "dropped", "", EMPTY
            else:
                known, told = table.fate_of(path)
                if known == "dropped":
                    fate = path, "dropped", "", told
                elif known == "stated":
                    private = is_private(text)
                    fate = (path, "dropped", "", PRIVATE) if private else (path, "stated", "", "")
                elif text in values or _folded(text) in values:
                    fate = path, "kept", told, ""
                else:
                    if told not in held:
                        held[told] = _has(record, told)
                    if held[told]:
                        fate = path, "changed", told, ""
                    else:
                        fate = (
                            path,
                            "dropped",
                            "",
                            NO_VALUE if is_null(text, told.partition(" ")[0]) else UNUSED,
                        )
            found[fate] = found.get(fate, 0) + 1
        for fate, times in found.items():
            self.count(Fate(*fate), times)

    def keep(self, value: object, table: FieldTable) -> None:
        """Count the leaves of a JSON value as kept: those of an entry that the record has just as it is."""
        for path, times in leaf_counts(value).items():
            self.count(Fate(path, "kept", table.fate_of(path)[1]), times)

    def drop(self, leaves: Iterable[Leaf], reason: str) -> None:
        """Count `leaves` as dropped, all for one reason."""
        for path, _ in leaves:
            self.count(Fate(path, "dropped", "", reason))

    def update(self, other: Fates) -> None:
        """Add the counts of `other`."""
        for fate, times in other.counts.items():
            self.count(fate, times)

    def total(self, kind: FateKind | None = None) -> int:
        """Return how many values had a fate, or the fate `kind`."""
        return sum(count for fate, count in self.counts.items() if kind in (None, fate.kind))


def is_private(text: str) -> bool:
    """Tell whether an e-mail address stands in `text`."""
    return "@" in text and _EMAIL.search(text) is not None


def _values(record: Record, exclude: frozenset[str]) -> set[str]:
    """Return every value of the record as folded text."""
    found: set[str] = set()
    pile: list[Any] = [
        record.model_dump(exclude=set(exclude), exclude_defaults=bool(exclude), exclude_none=True)
    ]
    while pile:
        one = pile.pop()
        if isinstance(one, str):
            found.add(_folded(one))
        elif isinstance(one, dict):
            pile += one.values()
        elif isinstance(one, list | tuple):
            pile += one
        elif one is not None:
            found.add(str(one).lower() if isinstance(one, bool) else str(one))
    return found


def _has(record: Record, name: str) -> bool:
    """Tell whether the record has a value in the field `name`, or in one of several, apart by a blank."""
    return any(getattr(record, one, None) not in (None, (), {}, "") for one in name.split())


_ABOUT: Final = frozenset(
    ["source", "damage", "repairs", "stated"]
)  # what is said of the record, not by the source


def _folded(text: str) -> str:
    return " ".join(text.split())
