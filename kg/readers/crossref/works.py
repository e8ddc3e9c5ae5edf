"""Works in Crossref's JSON: an answer of its REST API for one work or many, JSON Lines, or a file of a dump.

The keys are those of https://api.crossref.org/swagger-ui/index.html (Work), as of its public data files.
Several shapes of a value are taken as one: a title as a text or a list, empty lists and nulls anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.readers import json_head, reader
from kg.readers.crossref.container import HELD
from kg.readers.crossref.fields import TABLE
from kg.readers.crossref.kinds import NOT_WORKS
from kg.readers.crossref.work import fill
from kg.readers.draft import Draft
from kg.readers.json_entries import AROUND, JsonEntry, entries
from kg.readers.json_values import objects, text
from kg.readers.leaves import Leaf, json_leaves
from kg.readers.source import Document
from kg.records import Item, Rejection

FORMAT: Final = "crossref-json"
LISTS: Final = ("items", "message.items")

_OWN: Final = frozenset(
    ["is-referenced-by-count", "indexed", "deposited", "content-domain", "reference-count",
     "references-count", "issn-type", "prefix", "member", "update-policy", "short-container-title"]
)  # fmt: skip
_DESCRIBED: Final = frozenset(["type", "author", "container-title", "published", "issued", "posted"])
_ASSERTED: Final = frozenset(["received", "revised", "accepted", "first_online", *HELD])


_ANSWER: Final = re.compile(r'\s{0,100}\{[^\[]{0,300}?"message-type"\s{0,9}:\s{0,9}"([a-z-]{1,40})"')
_OF_WORKS: Final = frozenset(["work", "work-list"])


def _sniff(head: str) -> float:
    if (answer := _ANSWER.match(head)) and answer[1] not in _OF_WORKS:
        return 0.0  # on journals, members, funders …
    opening = json_head.keys(head, LISTS)
    if "DOI" in opening.entry and len(opening.entry & _OWN) > 1:
        return 0.98
    if "message-type" in opening.entry | opening.holder and "message" in opening.entry | opening.holder:
        return 0.95
    if "message.DOI" in opening.within:
        return 0.95
    return 0.9 if "message.items" in opening.holder and "status" in opening.holder else 0.0


@reader(
    FORMAT, "Crossref works in JSON: answers of the API, JSON Lines, dumps", sniff=_sniff, splittable=True
)
def parse(document: Document) -> Iterator[Item]:
    """Yield a record or rejection for each work.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    answer = _ANSWER.match(document.head())
    listed = answer is not None and answer[1] in _OF_WORKS
    for entry in entries(document, LISTS):
        if isinstance(entry, Rejection):
            yield entry
        else:
            yield from _work(document, entry, listed=listed)


def _work(document: Document, entry: JsonEntry, *, listed: bool) -> Iterator[Item]:
    """Read a work; that its document is an answer of Crossref on works is `listed`."""
    stated = entry.value
    if isinstance(message := stated.get("message"), dict) and "DOI" not in stated:
        if document.fates is not None:
            around = {key: value for key, value in stated.items() if key != "message"}
            document.fates.drop(json_leaves(around), AROUND)
        stated = message
    leaves = list(_leaves(stated))
    lines = (entry.first_line, entry.last_line)
    draft = Draft(document, FORMAT, lines, leaves, TABLE, excerpt=entry.excerpt)
    kind = text(stated.get("type"))
    if kind in NOT_WORKS:
        yield from draft.reject(f"it describes a {kind}, not a work")
        return
    own = "DOI" in stated or bool(stated.keys() & _OWN) or _described(stated)
    if not own and not (listed and "title" in stated):
        yield from draft.reject("it is no work of Crossref: it has no DOI")
        return
    fill(stated, draft)
    yield from draft.finish()


def _described(stated: dict[str, Any]) -> bool:
    """Tell whether a work without a DOI has kind, people and dates as no format but Crossref's has them."""
    if not stated.keys() & _DESCRIBED:
        return False
    people = objects(stated.get("author"))
    return isinstance(stated.get("title"), list) or any("sequence" in one for one in people)


def _leaves(stated: dict[str, Any]) -> Iterator[Leaf]:
    """Yield the leaves of a work; the path of an asserted date carries the name of the assertion."""
    asserted = stated.get("assertion")
    yield from json_leaves({key: value for key, value in stated.items() if key != "assertion"})
    for one in asserted if isinstance(asserted, list) else [asserted]:
        name = text(one.get("name")) if isinstance(one, dict) else None
        path = f"assertion[{name}]" if name in _ASSERTED else "assertion[]"
        yield from json_leaves(one, path)
