"""What the dates of a Dublin Core record mean, as far as that is sure.

`date` is "a point or period of time associated with an event in the lifecycle of the resource"; the OpenAIRE
Guidelines have it be the date of publication. Repositories add, without a word, when a record was made.
"""

from __future__ import annotations

import re
from typing import Any, Final

from kg.readers.date_parts import stated_date
from kg.readers.dublin_core.places import ElementValues, Value, add

_REFINED: Final = {
    "created": "created", "issued": "published", "available": "available", "dateSubmitted": "submitted",
    "dateAccepted": "accepted", "modified": "updated", "dateCopyrighted": "copyrighted",
}  # fmt: skip
_EMBARGO: Final = re.compile(r"info:eu-repo/date/embargoEnd/(\d{4}-\d\d-\d\d)")
_MOMENT: Final = re.compile(r"(\d{4}-\d\d-\d\d)T[\d:.]{2,20}(?:Z|[+-]\d\d:?\d\d)?")


def set_dates(values: ElementValues, fields: dict[str, Any]) -> None:
    """Set the date of publication where one date can be meant; at arXiv, those of the versions."""
    for name, kind in _REFINED.items():
        for value in values.of(name):
            if day := _day(value):
                if kind == "published" and not fields.get("published"):
                    fields["published"] = day
                else:
                    add(fields, "dates", {"kind": kind, "date": day})
            else:
                add(fields, "dates", {"kind": kind, "as_stated": value.text})
    found: list[tuple[Value, str]] = []
    for value in values.of("date"):
        if match := _EMBARGO.fullmatch(value.text):
            add(fields, "dates", {"kind": "available", "date": match[1], "note": "end of embargo"})
        elif day := _day(value):
            found.append((value, day))
        else:
            add(fields, "dates", {"kind": "other", "as_stated": value.text, "note": "date"})
    days = sorted({day for _, day in found})
    if fields.get("arxiv_id"):
        _of_versions(days, fields)
    else:
        _published(found, days, fields)
    if fields.get("published"):
        fields.setdefault("year", int(fields["published"][:4]))


def _of_versions(days: list[str], fields: dict[str, Any]) -> None:
    """Set the days of the versions: arXiv states that of the first and those of later ones."""
    if days:
        fields["submitted"] = days[0]
    if len(days) > 1:
        fields["updated"] = days[-1]
        add(fields, "dates", *({"kind": "revised", "date": day} for day in days[1:-1]))


def _published(found: list[tuple[Value, str]], days: list[str], fields: dict[str, Any]) -> None:
    """Take for the date of publication the only date, or the only one that is no moment of a clock."""
    plain = sorted({day for value, day in found if not _MOMENT.fullmatch(value.text)})
    chosen = days if len(days) == 1 else plain
    if len(chosen) == 2 and chosen[1].startswith(chosen[0]):
        chosen = chosen[1:]  # `2011` and `2011-05-01`
    if len(chosen) == 1 and not fields.get("published"):
        fields["published"] = chosen[0]
    years = {day[:4] for day in days}
    if days and "published" not in fields and len(years) == 1:
        fields["year"] = int(years.pop())
    rest = [day for day in days if day != fields.get("published")]
    add(fields, "dates", *({"kind": "other", "date": day, "note": "date"} for day in rest))


def _day(value: Value) -> str | None:
    match = _MOMENT.fullmatch(value.text)
    return stated_date(match[1] if match else value.text)
