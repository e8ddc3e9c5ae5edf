"""What an e-print's reference to its publication says: venue, volume, issue, pages or article, and year.

Authors type it as they like, and SPIRES wrote it in a form of its own: `Phys.Rev.D76:013009,2007`. It is
taken apart only where all of it is understood; otherwise at most its year is read. What kind of venue it is,
it does not say. See https://info.arxiv.org/help/jref.html.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from kg.records import Repair
from kg.repair.venue_text import is_event, is_name, is_not_yet, is_series, trimmed

RULE: Final = "JOURNAL-REF"

_SURE, _LIKELY, _LEAST = 0.98, 0.95, 0.85
_LONGEST: Final = 400
_YEAR: Final = r"(?:19|20)\d\d"
_MONTH: Final = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|spring|summer|fall|autumn|winter)[a-z]{0,6}+\.?"
)
_PAGE: Final = r"[A-Za-z]{0,2}\d{1,7}[A-Za-z]?"
_DASH: Final = r"\s{0,2}(?:-{1,3}|[\u2010-\u2015\u2212])\s{0,2}"
_TO: Final = rf"(?:{_DASH}{_PAGE})"
_DATED: Final = (
    rf"\(\s{{0,2}}(?:\d{{1,2}}\s)?(?:{_MONTH}\s{{0,2}}(?:\d{{1,2}}\s?,?\s{{0,2}})?)?(?P<year>{_YEAR})"
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
    r"(?:article(?:\s(?:no|number|id)\.?)?|art|id|eid|paper)\b\.?:?\s{0,2}(?P<article>[A-Za-z]{0,3}\d{1,8})\b"
)
_EXTENT: Final = r"\(?(?P<extent>\d{1,4}\s(?:pp\.?|pages))\s?\)?"
_WITH_ISSUE: Final = (
    rf"(?P<number>[A-Z]?\d{{1,5}}[A-Z]?)\s?"
    rf"\(\s?(?P<inner>\d{{1,3}}(?:{_DASH}\d{{1,3}})?)\s?\)(?!\s?\d{{4}}\))"
)
_PUBLISHER: Final = (
    r"(?P<publisher>ACM(?:\sPress)?|IEEE(?:\sPress)?|Springer(?:[\s-]Verlag)?|Elsevier|PMLR|AAAI(?:\sPress)?|"
    r"World\sScientific|Birkh(?:\u00e4|ae)user|Wiley|SIAM|AMS|AIP|North[\s-]Holland|De\sGruyter|Kluwer|Plenum|"
    r"(?:Cambridge|Oxford)(?:\sUniversity\sPress|\sUP)|Academic\sPress|Schloss\sDagstuhl|"
    r"Association\sfor\sComputational\sLinguistics)\b"
)
_RANGE: Final = rf"(?P<range>{_PAGE}{_TO})\b"
_BARE_YEAR: Final = (
    rf"(?:{_MONTH}\s(?:\d{{1,2}},?\s)?)?(?P<bare>{_YEAR})(?:\s{_MONTH}\s\d{{1,2}})?\b(?![-\u2013\w])"
)
_PLAIN: Final = rf"(?P<plain>{_PAGE})\b"
_TOKEN: Final = re.compile(
    f"{_DATED}|{_VOLUME}|{_ISSUE}|{_PAGES}|{_NUMBERED}|{_EXTENT}|{_WITH_ISSUE}|{_PUBLISHER}|{_RANGE}|"
    f"{_BARE_YEAR}|{_PLAIN}",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"[\s,;:.]{0,8}+")
_BEGIN: Final = re.compile(
    r"(?<=[\s,:.(])(?=[(\w])|(?<=[\]).])(?=\d)|(?<=[A-Za-z])(?=\d)|(?<=[.\s])(?=[A-H]\d)"
)
_SERIES: Final = re.compile(r"([A-H])(\d{1,4})")
_REST: Final = re.compile(
    r"[\s,;.]{0,3}[\[(]?\b(?:erratum|errata|err\.|addendum|corrigendum|publisher'?s note|"
    r"english transl|engl\. transl|"
    r"arxiv[:\s]|e-?print|doi[:\s]|https?://|also in|see also)",
    re.IGNORECASE,
)
_POS: Final = re.compile(
    rf"PoS\s?\(?\s?([A-Z][A-Za-z-]{{1,20}}\s?-?(?:\d{{2,4}})?)\s?\)?\s?(?:\(?({_YEAR})\)?)?[\s:,]{{0,2}}(\d{{1,4}})"
    rf"(?:\s?[,(]\s?({_YEAR})\)?)?"
)
_ANY_YEAR: Final = re.compile(rf"(?<![\d.:/-])({_YEAR})(?![\d:/-])")
_TEX: Final = re.compile(r"\\(?:bf|it|em|rm|sl|textbf|textit|emph|text|,|;| )(?![A-Za-z])|[{}~$]")
_XPLORE: Final = re.compile(r"\(\s{0,3}(Volume:[^()]{1,80})\)")  # as IEEE Xplore shows it
_ARTICLE: Final = re.compile(r"0\d{1,7}|[A-Za-z]?\d{5,8}|[A-Za-z]\d{4}|e\d{2,6}|\d{4,8}[A-Z]")


@dataclass(frozen=True, slots=True)
class JournalRef:
    """The parts of a reference, null where they are not stated or not sure; `confidence` is that of all."""

    venue: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    article_number: str | None = None
    publisher: str | None = None
    year: int | None = None
    confidence: float = _LIKELY

    def fields(self) -> dict[str, Any]:
        """Return the parts under the names that they have in a record."""
        names = ("venue", "volume", "issue", "pages", "article_number", "publisher", "year")
        return {name: value for name in names if (value := getattr(self, name)) is not None}


def published(text: str) -> tuple[dict[str, Any], Repair] | None:
    """Return the fields of a record that its `journal_ref` states, and the repair that says so."""
    found = read(text)
    fields = found.fields() if found else {}
    if found is None or not fields:
        return None
    field = "venue" if found.venue else "year"
    note = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in fields.items() if name != field)
    return fields, Repair(
        field=field, rule=RULE, before=text[:2000], after=str(fields[field]), certain=False,
        confidence=found.confidence, note=note or None,
    )  # fmt: skip


def read(text: str) -> JournalRef | None:
    """Return the parts of `text`, a reference; None where nothing in it is sure."""
    plain = " ".join(_XPLORE.sub(r", \1", _TEX.sub(" ", text.replace("\\&", "&"))).split())
    if len(plain) > _LONGEST:
        return None
    if match := _REST.search(plain, 1):
        plain = plain[: match.start()]
    if match := _POS.fullmatch(plain.strip(" .,;")):
        year = match[2] or match[4]
        return JournalRef(
            "PoS",
            match[1].strip(),
            article_number=match[3],
            year=int(year) if year else None,
            confidence=_SURE,
        )
    parts = [plain, *([plain.partition(";")[0]] if ";" in plain else ())]
    for part in parts:  # of several publications the first
        if found := _taken_apart(part.strip(" .,;")):
            return found
    if is_not_yet(plain):
        return None
    year, venue = _only_year(plain), trimmed(plain)
    if year and is_event(venue) and is_name(venue):
        return JournalRef(venue=venue, year=year, confidence=_LEAST)
    return JournalRef(year=year, confidence=_LEAST) if year else None


def _only_year(text: str) -> int | None:
    years = set(_ANY_YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None


def _taken_apart(text: str) -> JournalRef | None:
    """Return the parts of `text` where a name and then only parts that are known stand in it."""
    for begin in _BEGIN.finditer(text):
        name = text[: begin.start()]
        if not any(char.isalpha() for char in name):
            continue
        tokens = _tokens(text, begin.start())
        if tokens is None:
            continue
        found = _Parts(name)
        for kind, value in tokens:
            if not found.take(kind, value):
                break
        else:
            if made := found.made():
                return made
    return None


def _tokens(text: str, at: int) -> list[tuple[str, str]] | None:
    """Return the parts of `text` from `at` to its end, or None where something else stands there."""
    found: list[tuple[str, str]] = []
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or len(found) > 8:
            return None
        found += [(kind, value) for kind, value in match.groupdict().items() if value]
        between = _BETWEEN.match(text, match.end())
        at = between.end() if between else match.end()
    return found


class _Parts:
    """The parts while they are read from left to right."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._found: dict[str, str] = {}
        self._numbers: list[str] = []
        self._spires = False

    def take(self, kind: str, value: str) -> bool:
        """Take one part; false where there is one of its kind already."""
        if kind == "number":
            kind = "volume"
        elif kind == "inner":
            kind = "issue"
        elif kind == "range":
            kind = "pages"
        elif kind in ("bare", "plain"):
            self._numbers.append(value)
            return True
        elif kind == "extent":
            return True
        if kind == "volume" and "volume" not in self._found and self._numbers:
            return all(re.fullmatch(_YEAR, one) for one in self._numbers) and self._set(kind, value)
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
            years = [place for place, one in enumerate(numbers) if re.fullmatch(_YEAR, one)]
            if years:  # the last one, as a volume may be numbered by its year
                found["year"] = numbers.pop(years[-1])
        if "volume" not in found and numbers and (len(numbers) > 1 or "pages" in found or "year" in found):
            found["volume"] = numbers.pop(0)
        guessed = len(numbers) > 1
        if "issue" not in found and (guessed or (numbers and found.keys() & {"pages", "article"})):
            found["issue"] = numbers.pop(0)
        if numbers and not found.keys() & {"pages", "article"}:
            found["pages"] = numbers.pop(0)
        pages, article = found.get("pages"), found.get("article")
        volume = found.get("volume")
        if volume and _ARTICLE.fullmatch(volume) and not pages and not article:
            volume, article = None, volume  # of a journal whose volumes are years
        if pages and not article and _ARTICLE.fullmatch(pages):
            pages, article = None, pages
        name = self._name
        if volume and (match := _SERIES.fullmatch(volume)) and name[-1:] in ". ":
            name, volume = f"{name}{match[1]}", match[2]  # `Phys.Rev.D76`: the letter is the journal's
        venue = trimmed(name)
        bare = not (volume or pages or article)
        if numbers or not is_name(venue) or (bare and not ("year" in found and is_series(venue))):
            return None
        year = int(found["year"]) if "year" in found else _only_year(venue)
        return JournalRef(
            venue=venue,
            volume=volume,
            issue=found.get("issue"),
            pages=re.sub(_DASH, "-", pages) if pages else None,
            article_number=article,
            publisher=found.get("publisher"),
            year=year,
            confidence=_LEAST if bare or guessed else _SURE if len(found) > 2 else _LIKELY,
        )
