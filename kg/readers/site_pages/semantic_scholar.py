"""Semantic Scholar: pages of authors and of searches, saved as HTML (https://www.semanticscholar.org).

Long lists of authors are cut to `+3 authors`. What stands in the place of an abstract was written by a
machine, and is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from kg.readers.draft import Draft
from kg.readers.eprint_places import eprint_place
from kg.readers.fates import FieldTable
from kg.readers.printed_dates import slashed, state_publication
from kg.readers.site_pages.publication_list import OF_THE_PAGE, PaperParts, Site, listing
from kg.readers.whole_numbers import whole_number

_PAPER: Final = re.compile(r"/paper/(?:[^/?#]{1,400}/)?([0-9a-f]{40})\b")
_AUTHOR: Final = re.compile(r"/author/(?:[^/?#]{1,200}/)?(\d{1,12})\b")
_MORE: Final = re.compile(r"\+\s?\d{1,5}\s?(?:more\s)?authors?|…|\.\.\.", re.IGNORECASE)
TABLE: Final = FieldTable(
    read={
        "title": "title", "number": "identifiers", "author": "authors", "author-number": "authors",
        "more": "authors_complete", "venue": "venue arxiv_id work_type", "date": "published dates",
        "field": "subjects", "cited": "counts",
    },
    dropped={"summary": "a machine's summary is no abstract"},
)  # fmt: skip


def _attributes(tag: str, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    address = said.get("href", "")
    if tag == "a" and (found := _PAPER.search(address)) and "#" not in address:
        yield "number", found[1]
    elif tag == "a" and (found := _AUTHOR.search(address)):
        yield "author-number", found[1]
    elif said.get("rel") == "canonical" or said.get("property") == "og:url":
        yield "address", address or said.get("content", "")


def _fill(paper: PaperParts, draft: Draft) -> None:
    fields = draft.fields
    fields["title"] = paper.first("title")
    number = paper.first("number")
    fields["identifiers"] = {"s2": number} if number else {}
    fields["authors"], cut = _authors(paper)
    if cut:
        fields["authors_complete"] = False
    venue = paper.first("venue")
    place = eprint_place(venue.removesuffix(".org")) if venue else None
    if place is not None:
        fields |= {"arxiv_id": place.number, "work_type": "preprint"}
    else:
        fields["venue"] = venue
    if when := paper.first("date"):
        state_publication(slashed(when), draft)
    fields["subjects"] = [
        {"term": term, "scheme": "Semantic Scholar fields of study"}
        for one in paper.all("field")
        for term in map(str.strip, one.split(","))
        if term
    ]
    cited = whole_number((paper.first("cited") or "").partition(" ")[0].replace(",", ""))
    fields["counts"] = [{"kind": "citations", "value": cited}] if cited is not None else []


def _authors(paper: PaperParts) -> tuple[list[dict[str, Any]], bool]:
    """Return the authors, each with the number that its link has, and whether the list is cut."""
    made: list[dict[str, Any]] = []
    waiting: str | None = None
    cut = bool(paper.all("more"))
    for part, text in paper.values:
        if part == "author-number":
            waiting = text
        elif part == "author" and _MORE.fullmatch(text):
            cut = True
        elif part == "author":
            made.append({"name": text.rstrip(" ,"), "identifiers": {"s2": waiting} if waiting else {}})
            waiting = None
    return made, cut


def _person(around: PaperParts, _papers: list[PaperParts]) -> dict[str, object] | None:
    name = around.first("name")
    if not name:
        return None
    number = around.number(_AUTHOR)
    return {"name": name, "identifiers": {"s2": number} if number else {}}


listing(
    Site(
        "semantic-scholar-page",
        "pages of Semantic Scholar that list papers, saved as HTML",
        re.compile(r'class="[^"]{0,200}\bcl-paper-(?:row|title)\b'),
        re.compile(r" cl-paper-row "),
        {
            "cl-paper-title": "title", "cl-paper-authors__author-box": "author", "more-authors-label": "more",
            "cl-paper-venue": "venue", "cl-paper-pubdates": "date", "cl-paper-fos": "field",
            "tldr-abstract-replacement": "summary", "#total-citations-stat": "cited",
        },
        {"#author-name": "name", "author-detail-card__author-name": "name"},
        _attributes,
        TABLE,
        _fill,
        _person,
        FieldTable(
            read={"name": "name", "address": "identifiers"},
            dropped={"*": OF_THE_PAGE},
        ),
    )
)  # fmt: skip
