"""Dates of DataCite resources: W3C-DTF, or a range of two with a slash (RKMS-ISO8601)."""

from __future__ import annotations

import re
from typing import Any, Final

from kg.readers.draft import Draft
from kg.readers.json_values import objects, plain, text
from kg.records.statement import DateKind

_KINDS: Final[dict[str, DateKind]] = {
    "accepted": "accepted", "available": "available", "copyrighted": "copyrighted", "collected": "collected",
    "created": "created", "issued": "issued", "submitted": "submitted", "updated": "updated",
    "withdrawn": "withdrawn",
}  # fmt: skip
_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T[\d:.]{1,20}(?:Z|[+-][\d:]{2,6})?)?")
_YEAR: Final = re.compile(r"(?<!\d)(1[0-9]\d\d|20\d\d)(?!\d)")


def read_dates(stated: dict[str, Any], draft: Draft) -> None:
    """State the dates. That of publication is the day of issue, else the year of publication."""
    dates: list[dict[str, Any]] = []
    issued: str | None = None
    for one in objects(stated.get("dates")):
        value, word = text(one.get("date")), text(one.get("dateType")) or "Other"
        if not value:
            continue
        kind = _KINDS.get(word.lower(), "other")
        notes = [word if kind == "other" and word != "Other" else None, plain(one.get("dateInformation"))]
        entry: dict[str, Any] = {"kind": kind, "note": "; ".join(filter(None, notes)) or None} | _range(value)
        if entry not in dates:
            dates.append(entry)
        day = entry.get("date")
        if kind == "issued" and issued is None and "end" not in entry:
            issued = day
        if kind == "withdrawn":
            draft.fields.setdefault("statuses", []).append(
                {"kind": "withdrawn", "date": day, "note": entry["note"]}
            )
    draft.fields["dates"] = dates
    found = _YEAR.search(text(stated.get("publicationYear")) or "")
    year = int(found[1]) if found else None
    draft.fields["year"] = year or (int(issued[:4]) if issued else None)
    draft.fields["published"] = (
        issued if issued and (year is None or issued[:4] == str(year)) else (str(year) if year else issued)
    )
    if year is None and (given := text(stated.get("publicationYear"))):
        draft.odd("year", f"no year: {given[:80]}")
    if draft.fields.get("work_type") == "preprint":
        submitted = [one["date"] for one in dates if one["kind"] == "submitted" and one.get("date")]
        draft.fields["submitted"] = next(iter(submitted), issued)


def _range(value: str) -> dict[str, Any]:
    """Return a day, or the first and last of a range; as stated where it is neither, such as `-0500`."""
    first, slash, last = (part.strip() for part in value.partition("/"))
    start, end = partial(first), partial(last)
    if not slash:
        return {"date": start} if start else {"as_stated": value}
    if start and end:
        return {"date": start, "end": end}
    return {"date": start, "as_stated": value} if start else {"as_stated": value}


def partial(value: str) -> str | None:
    """Return a date in the precision that it is stated in, without its time; None where it is none."""
    match = _DATE.fullmatch(value)
    if match is None or match[1] < "1000":
        return None
    parts = [match[1]]
    for part, most in ((match[2], 12), (match[3], 31)):
        if not part or not 1 <= int(part) <= most:
            break
        parts.append(part)
    return "-".join(parts)
