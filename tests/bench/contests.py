"""The contests: what kg does and what a peer does with the same, run in turn, measured and compared."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from . import ours, peers, rml, shape, triples
from .process import CommandError, Measure, run


@dataclass
class Bench:
    """What all contests share: the records, a folder to work in, the cache of peers, and limits."""

    records: Path
    work: Path
    cache: Path
    repeat: int
    memory_limit: int

    def run(self, command: list[str], name: str, folder: Path | None = None) -> Measure:
        """Run one command, its output going to the log called `name`."""
        return run(command, log=self.work / f"{name}.log", memory_limit=self.memory_limit, folder=folder)

    @property
    def mapped(self) -> Path:
        """Where kg's mapping to N-Triples is written."""
        return self.work / "map.nt"

    @cached_property
    def graph(self) -> Path:
        """The resolved graph that kg mapped, in canonical form."""
        return triples.canonical(self.mapped, self.work / "map.sorted")

    @property
    def data(self) -> Path:
        """The data directory of kg's builds."""
        return self.work / "data"

    @property
    def peer_store(self) -> Path:
        """The folder of the store that Oxigraph loads by itself."""
        return self.work / "oxigraph"


@dataclass
class Outcome:
    """What one contest came to. `aim` is a bound on `ratio`: at least, or with `lower` at most, so much."""

    title: str
    peer: str
    aim: float
    lower: bool = False
    kg: list[Measure] = field(default_factory=list)
    other: list[Measure] = field(default_factory=list)
    kg_triples: int = 0
    other_triples: int = 0
    right: bool = False
    notes: list[str] = field(default_factory=list)


def morph_csv(bench: Bench) -> Outcome:
    """Records to N-Triples against Morph-KGC over flat CSV tables."""
    outcome = Outcome("records to N-Triples", "Morph-KGC 2.10.0, flat CSV", 5)
    return _mapping(bench, outcome, "morph-csv", rml.write_tables)


def morph_json(bench: Bench) -> Outcome:
    """Records to N-Triples against Morph-KGC over nested JSON."""
    outcome = Outcome("records to N-Triples", "Morph-KGC 2.10.0, nested JSON", 15)
    return _mapping(bench, outcome, "morph-json", rml.write_nested)


def build(bench: Bench) -> Outcome:
    """A whole build against loading and optimizing the finished statements with Oxigraph alone."""
    outcome = Outcome("whole build", "oxigraph load + optimize", 1.6, lower=True)
    quads = bench.work / "quads.nq"
    for _ in range(bench.repeat):
        shutil.rmtree(bench.data, ignore_errors=True)
        outcome.kg.append(bench.run(ours.build_command(bench.records, bench.data), "build"))
        triples.decompress(ours.dump(ours.release(bench.data), ".nq"), quads)
        outcome.other.append(_load(bench, quads))
    release = ours.release(bench.data)
    left = triples.canonical(quads, bench.work / "dump.sorted", named_graphs=True)
    held = bench.work / "held.nq"
    bench.run(peers.oxigraph(bench.cache, "dump", "-l", str(release.store_path), "-f", str(held)), "oxigraph")
    right = triples.canonical(held, bench.work / "held.sorted", named_graphs=True)
    found = triples.compare(left, right)
    outcome.kg_triples = outcome.other_triples = found.left
    outcome.right = _same(outcome, found, "the dump", "the store")
    seconds = release.report.get("seconds", {})
    outcome.notes.append(
        "wall seconds by step: " + ", ".join(f"{step} {value}" for step, value in seconds.items())
    )
    return outcome


def turtle(bench: Bench) -> Outcome:
    """A release's Turtle, made and compressed as a build does, against Oxigraph's dump of its store."""
    quads = _built(bench)
    release = ours.release(bench.data)
    statements = triples.canonical(quads, bench.work / "default.nt")
    made = bench.work / "kg.ttl.gz"
    outcome = Outcome("Turtle of a release (gzip included)", "oxigraph dump", 3)
    return _turtle(bench, outcome, ours.turtle_command(statements, made, release.base), made)


def dump(bench: Bench) -> Outcome:
    """`kg dump --to turtle` against Oxigraph's dump of its store."""
    _built(bench)
    written = bench.work / "kg.ttl"
    outcome = Outcome("kg dump --to turtle", "oxigraph dump", 3)
    return _turtle(bench, outcome, ours.dump_command(bench.data, written), written)


CONTESTS: Final[dict[str, Callable[[Bench], Outcome]]] = {
    "morph-csv": morph_csv,
    "morph-json": morph_json,
    "build": build,
    "turtle": turtle,
    "dump": dump,
}


def _mapping(
    bench: Bench,
    outcome: Outcome,
    name: str,
    prepare: Callable[[Path, str, dict[str, shape.Kind], Path], Path],
) -> Outcome:
    """Run a mapping contest; the peer's input is made, untimed, of what kg's first run mapped."""
    folder = bench.work / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    output = folder / "out.nt"
    command: list[str] = []
    try:
        for _ in range(bench.repeat):
            outcome.kg.append(bench.run(ours.map_command(bench.records, bench.mapped), "map"))
            if not command:
                base = shape.base_of(bench.graph)
                mapping = prepare(bench.graph, base, shape.kinds(bench.graph, base), folder)
                command = peers.morph(folder, mapping, output, bench.cache)
            outcome.other.append(bench.run(command, name, folder))
        found = triples.compare(bench.graph, triples.canonical(output, folder / "out.sorted"))
    except (CommandError, triples.NotRdfError) as error:
        if not outcome.kg:
            raise
        outcome.notes.append(f"{outcome.peer}: {error}")
        outcome.kg_triples = triples.count(bench.graph)
        return outcome
    outcome.kg_triples, outcome.other_triples = found.left, found.right
    outcome.right = found.only_right == 0 and found.both > 0
    outcome.notes.append(f"the peer's triples cover {found.both / max(1, found.left):.2%} of kg's")
    outcome.notes += [f"only by kg: {line[:300]}" for line in found.examples_left]
    outcome.notes += [f"only by the peer: {line[:300]}" for line in found.examples_right]
    return outcome


def _built(bench: Bench) -> Path:
    """Make sure that kg and Oxigraph have built their stores; return the statements in both."""
    if not bench.data.exists():
        bench.run(ours.build_command(bench.records, bench.data), "build")
    quads = triples.decompress(ours.dump(ours.release(bench.data), ".nq"), bench.work / "quads.nq")
    if not bench.peer_store.exists():
        _load(bench, quads)
    return quads


def _turtle(bench: Bench, outcome: Outcome, command: list[str], mine: Path) -> Outcome:
    """Run a Turtle contest, and compare both sides' files and the one that the release holds."""
    theirs = bench.work / "oxigraph.ttl"
    place = ("-l", str(bench.peer_store), "--graph", "default", "-f", str(theirs))
    for _ in range(bench.repeat):
        mine.unlink(missing_ok=True)
        outcome.kg.append(bench.run(command, "turtle"))
        outcome.other.append(bench.run(peers.oxigraph(bench.cache, "dump", *place), "oxigraph"))
    left = triples.canonical(mine, bench.work / "kg-turtle.sorted")
    found = triples.compare(left, triples.canonical(theirs, bench.work / "oxigraph-turtle.sorted"))
    outcome.kg_triples, outcome.other_triples = found.left, found.right
    kept = ours.dump(ours.release(bench.data), ".ttl")
    held = triples.compare(left, triples.canonical(kept, bench.work / "release-turtle.sorted"))
    outcome.right = _same(outcome, found, "kg's", "oxigraph's") and _same(
        outcome, held, "this", "the release's"
    )
    sizes = f"{mine.stat().st_size / 1e6:.0f} MB by kg, {theirs.stat().st_size / 1e6:.0f} MB by oxigraph"
    outcome.notes.append(f"sizes: {sizes}")
    return outcome


def _load(bench: Bench, quads: Path) -> Measure:
    """Load a file into a new store with Oxigraph alone, leniently, which is its fastest, and optimize it."""
    shutil.rmtree(bench.peer_store, ignore_errors=True)
    place = ("-l", str(bench.peer_store))
    loaded = bench.run(peers.oxigraph(bench.cache, "load", *place, "--lenient", "-f", str(quads)), "oxigraph")
    return loaded.then(bench.run(peers.oxigraph(bench.cache, "optimize", *place), "oxigraph"))


def _same(outcome: Outcome, found: triples.Comparison, left: str, right: str) -> bool:
    outcome.notes += [f"only in {left}: {line[:300]}" for line in found.examples_left]
    outcome.notes += [f"only in {right}: {line[:300]}" for line in found.examples_right]
    return found.both > 0 and found.only_left == found.only_right == 0
