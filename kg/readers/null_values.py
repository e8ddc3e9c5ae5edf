"""Values of a record that say that there is no value, taken out of it and told as damage."""

from __future__ import annotations

from typing import Any, Final

from kg.records import Damage
from kg.repair.null_tokens import is_null

_TEXTS: Final = (
    "title", "subtitle", "abstract", "comment", "venue", "venue_abbreviation", "series", "series_number",
    "edition", "place", "publisher", "volume", "issue", "pages", "article_number", "extent", "journal_ref",
    "report_no", "language", "submitter", "license",
)  # fmt: skip
_LISTS: Final = ("keywords", "institutions")
_STATEMENTS: Final = {"titles": "text", "abstracts": "text", "subjects": "term"}
_AS: Final = {"titles": "title", "abstracts": "abstract", "subjects": "keywords", "institutions": "publisher"}


def without_nulls(record: dict[str, Any]) -> list[Damage]:
    """Take null tokens out of `record`, a record's object, and return the damage that they are."""
    damage: list[Damage] = []

    def null(value: object, field: str) -> bool:
        if not isinstance(value, str) or not value.strip() or not is_null(value, _AS.get(field, field)):
            return False
        damage.append(Damage(kind="null_token", field=field, note=f"no value: {value[:80]}"))
        return True

    for field in _TEXTS:
        if null(record.get(field), field):
            del record[field]
            if field == "venue":
                record.pop("venue_kind", None)
    if isinstance(event := record.get("event"), dict):
        for key in [key for key, value in event.items() if null(value, "event")]:
            del event[key]
        if not event:
            del record["event"]
    for field in _LISTS:
        if isinstance(values := record.get(field), list | tuple):
            record[field] = [one for one in values if not null(one, field)]
    for field, key in _STATEMENTS.items():
        if isinstance(values := record.get(field), list | tuple):
            record[field] = [
                one for one in values if not (isinstance(one, dict) and null(one.get(key), field))
            ]
    return damage
