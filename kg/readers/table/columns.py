"""Which column of a table goes into which field: maps that a user gives, and presets of exports.

A map is `FIELD=COLUMN,FIELD=COLUMN;…`, such as `title=Name of the work,authors=Who`. Presets stand in
`presets.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from kg.errors import UsageError

PLAIN: Final = "plain"
_PAIR: Final = re.compile(r"(?<!\s)\s*+([A-Za-z_-]{1,40}(?: [a-z-]{1,30})?)\s*+=\s*+")
_MARKS: Final = re.compile(r"[\W_]+")


class Preset(NamedTuple):
    """The columns of one kind of export: those that it alone has, and those of each field."""

    name: str
    signature: tuple[str, ...]
    fields: dict[str, tuple[str, ...]]


class ColumnMap(NamedTuple):
    """The fields of each column of one table, by its place; `name` is that of the preset, or `columns`."""

    name: str
    fields: dict[int, str]


@cache
def presets() -> tuple[Preset, ...]:
    """Return the presets in the order in which they are tried."""
    loaded = tomllib.loads((Path(__file__).parent / "presets.toml").read_text("utf-8"))
    return tuple(
        Preset(
            name,
            tuple(map(folded, one["signature"])),
            {field: tuple(map(folded, columns)) for field, columns in one["fields"].items()},
        )
        for name, one in loaded.items()
    )


@cache
def known_fields() -> tuple[str, ...]:
    """Return the fields into which a column can be read."""
    return tuple(sorted({field for preset in presets() for field in preset.fields}))


@cache
def known_names() -> frozenset[str]:
    """Return the folded names of all columns of the presets."""
    return frozenset(
        column for preset in presets() for several in preset.fields.values() for column in several
    )


def parse_map(text: str) -> dict[str, str]:
    """Return the map that a user gives, as field to column: pairs apart by commas or semicolons.

    A comma in the name of a column is no end of it, unless what follows looks like the next pair.

    Raises:
        UsageError: it is no such map, or names a field that there is not.
    """
    starts = [
        match
        for match in _PAIR.finditer(text)
        if match.start() == 0 or text[: match.start()].rstrip().endswith((",", ";"))
    ]
    if not starts or starts[0].start() != 0:
        raise UsageError(f"{text!r} is no map of columns, such as title=Title,authors=Authors")
    found: dict[str, str] = {}
    for match, ends in zip(starts, [*(one.start() for one in starts[1:]), len(text)], strict=True):
        field, column = match[1].strip(), text[match.end() : ends].strip().rstrip(",;").strip()
        found[field] = column
    check_map(found)
    return found


def check_map(columns: Mapping[str, str]) -> None:
    """Check that every field of a map exists and has a column.

    Raises:
        UsageError: one does not, or has none.
    """
    for field, column in columns.items():
        if field not in known_fields():
            raise UsageError(f"there is no field {field!r}; there are: {', '.join(known_fields())}")
        if not column:
            raise UsageError(f"the field {field} has no column")


def mapped(header: Sequence[str], columns: Mapping[str, str] | None = None) -> ColumnMap | None:
    """Return the fields of the columns of a table with this header; None where it has none that is known.

    Without a map that a user gives, that of the first preset whose signature the header has.
    """
    names = [folded(name) for name in header]
    if columns:
        places = {
            field: names.index(folded(column)) for field, column in columns.items() if folded(column) in names
        }
        fields = {place: field for field, place in places.items()}
        return (
            ColumnMap("columns", fields) if len(fields) == len(set(map(folded, columns.values()))) else None
        )
    for preset in presets():
        if not set(preset.signature) <= set(names):
            continue
        fields = {
            names.index(column): field
            for field, several in preset.fields.items()
            for column in several
            if column in names
        }
        if preset.name != PLAIN or _enough(set(fields.values())):
            return ColumnMap(preset.name, fields)
    return None


def missing(header: Sequence[str], columns: Mapping[str, str]) -> list[str]:
    """Return the columns that a map names and the header has not."""
    names = set(map(folded, header))
    return [column for column in columns.values() if folded(column) not in names]


def folded(name: str) -> str:
    """Return the name of a column without what makes no difference: case, marks, blanks."""
    return _MARKS.sub(" ", name.casefold()).strip()


def _enough(fields: set[str]) -> bool:
    """Tell whether a table of no known export is one of works: a title, and something beside it."""
    beside = {"authors", "year", "date", "doi", "venue", "abstract", "issn", "isbn", "full-names"}
    return "title" in fields and bool(fields & beside)
