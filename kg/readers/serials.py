"""Numbers of serials and books that stand in one field: several, with remarks, of either kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from kg.identifiers import Isbn, Issn

_APART: Final = re.compile(r"[;,\n|]|\s/\s|\)\s(?=\d)")
_ISSN: Final = re.compile(r"(?<!\d)(?<!\d-)\d{4}\s?[-‐‑–]?\s?\d{3}[\dXx](?![\d-])")
_ISBN: Final = re.compile(r"(?<![\d-])97[89][\d -]{9,14}\d(?![\d-])|(?<![\d-])\d[\d -]{7,12}[\dXx](?![\d-])")
_ELECTRONIC: Final = re.compile(r"electronic|online|\be-?issn\b", re.IGNORECASE)
_OF_SERIALS: Final = frozenset({"issn", "eissn", "lissn"})
_IN_VOLUMES: Final = frozenset({"proceedings-article", "workshop-paper", "book-chapter", "reference-entry"})
_VOLUMES: Final = frozenset({"book", "proceedings", "dissertation", "thesis", "masters-thesis", "report"})
_LINKING: Final = re.compile(r"linking|\bissn-?l\b", re.IGNORECASE)


def serial_numbers(values: list[str], *, of_book: bool, part: bool) -> dict[str, Any]:
    """Return the fields of a record for ISSN and ISBN that `values` state.

    `of_book` says that a number that is neither may be an ISBN; `part` that the work appeared in a book.
    """
    isbns: list[str] = []
    of_venue: dict[str, str] = {}
    of_work: dict[str, str] = {}
    further: list[dict[str, str]] = []
    for piece in (one for value in values for one in _pieces(value)):
        issn, isbn = _ISSN.search(piece), _ISBN.search(piece)
        if isbn and Isbn.parse(isbn[0].strip()):
            isbns.append(isbn[0].strip())
        elif of_book and not (issn and Issn.parse(issn[0])):
            isbns.append(piece)
        else:
            scheme, number = _medium(piece), issn[0] if issn else piece
            if scheme in of_venue:
                further.append({"scheme": scheme, "value": number, "of": "venue"})
            of_venue.setdefault(scheme, number)
    further += [{"scheme": "isbn", "value": one, "of": "venue" if part else "work"} for one in isbns[1:]]
    if isbns:
        (of_venue if part else of_work)["isbn"] = isbns[0]
    return {"venue_identifiers": of_venue, "identifiers": of_work, "other_identifiers": further}


def issns_and_isbns(
    issns: list[str], isbns: list[str], *, part: bool, eissns: Sequence[str] = ()
) -> dict[str, Any]:
    """Return the same fields where ISSN and ISBN are stated apart; `part` as in `serial_numbers`.

    `eissns` are those of electronic editions, where a source has a place of their own for them.
    """
    serials = serial_numbers([*issns, *(f"{one} (Electronic)" for one in eissns)], of_book=False, part=part)
    books = serial_numbers(isbns, of_book=True, part=part)
    of_venue = serials["venue_identifiers"] | books["venue_identifiers"]
    told_once(of_venue)
    return {
        "venue_identifiers": of_venue,
        "identifiers": serials["identifiers"] | books["identifiers"],
        "other_identifiers": serials["other_identifiers"] + books["other_identifiers"],
    }


def told_once(numbers: dict[str, str]) -> None:
    """Take out the ISSN that is the electronic one, stated again for programs that know one alone."""
    electronic, other = (Issn.parse(numbers.get(scheme, "")) for scheme in ("eissn", "issn"))
    if electronic is not None and electronic == other:
        del numbers["issn"]


def series_apart(record: dict[str, Any]) -> None:
    """State the ISSN of a volume in a series as the series' (ISO 3297: a book has none of its own)."""
    stated = record.get("venue_identifiers")
    if not isinstance(stated, dict) or not record.get("series"):
        return
    kind, work = record.get("venue_kind"), record.get("work_type")
    if kind not in ("proceedings", "book") and (kind or work not in _IN_VOLUMES | _VOLUMES):
        return
    if kind is None and work in _VOLUMES and record.get("venue"):
        return
    serial = {scheme: value for scheme, value in stated.items() if scheme in _OF_SERIALS}
    if serial:
        record["venue_identifiers"] = {key: one for key, one in stated.items() if key not in serial}
        others = record.get("other_identifiers") or []
        moved = [{"scheme": scheme, "value": value, "of": "series"} for scheme, value in serial.items()]
        record["other_identifiers"] = [*map(_as_of_series, others), *moved]


def _as_of_series(number: Any) -> Any:
    of_venue = isinstance(number, dict) and number.get("of") == "venue"
    return number | {"of": "series"} if of_venue and number.get("scheme") in _OF_SERIALS else number


def _medium(piece: str) -> str:
    """Return the scheme of an ISSN by what stands beside it: `2049-3630 (Electronic)`, `(Linking)`."""
    if _ELECTRONIC.search(piece):
        return "eissn"
    return "lissn" if _LINKING.search(piece) else "issn"


def _pieces(value: str) -> list[str]:
    """Part a value at its marks, and at blanks where what stands between them is long enough for a number."""
    words = value.split()
    if len(words) > 1 and all(sum(char.isdigit() for char in word) > 6 for word in words):
        return words
    return [piece.strip() for piece in _APART.split(value) if piece.strip()]
