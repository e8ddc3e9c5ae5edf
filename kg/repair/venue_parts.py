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

from kg.repair.book_series import cut_imprint, cut_series, is_series_of_proceedings
from kg.repair.meeting_acronyms import (
    AFTER,
    ALONE,
    APPOSED,
    BEFORE,
    HEADED,
    HOST,
    HOSTING,
    IN_BRACKETS,
    ISSUE,
    NAMED,
    THEMED,
    is_own,
)
from kg.repair.meeting_dates import HELD, YEAR, cut_dates
from kg.repair.meeting_places import cut_place
from kg.repair.meeting_words import MEETING, PROCEEDINGS
from kg.repair.ordinals import cut_ordinal
from kg.repair.turned_names import turned_back
from kg.repair.venue_text import cut_former, is_acronym, tidied, trimmed
from kg.repair.volume_titles import TitledVolume, dated_title, series_name, titled_volume
from kg.repair.volume_words import NUMBERED, PART, PART_AFTER, PART_BEFORE, TAIL

_LONGEST: Final = 400
_YEAR: Final = r"(?:19|20)\d\d"
_TOGETHER: Final = re.compile(
    r"^(?:the\s)?joint\s(?:conference|meeting|workshop)\sof\s(?:the\s)?", re.IGNORECASE
)
_JOINT: Final = re.compile(
    r",?\s(?:and|&|jointly\swith|together\swith)\s(?:of\s)?(?:the\s)?"
    r"(?=(?:\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s)",
    re.IGNORECASE,
)
_TOWN: Final = re.compile(r",\s(?P<town>[A-Z]\w{2,20}(?:\s[A-Z]\w{2,20})?)\.?")
_ENDING: Final = re.compile(rf"(?:,\s|\s\()(?P<year>{_YEAR})\)?$|(?<=[a-z])\s(?P<number>\d{{1,3}})$")


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
    if len(text) > _LONGEST or is_series_of_proceedings(text):
        return VenueParts(text)
    return _Cutting(turned_back(text) or text).made()


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
        self._meeting = MEETING.search(text) is not None
        self._proceedings = PROCEEDINGS.search(text) is not None
        self._hosted = False
        self._former: str | None = None
        self._title: TitledVolume | None = None
        self._issue: str | None = None
        self._series = cut_series(text)
        if self._series:
            self._text = self._series.rest

    def made(self) -> VenueParts:
        """Cut everything off, and return what there was."""
        self._cut(HELD)
        self._former, self._text = cut_former(self._text)
        self._before()
        self._titled()
        self._brackets()
        self._ends()
        self._head()
        self._one_of_many()
        self._alone()
        series = self._series
        core = tidied(self._text)
        if self._acronym and PART.fullmatch(core):
            core, self._part = self._acronym, self._part or core
        if not any(map(str.isalpha, PROCEEDINGS.sub("", core))):
            core = self._acronym or self._whole
        if self._title:
            core = series_name(self._title, core if self._title.meeting else "", self._acronym)
        return VenueParts(
            core,
            self._acronym,
            self._ordinal,
            self._year,
            self._issue or self._number,
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
        if match := ISSUE.fullmatch(self._text):
            self._acronym = self._text = match["acronym"] or match["short"]
            self._year, self._issue = _year(match["year"]), match["number"]
        elif (match := BEFORE.match(self._text)) and is_own(match["acronym"]):
            self._year = _year(match["year"])
            rest = self._text[match.end() :]
            theme = ":" not in match[0] and not (MEETING.search(rest) or PROCEEDINGS.search(rest))
            self._text = match["acronym"] if theme else rest
            self._took(match["acronym"])

    def _took(self, acronym: str) -> None:
        """Take an acronym that is the meeting's own."""
        if "workshop" in self._text.lower() and self._acronym is None:
            self._hosted = True
        elif is_own(acronym) and (sum(letter.isupper() for letter in acronym) > 1 or acronym.isalpha()):
            self._acronym = self._acronym or acronym

    def _titled(self) -> None:
        """Cut the title of a volume before the meeting, or acronym and year behind the title."""
        found = titled_volume(self._text)
        if found is None and not (self._meeting or self._proceedings):
            found = dated_title(self._text)
        if found:
            self._title, self._text = found, found.meeting or found.title
            self._acronym = self._acronym or found.acronym
            self._year, self._issue = self._year or _year(found.year), found.number

    def _brackets(self) -> None:
        """Cut `(ICW'05)`, wherever it stands, and what follows as the place of the meeting."""
        for match in IN_BRACKETS.finditer(self._text):
            acronym = match["acronym"]
            if (match["year"] or is_acronym(acronym)) and is_own(acronym):
                self._acronym = acronym
                self._year = self._year or _year(match["year"])
                before, after = self._text[: match.start()].rstrip(), self._text[match.end() :]
                if town := _TOWN.fullmatch(after):
                    self._place, after = town["town"], ""
                self._text = f"{before}{'' if after[:1] in ',.;:' else ' '}{after}".strip()
                return

    def _ends(self) -> None:
        """Cut imprint, dates, hosts, numbers and parts off the end."""
        self._text = cut_imprint(self._text)
        if match := TAIL.search(self._text):
            self._part, self._number = match["part"], match["number"]
            self._text = self._text[: match.start()]
        self._where()
        if dates := cut_dates(self._text):
            self._year, self._text = self._year or dates[0], dates[1]
            self._where()
        self._text = PROCEEDINGS.sub(" ", self._text).strip(" ,;:.-") or self._text
        if match := PART_BEFORE.match(self._text):
            self._part, self._text = match["part"], self._text[match.end() :]
        if (match := APPOSED.match(self._text)) and is_own(match["acronym"]):
            self._year = self._year or _year(match["year"])
            self._acronym, self._text = self._acronym or match["acronym"], self._text[match.end() :]
        if match := HOST.search(self._text):
            self._text, self._hosted = self._text[: match.start()], True
        self._numbers()
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

    def _numbers(self) -> None:
        """Cut the number of one of several volumes off the end, and what it is called."""
        match = NUMBERED.search(self._text)
        if match and (self._meeting or match["word"].lower() != "part"):  # of a journal it is a section
            self._number, part = match["number"], match["part"] or match["inner"]
            if part and YEAR.fullmatch(part):
                self._year = self._year or int(part[-4:])
            else:
                self._part = part
            self._text = self._text[: match.start()]

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
            for one in [*YEAR.finditer(self._text)][::-1]:
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
                self._joint = (tidied(other[1]),)
            self._text = self._text[: match.start()]
            self._text = _TOGETHER.sub("", self._text)
        if found := cut_ordinal(self._text):
            self._ordinal, self._text = found

    def _alone(self) -> None:
        """Take a name that is an acronym, with its year or without, as one."""
        text = tidied(self._text)
        if match := HEADED.fullmatch(text):
            self._year, self._acronym = self._year or _year(match["year"]), match["acronym"]
            self._text = match["acronym"]
            return
        match = ALONE.fullmatch(text) or THEMED.fullmatch(text)
        if match is None and ((match := NAMED.fullmatch(text)) is None or not is_acronym(match["acronym"])):
            return
        if not is_own(match["acronym"]):
            return
        year, words = self._year or _year(match.groupdict().get("year")), match["acronym"].split()
        capital = is_acronym(match["acronym"])
        if (capital and (len(words) == 1 or year or self._proceedings)) or (
            year and len(words) == 1 and text.startswith(match["acronym"]) and not MEETING.search(text)
        ):
            self._year, self._text = year, match["acronym"]
            self._acronym = self._acronym or match["acronym"]


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if len(text) == 4 else int(text) + (1900 if int(text) > 50 else 2000)
