"""How far a graph that grew release by release is from one that was made at once of the same sources.

`python -m tests.bench.drift --records 20000 --steps 20` builds the records in as many releases, each with
one source more, which takes over what it has again (`kg.release.before`, `kg.release.cache`). Then it

- holds that `kg verify` and `kg validate` pass on the last of them;
- makes the last one anew with `kg build --full`, after the same release, and counts what `kg diff` finds
  between both: no paper may differ, and of persons one in a thousand;
- makes one from nothing, with `--fresh`, and counts the papers and persons of the grown one that it has not
  got: a paper is the records that it is derived from, a person the authorships held. Here IRIs and the census
  of names are not carried on, so this is what carrying them on costs; it is told, and holds nothing.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

import click

from kg.release import DataDirectory, Release
from kg.release.difference import changes
from kg.vocab import PRO, PROV, SCHEMA

from . import corpus
from .increment import write_source
from .process import Measure, run

_PERSONS: Final = 0.001
"""Which part of all persons may differ from a whole build after the same release."""
_MEMORY: Final = 0.85
_PAPERS: Final = f"SELECT ?paper ?record {{ ?paper {PROV.n('wasDerivedFrom')} ?record }}"
_HELD: Final = (
    f"SELECT ?paper ?at ?who {{ ?paper {PRO.n('isDocumentContextFor')} ?slot ."
    f" ?slot {SCHEMA.n('position')} ?at ; {PRO.n('isHeldBy')} ?who }}"
)

_Paper = frozenset[str]


class Parts(NamedTuple):
    """What was decided to be one: papers as their records, people as authorships (a paper, a position)."""

    papers: set[_Paper]
    persons: set[frozenset[tuple[_Paper, str]]]


def parts(release: Release) -> Parts:
    """Return what a release decided, told without an IRI of its own."""
    store = release.open_store()
    records, held = defaultdict[str, set[str]](set), defaultdict[str, set[tuple[_Paper, str]]](set)
    for paper, record in store.rows(_PAPERS):
        if "/paper/" in paper.value and "/record/" in record.value:
            records[paper.value].add(record.value)
    papers = {paper: frozenset(found) for paper, found in records.items()}
    for paper, at, who in store.rows(_HELD):
        held[who.value].add((papers[paper.value], at.value))
    return Parts(set(papers.values()), set(map(frozenset, held.values())))


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--records", type=click.IntRange(1), default=20_000, show_default=True)
@click.option("--steps", type=click.IntRange(2), default=20, show_default=True)
@click.option(
    "--work", type=click.Path(path_type=Path, file_okay=False), help="Where to work; it is emptied."
)
def bench(records: int, steps: int, work: Path | None) -> None:
    """Hold that a graph that grew release by release is that of a whole build."""
    folder = Path(tempfile.mkdtemp(prefix="kg-drift-", dir=work))
    try:
        sys.exit(not _measured(folder, records, steps))
    finally:
        shutil.rmtree(folder)


def _measured(folder: Path, records: int, steps: int) -> bool:
    (folder / "sources").mkdir()
    every, grown = corpus.records(records), Measure(0.0, 0.0, 0)
    for number in range(steps):
        size = records * (number + 1) // steps - records * number // steps
        write_source(folder / "sources" / f"{number:03}.jsonl", islice(every, size))
        grown = grown.then(_kg(folder, "build", "sources", "--data", "grown", "--keep", "2"))
    for check in ("verify", "validate"):  # each ends badly where something does not hold
        _kg(folder, check, "--data", "grown")
    directory = DataDirectory(folder / "grown")
    last = directory.current()
    directory.rollback()
    whole = _kg(folder, "build", "sources", "--data", "grown", "--full")
    anew = directory.current()
    differ = Counter(change.kind for change in changes(last, anew))
    same = (last.path / "dumps/kg.nq.gz").read_bytes() == (anew.path / "dumps/kg.nq.gz").read_bytes()
    fresh = _kg(folder, "build", "sources", "--data", "fresh", "--fresh")
    mine, theirs = parts(last), parts(DataDirectory(folder / "fresh").current())
    papers, persons = len(mine.papers), len(mine.persons)
    click.echo(f"{records:,} records in {steps} releases: {papers:,} papers, {persons:,} persons")
    click.echo(f"processor time: all releases {grown.cpu:,.1f} s, --full {whole.cpu:,.1f} s,"
               f" --fresh {fresh.cpu:,.1f} s")  # fmt: skip
    click.echo("kg verify and kg validate: passed")
    click.echo(f"kg diff to --full: {differ['paper']:,} papers, {differ['person']:,} persons differ;"
               f" dumps {'the same to the byte' if same else 'DIFFERENT'}")  # fmt: skip
    for name, gone, of in (
        ("papers", len(mine.papers - theirs.papers), papers),
        ("persons", len(mine.persons - theirs.persons), persons),
    ):
        click.echo(f"not in one from nothing: {gone:,} of {of:,} {name} ({gone / of:.3%})")
    return not differ["paper"] and differ["person"] <= _PERSONS * persons


def _kg(folder: Path, *arguments: str) -> Measure:
    memory = int(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") * _MEMORY)
    command = [sys.executable, "-m", "kg", *arguments]
    return run(command, log=folder / "log", memory_limit=memory, folder=folder)


if __name__ == "__main__":
    bench()
