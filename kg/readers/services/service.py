"""What the readers of services have in common: an entry a work, told by its keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from pydantic import ValidationError

from kg.readers import json_head, reader
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.json_entries import JsonEntry, entries
from kg.readers.json_values import objects, plain, text
from kg.readers.leaves import Leaf, json_leaves
from kg.readers.printed_dates import slashed
from kg.readers.source import Document
from kg.records import Item, Profile, Rejection
from kg.repair.names import split

Fill = Callable[[dict[str, Any], Draft], str | None]
"""Reads an entry into a draft; returns why it is no work, where it is none."""

AROUND: Final = "it is no work, or stands around one"
INDEX: Final = "(index)"
"""The path of what only serves a search engine."""
_SURE: Final = 0.97


def service(
    name: str,
    summary: str,
    fill: Fill,
    table: FieldTable,
    *,
    told_by: Sequence[str],
    lists: Sequence[str] = ("data", "results"),
    of: Callable[[dict[str, Any]], Iterator[dict[str, Any]]] | None = None,
    index: re.Pattern[str] | None = None,
    person: Callable[[dict[str, Any]], dict[str, Any] | None] | None = None,
    of_person: FieldTable | None = None,
    sure: float = _SURE,
) -> None:
    """Register the reader of a service.

    Each of `told_by` is a list of keys, of the entry, of what holds its list or of objects in it
    (`metadata.titles`), that only this service has together. `lists` are where answers hold their entries.
    `of` yields the works that an entry holds, where they are not the entry itself. Keys that match `index`
    only serve a search engine; their values stand at the path `(index)`. `person` returns the fields of the
    profile of an entry that is a person, `of_person` says what becomes of its values. `sure` is how sure the
    keys are.
    """
    signs = [frozenset(one.split()) for one in told_by]

    def sniff(head: str) -> float:
        opening = json_head.keys(head, lists)
        keys = opening.entry | opening.holder | opening.within
        return sure if any(sign <= keys for sign in signs) else 0.0

    def parse(document: Document) -> Iterator[Item]:
        for entry in entries(document, lists):
            if isinstance(entry, Rejection):
                yield entry
            elif of is None:
                yield from _work(document, name, entry, entry.value, fill, table, index)
            else:
                works = list(of(entry.value))
                fields = person(entry.value) if person is not None else None
                if fields is not None:
                    leaves = list(_around(entry.value, frozenset(map(id, works))))
                    yield profiled(document, name, entry, fields, leaves, of_person or table)
                for value in works:
                    yield from _work(document, name, entry, value, fill, table, index)
                if document.fates is not None and fields is None:
                    document.fates.drop(_around(entry.value, frozenset(map(id, works))), AROUND)

    parse.__doc__ = f"Yield a record for each work of {name}."
    reader(name, summary, sniff=sniff, splittable=True)(parse)


def _work(
    document: Document,
    name: str,
    entry: JsonEntry,
    value: dict[str, Any],
    fill: Fill,
    table: FieldTable,
    index: re.Pattern[str] | None,
) -> Iterator[Item]:
    lines = (entry.first_line, entry.last_line)
    leaves = list(json_leaves(value))
    if index is not None:
        leaves = [one._replace(path=INDEX) if index.fullmatch(one.path) else one for one in leaves]
    draft = Draft(document, name, lines, leaves, table, excerpt=entry.excerpt)
    why = fill(value, draft)
    yield from draft.finish() if why is None else draft.reject(why)


def profiled(
    document: Document,
    name: str,
    entry: JsonEntry,
    fields: dict[str, Any],
    leaves: list[Leaf],
    table: FieldTable,
) -> Item:
    """Return the profile of a person among many, or why there is none; count the fates of its leaves."""
    halves = split(fields.get("name") or "")
    source = {
        "file": document.name, "format": name, "first_line": entry.first_line, "last_line": entry.last_line,
    }  # fmt: skip
    stated = {"kind": "record", "given": halves.given, "family": halves.family} | filled(fields)
    made: Profile | None = None
    reason = "it states no name"
    if fields.get("name"):
        try:
            made = Profile.model_validate(stated | {"source": source})
        except ValidationError as error:
            reason = str(error.errors(include_url=False)[0]["msg"])
    if document.fates is not None:
        document.fates.settle(leaves, made, table)
    return made or Rejection(document.name, entry.first_line, reason, entry.excerpt)


def _around(value: object, works: frozenset[int], path: str = "") -> Iterator[Leaf]:
    """Yield the leaves of an entry that are in none of its works, which are told by identity."""
    if id(value) in works:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _around(inner, works, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _around(inner, works, f"{path}[]")
    else:
        yield from json_leaves(value, path)


def filled(stated: dict[str, Any]) -> dict[str, Any]:
    """Return an object without what is null or empty."""
    return {key: value for key, value in stated.items() if value not in (None, "", [], {})}


def held(stated: dict[str, Any], key: str) -> dict[str, Any]:
    """Return the object under a key, or the first of a list of them; an empty one where there is none."""
    return next(iter(objects(stated.get(key))), {})


def pages(first: object, last: object) -> str | None:
    """Return the range of pages between two numbers; one where there is only one."""
    begin, end = text(first), text(last)
    return f"{begin}-{end}" if begin and end and begin != end else begin or end


def event(
    name: object, place: object = None, start: object = None, end: object = None
) -> dict[str, Any] | None:
    """Return an event, where something is stated of it."""
    days = {"start": day(start), "end": day(end)}
    return filled({"name": plain(name), "place": plain(place)} | days) or None


def days_of(stated: str) -> tuple[str | None, str | None]:
    """Return the first and last day of a meeting: `2020-05-01 - 2020-05-03`, `1-3 May 2020`.

    What is no day, month or year is None.
    """
    begin, bar, end = stated.partition(" - ")
    if begin[:4].isascii() and begin[:4].isdigit() and begin[4:5] in ("-", "/", ""):
        return day(begin), day(end) if bar else None
    found = slashed(stated)
    return (found.date, found.end) if found.note is None else (None, None)


def day(stated: object) -> str | None:
    """Return the day of an instant or date, `2020-05-01T…` or `2020-05-00`, as far as it is known."""
    found = (text(stated) or "")[:10].replace("/", "-")
    while found.endswith(("-00", "-")):
        found = found[: -3 if found.endswith("-00") else -1]
    return found if found[:4].isascii() and found[:4].isdigit() else None
