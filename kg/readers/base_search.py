"""BASE, the Bielefeld Academic Search Engine: answers of its search in JSON (https://www.base-search.net).

Its keys are the elements of Dublin Core behind `dc`, and are read as these are; the rest is how BASE keeps
and sorts what repositories gave. A date is filled up to a day: where that is 1 January, the year alone is
known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement

from kg.readers import json_head, reader
from kg.readers.dublin_core.record import dublin_core
from kg.readers.json_entries import LISTS, entries
from kg.readers.json_values import text, texts
from kg.readers.leaves import Leaf, json_leaves
from kg.readers.source import Document
from kg.records import Item, Rejection

NAME: Final = "base"
_ELEMENTS: Final = (
    "title", "creator", "contributor", "subject", "description", "publisher", "date", "type", "identifier",
    "source", "language", "rights", "relation", "coverage",
)  # fmt: skip
_FILLED: Final = "-01-01T00:00:00Z"
_KEPT: Final = "it says how BASE keeps and sorts its records"


def _sniff(head: str) -> float:
    opening = json_head.keys(head)
    return 0.97 if {"dctitle", "dcdocid"} <= opening.entry else 0.0


@reader(NAME, "BASE: answers of its search in JSON", sniff=_sniff, splittable=True)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each document that was found.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    for entry in entries(document, LISTS):
        if isinstance(entry, Rejection):
            yield entry
            continue
        element, rest = _element(entry.value)
        if document.fates is not None:
            document.fates.drop(rest, _KEPT)
        yield from dublin_core(document, element, (entry.first_line, entry.last_line), None)


def _element(stated: dict[str, Any]) -> tuple[Element, list[Leaf]]:
    """Return a document as Dublin Core, and the values that are none of it."""
    element = Element("dc")
    made = {f"dc{name}": name for name in _ELEMENTS}
    rest: list[Leaf] = []
    for key, value in stated.items():
        if key not in made:
            rest += json_leaves({key: value})
            continue
        read = texts(value)
        for one in read:
            SubElement(element, made[key]).text = one.removesuffix(_FILLED) if key == "dcdate" else one
        held = [leaf for leaf in json_leaves({key: value}) if leaf.value.strip()]
        rest += held[len(read) :]
    known = {text(one.text) for one in element}
    for number in texts(stated.get("dcdoi")):
        if not any(number in (one or "") for one in known):
            SubElement(element, "identifier").text = f"doi:{number}"
    return element, rest
