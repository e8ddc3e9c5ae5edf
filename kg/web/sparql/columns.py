"""How the columns of a table stand on a page: names first and as links, the IRIs they name last and small.

Files in other formats keep the order of the query.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

_SUFFIXES: Final = ("Label", "Name", "Title")
"""`venueName` names the things of `venue`."""
_FILES: Final = {"file": "source"}
"""The name of a file names a source document, whatever stands nearer."""
_NOUNS: Final = {"title": "", "name": "", "label": ""}
"""These name the column of IRIs before them, or else the next one, as far as it has no name yet."""
_PRINTED: Final = {"printed": "author"}
"""A name as printed names an author who has no other name there."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, and its place in a row.

    `target` is the place of the IRI that its text leads to; None where its text is no name of another
    column's things. `aside` marks the IRIs that another column names.
    """

    name: str
    place: int
    target: int | None = None
    aside: bool = False


def as_asked(variables: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns in the order of the query, each for itself."""
    return tuple(Column(name, place) for place, name in enumerate(variables))


def arranged(variables: Sequence[str], iris: Collection[int]) -> tuple[Column, ...]:
    """Return the columns of the table with what names a thing in the thing's place as its link.

    `iris` are the places of the columns that hold IRIs and nothing else. One that is named by another
    column goes to the end.
    """
    targets = _targets(variables, iris)
    named = set(targets.values())
    columns = [
        Column(name, place, targets.get(place), aside=place in named) for place, name in enumerate(variables)
    ]
    return tuple(sorted(columns, key=lambda column: column.aside))


def _targets(variables: Sequence[str], iris: Collection[int]) -> dict[int, int]:
    """Return, by the place of a column of names, the place of the IRIs that it names."""
    places = {name: place for place, name in enumerate(variables) if place in iris}
    texts = {name: place for place, name in enumerate(variables) if place not in iris}
    found: dict[int, int] = {}
    for name, place in texts.items():
        stem = next((name.removesuffix(end) for end in _SUFFIXES if name.endswith(end)), "")
        if stem in places:
            found[place] = places[stem]
    for names in (_FILES, _NOUNS, _PRINTED):
        for name in filter(names.__contains__, texts):
            free = [place for place in places.values() if place not in found.values()]
            if names is _NOUNS:
                chosen = [iri for iri in free if iri < texts[name]][-1:] or free[:1]
            else:
                chosen = [iri for iri in free if iri == places.get(names[name])]
            if chosen:
                found[texts[name]] = chosen[0]
    return found
