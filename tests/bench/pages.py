"""What each page costs on a large release: CPU time of the queries that it asks, when it is visited first.

    python -m tests.bench.pages --data DIR
    python -m tests.bench.pages --records 100000              # built into the cache, once
    python -m tests.bench.pages --data DIR --only venue --queries

Visits every route, the largest thing of every kind, every canned query as a form and answered, and asks
every template by itself (`tests.bench.tour`, `tests.bench.templates`), each as if it were the first of
all. What counts is the CPU time of the queries, summed by page, which depends little on what else the
machine does. A file with a whole answer (CSV) has a budget of its own, by its size: it is sent as it is
made, and nobody waits for its end to read it. Ends with 1 where a page or a file passes its budget or fails.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from kg.queries import Catalogue
from kg.release import DataDirectory

from . import corpus, ours, process, report, templates
from .tour import tour
from .visits import Seen, Visit, opened, visited

BUDGET: float = 0.5
A_MEGABYTE: float = 0.4
"""CPU seconds that a megabyte of a whole answer may take."""
_WORST = 25
_LONGEST = 900
_MEMORY = 8 * 10**9


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", type=click.Path(path_type=Path, exists=True), help="Data directory of a release.")
@click.option(
    "--records",
    type=click.IntRange(100),
    default=100_000,
    show_default=True,
    help="Records of the release that is built where no --data is given.",
)
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("~/.cache/kg-bench"),
    show_default=True,
    help="Where that is kept.",
)
@click.option("--budget", type=float, default=BUDGET, show_default=True, help="CPU seconds of a page.")
@click.option("--only", multiple=True, help="Only pages whose kind or address holds this text.")
@click.option("--queries", is_flag=True, help="Print the slowest queries of the pages that pass the budget.")
@click.option("--worst", type=int, default=_WORST, show_default=True, help="How many pages to print.")
def bench(
    data: Path | None, records: int, cache: Path, budget: float, only: tuple[str, ...], queries: bool,
    worst: int,
) -> None:  # fmt: skip
    """Measure the pages of a release."""
    click.echo(report.machine())
    data = data or built(cache.expanduser(), records)
    edition, _ = opened(DataDirectory(data))
    visits = list(dict.fromkeys(visit for visit in tour(edition, Catalogue.read()) if _wanted(visit, only)))
    edition.close()
    seen = []
    for one in _seen(data, visits, only):
        seen.append(one)
        if failed(one, budget):  # said at once: the whole takes minutes
            click.echo(line(one), err=True)
            for asked in sorted(one.asked, key=lambda asked: -asked.seconds)[:3] if queries else ():
                click.echo(f"  {asked.seconds:8.3f}  {' '.join(asked.text.split())[:_LONGEST]}", err=True)
    seen.sort(key=lambda one: one.seconds, reverse=True)
    click.echo(f"{len(seen):,} pages and templates; CPU seconds of their queries, the slowest first:\n")
    for one in seen[:worst]:
        click.echo(line(one))
    costs = sorted(one.seconds for one in seen if one.visit.path and ".csv" not in one.visit.path)
    if costs:
        half, most = (costs[int(len(costs) * share)] for share in (0.5, 0.95))
        click.echo(f"\n{len(costs):,} pages, answers: half take {half:.3f} s at most, 95 of 100 {most:.3f} s")
    bad = [one for one in seen if failed(one, budget)]
    click.echo(
        f"{len(bad)} of {len(seen):,} pass {budget:g} s, files {A_MEGABYTE:g} s a megabyte more, or fail: "
        f"{'MISSED' if bad else 'met'}"
    )
    sys.exit(1 if bad else 0)


def built(cache: Path, records: int) -> Path:
    """Return the data directory of a release of so many records, built if it is not there."""
    data, source = cache / f"pages-{records}", cache / f"records-{records}.jsonl"
    if not (data / "current").exists():
        cache.mkdir(parents=True, exist_ok=True)
        corpus.write(source, records)
        process.run(ours.build_command(source, data), log=cache / "pages.log", memory_limit=_MEMORY)
    return data


def failed(seen: Seen, budget: float) -> bool:
    """Tell whether a page passed its budget or was not answered; making a release ready has no budget."""
    if ".csv" in seen.visit.path:
        budget += A_MEGABYTE * seen.size / 1_000_000
    return seen.status == 0 or seen.status >= 500 or bool(seen.visit.path and seen.seconds > budget)


def line(seen: Seen) -> str:
    """Return one line of the report."""
    status = seen.status or "stop"
    return (
        f"{seen.seconds:8.3f} {len(seen.asked):4} queries {seen.size / 1000:7.0f} kB  {status}  "
        f"{seen.visit.kind}: {seen.visit.path}"
    )


def _seen(data: Path, visits: list[Visit], only: tuple[str, ...]) -> Iterable[Seen]:
    yield from visited(data, visits)
    yield from (one for one in _templates(data) if _wanted(one.visit, only))


def _templates(data: Path) -> Iterator[Seen]:
    yield from templates.asked(data)


def _wanted(visit: Visit, only: tuple[str, ...]) -> bool:
    return not only or any(text in visit.kind or text in visit.path for text in only)


if __name__ == "__main__":
    bench()
