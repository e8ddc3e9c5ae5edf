"""Values of a record that say that there is no value, taken out of it and told as damage."""

from __future__ import annotations

from typing import Any, Final

from kg.records import Damage
from kg.repair.null_tokens import is_null

_TEXTS: Final = (
    "title", "subtitle", "abstract", "comment", "venue", "venue_abbreviation", "series", "series_number",
    "edition", "place", "publisher", "volume", "issue", "pages", "article_number", "extent", "journal_ref",
    "report_no", "date_as_stated", "language", "submitter", "license",
)  # fmt: skip
_STATEMENTS: Final = {
    "keywords": "", "institutions": "", "titles": "text", "abstracts": "text", "subjects": "term",
}  # fmt: skip
"""Lists, and the key that the text of each of their statements has; none where it is a text by itself."""
_AS: Final = {"titles": "title", "abstracts": "abstract", "subjects": "keywords", "institutions": "publisher"}


def without_nulls(record: dict[str, Any]) -> list[Damage]:
    """Take null tokens out of `record`, a record's object, and return the damage that they are."""
    damage: list[Damage] = []
    for field in _TEXTS:
        if field in record and _null(record[field], field, damage):
            del record[field]
            if field == "venue":
                record.pop("venue_kind", None)
    if isinstance(event := record.get("event"), dict):
        for key in [key for key, value in event.items() if _null(value, "event", damage)]:
            del event[key]
        if not event:
            del record["event"]
    for field, key in _STATEMENTS.items():
        if field in record and isinstance(values := record[field], list | tuple):
            record[field] = [one for one in values if not _null(_inside(one, key), field, damage)]
    if isinstance(dates := record.get("dates"), list | tuple):
        record["dates"] = [one for one in dates if not _undated(one)]
    return damage


def _undated(stated: object) -> bool:
    """Tell whether a date says that none is known; with a date beside it, it does not."""
    if not isinstance(stated, dict) or stated.get("date"):
        return False
    text = stated.get("as_stated")
    return isinstance(text, str) and is_null(text, "date_as_stated")


def _inside(value: object, key: str) -> object:
    """Return the text of a statement, which may be a text by itself."""
    return value.get(key) if isinstance(value, dict) else value if not key else None


def _null(value: object, field: str, damage: list[Damage]) -> bool:
    """Tell whether a value says that there is none; note the damage."""
    if not isinstance(value, str) or not value.strip() or not is_null(value, _AS.get(field, field)):
        return False
    damage.append(Damage(kind="null_token", field=field, note=f"no value: {value[:80]}"))
    return True
