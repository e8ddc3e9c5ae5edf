"""What people may leave out of a record in JSON, or say in short, written out in full."""

from __future__ import annotations

import re
from typing import Any, Final

from kg.kinds import venue_kind, work_type
from kg.readers.people import write_out
from kg.records import Damage, Profile, WorkRecord

_TEXTS: Final = (
    "title", "abstract", "comment", "arxiv_id", "doi", "submitted", "updated", "submitter", "work_type",
    "published", "subtitle", "venue_abbreviation", "series_number", "article_number", "extent",
    "work_type_as_stated", "venue", "venue_kind", "series", "edition", "place", "publisher", "volume",
    "issue", "pages", "journal_ref", "report_no", "language", "license", "url",
)  # fmt: skip
_LISTS: Final = ("keywords", "references", "institutions", "categories", "categories_as_stated")
# what others call the same
_NEAR: Final = {
    "author": "authors", "creator": "authors", "creators": "authors", "editor": "editors",
    "journal": "venue", "booktitle": "venue", "journal_title": "venue", "number": "issue",
    "summary": "abstract", "arxiv": "arxiv_id", "arxivid": "arxiv_id", "eprint": "arxiv_id",
    "keyword": "keywords", "lang": "language", "licence": "license", "page": "pages", "comments": "comment",
    "report_number": "report_no", "address": "place", "link": "url", "cites": "references",
    "date_published": "published", "publication_date": "published",
    "pmid": "identifiers.pmid", "pmcid": "identifiers.pmcid", "isbn": "identifiers.isbn",
    "issn": "venue_identifiers.issn", "openalex": "identifiers.openalex",
}  # fmt: skip
_INSTANT: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*")


def written_out(
    stated: dict[str, Any],
) -> tuple[dict[str, Any], set[str], dict[str, str], list[Damage]]:
    """Return the full form of a record's object, unknown keys that were left out, near ones, what was odd.

    Numbers may stand for texts and texts for lists of one; an author or editor may be a name, a status its
    kind; `type` may be the type of the work; what is null or empty counts as not stated, but that it is not
    known whether the list of authors is whole.
    """
    kind = stated.get("type", "work")
    model = Profile if kind == "profile" else WorkRecord
    mapped: dict[str, str] = {}
    if model is WorkRecord:
        stated, mapped = _with_own_keys(stated)
    unknown = {key for key in stated if key not in model.model_fields}
    record = {key: value for key, value in stated.items() if key not in unknown and _says(key, value)}
    damage: list[Damage] = []
    if model is Profile:
        return record, unknown, mapped, damage
    record["type"] = "work"
    if isinstance(kind, str) and kind not in ("work", ""):
        record.setdefault("work_type", kind)
    for key in _TEXTS:
        record |= {key: text} if (text := _text(record.get(key))) is not None else {}
    for key in _LISTS:
        if isinstance(record.get(key), str):
            record[key] = _list(key, record[key])
    _numbers(record)
    _dates(record)
    _kinds(record, damage)
    _statuses(record)
    for field in ("authors", "editors", "contributors"):
        write_out(record, field, unknown, damage)
    return record, unknown, mapped, damage


def _with_own_keys(stated: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return an object under kg's own keys, and which of its keys were read as which."""
    made: dict[str, Any] = {}
    mapped: dict[str, str] = {}
    for key, value in stated.items():
        plain = key.strip().lower().replace("-", "_").replace(" ", "_")
        own = key if key in WorkRecord.model_fields else _NEAR.get(plain, plain)
        holder, _, scheme = own.partition(".")
        if own == key or holder not in WorkRecord.model_fields or (holder in stated and not scheme):
            made[key] = value
        elif not scheme:
            made[own], mapped[key] = value, own
        elif isinstance(made.setdefault(holder, stated.get(holder) or {}), dict):
            made[holder] = {scheme: str(value), **made[holder]}
            mapped[key] = own
    return made, mapped


def _says(key: str, value: object) -> bool:
    return key == "authors_complete" or not _empty(value)


def _empty(value: object) -> bool:
    return (
        value is None
        or (isinstance(value, str | list | dict) and not value)
        or (isinstance(value, str) and value.isspace())
    )


def _text(value: object) -> str | None:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]  # as Crossref has it
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _list(key: str, text: str) -> list[str]:
    if key.startswith("categories"):
        return text.replace(",", " ").split()
    return (
        [part for part in map(str.strip, text.split(";")) if part] if key != "references" else [text.strip()]
    )


def _numbers(record: dict[str, Any]) -> None:
    year, version = record.get("year"), record.get("version")
    if isinstance(year, str) and re.fullmatch(r"\s*[12]\d{3}\s*", year):
        record["year"] = int(year)
    if isinstance(version, str) and (match := re.fullmatch(r"\s*v?([1-9]\d{0,3})\s*", version)):
        record["version"] = int(match[1])


def _dates(record: dict[str, Any]) -> None:
    """Take the day of an instant: the record's dates have no time; what was stated is kept."""
    for key in ("submitted", "updated", "published"):
        if isinstance(record.get(key), str) and (match := _INSTANT.fullmatch(record[key])):
            if key == "submitted":
                record.setdefault("date_as_stated", record[key])
            record[key] = match[1]


def _kinds(record: dict[str, Any], damage: list[Damage]) -> None:
    """Read the words for the kinds of work and venue; one that is in no list stays as it was stated."""
    if isinstance(stated := record.get("work_type"), str) and (kind := work_type(stated)) != stated:
        del record["work_type"]
        record |= {"work_type": kind} if kind else {}
        record.setdefault("work_type_as_stated", stated)
        if not kind:
            note = f"no kind of work that kg knows: {stated[:80]}"
            damage.append(Damage(kind="other", field="work_type", note=note))
    if isinstance(stated := record.get("venue_kind"), str) and (found := venue_kind(stated)) != stated:
        del record["venue_kind"]
        record |= {"venue_kind": found} if found else {}
        if not found:
            note = f"no kind of venue that kg knows: {stated[:80]}"
            damage.append(Damage(kind="other", field="venue_kind", note=note))


def _statuses(record: dict[str, Any]) -> None:
    stated = record.get("statuses")
    if isinstance(stated, str | dict):
        stated = [stated]
    if isinstance(stated, list):
        record["statuses"] = [
            {"kind": one.strip().lower()} if isinstance(one, str) else one for one in stated
        ]
