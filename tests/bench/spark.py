"""What a build costs on Spark beside one in processes of this machine, and how that falls with its size.

`python -m tests.bench.spark --records 5000` builds the same records by both runners with the command line,
one after the other: in processes of this machine, as many as Spark has cores, and on `local[N]`. It prints
processor time and time by the clock, for each record too, their ratios, and the peak of memory of all
processes together, those of Java and such as outlive their parent among them. The dumps of both must be the
same to the byte. Needs `kgpub[spark]` and Java. Linux only.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from contextlib import suppress
from itertools import islice
from pathlib import Path
from threading import Event, Thread
from typing import Final, Self

import click
import orjson

from kg.release import DataDirectory

from . import corpus
from .process import Measure, run

_DUMPS: Final = ("dumps/kg.nq.gz", "dumps/kg.ttl.gz")
_MEMORY: Final = 0.85
_SUBREAPER: Final = 36
"""PR_SET_CHILD_SUBREAPER of prctl(2): processes whose parent has ended become our children."""
_PAUSE: Final = 0.05
_USER: Final = 11
"""Where /proc/PID/stat gives the time in user mode, counted after the name; that in the system follows."""


def adopt() -> None:
    """Become the parent of descendants that outlive theirs, so that they can be looked at.

    Raises:
        OSError: the system does not know that.
    """
    if ctypes.CDLL(None, use_errno=True).prctl(_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl: processes that outlive their parent cannot be measured")


class Times:
    """Looks every 50 ms how much processor time our descendants have taken; use it as a context.

    Spark's daemon lets its workers go without asking for their times, so that waiting does not tell them all.
    What a process takes after the last look at it is missed.
    """

    def __init__(self) -> None:
        self._seen: dict[int, int] = {}
        self._ended = Event()
        self._thread = Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        with suppress(ChildProcessError):
            while True:  # adopted ones, which end when they see that their parent has
                os.wait4(-1, 0)

    @property
    def seconds(self) -> float:
        """Return the processor time of all that were seen, in seconds."""
        return sum(self._seen.values()) / os.sysconf("SC_CLK_TCK")

    def _look(self) -> None:
        while not self._ended.wait(_PAUSE):
            for child in _children(os.getpid()):
                self._add(child)

    def _add(self, pid: int) -> None:
        with suppress(OSError):  # it has ended
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
            self._seen[pid] = max(self._seen.get(pid, 0), int(fields[_USER]) + int(fields[_USER + 1]))
            for child in _children(pid):
                self._add(child)


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(OSError):
            found += map(int, (task / "children").read_text().split())
    return found


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--records", type=click.IntRange(1), default=5000, show_default=True)
@click.option("--files", type=click.IntRange(1), default=20, show_default=True, help="Sources of them.")
@click.option(
    "--cores", type=click.IntRange(1), default=2, show_default=True, help="Processes, and cores of Spark."
)
@click.option(
    "--work", type=click.Path(path_type=Path, file_okay=False), help="Where to work; it is emptied."
)
def bench(records: int, files: int, cores: int, work: Path | None) -> None:
    """Measure a build on Spark beside one by processes of this machine."""
    adopt()
    folder = Path(tempfile.mkdtemp(prefix="kg-spark-", dir=work))
    try:
        sys.exit(not _measured(folder, records, files, cores))
    finally:
        shutil.rmtree(folder)


def _measured(folder: Path, records: int, files: int, cores: int) -> bool:
    sources = folder / "sources"
    sources.mkdir()
    every = corpus.records(records)
    for number in range(files):
        size = records * (number + 1) // files - records * number // files
        with (sources / f"{number:03}.jsonl").open("wb") as out:
            out.writelines(orjson.dumps(one, option=orjson.OPT_APPEND_NEWLINE) for one in islice(every, size))
    here = _built(folder, "local", "--processes", str(cores))
    there = _built(folder, "spark", "--runner", "spark", "--master", f"local[{cores}]")
    click.echo(f"{records:,} records in {files} sources; {cores} cores of {os.cpu_count()}")
    for name, measure in (("processes", here), (f"Spark, local[{cores}]", there)):
        click.echo(
            f"{name:<18}{measure.cpu:9.1f} s CPU {1e3 * measure.cpu / records:7.2f} ms a record"
            f" {measure.wall:9.1f} s by the clock {1e3 * measure.wall / records:7.2f} ms a record"
            f" {measure.peak / 1e6:8,.0f} MB peak"
        )
    click.echo(
        f"Spark: {there.cpu / here.cpu:.2f} times the processor time, {there.wall / here.wall:.2f} the clock"
    )
    dumps = (
        [(DataDirectory(folder / name).current().path / dump).read_bytes() for dump in _DUMPS]
        for name in ("local", "spark")
    )
    same = next(dumps) == next(dumps)
    click.echo(f"dumps of both: {'the same to the byte' if same else 'DIFFERENT'}")
    return same


def _built(folder: Path, name: str, *options: str) -> Measure:
    command = [sys.executable, "-m", "kg", "build", str(folder / "sources"), "--data", str(folder / name)]
    memory = int(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") * _MEMORY)
    with Times() as times:
        measure = run([*command, *options], log=folder / f"{name}.log", memory_limit=memory, folder=folder)
    return Measure(times.seconds, measure.wall, measure.peak)


if __name__ == "__main__":
    bench()
