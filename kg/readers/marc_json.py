"""MARC-in-JSON: MARC 21 records of libraries, as pymarc, catalogues and discovery systems write them.

https://rossfsinger.com/blog/2010/09/a-proposal-to-serialize-marc-in-json/: `leader`, and `fields`, a list of
objects with one key each, the tag. They are read as MARCXML is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement

from kg.readers import json_head, reader
from kg.readers.json_entries import entries
from kg.readers.json_values import objects
from kg.readers.marcxml import catalogued
from kg.readers.source import Document
from kg.records import Item, Rejection

NAME: Final = "marc-json"


def _sniff(head: str) -> float:
    opening = json_head.keys(head, ())
    return 0.97 if {"leader", "fields"} <= opening.entry else 0.0


@reader(NAME, "MARC-in-JSON: MARC 21 records of libraries", sniff=_sniff, splittable=True)
def parse(document: Document) -> Iterator[Item]:
    """Yield a record a catalogue record.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    for entry in entries(document, ()):
        if isinstance(entry, Rejection):
            yield entry
        else:
            lines = (entry.first_line, entry.last_line)
            yield from catalogued(document, _record(entry.value), NAME, lines, entry.excerpt)


def _record(stated: dict[str, Any]) -> Element:
    """Return a record as MARCXML has it."""
    record = Element("record")
    if isinstance(leader := stated.get("leader"), str):
        SubElement(record, "leader").text = leader
    for field in objects(stated.get("fields")):
        for tag, value in field.items():
            if isinstance(value, str):
                SubElement(record, "controlfield", {"tag": tag}).text = value
            elif isinstance(value, dict):
                marks = {f"ind{place}": str(value.get(f"ind{place}") or " ") for place in (1, 2)}
                made = SubElement(record, "datafield", {"tag": tag} | marks)
                for one in objects(value.get("subfields")):
                    for code, text in one.items():
                        SubElement(made, "subfield", code=code).text = text if isinstance(text, str) else None
    return record
