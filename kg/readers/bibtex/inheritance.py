"""What an entry takes from others: `crossref`, `xdata` and single values of an entry of type xdata.

The rules are the defaults of BibLaTeX (manual, appendix B, and section 3.13 for xdata). What identifies the
other entry, or was said of it alone, is never taken over: a paper does not have the DOI of its volume.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.readers.bibtex.syntax import BibtexEntry, BibtexField

_DEEP: Final = 8
_MOST: Final = 100_000
"""Entries that are held for others."""
_POINTER: Final = re.compile(r"(?:crossref|xref|xdata|related)\b", re.IGNORECASE)
_KEYS: Final = ("crossref", "xref", "xdata", "related")
_SINGLE: Final = re.compile(
    r"xdata\s{0,3}=\s{0,3}([^\s,{}\"=]{1,200}?)-([A-Za-z]{1,40})(?:-(\d{1,4}))?(?![\w-])"
)
_MV: Final = frozenset(["mvbook", "mvcollection", "mvreference", "mvproceedings"])
_INTO_MAIN: Final = {"title": "maintitle", "subtitle": "mainsubtitle", "titleaddon": "maintitleaddon"}
_INTO_BOOK: Final = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_INTO_JOURNAL: Final = {
    "title": "journaltitle",
    "subtitle": "journalsubtitle",
    "titleaddon": "journaltitleaddon",
}
_PARTS: Final = frozenset(
    ["inbook", "bookinbook", "suppbook", "incollection", "inreference", "suppcollection", "inproceedings",
     "conference"]
)  # fmt: skip
_WHOLES: Final = frozenset(["book", "collection", "reference", "proceedings"])
_OWN: Final = frozenset(
    ["ids", "crossref", "xref", "xdata", "entryset", "entrysubtype", "execute", "label", "options", "presort",
     "related", "relatedoptions", "relatedstring", "relatedtype", "shorthand", "shorthandintro", "sortkey",
     "shorttitle", "sorttitle", "indextitle", "indexsorttitle", "title", "subtitle", "titleaddon", "doi",
     "url",
     "urldate", "eprint", "eprinttype", "eprintclass", "archiveprefix", "primaryclass", "pmid", "pmcid",
     "abstract", "keywords", "file", "note", "annote", "annotation", "pages", "type", "key", "date-added",
     "date-modified", "timestamp", "owner", "bibsource", "biburl", "ee", "addendum", "pagetotal", "numpages"]
)  # fmt: skip
_DATES: Final = frozenset(["date", "year", "month", "day"])


def points(raw: str) -> bool:
    """Tell whether a block may take something from another one."""
    return _POINTER.search(raw) is not None


def wanted(entry: BibtexEntry) -> Iterator[str]:
    """Yield the keys of the entries from which `entry` takes something, or to which it is related."""
    for name in _KEYS:
        if value := entry.value(name):
            yield from keys(value)
    for one in entry.fields:
        if "xdata" in one.value:
            for found in _SINGLE.finditer(one.value):
                yield found[1]


def keys(value: str) -> list[str]:
    """Return the keys that a value lists."""
    return [key.strip().lower() for key in value.split(",") if key.strip()]


class ParentEntries:
    """The entries that others take something from, by key and alias in any case of their letters."""

    def __init__(self) -> None:
        self.entries: dict[str, BibtexEntry] = {}
        self.wanted: set[str] = set()

    def want(self, entry: BibtexEntry) -> None:
        """Remember what `entry` points to."""
        if len(self.wanted) < _MOST:
            self.wanted.update(wanted(entry))

    def offer(self, entry: BibtexEntry) -> None:
        """Hold `entry` where others point to it; the first of a key holds."""
        names = [entry.key.lower(), *keys(entry.value("ids") or "")]
        for name in names:
            if name in self.wanted:
                self.entries.setdefault(name, entry)

    def complete(self, entry: BibtexEntry) -> BibtexEntry:
        """Return `entry` with what it takes from others; what is not found is said in its `odd`."""
        made = BibtexEntry(entry.kind, entry.key, list(entry.fields), list(entry.odd))
        return self._completed(made, (entry.key.lower(),))

    def get(self, key: str) -> BibtexEntry | None:
        """Return the entry called `key`."""
        return self.entries.get(key.lower())

    def _completed(self, entry: BibtexEntry, path: tuple[str, ...]) -> BibtexEntry:
        self._singles(entry, path)
        for name in ("xdata", "crossref"):
            for key in keys(entry.value(name) or ""):
                other = self.get(key)
                if key in path or other is None or len(path) > _DEEP:
                    entry.odd.append(
                        f"{name} names {key}, which is not in the file"
                        if other is None
                        else f"{name} goes round in a circle at {key}"
                    )
                    continue
                whole = self._completed(BibtexEntry(other.kind, other.key, list(other.fields)), (*path, key))
                entry.fields += _taken(entry, whole) if name == "crossref" else _new(entry, whole.fields)
        return entry

    def _singles(self, entry: BibtexEntry, path: tuple[str, ...]) -> None:
        """Put in the single values that `xdata=key-field-number` names."""
        for place, one in enumerate(entry.fields):
            if "xdata" not in one.value or one.name == "xdata":
                continue
            entry.fields[place] = BibtexField(
                one.name, _SINGLE.sub(lambda found: self._single(found, path), one.value)
            )

    def _single(self, found: re.Match[str], path: tuple[str, ...]) -> str:
        key = found[1].lower()
        other = self.get(key)
        if other is None or key in path or len(path) > _DEEP:
            return found[0]
        whole = BibtexEntry(other.kind, other.key, list(other.fields))
        self._singles(whole, (*path, key))
        value = whole.value(found[2].lower())
        if value is None:
            return found[0]
        if not found[3]:
            return value
        parts = re.split(r"\sand\s", value)
        place = int(found[3])
        return parts[place - 1].strip() if 1 <= place <= len(parts) else found[0]


def _new(entry: BibtexEntry, fields: list[BibtexField]) -> list[BibtexField]:
    stated = {one.name for one in entry.fields}
    return [one for one in fields if one.name not in stated and one.name not in ("ids", "xdata")]


def _taken(entry: BibtexEntry, other: BibtexEntry) -> list[BibtexField]:
    """Return the fields that `entry` takes from `other` by crossref."""
    moved: dict[str, str] = {}
    if other.kind in _MV:
        moved = _INTO_MAIN
    elif entry.kind in _PARTS and other.kind in _WHOLES:
        # a parent made for BibTeX states what its children take as it is; its own title may be another
        moved = {} if other.value("booktitle") else _INTO_BOOK
    elif other.kind == "periodical":
        moved = _INTO_JOURNAL
    found = [
        BibtexField(moved.get(one.name, one.name), one.value)
        for one in other.fields
        if one.name in moved or one.name not in _OWN
    ]
    if entry.kind in ("inbook", "bookinbook", "suppbook") and other.kind in ("book", "mvbook"):
        found += [BibtexField("bookauthor", one.value) for one in other.fields if one.name == "author"]
    elif entry.kind in _PARTS:
        found = [one for one in found if one.name != "author"]
    stated = {one.name for one in entry.fields}
    if stated & _DATES:
        stated |= _DATES
    if "journal" in stated:
        stated.add("journaltitle")
    taken: dict[str, BibtexField] = {}
    for one in found:
        if one.name not in stated:
            taken.setdefault(one.name, one)
    return list(taken.values())
