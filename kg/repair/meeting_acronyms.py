"""Where the acronym of a meeting stands in the name of its volume: `KDD '19:`, `(ICW'05)`, `at ACL 2020`."""

from __future__ import annotations

import re
from typing import Final

from kg.months import PATTERN
from kg.repair.venue_text import is_acronym

_YEAR: Final = r"(?:19|20)\d\d"
ACRONYM: Final = r"\*?[A-Z][A-Za-z+&*]{0,14}(?:[/-](?=[A-Z])[A-Za-z+]{2,14}){0,3}"
DATED: Final = rf"(?:[\s'\u2019\u2018-]{{0,3}}(?P<year>{_YEAR}|\d\d))"
APPOSED: Final = re.compile(
    rf"(?!The\b)(?P<acronym>{ACRONYM}){DATED}?,?\s(?:the\s)?(?=\d{{1,3}}(?:st|nd|rd|th)\s)"
)
IN_BRACKETS: Final = re.compile(
    rf"\(\s?(?P<acronym>{ACRONYM}(?:\s{ACRONYM})?)(?:{DATED}|[\s-]?\d{{1,2}})?\s?\)"
)
BEFORE: Final = re.compile(
    rf"(?:(?:IEEE|ACM|IFIP|USENIX)\s)?(?P<acronym>{ACRONYM}){DATED}(?:\sVolume\s\d)?\s?(?::|\s[-\u2013\u2014]|[-\u2013](?=(?:19|20)\d\d\s|IEEE\s)|"
    r"[,.](?=\s(?:Proc|(?:The\s)?\d{1,3}(?:st|nd|rd|th)\s|(?:19|20)\d\d\s))|(?=\sProceedings\sof))\s?(?=\S)"
)
AFTER: Final = re.compile(
    rf"\s?(?::|[\s,][-\u2013\u2014]{{1,3}}|,)\s?(?P<acronym>{ACRONYM})[\s'\u2019-]{{1,3}}(?P<year>{_YEAR}|\d\d)$"
)
ALONE: Final = re.compile(
    rf"(?P<acronym>{ACRONYM}(?:\s(?!Conference|Workshop|Proceedings){ACRONYM})?){DATED}?(?:\s(?:Conference|Workshop|Proceedings))?"
)
HOST: Final = re.compile(
    rf"(?:\s(?:at|@)\s?|@|,?\s\(?(?:co-?located|held|associated|in\sconjunction|in\sassociation)\s(?:with|at|in)\s(?:the\s)?)"
    rf"{ACRONYM}.{{0,80}}$"
)
NO_ACRONYMS: Final = frozenset({
    "USA", "UK", "NS", "PART", "SER", "LONDON", "PARIS", "NY", "EU", "II", "III", "IV", "COVID", "IEEE",
    "ACM", "IFIP", "AIAA", "ASME", "SIAM", "IET", "IEE", "USENIX", "IAPR", "IFAC", "IEEE/ACM", "IEEE/ASME",
    "IEEE/RSJ", "IEEE/CVF",
})  # fmt: skip
"""What stands where acronyms of meetings stand: places, parts, and societies that hold many meetings."""
HOSTING: Final = re.compile(
    rf"^(?:{ACRONYM}\s){{0,1}}{ACRONYM}[\s'\u2019-]{{1,2}}(?:{_YEAR}|\d\d)\s"
    r"(?=(?:[\w-]{1,20}\s){0,3}Workshop)"
)
NAMED: Final = re.compile(
    r"(?:(?:annual|international|intl\.?|european|joint|ieee|acm)\s){0,3}"
    rf"(?:conf[e\u00e9]rence|symposium|congress|workshop)\s(?-i:(?P<acronym>{ACRONYM})){DATED}?",
    re.IGNORECASE,
)
"""A kind of meeting and its acronym, and nothing that says what it is about."""
THEMED: Final = re.compile(rf"(?P<acronym>{ACRONYM})\s(?:Conference|Symposium|Congress):\s.{{3,200}}")
"""A meeting by its acronym, and the theme of that year."""
HEADED: Final = re.compile(rf"(?P<acronym>{ACRONYM})[-'\u2019](?P<year>\d\d):\s{ACRONYM}")
ISSUE: Final = re.compile(
    rf"PoS\s?\((?P<acronym>{ACRONYM})(?:[\s'\u2019-]?(?P<year>{_YEAR}))?\)|"
    rf"(?P<short>{ACRONYM})\s\((?P<number>\d{{1,2}})\)"
)
_MONTH: Final = re.compile(PATTERN, re.IGNORECASE)
_PART: Final = re.compile(r"[\s/\u2013-]")
_LEAST: Final = 3


def is_own(acronym: str) -> bool:
    """Tell whether what stands in brackets may be a meeting's acronym: no country, numeral or month."""
    return acronym.upper() not in NO_ACRONYMS and _MONTH.fullmatch(acronym) is None


def joint(acronym: str) -> tuple[str, ...]:
    """Return the acronyms of the meetings that were held as one (`EMNLP-CoNLL`); none of a single meeting."""
    parts = _PART.split(acronym)
    whole = len(parts) > 1 and all(len(one) >= _LEAST and is_acronym(one) for one in parts)
    return tuple(parts) if whole else ()
