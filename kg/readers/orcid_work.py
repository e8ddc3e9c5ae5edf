"""A work on an ORCID record: what several sources put in of it, as one record.

ORCID groups what has an identifier in common (`activities:group`); the first of a group is the one that the
person prefers. What it lacks is taken from the others, and every identifier from all.
https://info.orcid.org/documentation/integration-guide/working-with-works/ (identifiers and relationships).
"""

from __future__ import annotations

from typing import Any, Final

from kg.kinds import WorkType
from kg.readers.draft import Draft
from kg.readers.fates import PRIVATE, REPEATED, FieldTable
from kg.readers.language_codes import language_tag
from kg.readers.orcid_values import day, several, text
from kg.repair.collectives import is_collective

_KINDS: Final[dict[str, WorkType]] = {
    "journal-article": "journal-article", "conference-paper": "proceedings-article", "book": "book",
    "edited-book": "book", "book-chapter": "book-chapter", "dissertation": "thesis",
    "dissertation-thesis": "thesis", "preprint": "preprint", "report": "report", "data-set": "dataset",
    "software": "software", "research-tool": "software", "encyclopedia-entry": "reference-entry",
    "dictionary-entry": "reference-entry", "conference-proceedings": "proceedings",
}  # fmt: skip
_THESES: Final = frozenset(_KINDS[word] for word in ("dissertation", "dissertation-thesis"))
"""Works of which the journal that somebody put in may be the university."""
_SCHEMES: Final = {
    "doi": "doi", "arxiv": "arxiv", "pmid": "pmid", "pmc": "pmcid", "bibcode": "bibcode", "handle": "handle",
    "eid": "eid", "wosuid": "wosuid", "isbn": "isbn", "urn": "urn", "lccn": "lccn", "oclc": "oclc",
    "mr": "mr", "zbl": "zbl", "ssrn": "ssrn", "agr": "agricola", "cba": "cba", "ethos": "ethos",
    "jfm": "jfm", "jstor": "jstor", "ol": "openlibrary", "osti": "osti", "dnb": "dnb", "ppr": "europepmc",
}  # fmt: skip
_GRANTS: Final = frozenset(["grant_number", "grant-number", "proposal-id"])
_EDITORS: Final = frozenset(["editor"])
_PLACE: Final = "a country, of which ORCID does not say what it is of"
_KEPT: Final = "how ORCID keeps the entry, not the work"
_IDENTIFIERS: Final = "doi arxiv_id identifiers venue_identifiers other_identifiers relations funding url"
_W: Final = "work-summary[]"
TABLE: Final = FieldTable(
    read={
        "external-ids.*": _IDENTIFIERS, f"{_W}.external-ids.*": _IDENTIFIERS,
        f"{_W}.title.title": "title titles",
        f"{_W}.title.subtitle": "subtitle", f"{_W}.title.translated-title*": "titles",
        f"{_W}.journal-title": "venue contributors", f"{_W}.type": "work_type work_type_as_stated",
        f"{_W}.publication-date.*": "published", f"{_W}.url": "url", f"{_W}.short-description": "abstract",
        f"{_W}.language-code": "language", f"{_W}.contributors.*": "authors contributors",
        "last-modified-date": "source", f"{_W}.last-modified-date": "source",
    },
    dropped={
        f"{_W}.put-code": _KEPT, f"{_W}.path": _KEPT, f"{_W}.visibility": _KEPT, f"{_W}.display-index": _KEPT,
        f"{_W}.created-date": _KEPT, f"{_W}.source.source-orcid*": _KEPT,
        f"{_W}.source.source-client-id*": _KEPT,
        f"{_W}.source.assertion-origin*": _KEPT, f"{_W}.country*": _PLACE,
        f"{_W}.external-ids.external-id[].external-id-normalized*": REPEATED,
        "external-ids.external-id[].external-id-normalized*": REPEATED,
        f"{_W}.contributors.contributor[].contributor-email": PRIVATE,
    },
)  # fmt: skip


def fill(group: dict[str, Any], draft: Draft) -> None:
    """State in `draft` what a group of works says; an e-mail address of a contributor is passed over."""
    fields = draft.fields
    summaries = sorted(several(group, "work-summary"), key=lambda one: -_preference(one))
    fields["identifiers"] = {}
    for one in summaries:
        _titles(one, draft)
        for key, value in _plain(one).items():
            if value and not fields.get(key):
                fields[key] = value
        if not fields.get("published") and (date := day(one, "publication-date")):
            fields |= {"published": date, "year": int(date[:4])}
        if not fields.get("authors"):
            _contributors(one, draft)
    for holder in (*summaries, group):
        for one in several(holder, "external-ids", "external-id"):
            _identifier(one, draft)
    dates = [date for one in (*summaries, group) if (date := day(one, "last-modified-date"))]
    fields["observed"] = max(dates, default=None)


def _preference(summary: dict[str, Any]) -> int:
    index = text(summary, "display-index") or ""
    return int(index) if index.isascii() and index.isdigit() and len(index) < 9 else 0


def _plain(summary: dict[str, Any]) -> dict[str, Any]:
    word = (text(summary, "type") or "").lower().replace("_", "-")
    kind = _KINDS.get(word)
    venue = text(summary, "journal-title")
    school = venue if venue and kind in _THESES and is_collective(venue) else None
    return {
        "contributors": [{"name": school, "kind": "collective", "role": "institution"}] if school else [],
        "venue": None if school else venue, "abstract": text(summary, "short-description"),
        "language": language_tag(text(summary, "language-code")), "url": text(summary, "url"),
        "work_type": kind, "work_type_as_stated": word if word != kind else None,
    }  # fmt: skip


def _titles(summary: dict[str, Any], draft: Draft) -> None:
    title, subtitle = text(summary, "title", "title"), text(summary, "title", "subtitle")
    fields = draft.fields
    others = fields.setdefault("titles", [])
    if title and not fields.get("title"):
        fields |= {"title": title, "subtitle": subtitle}
    elif title and _folded(title) not in map(_folded, (fields["title"], *(one["text"] for one in others))):
        others.append({"text": title, "kind": "alternative"})
    if translated := text(summary, "title", "translated-title"):
        stated = summary["title"]["translated-title"]
        language = language_tag(stated.get("language-code")) if isinstance(stated, dict) else None
        if translated not in (fields.get("title"), *(one["text"] for one in others)):
            others.append({"text": translated, "kind": "translated", "language": language})


def _folded(title: str) -> str:
    return "".join(char for char in title.casefold() if char.isalnum())


def _identifier(stated: dict[str, Any], draft: Draft) -> None:
    """State one identifier by its relationship: of the work, of what it is part of, of another version."""
    word = (text(stated, "external-id-type") or "").lower()
    value = text(stated, "external-id-value")
    relation = (text(stated, "external-id-relationship") or "self").lower().replace("_", "-")
    fields, scheme = draft.fields, _SCHEMES.get(word)
    if not value:
        return
    if relation == "funded-by" or word in _GRANTS:
        _once(fields.setdefault("funding", []), {"award": value, "url": text(stated, "external-id-url")})
    elif word == "issn" or (word == "isbn" and relation == "part-of"):
        fields.setdefault("venue_identifiers", {}).setdefault(word, value)
    elif scheme and relation in ("part-of", "version-of"):
        _once(fields.setdefault("relations", []), {"kind": relation, "scheme": scheme, "identifier": value})
    elif word in ("uri", "url") and value.startswith(("http://", "https://")):
        fields["url"] = fields.get("url") or value
    elif scheme == "doi":
        fields.setdefault("doi", value)
    elif scheme == "arxiv":
        fields.setdefault("arxiv_id", value)
    elif scheme and fields["identifiers"].setdefault(scheme, value) != value:
        _once(fields.setdefault("other_identifiers", []), {"scheme": scheme, "value": value})


def _once(values: list[dict[str, Any]], value: dict[str, Any]) -> None:
    if value not in values:
        values.append(value)


def _contributors(summary: dict[str, Any], draft: Draft) -> None:
    """State the contributors; ORCID does not say whether they are all."""
    for one in several(summary, "contributors", "contributor"):
        name = text(one, "credit-name")
        role = (text(one, "contributor-attributes", "contributor-role") or "").lower()
        if not name:
            continue
        person: dict[str, Any] = {"name": name, "orcid": text(one, "contributor-orcid", "path")}
        if "credit.niso.org" in role:
            person["roles"] = [role.rstrip("/").rpartition("/")[2]]
        if not role or role in ("author", "co-author") or "roles" in person:
            draft.fields.setdefault("authors", []).append(person)
            draft.fields["authors_complete"] = None
        else:
            word = "editor" if role in _EDITORS else "other"
            made = person | {"role": word, "role_as_stated": None if word == role else role}
            draft.fields.setdefault("contributors", []).append(made)
