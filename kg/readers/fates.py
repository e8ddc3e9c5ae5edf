"""What became of every value that a reader read: kept, changed, stated only, or dropped with the reason.

There is no fifth fate. A *leaf* is one value of a source entry with the path at which it stands, such as
`author[].family` (`[]` for any place in a list). A reader declares in a `FieldTable` which paths it reads,
into which field of the record, and which it drops and why; what is in neither is stated only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple
from xml.etree.ElementTree import Element

from kg.records import Stated, WorkRecord

FateKind = Literal["kept", "changed", "stated", "dropped"]
UNUSED: Final = "nothing of the record could be made of it"
REJECTED: Final = "its entry was rejected"
REPEATED: Final = "the record has the same value from elsewhere in the entry"
EMPTY: Final = "it is empty"
PRIVATE: Final = "an e-mail address is not published"

_EMAIL: Final = re.compile(r"[^\s@<>\"]@[A-Za-z0-9-]{1,63}+\.[A-Za-z]")


class Leaf(NamedTuple):
    """One value of an entry: where it stands, and what it is, as text."""

    path: str
    value: str


@dataclass(frozen=True, slots=True)
class FieldTable:
    """What a reader does with each path: `read` names the record's field, `dropped` gives the reason.

    A key may end with `*`, which stands for any end: `author[].*`. The longest key that fits a path holds.
    """

    read: Mapping[str, str]
    dropped: Mapping[str, str] = field(default_factory=dict)

    def fate_of(self, path: str) -> tuple[Literal["read", "dropped", "stated"], str]:
        """Return what the table says of `path`: read and into which field, or dropped and why."""
        found = _longest(path, self.read), _longest(path, self.dropped)
        if found[0] is None and found[1] is None:
            return "stated", ""
        if found[1] is None or (found[0] is not None and len(found[0]) >= len(found[1])):
            return "read", self.read[found[0]] if found[0] is not None else ""
        return "dropped", self.dropped[found[1]]

    def unread(self, leaves: Iterable[Leaf]) -> list[Stated]:
        """Return those leaves that the table does not know, to be kept as the source states them."""
        return [
            Stated(field=leaf.path, value=leaf.value)
            for leaf in leaves
            if leaf.value.strip() and self.fate_of(leaf.path)[0] == "stated" and not is_private(leaf.value)
        ]


class Fate(NamedTuple):
    """What became of the values at one path: in which field they are, or the reason why in none."""

    path: str
    kind: FateKind
    field: str = ""
    reason: str = ""


@dataclass(slots=True)
class Fates:
    """Counts of fates, by path. Add them up with `update`."""

    counts: Counter[Fate] = field(default_factory=Counter)

    def settle(self, leaves: Iterable[Leaf], record: WorkRecord | None, table: FieldTable) -> None:
        """Count what became of `leaves`, the values of one entry, in `record`; None if it was rejected."""
        values = None if record is None else _values(record)
        for path, value in leaves:
            if values is None or record is None:
                self.counts[Fate(path, "dropped", "", REJECTED)] += 1
                continue
            if not (text := value.strip()):
                self.counts[Fate(path, "dropped", "", EMPTY)] += 1
                continue
            known, told = table.fate_of(path)
            if known == "dropped":
                self.counts[Fate(path, "dropped", "", told)] += 1
            elif known == "stated" and is_private(text):
                self.counts[Fate(path, "dropped", "", PRIVATE)] += 1
            elif known == "stated":
                self.counts[Fate(path, "stated")] += 1
            elif _folded(text) in values:
                self.counts[Fate(path, "kept", told)] += 1
            elif _has(record, told):
                self.counts[Fate(path, "changed", told)] += 1
            else:
                self.counts[Fate(path, "dropped", "", UNUSED)] += 1

    def update(self, other: Fates) -> None:
        """Add the counts of `other`."""
        self.counts.update(other.counts)

    def total(self, kind: FateKind | None = None) -> int:
        """Return how many values had a fate, or the fate `kind`."""
        return sum(count for fate, count in self.counts.items() if kind in (None, fate.kind))


def is_private(text: str) -> bool:
    """Tell whether an e-mail address stands in `text`."""
    return "@" in text and _EMAIL.search(text) is not None


def json_leaves(value: object, path: str = "") -> Iterator[Leaf]:
    """Yield the leaves of a JSON value: texts, numbers, truth values; null is none."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from json_leaves(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from json_leaves(inner, f"{path}[]")
    elif value is not None:
        yield Leaf(path, str(value).lower() if isinstance(value, bool) else str(value))


def xml_leaves(element: Element, path: str = "", *, mixed: frozenset[str] = frozenset()) -> Iterator[Leaf]:
    """Yield the leaves of an XML element: attributes (`path@name`) and texts; namespaces are left out.

    An element of `mixed` (local names, such as those of titles with markup) is one leaf with all its text.
    """
    name = local_name(element.tag)
    path = f"{path}/{name}" if path else name
    for key, value in element.attrib.items():
        yield Leaf(f"{path}@{local_name(key)}", value)
    if name in mixed:
        yield Leaf(path, " ".join("".join(element.itertext()).split()))
        return
    texts = [element.text or "", *(child.tail or "" for child in element)]
    for text in texts:
        if text.strip():
            yield Leaf(path, " ".join(text.split()))
    for child in element:
        if isinstance(child.tag, str):
            yield from xml_leaves(child, path, mixed=mixed)


def local_name(tag: str) -> str:
    """Return a name of an element or attribute without its namespace (`{…}name` or `prefix:name`)."""
    return tag.rpartition("}")[2].rpartition(":")[2]


@lru_cache(maxsize=1 << 14)
def _fits(path: str, keys: tuple[str, ...]) -> str | None:
    fitting = [
        key for key in keys if key == path or (key.endswith("*") and path.startswith(key.removesuffix("*")))
    ]
    return max(fitting, key=len, default=None)


def _longest(path: str, table: Mapping[str, str]) -> str | None:
    return path if path in table else _fits(path, tuple(table))


def _values(record: WorkRecord) -> set[str]:
    """Return every value of the record as folded text."""
    found: set[str] = set()
    pile: list[Any] = [
        record.model_dump(exclude={"source", "damage", "repairs", "stated"}, exclude_defaults=True)
    ]
    while pile:
        one = pile.pop()
        if isinstance(one, dict):
            pile += one.values()
        elif isinstance(one, list | tuple):
            pile += one
        elif one is not None:
            found.add(_folded(str(one)))
    return found


def _has(record: WorkRecord, name: str) -> bool:
    """Tell whether the record has a value in the field `name`, or in one of several, apart by a blank."""
    return any(getattr(record, one, None) not in (None, (), {}, "") for one in name.split())


_BLANKS: Final = re.compile(r"\s++")


def _folded(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()
