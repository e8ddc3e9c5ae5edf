"""What a field says beside its value: an ISSN behind the name of a journal, the end of a range that is none.

Data frames write `nan` for a number that is not known, JavaScript `undefined`; a range of pages may have
it as its end. What stands alone for a value that is not known is told by `kg.readers.null_values`.
"""

from __future__ import annotations

import re
from typing import Any, Final

from kg.records import Repair

_END: Final = re.compile(r"(.{1,40}?)\s?[-–]{1,2}\s?(?:nan|null|undefined)", re.IGNORECASE)
_LABELLED: Final = re.compile(
    r"(?:pp[.:]?\s?|p[.:]\s?|p\s|pgs?\.\s?|pages?:?\s)(?=[A-Za-z]{0,2}\d)(.{1,80})", re.IGNORECASE
)
_COUNTED: Final = re.compile(r"\d{1,4}\s?(?:pp?\.?|pages)", re.IGNORECASE)
_ISSN: Final = re.compile(r"(.{2,300}?)\s?\(\s?(e-?)?ISSN:?\s?(\d{4}-\d{3}[\dXx])\s?\)\.?", re.IGNORECASE)
_SUBSERIES: Final = re.compile(
    r"(.{2,200}?),?\s?[(\[]\s?(?:incl(?:uding|\.|udes)\s(?:its\s|the\s)?sub-?series|(?:a\s)?sub-?series\s(?:of|in)\s)"
    r"[^()\[\]]{0,250}[)\]]?\.?",
    re.IGNORECASE,
)
_IN_SUBSERIES: Final = re.compile(
    r"(\d{1,5})\s(?:LN[A-Z]{1,6}|CCIS|AISC|LIPIcs|IFIP\s?AICT|IFIPAICT|SCI)", re.ASCII
)
RULE: Final = "VENUE-ISSN"
SERIES_RULE: Final = "SERIES-NAME"
_SURE: Final = 0.98


def without_placeholders(record: dict[str, Any]) -> None:
    """Leave of the pages of a record under way what they are.

    The end of a range goes where it stands for one that is not known, and so does a label before it
    (`pp.`). A number with a label behind it says how many they are.
    """
    pages = record.get("pages")
    if not isinstance(pages, str):
        return
    if found := _END.fullmatch(pages.strip()) or _LABELLED.fullmatch(pages.strip()):
        record["pages"] = found[1]
    elif _COUNTED.fullmatch(pages.strip()) and not record.get("extent"):
        record["extent"] = record.pop("pages")


def without_issn(record: dict[str, Any]) -> None:
    """Take an ISSN in brackets out of the name of a venue, and state it as its number."""
    venue = record.get("venue")
    if (
        not isinstance(venue, str)
        or "issn" not in venue.lower()
        or not (found := _ISSN.fullmatch(venue.strip()))
    ):
        return
    record["venue"] = found[1]
    numbers = dict(record.get("venue_identifiers") or {})
    numbers.setdefault("eissn" if found[2] else "issn", found[3])
    record["venue_identifiers"] = numbers
    repair = Repair(field="venue", rule=RULE, before=venue, after=found[1], certain=False, confidence=0.99)
    record["repairs"] = [*record.get("repairs", ()), repair]


def without_subseries(record: dict[str, Any]) -> None:
    """Take out of the name of a series which others it includes or is in, and out of its number which it is.

    Scopus writes `Lecture Notes in Computer Science (including subseries Lecture Notes in Artificial
    Intelligence and Lecture Notes in Bioinformatics)`, and `11432 LNAI` for the number.
    """
    for field in ("venue", "series"):
        name = record.get(field)
        if isinstance(name, str) and "eries " in name and (found := _SUBSERIES.fullmatch(name.strip())):
            _mend(record, field, found[1])
    for field in ("volume", "series_number"):
        number = record.get(field)
        if isinstance(number, str) and (found := _IN_SUBSERIES.fullmatch(number.strip())):
            _mend(record, field, found[1])


def _mend(record: dict[str, Any], field: str, after: str) -> None:
    before, record[field] = record[field], after
    repair = Repair(
        field=field, rule=SERIES_RULE, before=before, after=after, certain=False, confidence=_SURE
    )
    record["repairs"] = [*record.get("repairs", ()), repair]
