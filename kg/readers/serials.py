"""Numbers of serials and books that stand in one field: several, with remarks, of either kind."""

from __future__ import annotations

import re
from typing import Any, Final

from kg.identifiers import Isbn, Issn

_APART: Final = re.compile(r"[;,\n|]|\s/\s|\)\s(?=\d)")
_ISSN: Final = re.compile(r"(?<![\d-])\d{4}\s?[-‐‑–]?\s?\d{3}[\dXx](?![\d-])")
_ISBN: Final = re.compile(r"(?<![\d-])97[89][\d -]{9,14}\d(?![\d-])|(?<![\d-])\d[\d -]{7,12}[\dXx](?![\d-])")


def serial_numbers(values: list[str], *, of_book: bool, part: bool) -> dict[str, Any]:
    """Return the fields of a record for ISSN and ISBN that `values` state.

    `of_book` says that a number that is neither may be an ISBN; `part` that the work appeared in a book.
    """
    issns: list[str] = []
    isbns: list[str] = []
    for value in values:
        for piece in _pieces(value):
            issn, isbn = _ISSN.search(piece), _ISBN.search(piece)
            if isbn and Isbn.parse(isbn[0].strip()):
                isbns.append(isbn[0].strip())
            elif issn and (Issn.parse(issn[0]) or not of_book):
                issns.append(issn[0])
            else:
                (isbns if of_book else issns).append(piece)
    of_venue: dict[str, str] = {}
    of_work: dict[str, str] = {}
    further = [{"scheme": "issn", "value": one, "of": "venue"} for one in issns[1:]]
    further += [{"scheme": "isbn", "value": one, "of": "venue" if part else "work"} for one in isbns[1:]]
    if issns:
        of_venue["issn"] = issns[0]
    if isbns:
        (of_venue if part else of_work)["isbn"] = isbns[0]
    return {"venue_identifiers": of_venue, "identifiers": of_work, "other_identifiers": further}


def _pieces(value: str) -> list[str]:
    """Part a value at its marks, and at blanks where what stands between them is long enough for a number."""
    words = value.split()
    if len(words) > 1 and all(sum(char.isdigit() for char in word) > 6 for word in words):
        return words
    return [piece.strip() for piece in _APART.split(value) if piece.strip()]
