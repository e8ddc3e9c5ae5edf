"""What a Crossref work points to: references, funders, licences, related works, and notices about it."""

from __future__ import annotations

import re
from typing import Any, Final

from kg.readers.crossref.dates import date
from kg.readers.draft import Draft
from kg.readers.json_values import count, inside, objects, plain, text, texts
from kg.readers.relation_words import relation, status, update, updated_by
from kg.records.statement import LicenseScope

_SCOPES: Final[dict[str, LicenseScope]] = {
    "vor": "version-of-record", "am": "accepted-manuscript", "tdm": "text-mining",
}  # fmt: skip
_YEAR: Final = re.compile(r"(?<!\d)(1[0-9]\d\d|20\d\d)(?!\d)")
_CITED: Final = frozenset(
    ["key", "DOI", "unstructured", "author", "year", "journal-title", "article-title", "volume-title",
     "series-title", "volume", "issue", "first-page", "article-number", "ISSN", "ISBN"]
)  # fmt: skip
_REGISTRY: Final = "10.13039/"
_NOTICES: Final = {"retracts": "retraction", "corrects": "correction"}


def read_links(stated: dict[str, Any], draft: Draft) -> None:
    """State references, funding, licences, relations, statuses and counts."""
    observed = draft.fields.get("observed")
    _licenses(stated, draft, observed)
    draft.fields["funding"] = [grant for one in objects(stated.get("funder")) for grant in _grants(one)]
    draft.fields["references"] = [_reference(one) for one in objects(stated.get("reference"))]
    counts = (("citations", "is-referenced-by-count"), ("references", "reference-count"))
    draft.fields["counts"] = [
        {"kind": kind, "value": value, "observed": observed}
        for kind, key in counts
        if (value := count(stated.get(key))) is not None
    ]
    _relations(stated, draft)
    _updates(stated, draft)


def _licenses(stated: dict[str, Any], draft: Draft, observed: str | None) -> None:
    """State the licences, and which holds now of the version of record, if one does.

    That of a manuscript or for text mining is none for readers; `unspecified` holds for every version.
    """
    found: list[dict[str, Any]] = []
    now: list[tuple[str, str]] = []
    for one in objects(stated.get("license")):
        address, scope = text(one.get("URL")), text(one.get("content-version")) or "unspecified"
        if not address:
            continue
        start = date(one.get("start"), "licenses", draft.damage)
        entry = {"license": address, "scope": _SCOPES.get(scope, "other"), "start": start}
        if entry not in found:
            found.append(entry)
        if scope in ("vor", "unspecified") and (start is None or observed is None or start <= observed):
            now.append((start or "", address))
    draft.fields["licenses"] = found
    if now:
        draft.fields["license"] = max(now)[1]


def _grants(stated: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a grant for each award of a funder, or one without a number."""
    identifiers: dict[str, str] = {}
    own = text(stated.get("DOI"))
    pairs = [("DOI", own)] if own else []
    pairs += [
        (text(one.get("id-type")) or "", value)
        for one in objects(stated.get("id"))
        if (value := text(one.get("id")))
    ]
    for scheme, value in pairs:
        if scheme.lower() == "doi":
            at = value.find(_REGISTRY)
            identifiers.setdefault("funder" if at >= 0 else "doi", value[max(at, 0) :])
        elif scheme:
            identifiers.setdefault(scheme.lower(), value)
    funder = {"name": plain(stated.get("name")), "identifiers": identifiers}
    funder = {key: value for key, value in funder.items() if value}
    awards = texts(stated.get("award"))
    titles: dict[str, str | None] = {}
    for one in objects(stated.get("award-info")):
        for number in texts(one.get("award-number")):
            titles[number] = plain(one.get("title"))
    numbers: list[str | None] = [*dict.fromkeys([*awards, *titles])]
    return [
        {"funder": funder or None, "award": number, "award_title": titles.get(number or "")}
        for number in numbers or [None]
    ]


def _reference(stated: dict[str, Any]) -> dict[str, Any]:
    """Return a reference by its parts: an article in a journal, a chapter in a volume, or a volume."""
    values = {key: plain(value) for key, value in stated.items() if key in _CITED}
    year = _YEAR.search(values.get("year") or "")
    container = values.get("journal-title")
    title = values.get("article-title")
    volume = values.get("volume-title") or values.get("series-title")
    if title is None and container is None:
        title, volume = volume, values.get("series-title") if values.get("volume-title") else None
    identifiers = {
        scheme: number.rpartition("/")[2]
        for scheme, key in (("issn", "ISSN"), ("isbn", "ISBN"))
        if (number := values.get(key))
    }
    return {
        key: value
        for key, value in {
            "key": values.get("key"), "doi": values.get("DOI"), "text": values.get("unstructured"),
            "title": title, "authors": values.get("author"), "year": int(year[1]) if year else None,
            "venue": container or volume, "volume": values.get("volume"), "issue": values.get("issue"),
            "pages": values.get("first-page") or values.get("article-number"), "identifiers": identifiers,
        }.items()
        if value
    }  # fmt: skip


def _relations(stated: dict[str, Any], draft: Draft) -> None:
    relations = draft.fields.setdefault("relations", [])
    found = stated.get("relation")
    for word, several in found.items() if isinstance(found, dict) else ():
        for one in objects(several):
            scheme, value = (text(one.get("id-type")) or "other").lower(), text(one.get("id"))
            if value:
                scheme = "url" if scheme == "uri" else scheme
                relations.append(
                    {"kind": relation(word), "scheme": scheme, "identifier": value, "as_stated": word}
                )


def _updates(stated: dict[str, Any], draft: Draft) -> None:
    """State what the work updates, and by which notices it was updated itself.

    A notice that has the DOI of the work it is about (as Retraction Watch's data have some) is no work apart.
    """
    own = (text(stated.get("DOI")) or "").lower()
    relations, statuses = draft.fields.setdefault("relations", []), draft.fields.setdefault("statuses", [])
    kinds = set()
    for one in objects(stated.get("update-to")):
        doi, word = text(one.get("DOI")), text(one.get("type")) or text(one.get("label")) or "update"
        if doi and doi.lower() == own:
            statuses += _status(one, word, draft, None)
        elif doi:
            kinds.add(update(word))
            relations.append({"kind": update(word), "scheme": "doi", "identifier": doi, "as_stated": word})
    if (
        len(kinds) == 1
        and (kind := _NOTICES.get(kinds.pop()))
        and draft.fields.get("work_type") != "preprint"
    ):
        draft.fields.setdefault("work_type_as_stated", text(stated.get("type")))
        draft.fields["work_type"] = kind
    for one in objects(stated.get("updated-by")):
        doi, word = text(one.get("DOI")), text(one.get("type")) or text(one.get("label")) or "update"
        statuses += _status(one, word, draft, doi)
        if doi and doi.lower() != own:
            relations.append(
                {"kind": updated_by(word), "scheme": "doi", "identifier": doi, "as_stated": word}
            )


def _status(stated: dict[str, Any], word: str, draft: Draft, by: str | None) -> list[dict[str, Any]]:
    kind = status(word)
    if kind is None:
        return []
    note = plain(stated.get("label"))
    day = date(inside(stated, "updated"), "statuses", draft.damage)
    return [
        {key: value for key, value in {"kind": kind, "date": day, "note": note, "by": by}.items() if value}
    ]
