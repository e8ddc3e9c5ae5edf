"""A BibTeX entry with wrong values put right, and every other letter of it as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.queries.checking.verdict import ReferenceCheck
from kg.writers.references.bibtex import fields

_NAME: Final = re.compile(r"(?:[\s,]|%[^\n]*+\n)*+([^\s,={}\"#%]++)\s*+=\s*+")
_BEGIN: Final = re.compile(r"@\s*+[A-Za-z]++\s*+[{(]\s*+[^\s,{}()]*+\s*+,")
# what BibTeX and BibLaTeX call the fields that are compared; the first is that of our own entries
_FIELDS: Final = {
    "title": ("title",),
    "author": ("author",),
    "editor": ("editor",),
    "year": ("year", "date"),
    "venue": ("journal", "journaltitle", "booktitle", "series", "school", "institution", "howpublished"),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "pages": ("pages", "eid"),
    "publisher": ("publisher",),
    "doi": ("doi",),
    "arxiv": ("eprint",),
    "isbn": ("isbn",),
}


@dataclass(frozen=True, slots=True)
class _Value:
    name: str
    start: int
    end: int


def mended(entry: str, verdict: ReferenceCheck) -> tuple[str, list[str]]:
    """Return the text of an entry as the verdict on it says it should be, and the fields that were changed.

    A wrong field that stands in the entry under none of its names, as in another entry that it refers to, is
    added. An entry that is no BibTeX stays as it is.
    """
    begin = _BEGIN.search(entry)
    if begin is None or verdict.found is None:
        return entry, []
    known = {value.name.lower(): value for value in _values(entry, begin.end())}
    ours = fields(verdict.found)
    changes: list[tuple[int, int, str]] = []
    changed = []
    for field in dict.fromkeys(one.field.split()[0].removesuffix("s") for one in verdict.differences):
        names = _FIELDS[{"page": "pages"}.get(field, field)]
        value = next((ours[name] for name in names if name in ours), None)
        if value is None:
            continue
        stands = next((known[name] for name in names if name in known), None)
        if stands is None:
            changes.append((begin.end(), begin.end(), f"\n  {names[0]} = {value},"))
        elif stands.name.lower() == "date":
            changes.append((stands.start, stands.end, ours.get("date", value)))
        else:
            changes.append((stands.start, stands.end, value))
        changed.append(stands.name if stands else names[0])
    for start, end, text in sorted(changes, reverse=True):
        entry = entry[:start] + text + entry[end:]
    return entry, changed


def _values(entry: str, place: int) -> Iterator[_Value]:
    """Yield where the values of the fields stand, from the place behind the key."""
    while match := _NAME.match(entry, place):
        start = match.end()
        end = place = _end_of_value(entry, start)
        while end > start and entry[end - 1].isspace():
            end -= 1
        yield _Value(match[1], start, end)


def _end_of_value(entry: str, place: int) -> int:
    """Return where a value ends: at a comma, or at the end of the entry, outside braces and quotes."""
    depth, quoted = 0, False
    while place < len(entry):
        char = entry[place]
        if char == "\\":
            place += 2
            continue
        if char == '"' and depth == 0:
            quoted = not quoted
        elif char == "{":
            depth += 1
        elif char == "}":
            if depth == 0 and not quoted:
                return place
            depth -= 1
        elif depth == 0 and not quoted and char in ",)":
            return place
        place += 1
    return place
