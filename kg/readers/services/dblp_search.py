"""dblp's search: publications of its answers in JSON.

https://dblp.org/faq/How+to+use+the+dblp+search+API.html. Names are keys, as in dblp's XML
(`kg.readers.dblp.names`). Hits that are people or venues are refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.kinds import VenueKind, WorkType
from kg.readers.dblp.names import SCHEME, parted
from kg.readers.dblp.volumes import stripped
from kg.readers.draft import Draft
from kg.readers.dublin_core.identifiers import identified, set_identifier
from kg.readers.fates import FieldTable
from kg.readers.json_values import count, inside, objects, plain, text, texts
from kg.readers.services.service import filled, service

_OWN: Final = "it is a page of dblp's own"
_ACCESS: Final = "it says how to come by the work"
_PLACES: Final = "doi arxiv_id identifiers url other_identifiers"
_KINDS: Final[dict[str, tuple[WorkType | None, VenueKind | None]]] = {
    "Journal Articles": ("journal-article", "journal"),
    "Conference and Workshop Papers": ("proceedings-article", "proceedings"),
    "Parts in Books or Collections": ("book-chapter", "book"),
    "Editorship": (None, None), "Books and Theses": (None, None),
    "Informal and Other Publications": (None, None), "Informal Publications": (None, None),
    "Reference Works": ("reference-entry", None), "Data and Artifacts": ("dataset", None),
}  # fmt: skip
_CORR: Final = "journals/corr/"
_EPRINT: Final = re.compile(r"abs/(\d{4}\.\d{4,5}|[a-z-]{2,10}/\d{7})")

TABLE: Final = FieldTable(
    read={
        "authors.author.*": "authors editors", "authors.author[].*": "authors editors", "title": "title",
        "venue": "venue venue_abbreviation", "venue[]": "venue venue_abbreviation",
        "volume": "volume arxiv_id", "number": "issue", "pages": "pages", "publisher": "publisher",
        "year": "year published", "type": "work_type work_type_as_stated", "key": "identifiers", "doi": "doi",
        "ee": _PLACES, "ee[]": _PLACES, "isbn": "identifiers", "isbn[]": "identifiers",
    },
    dropped={"url": _OWN, "access": _ACCESS},
)  # fmt: skip


def _hits(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what hits found: of one in a list, or of the only one of an answer."""
    several = objects(inside(entry, "result", "hits", "hit")) if "result" in entry else [entry]
    for hit in several:
        yield hit["info"] if isinstance(hit.get("info"), dict) else hit


def fill(stated: dict[str, Any], draft: Draft) -> str | None:
    """State in `draft` what a hit says; return why it is no publication, where it is none."""
    if "title" not in stated:
        what = "a person" if "author" in stated else "a venue" if "acronym" in stated else "no publication"
        return f"the hit is {what}, not a work"
    fields, key = draft.fields, text(stated.get("key")) or ""
    fields["title"] = stripped(plain(stated.get("title")))
    word = text(stated.get("type")) or ""
    kind, of_venue = _KINDS.get(word, (None, None))
    corr = key.startswith(_CORR)
    fields["work_type"] = "preprint" if corr and word.startswith("Informal") else kind
    if word == "Editorship" and key.startswith("conf/"):
        fields["work_type"] = "proceedings"
    fields["work_type_as_stated"] = word or None
    people = [_person(one) for one in objects(inside(stated, "authors", "author"))]
    fields["editors" if word == "Editorship" else "authors"] = people
    fields["identifiers"] = filled({"dblp": key})
    year = text(stated.get("year"))
    fields["year"], fields["published"] = count(year), year
    venues = [name for one in texts(stated.get("venue")) if (name := plain(one))]
    if word == "Editorship":
        fields["venue_abbreviation"] = venues[0] if venues else None
    elif word != "Books and Theses":
        fields["venue"] = venues[0] if venues else None
        fields["venue_kind"] = "repository" if corr and venues else of_venue if venues else None
    if len(venues) > 1:
        draft.odd("venue", f"further venues are stated: {'; '.join(venues[1:])}")
    volume = text(stated.get("volume"))
    if corr and volume and (match := _EPRINT.fullmatch(volume)):
        fields["arxiv_id"] = match[1]
    else:
        fields["volume"] = volume
    fields["issue"], fields["pages"] = text(stated.get("number")), text(stated.get("pages"))
    fields["publisher"] = plain(stated.get("publisher"))
    fields["doi"] = text(stated.get("doi"))
    _editions(stated, draft)
    return None


def _person(one: dict[str, Any]) -> dict[str, Any]:
    name, numbered = parted(plain(one.get("text")) or "")
    return {"name": name, "identifiers": filled({SCHEME: numbered, "dblp": text(one.get("@pid"))})}


def _editions(stated: dict[str, Any], draft: Draft) -> None:
    """State what the addresses of electronic editions identify; the first of the others is the work's."""
    for isbn in texts(stated.get("isbn")):
        set_identifier("isbn", isbn, draft.fields)
    for address in texts(stated.get("ee")):
        found = identified(address)
        if found and found[0] != "url":
            set_identifier(*found, draft.fields)
        elif found:
            draft.fields.setdefault("url", address)


service(
    "dblp-search",
    "dblp's search: publications in JSON",
    fill,
    TABLE,
    told_by=("result.hits", "@score info", "info.key info.title"),
    lists=("result.hits.hit",),
    of=_hits,
)
