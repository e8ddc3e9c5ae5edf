"""The days of a meeting in its name: `…, August 4-8, 2019, …`, `held at …`."""

from __future__ import annotations

import re
from typing import Final

from kg.months import PATTERN

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
HELD: Final = re.compile(
    r"[:,]?\s(?:proceedings\sof\sa\s(?:conference|workshop)\s)?held\s(?:at|in|on|as)\s.{2,240}$",
    re.IGNORECASE,
)
"""Where it was held, and all that follows."""
YEAR: Final = re.compile(rf"(?<![\w.-])['\u2019]?(?P<year>{_YEAR})(?![\w/]|\.\d)")
_FIRST: Final = 8  # a name does not begin with its days


def cut_dates(text: str) -> tuple[int | None, str] | None:
    """Return the year of the days in `text`, or of what follows, and the text without them; None of none."""
    match = _DATES.search(text, _FIRST)
    if match is None:
        return None
    year = YEAR.search(match[0]) or YEAR.search(text, match.end())
    return (int(year["year"]) if year else None), f"{text[: match.start()]}{text[match.end() :]}"
