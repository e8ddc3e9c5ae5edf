"""OpenAlex's JSON: an answer of its API for one entity or many, or the JSON Lines of its snapshot.

Works are records, authors are profiles; its other entities are named and refused. The keys are those of
https://docs.openalex.org/api-entities, with those of earlier years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.readers import json_head, reader
from kg.readers.draft import Draft
from kg.readers.json_entries import JsonEntry, entries
from kg.readers.leaves import Leaf, json_leaves
from kg.readers.openalex.abstract import words
from kg.readers.openalex.author import author
from kg.readers.openalex.fields import FLAGS, WORK
from kg.readers.openalex.identifiers import KINDS, letter_of, short
from kg.readers.openalex.works import read_work
from kg.readers.source import Document
from kg.records import Item, Rejection

FORMAT: Final = "openalex"
LISTS: Final = ("results",)

_WORKS: Final = frozenset(
    ["authorships", "abstract_inverted_index", "referenced_works", "cited_by_api_url", "primary_location"]
)
_OTHERS: Final = frozenset(["works_api_url", "works_count", "summary_stats", "display_name_alternatives"])
_ADDRESS: Final = re.compile(r'"id"\s{0,3}:\s{0,3}"https://openalex\.org/[A-Z]\d')
_INDEXES: Final = ("abstract_inverted_index", "abstract_inverted_index_v3")


def _sniff(head: str) -> float:
    keys = json_head.keys(head, LISTS).entry
    if "id" in keys and len(keys & _WORKS) > 1:
        return 0.98
    if "authorships" in keys or ("id" in keys and "display_name" in keys and keys & (_WORKS | _OTHERS)):
        return 0.92
    return 0.92 if "id" in keys and _ADDRESS.search(head) else 0.0


@reader(
    FORMAT, "OpenAlex works: answers of the API, JSON Lines of the snapshot", sniff=_sniff, splittable=True
)
def parse(document: Document) -> Iterator[Item]:
    """Yield a record for each work, a profile for each author, a rejection for what is neither.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    for entry in entries(document, LISTS):
        if isinstance(entry, Rejection):
            yield entry
        else:
            yield from _entity(document, entry)


def _entity(document: Document, entry: JsonEntry) -> Iterator[Item]:
    stated = entry.value
    letter = letter_of(stated.get("id"))
    if letter == "A" and "authorships" not in stated:
        yield from author(document, FORMAT, entry)
        return
    leaves = list(_leaves(stated))
    lines = (entry.first_line, entry.last_line)
    draft = Draft(document, FORMAT, lines, leaves, WORK, excerpt=entry.excerpt)
    if letter not in (None, "W"):
        yield from draft.reject(f"it describes {KINDS[letter]}, not a work or an author")
    elif letter and short(stated.get("id"), "W") is None:
        yield from draft.reject("it stands for the works that OpenAlex has deleted")
    elif letter is None and not stated.keys() & _WORKS:
        yield from draft.reject("it is no work of OpenAlex: it has no id such as https://openalex.org/W1")
    else:
        read_work(stated, draft)
        yield from draft.finish()


def _leaves(stated: dict[str, Any]) -> Iterator[Leaf]:
    """Yield the leaves of a work: words of its abstract under one path, true flags under their own."""
    for key, value in stated.items():
        if key in _INDEXES and isinstance(value, dict):
            yield from _words(key, value)
        elif key in FLAGS and value is True:
            yield Leaf(f"{key}=true", "true")
        else:
            yield from json_leaves(value, key)


def _words(path: str, index: dict[str, Any]) -> Iterator[Leaf]:
    """Yield a leaf for each place of each word, and those of what else an index of an older form states."""
    found = words(index)
    for word, places in found.items():
        yield from (Leaf(path, word) for _ in json_leaves(places))
    if found is not index:
        for key, value in index.items():
            yield from json_leaves(value, f"{path}.{key}") if value is not found else ()
