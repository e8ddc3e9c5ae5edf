"""The place of a meeting at the end of its name: `…, Nice, France`.

A place is cut off only where its last part is a country, a state of the United States or a province, as names
of meetings have commas of their own (`Acoustics, Speech and Signal Processing`).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

_STATES: Final = frozenset({
    "alabama", "alaska", "alberta", "argentina", "arizona", "arkansas", "armenia", "australia",
    "austria", "bangladesh", "bavaria", "belarus", "belgique", "belgium", "bolivia",
    "bosnia and herzegovina", "brasil", "brazil", "british columbia", "bulgaria", "california",
    "canada", "catalonia", "chile", "china", "colombia", "colorado", "connecticut", "costa rica",
    "croatia", "cuba", "cyprus", "czech republic", "czechia", "delaware", "denmark", "deutschland",
    "dominican republic", "ecuador", "egypt", "england", "estonia", "ethiopia", "finland", "florida",
    "france", "georgia", "germany", "ghana", "greece", "hawaii", "hong kong", "hungary", "iceland",
    "idaho", "illinois", "india", "indiana", "indonesia", "iowa", "iran", "ireland", "israel", "italia",
    "italy", "japan", "jordan", "kansas", "kazakhstan", "kentucky", "kenya", "korea", "latvia",
    "lebanon", "lithuania", "louisiana", "luxembourg", "macau", "maine", "malaysia", "malta",
    "maryland", "massachusetts", "mexico", "michigan", "minnesota", "mississippi", "missouri", "monaco",
    "mongolia", "montana", "montenegro", "morocco", "nebraska", "nepal", "netherlands", "nevada",
    "new hampshire", "new jersey", "new mexico", "new york", "new zealand", "nigeria", "north carolina",
    "north dakota", "north macedonia", "northern ireland", "norway", "ohio", "oklahoma", "online",
    "ontario", "oregon", "p.r. china", "pakistan", "pennsylvania", "peru", "philippines", "poland",
    "portugal", "pr china", "puerto rico", "qatar", "quebec", "republic of korea", "rhode island",
    "romania", "russia", "rwanda", "saudi arabia", "scotland", "senegal", "serbia", "singapore",
    "slovak republic", "slovakia", "slovenia", "south africa", "south carolina", "south dakota",
    "south korea", "spain", "sri lanka", "suisse", "sweden", "switzerland", "taiwan", "tanzania",
    "tennessee", "texas", "thailand", "the netherlands", "tunisia", "turkey", "u.k.", "u.s.a.", "uae",
    "uk", "ukraine", "united arab emirates", "united kingdom", "united states",
    "united states of america", "uruguay", "us", "usa", "utah", "uzbekistan", "venezuela", "vermont",
    "vietnam", "virginia", "espa\u00f1a", "m\u00e9xico", "per\u00fa", "\u00f6sterreich", "schweiz", "polska",
    "nederland", "norge", "sverige", "danmark", "suomi",
    "virtual", "virtual event", "virtual only", "wales", "washington",
    "washington d.c.", "west virginia", "wisconsin", "wyoming",
})  # fmt: skip
_CODES: Final = frozenset({
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY",
    "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND",
    "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "DC",
    "BC", "ON", "QC",
})  # fmt: skip
_TOWNS: Final = frozenset({
    "hong kong", "luxembourg", "macau", "mexico", "monaco", "new york", "singapore", "washington",
})  # fmt: skip
_FRENCH: Final = re.compile(r",\s(?P<place>[A-Z][\w\s'\u2019-]{1,40}\s:\s[A-Z][\w\s'\u2019-]{1,40})$")
_STATE: Final = re.compile(r"[A-Z]{2}")
_MARKS: Final = re.compile(r",\s{0,2}|\s\(|\.\s(?=[A-Z])|\s[-\u2013]\s")
_STOPS: Final = 2
_WORDS: Final = 3  # of a town's name at most


def is_place(text: str) -> bool:
    """Tell whether `text` is a country, state or province that meetings are held in."""
    return text.strip(" .()").lower() in _STATES or text.strip().lower() in _STATES or text in _CODES


def _is_region(segment: str) -> bool:
    """Tell whether a town stands before `segment`, which is no town itself, as `New York` is."""
    return is_place(segment) and segment.lower() not in _TOWNS


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
