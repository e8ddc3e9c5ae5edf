"""What the name of a meeting's volume says: the series, its acronym, which one of them, year, part and place.

`Proceedings of the 57th Annual Meeting of the Association for Computational Linguistics (Volume 1: Long
Papers)` is the 57th of a series of meetings; `ACL 2019` is of a series known by its acronym. What tells one
volume from the next is cut off, and the rest is the name of the series.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.months import PATTERN
from kg.repair.book_series import cut_imprint, cut_series
from kg.repair.meeting_acronyms import (
    AFTER,
    ALONE,
    APPOSED,
    BEFORE,
    HEADED,
    HOST,
    HOSTING,
    IN_BRACKETS,
    NAMED,
    THEMED,
    is_own,
)
from kg.repair.meeting_places import cut_place
from kg.repair.ordinals import cut_ordinal
from kg.repair.venue_text import cut_former, is_acronym, trimmed
from kg.repair.volume_words import PART, PART_AFTER, PART_BEFORE

_LONGEST: Final = 400
_YEAR: Final = r"(?:19|20)\d\d"
_MONTH: Final = rf"(?:{PATTERN})\b\.?"
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_TO: Final = r"\s?(?:-{1,3}|[\u2010-\u2015]|to|and|&)\s?"
_DATES: Final = re.compile(
    rf"[\s,.;(]{{1,3}}(?:{_DAY}(?:{_TO}{_DAY})?\s)?{_MONTH}(?:\s{_DAY}(?!\d))?"
    rf"(?:{_TO}(?:{_MONTH}\s{_DAY}(?!\d)|{_DAY}(?!\d)(?:\s{_MONTH})?|{_MONTH}))?"
    rf"(?:,?\s{_YEAR})?\)?",
    re.IGNORECASE,
)
_HELD: Final = re.compile(
    r"[:,]?\s(?:proceedings\sof\sa\s(?:conference|workshop)\s)?held\s(?:at|in|on)\s.{2,120}$", re.IGNORECASE
)
_PROCEEDINGS: Final = re.compile(
    r"(?:\b(?:the\s)?(?:companion\s(?:volume\s)?(?:of|to)\s(?:the\s)?)?(?:conference\s)?"
    r"(?:proceedings?|procs?(?:\.|(?=\s))|actes|atti|tagungsband|anais|actas)"
    r"(?:\s(?:of|de|des|du|della|delle|der|do|dos|del)\b)?(?:\s(?:the|la|les|l['\u2019]|le|el)\b)?)\s{0,2}",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(
    r"[\s,.:;(-]{1,4}(?P<word>volume|vol\.?|part|tome|band|no\.?|number|issue)[\s-]?(?P<number>\d{1,4}|(?<=[\s-])(?-i:[IVX]{1,5}|[A-Z]))\b"
    r"(?:\s?[:,.\u2013-]\s?(?P<part>[^()]{2,80}))?\s?(?:\((?P<inner>[^()]{2,60})\))?\)?$",
    re.IGNORECASE,
)
_TOGETHER: Final = re.compile(
    r"^(?:the\s)?joint\s(?:conference|meeting|workshop)\sof\s(?:the\s)?", re.IGNORECASE
)
_JOINT: Final = re.compile(
    r",?\s(?:and|&|jointly\swith|together\swith)\s(?:of\s)?(?:the\s)?"
    r"(?=(?:\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s)",
    re.IGNORECASE,
)
_SPARE: Final = re.compile(r"\(\s{0,3}\)|\[\s{0,3}\]")
_LAST_YEAR: Final = re.compile(rf"(?<![\w.-])['\u2019]?(?P<year>{_YEAR})(?![\w/]|\.\d)")
_ENDING: Final = re.compile(rf"(?:,\s|\s\()(?P<year>{_YEAR})\)?$|(?<=[a-z])\s(?P<number>\d{{1,3}})$")
_MEETING: Final = re.compile(
    r"\b(?:conf(?:erence|erences|\.)?|conference|workshops?|wkshp|symposi(?:um|a)|symp\.?|congress|colloqui(?:um|a)|"
    r"meeting|convention|conf\u00e9rence|colloque|rencontres|journ\u00e9es|tagung|kongress|konferenz|congresso|"
    r"simp\u00f3sio|congreso|convegno)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class VenueParts:
    """The parts of a name. `core` is the series' name, without what tells one volume from the next.

    `meeting` tells whether it speaks of a meeting, `proceedings` whether of proceedings, `hosted` whether of
    a meeting that is held at another. `joint` are the names of further series that met together. `ordinal`
    counts from 1; `number` and `part` are those of one of several volumes; `series` is a book series, as
    printed; `former` is the name that the series had before.
    """

    core: str
    acronym: str | None = None
    ordinal: int | None = None
    year: int | None = None
    number: str | None = None
    part: str | None = None
    place: str | None = None
    series: str | None = None
    series_number: str | None = None
    meeting: bool = False
    proceedings: bool = False
    joint: tuple[str, ...] = ()
    hosted: bool = False
    former: str | None = None

    @property
    def once(self) -> bool:
        """Tell whether the name is of one meeting or volume, not of all of a series."""
        return self.ordinal is not None or self.year is not None


@lru_cache(maxsize=1 << 14)
def venue_parts(name: str) -> VenueParts:
    """Return the parts of the name of a venue; of a name of none of these kinds, its text as `core`."""
    text = trimmed(" ".join(name.split()))
    return VenueParts(text) if len(text) > _LONGEST else _Cutting(text).made()


class _Cutting:
    """A name while its parts are cut off, the outer ones first."""

    def __init__(self, text: str) -> None:
        self._whole = self._text = text
        self._acronym: str | None = None
        self._year: int | None = None
        self._ordinal: int | None = None
        self._number: str | None = None
        self._part: str | None = None
        self._place: str | None = None
        self._joint: tuple[str, ...] = ()
        self._meeting = _MEETING.search(text) is not None
        self._proceedings = _PROCEEDINGS.search(text) is not None
        self._hosted = False
        self._former: str | None = None
        self._series = cut_series(text)
        if self._series:
            self._text = self._series.rest

    def made(self) -> VenueParts:
        """Cut everything off, and return what there was."""
        self._cut(_HELD)
        self._former, self._text = cut_former(self._text)
        self._before()
        self._brackets()
        self._ends()
        self._head()
        self._one_of_many()
        self._alone()
        series = self._series
        core = _tidy(self._text)
        if self._acronym and PART.fullmatch(core):
            core, self._part = self._acronym, self._part or core
        if not any(map(str.isalpha, _PROCEEDINGS.sub("", core))):
            core = self._acronym or self._whole
        return VenueParts(
            core,
            self._acronym,
            self._ordinal,
            self._year,
            self._number,
            self._part,
            self._place,
            series.series if series else None,
            series.number if series else None,
            self._meeting,
            self._proceedings,
            self._joint,
            self._hosted,
            self._former,
        )

    def _before(self) -> None:
        """Cut `KDD '19:` before the name; before that of a workshop it is the conference that holds it."""
        if match := BEFORE.match(self._text):
            self._year = _year(match["year"])
            self._text = self._text[match.end() :]
            self._took(match["acronym"])

    def _took(self, acronym: str) -> None:
        """Take an acronym that is the meeting's own."""
        if "workshop" in self._text.lower() and self._acronym is None:
            self._hosted = True
        elif sum(letter.isupper() for letter in acronym) > 1 or acronym.isalpha():
            self._acronym = self._acronym or acronym

    def _brackets(self) -> None:
        """Cut `(ICW'05)`, wherever it stands, and what follows as the place of the meeting."""
        for match in IN_BRACKETS.finditer(self._text):
            acronym = match["acronym"]
            if (match["year"] or is_acronym(acronym)) and is_own(acronym):
                self._acronym = acronym
                self._year = self._year or _year(match["year"])
                before, after = self._text[: match.start()].rstrip(), self._text[match.end() :]
                self._text = f"{before}{'' if after[:1] in ',.;:' else ' '}{after}".strip()
                return

    def _ends(self) -> None:
        """Cut imprint, dates, hosts, numbers and parts off the end."""
        self._text = cut_imprint(self._text)
        self._where()
        if match := _DATES.search(self._text, 8):
            year = _LAST_YEAR.search(match[0]) or _LAST_YEAR.search(self._text, match.end())
            self._year = self._year or (int(year["year"]) if year else None)
            self._text = f"{self._text[: match.start()]}{self._text[match.end() :]}"
            self._where()
        self._text = _PROCEEDINGS.sub(" ", self._text).strip(" ,;:.-") or self._text
        if match := PART_BEFORE.match(self._text):
            self._part, self._text = match["part"], self._text[match.end() :]
        if match := APPOSED.match(self._text):
            self._year = self._year or _year(match["year"])
            self._acronym, self._text = self._acronym or match["acronym"], self._text[match.end() :]
        if match := HOST.search(self._text):
            self._text, self._hosted = self._text[: match.start()], True
        match = _NUMBERED.search(self._text)
        if match and (self._meeting or match["word"].lower() != "part"):  # of a journal it is a section
            self._number, part = match["number"], match["part"] or match["inner"]
            if part and _LAST_YEAR.fullmatch(part):
                self._year = self._year or int(part[-4:])
            else:
                self._part = part
            self._text = self._text[: match.start()]
        if match := AFTER.search(self._text):
            self._year = self._year or _year(match["year"])
            self._text = self._text[: match.start()]
            self._took(match["acronym"])
        while self._meeting or self._proceedings:
            after = PART_AFTER.search(self._text, 1)
            if after is None:
                break
            self._part = self._part or after["part"]
            self._text = self._text[: after.start()]

    def _cut(self, pattern: re.Pattern[str]) -> bool:
        match = pattern.search(self._text)
        if match:
            self._text = self._text[: match.start()] + self._text[match.end() :]
        return match is not None

    def _where(self) -> None:
        """Cut the place of a meeting."""
        if (self._meeting or self._proceedings) and (found := cut_place(self._text)) and len(found[1]) > 2:
            place, self._text = found
            self._place = self._place or place

    def _head(self) -> None:
        """Cut the conference that holds a workshop, the years, and what stands at the end after them."""
        self._hosted |= self._cut(HOSTING)
        if self._meeting or self._proceedings:
            for one in [*_LAST_YEAR.finditer(self._text)][::-1]:
                self._year = self._year or int(one["year"])
                self._text = f"{self._text[: one.start()].rstrip()} {self._text[one.end() :].lstrip()}"
        self._where()
        if not self._meeting and (match := _ENDING.search(self._text)):
            self._year = self._year or (int(match["year"]) if match["year"] else None)
            self._number = self._number or match["number"]
            self._text = self._text[: match.start()]

    def _one_of_many(self) -> None:
        """Cut the ordinal, and the further meetings that it was held together with."""
        if not (self._meeting or self._proceedings):
            return
        if match := _JOINT.search(self._text, 8):
            other = cut_ordinal(self._text[match.end() :])
            if other:
                self._joint = (_tidy(other[1]),)
            self._text = self._text[: match.start()]
            self._text = _TOGETHER.sub("", self._text)
        if found := cut_ordinal(self._text):
            self._ordinal, self._text = found

    def _alone(self) -> None:
        """Take a name that is an acronym, with its year or without, as one."""
        text = _tidy(self._text)
        if match := HEADED.fullmatch(text):
            self._year, self._acronym = self._year or _year(match["year"]), match["acronym"]
            self._text = match["acronym"]
            return
        match = ALONE.fullmatch(text) or THEMED.fullmatch(text)
        if match is None and ((match := NAMED.fullmatch(text)) is None or not is_acronym(match["acronym"])):
            return
        year, words = self._year or _year(match.groupdict().get("year")), match["acronym"].split()
        capital = is_acronym(match["acronym"])
        if (capital and (len(words) == 1 or year or self._proceedings)) or (year and len(words) == 1):
            self._year, self._text = year, match["acronym"]
            self._acronym = self._acronym or match["acronym"]


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if len(text) == 4 else int(text) + (1900 if int(text) > 50 else 2000)


def _tidy(text: str) -> str:
    text = re.sub(r"\s?,(?:\s?,){0,9}", ",", " ".join(_SPARE.sub("", text).split()))
    text = re.sub(r"^(?:the|of|on|in)\s(?!the\b)", "", text, flags=re.IGNORECASE)
    return text.strip(" ,;:.-\u2013\u2014(")
