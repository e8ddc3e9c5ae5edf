"""The place of a meeting at the end of its name: `…, Nice, France`.

A place is cut off only where its last part is a country, a state of the United States or a province, as names
of meetings have commas of their own (`Acoustics, Speech and Signal Processing`).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from kg.repair.lexicon import word_list

_FRENCH: Final = re.compile(r",\s(?P<place>[A-Z][\w\s'\u2019-]{1,40}\s:\s[A-Z][\w\s'\u2019-]{1,40})$")
_STATE: Final = re.compile(r"[A-Z]{2}")
_MARKS: Final = re.compile(r",\s{0,2}|\s\(|\.\s(?=[A-Z])|\s[-\u2013]\s")
_STOPS: Final = 2
_WORDS: Final = 3  # of a town's name at most


def is_place(text: str) -> bool:
    """Tell whether `text` is a country, state or province that meetings are held in."""
    names = word_list("places", "states", "regions")
    codes = word_list("places", "state-codes", "province-codes")
    return text.strip(" .()").lower() in names or text.strip().lower() in names or text in codes


def _is_region(segment: str) -> bool:
    """Tell whether a town stands before `segment`, which is no town itself, as `New York` is."""
    return is_place(segment) and segment.lower() not in word_list("places", "towns")


def cut_place(text: str) -> tuple[str, str] | None:
    """Return the place at the end of `text`, and the text before it; None where no place is told."""
    text = text.rstrip(" .,;")
    if match := _FRENCH.search(text):
        return match["place"], text[: match.start()]
    text = text.removesuffix(")") if text.count(")") > text.count("(") or text.endswith(")") else text
    marks = list(_MARKS.finditer(text))
    if not marks or not is_place(text[marks[-1].end() :]):
        return None
    if marks[-1][0].startswith(".") and text.count(". ") > _STOPS:
        return None  # `Proc. Natl. Acad. Sci. USA`: the stops are of abbreviations
    kept = marks.pop()
    segments = [(mark, text[mark.end() : after]) for mark, after in _ends(marks, kept.start())]
    while segments:
        mark, segment = segments.pop()
        if not segment[:1].isupper() or len(segment.split()) > _WORDS or any(map(str.isdigit, segment)):
            break
        kept = mark
        if not (_STATE.fullmatch(segment) or _is_region(segment)):  # the town; before it stands the name
            break
    return text[kept.end() :].strip(), text[: kept.start()].rstrip(" ,.(-")


def _ends(marks: list[re.Match[str]], end: int) -> list[tuple[re.Match[str], int]]:
    """Return each mark with where the text after it ends."""
    return [(mark, after.start()) for mark, after in pairwise(marks)] + [(one, end) for one in marks[-1:]]
