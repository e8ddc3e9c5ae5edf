"""Requests a second of `kg serve` against `oxigraph serve-read-only` over the same store, or other servers.

Both servers run at the same time on 127.0.0.1 and are asked in turn by wrk, so that a busy machine
slows both. Printed are medians over the rounds, and their ratio. rdflib-endpoint and Virtuoso are loaded
with the dump of the same release.
"""

from __future__ import annotations

import json
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import click

from kg.engine import LocalEngine
from kg.release import DataDirectory

from . import corpus, ours, report
from .process import CommandError, run
from .races import Race, races
from .servers import PEERS, Peer, kg_server, settle, wrk

JSON = "application/sparql-results+json"
_MOST_WARMED = 100


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
@click.option("--against", type=click.Choice(list(PEERS)), default="oxigraph", show_default=True)
@click.option("--only", help="Run the races whose names contain this alone.")
@click.option("--no-kept", is_flag=True, help="Have kg keep no answers, so that each is computed.")
def serving(
    data: Path | None,
    records: int,
    seconds: float,
    rounds: int,
    clients: tuple[int, ...],
    cache: Path,
    against: str,
    only: str | None,
    no_kept: bool,
) -> None:
    """Measure `kg serve` against another server."""
    cache = cache.expanduser().resolve()
    data = (data or prepared(cache, records)).resolve()
    folder = cache / "serving"
    folder.mkdir(parents=True, exist_ok=True)
    click.echo(report.machine())
    options = ("--cache", "0") if no_kept else ()
    try:
        with DataDirectory(data).leased() as release:
            found = [
                race for race in races(LocalEngine(release.open_store())) if not only or only in race.name
            ]
            with (
                kg_server(data, folder / "kg.log", *options) as mine,
                PEERS[against](cache, release, folder) as peer,
            ):
                same_answers(found, mine, peer)
                measure(found, mine, peer, folder, seconds, rounds, clients)
    except CommandError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    for line in lines(found, against, clients):
        click.echo(line)


def same_answers(found: list[Race], mine: str, peer: Peer) -> None:
    """Make sure that both servers give as many rows to the first queries of each race, and Oxigraph the same.

    Other servers may give a number or a date in another form.

    Raises:
        CommandError: they do not.
    """
    for race in found:
        for left, query in list(zip(race.kg, race.queries, strict=True))[:3]:
            one, other = (sorted(_rows(url)) for url in (mine + left, peer.address + peer.asked(query)))
            if one != other if peer.name == "oxigraph" else len(one) != len(other):
                raise CommandError(f"{race.name}: {left} has {len(one)} rows, {query} {len(other)}")


def _rows(url: str) -> list[str]:
    asked = urllib.request.Request(url, headers={"Accept": JSON})
    with urllib.request.urlopen(asked, timeout=600) as answer:
        rows = json.load(answer)["results"]["bindings"]
    return [json.dumps(row, sort_keys=True) for row in rows]


def measure(
    found: list[Race],
    mine: str,
    peer: Peer,
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
            for path, query in zip(race.kg, race.queries, strict=True):
                _rows(mine + path)
                _rows(peer.address + peer.asked(query))
    for number in range(rounds):
        for race in found:
            for count in clients:
                asked = [peer.asked(query) for query in race.queries]
                sides = [("kg", mine, race.kg), (peer.name, peer.address, asked)]
                for side, server, paths in sides if number % 2 else sides[::-1]:
                    settle()
                    load = wrk(server, paths, folder, clients=count, seconds=seconds, accept=JSON)
                    race.loads.setdefault((side, count), []).append(load)


def lines(found: list[Race], other: str, clients: tuple[int, ...]) -> Iterator[str]:
    """Yield the table of what was measured."""
    for race in found:
        aim = f"; aim {race.aim:g}" if race.aim and other == "oxigraph" else ""
        yield f"\n{race.name} ({len(race.kg):,} addresses{aim})"
        head = f"  {'clients':>8}{'kg/s':>10}{other + '/s':>19}{'ratio':>8}"
        yield f"{head}   p50 ms          p99 ms          failed"
        for count in clients:
            sides = [race.loads[side, count] for side in ("kg", other)]
            rates = [median(load.rate for load in side) for side in sides]
            middle = " / ".join(f"{median(load.median for load in side):.2f}" for side in sides)
            slow = " / ".join(f"{median(load.slowest for load in side):.1f}" for side in sides)
            failed = " / ".join(str(sum(load.failed for load in side)) for side in sides)
            yield (
                f"  {count:8}{rates[0]:10,.0f}{rates[1]:19,.1f}{race.ratio(other, count):8.2f}"
                f"   {middle:<16}{slow:<16}{failed}"
            )


if __name__ == "__main__":
    serving()
