"""Finds the tables that hold a graph: which kinds of things it has and which properties each kind.

The inputs of the RML engine and its mapping are derived from the graph that kg made, so they follow
kg's own mapping and give the engine every advantage: IRIs are minted, names cleaned and papers
joined before it starts, and what is the same for a whole kind is a constant of the mapping.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import orjson

from .triples import by_subject

_LITERAL = re.compile(r'"(.*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_LONG_ESCAPE = re.compile(r"\\U([0-9A-Fa-f]{8})")

Properties = list[tuple[str, str]]
"""Predicates and objects of one subject, in the notation of N-Triples."""


@dataclass(frozen=True, slots=True)
class Column:
    """One property in one form: `iri`, `@` and a language tag, a datatype IRI, or empty for plain text.

    `many` says that a subject may have several values.
    """

    name: str
    predicate: str
    form: str
    many: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """The things whose IRIs begin with base and `name`: what all have alike, and the columns they fill."""

    name: str
    constants: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]

    def column(self, predicate: str, form: str) -> Column:
        """Return the column of a property in a form."""
        return next(one for one in self.columns if (one.predicate, one.form) == (predicate, form))


def base_of(graph: Path) -> str:
    """Return the base IRI of a canonical N-Triples file: what stands before `paper/` in a paper's IRI.

    Raises:
        ValueError: the graph has no paper.
    """
    for subject, _ in by_subject(graph):
        before, found, _ = subject.partition("/paper/")
        if found:
            return before[1:] + "/"
    raise ValueError(f"{graph}: no paper in it")


def kind_name(iri: str, base: str) -> str | None:
    """Return the kind of thing an IRI in angle brackets names, or None where it is not below `base`."""
    if not iri.startswith(f"<{base}"):
        return None
    name, slash, _ = iri[len(base) + 1 : -1].partition("/")
    return name if slash else None


def kinds(graph: Path, base: str) -> dict[str, Kind]:
    """Find the kinds of things below `base` in a canonical N-Triples file."""
    common: dict[str, set[tuple[str, str]]] = {}
    most: dict[str, Counter[tuple[str, str]]] = {}
    for subject, properties in by_subject(graph):
        name = kind_name(subject, base)
        if name is None:
            continue
        common[name] = common[name].intersection(properties) if name in common else set(properties)
        counts = Counter((predicate, term(value)[1]) for predicate, value in properties)
        highest = most.setdefault(name, Counter())
        for key, number in counts.items():
            highest[key] = max(highest[key], number)
    needed = _columns_needed(graph, base, common)
    return {
        name: Kind(name, tuple(sorted(common[name])), tuple(_columns(highest, needed[name])))
        for name, highest in sorted(most.items())
    }


def split(kind: Kind, properties: Properties) -> dict[Column, list[str]]:
    """Return the values of one subject by column, constants left out."""
    found: dict[Column, list[str]] = {}
    index = {(one.predicate, one.form): one for one in kind.columns}
    for predicate, value in properties:
        if (predicate, value) not in kind.constants:
            text, form = term(value)
            found.setdefault(index[predicate, form], []).append(text)
    return found


def term(value: str) -> tuple[str, str]:
    """Return text and form of an object in the notation of N-Triples."""
    if value.startswith("<"):
        return value[1:-1], "iri"
    match = _LITERAL.fullmatch(value)
    assert match, value
    text, language, datatype = match.groups()
    if "\\" in text:
        text = orjson.loads(f'"{_LONG_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)}"')
    return text, f"@{language}" if language else datatype or ""


def _columns_needed(
    graph: Path, base: str, common: dict[str, set[tuple[str, str]]]
) -> dict[str, set[tuple[str, str]]]:
    needed: dict[str, set[tuple[str, str]]] = {name: set() for name in common}
    for subject, properties in by_subject(graph):
        name = kind_name(subject, base)
        if name is not None:
            for predicate, value in properties:
                if (predicate, value) not in common[name]:
                    needed[name].add((predicate, term(value)[1]))
    return needed


def _columns(highest: Counter[tuple[str, str]], needed: Iterable[tuple[str, str]]) -> list[Column]:
    columns: list[Column] = []
    taken = {"iri"}
    for predicate, form in sorted(needed):
        name = re.split(r"[/#]", predicate[1:-1])[-1]
        if name in taken:
            name += "_" + (re.split(r"[/#@]", form)[-1] or "text")
        taken.add(name)
        columns.append(Column(name, predicate, form, highest[predicate, form] > 1))
    return columns
