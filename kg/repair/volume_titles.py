"""Titles of volumes with the meeting behind: `Computer Vision - ECCV 2014 - 13th European Conference, …`.

Publishers of proceedings, and dblp after them, give a volume a title of its own, with the acronym of the
meeting in it or not, and put the full name of the meeting behind it. Which of the two names the series
depends on what the meeting's name says: `13th European Conference` alone says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.repair.lexicon import word_list
from kg.repair.meeting_acronyms import ACRONYM, DATED, is_own
from kg.repair.ordinals import SPELT

_YEAR: Final = r"(?:19|20)\d\d"
_KIND: Final = (
    r"(?:conference|conf\.|workshops?|symposium|symposia|congress|colloquium|meeting|convention|school)"
)
_ORDINAL: Final = rf"(?:the\s)?(?:\d{{1,3}}(?:st|nd|rd|th)|(?-i:[XVI]{{2,6}})(?=\s)|{SPELT})"
_MEETING: Final = re.compile(
    rf"(?:[,:.]|\s[-\u2013\u2014]{{1,3}})\s(?P<meeting>(?:{_ORDINAL}\s)(?:[^,:.]|\.(?=\S)){{0,160}}?\b{_KIND}(?![\w-]).*)$",
    re.IGNORECASE,
)
_OTHER: Final = re.compile(
    rf"\b{_KIND}(?!\w)|\bproc(?:eedings|\.)|^{_ORDINAL}\s|^(?:findings|companion|supplement|abstracts)\b",
    re.IGNORECASE,
)
_VOLUME: Final = re.compile(
    rf"(?P<title>[A-Z].{{7,120}}?)\s(?P<number>\d{{1,3}})\s?[:,-]\s(?=(?:[^,:]{{1,120}}\s)?{_KIND}(?!\w))",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(
    rf"(?:\s?[:,]|\s?[-\u2013\u2014]{{1,3}})\s?(?-i:(?P<acronym>{ACRONYM})){DATED}$", re.IGNORECASE
)
_BEHIND: Final = re.compile(r"\s?:\s|\s[-\u2013\u2014]")
_NUMBERED: Final = re.compile(r"\b(?:volume|vol\.?|part|number|no\.?|issue|band|heft)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TitledVolume:
    """A title of a volume and the meeting behind it; `acronym` and `year` are those in the title.

    `number` is the volume's own, of a title that is the same each time (`Advances in Owls 27`).
    """

    title: str
    meeting: str
    acronym: str | None = None
    year: str | None = None
    number: str | None = None


def titled_volume(text: str) -> TitledVolume | None:
    """Return the title of a volume and its meeting; None where `text` has not both.

    >>> found = titled_volume("Owl Vision - ECOV 2014 - 13th European Conference, Zurich, Switzerland")
    >>> found.title, found.acronym, found.meeting
    ('Owl Vision', 'ECOV', '13th European Conference, Zurich, Switzerland')
    >>> titled_volume("12th Workshop on Owls, Herons and Storks")
    """
    if match := _VOLUME.match(text):
        if _OTHER.search(match["title"]) or _NUMBERED.search(match["title"]):
            return None
        return TitledVolume(match["title"], text[match.end() :], number=match["number"])
    match = _MEETING.search(text, 3)
    if match is None:
        return None
    title = text[: match.start()].strip(" ,:-\u2013\u2014")
    if not title or _OTHER.search(title):
        return None
    if called := _CALLED.search(title, 1):
        return TitledVolume(title[: called.start()], match["meeting"], called["acronym"], called["year"])
    return TitledVolume(title, match["meeting"])


def dated_title(text: str) -> TitledVolume | None:
    """Return the title of a volume with the acronym and year of its meeting behind it, and no more.

    >>> dated_title("The Semantic Owl \u2013 ISOC 2014").acronym
    'ISOC'
    """
    called = _CALLED.search(text, 1)
    if called is None or not _BEHIND.match(called[0]) or not is_own(called["acronym"]) or _OTHER.search(text):
        return None
    return TitledVolume(text[: called.start()].strip(), "", called["acronym"], called["year"])


def series_name(volume: TitledVolume, meeting: str, acronym: str | None) -> str:
    """Return what the series is called: `meeting` where it says which, else the acronym, else the title.

    A title that is numbered is that of the series; one whose initials are the acronym names it, too.
    """
    if volume.number:
        return volume.title
    if meeting and meeting != acronym and not says_nothing(meeting):
        return meeting
    return acronym if acronym and not stands_for(acronym, volume.title) else volume.title


def says_nothing(meeting: str) -> bool:
    """Tell whether the name of a meeting has only words that many have: `European Conference`.

    >>> says_nothing("International Conference"), says_nothing("International Owl Conference")
    (True, False)
    """
    words = re.findall(r"[^\W\d_][\w.-]*", meeting.lower())
    return all(word in word_list("meetings", "general") for word in words)


def stands_for(acronym: str, title: str) -> bool:
    """Tell whether the letters of `acronym` begin words of `title`, in their order, so that both name one.

    >>> stands_for("TSD", "Text, Speech and Dialogue"), stands_for("ECOV", "Owl Vision")
    (True, False)
    """
    initials = iter(word[0].lower() for word in re.findall(r"[^\W\d_]+", title))
    return all(letter in initials for letter in acronym.lower() if letter.isalpha())
