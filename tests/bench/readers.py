"""The speed of kg's readers, beside the best known parser of the same format on the same file.

    python -m tests.bench.readers FILE… [--format NAME] [--rounds 3]

For each file: records a second of CPU time of kg's reader; then the file is written ten times one after
another (a list, a root element, a head row stays one) and read again, by kg and by the other parser
(`tests.bench.parsers`, where a format has its line), and the ratio of both. The peak of memory must not grow
with the file. Each reading is a process of its own, with its modules imported before; a parser that is not
installed is named as absent.
"""

from __future__ import annotations

import gzip
import multiprocessing
import re
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

import click

from kg.errors import InputError
from kg.readers import detect, format_named
from kg.readers.source import Document
from kg.records import Notice, Rejection

from .parsers import Parser, parser_of

TIMES: Final = 10
_SETS: Final = frozenset(["rdf"])
"""Formats in which the same entries once more are the same document."""

_ROOT: Final = re.compile(rb"<([A-Za-z_][\w.:-]{0,60}+)(?:\s[^>]{0,4000}+)?>")


class Reading(NamedTuple):
    """What one reading gave and took: entries, CPU seconds, and bytes of memory at its peak."""

    entries: int
    seconds: float
    peak: int

    @property
    def speed(self) -> float:
        """Entries a second."""
        return self.entries / self.seconds if self.seconds else float("inf")


def measured(count: Callable[[], int]) -> Reading:
    """Return what calling `count` took in this process, which should be a fresh one."""
    begun = time.process_time()
    entries = count()
    seconds = time.process_time() - begun
    # not ru_maxrss, which a process has from the one that started it
    status = Path("/proc/self/status").read_text()
    peak = int(status.partition("VmHWM:")[2].split()[0]) * 1024
    return Reading(entries, seconds, peak)


def ours(path: Path, format_name: str) -> Reading:
    """Read a file with kg; entries are records and profiles."""
    parse = format_named(format_name).parse
    document = Document(path)
    return measured(lambda: sum(not isinstance(item, Rejection | Notice) for item in parse(document)))


def theirs(path: Path, parser: Parser) -> Reading:
    """Read a file with another parser."""
    import_module(parser.package)
    return measured(lambda: parser.read(path))


def repeated(content: bytes, format_name: str, times: int = TIMES) -> bytes:
    """Return a document with the entries of `content` `times` times: in one list, under one root or head."""
    text = content.strip()
    if text.startswith(b"["):
        return b"[" + b",\n".join([text[1:-1]] * times) + b"]"
    root = _ROOT.search(content) if text.startswith(b"<") else None
    if root and (end := content.rfind(b"</" + root[1])) > 0:
        return content[: root.end()] + content[root.end() : end] * times + content[end:]
    if format_name == "table":
        head, _, body = text.partition(b"\n")
        return b"\n".join([head, *[body] * times]) + b"\n"
    return b"\n".join([text] * times) + b"\n"


def line(name: str, one: Reading, of: str) -> str:
    """Return one reading in words."""
    return (
        f"  {name:<34} {one.entries:>9,} {of:<8} {one.seconds:>8.2f} s CPU {one.speed:>11,.0f} a second "
        f"{one.peak / 1e6:>8,.0f} MB"
    )


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False, exists=True)
)
@click.option("--format", "format_name", metavar="NAME", help="Read each file as this format.")
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True, help="The fastest is shown.")
def bench(files: tuple[Path, ...], format_name: str | None, rounds: int) -> None:
    """Measure kg's readers beside other parsers of the same FILEs.

    Exits with 1 where a file cannot be read.
    """
    failed = False
    for path in files:
        try:
            name = format_name or detect(Document(path)).name
        except InputError as error:
            click.echo(str(error), err=True)
            failed = True
            continue
        click.echo(f"{path.name}, {path.stat().st_size / 1e6:,.2f} MB, {name}")
        _measure(path, name, rounds)
    sys.exit(1 if failed else 0)


def _measure(path: Path, name: str, rounds: int) -> None:
    spawn = multiprocessing.get_context("spawn")
    with (
        ProcessPoolExecutor(1, mp_context=spawn, max_tasks_per_child=1) as fresh,
        TemporaryDirectory(prefix="kg-bench-") as work,
    ):

        def fastest(function: Callable[..., Reading], *arguments: object) -> Reading:
            runs = [fresh.submit(function, *arguments).result() for _ in range(rounds)]
            return min(runs, key=lambda one: one.seconds)

        click.echo(line("kg", fastest(ours, path, name), "records"))
        content = path.read_bytes()
        content = gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content
        again = Path(work) / path.name.removesuffix(".gz")
        times = 1 if name in _SETS else TIMES
        again.write_bytes(repeated(content, name, times))
        kg = fastest(ours, again, name)
        click.echo(line(f"kg, {times} times over", kg, "records"))
        parser = parser_of(name, Document(path).head())
        if find_spec(parser.package) is None:
            click.echo(f"  {parser.name} is absent: pip install {parser.package}")
            return
        try:
            other = fastest(theirs, again, parser)
        except (SyntaxError, ValueError, LookupError, ArithmeticError) as error:
            click.echo(f"  {parser.name} cannot read it: {type(error).__name__}: {str(error)[:100]}")
            return
        click.echo(line(f"{parser.name}, {times} times over", other, "entries"))
        click.echo(f"  kg takes {kg.seconds / max(other.seconds, 1e-9):.1f} times as long")


if __name__ == "__main__":
    bench(prog_name="python -m tests.bench.readers")
