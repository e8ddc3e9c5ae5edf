"""Lists in which each line begins with a tag: RIS, Web of Science, MEDLINE, EndNote's own.

A dialect says what a tag looks like and which tags begin and end an entry. An entry is taken apart as lines
come, so that memory does not grow with the list; what stands between entries is no part of any.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kg.readers.eight_bit import DecodedLine, text_lines
from kg.readers.fates import Fate, FieldTable
from kg.readers.leaves import Leaf
from kg.readers.source import Document
from kg.records import Item, Rejection

MOST: Final = 4_000_000
"""Characters that one entry may have."""


class Dialect(NamedTuple):
    """How lists of one format are written.

    `tag` matches a line with a tag: `tag`, the `value` that follows, and `gap`, where the format has blanks
    between; a line with fewer than the first of its entry is no tag, but goes on with a value. `first` are
    tags that begin an entry, `last` those that end one, `around` those that stand outside of entries.
    `indented` says that a line that goes on with a value begins with blanks, and that others are none;
    `blank_ends` that a blank line may end an entry, `blank_parts` that each does. `heads` are
    title and author, where an entry may begin with one of these, and the tag of `first` stand behind.
    `short` are tags whose values stand on one line, so that a tag with fewer blanks than
    the first of its entry is one all the same behind them.
    """

    tag: re.Pattern[str]
    first: frozenset[str]
    last: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    indented: bool = False
    blank_ends: bool = False
    blank_parts: bool = False
    heads: tuple[str, ...] = ()
    short: frozenset[str] = frozenset()


@dataclass(slots=True)
class TaggedEntry:
    """One entry: its tags with their values in order, and its lines.

    The lines of one value are parted by line ends. `ended` tells whether its end was marked, `begun` whether
    it began with a tag that begins one, `whole` whether it was short enough to be read, `parted` how many
    blank lines stand in it before tags.
    """

    first_line: int
    last_line: int
    values: list[tuple[str, str]] = field(default_factory=list)
    begun: bool = True
    ended: bool = False
    whole: bool = True
    guessed: str = ""
    size: int = 0
    gap: int = 0
    parted: int = 0

    @property
    def excerpt(self) -> str:
        """Its beginning, on one line."""
        return " ".join(" ".join(f"{tag} {value}" for tag, value in self.values[:8]).split())[:200]


def read(
    document: Document,
    dialect: Dialect,
    entry: Callable[[Document, TaggedEntry], Iterator[Item]],
    dropped: Mapping[str, str] | None = None,
) -> Iterator[Item]:
    """Yield what `entry` makes of each entry of a document, and the rejection of one that is too long.

    What stands between entries is counted as dropped; by its tag, where `dropped` has a reason for that.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    reasons = dropped or {}
    for one in entries(text_lines(document), dialect):
        if isinstance(one, DecodedLine):
            if document.fates is not None:
                tag = one.text[:2] if one.text[:2] in reasons else "(text)"
                fate = Fate(tag, "dropped", "", reasons.get(tag, "it stands between the entries"))
                document.fates.counts[fate] += 1
        elif one.whole:
            yield from entry(document, one)
        else:
            reason = "the entry is longer than one may be"
            yield Rejection(document.name, one.first_line, reason, one.excerpt)


def entries(lines: Iterable[DecodedLine], dialect: Dialect) -> Iterator[TaggedEntry | DecodedLine]:
    """Yield the entries of a list, and as lines what stands between them."""
    current: TaggedEntry | None = None
    blank = False
    for line in lines:
        if not line.text or line.text.isspace():
            blank = True
            continue
        tag, value, gap = _taken_apart(line.text, dialect, current)
        if current is not None and _ends(current, tag, dialect, blank=blank):
            yield current
            current = None
        if current is not None and blank and tag:
            current.parted += 1
        blank = False
        if tag in dialect.last and current is not None:
            current.ended, current.last_line = True, line.number
            yield current
            current = None
        elif tag in dialect.around or (tag in dialect.last and value):  # an end alone says nothing
            yield line
        elif tag in dialect.last:
            continue
        elif tag:
            if current is None:
                current = TaggedEntry(line.number, line.number, begun=tag in dialect.first, gap=gap)
            _add(current, tag, value, line)
        elif current is None or (dialect.indented and not line.text[0].isspace()):
            yield line
        else:
            _go_on(current, line)
    if current is not None:
        yield current


def _taken_apart(text: str, dialect: Dialect, current: TaggedEntry | None) -> tuple[str, str, int]:
    """Return the tag of a line, if it has one, its value, and how many blanks stand between."""
    found = dialect.tag.match(text)
    if found is None:
        return "", "", 0
    tag = found["tag"]
    gap = len(found["gap"]) if "gap" in dialect.tag.groupindex else 0
    fewer = current is not None and gap < current.gap and current.values[-1][0] not in dialect.short
    if fewer and tag not in dialect.first and tag not in dialect.last:
        return "", "", 0
    return tag, (found["value"] or "").strip(), gap


def _ends(current: TaggedEntry, tag: str, dialect: Dialect, *, blank: bool) -> bool:
    """Tell whether a line with `tag`, after a blank line or not, stands after the end of an entry."""
    if tag in dialect.first or tag in dialect.around:
        return blank or not dialect.heads or tag in dict(current.values)
    if dialect.blank_parts:
        return blank and bool(tag)
    if not (blank and dialect.blank_ends and tag):
        return False
    return tag == current.values[0][0] or (tag in dialect.heads and _opens_another(current, tag, dialect))


def _opens_another(current: TaggedEntry, tag: str, dialect: Dialect) -> bool:
    """Tell whether `tag`, after a blank line, is of another entry, which begins otherwise than this one."""
    title = dialect.heads[0]
    doubled = current.parted > 0  # a blank line follows each line
    return title in dict(current.values) and (tag == title or not doubled)


def _add(entry: TaggedEntry, tag: str, value: str, line: DecodedLine) -> None:
    entry.last_line = line.number
    entry.guessed = entry.guessed or line.guessed
    entry.size += len(value)
    if entry.size > MOST:
        entry.whole = False
    else:
        entry.values.append((tag, value))


def _go_on(entry: TaggedEntry, line: DecodedLine) -> None:
    """Add a line to the value before it."""
    entry.last_line = line.number
    entry.guessed = entry.guessed or line.guessed
    entry.size += len(line.text)
    if entry.size > MOST:
        entry.whole = False
    else:
        tag, value = entry.values[-1]
        entry.values[-1] = tag, f"{value}\n{line.text.strip()}"


class Tags:
    """The values of an entry by tag, with note of those that were read."""

    def __init__(self, values: list[tuple[str, str]]) -> None:
        """Take the values of an entry in their order."""
        self._values = values
        self._read: set[int] = set()

    def names(self) -> list[str]:
        """Return the tags that the entry has, each once, in its order."""
        return list(dict.fromkeys(tag for tag, _ in self._values))

    def has(self, *tags: str) -> bool:
        """Tell whether one of `tags` has a value."""
        return any(tag in tags and value for tag, value in self._values)

    def first(self, *tags: str) -> str | None:
        """Return the first value of the first of `tags` that has one, on one line."""
        for wanted in tags:
            for place, (tag, value) in enumerate(self._values):
                if tag == wanted and value:
                    self._read.add(place)
                    return " ".join(value.split())
        return None

    def all(self, *tags: str) -> list[str]:
        """Return every value of `tags` in the order of the entry, each with its lines."""
        found = [(place, value) for place, (tag, value) in enumerate(self._values) if tag in tags and value]
        self._read.update(place for place, _ in found)
        return [value for _, value in found]

    def listed(self, *tags: str) -> list[str]:
        """Return every line of every value of `tags`."""
        return [line.strip() for value in self.all(*tags) for line in value.split("\n") if line.strip()]

    def text(self, *tags: str) -> str | None:
        """Return all values of the first of `tags` that has one, as paragraphs."""
        for tag in tags:
            if values := self.all(tag):
                return "\n".join(values)
        return None

    def unread(self, *tags: str) -> None:
        """Take note that nothing could be made of `tags`."""
        self._read -= {place for place, (tag, _) in enumerate(self._values) if tag in tags}

    def unread_value(self, value: str) -> None:
        """Take note that nothing could be made of one value."""
        self._read -= {place for place, (_, other) in enumerate(self._values) if other == value}

    def leaves(self, table: FieldTable, kind: str) -> list[Leaf]:
        """Return the leaves; the path of one that could have been read, but was not, begins with `kind`."""
        return [
            Leaf(
                f"{kind}/{tag}"
                if place not in self._read and table.fate_of(tag)[0] == "read" and value
                else tag,
                " ".join(value.split()),
            )
            for place, (tag, value) in enumerate(self._values)
        ]
