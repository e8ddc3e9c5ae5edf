"""The parts after the name of a venue in a reference: volume, issue, pages or article, publisher, year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from kg.months import SHORT
from kg.repair.meeting_places import is_place
from kg.repair.venue_text import is_name, is_series, trimmed

# (right + 1) / (read + 2), cut to hundredths, of the references that tests/repair holds, read by hand: 204
# with three parts or more, 22 with fewer, 18 of which only a name and a year, or a part of the text, is read
SURE, LIKELY, LEAST = 0.99, 0.95, 0.95

YEAR: Final = r"(?:19|20)\d\d"
_MONTH: Final = rf"(?:{'|'.join(SHORT)}|spring|summer|fall|autumn|winter)[a-z]{{0,6}}+\.?"
_PAGE: Final = r"(?:\d{3}[A-Z]\d{2}|[A-Za-z]{0,2}\d{1,7}[A-Za-z]?)"
# the last two stand for a dash that was lost in a change of encoding: `645?C649`
_DASH: Final = r"\s{0,2}(?:-{1,3}|[\u2010-\u2015\u2212]|\?C?(?=\d)|\ufffd{1,3})\s{0,2}"
_TO: Final = rf"(?:{_DASH}{_PAGE})"
_DATED: Final = (
    rf"\(\s{{0,2}}(?:\d{{1,2}}\s)?(?:{_MONTH}\s{{0,2}}(?:\d{{1,2}}\s?,?\s{{0,2}})?)?(?P<year>{YEAR})"
    rf"(?:\s{{1,2}}{_MONTH}(?:\s\d{{1,2}})?)?\s{{0,2}}\)"
)
_VOLUME: Final = r"(?:vol(?:ume)?s?|v|bd|band|tome|t)[.:]?\s{0,2}(?P<volume>[A-Z]?\d{1,5}[A-Z]?\b)"
_ISSUE: Final = (
    r"(?:no|nr|num|number|issues?|iss|n|heft)[.:]?\s{0,2}"
    rf"(?P<issue>\d{{1,4}}(?:{_DASH}\d{{1,4}}|/\d{{1,4}})?\b)"
)
_PAGES: Final = (
    rf"\(?(?:pp[.:]?|p[.:\s]|(?:pages?|pgs?|seiten?)[.:]?)\s{{0,2}}(?P<pages>{_PAGE}{_TO}?)\b\s?\)?"
)
_NUMBERED: Final = (
    r"(?:(?:(?:article|art\.?|paper)\s(?:no|number|id)|article|art|id|eid|paper)\b\.?:?\s{0,2}\#?|\#)"
    r"(?P<article>[A-Za-z]{0,4}\d{1,8}(?:\.\d{1,3})?)\b"
)
_EXTENT: Final = (
    r"\(?(?P<extent>\d{1,4}\s(?:pp\.?|pages)|\(\d\)(?=\s?\d)|ISSN:?\s\d{4}-\d{3}[\dXx]|"
    r"[a-z]{3,8}:\d{3,6}$)\s?\)?"
)
_WITH_ISSUE: Final = (
    rf"(?P<number>[A-Z]?\d{{1,5}}[A-Z]?)\s?"
    rf"\(\s?(?P<inner>\d{{1,3}}(?:{_DASH}\d{{1,3}})?)\s?\)(?!\s?\d{{4}}\))"
)
_NAMED_ISSUE: Final = r"(?P<named>[A-Z]{3,8}\d?)(?=,\sArticle\b)"  # `3, POPL, Article 12`
_PUBLISHER: Final = (
    r"(?P<publisher>ACM(?:\sPress)?|IEEE(?:\sPress)?|Springer(?:[\s-]Verlag)?|Elsevier|PMLR|AAAI(?:\sPress)?|"
    r"World\sScientific|Birkh(?:\u00e4|ae)user|Wiley|SIAM|AMS|AIP|North[\s-]Holland|De\sGruyter|Kluwer|Plenum|"
    r"(?:Cambridge|Oxford)(?:\sUniversity\sPress|\sUP)|Academic\sPress|Schloss\sDagstuhl|"
    r"Association\sfor\sComputational\sLinguistics)\b"
)
# `(Springer, Berlin, 2008)`
_IMPRINT: Final = rf"\((?:[A-Z][\w&.' -]{{1,40}})(?:,\s[A-Z][\w. -]{{1,30}}){{0,2}},\s(?P<printed>{YEAR})\)"
_PERSON: Final = r"[A-Z][\w.'\u2019-]{0,20}(?:\s[A-Z][\w.'\u2019-]{0,20}){1,3}"
_EDITORS: Final = (
    rf"(?P<editors>\(?(?:edited\sby\s|eds?\.?:?\s)?{_PERSON}(?:(?:,\s|,?\s(?:and|&)\s){_PERSON}){{0,5}}"
    r"(?:,?\s\(?eds?\b\.?\)?(?=[\s,.(:]|$)))"
)
_RANGE: Final = rf"(?P<range>{_PAGE}{_TO})\b"
_BARE_YEAR: Final = (
    rf"(?:{_MONTH}\s(?:\d{{1,2}}(?:{_DASH}(?:{_MONTH}\s)?\d{{1,2}})?,?\s)?)?(?P<bare>{YEAR})"
    rf"(?:\s{_MONTH}\s\d{{1,2}})?\b(?![-\u2013\w])"
)
_PLAIN: Final = rf"(?P<plain>{_PAGE})\b"
_TOKEN: Final = re.compile(
    f"{_DATED}|{_VOLUME}|{_ISSUE}|{_PAGES}|{_NUMBERED}|{_EXTENT}|{_NAMED_ISSUE}|{_IMPRINT}|"
    f"{_WITH_ISSUE}|{_PUBLISHER}|{_RANGE}|"
    f"{_BARE_YEAR}|{_PLAIN}",
    re.IGNORECASE,
)
_EDITED: Final = re.compile(_EDITORS)
_PARTED: Final = frozenset({", ", ". ", "; ", " ("})
_BETWEEN: Final = re.compile(r"[\s,;:.]{0,8}+")
_PLACE: Final = re.compile(r"[A-Z][^,()\d]{1,30}(?:,\s[A-Z][^,()\d]{0,30}){1,3}")
_MOST: Final = 8
_ANY_YEAR: Final = re.compile(rf"(?<![\d.:/-])({YEAR})(?![\d:/-])")
_LETTER: Final = re.compile(r"([A-H])(\d{1,4})")
_MONTHLY: Final = re.compile(r"\d\d(?:0[1-9]|1[0-2])")  # a volume that is year and month counts its articles
_ARTICLE: Final = re.compile(r"\d{3}[A-Z]\d{2}|0\d{1,7}|[A-Za-z]?\d{5,8}|[A-Za-z]\d{4}|e\d{2,6}|\d{4,8}[A-Z]")


@dataclass(frozen=True, slots=True)
class JournalRef:
    """The parts of a reference, null where they are not stated or not sure; `confidence` is that of all."""

    venue: str | None = None
    series: str | None = None
    series_number: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    article_number: str | None = None
    publisher: str | None = None
    year: int | None = None
    confidence: float = LIKELY

    def fields(self) -> dict[str, Any]:
        """Return the parts under the names that they have in a record."""
        names = (
            "venue", "series", "series_number", "volume", "issue", "pages", "article_number", "publisher",
            "year",
        )  # fmt: skip
        return {name: value for name in names if (value := getattr(self, name)) is not None}


class Token(NamedTuple):
    """One part: its kind, and its text."""

    kind: str
    text: str


def tokens(text: str, at: int) -> list[Token] | None:
    """Return the parts of `text` from `at` to its end, or None where something else stands there."""
    found: list[Token] = []
    while at < len(text):
        match = _TOKEN.match(text, at) or (_EDITED.match(text, at) if text[at - 2 : at] in _PARTED else None)
        if match is None and found and (place := _place(text, at)):
            at += len(place)
            between = _BETWEEN.match(text, at)
            at = between.end() if between else at
            continue
        if match is None or len(found) > _MOST:
            return None
        found += [Token(kind, value) for kind, value in match.groupdict().items() if value]
        between = _BETWEEN.match(text, match.end())
        at = between.end() if between else match.end()
    return found


def _place(text: str, at: int) -> str | None:
    """Return the town and country that stand at `at`, or None."""
    match = _PLACE.match(text, at)
    words = match[0].split(",") if match else []
    for end in range(len(words), 1, -1):
        if is_place(words[end - 1]):
            return ",".join(words[:end])
    return None


def only_year(text: str) -> int | None:
    """Return the year in `text` where there is just one."""
    years = set(_ANY_YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None


class ReferenceParts:
    """The parts while they are read from left to right."""

    def __init__(self, name: str) -> None:
        self._name, self._apart = name.rstrip(), name != name.rstrip()
        self._found: dict[str, str] = {}
        self._numbers: list[str] = []

    def take(self, kind: str, value: str) -> bool:
        """Take one part; false where there is one of its kind already."""
        if kind == "number":
            kind = "volume"
        elif kind in ("inner", "named"):
            kind = "issue"
        elif kind == "range":
            kind = "pages"
        elif kind in ("bare", "plain"):
            self._numbers.append(value)
            return True
        elif kind in ("extent", "editors"):
            return True
        elif kind == "printed":
            kind = "year"
        if kind == "publisher" and not self._found and not self._numbers and self._name[-1:] not in ",;:(":
            return False  # `Transactions of the ACM` is a name as a whole
        if kind == "volume" and "volume" not in self._found and self._numbers:
            return all(re.fullmatch(YEAR, one) for one in self._numbers) and self._set(kind, value)
        return self._set(kind, value)

    def _set(self, kind: str, value: str) -> bool:
        if kind in self._found:
            return False
        self._found[kind] = value
        return True

    def made(self) -> JournalRef | None:
        """Return what the parts say together, or None where they do not fit."""
        found, numbers = self._found, self._numbers
        if "year" not in found:
            years = [place for place, one in enumerate(numbers) if re.fullmatch(YEAR, one)]
            if years:  # the last one, as a volume may be numbered by its year
                found["year"] = numbers.pop(years[-1])
        if "volume" not in found and numbers and (len(numbers) > 1 or "pages" in found or "year" in found):
            found["volume"] = numbers.pop(0)
        guessed = len(numbers) > 1
        if "issue" not in found and (guessed or (numbers and found.keys() & {"pages", "article"})):
            found["issue"] = numbers.pop(0)
        if numbers and not found.keys() & {"pages", "article"}:
            found["pages" if found or len(numbers) > 1 else "volume"] = numbers.pop(0)
        pages, article = found.get("pages"), found.get("article")
        volume = found.get("volume")
        if volume and _ARTICLE.fullmatch(volume) and not pages and not article:
            volume, article = None, volume  # of a journal whose volumes are years
        monthly = (
            volume is not None and pages is not None and pages.isdecimal() and _MONTHLY.fullmatch(volume)
        )
        if pages and not article and (monthly or _ARTICLE.fullmatch(pages)):
            pages, article = None, pages
        name = self._name
        if volume and (match := _LETTER.fullmatch(volume)) and (name.endswith(".") or self._apart):
            name, volume = (
                f"{name}{' ' if self._apart else ''}{match[1]}",
                match[2],
            )  # `Phys.Rev.D76`: the letter is the journal's
        venue = trimmed(name)
        bare = not (volume or pages or article)
        if numbers or not is_name(venue) or (bare and not ("year" in found and is_series(venue))):
            return None
        year = int(found["year"]) if "year" in found else only_year(f"{venue} {volume or ''}")
        return JournalRef(
            venue=venue,
            volume=volume,
            issue=found.get("issue"),
            pages=re.sub(_DASH, "-", pages) if pages else None,
            article_number=article,
            publisher=found.get("publisher"),
            year=year,
            confidence=LEAST if bare or guessed else SURE if len(found) > 2 else LIKELY,
        )
