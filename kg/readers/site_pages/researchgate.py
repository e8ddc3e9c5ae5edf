"""ResearchGate: pages of profiles and of searches, saved as HTML (https://www.researchgate.net).

Long lists of authors are cut to `[...]`. The items behind the kind of a publication are its date, what it
appeared in and its DOI, in no fixed place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from kg.identifiers import stated_dois
from kg.kinds import VenueKind, WorkType
from kg.readers.draft import Draft
from kg.readers.eprint_places import eprint_place
from kg.readers.fates import FieldTable
from kg.readers.printed_dates import slashed, state_publication
from kg.readers.site_pages.publication_list import OF_THE_PAGE, PaperParts, Site, listing

_PROFILE: Final = re.compile(r"researchgate\.net/profile/([\w-]{2,80})")
_PAPER: Final = re.compile(r"(?:researchgate\.net/|^/?)publication/(\d{4,12})")
_MORE: Final = re.compile(r"\[(?:\.\.\.|…)\]|…|\.\.\.|\+\s?\d{1,5}")
_DOI: Final = re.compile(r"(?:DOI:?\s?)?(10\.\d{4,9}/\S{1,300})", re.IGNORECASE)
_MEETING: Final = re.compile(r"Conference:\s?(.{1,400})")
_COUNTED: Final = re.compile(r"[\d.,]{1,12}[kKM]?\s(?:reads?|citations?|recommendations?)", re.IGNORECASE)
_KINDS: Final[dict[str, tuple[WorkType | None, VenueKind | None]]] = {
    "article": (None, None), "conference paper": ("proceedings-article", "proceedings"),
    "preprint": ("preprint", None), "chapter": ("book-chapter", "book"), "book": ("book", None),
    "thesis": ("thesis", None), "dataset": ("dataset", None), "data": ("dataset", None),
    "code": ("software", None), "technical report": ("report", None), "research": (None, None),
    "poster": ("other", None), "presentation": ("other", None),
}  # fmt: skip
TABLE: Final = FieldTable(
    read={
        "title": "title", "number": "identifiers", "author": "authors authors_complete",
        "kind": "work_type work_type_as_stated", "item": "published dates venue doi event arxiv_id",
        "abstract": "abstract",
    },
    dropped={"figure": "it says how often the page was read"},
)  # fmt: skip


def _attributes(tag: str, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    address = said.get("href", "")
    if tag == "a" and (found := _PAPER.search(address)):
        yield "number", found[1]
    elif said.get("rel") == "canonical" or said.get("property") == "og:url":
        yield "address", address or said.get("content", "")
    elif said.get("property") == "og:type":
        yield "page-kind", said.get("content", "")
    elif said.get("property") == "og:title":
        yield "name", said.get("content", "").partition(" | ")[0]


def _fill(paper: PaperParts, draft: Draft) -> None:
    fields = draft.fields
    fields["title"] = paper.first("title")
    number = paper.first("number")
    fields["identifiers"] = {"researchgate": number} if number else {}
    names = paper.all("author")
    fields["authors"] = [one.rstrip(" ,") for one in names if not _MORE.fullmatch(one)]
    if len(fields["authors"]) != len(names):
        fields["authors_complete"] = False
    fields["abstract"] = paper.first("abstract")
    word = (paper.first("kind") or "").strip()
    fields["work_type"], kind = _KINDS.get(word.lower(), (None, None))
    fields["work_type_as_stated"] = word or None
    for item in paper.all("item"):
        _item(item, draft)
    fields["venue_kind"] = kind if fields.get("venue") else None


def _item(text: str, draft: Draft) -> None:
    fields: dict[str, Any] = draft.fields
    if _COUNTED.fullmatch(text):
        return
    if found := _DOI.fullmatch(text):
        fields["doi"] = next(iter(stated_dois(found[1]).names), None)
        return
    if found := _MEETING.fullmatch(text):
        fields["event"] = {"name": found[1]}
        return
    when = slashed(text)
    if when.date and not when.note and "published" not in fields and re.search(r"\d{4}$", text):
        state_publication(when, draft)
    elif (place := eprint_place(text)) is not None:
        fields |= {"arxiv_id": place.number, "work_type": "preprint"}
    else:
        fields.setdefault("venue", text)


def _person(around: PaperParts, _papers: list[PaperParts]) -> dict[str, object] | None:
    name = around.first("name")
    if around.first("page-kind") != "profile" or not name:
        return None
    number = around.number(_PROFILE)
    return {"name": name, "identifiers": {"researchgate": number} if number else {}}


listing(
    Site(
        "researchgate-page",
        "pages of ResearchGate that list publications, saved as HTML",
        re.compile(r'class="[^"]{0,300}\bnova-(?:legacy-)?v-publication-item\b'),
        re.compile(r" nova-(?:legacy-)?v-publication-item "),
        {
            f"nova-{age}{mark}": part
            for age in ("", "legacy-")
            for mark, part in (
                ("v-publication-item__title", "title"), ("v-publication-item__badge", "kind"),
                ("v-publication-item__meta-data-item", "item"),
                ("v-publication-item__description", "abstract"),
                ("v-person-inline-item__fullname", "author"),
                ("v-publication-item__person-list-item--truncated", "author"),
            )
        },
        {},
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
