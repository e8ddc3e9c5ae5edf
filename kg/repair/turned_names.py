"""Names of meetings that a catalogue turned round: `Pattern Recognition, 2002. ICPR 2002. Conference on`.

IEEE Xplore puts the subject first, so that a list of titles is in the order of subjects, and the reference
managers of its readers have the names in that form. Turned back, they are read as any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.repair.meeting_acronyms import ACRONYM, DATED

_YEAR: Final = r"(?:19|20)\d\d"
_OPEN: Final = re.compile(
    r"\b(?:conference|conf\.|symposium|symposia|workshops?|congress|meeting|convention|colloquium|seminar|forum)"
    r"\s(?:on|of|for|in)(?:\sthe)?$",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"\.\s{1,2}(?=\S)")
_DATE: Final = re.compile(rf"(?P<year>{_YEAR})(?:\s?[-\u2013]\s?{_YEAR})?")
_CALLED: Final = re.compile(rf"(?P<acronym>{ACRONYM}){DATED}(?:\sProceedings)?")
_RECORD: Final = re.compile(
    r"(?:the\s|conference\s){0,2}(?:proceedings|record|digest)(?:\sof(?:\sthe)?)?", re.IGNORECASE
)
_SPONSOR: Final = re.compile(
    rf"(?:(?P<year>{_YEAR})\s)?(?:Proceedings\s(?:of\s(?:the\s)?)?)?(?P<sponsor>[A-Z]{{2,6}}(?:[/-][A-Z]{{2,6}}){{0,3}})"
)
_OF: Final = re.compile(r"^(?:the\s)?(?:proceedings|record|digest)(?:\sof)?(?:\sthe)?\s", re.IGNORECASE)
_ENDING: Final = re.compile(rf"^(?P<name>.*\S)\s(?P<year>{_YEAR})$")


@dataclass(slots=True)
class _Rest:
    """What stands after the subject: the years, the acronym, and the last sentence."""

    year: str = ""
    acronym: str = ""
    last: str = ""


def turned_back(text: str) -> str | None:
    """Return a turned name in the usual order of words; None where it is not turned.

    >>> turned_back("Computer Vision and Owls, 2009. CVO 2009. IEEE Conference on")
    'Proceedings of the 2009 IEEE Conference on Computer Vision and Owls (CVO)'
    >>> turned_back("Owls and Automation (ICOA), 2011 IEEE International Conference on")
    'Proceedings of the 2011 IEEE International Conference on Owls and Automation (ICOA)'
    >>> turned_back("OWLCOM, 2012 Proceedings IEEE")
    'Proceedings of the 2012 IEEE OWLCOM'
    >>> turned_back("Conference on Owls, Herons and Storks")
    """
    text = text.rstrip(" .,")
    topic, comma, rest = text.rpartition(", ")
    if not comma or not topic or not topic[0].isalnum():
        return None
    read = _read(rest)
    if _OPEN.search(read.last):
        head = _OF.sub("", read.last)
        year = "" if re.match(_YEAR, head) else read.year
        whole = f"{year} {head} {topic}".strip()
    elif found := _sponsored(topic, read):
        whole = found
    else:
        return None
    whole = f"{whole} ({read.acronym})" if read.acronym and "(" not in whole else whole
    return f"Proceedings of the {whole}"


def _sponsored(topic: str, read: _Rest) -> str | None:
    """Return `2012 IEEE OWLCOM` where only the sponsor, or nothing, stands after the name and its year."""
    if ending := _ENDING.match(topic):
        topic, year = ending["name"], ending["year"]
    else:
        year = read.year
    if match := _SPONSOR.fullmatch(read.last):
        year = match["year"] or year
        return f"{year} {match['sponsor']} {topic}" if year else None
    return f"{year} {topic}" if not read.last and read.year and read.acronym else None


def _read(rest: str) -> _Rest:
    """Sort the sentences of what stands after the subject; of two meetings held as one the last is taken."""
    found = _Rest()
    sentences = _SENTENCE.split(rest)
    several = False
    for place, one in enumerate(sentences):
        if match := _DATE.fullmatch(one):
            found.year = found.year or match["year"]
        elif match := _CALLED.fullmatch(one):
            found.acronym = match["acronym"]
        elif place == len(sentences) - 1:
            found.last = one
        elif not _RECORD.fullmatch(one):
            several = True
            if match := re.match(_YEAR, one):
                found.year = found.year or match[0]
    if several:  # the acronym is of both
        found.acronym = ""
    return found
