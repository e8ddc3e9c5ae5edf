"""What a DataCite resource points to: related works, container, references, grants, licences, subjects."""

from __future__ import annotations

import re
from typing import Any, Final

from kg.identifiers import Issn
from kg.kinds import VenueKind
from kg.readers.datacite.dates import partial
from kg.readers.datacite.people import bare_identifier, identifier_scheme
from kg.readers.draft import Draft
from kg.readers.json_values import inside, objects, plain, text
from kg.readers.relation_words import relation

_SCHEMES: Final = {"eissn": "issn", "lissn": "issn-l", "hdl": "handle", "uri": "url", "purl": "url"}
_VENUES: Final[dict[str, VenueKind]] = {
    "journal": "journal", "book": "book", "conferenceproceeding": "proceedings",
    "datarepository": "repository", "repository": "repository",
}  # fmt: skip
_PART: Final = frozenset(["ispublishedin", "ispartof"])
_CITES: Final = frozenset(["cites", "references"])
_ACCESS: Final = re.compile(
    r"info:eu-repo/semantics/|(?:open|closed|restricted|embargoed)\s?access$", re.IGNORECASE
)
_FUNDER: Final = re.compile(r"10\.13039/\d{3,14}")
_YEAR: Final = re.compile(r"(?<!\d)(1[0-9]\d\d|20\d\d)(?!\d)")


def read_links(stated: dict[str, Any], draft: Draft) -> None:
    """State relations and references, what the work is published in, funding, licences and subjects."""
    fields = draft.fields
    fields |= {"relations": [], "references": [], "venue_identifiers": {}}
    for one in objects(stated.get("relatedItems")):
        _item(one, draft)
    _container(stated.get("container"), draft)
    for one in objects(stated.get("relatedIdentifiers")):
        _related(one, draft)
    fields["funding"] = [_grant(one) for one in objects(stated.get("fundingReferences"))]
    _rights(stated, draft)
    _subjects(stated, draft)


def _related(stated: dict[str, Any], draft: Draft) -> None:
    word, value = text(stated.get("relationType")) or "", text(stated.get("relatedIdentifier"))
    if not value:
        return
    scheme = _scheme(stated.get("relatedIdentifierType"))
    if word.lower() in _CITES:
        draft.fields["references"].append(_cited(scheme, value))
    elif word.lower() in _PART and scheme in ("issn", "issn-l"):
        _serial(scheme, value, draft)
    else:
        draft.fields["relations"].append(
            {"kind": relation(word), "scheme": scheme, "identifier": value, "as_stated": word or None}
        )


def _serial(scheme: str, value: str, draft: Draft) -> None:
    """State the ISSN of what the work is part of."""
    venue = draft.fields["venue_identifiers"]
    if Issn.parse(value) and scheme not in venue:
        venue[scheme] = value
    elif value != venue.get(scheme):
        others = draft.fields.setdefault("other_identifiers", [])
        others.append({"scheme": scheme, "value": value, "of": "venue"})


def _cited(scheme: str, value: str) -> dict[str, Any]:
    if scheme == "doi":
        return {"doi": value}
    return {"arxiv_id": value} if scheme == "arxiv" else {"identifiers": {scheme: value}}


def _item(stated: dict[str, Any], draft: Draft) -> None:
    """State a related item: a container, a work that is cited, or another relation."""
    word = text(stated.get("relationType")) or ""
    title = next((found for one in objects(stated.get("titles")) if (found := plain(one.get("title")))), None)
    entry = stated.get("relatedItemIdentifier")
    value = text(entry.get("relatedItemIdentifier") if isinstance(entry, dict) else entry)
    scheme = _scheme(inside(entry, "relatedItemIdentifierType") or stated.get("relatedItemIdentifierType"))
    first, last = text(stated.get("firstPage")), text(stated.get("lastPage"))
    pages = f"{first}-{last}" if first and last and first != last else first or last
    year = _YEAR.search(text(stated.get("publicationYear")) or "")
    if word.lower() in _PART and title and "venue" not in draft.fields:
        draft.fields |= {
            "venue": title, "venue_kind": _VENUES.get((text(stated.get("relatedItemType")) or "").lower()),
            "volume": text(stated.get("volume")), "issue": text(stated.get("issue")), "pages": pages,
            "edition": plain(stated.get("edition")),
        }  # fmt: skip
        if value and scheme in ("issn", "issn-l", "isbn", "doi"):
            draft.fields["venue_identifiers"][scheme] = value
    elif word.lower() in _CITES:
        people = [plain(one.get("name")) for one in objects(stated.get("creators"))]
        draft.fields["references"].append(
            (_cited(scheme, value) if value else {})
            | {
                "title": title, "authors": "; ".join(filter(None, people)) or None,
                "year": int(year[1]) if year else None, "volume": text(stated.get("volume")),
                "issue": text(stated.get("issue")), "pages": pages,
            }
        )  # fmt: skip
    elif value or title:
        draft.fields["relations"].append(
            {"kind": relation(word), "title": title, "as_stated": word or None}
            | ({"scheme": scheme, "identifier": value} if value else {})
        )


def _container(stated: object, draft: Draft) -> None:
    """State the container as DataCite's JSON has it, made by DataCite from other properties."""
    if not isinstance(stated, dict):
        return
    kind, title = (text(stated.get("type")) or "").lower(), plain(stated.get("title"))
    if title and "venue" not in draft.fields:
        if kind == "series":
            draft.fields["series"] = title
        else:
            draft.fields |= {"venue": title, "venue_kind": _VENUES.get(kind)}
    first, last = text(stated.get("firstPage")), text(stated.get("lastPage"))
    for key, value in (
        ("volume", text(stated.get("volume"))), ("issue", text(stated.get("issue"))),
        ("pages", f"{first}-{last}" if first and last and first != last else first or last),
        ("edition", text(stated.get("edition"))),
    ):  # fmt: skip
        if value and not draft.fields.get(key):
            draft.fields[key] = value
    value, scheme = text(stated.get("identifier")), _scheme(stated.get("identifierType"))
    if value and scheme in ("issn", "issn-l"):
        _serial(scheme, value, draft)


def _grant(stated: dict[str, Any]) -> dict[str, Any]:
    value, kind = text(stated.get("funderIdentifier")), text(stated.get("funderIdentifierType"))
    identifiers: dict[str, str] = {}
    if value and (match := _FUNDER.search(value)):
        identifiers["funder"] = match[0]
    elif value:
        scheme = identifier_scheme(value, kind, text(stated.get("schemeUri"))) or "other"
        identifiers[scheme] = bare_identifier(scheme, value)
    funder = {"name": plain(stated.get("funderName")), "identifiers": identifiers}
    funder = {key: found for key, found in funder.items() if found}
    award = stated.get("awardNumber")
    made = {
        "funder": funder or None, "award": text(award), "award_title": plain(stated.get("awardTitle")),
        "url": text(stated.get("awardUri")),
    }  # fmt: skip
    return {key: found for key, found in made.items() if found}


def _rights(stated: dict[str, Any], draft: Draft) -> None:
    """State licences; what says only who may see the work is none."""
    licenses: list[dict[str, Any]] = []
    for one in objects(stated.get("rightsList")):
        words = text(one.get("rightsUri")) or plain(one.get("rights")) or text(one.get("rightsIdentifier"))
        if words and not _ACCESS.match(words) and {"license": words} not in licenses:
            licenses.append({"license": words})
    draft.fields["licenses"] = licenses
    if len(licenses) == 1:
        draft.fields["license"] = licenses[0]["license"]


def _subjects(stated: dict[str, Any], draft: Draft) -> None:
    """State subjects of a scheme as such, others as keywords."""
    keywords, subjects = [], []
    several = stated.get("subjects")
    for one in several if isinstance(several, list) else [several]:
        if not isinstance(one, dict):
            keywords.append(plain(one))
            continue
        term, scheme = (
            plain(one.get("subject")),
            plain(one.get("subjectScheme")) or text(one.get("schemeUri")),
        )
        code = text(one.get("classificationCode")) or text(one.get("valueUri"))
        if scheme and scheme.lower() not in ("keyword", "keywords"):
            subjects.append({"term": term, "scheme": scheme, "code": code})
        else:
            keywords.append(term)
    draft.fields |= {"keywords": list(dict.fromkeys(filter(None, keywords))), "subjects": subjects}


def _scheme(stated: object) -> str:
    word = (text(stated) or "other").lower()
    return _SCHEMES.get(word, word)


__all__ = ["partial", "read_links"]
