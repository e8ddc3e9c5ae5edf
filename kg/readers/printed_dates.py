"""Dates as lists of references state them: in words and numbers, and in the extended format of ISO 8601-2.

BibTeX (`year`, `month`), BibLaTeX (manual, section 2.3.8: levels 0 and 1), RIS and others. A date that kg's
dates cannot say (`199X`, 380 BC, a season) is kept as it is stated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.months import NUMBERS, SHORT
from kg.readers.draft import Draft
from kg.readers.values import real_date
from kg.readers.whole_numbers import whole_number

_DAY: Final = re.compile(
    r"(\d{4})(?:-(\d{1,2}|XX)(?:-(\d{1,2}|XX))?)?(?:T[\d:.]{4,16}(?:Z|[+-]\d\d:?\d\d)?)?([?~%]?)"
)
_YEAR: Final = re.compile(r"(?<!\d)(1[0-9]\d\d|20\d\d|2100)(?!\d)")
_PLAIN_YEAR: Final = re.compile(r"[\s(\[]{0,3}(\d{4})[)\].,\s]{0,3}")
_YEARS: Final = re.compile(r"(\d{4})\s?(?:[-–/—]{1,3})\s?(\d{4}|\d{2})")
_WORD: Final = re.compile(r"[^\W\d_]{3,12}")
_NUMBER: Final = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|\.)?(?!\d)")
_DIGITS: Final = str.maketrans("०१२३४५६७८९٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 3)
_SEASON: Final = re.compile(r"\b(?:spr|sum|fal|aut|win|spring|summer|fall|autumn|winter)\b")
_SEASONS: Final = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_NAMES: Final = NUMBERS | {
    "januar": 1, "jänner": 1, "janvier": 1, "enero": 1, "janeiro": 1, "gennaio": 1, "januari": 1,
    "februar": 2, "février": 2, "febrero": 2, "fevereiro": 2, "febbraio": 2, "märz": 3, "mars": 3,
    "marzo": 3, "março": 3, "maart": 3, "avril": 4, "abril": 4, "aprile": 4, "mai": 5, "mayo": 5,
    "maio": 5, "maggio": 5, "mei": 5, "juni": 6, "juin": 6, "junio": 6, "junho": 6, "giugno": 6,
    "juli": 7, "juillet": 7, "julio": 7, "julho": 7, "luglio": 7, "août": 8, "agosto": 8, "augusti": 8,
    "septembre": 9, "septiembre": 9, "setembro": 9, "settembre": 9, "oktober": 10, "octobre": 10,
    "octubre": 10, "outubro": 10, "ottobre": 10, "noviembre": 11, "novembro": 11, "dezember": 12,
    "décembre": 12, "diciembre": 12, "dezembro": 12, "dicembre": 12,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Date:
    """A date or range: its first day and last day as far as they are known, and what is to be said of it.

    `date` and `end` have the precision stated. `note` tells what they do not say: that it is uncertain,
    open, a season. Without `date` only `as_stated` holds.
    """

    as_stated: str
    date: str | None = None
    end: str | None = None
    note: str | None = None

    @property
    def year(self) -> int | None:
        """The year of the first day."""
        return int(self.date[:4]) if self.date else None

    @property
    def exact(self) -> bool:
        """Whether the date says all that is stated."""
        return self.note is None and self.end is None


def state_publication(found: Date, draft: Draft) -> None:
    """State in `draft` when the work was published, and what of `found` no date can say."""
    fields = draft.fields
    if found.date:
        fields["published"], fields["year"] = found.date, found.year
    if found.exact and found.date:
        return
    fields["date_as_stated"] = found.as_stated
    if found.end or not found.date:
        one = {"kind": "published", "date": found.date, "end": found.end, "as_stated": found.as_stated}
        stated = {key: value for key, value in one.items() if value}
        fields["dates"] = [*fields.get("dates", ()), stated]
    if found.note:
        draft.odd("published", f"{found.note}: {found.as_stated}")


def slashed(text: str) -> Date:
    """Return the date that RIS states as `YYYY/MM/DD/other`, of which each part may be missing.

    Other forms (`2010-05-12`, `12 May 2010`, `May-Jun 2010`) are read as well.
    """
    plain = text.strip()
    year, *rest = [part.strip() for part in plain.split("/")]
    if not rest or not re.fullmatch(r"\d{4}", year):
        if re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?(?:T[\d:.Z+-]{3,30})?", plain):
            return extended(plain)
        turned = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", plain)
        if turned and max(int(turned[1]), int(turned[2])) <= 12 and turned[1] != turned[2]:
            return Date(plain, turned[3], None, "day and month may be either")
        if turned:
            one, two = int(turned[1]), int(turned[2])
            ordered = (one, two) if two > 12 or one == two else (two, one)
            return _with_month(plain, turned[3], str(ordered[0]), str(ordered[1]), None)
        year_of = _YEAR.search(plain)
        words = (plain[: year_of.start()] + " " + plain[year_of.end() :]).strip(" ,.;()[]") if year_of else ""
        if year_of is None or not _WORD.search(words):
            return printed(plain, None)
        loose = printed(year_of[1], words)
        return Date(plain, loose.date, loose.end, loose.note)
    month, day, other = (*rest, "", "", "")[:3]
    if 1 <= (whole_number(month) or 0) <= 12:
        note = None if not other else "more is stated"
        found = _with_month(plain, year, month, day or None, note)
    else:
        words = " ".join(filter(None, [month, day, other]))
        found = printed(year, words or None)
        return Date(plain if words else year, found.date, found.end, found.note)
    return Date(plain if found.note else found.as_stated, found.date, found.end, found.note)


def extended(text: str) -> Date:
    """Return the date that a date field of BibLaTeX states."""
    stated = text.strip()
    plain = stated.translate(_DIGITS).replace("–", "-").replace("\\", "")
    plain = re.sub(r"\s{0,3}/\s{0,3}", "/", plain).strip()
    first, bar, last = plain.partition("/")
    begin, note = _day(first)
    if bar:
        end, more = _day(last)
        note = note or more
        if first in ("", "..") and end:
            return Date(stated, end=None, date=None, note="a range without beginning")
        if last in ("", ".."):
            note = note or "a range without end"
        return Date(stated, begin, end, note)
    if begin is None:
        return printed(plain, None) if not re.fullmatch(r"[-Y]?\d[-\d~?%X]{3,}+", plain) else Date(stated)
    return Date(stated, begin, None, note)


def _day(text: str) -> tuple[str | None, str | None]:
    """Return one day, month or year in the form of ISO 8601, and what that does not say."""
    found = _DAY.fullmatch(text.strip())
    if found is None or not 1000 <= int(found[1]) <= 2999:
        return None, None
    note = {"?": "uncertain", "~": "approximate", "%": "uncertain and approximate"}.get(found[4] or "")
    year, month, day = found[1], found[2], found[3]
    if month is None or month == "XX":
        return year, note
    number = int(month)
    if number in _SEASONS:
        return year, note or _SEASONS[number]
    if not 1 <= number <= 12:
        return year, "its month is none"
    whole = f"{year}-{number:02}"
    if day is None or day == "XX":
        return whole, note
    exact = f"{whole}-{int(day):02}"
    return (exact, note) if 1 <= int(day) <= 31 and real_date(exact) else (whole, "its day is none")


def printed(year: str, month: str | None, day: str | None = None) -> Date:
    """Return the date that `year`, `month` and `day` of BibTeX state."""
    stated = " ".join(filter(None, [day, month, year]))
    found = _PLAIN_YEAR.fullmatch(year) or _YEAR.search(year)
    if found is None or not 1000 <= int(found[1]) <= 2999:
        if re.match(r"\s*\d{4}-\d\d(?:-\d\d)?\s*$", year):
            return extended(year)
        return Date(stated)
    value, end, note = found[1], None, None
    if _PLAIN_YEAR.fullmatch(year) is None:
        span = _YEARS.search(year)
        if span and span[1] == value:
            last = span[2] if len(span[2]) == 4 else value[:2] + span[2]
            end = last if last > value else None
        if iso := re.match(r"\s*(\d{4}-\d\d(?:-\d\d)?)\s*$", year):
            return extended(iso[1])
        words = f"{year[: found.start(1)]} {year[found.end(1) :]}"
        if not end and not month and _months(words)[0]:  # `year = {September 1, 2021}`
            return _with_month(stated, value, words.strip(" ,.;()[]"), day, None)
        note = None if end else "as stated it says more than a year"
    if month:  # some state the year once more: `PD 04 2006`, `month = {May 2006}`
        again = _YEAR.sub(lambda match: " " if match[1] == value else match[0], month)
        month = again.strip(" ,") or None
    if end or not month:
        return Date(stated if month else year, value, end, note)
    return _with_month(stated, value, month, day, note)


def _with_month(stated: str, year: str, month: str, day: str | None, note: str | None) -> Date:
    months, days = _months(month)
    if (number := whole_number(day)) is not None:
        days = [number]
    if not months:
        if 1 <= (whole_number(month) or 0) <= 12:
            return Date(stated, _exact(year, int(month), days), None, note)
        season = _SEASON.search(month.lower())
        return Date(stated, year, None, note or ("a season" if season else "its month is none"))
    begin = _exact(year, months[0], days)
    end = None
    if len(months) > 1 and months[-1] > months[0]:
        end = _exact(year, months[-1], days[1:] if len(days) > 1 else [])
        begin = begin if len(days) != 1 else _exact(year, months[0], [])
    elif len(days) > 1:
        end = _exact(year, months[0], days[1:])
    return Date(stated, begin, end if end != begin else None, note)


def _exact(year: str, month: int, days: list[int]) -> str:
    whole = f"{year}-{month:02}"
    if days and 1 <= days[0] <= 31:
        exact = f"{whole}-{days[0]:02}"
        return exact if real_date(exact) else whole
    return whole


def _months(text: str) -> tuple[list[int], list[int]]:
    """Return the months that a text names, in order, and the days of a month beside them."""
    months = []
    for word in _WORD.findall(text):
        lower = word.lower()
        number = _NAMES.get(lower) or _NAMES.get(lower[:3] if lower[:3] in SHORT else "")
        if number:
            months.append(number)
    days = [int(number) for number in _NUMBER.findall(text)] if months else []
    return list(dict.fromkeys(months)), [day for day in days if 1 <= day <= 31]
