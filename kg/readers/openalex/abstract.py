"""Abstracts as OpenAlex has them: each word with its places in the text (`{"Birds": [0, 7]}`)."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import orjson

_LONGEST: Final = 50_000
"""Words that an abstract may have; a place beyond is none."""


class RestoredAbstract(NamedTuple):
    """A text put together, and what was odd: words that are missing, places with several words."""

    text: str | None
    missing: int = 0
    doubled: int = 0


def abstract_of(stated: object) -> RestoredAbstract:
    """Return the text of an inverted index, also where it stands in JSON as a text.

    A word that is missing leaves ` … `; of several words at one place all are kept, in the order stated.
    """
    index = words(stated)
    places: dict[int, list[str]] = {}
    for word, several in index.items():
        for place in several if isinstance(several, list) else [several]:
            if isinstance(place, int) and not isinstance(place, bool) and 0 <= place < _LONGEST:
                places.setdefault(place, []).append(word)
    if not places:
        return RestoredAbstract(None)
    parts: list[str] = []
    last = -1
    missing = 0
    for place in sorted(places):
        if place > last + 1:
            missing += place - last - 1
            parts.append("…")
        parts += places[place]
        last = place
    doubled = sum(len(several) > 1 for several in places.values())
    return RestoredAbstract(" ".join(" ".join(parts).split()) or None, missing, doubled)


def words(stated: object) -> dict[str, Any]:
    """Return the inverted index as an object; an empty one where there is none."""
    if isinstance(stated, str):
        try:
            stated = orjson.loads(stated)
        except orjson.JSONDecodeError:
            return {}
    if isinstance(stated, dict) and isinstance(inner := stated.get("InvertedIndex"), dict):
        stated = inner
    return stated if isinstance(stated, dict) else {}
