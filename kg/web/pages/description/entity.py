"""What is said of one IRI: its own statements and what hangs on it.

A description holds, for every kind of thing, its outgoing statements in all graphs and the name and
type of what they point to; and by kind what belongs to it: the authorships of a paper, the papers of
a person, the mentions of a record, and so on. What may grow without bound (all papers of a topic, all
records of a file) does not belong to a description; pages link to the canned query that lists it.
Pages and RDF are made of the same description, so they cannot tell different stories. Its queries are put
together from the patterns that each kind has (`kinds`), which is why they are in no file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kg.engine import Engine, Request, Term
from kg.vocab import DCTERMS, KGO, OWL, PREFIXES, RDF, RDFS, SCHEMA, SKOS
from kg.web.pages.description.classes import KINDS, NODE, KindOfThing, kind_of

TYPE: Final = RDF["type"]
LABELS: Final = (SKOS["prefLabel"], SCHEMA["name"], RDFS["label"], DCTERMS["title"], KGO["nameAsPrinted"])

_ANYWHERE: Final = "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }"
_FEW: Final = " ".join(
    f"FILTER(?p NOT IN ({', '.join(f'<{p}>' for p in kind.many)}) "
    f"|| NOT EXISTS {{ ?s a <{kind.classes[0]}> }})"
    for kind in KINDS
    if kind.many
)
_BEGINS: Final = re.compile(r"\?x (?P<prefix>\w+):(?P<name>\w+)[/ ]")
_NAMES: Final = "VALUES ?p { rdf:type schema:name skos:prefLabel skos:notation kgo:nameAsPrinted }"


@dataclass(frozen=True)
class Description:
    """The statements about `iri`, indexed both ways, in no order that means anything."""

    iri: str
    kind: KindOfThing
    triples: Sequence[Triple]
    _out: dict[str, dict[str, list[Term]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    _in: dict[str, dict[str, list[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    def __post_init__(self) -> None:
        for triple in self.triples:
            subject, predicate = _key(triple.subject), triple.predicate.value
            self._out[subject][predicate].append(triple.object)
            if isinstance(triple.object, NamedNode):
                self._in[triple.object.value][predicate].append(subject)

    def values(self, predicate: str, subject: str | None = None) -> list[Term]:
        """Return the values of a property of `subject`, or of the thing itself."""
        return self._out.get(subject or self.iri, {}).get(predicate, [])

    def text(self, predicate: str, subject: str | None = None) -> str | None:
        """Return the first value of a property as text, or None."""
        return next((_key(value) for value in self.values(predicate, subject)), None)

    def iris(self, predicate: str, subject: str | None = None) -> list[str]:
        """Return the values of a property that are IRIs."""
        return [value.value for value in self.values(predicate, subject) if isinstance(value, NamedNode)]

    def subjects(self, predicate: str, iri: str | None = None) -> list[str]:
        """Return what points to `iri`, or to the thing itself, by `predicate`."""
        return self._in.get(iri or self.iri, {}).get(predicate, [])

    def of_class(self, iri: str) -> list[str]:
        """Return what is described here and is of the class `iri`."""
        return self.subjects(TYPE, iri)

    def properties(self, subject: str | None = None) -> dict[str, list[Term]]:
        """Return all properties of `subject`, or of the thing itself, with their values."""
        return dict(self._out.get(subject or self.iri, {}))

    def ordered(self) -> list[Triple]:
        """Return the statements subject by subject, the thing itself first, types before the rest."""

        def rank(triple: Triple) -> tuple[bool, str, bool, str]:
            subject = _key(triple.subject)
            return subject != self.iri, subject, triple.predicate.value != TYPE, str(triple)

        return sorted(self.triples, key=rank)

    def label(self, iri: str | None = None) -> str:
        """Return a name for `iri`, or for the thing itself: what the graph calls it, else its short form."""
        iri = iri or self.iri
        for predicate in LABELS:
            found = self.text(predicate, iri)
            if found:
                return found
        return short(iri)


def _key(term: object) -> str:
    if isinstance(term, NamedNode | Literal | BlankNode):
        return term.value
    return str(term)


def short(iri: str) -> str:
    """Shorten an IRI by a known prefix, else to the end of its path."""
    matches = [
        (len(ns), f"{prefix}:{iri[len(ns) :]}") for prefix, ns in PREFIXES.items() if iri.startswith(ns)
    ]
    if matches:
        return max(matches)[1]
    scheme, _, rest = iri.partition("://")
    path = rest.split("/", 1)[1] if "/" in rest else ""
    return path or (rest or scheme)


def _ask(engine: Engine, iri: str, pattern: str) -> list[Triple]:
    node = NamedNode(iri)
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?x {{ {node} }} {pattern} }}"
    return engine.graph(Request(text, prefixes=PREFIXES))


def statements(engine: Engine, iri: str, *, brief: bool = False) -> list[Triple]:
    """Return the outgoing statements of `iri` in all graphs; none where it is unknown or is no IRI.

    `brief` ones leave out what a kind of thing has `many` of.
    """
    try:
        node = NamedNode(iri)
    except ValueError:
        return []
    few = _FEW if brief else ""
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {node} }} {_ANYWHERE} {few} }}"
    return engine.graph(Request(text))


def describe(engine: Engine, iri: str, *, brief: bool = False) -> Description | None:
    """Return the description of `iri`, or None where nothing is said of it. Runs several queries.

    A `brief` one holds what a page begins with: of a paper with 900 authors it takes a tenth of the time.
    """
    own = statements(engine, iri, brief=brief)
    if not own:
        return None
    stated = {triple.predicate.value for triple in own}
    kind = kind_of((_key(triple.object) for triple in own if triple.predicate.value == TYPE), stated)
    found = dict.fromkeys(own)
    # What it points to may be described in another graph than where the link stands (a code, a document).
    few = f"FILTER(?q NOT IN ({', '.join(f'<{p}>' for p in kind.many)}))" if brief and kind.many else ""
    found.update(dict.fromkeys(_ask(engine, iri, f"?x ?q ?s . {few} {_NAMES} ?s ?p ?o")))
    found.update(dict.fromkeys(_ask(engine, iri, f"GRAPH ?h {{ ?x ?q ?s }} {_NAMES} {_ANYWHERE}")))
    for pattern in kind.brief if brief and kind.brief is not None else kind.patterns:
        if not _can_match(pattern, stated):
            continue
        found.update(dict.fromkeys(_ask(engine, iri, pattern)))
    return Description(iri, kind, list(found))


def _can_match(pattern: str, stated: Collection[str]) -> bool:
    """Tell whether a pattern that begins at the thing itself can match, by what is stated of the thing."""
    begins = _BEGINS.match(pattern)
    return begins is None or PREFIXES[begins["prefix"]] + begins["name"] in stated


def whole_graph(engine: Engine, iri: str, graph: str) -> Description:
    """Return the description of `iri` that consists of a whole named graph, such as the data set's own."""
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {NamedNode(graph)} {{ ?s ?p ?o }} }}"
    return Description(iri, NODE, engine.graph(Request(text)))


def of_file(iri: str, path: Path) -> Description:
    """Return the description of `iri` that consists of a whole Turtle file.

    Raises:
        OSError: the file cannot be read.
        SyntaxError: it is no Turtle.
    """
    triples = [quad.triple for quad in parse(path=path, format=RdfFormat.TURTLE)]
    return Description(iri, NODE, triples)


@dataclass(frozen=True, slots=True)
class Retired:
    """A retired IRI, and what replaces it: several after a split, none after a withdrawal."""

    iri: str
    replacements: tuple[str, ...]


def retired(description: Description) -> Retired | None:
    """Tell whether the IRI is a tombstone: deprecated, and no longer described as anything."""
    if description.text(OWL["deprecated"]) != "true" or description.values(TYPE):
        return None
    return Retired(description.iri, tuple(sorted(description.iris(DCTERMS["isReplacedBy"]))))


def referring(engine: Engine, iri: str, limit: int) -> tuple[list[Triple], bool]:
    """Return up to `limit` statements that point to `iri`, and whether there are more."""
    node = NamedNode(iri)
    text = (
        f"CONSTRUCT {{ ?s ?p {node} }} "
        f"WHERE {{ {{ ?s ?p {node} }} UNION {{ GRAPH ?g {{ ?s ?p {node} }} }} }} LIMIT {limit + 1}"
    )
    found = engine.graph(Request(text))
    return found[:limit], len(found) > limit
