"""Crossref's XML: deposits, and what Crossref answers with (UNIXREF, UNIXSD, query results, OAI-PMH).

A deposit holds one journal, book or conference after another, each with what it says of itself first and then
of the works in it. A work is read with what was said of its container.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from kg.readers import reader
from kg.readers.crossref.elements import abstracts_of, work_of
from kg.readers.crossref.kinds import xml_type
from kg.readers.crossref.surroundings import Context, Untold, read_surroundings
from kg.readers.crossref.work import fill
from kg.readers.crossref.xml_fields import TABLE
from kg.readers.draft import Draft
from kg.readers.language_codes import language_tag
from kg.readers.leaves import Leaf, Shape, xml_leaves
from kg.readers.markup import text_of
from kg.readers.source import Document
from kg.readers.xml_elements import Parsed, elements
from kg.records import Item, Notice

FORMAT: Final = "crossref-xml"

_CONTAINERS: Final = frozenset(
    ["journal", "conference", "book", "report-paper", "standard", "database", "query"]
)
_WHOLES: Final = frozenset(
    ["journal_metadata", "proceedings_metadata", "proceedings_series_metadata", "book_metadata",
     "book_series_metadata", "book_set_metadata", "report-paper_metadata", "report-paper_series_metadata",
     "standard_metadata", "database_metadata"]
)  # fmt: skip
_INSIDE: Final = frozenset(["journal_article", "conference_paper", "content_item", "dataset"])
_ALONE: Final = frozenset(["posted_content", "dissertation", "peer_review", "pending_publication"])
_OTHERS: Final = frozenset(["journal_issue", "event_metadata", "crm-item"])
_BODIES: Final = {name: frozenset(["contributors"]) for name in _WHOLES | _INSIDE | _ALONE | _OTHERS} | {
    "contributors": frozenset[str]()
}
_AROUND: Final = _WHOLES | _OTHERS | {"contributors"}
_MIXED: Final = frozenset(
    ["title", "subtitle", "original_language_title", "abstract", "affiliation", "unstructured_citation",
     "article_title", "volume_title", "organization", "full_title", "proceedings_title"]
)  # fmt: skip
SHAPE: Final = Shape(_MIXED)
_BESIDE: Final = {
    "doi_batch/head": "it is of the deposit, not of a work",
    "crossref_result": "it is of the answer, not of a work",
}
_BEGIN: Final = re.compile(r"<(?:[\w.-]{1,30}:)?(?:crossref|crossref_result|doi_records|doi_batch)[\s>]")
_MARK: Final = re.compile(
    r"crossref\.org/|<(?:[\w.-]{1,30}:)?(?:journal_metadata|book_metadata|doi_data|event_metadata|posted_content)[\s>]"
)


def _sniff(head: str) -> float:
    if "<OAI-PMH" in head or not _BEGIN.search(head):
        return 0.0
    return 0.97 if _MARK.search(head) else 0.4


@reader(FORMAT, "Crossref XML: deposits, UNIXREF and UNIXSD answers, query results", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield a record for each work, and for a container that no work of it follows.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    context, untold = Context(), Untold()
    for piece in elements(document, _CONTAINERS, dict(_BODIES), shape=SHAPE, beside=_BESIDE):
        if not isinstance(piece, Parsed):
            yield piece
            continue
        untold.add(piece)
        if piece.tag in _CONTAINERS:
            yield from _alone(document, context, untold)
            items = context.items if piece.tag != "query" and not context.used else []
            context = Context(piece.tag, dict(piece.element.attrib), head=piece, items=items)
            _drop(document, untold.left(context))
            if piece.tag == "query" and piece.element.get("status") in ("unresolved", "malformed"):
                said = f"Crossref did not find what this query asks for ({piece.element.get('status')})"
                yield Notice(document.name, piece.lines[0], said)
        elif piece.tag in _AROUND:
            context.add(piece)
        else:
            if piece.tag in _ALONE:
                yield from _alone(document, context, untold)
                context = Context(piece.tag, items=[] if context.used else context.items)
            elif not context.used and context.tag == "book":
                yield from _alone(document, context, untold, only_with_doi=True)
            context.used = True
            yield from _work(document, context, piece, untold)
    yield from _alone(document, context, untold)
    _drop(document, untold.left(Context()))


def _drop(document: Document, pieces: list[Parsed]) -> None:
    if document.fates is not None:
        for one in pieces:
            document.fates.drop(_leaves(one.element), "no work stands in what it describes")


def _alone(
    document: Document, context: Context, untold: Untold, *, only_with_doi: bool = False
) -> Iterator[Item]:
    """Yield the record of a container of which no work follows, or which has a DOI beside its works."""
    if context.used or not context.wholes:
        return
    own = context.wholes[-1]
    if only_with_doi and own.element.find("doi_data") is None:
        return
    if context.issue is not None and context.issue.element.find("doi_data") is not None:
        yield from _work(document, context, context.issue, untold)
        return
    yield from _work(document, context, own, untold)


def _work(document: Document, context: Context, piece: Parsed, untold: Untold) -> Iterator[Item]:
    parts = [*(one for one in context.parts() if one is not piece), piece]
    lines = (min(one.lines[0] for one in parts if one is not context.head), piece.lines[1])
    new, before = ([leaf for one in some for leaf in _leaves(one.element)] for some in untold.parted(parts))
    excerpt = " ".join(piece.entry.text[:300].split())
    draft = Draft(document, FORMAT, lines, new, TABLE, told=before, excerpt=excerpt)
    stated = work_of(piece.element)
    stated["type"] = xml_type(piece.tag, piece.element, context.attributes)
    if piece.tag == "posted_content":
        stated["subtype"] = piece.element.get("type") or "preprint"
    read_surroundings(context, piece, stated)
    others = [
        one for one in stated.pop("other", ()) if one.get("family") or one.get("given") or one.get("name")
    ]
    fill(stated, draft)
    if stated.get("anonymous"):
        draft.fields["authors_complete"] = False
        draft.odd("authors", "one who is not named (anonymous)")
    contributors = draft.fields.setdefault("contributors", [])
    for one in others:
        named = (
            {"name": one["name"], "kind": "collective"}
            if one.get("name")
            else {key: one.get(key) for key in ("given", "family", "suffix") if one.get(key)}
        )
        is_reviewer = "review" in one["as-stated"]
        contributors.append(named | {
            "role": "reviewer" if is_reviewer else "other", "role_as_stated": one["as-stated"],
            **({"orcid": one["ORCID"]} if one.get("ORCID") else {}),
        })  # fmt: skip
    abstracts = abstracts_of(piece.element)
    language = language_tag(stated.get("language"))
    abstracts.sort(key=lambda one: bool(language) and bool(one[1]) and language_tag(one[1]) != language)
    draft.fields |= {
        "language": language, "abstract": abstracts[0][0] if abstracts else None,
        "abstracts": [{"text": words, "language": language_tag(tag)} for words, tag in abstracts[1:]],
    }  # fmt: skip
    yield from draft.finish()


def _leaves(element: Element) -> Iterator[Leaf]:
    """Yield the leaves of a piece; that of a `crm-item` carries its name."""
    if element.tag == "crm-item":
        yield from (Leaf(f"crm-item@{key}", value) for key, value in element.attrib.items())
        yield Leaf(f"crm-item[{element.get('name')}]", text_of(element) or "")
        return
    yield from xml_leaves(element, shape=SHAPE)
