"""The terms of a graph as the reader holds them, and what a pattern says of a work with them."""

from __future__ import annotations

from typing import Final, NamedTuple

BLANK: Final = "urn:kg:blank:"
"""How the IRI of a blank node begins."""


class Iri(NamedTuple):
    """A node: an IRI, or a blank node with a name of its own."""

    value: str


class Text(NamedTuple):
    """A literal: its text, and its language where that is stated."""

    value: str
    language: str | None = None


Term = Iri | Text


class FieldValue(NamedTuple):
    """One value of a work or node: the field it goes into, the predicate, and for people slot and rank.

    `place` is that of the statement of the work which states it or leads to it; `direct` where it states it.
    """

    field: str
    predicate: str
    value: Term
    slot: str | None = None
    order: str | None = None
    place: int = 0
    direct: bool = False


def written(term: Term) -> str:
    """Return a term as one text, for `read_back`."""
    if isinstance(term, Iri):
        return f"<{term.value}"
    return f"@{term.language} {term.value}" if term.language else f'"{term.value}'


def read_back(text: str) -> Term:
    """Return the term that `written` has written."""
    mark = text[0]
    if mark == "<":
        return tuple.__new__(Iri, (text[1:],))  # as `Iri(…)`, in half the time
    if mark == '"':
        return tuple.__new__(Text, (text[1:], None))
    language, _, value = text[1:].partition(" ")
    return Text(value, language)
