"""How many statements a record becomes, by property and class, in the resolved graph and the named ones.

Run as `python -m tests.bench.statements`: it builds a release of the made corpus, or counts that of a data
directory. What kg brings along (codes, arXiv's taxonomy) is counted apart: it does not grow with the records.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final, cast

import click
import pyoxigraph as ox

from kg.readers.sources import documents
from kg.release import DataDirectory
from kg.release.build import build
from kg.release.dumps import NQUADS
from kg.release.mapping import Options
from kg.release.pipeline.publish import vocabulary_triples
from kg.vocab import PREFIXES, RDF
from tests.bench import corpus

BASE: Final = "https://kg.example.org/"
GRAPHS: Final = ("resolved", "sources", "curation", "others")


@dataclass
class Tally:
    """Statements by graph, each by its property; of `rdf:type` by the class."""

    counts: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in GRAPHS})
    vocabulary: int = 0

    def rows(self, name: str, records: int, least: float = 0.0) -> Iterator[tuple[str, float]]:
        """Yield each property of a graph with its statements a record, most first."""
        for term, number in sorted(self.counts[name].items(), key=lambda one: (-one[1], one[0])):
            if number / records >= least:
                yield term, number / records


def tally(dump: IO[bytes]) -> Tally:
    """Count the statements of a dump in N-Quads."""
    found, brought = Tally(), frozenset(vocabulary_triples())
    for quad in ox.parse(dump, ox.RdfFormat.N_QUADS, lenient=True):
        graph = _graph(quad.graph_name)
        if graph == "resolved" and f"{quad.triple} .\n" in brought:
            found.vocabulary += 1
        elif quad.predicate.value == RDF["type"] and isinstance(quad.object, ox.NamedNode):
            found.counts[graph][f"a {short(quad.object.value)}"] += 1
        else:
            found.counts[graph][short(quad.predicate.value)] += 1
    return found


def _graph(graph: object) -> str:
    if isinstance(graph, ox.DefaultGraph):
        return "resolved"
    assert isinstance(graph, ox.NamedNode)
    kind = graph.value.partition("/graph/")[2].partition("/")[0]
    return {"source": "sources", "curation": "curation"}.get(kind, "others")


def short(iri: str) -> str:
    """Return an IRI with the prefix of its namespace, where that is known."""
    known = [(len(space), name) for name, space in PREFIXES.items() if iri.startswith(space)]
    if not known:
        return iri
    length, name = max(known)
    return f"{name}:{iri[length:]}"


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--records", default=2000, show_default=True, help="Records of the made corpus.")
@click.option(
    "--data",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Count the release of this data directory; --records says of how many it is.",
)
@click.option("--least", default=0.05, show_default=True, help="Leave out what a record has less of.")
def statements(records: int, data: Path | None, least: float) -> None:
    """Print how many statements a record becomes, by property."""
    with TemporaryDirectory(prefix="kg-statements-") as work:
        directory = DataDirectory(data or Path(work) / "data")
        if data is None:
            source = Path(work) / "records.jsonl"
            corpus.write(source, records)
            build(list(documents([str(source)])), directory, Options(BASE, processes=1))
        with directory.leased() as release, gzip.open(release.path / "dumps" / NQUADS) as dump:
            found = tally(cast("IO[bytes]", dump))
    for name in GRAPHS:
        click.echo(f"{found.counts[name].total() / records:8.2f}  {name}, of a record")
        for term, number in found.rows(name, records, least):
            click.echo(f"{number:12.2f}  {term}")
    click.echo(f"{found.vocabulary:8}  vocabularies, of them all")


if __name__ == "__main__":
    statements(prog_name="python -m tests.bench.statements")
