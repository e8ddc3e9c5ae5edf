"""What the graph states of a few papers, and of what they appeared in: asked together, read by subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from kg.engine import Engine, Request
from kg.engine.template import Template
from kg.iris import name_in
from kg.vocab import RDF

Row = dict[str, str]

TYPE: Final = RDF["type"]
_STATED: Final = ("papers", "publications", "venues", "holders")
"""The files that give statements: subject, property, value."""


@cache
def _template(name: str) -> Template:
    return Template.read(Path(__file__).with_name(f"{name}.rq"))


def _rows(engine: Engine, name: str, papers: Sequence[NamedNode]) -> list[Row]:
    found = engine.solutions(Request(_template(name).bind({"paper": papers})))
    return [{key: getattr(term, "value", str(term)) for key, term in row.items()} for row in found]


@dataclass
class ReferenceFacts:
    """Statements by subject and property, and the lists that are more than statements."""

    stated: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    identifiers: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    statuses: dict[str, list[tuple[str, str | None]]] = field(default_factory=lambda: defaultdict(list))
    topics: dict[str, str] = field(default_factory=dict)
    authors: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    editors: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    contributions: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    authorships: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    events: dict[str, Row] = field(default_factory=dict)
    grants: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    related: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    printed: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def ask(cls, engine: Engine, papers: Sequence[str]) -> ReferenceFacts:
        """Ask what is stated of `papers`, given by IRI; of what is no paper there are no facts.

        Raises:
            QueryError: the graph could not be asked.
        """
        facts, nodes = cls(), [NamedNode(iri) for iri in papers]
        if not nodes:
            return facts
        for name in _STATED:
            for row in _rows(engine, name, nodes):
                facts.stated[row["s"], row["p"]].append(row["o"])
        for row in _rows(engine, "identifiers", nodes):
            named = name_in("id", row["identifier"]).partition("/")[
                0
            ]  # schemes that DataCite has not are local
            facts.identifiers[row["s"]].append((named or row["scheme"].rpartition("/")[2], row["value"]))
        for row in _rows(engine, "statuses", nodes):
            facts.statuses[row["s"]].append((row["status"], row.get("date")))
        for row in _rows(engine, "topics", nodes):
            facts.topics[row["s"]] = min(row["o"], facts.topics.get(row["s"], row["o"]))
        for row in sorted(_rows(engine, "authorships", nodes), key=lambda row: row.get("orcid", "")):
            facts.authorships[row["authorship"]].append(row)
        for row in _rows(engine, "editors", nodes):
            facts.editors[row["venue"]].append(row)
        lists = (
            ("authors", facts.authors),
            ("contributions", facts.contributions),
            ("grants", facts.grants),
            ("related", facts.related),
            ("printed", facts.printed),
        )
        for name, held in lists:
            for row in _rows(engine, name, nodes):
                held[row["of"]].append(row)
        for row in sorted(_rows(engine, "events", nodes), key=lambda row: row["name"], reverse=True):
            facts.events[row["of"]] = row
        return facts

    def values(self, subject: str, predicate: str) -> list[str]:
        """Return the values of a property, in the order of their text."""
        return sorted(set(self.stated.get((subject, predicate), ())))

    def text(self, subject: str, predicate: str) -> str | None:
        """Return one value of a property, or None."""
        return next(iter(self.values(subject, predicate)), None)

    def classes(self, subject: str) -> frozenset[str]:
        """Return the classes that a thing is of."""
        return frozenset(self.stated.get((subject, TYPE), ()))

    def identifier(self, subjects: Sequence[str], *schemes: str, but: str = "\0") -> str | None:
        """Return the first value of the first of `schemes` (such as `doi`) that one of `subjects` has.

        One that begins with `but`, in small letters, counts as none.
        """
        for scheme in schemes:
            for subject in subjects:
                for found, value in sorted(self.identifiers.get(subject, ())):
                    if found == scheme and not value.lower().startswith(but):
                        return value
        return None
