"""Ranges of pages whose end is shortened, as MEDLINE writes them: `1865-76` is `1865-1876`."""

from __future__ import annotations

import re
from typing import Final

from kg.records import Repair

RULE: Final = "PAGES-SHORT"
_CONFIDENCE: Final = 0.98
_RANGE: Final = re.compile(
    r"([A-Za-z]{0,4})(\d{1,7})([A-Za-z]{0,2})\s?[-–—]\s?([A-Za-z]{0,4})(\d{1,7})([A-Za-z]{0,2})"
)
_ARTICLE: Final = re.compile(r"(?:e|E|ENEURO\.|CD|IJERPH|article\s?)\d{1,9}(?:\.\d{1,4})?", re.IGNORECASE)


def expanded(stated: str) -> tuple[str, Repair | None]:
    """Return the first range that `stated` gives, its end in full, and the repair where that changed it."""
    first = stated.split(";")[0].split(",")[0].strip()
    match = _RANGE.fullmatch(first)
    if match is None:
        return stated, None
    before, start, after, prefix, end, tail = match.groups()
    if len(end) < len(start) and int(start[: -len(end)] + end) >= int(start):
        end = start[: -len(end)] + end
        prefix = prefix or before
    made = f"{before}{start}{after}-{prefix}{end}{tail}"
    if made == stated:
        return stated, None
    repair = Repair(
        field="pages", rule=RULE, before=stated, after=made, certain=False, confidence=_CONFIDENCE
    )  # fmt: skip
    return made, repair if _written(stated) != made else None


def _written(stated: str) -> str:
    """Return a range with a plain hyphen and without blanks."""
    return stated.replace(" ", "").replace("–", "-").replace("—", "-")


def is_article_number(stated: str) -> bool:
    """Tell whether what stands for pages is the number of an electronic article: `e1002345`, `CD001234`."""
    return _ARTICLE.fullmatch(stated.strip()) is not None
