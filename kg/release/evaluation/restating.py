"""A record as another source would state it: what catalogues, publishers and typists do to one paper.

Each change depends on the record's title and number alone, so that a run can be repeated. Some are what any
other source does (initials, another year, a list that is cut, no abstract, no venue), some are faults (slips
of the pen, lost words, letters that were lost or written as entities), and some papers get another title.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any, Final
from zlib import crc32

from kg.records import Author, WorkRecord

Change = Callable[[WorkRecord, random.Random], dict[str, Any]]

_NO_PLACE: Final[dict[str, Any]] = {
    "venue": None, "venue_identifiers": {}, "venue_kind": None, "volume": None, "issue": None, "pages": None,
    "article_number": None,
}  # fmt: skip
_MOST_CUT: Final = 3
_LEAST_WORDS: Final = 5
_LONG_WORD: Final = 6


def restated(record: WorkRecord, number: int) -> WorkRecord:
    """Return a record as another source may state it, without identifiers; see `CHANGES`."""
    chance = random.Random(crc32(f"{number} {record.title}".encode("utf-8", "surrogatepass")))  # noqa: S311
    if chance.random() < _RETITLED and record.abstract and len(record.authors) > 1:
        return record.model_copy(update=_retitled(record, chance))
    record = record.model_copy(update={"abstract": None})
    for share, change in CHANGES:
        if chance.random() < share:
            record = record.model_copy(update=change(record, chance))
    return record


def _retitled(record: WorkRecord, chance: random.Random) -> dict[str, Any]:
    """Another title, made of words of the abstract, which loses its last sentence; no place."""
    sentences = (record.abstract or "").split(". ")
    words = [word for word in (record.title or "").split() if len(word) > 3]
    others = [word.strip(".,;:()") for word in sentences[0].split() if len(word) > 3]
    chosen = words[: max(1, len(words) // 2)] + others[: max(2, len(words) // 2)]
    chance.shuffle(chosen)
    abstract = ". ".join(sentences[:-1]) if len(sentences) > 2 else record.abstract
    return {
        "title": " ".join(chosen),
        "abstract": abstract,
        "venue": None,
        "venue_identifiers": {},
        "pages": None,
    }


def _initials(record: WorkRecord, _: random.Random) -> dict[str, Any]:
    return {"authors": tuple(map(_with_initials, record.authors))}


def _with_initials(author: Author) -> Author:
    if not author.given or not author.family:
        return author
    given = " ".join(f"{word[0]}." for word in author.given.split())
    return author.model_copy(update={"given": given, "name": f"{given} {author.family}"})


def _later(record: WorkRecord, _: random.Random) -> dict[str, Any]:
    return {"year": record.year + 1, "submitted": None, "published": None} if record.year else {}


def _no_date(_: WorkRecord, __: random.Random) -> dict[str, Any]:
    return {"year": None, "submitted": None, "published": None, "dates": ()}


def _cut(record: WorkRecord, _: random.Random) -> dict[str, Any]:
    if len(record.authors) <= _MOST_CUT:
        return {}
    return {"authors": record.authors[:_MOST_CUT], "authors_complete": False}


def _no_place(_: WorkRecord, __: random.Random) -> dict[str, Any]:
    return {
        "venue": None,
        "venue_identifiers": {},
        "venue_kind": None,
        "volume": None,
        "issue": None,
        "pages": None,
    }


def _capitals(record: WorkRecord, _: random.Random) -> dict[str, Any]:
    return {"title": record.title.upper()} if record.title else {}


def _full_stop(record: WorkRecord, _: random.Random) -> dict[str, Any]:
    return {"title": f"{record.title}."} if record.title else {}


def _slip(record: WorkRecord, chance: random.Random) -> dict[str, Any]:
    """Two letters of a long word change places, or one is lost."""
    words = (record.title or "").split(" ")
    places = [place for place, word in enumerate(words) if len(word) >= _LONG_WORD and word.isalpha()]
    if not places:
        return {}
    place = chance.choice(places)
    word = words[place]
    at = chance.randrange(1, len(word) - 2)
    words[place] = word[:at] + chance.choice((word[at + 1] + word[at], word[at + 1])) + word[at + 2 :]
    return {"title": " ".join(words)}


def _lost_word(record: WorkRecord, chance: random.Random) -> dict[str, Any]:
    words = (record.title or "").split(" ")
    if len(words) < _LEAST_WORDS:
        return {}
    del words[chance.randrange(1, len(words))]
    return {"title": " ".join(words)}


def _no_subtitle(record: WorkRecord, _: random.Random) -> dict[str, Any]:
    title = (record.title or "").partition(": ")[0]
    return {"title": title} if len(title.split()) > 2 else {}


def _lost_letters(record: WorkRecord, _: random.Random) -> dict[str, Any]:
    return {"authors": tuple(_rewritten(one, lambda _: "?") for one in record.authors)}


def _entities(record: WorkRecord, _: random.Random) -> dict[str, Any]:
    return {"authors": tuple(_rewritten(one, lambda letter: f"&#{ord(letter)};") for one in record.authors)}


def _rewritten(author: Author, how: Callable[[str], str]) -> Author:
    """Return an author with each letter that is not of ASCII written in another way."""

    def write(text: str | None) -> str | None:
        return text and "".join(letter if letter.isascii() else how(letter) for letter in text)

    return author.model_copy(
        update={"name": write(author.name), "given": write(author.given), "family": write(author.family)}
    )


_RETITLED: Final = 0.04
CHANGES: Final[tuple[tuple[float, Change], ...]] = (
    (0.5, _initials), (0.4, _later), (0.1, _no_date), (0.3, _cut), (0.5, _no_place), (0.2, _capitals),
    (0.2, _full_stop), (0.15, _slip), (0.08, _lost_word), (0.04, _no_subtitle), (0.1, _lost_letters),
    (0.1, _entities),
)  # fmt: skip
"""How many of all records are changed so, and how; changes are independent of each other."""
