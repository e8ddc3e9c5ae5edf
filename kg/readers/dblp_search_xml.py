"""dblp's search: publications of its answers in XML, which say what its answers in JSON do.

https://dblp.org/faq/How+to+use+the+dblp+search+API.html; `kg.readers.services.dblp_search` has the fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.leaves import Shape, xml_leaves
from kg.readers.markup import text_of
from kg.readers.services.dblp_search import TABLE as JSON
from kg.readers.services.dblp_search import fill
from kg.readers.source import Document
from kg.readers.xml_elements import Parsed, elements
from kg.records import Item

NAME: Final = "dblp-search-xml"
_SIGN: Final = re.compile(
    r"\A(?:\s++|<\?[^>]{0,500}>|<!--(?:(?!-->).){0,2000}-->){0,20}+<result>\s{0,20}<query\b", re.DOTALL
)
_ANSWER: Final = "it is of the answer, not of an entry"
SHAPE: Final = Shape(mixed=frozenset(["title"]))

TABLE: Final = FieldTable(
    read={
        f"hit/info/{key}": field
        for key, field in JSON.read.items()
        if "[" not in key and not key.startswith("authors")
    }
    | {"hit/info/authors/author*": "authors editors"},
    dropped={f"hit/info/{key}": why for key, why in JSON.dropped.items()}
    | {"hit@score": _ANSWER, "hit@id": _ANSWER, "hit/url": _ANSWER},
)


def _sniff(head: str) -> float:
    return 0.97 if _SIGN.match(head) else 0.0


@reader(NAME, "dblp's search: publications in XML", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each `<hit>`; one that is not well-formed, or no publication, is a rejection.

    Raises:
        UnreadableInput: the document cannot be read, or its encoding is not known.
    """
    for one in elements(document, frozenset(), {"hit": frozenset()}, shape=SHAPE):
        if not isinstance(one, Parsed):
            yield one
            continue
        leaves = list(xml_leaves(one.element, shape=SHAPE))
        draft = Draft(document, NAME, one.lines, leaves, TABLE, excerpt=one.entry.text)
        info = one.element.find("info")
        why = fill(_stated(info), draft) if info is not None else "the hit has no <info>"
        yield from draft.finish() if why is None else draft.reject(why)


def _stated(info: Element) -> dict[str, Any]:
    """Return what a hit states under the keys that it has in JSON; what stands more than once is a list."""
    made: dict[str, Any] = {}
    for one in info:
        if one.tag == "authors":
            people = [{"text": text_of(each), "@pid": each.get("pid")} for each in one.findall("author")]
            made["authors"] = {"author": people}
        elif value := text_of(one):
            made.setdefault(one.tag, []).append(value)
    return {key: several[0] if isinstance(several, list) and len(several) == 1 else several
            for key, several in made.items()}  # fmt: skip
