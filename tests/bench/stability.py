"""Whether IRIs hold: two builds, the second with more records in another order.

`python -m tests.bench.stability RECORDS.jsonl` builds half of the records, then all of them, shuffled into
other files, into one data directory. Of the papers and persons of the first release it tells how many keep
their IRI in the second, how many lead to another by a stated way, and whether an IRI that stayed means
something else: a paper of another title, a person of whom no authorship (paper and name) is left.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from kg.engine import LocalEngine, Request
from kg.identity.folding import name_key, title_key
from kg.readers.sources import documents
from kg.release import DataDirectory, Release
from kg.release.build import build
from kg.release.mapping import Options
from kg.vocab import PREFIXES

ENOUGH: Final = 0.999
_PAPERS: Final = "SELECT ?x ?said WHERE { ?x a fabio:Work ; schema:name ?said }"
_PERSONS: Final = (
    "SELECT ?x ?paper ?name WHERE { ?x a schema:Person . ?slot pro:isHeldBy ?x ; kgo:nameAsPrinted ?name . "
    "?paper pro:isDocumentContextFor ?slot }"
)
_WAYS: Final = "SELECT ?x WHERE { GRAPH ?g { ?x dcterms:isReplacedBy ?other } }"
Meaning = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Held:
    """Of the IRIs of one kind: how many there were, stayed, lead elsewhere, and came to mean another."""

    iris: int
    kept: int
    led: int
    changed: tuple[str, ...]

    @property
    def share(self) -> float:
        """Return the share of IRIs that stayed, from 0 to 1."""
        return self.kept / self.iris if self.iris else 1.0

    @property
    def is_enough(self) -> bool:
        """Tell whether at least 99.9 % stayed, and none means another thing."""
        return self.share >= ENOUGH and not self.changed


def held(before: Meaning, after: Meaning, ways: set[str]) -> Held:
    """Compare what IRIs meant before and after; `ways` are those that lead to another."""
    kept = before.keys() & after.keys()
    changed = tuple(sorted(iri for iri in kept if not before[iri] & after[iri]))
    return Held(len(before), len(kept), len((before.keys() - kept) & ways), changed)


def papers(release: Release) -> Meaning:
    """Return the folded titles of each paper, by IRI."""
    found: Meaning = defaultdict(set)
    for row in _rows(release, _PAPERS):
        found[row["x"]].add(title_key(row["said"]))
    return found


def persons(release: Release) -> Meaning:
    """Return the authorships of each person, paper and name, by IRI."""
    found: Meaning = defaultdict(set)
    for row in _rows(release, _PERSONS):
        found[row["x"]].add(f"{row['paper']} {name_key(row['name'])}")
    return found


def _rows(release: Release, text: str) -> list[dict[str, str]]:
    solutions = LocalEngine(release.open_store()).solutions(Request(text, prefixes=PREFIXES))
    return [{name: str(getattr(term, "value", term)) for name, term in row.items()} for row in solutions]


def rebuilt(lines: list[bytes], folder: Path, processes: int = 1) -> dict[str, Held]:
    """Build half of the records, then all in another order and other files; tell how IRIs held."""
    directory, options = DataDirectory(folder / "data"), Options(processes=processes)
    (folder / "half.jsonl").write_bytes(b"".join(lines[: len(lines) // 2]))
    first, _ = build(list(documents([str(folder / "half.jsonl")])), directory, options)
    before = {"papers": papers(first), "persons": persons(first)}
    shuffled = random.Random(1).sample(lines, len(lines))
    for number in range(3):
        (folder / f"part-{number}.jsonl").write_bytes(b"".join(shuffled[number::3]))
    sources = [str(folder / f"part-{number}.jsonl") for number in range(3)]
    second, _ = build(list(documents(sources)), directory, options)
    ways = {row["x"] for row in _rows(second, _WAYS)}
    after = {"papers": papers(second), "persons": persons(second)}
    return {kind: held(before[kind], after[kind], ways) for kind in before}


@click.command()
@click.argument("records", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--first", type=click.IntRange(min=2), help="Take only so many of the records.")
def main(records: Path, first: int | None) -> None:
    """Build half of RECORDS, a file of a record a line, then all of it, and tell how IRIs held."""
    with records.open("rb") as source:
        lines = [
            line.rstrip(b"\n") + b"\n" for _, line in zip(range(first or sys.maxsize), source, strict=False)
        ]
    with tempfile.TemporaryDirectory() as folder:
        found = rebuilt(lines, Path(folder))
    for kind, one in found.items():
        click.echo(
            f"{kind}: {one.kept} of {one.iris} IRIs stayed ({one.share:.2%}), {one.led} lead to others,"
            f" {len(one.changed)} mean another thing"
        )
    sys.exit(0 if all(one.is_enough for one in found.values()) else 1)


if __name__ == "__main__":
    main()
