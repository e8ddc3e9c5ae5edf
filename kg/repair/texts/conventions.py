r"""What data bases and catalogues write into texts by conventions of their own, and letters lost from them.

INSPEC writes `LiNbO/sub 3/` and `10/sup -3/`; German and Austrian catalogues put the words of a title that
are not sorted by into `<<…>>` or `¬…¬` (ISO 6630 has controls for that); an abstract may begin with the word
`Abstract`. A character that no encoding could read was a dash between two words, and an apostrophe before
the end of an English word.
"""

from __future__ import annotations

import re
from typing import Final

from kg.repair.texts.html_markup import raised

SCRIPT_RULE: Final = "MARKUP-INSPEC"
SORTING_RULE: Final = "TITLE-SORTING-MARKS"
HEADING_RULE: Final = "ABSTRACT-HEADING"
LOST_RULE: Final = "ENC-LOST-MARK"

_SCRIPT: Final = re.compile(r"(?<=[\w)\]}])(\s?)/(sub|sup)\s([^/\n]{1,30})/")
_SORTING: Final = re.compile(r"<<([^<>]{1,30})>>(\s?)|¬([^¬\n]{1,20})¬(\s?)")
_SECTIONS: Final = (
    "Aims?|Background|Conclusions?|Context|Design|Introduction|Methods?|Motivation|Objectives?|Overview|"
    "Purpose|Rationale|Results|Significance|Summary"
)
_HEADING: Final = re.compile(
    rf"\s{{0,20}}(?:abstract|ABSTRACT|Abstract)(?:\s?[:.\u2014\u2013]\s?(?:[-\u2014\u2013]\s?)?|\s?\n\s{{0,20}}"
    rf"|\s{{1,9}}(?=(?:{_SECTIONS})\b))"
)
_DASH: Final = re.compile(r"(?<=[^\W\d_]{2}\s)\ufffd{1,3}(?=\s[^\W\d_]{2})")
_APOSTROPHE: Final = re.compile(r"(?<=[a-z])\ufffd{1,3}(?=(?:s|re|ve|ll)\b)|(?<=n)\ufffd{1,3}(?=t\b)")


def scripts(text: str) -> str:
    """Return `text` with what INSPEC writes lowered or raised in plain text."""

    def plain(match: re.Match[str]) -> str:
        inner = match[3].strip()
        if match[2] == "sub":
            return inner
        return raised(inner, match.string[match.start() - 1 : match.start()])

    return _SCRIPT.sub(plain, text) if "/su" in text else text


def without_sorting_marks(text: str) -> str:
    """Return a title without the marks around words that it is not sorted by."""
    if "<<" not in text and "\u00ac" not in text:
        return text
    return _SORTING.sub(lambda match: f"{match[1] or match[3]}{match[2] or match[4] or ''}", text)


def without_heading(text: str) -> str:
    """Return an abstract without the word that says it is one, where a mark or a section follows that."""
    found = _HEADING.match(text)
    return text[found.end() :] if found and text[found.end() :].strip() else text


def with_lost_marks(text: str) -> str:
    """Return `text` with dashes and apostrophes where a lost character can hardly have been another."""
    if "\ufffd" not in text:
        return text
    return _APOSTROPHE.sub("\u2019", _DASH.sub("\u2013", text))
