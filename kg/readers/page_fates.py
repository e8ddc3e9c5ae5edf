"""What becomes of a text page: each line that holds something is a value, of the field that has it.

A page has no paths, but lines. A line is kept where a field has it word for word: alone, behind its label, or
as a part of a longer text. It is changed where a part of it was read, such as names of a list. Any other
line, such as one of navigation, is dropped.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from functools import wraps
from typing import Any, Final

from kg.readers.border import Parse
from kg.readers.fates import REJECTED, REPEATED, Fate, Fates
from kg.readers.page import blank
from kg.readers.profile_person import stat_named
from kg.readers.source import Document, Line
from kg.records import Item, Notice, Profile, Record, Rejection
from kg.repair.texts.html_markup import entities

PATH: Final = "line"
NO_FIELD: Final = "nothing was read from it: it is a label, navigation, or about no paper of the page"
_LABEL: Final = re.compile(r"[A-Za-z][A-Za-z -]{1,30}:\s*+")
_SHORTEST: Final = 4  # letters of a value that is found within a line
_NO_VALUES: Final = {"source", "damage", "repairs", "type", "stated", "authors_complete"}


def by_lines(parse: Parse) -> Parse:
    """Return `parse`, the reader of a text page, with the fates of its lines counted on demand."""

    @wraps(parse)
    def parse_and_count(document: Document) -> Iterator[Item]:
        if (fates := document.fates) is None:
            yield from parse(document)
            return
        lines: deque[Line] = deque()
        document.watch = lines.append
        try:
            for item in parse(document):
                if not isinstance(item, Notice):
                    _settle(fates, lines, item)
                yield item
            fates.count(Fate(PATH, "dropped", "", NO_FIELD), sum(not blank(one.text) for one in lines))
        finally:
            document.watch = None

    return parse_and_count


def _settle(fates: Fates, lines: deque[Line], item: Record | Rejection) -> None:
    """Count the lines down to the end of `item`, and take them away."""
    last = item.line if isinstance(item, Rejection) else item.source.last_line
    texts: list[str] = []
    escaped: set[str] = set()  # lines with entities, of which none is kept as it stands
    while lines and lines[0].number <= last:
        if not blank(text := lines.popleft().text):
            plain = entities(text) if "&" in text else text
            texts.append(" ".join(plain.removeprefix("\ufeff").split()))
            if plain != text:
                escaped.add(texts[-1])
    if isinstance(item, Rejection):
        fates.count(Fate(PATH, "dropped", "", REJECTED), len(texts))
        return
    values = list(_values(item))
    kept = {text: found for text in texts if (found := _kept(text, values))}
    had = set(kept.values())
    for text in texts:
        if text in kept:
            fates.count(Fate(PATH, "changed" if text in escaped else "kept", kept[text][0]))
        elif isinstance(item, Profile) and (field := stat_named(text)):
            fates.count(Fate(PATH, "changed", field))
        else:
            inside = [pair for pair in values if _stands_in(pair[1], text)]
            new = [pair for pair in inside if pair not in had]
            if new:
                fates.count(Fate(PATH, "changed", max(new, key=lambda pair: len(pair[1]))[0]))
            else:
                fates.count(Fate(PATH, "dropped", "", REPEATED if inside else NO_FIELD))


def _values(record: Record) -> Iterator[tuple[str, str]]:
    """Yield each value of the record as folded text, with its field."""
    for field, stated in record.model_dump(exclude=_NO_VALUES, exclude_defaults=True).items():
        pile: list[Any] = [stated]
        while pile:
            one = pile.pop()
            if isinstance(one, dict):
                pile += one.values()
            elif isinstance(one, list | tuple):
                pile += one
            elif one is not None and not isinstance(one, bool):
                yield field, " ".join(str(one).split())


def _kept(text: str, values: list[tuple[str, str]]) -> tuple[str, str] | None:
    """Return the field and value that has a line word for word, with or without its label."""
    label = _LABEL.match(text)
    bare = text[label.end() :] if label else text
    for field, value in values:
        if value in (text, bare) or (len(bare) >= 3 * _SHORTEST and (bare in value or text in value)):
            return field, value
    return None


def _stands_in(value: str, text: str) -> bool:
    return value in text and (len(value) >= _SHORTEST or 4 * len(value) >= len(text))
