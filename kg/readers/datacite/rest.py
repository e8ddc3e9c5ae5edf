"""DataCite's JSON: an answer of its REST API for one DOI or many, its data files, or bare attributes.

https://support.datacite.org/docs/api: `data.attributes`, a list under `data`, or an object of attributes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from kg.readers import json_head, reader
from kg.readers.datacite.fields import REST
from kg.readers.datacite.resource import read_resource
from kg.readers.draft import Draft
from kg.readers.json_entries import JsonEntry, entries
from kg.readers.leaves import Leaf, json_leaves
from kg.readers.source import Document
from kg.records import Item, Rejection

FORMAT: Final = "datacite-json"
LISTS: Final = ("data",)

_OWN: Final = frozenset(
    ["creators", "titles", "publicationYear", "relatedIdentifiers", "fundingReferences", "rightsList",
     "alternateIdentifiers", "types", "schemaVersion", "descriptions"]
)  # fmt: skip
_CORE: Final = frozenset(["creators", "titles", "publicationYear"])


def _sniff(head: str) -> float:
    opening = json_head.keys(head, LISTS)
    inner = {path.partition(".")[2] for path in opening.within if path.startswith("attributes.")}
    for keys in (opening.entry, inner):
        if keys & _CORE and len(keys & _OWN) > 1:
            return 0.95
    return 0.9 if "data.attributes" in opening.within and '"dois"' in head else 0.0


@reader(
    FORMAT, "DataCite JSON: answers of the REST API, data files, attributes", sniff=_sniff, splittable=True
)
def parse(document: Document) -> Iterator[Item]:
    """Yield a record or rejection for each DOI.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    for entry in entries(document, LISTS):
        if isinstance(entry, Rejection):
            yield entry
        else:
            yield from _record(document, entry)


def _record(document: Document, entry: JsonEntry) -> Iterator[Item]:
    stated, path = entry.value, ""
    for key in ("data", "attributes"):
        if isinstance(inner := stated.get(key), dict):
            stated, path = inner, f"{path}{key}."
    leaves = list(_leaves(entry.value, path))
    lines = (entry.first_line, entry.last_line)
    draft = Draft(document, FORMAT, lines, leaves, REST, excerpt=entry.excerpt)
    if not stated.keys() & _CORE:
        yield from draft.reject("it is no DOI of DataCite: it has neither titles nor creators")
        return
    read_resource(stated, draft)
    yield from draft.finish()


def _leaves(value: dict[str, Any], envelope: str) -> Iterator[Leaf]:
    """Yield the leaves, those of attributes without the envelope in their paths."""
    for key, inner in value.items():
        path = envelope.split(".")[0]
        if path and key == path and isinstance(inner, dict):
            yield from _leaves(inner, envelope.partition(".")[2])
        elif path:
            yield from (Leaf(f"envelope.{leaf.path}", leaf.value) for leaf in json_leaves(inner, key))
        elif key == "descriptions" and isinstance(inner, list):
            for one in inner:
                is_abstract = isinstance(one, dict) and str(one.get("descriptionType")).lower() == "abstract"
                yield from json_leaves(one, "descriptions[Abstract]" if is_abstract else "descriptions[]")
        else:
            yield from json_leaves(inner, key)
