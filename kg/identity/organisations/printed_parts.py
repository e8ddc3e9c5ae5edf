"""Parts of a printed affiliation that commas set apart though they are one, or that no comma sets apart.

`Bay Widgets, LLC` is one firm; `Duke University Durham NC` is a university, its town and its state.
"""

from __future__ import annotations

import re
from typing import Final

from kg.identity.organisations.countries import is_state

_LEGAL: Final = re.compile(
    r"(?:llc|inc|ltd|limited|co|corp(?:oration)?|gmbh|ag|s\.?\s?[ap]\.?|s\.?r\.?l|plc|llp|b\.?v|n\.?v|pty|pvt|kg|oy|ab|a/s)"
    r"(?:[\s.]{1,2}(?:ltd|inc|limited|kg))?",
    re.IGNORECASE,
)
_CODE: Final = re.compile(
    r"(?:UMR|UMI|USR|UPR|UMS|FRE|URA|EA)(?:[\s_-]{0,2}(?:CNRS|INSERM|\w{0,3}\d[\w/-]{0,12})){0,2}"
)
_RUN_ON: Final = re.compile(
    r"(?P<name>(?:.{0,80}\s)?Universit\w{1,3}(?:\sof(?:\s[A-Z][\w\u2010-]+){1,2}?)?),?\s"
    r"(?P<city>[A-Z][\w\u2010.-]+(?:\s[A-Z][\w\u2010.-]+)?)\s(?P<state>[A-Z]\w+(?:\s[A-Z][a-z]+)?)"
)
"""A university with its town and state behind it and no commas, as Wiley prints them."""
_FIELD: Final = re.compile(
    r"^(?:.{0,80}\s)?(?:Engineering|Sciences?|Physics|Chemistry|Biology|Medicine|Mathematics|Economics|Psychology|Geology|"
    r"Astronomy|Neuroscience|Ecology|Surgery|Pediatrics|Informatics|Statistics|Geography|Education|Linguistics)\s"
    r"(?=(?:(?!of\b|and\b|&)[A-Z][\w'\u2019-]+\s){1,3}Universit)"
)


def is_legal_form(part: str) -> bool:
    """Tell whether a part is the legal form of a firm, and no name: `LLC`, `Co Ltd`."""
    return _LEGAL.fullmatch(part) is not None


def is_code(part: str) -> bool:
    """Tell whether a part is the number of a unit at a research council: `UMR 5525`."""
    return _CODE.fullmatch(part) is not None


def _goes_on(parts: list[str], place: int) -> bool:
    """Tell whether one more part of a legal form stands at `place`; a state in capitals (`CO`) is none."""
    part = parts[place] if place < len(parts) else ""
    return is_legal_form(part) and not (len(part) == 2 and part.isupper())


def regrouped(parts: list[str], chosen: int, *, university: bool) -> int:
    """Put a firm and its legal form together in `parts`, and set town and state of a university apart.

    Return where the chosen part then is.
    """
    end = chosen + 1
    while chosen and is_legal_form(parts[chosen]) and not is_state(parts[chosen - 1]):
        chosen -= 1
    while _goes_on(parts, end):  # `Co., Ltd.`
        end += 1
    parts[chosen:end] = [", ".join(parts[chosen:end])]
    if university and (match := _RUN_ON.fullmatch(parts[chosen])) and is_state(match["state"]):
        found = _FIELD.match(match["name"])
        parts[chosen : chosen + 1] = [
            match["name"][found.end() if found else 0 :],
            match["city"],
            match["state"],
        ]
    return chosen
