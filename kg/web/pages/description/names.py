"""Names that pages give to things, also to those that have none."""

from __future__ import annotations

from dataclasses import dataclass

from kg.queries.bibliography.citing import untitled
from kg.vocab import FRBR, SCHEMA
from kg.web.pages.description.entity import Description


@dataclass(frozen=True, slots=True)
class NamedLink:
    """Something named that can be followed: its IRI and its name; `note` is shown beside it."""

    iri: str
    label: str
    note: str | None = None


def number(text: str | None) -> int | None:
    """Read a whole number, or give None."""
    return int(text) if text is not None and text.lstrip("-").isdigit() else None


def title(d: Description, iri: str | None = None) -> str:
    """Return a paper's title, or a phrase that says that it has none, with where it appeared."""
    return d.text(SCHEMA["name"], iri) or untitled(next(iter(sorted(d.iris(FRBR["realization"], iri))), None))


def shortened(text: str, most: int) -> str:
    """Cut a text that is longer than `most` characters, so that one long value does not fill a page."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def grouped(value: int | str) -> str:
    """Write a whole number with its digits in groups: 12 345 678."""
    return f"{int(value):,}".replace(",", "\u202f")
