"""What a build costs that takes over what it has again, beside one that makes everything anew.

`python -m tests.bench.increment --records 5000 --more 50` builds the records, then some more after them,
and last the same anew with `--full`, all with the command line and in one run. It prints the processor
time of the second beside that of the third, and the bytes that each wrote and keeps for itself; files
that two releases have in common (hard links) are the older one's. What is kept for the next build
(`kg.release.cache`) is told beside. The dumps of both must be the same to
the byte. Modules are compiled once, by the first build, as they are where `kg` is installed.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from itertools import islice
from pathlib import Path
from typing import Any, Final

import click
import orjson

from kg.release import DataDirectory, Release
from kg.release.cache import FOLDER

from . import corpus
from .process import Measure, run

_DUMPS: Final = ("dumps/kg.nq.gz", "dumps/kg.ttl.gz")
_MEMORY: Final = 0.85


def write(folder: Path, records: int, more: int, files: int) -> None:
    """Write the sources: `files` with the records and, beside the folder, one with those that come after."""
    folder.mkdir(parents=True)
    every = corpus.records(records + more)
    for number in range(files):
        size = records * (number + 1) // files - records * number // files
        write_source(folder / f"{number:03}.jsonl", islice(every, size))
    write_source(folder.with_name("more.jsonl"), every)


def write_source(path: Path, records: Any) -> None:
    """Write a source of records."""
    with path.open("wb") as out:
        out.writelines(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE) for record in records)


def own_bytes(folder: Path) -> int:
    """Return the size of all files in a folder that no other has as well."""
    return sum(
        found.st_size for path in folder.rglob("*") if path.is_file() and (found := path.stat()).st_nlink == 1
    )


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--records", type=click.IntRange(1), default=5000, show_default=True)
@click.option(
    "--more", type=click.IntRange(1), default=50, show_default=True, help="Records that come later."
)
@click.option("--files", type=click.IntRange(1), default=20, show_default=True, help="Sources of the former.")
@click.option(
    "--work", type=click.Path(path_type=Path, file_okay=False), help="Where to work; it is emptied."
)
def bench(records: int, more: int, files: int, work: Path | None) -> None:
    """Measure a build of a few more records beside a whole one."""
    folder = Path(tempfile.mkdtemp(prefix="kg-increment-", dir=work))
    try:
        sys.exit(not _measured(folder, records, more, files))
    finally:
        shutil.rmtree(folder)


def _measured(folder: Path, records: int, more: int, files: int) -> bool:
    sources = folder / "sources"
    write(sources, records, more, files)
    first, _ = _built(folder, "first")
    shutil.move(folder / "more.jsonl", sources)
    second, taking = _built(folder, "second")
    taken, kept = own_bytes(taking.path), own_bytes(folder / "data" / FOLDER)
    DataDirectory(folder / "data").rollback()  # the same IRIs to carry on
    third, whole = _built(folder, "third", "--full")
    made = own_bytes(whole.path)
    click.echo(
        f"{records:,} records in {files} sources, {more:,} more in another; {os.cpu_count()} processors"
    )
    for name, measure, size in (
        (f"build of {records:,}", first, None),
        (f"build of {more:,} more", second, taken),
        ("the same with --full", third, made),
    ):
        own = "" if size is None else f"{size / 1e6:10,.1f} MB new"
        click.echo(f"{name:<28}{measure.cpu:10.1f} s CPU {measure.peak / 1e6:8,.0f} MB peak {own}")
    click.echo(f"processor time {second.cpu / third.cpu:.1%}, new bytes {taken / made:.1%} of a whole build")
    click.echo(f"kept beside the releases, for the next build: {kept / 1e6:,.1f} MB")
    report = orjson.loads(taking.report_path.read_bytes())
    click.echo(f"taken over: {orjson.dumps(report['taken_over']).decode()}")
    same = all((taking.path / name).read_bytes() == (whole.path / name).read_bytes() for name in _DUMPS)
    click.echo(f"dumps of both: {'the same to the byte' if same else 'DIFFERENT'}")
    return same


def _built(folder: Path, name: str, *options: str) -> tuple[Measure, Release]:
    command = [sys.executable, "-m", "kg", "build", str(folder / "sources"), "--data", str(folder / "data")]
    memory = int(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") * _MEMORY)
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    measure = run(
        [*command, *options],
        log=folder / f"{name}.log",
        memory_limit=memory,
        folder=folder,
        environment=compiled,
    )
    return measure, DataDirectory(folder / "data").current()


if __name__ == "__main__":
    bench()
