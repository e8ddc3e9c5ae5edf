"""One DataCite resource, under the keys of DataCite's JSON, as a record."""

from __future__ import annotations

from typing import Any, Final

from kg.identifiers import ArxivId
from kg.kinds import WorkType
from kg.readers.datacite.dates import read_dates
from kg.readers.datacite.links import read_links
from kg.readers.datacite.people import read_people
from kg.readers.datacite.placeholders import stated_text
from kg.readers.draft import Draft
from kg.readers.json_values import count, objects, plain, text, texts
from kg.readers.language_codes import language_tag

_KINDS: Final[dict[str, WorkType]] = {
    "book": "book", "bookchapter": "book-chapter", "conferencepaper": "proceedings-article",
    "conferenceproceeding": "proceedings", "dataset": "dataset", "dissertation": "thesis",
    "journalarticle": "journal-article", "peerreview": "peer-review", "preprint": "preprint",
    "report": "report", "software": "software",
}  # fmt: skip
_WIDE: Final = frozenset(["text", "other", ""])
_TITLES: Final = {"translatedtitle": "translated", "alternativetitle": "alternative", "other": "alternative"}
_COUNTS: Final = (
    ("citations", "citationCount"), ("references", "referenceCount"), ("views", "viewCount"),
    ("downloads", "downloadCount"),
)  # fmt: skip


def read_resource(stated: dict[str, Any], draft: Draft) -> None:
    """State all that a resource says."""
    fields = draft.fields
    if updated := text(stated.get("updated")):
        fields["observed"] = updated[:10]
    fields["language"] = language_tag(text(stated.get("language")))
    _kind(stated, draft)
    _identifiers(stated, draft)
    _titles(stated, draft)
    _descriptions(stated, draft)
    publisher = stated.get("publisher")
    publisher = plain(publisher.get("name") if isinstance(publisher, dict) else publisher)
    fields["publisher"] = stated_text(publisher, "publisher", draft)
    fields["extent"] = "; ".join(texts(stated.get("sizes"))) or None
    fields["url"] = text(stated.get("url"))
    read_people(stated, draft)
    read_dates(stated, draft)
    read_links(stated, draft)
    fields["counts"] = [
        {"kind": kind, "value": value, "observed": fields.get("observed")}
        for kind, key in _COUNTS
        if (value := count(stated.get(key))) is not None
    ]


def _kind(stated: dict[str, Any], draft: Draft) -> None:
    """State the kind: by the general type, or where that is as wide as `Text` by the other words."""
    types = next(iter(objects(stated.get("types"))), {})
    general = text(types.get("resourceTypeGeneral")) or text(stated.get("resourceTypeGeneral")) or ""
    words = plain(types.get("resourceType"))
    if kind := _KINDS.get(general.lower()):
        draft.fields["work_type"] = kind
    elif general.lower() in _WIDE:
        draft.kind(words)
    said = " / ".join(dict.fromkeys(filter(None, (general, words))))
    draft.fields["work_type_as_stated"] = said if said and said != draft.fields.get("work_type") else None


def _identifiers(stated: dict[str, Any], draft: Draft) -> None:
    doi = text(stated.get("doi"))
    own: dict[str, str] = {}
    others: list[dict[str, str]] = []
    for one in (*objects(stated.get("identifiers")), *objects(stated.get("alternateIdentifiers"))):
        value = text(one.get("identifier")) or text(one.get("alternateIdentifier"))
        word = text(one.get("identifierType")) or text(one.get("alternateIdentifierType")) or "other"
        scheme = "-".join(word.lower().split())
        if not value:
            continue
        if scheme == "doi":
            doi = doi or value
            others += [{"scheme": "doi", "value": value}] if not value.lower().endswith(doi.lower()) else []
        elif scheme == "arxiv" and (eprint := ArxivId.parse(value)):
            draft.fields.setdefault("arxiv_id", eprint.value)
        elif scheme in own or scheme in ("orcid", "arxiv"):
            others.append({"scheme": scheme, "value": value})
        else:
            own[scheme] = value
    draft.fields |= {"doi": stated_text(doi, "doi", draft), "identifiers": own, "other_identifiers": others}


def _titles(stated: dict[str, Any], draft: Draft) -> None:
    """State the titles: the main one is the first without a type, of several that in the work's language."""
    entries = [one for one in objects(stated.get("titles")) if text(one.get("title"))]
    kinds = [(text(one.get("titleType")) or "").lower() for one in entries]
    language = draft.fields.get("language")
    untyped = [one for one, kind in zip(entries, kinds, strict=True) if not kind]
    main = next(
        (one for one in untyped if language and language_tag(text(one.get("lang"))) == language),
        next(iter(untyped), next(iter(entries), None)),
    )
    others = draft.fields.setdefault("titles", [])
    for one, kind in zip(entries, kinds, strict=True):
        words = text(one.get("title"))
        if one is main:
            draft.fields["title"] = stated_text(words, "title", draft)
        elif kind == "subtitle" and "subtitle" not in draft.fields:
            draft.fields["subtitle"] = words
        else:
            tag = language_tag(text(one.get("lang")))
            others.append({"text": words, "kind": _TITLES.get(kind, "alternative"), "language": tag})


def _descriptions(stated: dict[str, Any], draft: Draft) -> None:
    """State the abstract, and those in other languages; other descriptions stay as stated."""
    abstracts = [
        (words, language_tag(text(one.get("lang"))))
        for one in objects(stated.get("descriptions"))
        if (text(one.get("descriptionType")) or "").lower() == "abstract"
        and (words := _lines(one.get("description")))
    ]
    language = draft.fields.get("language")
    abstracts.sort(key=lambda one: bool(language) and one[1] != language)  # the work's own first
    if abstracts:
        draft.fields["abstract"] = abstracts[0][0]
    draft.fields["abstracts"] = [{"text": words, "language": tag} for words, tag in abstracts[1:]]


def _lines(value: object) -> str | None:
    """Return a text with the ends of its lines."""
    lines = (" ".join(line.split()) for line in value.split("\n")) if isinstance(value, str) else ()
    return "\n".join(filter(None, lines)) or None
