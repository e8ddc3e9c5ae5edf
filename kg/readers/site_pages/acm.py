"""The ACM Digital Library: pages of authors, of searches and of issues, saved as HTML (https://dl.acm.org).

A page is of the person whose number its address has, where that person is among the authors of its papers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from kg.identifiers import stated_dois
from kg.kinds import VenueKind, WorkType
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.printed_dates import slashed, state_publication
from kg.readers.site_pages.publication_list import OF_THE_PAGE, PaperParts, Site, listing
from kg.readers.whole_numbers import whole_number

_PAPER: Final = re.compile(
    r"(?:https?://dl\.acm\.org)?/doi/(?:(?:abs|full|fullHtml|book|pdf|epdf)/)?(?=10\.)"
)
_PROFILE: Final = re.compile(r"/profile/(\d{6,20})\b")
_PLACE: Final = re.compile(
    r"(?:Volume (?P<volume>[\w.-]{1,20}))|(?:Issue (?P<issue>[\w.-]{1,20}))"
    r"|(?:Article No\.: (?P<article_number>[\w.-]{1,20}))|(?:pp (?P<pages>\w{1,12}(?:[–-]\w{1,12})?))"
)
_KINDS: Final[dict[str, WorkType]] = {
    "book": "book", "chapter": "book-chapter", "doctoral_thesis": "dissertation", "thesis": "thesis",
    "proceeding": "proceedings", "proceedings": "proceedings", "software": "software", "dataset": "dataset",
    "technical report": "report", "report": "report", "review-article": "review-article",
    "correction": "correction", "retraction": "retraction", "editorial": "front-matter",
}  # fmt: skip
_IN_PROCEEDINGS: Final = re.compile(r"proceedings|conference|symposium|workshop", re.IGNORECASE)

TABLE: Final = FieldTable(
    read={
        "title": "title", "author": "authors", "author-number": "authors",
        "kind": "work_type_as_stated work_type",
        "date": "published dates", "venue": "venue", "place": "volume issue pages article_number",
        "doi": "doi", "doi-shown": "doi", "link": "doi", "abstract": "abstract",
        "cited": "counts", "downloaded": "counts",
    },
)  # fmt: skip


def _attributes(tag: str, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    address = said.get("href", "")
    if tag == "a" and (found := _PROFILE.search(address)) and said.get("title"):
        yield "author", said["title"]
        yield "author-number", found[1]
    elif tag == "a" and "issue-item__doi" in said.get("class", ""):
        yield "doi", address
    elif tag == "a" and (match := _PAPER.match(address)):
        yield "link", address[match.end() :]
    elif "bookPubDate" in said.get("class", "") and said.get("data-title"):
        yield "date", said["data-title"].partition(":")[2].strip() or said["data-title"]
    elif said.get("rel") == "canonical" or said.get("property") == "og:url":
        yield "address", address or said.get("content", "")


def _fill(paper: PaperParts, draft: Draft) -> None:
    fields = draft.fields
    fields["title"] = paper.first("title")
    fields["authors"] = _authors(paper)
    stated = [_PAPER.sub("", one) for one in (*paper.all("doi"), *paper.all("link"))]
    found = [name for one in stated for name in stated_dois(one).names]
    fields["doi"] = next(iter(found), None)
    fields["abstract"] = paper.first("abstract")
    for place in paper.all("place"):
        for match in _PLACE.finditer(place):
            fields |= {
                key: value.replace("–", "-")
                for key, value in match.groupdict().items()
                if value and key not in fields
            }
    if when := paper.first("date"):
        state_publication(slashed(when), draft)
    _kind(paper, fields)
    fields["counts"] = [
        {"kind": kind, "value": number}
        for kind, part in (("citations", "cited"), ("downloads", "downloaded"))
        if (number := whole_number((paper.first(part) or "").replace(",", ""))) is not None
    ]


def _authors(paper: PaperParts) -> list[dict[str, Any]]:
    numbers = paper.all("author-number")
    return [
        {"name": name, "identifiers": {"acm": number}}
        for name, number in zip(paper.all("author"), numbers, strict=True)
    ]


def _kind(paper: PaperParts, fields: dict[str, Any]) -> None:
    fields["venue"] = venue = paper.first("venue")
    word = (paper.first("kind") or "").lower()
    fields["work_type_as_stated"] = word or None
    numbered = bool(fields.get("volume") or fields.get("issue"))
    meeting = venue is not None and _IN_PROCEEDINGS.search(venue) is not None and not numbered
    kind: VenueKind | None = "proceedings" if meeting else "journal" if numbered else None
    fields["venue_kind"] = kind if venue else None
    article: WorkType | None = (
        "proceedings-article" if meeting else "journal-article" if numbered and venue else None
    )
    fields["work_type"] = _KINDS.get(word, article)


def _person(around: PaperParts, papers: list[PaperParts]) -> dict[str, object] | None:
    number = around.number(_PROFILE)
    if number is None:
        return None
    names = [
        name
        for paper in papers
        for name, its in zip(paper.all("author"), paper.all("author-number"), strict=True)
        if its == number
    ]
    if not names:
        return None
    others = [name for name in dict.fromkeys(names) if name != names[0]]
    return {"name": names[0], "identifiers": {"acm": number}, "variants": others}


listing(
    Site(
        "acm-page",
        "pages of the ACM Digital Library that list papers, saved as HTML",
        re.compile(r'class="[^"]{0,200}\bissue-item(?:__title|-container)\b'),
        re.compile(r" issue-item "),
        {
            "issue-item__title": "title", "issue-heading": "kind", "epub-section__title": "venue",
            "issue-item__doi": "doi-shown", "dot-separator": "place", "issue-item__abstract": "abstract",
            "citation": "cited", "metric": "downloaded",
        },
        {},
        _attributes,
        TABLE,
        _fill,
        _person,
        FieldTable(read={"address": "identifiers"}, dropped={"*": OF_THE_PAGE}),
    )
)  # fmt: skip
