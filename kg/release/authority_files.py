"""Files that tell what names mean: lists of journals, and the dump of the Research Organization Registry.

A list of journals is CSV as JabRef's lists are (https://github.com/JabRef/abbrv.jabref.org: title,
abbreviation, further ones; comma or semicolon), or JSON: objects with `title`, and `abbreviations` and
`former`, lists of texts, in an array or one a line.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final

from kg.errors import UnreadableInput, UsageError
from kg.identity.venue_lists import ListedTitle
from kg.readers.json_entries import entries
from kg.readers.source import Document
from kg.records import Rejection

_TABLES: Final = (".csv", ".tsv", ".txt")
_LISTS: Final = ("items", "journals")
_ADVICE: Final = "give CSV rows of title and abbreviations, or JSON objects with 'title' and 'abbreviations'"


def authorities(paths: Sequence[Path]) -> tuple[Path | None, tuple[Path, ...]]:
    """Return the dump of ROR among some files, null where there is none, and the lists of journals.

    Raises:
        UsageError: there are two dumps.
        UnreadableInput: the first line or entry of a list of journals is none.
    """
    lists = tuple(one for one in paths if _is_list(one))
    dumps = [one for one in paths if one not in lists]
    if len(dumps) > 1:
        raise UsageError(f"two files are no lists of journals, but only one dump of ROR is taken: {dumps[1]}")
    for one in lists:
        next(listed_titles(one))
    return (dumps[0] if dumps else None), lists


def _is_list(path: Path) -> bool:
    if path.suffix.lower() in _TABLES:
        return True
    item = next(entries(Document(path), _LISTS), None)
    return item is not None and not isinstance(item, Rejection) and "title" in item.value


def listed_titles(path: Path) -> Iterator[ListedTitle]:
    """Yield the journals of a list, which is read as a stream.

    Raises:
        UnreadableInput: there is none in it, or it cannot be read.
    """
    found = _rows(path) if path.suffix.lower() in _TABLES else _objects(path)
    first = next(found, None)
    if first is None:
        raise UnreadableInput(str(path), "there is no title with an abbreviation in it", advice=_ADVICE)
    yield from chain([first], found)


def _rows(path: Path) -> Iterator[ListedTitle]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as source:
            first = source.readline()
            source.seek(0)
            mark = max("\t;,", key=first.count)
            for row in csv.reader(source, delimiter=mark):
                cells = [one.strip() for one in row if one.strip()]
                if len(cells) > 1:
                    yield ListedTitle(cells[0], tuple(dict.fromkeys(cells[1:])))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableInput(str(path), f"it cannot be read: {error}") from error


def _objects(path: Path) -> Iterator[ListedTitle]:
    for item in entries(Document(path), _LISTS):
        if not isinstance(item, Rejection) and isinstance(title := item.value.get("title"), str):
            shorts, former = (_texts(item.value.get(name)) for name in ("abbreviations", "former"))
            if title.strip() and (shorts or former):
                yield ListedTitle(title.strip(), shorts, former)


def _texts(value: Any) -> tuple[str, ...]:
    several = value if isinstance(value, list) else [value]
    return tuple(one.strip() for one in several if isinstance(one, str) and one.strip())
