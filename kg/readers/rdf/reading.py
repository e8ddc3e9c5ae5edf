"""A work of a graph while it is read: its record in the making, and what the queries say of other things."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from kg.readers.draft import Draft
from kg.readers.rdf.graph import DocumentGraph
from kg.readers.rdf.patterns import Things
from kg.readers.rdf.people import label
from kg.readers.rdf.terms import FieldValue, Term, Text


@dataclass(slots=True)
class RdfWork:
    """One work. `classes` are the names of its classes, `pages` its first and last page."""

    iri: str
    draft: Draft
    graph: DocumentGraph
    things: Things
    classes: list[str] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    container_editors: list[FieldValue] = field(default_factory=list)

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of the record in the making."""
        return self.draft.fields


Taker = Callable[[RdfWork, Term, str], bool]
"""Reads one value of a work into its fields and tells whether something was made of it; the text is what
follows the field's name in the query (`date published`)."""


def keep(work: RdfWork, field_name: str, value: Term) -> bool:
    """Take the words for a value as the text of a field, unless it has another one already."""
    text = label(value, work.things)
    if text is None:
        return False
    if field_name == "abstract" and work.fields.get("abstract", text) != text:
        work.fields.setdefault("abstracts", []).append(told(text, value))
        return True
    return bool(work.fields.setdefault(field_name, text) == text)


def told(text: str, value: Term) -> dict[str, Any]:
    """Return a text with its language, where that is stated."""
    return {"text": text} | (
        {"language": value.language} if isinstance(value, Text) and value.language else {}
    )
