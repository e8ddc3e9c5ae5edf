"""Generates records as kg's own JSON Lines: realistic in size and trouble, the same on every machine.

Record number *n* depends on *n* and the size of the corpus only, so the file is written as a stream
and any record can be made alone. Measured on 100,000 records: 1.8 kB each, 5 authors on average
(one list in 5,000 has about a thousand), 2 topics, 85 % with a DOI (2 % of those carry `<` and `>`,
0.2 % a blank and a quotation mark), 80 % with a venue; 2 % state a paper that another record states.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import orjson

from . import people, phrases
from .words import words

LARGEST: Final = 2_000_000
"""More records would not fit the numbers of arXiv identifiers made here."""

_MONTHS: Final = 225
_LONG_LIST_EVERY: Final = 5000
_REPEATED: Final = 0.02
_SUBJECTS: Final = words("subjects")
_COLLECTIVES: Final = words("people")["collectives"]
_LICENSES: Final = (
    "http://creativecommons.org/licenses/by/4.0/",
    "http://creativecommons.org/licenses/by-nc-sa/4.0/",
    "http://arxiv.org/licenses/nonexclusive-distrib/1.0/",
)


def records(count: int) -> Iterator[dict[str, Any]]:
    """Yield `count` records, the same ones each time.

    Raises:
        ValueError: `count` is above `LARGEST` or below 1.
    """
    if not 1 <= count <= LARGEST:
        raise ValueError(f"the number of records must be from 1 to {LARGEST}, not {count}")
    circles = max(4, count // people.CIRCLE)
    for number in range(count):
        chance = random.Random(f"repeat:{number}")
        if number > 10 and chance.random() < _REPEATED:
            yield _restated(_record(number - chance.randint(1, 10), circles), chance)
        else:
            yield _record(number, circles)


def write(path: Path, count: int) -> int:
    """Write `count` records to `path` unless the complete file is there already; return its size in bytes."""
    if not path.exists():
        unfinished = path.with_suffix(".part")
        with unfinished.open("wb") as out:
            for record in records(count):
                out.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))
        unfinished.rename(path)
    return path.stat().st_size


def _record(number: int, circles: int) -> dict[str, Any]:
    chance = random.Random(f"record:{number}")
    year, month = _month(number)
    first = datetime(year, month, chance.randint(1, 28), tzinfo=UTC) + timedelta(
        seconds=chance.randrange(86_400)
    )
    record: dict[str, Any] = {
        "type": "work",
        "title": phrases.title(chance),
        "authors": _authors(number, circles, chance),
        "abstract": phrases.abstract(chance),
    }
    codes = list(
        dict.fromkeys(chance.choices(_SUBJECTS["codes"], k=chance.choices((1, 2, 3, 4), (36, 38, 18, 8))[0]))
    )
    record |= {"primary_category": codes[0], "categories": codes, "language": "en"}
    with_doi = chance.random() < 0.85
    if not with_doi or chance.random() < 0.65:
        record |= _eprint(number, first, chance)
    if with_doi:
        record["doi"] = _doi(number, first.year, chance)
    if chance.random() < 0.8:
        record |= _venue(circles, chance)
    else:
        record["work_type"] = "preprint"
    record |= {"year": first.year, "submitted": first.date().isoformat(), "license": chance.choice(_LICENSES)}
    if chance.random() < 0.2:
        record["keywords"] = [code.lower() for code in chance.sample(_SUBJECTS["venues"], 3)]
    return record


def _month(number: int) -> tuple[int, int]:
    """Return year and month of the record: April 2007, when arXiv's present identifiers began, and on."""
    years, month = divmod(number % _MONTHS + 3, 12)
    return 2007 + years, month + 1


def _authors(number: int, circles: int, chance: random.Random) -> list[dict[str, Any]]:
    long_list = number % _LONG_LIST_EVERY == 20
    size = chance.randint(900, 1100) if long_list else min(24, 1 + int(chance.gammavariate(2.0, 2.1)))
    authors: list[dict[str, Any]] = []
    if long_list or chance.random() < 0.01:
        authors.append(
            {"position": 0, "name": f"{chance.choice(_COLLECTIVES)} Collaboration", "kind": "collective"}
        )
    for one in people.group(chance, size, circles):
        given = one.given if chance.random() < 0.8 else f"{one.given[0]}."
        author: dict[str, Any] = {
            "position": len(authors),
            "name": f"{given} {one.family}",
            "given": given,
            "family": one.family,
        }
        if one.orcid and chance.random() < 0.8:
            author["orcid"] = one.orcid
        authors.append(author)
    return authors


def _eprint(number: int, first: datetime, chance: random.Random) -> dict[str, Any]:
    year, month = _month(number)
    serial = number // _MONTHS + 1
    width = 4 if year < 2015 else 5
    versions = [
        {"number": n + 1, "submitted": f"{first + timedelta(days=90 * n):%Y-%m-%dT%H:%M:%SZ}"}
        for n in range(chance.choices((1, 2, 3), (60, 28, 12))[0])
    ]
    return {"arxiv_id": f"{year % 100:02d}{month:02d}.{serial:0{width}d}", "versions": versions}


def _doi(number: int, year: int, chance: random.Random) -> str:
    draw = chance.random()
    registrant = 10_000 + chance.randrange(400)
    if draw < 0.002:
        return f'10.{registrant}/odd "item" {number}'
    if draw < 0.022:
        return f"10.{registrant}/(SICI)1097-4636({year}23)43:4<{number}::AID-JB{number % 10}>3.0.CO;2-X"
    if draw < 0.3:
        return f"10.{registrant}/J.Rec.{year}.{number:06d}"
    return f"10.{registrant}/s{registrant}-{year % 100:02d}-{number:06d}-{chance.randrange(10)}"


def _venue(circles: int, chance: random.Random) -> dict[str, Any]:
    which = int(min(4000, circles * 2) * chance.random() ** 2)
    subject = _SUBJECTS["venues"][which % 8]
    conference = which % 3 == 0
    name = (
        f"Proceedings of the {which}th Meeting on {subject}"
        if conference
        else f"Journal of {subject} & Notes {which}"
    )
    start = chance.randint(1, 4000)
    found: dict[str, Any] = {
        "venue": name,
        "pages": f"{start}-{start + chance.randint(3, 40)}",
        "work_type": "proceedings-article" if conference else "journal-article",
    }
    if not conference:
        found |= {"venue_identifiers": {"issn": _issn(which)}, "volume": str(chance.randint(1, 140))}
        found["issue"] = str(chance.randint(1, 12))
    return found


def _issn(number: int) -> str:
    digits = f"{2_900_000 + number:07d}"
    check = -sum(int(digit) * weight for digit, weight in zip(digits, range(8, 1, -1), strict=True)) % 11
    return f"{digits[:4]}-{digits[4:]}{'X' if check == 10 else check}"


def _restated(record: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return the same paper as another source would state it: fewer identifiers, other abstract, initials."""
    other = dict(record)
    other["abstract"] = other["abstract"][: chance.randint(200, 400)].rstrip() + "…"
    if "doi" in other and "arxiv_id" in other:
        del other[chance.choice(("doi", "arxiv_id"))]
        other.pop("versions", None)
    if chance.random() < 0.5:
        other["authors"] = [
            author
            if "given" not in author
            else author
            | {
                "given": f"{author['given'][0]}.",
                "name": f"{author['given'][0]}. {author['family']}",
            }
            for author in other["authors"]
        ]
    return other
