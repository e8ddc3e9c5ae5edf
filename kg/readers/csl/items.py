"""One item of CSL as a record."""

from __future__ import annotations

import re
from typing import Any, Final

from kg.identifiers import ArxivId, Pmcid, Pmid
from kg.identifiers.accession import MARKS
from kg.kinds import work_type
from kg.readers.carried_numbers import put
from kg.readers.csl import dates
from kg.readers.csl.fields import CONTAINERS, KINDS, ROLES
from kg.readers.csl.names import names
from kg.readers.draft import Draft
from kg.readers.eprint_places import eprint_place, identified
from kg.readers.json_values import text, texts
from kg.readers.language_codes import spoken
from kg.readers.notes import cut_list_in, identifiers_in, statuses_in
from kg.readers.ris_kinds import DEGREES
from kg.readers.serials import issns_and_isbns, told_once
from kg.repair.preprint_servers import is_server
from kg.repair.texts.html_markup import entities

_NUMBERED: Final = frozenset(["article-journal", "article-magazine", "paper-conference", "chapter"])
"""Kinds of which a number is that of the article in what it appeared in."""
_WHOLE: Final = frozenset(["book", "classic", "collection", "report", "thesis", "dataset", "software"])


def read_item(item: dict[str, Any], draft: Draft) -> set[str]:
    """Read an item into the fields of `draft`; return the variables of which nothing could be made."""
    fields = draft.fields
    unread: set[str] = set()
    kind = text(item.get("type")) or ""
    fields["title"] = text(item.get("title"))
    short = [text(item.get("title-short")) or text(item.get("shortTitle")), text(item.get("original-title"))]
    fields["titles"] = [
        {"text": one, "kind": what} for one, what in zip(short, ("short", "original"), strict=True) if one
    ]
    _people(item, fields, kind)
    _place(item, fields, kind)
    _identifiers(item, fields, kind, unread)
    _kind(item, fields, kind, unread)
    dates.read_dates(item, draft)
    fields["abstract"] = text(item.get("abstract"))
    words = [one for value in texts(item.get("keyword")) for one in re.split(r"[;,]\s", entities(value))]
    fields["keywords"] = [word.strip() for word in words if word.strip()]
    if stated := text(item.get("language")):
        fields |= (found := spoken(stated))
        unread |= set() if found["language"] or found["languages"] else {"language"}
    if reviewed := text(item.get("reviewed-title")):
        fields["relations"] = [{"kind": "review-of", "title": reviewed}]
    if stated := text(item.get("license")):
        fields["licenses"] = [{"license": stated}]
    return unread


def _people(item: dict[str, Any], fields: dict[str, Any], kind: str) -> None:
    fields["authors"] = names(item.get("author"))
    contributors: list[dict[str, Any]] = []
    editors = names(item.get("editor"))
    if kind in _WHOLE or not item.get("container-title"):
        contributors += [_contributor(one, "editor", None) for one in editors]
    else:
        fields["editors"] = editors
    for name, (role, stated) in ROLES.items():
        contributors += [_contributor(one, role, stated) for one in names(item.get(name))]
    fields["contributors"] = contributors


def _contributor(one: dict[str, Any] | str, role: str, stated: str | None) -> dict[str, Any]:
    made = {"name": one} if isinstance(one, str) else one
    return made | {"role": role} | ({"role_as_stated": stated} if stated else {})


def _place(item: dict[str, Any], fields: dict[str, Any], kind: str) -> None:
    venue = text(item.get("container-title"))
    place = eprint_place(venue) if venue else None
    if place is not None:
        if place.number:
            fields["arxiv_id"] = place.number
        venue = None if place.number or _arxiv(item) else venue
    if venue:
        fields["venue"], fields["venue_kind"] = venue, CONTAINERS.get(kind) if place is None else "repository"
    fields["venue_abbreviation"] = text(item.get("container-title-short")) or text(
        item.get("journalAbbreviation")
    )
    for name, variable in (
        ("series", "collection-title"), ("series_number", "collection-number"), ("volume", "volume"),
        ("issue", "issue"), ("extent", "number-of-pages"), ("edition", "edition"), ("publisher", "publisher"),
        ("place", "publisher-place"), ("article_number", "article-number"),
    ):  # fmt: skip
        fields[name] = text(item.get(variable))
    if pages := text(item.get("page")):
        fields["pages"] = re.sub(r"(?<=\w)\s?[-–—]{1,2}\s?(?=\w)", "-", pages)
    stated = item.get("event")
    event = {
        "name": text(item.get("event-title"))
        or text(stated.get("name") if isinstance(stated, dict) else stated),
        "place": text(item.get("event-place")),
    }
    fields["event"] = {key: value for key, value in event.items() if value} or None


def _arxiv(item: dict[str, Any]) -> str | None:
    """Return the arXiv number that an item states as number, or as its place in the archive."""
    of_archive = (text(item.get("archive")) or text(item.get("publisher")) or "").lower() == "arxiv"
    for variable in ("number", "archive_location", "archive-location"):
        stated = text(item.get(variable))
        if stated and ArxivId.parse(stated) and (of_archive or stated.lower().startswith("arxiv")):
            return stated
    return None


def _identifiers(item: dict[str, Any], fields: dict[str, Any], kind: str, unread: set[str]) -> None:
    part = bool(fields.get("venue")) and kind not in _WHOLE
    fields.update(issns_and_isbns(texts(item.get("ISSN")), texts(item.get("ISBN")), part=part))
    identifiers: dict[str, str] = fields["identifiers"]
    fields["doi"] = text(item.get("DOI"))
    for variable, scheme in (("PMID", "pmid"), ("PMCID", "pmcid")):
        if stated := text(item.get(variable)):
            identifiers[scheme] = stated
    number = _arxiv(item)
    if number:
        fields["arxiv_id"] = number
    else:
        unread |= {"archive", "archive_location"}
    if (stated := text(item.get("number"))) and stated != number:
        _number(stated, fields, kind, unread)
    _custom(item, fields)
    if address := text(item.get("URL")):
        fields["url"] = address
        for name, value in identified(address).items():
            fields[name] = fields.get(name) or value
    _notes(item, fields, identifiers)


def _number(stated: str, fields: dict[str, Any], kind: str, unread: set[str]) -> None:
    """Read what is numbered: a report, an article in its journal (as in the style of the APA), a patent."""
    if kind in ("report", "standard"):
        fields["report_no"] = stated
    elif kind in _NUMBERED and fields.get("arxiv_id") != stated:
        fields["article_number"] = fields.get("article_number") or stated
        if fields.get("pages") == stated:
            fields["pages"] = None
    elif kind == "patent":
        patent = {"scheme": "patent", "value": stated}
        fields["other_identifiers"] = [*fields["other_identifiers"], patent]
    else:
        unread.add("number")


def _custom(item: dict[str, Any], fields: dict[str, Any]) -> None:
    """Read the numbers of data bases among what an item states for programs."""
    custom = item.get("custom")
    for key, value in custom.items() if isinstance(custom, dict) else ():
        stated, scheme = text(value), str(key).lower()
        if stated and scheme == "eissn":
            fields["venue_identifiers"]["eissn"] = stated
            told_once(fields["venue_identifiers"])
        elif stated and scheme == "arxiv-category" and fields.get("arxiv_id"):
            fields["primary_category"], fields["categories"] = stated, [stated]
        elif stated and scheme in MARKS:
            put(fields, scheme, stated)


def _server(item: dict[str, Any], fields: dict[str, Any], unread: set[str]) -> None:
    """Read where a preprint is: in an archive that is named, or where its publisher is a server."""
    publisher = fields.get("publisher")
    if archive := text(item.get("archive")):
        fields["venue"], fields["venue_kind"] = archive, "repository"
        unread.discard("archive")
    elif publisher and is_server(publisher):
        fields |= {"venue": publisher, "venue_kind": "repository", "publisher": None}


def _notes(item: dict[str, Any], fields: dict[str, Any], identifiers: dict[str, str]) -> None:
    note = text(item.get("note"))
    became, status = statuses_in(text(item.get("status")) or "")
    more, rest = statuses_in(note or "")
    cut, rest = cut_list_in(rest)
    if cut:
        fields["authors_complete"] = False
    fields["statuses"] = became + [one for one in more if one not in became]
    fields["comment"] = "; ".join(filter(None, [rest, status])) or None
    for name, value in identifiers_in(note or "").items():
        if name in ("doi", "arxiv_id"):
            fields[name] = fields.get(name) or value
        elif (Pmid if name == "pmid" else Pmcid).parse(value):
            identifiers.setdefault(name, value)


def _kind(item: dict[str, Any], fields: dict[str, Any], kind: str, unread: set[str]) -> None:
    found = KINDS.get(kind) or (work_type(kind) if kind not in ("article", "review") else None)
    genre = text(item.get("genre")) or ""
    if kind == "thesis":
        found = next((degree for sign, degree in DEGREES if sign in genre.lower()), "thesis")
        unread |= {"genre"} if found == "thesis" else set()
    elif genre.lower() == "preprint":
        found = "preprint"
    elif genre:
        unread.add("genre")
    if (
        fields.get("arxiv_id")
        and not fields.get("venue")
        and kind in ("article", "article-journal", "manuscript")
    ):
        found = "preprint"
    fields["work_type"] = found
    if found == "preprint" and not fields.get("venue") and not fields.get("arxiv_id"):
        _server(item, fields, unread)
    if kind and found != kind:
        fields["work_type_as_stated"] = kind
