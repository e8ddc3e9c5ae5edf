"""Readers: one source format each, from an opened document to records.

A new format is one file in this package: a function from a `Document` to items, marked `@reader`.
Importing the package finds every such file; nothing else is touched. A package of somebody else adds one by
an entry point (`kg.extensions`).

    @reader("my-format", "What it is, in a few words", sniff=looks_like_it)
    def parse(document: Document) -> Iterator[Item]: ...
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.errors import UnknownFormat, UsageError
from kg.extensions import load
from kg.readers.border import Parse, Sniff, guarded, sniffed
from kg.readers.foreign import ADVICE, foreign
from kg.readers.source import Document
from kg.records import Item

_TABLE: Final = "table"
_FAINT: Final = 0.6
"""Sureness up to which a document may as well be of a format that kg does not read."""


@dataclass(frozen=True, slots=True)
class Format:
    """One source format.

    `sniff` gets the beginning of the document (up to 64 KiB, decoded) and tells from 0 to 1 how
    surely it is of this format. `splittable` says that each line is an entry of its own, so that a
    big file may be read in byte ranges by several processes. `module` is where `parse` is written.
    """

    name: str
    summary: str
    sniff: Sniff
    parse: Parse
    splittable: bool = False
    module: str = ""


_FORMATS: dict[str, Format] = {}


def reader(name: str, summary: str, *, sniff: Sniff, splittable: bool = False) -> Callable[[Parse], Parse]:
    """Register the decorated function as the reader of the format `name`."""

    def register(parse: Parse) -> Parse:
        if name in _FORMATS:
            raise ValueError(f"two readers are called {name!r}")
        _FORMATS[name] = Format(name, summary, sniff, guarded(name, parse), splittable, parse.__module__)
        return parse

    return register


@cache
def formats() -> dict[str, Format]:
    """Return every known format by name, in alphabetical order, those of other packages among them.

    Raises:
        UsageError: an installed package that adds one cannot be loaded.
    """
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    load(__name__)
    return dict(sorted(_FORMATS.items()))


def format_named(name: str) -> Format:
    """Return the format called `name`.

    Raises:
        UsageError: there is none; the message lists those there are.
    """
    known = formats()
    if name not in known:
        raise UsageError(f"there is no format {name!r}; known are {', '.join(known)}")
    return known[name]


def detect(document: Document) -> Format:
    """Return the format that recognises the beginning of `document` most surely.

    Raises:
        UnreadableInput: the document is empty or cannot be read.
        UnknownFormat: none recognises it.
    """
    head = document.head()
    sure = {one.name: sniffed(one.name, one.sniff, head, document) for one in formats().values()}
    best = max(formats().values(), key=lambda known: sure[known.name])
    if document.columns and sure[best.name] <= _FAINT:  # who gives a map of columns has a table
        return formats()[_TABLE]
    if sure[best.name] <= _FAINT and (name := foreign(head)):
        raise UnknownFormat(document.name, f"this looks like {name}", advice=ADVICE)
    if sure[best.name] <= 0:
        advice = f"name it with --format: {', '.join(formats())}"
        reason = "the layout is not known"
        if not head.strip():
            reason += f": nothing but blanks stands in its first {len(head):,} characters"
        elif len(head) > 1 << 15 and not {"\n", "\r"} & set(head):
            reason += f": the line has no end within {len(head):,} characters"
            raise UnknownFormat(document.name, reason, line=1, advice=advice)
        raise UnknownFormat(document.name, reason, advice=advice)
    return best


def read(document: Document, format_name: str | None = None) -> Iterator[Item]:
    """Yield what `document` holds, in its order: records, profiles, rejections and notices.

    Raises:
        UnreadableInput, UnknownFormat: nothing can be read from it.
        UsageError: `format_name` is no format.
    """
    chosen = format_named(format_name) if format_name else detect(document)
    return chosen.parse(document)
