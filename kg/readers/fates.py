"""What became of every value that a reader read: kept, changed, stated only, or dropped with the reason.

There is no fifth fate. A *leaf* is one value of a source entry with the path at which it stands, such as
`author[].family` (`[]` for any place in a list). A reader declares in a `FieldTable` which paths it reads,
into which field of the record, and which it drops and why; what is in neither is stated only.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple
from xml.etree.ElementTree import Element

from kg.records import Record, Stated

FateKind = Literal["kept", "changed", "stated", "dropped"]
UNUSED: Final = "nothing of the record could be made of it"
REJECTED: Final = "its entry was rejected"
REPEATED: Final = "the record has the same value from elsewhere in the entry"
_DEEPEST: Final = 100
"""Elements within one another below which an element is one leaf with all its text."""
EMPTY: Final = "it is empty"
PRIVATE: Final = "an e-mail address is not published"

MOST: Final = 5_000
"""Different fates that are counted by their path in one document; those at still more paths are one row."""
OTHER: Final = "(other paths)"

_HOLDERS: Final = frozenset([dict, list, type(None)])
_EMAIL: Final = re.compile(r"[^\s@<>\"]@[A-Za-z0-9-]{1,63}+\.[A-Za-z]")


class Leaf(NamedTuple):
    """One value of an entry: where it stands, and what it is, as text."""

    path: str
    value: str


Told = tuple[Literal["read", "dropped", "stated"], str]


@dataclass(frozen=True, slots=True)
class FieldTable:
    """What a reader does with each path: `read` names the record's field, `dropped` gives the reason.

    A key may end with `*`, which stands for any end: `author[].*`. The longest key that fits a path holds.
    """

    read: Mapping[str, str]
    dropped: Mapping[str, str] = field(default_factory=dict)
    _known: dict[str, Told] = field(default_factory=dict, init=False, repr=False, compare=False)

    def fate_of(self, path: str) -> Told:
        """Return what the table says of `path`: read and into which field, or dropped and why."""
        known = self._known.get(path)
        if known is None:
            known = self._told(path)
            if len(self._known) < MOST:
                self._known[path] = known
        return known

    def _told(self, path: str) -> Told:
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
        for path, value in leaves:
            if not (text := value.strip()):
                self.count(Fate(path, "dropped", "", EMPTY))
                continue
            known, told = table.fate_of(path)
            if known == "dropped":
                self.count(Fate(path, "dropped", "", told))
            elif known == "stated" and is_private(text):
                self.count(Fate(path, "dropped", "", PRIVATE))
            elif known == "stated":
                self.count(Fate(path, "stated"))
            elif text in values or _folded(text) in values:
                self.count(Fate(path, "kept", told))
            elif _has(record, told):
                self.count(Fate(path, "changed", told))
            else:
                self.count(Fate(path, "dropped", "", UNUSED))

    def keep(self, value: object, table: FieldTable) -> None:
        """Count the leaves of a JSON value as kept: those of an entry that the record has just as it is."""
        for path, times in _leaf_counts(value).items():
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


def json_leaves(value: object, path: str = "") -> Iterator[Leaf]:
    """Yield the leaves of a JSON value: texts, numbers, truth values; null is none."""
    found: list[Leaf] = []
    _add_leaves(value, path, found)
    return iter(found)


def _add_leaves(value: object, path: str, found: list[Leaf]) -> None:
    """Add the leaves of a value to `found`; a list is quicker than generators within one another."""
    if isinstance(value, str):
        found.append(Leaf(path, value))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            _add_leaves(inner, f"{path}.{key}" if path else str(key), found)
    elif isinstance(value, list | tuple):
        inside = f"{path}[]"
        for inner in value:
            _add_leaves(inner, inside, found)
    elif value is not None:
        found.append(Leaf(path, str(value).lower() if isinstance(value, bool) else str(value)))


def _leaf_counts(value: object) -> Counter[str]:
    """Count the leaves of a JSON value by path; what stands at one path is looked at together."""
    counts: Counter[str] = Counter()
    pile: list[tuple[str, list[Any]]] = [("", [value])]
    while pile:
        path, several = pile.pop()
        if _HOLDERS.isdisjoint(map(type, several)):
            counts[path] += len(several)
            continue
        objects: defaultdict[str, list[Any]] = defaultdict(list)
        inside: list[Any] = []
        for one in several:
            if isinstance(one, dict):
                for key, inner in one.items():
                    objects[key].append(inner)
            elif isinstance(one, list):
                inside += one
            elif one is not None:
                counts[path] += 1
        if inside:
            pile.append((f"{path}[]", inside))
        pile += [(f"{path}.{key}" if path else str(key), inner) for key, inner in objects.items()]
    return counts


def xml_leaves(
    element: Element,
    path: str = "",
    *,
    mixed: frozenset[str] = frozenset(),
    typed: Mapping[str, str] = MappingProxyType({}),
    marks: frozenset[str] = frozenset(),
) -> Iterator[Leaf]:
    """Yield the leaves of an XML element: attributes (`path@name`) and texts; namespaces are left out.

    Args:
        element: what to take apart.
        path: where it stands.
        mixed: elements (local names, such as those of titles with markup) that are one leaf each.
        typed: the attribute of an element that says what it means, which is then part of the path and no leaf
            of its own: `article-id.doi` where `article-id` has `pub-id-type`.
        marks: attributes that are no values, but marks for references inside a document or for its layout.
    """
    found: list[Leaf] = []
    _gather(element, path, found, mixed, typed, marks)
    return iter(found)


def _gather(
    element: Element,
    path: str,
    found: list[Leaf],
    mixed: frozenset[str],
    typed: Mapping[str, str],
    marks: frozenset[str],
    depth: int = 0,
) -> None:
    """Add the leaves of an element to `found`; a list is quicker than generators within one another."""
    name = local_name(element.tag)
    kind = typed.get(name) if typed else None
    step = f"{name}.{word}" if kind and (word := _word(element, kind)) else name
    path = f"{path}/{step}" if path else step
    for key, value in element.attrib.items():
        if (attribute := local_name(key)) != kind and attribute not in marks:
            found.append(Leaf(f"{path}@{attribute}", value))
    if name in mixed or depth > _DEEPEST:
        found.append(Leaf(path, " ".join("".join(element.itertext()).split())))
        return
    if (text := element.text) and not text.isspace():
        found.append(Leaf(path, " ".join(text.split())))
    tails = (child.tail for child in element)
    found += [Leaf(path, " ".join(text.split())) for text in tails if text and not text.isspace()]
    for child in element:
        if isinstance(child.tag, str):
            _gather(child, path, found, mixed, typed, marks, depth + 1)


def _word(element: Element, kind: str) -> str:
    """Return the value of an attribute as a step of a path: in lower case, at most 40 characters."""
    stated = next((value for key, value in element.attrib.items() if local_name(key) == kind), "")
    return "".join(
        char for char in stated.strip().lower().replace(" ", "-") if char.isalnum() or char in "-_:"
    )[:40]


def local_name(tag: str) -> str:
    """Return a name of an element or attribute without its namespace (`{…}name` or `prefix:name`)."""
    if "}" in tag or ":" in tag:
        return tag.rpartition("}")[2].rpartition(":")[2]
    return tag


def _longest(path: str, table: Mapping[str, str]) -> str | None:
    if path in table:
        return path
    fitting = [key for key in table if key.endswith("*") and path.startswith(key.removesuffix("*"))]
    return max(fitting, key=len, default=None)


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
