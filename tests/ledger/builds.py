"""Ledgers of whole builds: every decision on papers and people that the graph `curation` holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from kg.readers.sources import documents
from kg.release.mapping import Options, map_sources
from kg.release.pipeline.publish import GraphFiles
from kg.release.report import BuildReport
from kg.vocab import CODE, KGO, PRO, PROV, RDF, RDFS, SCHEMA

BASE: Final = "https://kg.example.org/"
_LONGEST: Final = 60
"""Titles are cut after so many characters: a ledger names papers, it does not hold their texts."""
_MOST_WORDS: Final = 300
"""So are reasons, which for a person of many papers are many; the least sure comes first."""


def text(sources: Iterable[Path]) -> str:
    """Return the ledger of a build of `sources`."""
    with TemporaryDirectory(prefix="kg-ledger-") as work:
        report = BuildReport()
        options = Options(BASE, claims="none", processes=1)
        graph, _ = map_sources(list(documents(map(str, sources))), Path(work), options, report)
        things = _Things.of(_quads(graph))
    counts = (
        f"{report.records} records, {report.papers} papers, {report.persons} persons, {report.teams} teams, "
        f"{report.undecided} undecided\n"
    )
    return counts + "".join(sorted(things.lines()))


def _quads(graph: GraphFiles) -> Iterator[Quad]:
    for paths, format_ in ((graph.default, RdfFormat.N_TRIPLES), (graph.named, RdfFormat.N_QUADS)):
        for path in paths:
            yield from pyoxigraph.parse(path=path, format=format_)


@dataclass(slots=True)
class _Things:
    """What a ledger needs to know of the things of a graph, by their IRIs."""

    names: dict[str, str] = field(default_factory=dict)
    papers: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    positions: dict[str, str] = field(default_factory=dict)
    held: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    decisions: defaultdict[str, defaultdict[str, list[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> _Things:
        found, documents_, lines, decided = cls(), {}, {}, set()
        for quad in quads:
            subject, predicate = _value(quad.subject), quad.predicate.value
            value = _value(quad.object)
            if predicate == SCHEMA["name"]:
                found.names[subject] = value
            elif predicate == PRO["isDocumentContextFor"]:
                found.papers[value] = subject
            elif predicate == PRO["isHeldBy"]:
                found.held[value].append(subject)
            elif predicate == SCHEMA["position"]:
                found.positions[subject] = value
            elif predicate == PROV["hadPrimarySource"]:
                documents_[subject] = value
            elif predicate == KGO["firstLine"]:
                lines[subject] = value
            elif predicate == RDF["type"] and value == KGO["IdentityDecision"]:
                decided.add(subject)
            elif predicate in _TOLD:
                found.decisions[subject][predicate].append(value)
        for record, document in documents_.items():
            found.places[record] = f"{found.names.get(document, document)}:{lines.get(record, '?')}"
        for one in found.decisions.keys() - decided:
            del found.decisions[one]
        return found

    def lines(self) -> Iterator[str]:
        """Yield a line for each decision: the things, the outcome, the rule, how sure, and why."""
        for told in self.decisions.values():
            outcome = told[KGO["outcome"]][0].removeprefix(CODE["outcome-"])
            about = " | ".join(sorted(map(self.readable, told[KGO["onResource"]])))
            evidence = [self.readable(one) for one in told[KGO["supportedBy"]] if "/authorship/" in one]
            of = f" [{'; '.join(sorted(evidence))}]" if evidence else ""
            words = " ".join(told[RDFS["comment"]])
            words = words if len(words) <= _MOST_WORDS else f"{words[:_MOST_WORDS]}…"
            yield (f"{about}{of}\t{outcome}\t{told[KGO['rule']][0]}\t{told[KGO['confidence']][0]}\t{words}\n")

    def readable(self, thing: str) -> str:
        """Name a thing so that a reader knows which it is."""
        kind = thing.removeprefix(BASE).partition("/")[0]
        if kind == "authorship":
            return f"{self._short(self.papers[thing])} ({self.positions.get(thing, 'listed')})"
        if kind == "record":
            return self.places.get(thing, thing)
        if kind in ("person", "org"):
            first = min(map(self.readable, self.held.get(thing, ())), default="nowhere")
            return f"{self.names.get(thing, thing)} – {first}"
        return self._short(thing)

    def _short(self, paper: str) -> str:
        name = self.names.get(paper, paper.removeprefix(BASE))
        return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"


_TOLD: Final = frozenset(
    {KGO["outcome"], KGO["onResource"], KGO["supportedBy"], KGO["rule"], KGO["confidence"], RDFS["comment"]}
)


def _value(term: object) -> str:
    assert isinstance(term, NamedNode | Literal | pyoxigraph.BlankNode)
    return str(term.value)
