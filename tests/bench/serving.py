"""Requests a second of `kg serve` against `oxigraph serve-read-only` over the same store.

Both servers run at the same time on 127.0.0.1 and are asked in turn by wrk, so that a busy machine
slows both. Printed are medians over the rounds, and their ratio.
"""

from __future__ import annotations

import json
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median

import click
from pyoxigraph import NamedNode

from kg.engine import LocalEngine, Request, Solutions
from kg.queries import Catalogue
from kg.release import DataDirectory

from . import corpus, ours, report
from .process import CommandError, run
from .servers import Load, address, kg_server, oxigraph_server, wrk

JSON = "application/sparql-results+json"
LITERAL = "http://www.essepuntato.it/2010/06/literalreification/hasLiteralValue"
DATACITE = "http://purl.org/spar/datacite/"
_MOST_PATHS = 20_000
_MOST_WARMED = 100
_CANNED = ("author-papers", "author-coauthors", "venue-papers", "topic-papers", "papers-per-year")


@dataclass
class Race:
    """One kind of request, put to both servers. `aim` is the least ratio of kg's rate to the other's."""

    name: str
    kg: list[str]
    native: list[str]
    aim: float
    loads: dict[tuple[str, int], list[Load]] = field(default_factory=dict)

    def ratio(self, clients: int) -> float:
        """Return kg's requests a second over the native server's."""
        mine, theirs = (
            median(load.rate for load in self.loads[side, clients]) for side in ("kg", "oxigraph")
        )
        return mine / theirs


def races(engine: LocalEngine, rows: int = 1000) -> list[Race]:
    """Return what is asked: look-ups that all differ, one again and again, many rows, canned queries."""

    def ask(text: str) -> Solutions:
        return engine.solutions(Request(text))

    values = [
        json.dumps(row["v"].value)  # type: ignore[union-attr]  # a literal
        for row in ask(f"SELECT DISTINCT ?v {{ ?i <{LITERAL}> ?v }} LIMIT {_MOST_PATHS}")
    ]
    look_ups = [
        f"SELECT ?x ?p ?o {{ ?i <{LITERAL}> {value} . ?x <{DATACITE}hasIdentifier> ?i . ?x ?p ?o }}"
        for value in values
    ]
    pages = [
        f"SELECT ?s ?name {{ ?s <https://schema.org/name> ?name }} OFFSET {n * 13} LIMIT {rows}"
        for n in range(1000)
    ]
    canned = list(_canned(engine))
    return [
        _strangers("look-ups, all different", look_ups, 0.9),
        _strangers("one look-up again and again", look_ups[:1], 0.9),
        _strangers(f"answers of {rows:,} rows, all different", pages, 0.95),
        Race(
            "canned queries again and again",
            [path for path, _ in canned],
            [address("/query", query=text) for _, text in canned],
            5,
        ),
    ]


def _strangers(name: str, queries: list[str], aim: float) -> Race:
    return Race(
        name,
        [address("/sparql", query=text) for text in queries],
        [address("/query", query=text) for text in queries],
        aim,
    )


def _canned(engine: LocalEngine) -> Iterator[tuple[str, str]]:
    """Yield the path of each canned query with arguments that fit, and the text that it stands for."""
    catalogue = Catalogue.read()
    used = {
        "agent": "?a <http://purl.org/spar/pro/isHeldBy> ?x",
        "person": "?a <http://purl.org/spar/pro/isHeldBy> ?x",
        "venue": "?p <https://schema.org/isPartOf> ?x",
        "topic": "?p <http://purl.org/dc/terms/subject> ?x",
    }
    for name in _CANNED:
        query = catalogue[name]
        needed = [parameter for parameter in query.parameters if not parameter.optional]
        if not needed:
            yield f"/queries/{name}.json", query.bind({}).text
            continue
        pattern = used.get(needed[0].kind)
        if pattern is None:
            continue
        text = f"SELECT ?x (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 5"
        for row in engine.solutions(Request(text)):
            node = row["x"]
            if isinstance(node, NamedNode):
                bound = query.bind({needed[0].name: [node]})
                yield address(f"/queries/{name}.json", **{needed[0].name: node.value}), bound.text


def prepared(cache: Path, records: int) -> Path:
    """Return a data directory with a release of generated records, built if it is not there."""
    folder = cache / f"work-{records}"
    folder.mkdir(parents=True, exist_ok=True)
    data = folder / "data"
    if not (data / "current").exists():
        path = folder / "records.jsonl"
        corpus.write(path, records)
        run(ours.build_command(path, data), log=folder / "build.log", memory_limit=2**62)
    return data


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Serve the release of this data directory.  [default: one of generated records]",
)
@click.option("--records", default=20_000, show_default=True, help="How many records to generate.")
@click.option("--seconds", default=3.0, show_default=True, help="How long each load lasts.")
@click.option("--rounds", default=5, show_default=True, help="How often each is measured.")
@click.option("--clients", type=int, multiple=True, default=(1, 16, 32), show_default=True)
@click.option("--cache", type=click.Path(path_type=Path, file_okay=False), default=Path("~/.cache/kg-bench"))
@click.option("--no-kept", is_flag=True, help="Have kg keep no answers, so that each is computed.")
def serving(
    data: Path | None,
    records: int,
    seconds: float,
    rounds: int,
    clients: tuple[int, ...],
    cache: Path,
    no_kept: bool,
) -> None:
    """Measure `kg serve` against `oxigraph serve-read-only`."""
    cache = cache.expanduser().resolve()
    data = (data or prepared(cache, records)).resolve()
    folder = cache / "serving"
    folder.mkdir(parents=True, exist_ok=True)
    click.echo(report.machine())
    options = ("--cache", "0") if no_kept else ()
    try:
        with DataDirectory(data).leased() as release:
            found = races(LocalEngine(release.open_store()))
            with (
                kg_server(data, folder / "kg.log", *options) as mine,
                oxigraph_server(cache, release.store_path, folder / "oxigraph.log") as theirs,
            ):
                same_answers(found, mine, theirs)
                measure(found, mine, theirs, folder, seconds, rounds, clients)
    except CommandError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    for line in islice(lines(found, clients), 10_000):
        click.echo(line)


def same_answers(found: list[Race], mine: str, theirs: str) -> None:
    """Make sure that both servers give the same rows to the first queries of each race.

    Raises:
        CommandError: they do not.
    """
    for race in found:
        for left, right in list(zip(race.kg, race.native, strict=True))[:3]:
            one, other = (sorted(_rows(url)) for url in (mine + left, theirs + right))
            if one != other:
                raise CommandError(f"{race.name}: {left} has {len(one)} rows, {right} {len(other)}")


def _rows(url: str) -> list[str]:
    asked = urllib.request.Request(url, headers={"Accept": JSON})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        rows = json.load(answer)["results"]["bindings"]
    return [json.dumps(row, sort_keys=True) for row in rows]


def measure(
    found: list[Race],
    mine: str,
    theirs: str,
    folder: Path,
    seconds: float,
    rounds: int,
    clients: tuple[int, ...],
) -> None:
    """Put each race to both servers in turn, `rounds` times.

    What is asked again and again is asked once before.
    """
    for race in found:
        if len(race.kg) <= _MOST_WARMED:
            for url in (*(mine + path for path in race.kg), *(theirs + path for path in race.native)):
                _rows(url)
    for number in range(rounds):
        for race in found:
            for count in clients:
                sides = [("kg", mine, race.kg), ("oxigraph", theirs, race.native)]
                for side, server, paths in sides if number % 2 else sides[::-1]:
                    load = wrk(server, paths, folder, clients=count, seconds=seconds, accept=JSON)
                    race.loads.setdefault((side, count), []).append(load)


def lines(found: list[Race], clients: tuple[int, ...]) -> Iterator[str]:
    """Yield the table of what was measured."""
    for race in found:
        yield f"\n{race.name} ({len(race.kg):,} addresses; aim {race.aim:g})"
        head = f"  {'clients':>8}{'kg/s':>10}{'oxigraph/s':>12}{'ratio':>8}"
        yield f"{head}   p50 ms          p99 ms          failed"
        for count in clients:
            sides = [race.loads[side, count] for side in ("kg", "oxigraph")]
            rates = [median(load.rate for load in side) for side in sides]
            middle = " / ".join(f"{median(load.median for load in side):.2f}" for side in sides)
            slow = " / ".join(f"{median(load.slowest for load in side):.1f}" for side in sides)
            failed = " / ".join(str(sum(load.failed for load in side)) for side in sides)
            yield (
                f"  {count:8}{rates[0]:10,.0f}{rates[1]:12,.0f}{race.ratio(count):8.2f}"
                f"   {middle:<16}{slow:<16}{failed}"
            )


if __name__ == "__main__":
    serving()
