"""InvenioRDM and Zenodo: records of their REST APIs.

https://inveniordm.docs.cern.ch/reference/metadata/, and the form that Zenodo had before it and still answers
(https://developers.zenodo.org).
"""

from __future__ import annotations

from typing import Any, Final

from kg.kinds import VenueKind, WorkType
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.json_values import count, inside, objects, plain, text, texts
from kg.readers.language_codes import spoken
from kg.readers.languages import language
from kg.readers.relation_words import relation
from kg.readers.serials import issns_and_isbns
from kg.readers.services.invenio_people import contributor_of, creators_of, person_of
from kg.readers.services.service import day, days_of, event, filled, held, service

_KEPT: Final = "it says how the repository keeps the record"
_KINDS: Final[dict[str, WorkType]] = {
    "publication-article": "journal-article", "publication-preprint": "preprint", "publication-book": "book",
    "publication-section": "book-chapter", "publication-conferencepaper": "proceedings-article",
    "publication-conferenceproceeding": "proceedings", "publication-report": "report",
    "publication-technicalnote": "report", "publication-thesis": "thesis",
    "publication-dissertation": "dissertation",
    "publication-workingpaper": "report", "publication-peerreview": "peer-review",
    "publication-datapaper": "journal-article",
    "dataset": "dataset", "software": "software", "publication-blogpost": "other",
}  # fmt: skip
_IN_VOLUMES: Final[dict[str, VenueKind]] = {"proceedings-article": "proceedings", "book-chapter": "book"}
_WHOLE: Final = ("book", "proceedings")
_DATES: Final = {
    "accepted": "accepted", "available": "available", "collected": "collected", "copyrighted": "copyrighted",
    "created": "created", "issued": "issued", "submitted": "submitted", "updated": "updated",
    "withdrawn": "withdrawn",
}  # fmt: skip
_PEOPLE: Final = "authors contributors"

TABLE: Final = FieldTable(
    read={
        "doi": "doi", "pids.doi.identifier": "doi", "metadata.doi": "doi",
        "conceptdoi": "relations",
        "metadata.title": "title", "title": "title", "metadata.additional_titles[].*": "titles",
        "metadata.creators[].*": _PEOPLE, "metadata.contributors[].*": _PEOPLE,
        "metadata.description": "abstract",
        "metadata.additional_descriptions[].*": "abstracts comment", "metadata.publication_date": "published",
        "metadata.resource_type.*": "work_type work_type_as_stated", "metadata.publisher": "publisher",
        "metadata.rights[].*": "licenses", "metadata.license.*": "licenses",
        "metadata.subjects[].*": "keywords subjects",
        "metadata.keywords[]": "keywords", "metadata.related_identifiers[].*": "relations",
        "metadata.languages[].*": "language languages",
        "metadata.language": "language languages",
        "metadata.funding[].*": "funding", "metadata.grants[].*": "funding",
        "metadata.identifiers[].*": "identifiers arxiv_id other_identifiers",
        "metadata.alternate_identifiers[].*": "identifiers arxiv_id other_identifiers",
        "metadata.dates[].*": "dates", "metadata.references[].*": "references",
        "metadata.references[]": "references",
        "metadata.journal.*": "venue volume issue pages venue_identifiers", "metadata.meeting.*": "event",
        "metadata.imprint.*": "publisher place identifiers venue", "metadata.part_of.*": "venue pages",
        "metadata.thesis.*": "contributors", "metadata.notes": "comment",

        "custom_fields.journal:journal.*": "venue volume issue pages venue_identifiers",
        "custom_fields.imprint:imprint.*": "venue pages place identifiers edition",
        "custom_fields.meeting:meeting.*": "event",
        "custom_fields.thesis:*": "contributors", "custom_fields.code:codeRepository": "code_url",
        "updated": "source", "modified": "source",
        "links.self_html": "url", "links.html": "url", "stats.*": "counts",
    },
    dropped={
        "id": _KEPT, "links.*": _KEPT, "files*": _KEPT, "media_files.*": _KEPT, "owners[]*": _KEPT,
        "parent.*": _KEPT,
        "versions.*": _KEPT,
        "conceptrecid": _KEPT, "created": _KEPT, "revision*": _KEPT, "recid": _KEPT, "status": _KEPT,
        "state": _KEPT,
        "submitted": _KEPT, "is_*": _KEPT, "access.*": _KEPT, "pids.*": _KEPT, "metadata.access_*": _KEPT,
        "metadata.relations.*": _KEPT, "metadata.communities[]*": _KEPT, "stats.version_*": _KEPT,
        "stats.volume": _KEPT,
        "stats.unique_*": _KEPT, "expanded.*": _KEPT, "ui.*": _KEPT, "deletion_status.*": _KEPT,
        "swh.*": _KEPT,
        "stats.this_version.*": _KEPT, "stats.all_versions.*": _KEPT, "metadata.prereserve_doi.*": _KEPT,
        "doi_url": _KEPT,
    },
)  # fmt: skip


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    fields = draft.fields
    meta = stated.get("metadata")
    if not isinstance(meta, dict):
        return "it has no metadata"
    custom = held(stated, "custom_fields")
    fields["title"] = plain(meta.get("title")) or plain(stated.get("title"))
    fields["titles"] = [
        filled(
            {
                "text": words,
                "kind": "translated" if "translated" in str(one.get("type")) else "alternative",
                "language": language(text(inside(one, "lang", "id")) or text(one.get("lang")) or ""),
            }
        )
        for one in objects(meta.get("additional_titles"))
        if (words := plain(one.get("title"))) and "subtitle" not in str(one.get("type"))
    ]
    fields["subtitle"] = next(
        (
            plain(one.get("title"))
            for one in objects(meta.get("additional_titles"))
            if "subtitle" in str(one.get("type"))
        ),
        None,
    )
    fields["doi"] = (
        text(inside(stated, "pids", "doi", "identifier")) or text(stated.get("doi")) or text(meta.get("doi"))
    )
    fields["abstract"] = text(meta.get("description"))
    fields["comment"] = text(meta.get("notes"))
    fields["authors"], others = creators_of(meta.get("creators"))
    fields["contributors"] = [*others, *(contributor_of(one) for one in objects(meta.get("contributors")))]
    _kind(meta, draft)
    _place(meta, custom, draft)
    _links(stated, meta, draft)
    printed = text(meta.get("publication_date"))
    begin, _, end = (printed or "").partition("/")
    fields["published"] = day(begin)
    fields["year"] = int(begin[:4]) if begin[:4].isascii() and begin[:4].isdigit() else None
    fields["dates"] = [{"kind": "published", "date": day(begin), "end": day(end)}] if end else []
    for one in objects(meta.get("dates")):
        word, when = (
            text(inside(one, "type", "id")) or text(one.get("type")) or "",
            text(one.get("date")) or text(one.get("start")),
        )
        if when:
            fields["dates"].append(
                filled({"kind": _DATES.get(word.lower(), "other"), "date": day(when), "note": word})
            )
    tags = [
        *texts(meta.get("language")),
        *(text(one.get("id")) or "" for one in objects(meta.get("languages"))),
    ]
    fields |= spoken(*tags)
    fields["observed"] = day(stated.get("updated")) or day(stated.get("modified"))
    return None


def _kind(meta: dict[str, Any], draft: Draft) -> None:
    stated = held(meta, "resource_type")
    word = text(stated.get("id")) or "-".join(
        filter(None, [text(stated.get("type")), text(stated.get("subtype"))])
    )
    found = _KINDS.get(word) or _KINDS.get(word.partition("-")[0])
    draft.fields["work_type"], draft.fields["work_type_as_stated"] = found, word or None


def _place(meta: dict[str, Any], custom: dict[str, Any], draft: Draft) -> None:
    fields = draft.fields
    journal = next(iter(objects(custom.get("journal:journal")) or objects(meta.get("journal"))), {})
    imprint = next(iter(objects(custom.get("imprint:imprint")) or objects(meta.get("imprint"))), {})
    part = held(meta, "part_of")
    meeting = next(iter(objects(custom.get("meeting:meeting")) or objects(meta.get("meeting"))), {})
    _appeared(journal, plain(part.get("title")) or plain(imprint.get("title")), fields)
    fields["pages"] = text(journal.get("pages")) or text(part.get("pages")) or text(imprint.get("pages"))
    fields["place"], fields["edition"] = plain(imprint.get("place")), text(imprint.get("edition"))
    fields["publisher"] = plain(meta.get("publisher")) or plain(imprint.get("publisher"))
    issns, isbns = texts(journal.get("issn")), texts(imprint.get("isbn"))
    fields.update(
        issns_and_isbns(issns, isbns, part=bool(fields["venue"]) and fields["work_type"] not in _WHOLE)
    )
    begin, end = days_of(text(meeting.get("dates")) or "")
    fields["event"] = event(meeting.get("title"), meeting.get("place"), begin, end)
    if fields["event"] and (short := text(meeting.get("acronym"))):
        fields["event"]["acronym"] = short
    university = (
        text(inside(meta, "thesis", "university"))
        or text(custom.get("thesis:university"))
        or text(inside(custom, "thesis:thesis", "university"))
    )
    if university:
        fields["contributors"].append({"name": university, "kind": "collective", "role": "institution"})
    fields["contributors"] += [
        person_of(one) | {"role": "supervisor"} for one in objects(inside(meta, "thesis", "supervisors"))
    ]


def _appeared(journal: dict[str, Any], whole: str | None, fields: dict[str, Any]) -> None:
    """State what the work appeared in: a volume before the series that is given as its journal."""
    name, kind = plain(journal.get("title")), fields["work_type"]
    fields["issue"] = text(journal.get("issue"))
    if whole and name and whole != name and kind in _IN_VOLUMES:
        fields["venue"], fields["venue_kind"] = whole, _IN_VOLUMES[kind]
        fields["series"], fields["series_number"] = name, text(journal.get("volume"))
        return
    fields["venue"], fields["volume"] = name or whole, text(journal.get("volume"))
    fields["venue_kind"] = "journal" if name and kind == "journal-article" else None


def _links(stated: dict[str, Any], meta: dict[str, Any], draft: Draft) -> None:
    fields = draft.fields
    for one in (*objects(meta.get("identifiers")), *objects(meta.get("alternate_identifiers"))):
        scheme, value = (text(one.get("scheme")) or "").lower(), text(one.get("identifier"))
        if value and scheme == "arxiv":
            fields["arxiv_id"] = value
        elif value and scheme not in ("", "url", "doi"):
            fields["identifiers"].setdefault(scheme, value)
        elif value and scheme == "doi":
            fields.setdefault("other_identifiers", []).append({"scheme": "doi", "value": value})
    relations = []
    for one in objects(meta.get("related_identifiers")):
        word = text(inside(one, "relation_type", "id")) or text(one.get("relation")) or ""
        made = {
            "kind": relation(word),
            "scheme": text(one.get("scheme")),
            "identifier": text(one.get("identifier")),
            "as_stated": word,
        }
        relations.append(filled(made))
    if (concept := text(stated.get("conceptdoi"))) and concept != fields["doi"]:
        relations.append({"kind": "version-of", "scheme": "doi", "identifier": concept})
    fields["relations"] = relations
    fields["url"] = text(inside(stated, "links", "self_html")) or text(inside(stated, "links", "html"))
    fields["code_url"] = text(inside(stated, "custom_fields", "code:codeRepository"))
    rights = [
        text(inside(one, "props", "url")) or text(one.get("id")) or plain(inside(one, "title", "en"))
        for one in objects(meta.get("rights"))
    ]
    rights += [text(one.get("id")) for one in objects(meta.get("license"))]
    fields["licenses"] = [{"license": one} for one in rights if one]
    fields["keywords"] = texts(meta.get("keywords"))
    fields["subjects"] = []
    for one in objects(meta.get("subjects")):
        term, code = plain(one.get("subject")) or plain(one.get("term")), text(one.get("id"))
        code = code or text(one.get("identifier"))
        if code:
            fields["subjects"].append(filled({"term": term, "code": code, "scheme": text(one.get("scheme"))}))
        elif term:
            fields["keywords"].append(term)
    fields["funding"] = [_grant(one) for one in (*objects(meta.get("funding")), *objects(meta.get("grants")))]
    printed = [text(one.get("reference")) for one in objects(meta.get("references"))]
    fields["references"] = [{"text": one} for one in (*texts(meta.get("references")), *printed) if one]
    fields["counts"] = [
        {"kind": kind, "value": number}
        for kind in ("downloads", "views")
        if (number := count(inside(stated, "stats", kind))) is not None
    ]


def _grant(one: dict[str, Any]) -> dict[str, Any]:
    funder = held(one, "funder")
    award = held(one, "award") or one
    identifiers = filled({"funder": text(funder.get("doi"))})
    title = award.get("title")
    return filled({
        "funder": filled({"name": plain(funder.get("name")), "identifiers": identifiers}),
        "award": text(award.get("number")) or text(award.get("code")),
        "award_title": plain(title.get("en") if isinstance(title, dict) else title),
    })  # fmt: skip


service(
    "invenio",
    "Zenodo and InvenioRDM records in JSON",
    _fill,
    TABLE,
    told_by=(
        "conceptrecid",
        "metadata.creators metadata.resource_type",
        "metadata.creators metadata.publication_date",
        "pids metadata",
    ),
    lists=("hits.hits", "hits"),
)
