"""What the planner takes for the largest query of each shape that the limits let through.

Run as `python -m tests.bench.planning`. Each query is parsed and planned over an empty store in a process
of its own, which is given up after ten seconds of processor time. Evaluation is left out, as the limits of
time and memory hold it.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import threading
import time
from typing import Final

import click
import pyoxigraph

from kg.engine.pool import Limits
from tests.engine.pool.shapes import SHAPES, largest

SECONDS: Final = 1.0
_MOST_SECONDS: Final = 10
_STACK_BYTES: Final = 256 * 1024 * 1024


def measured(name: str, number: int) -> float:
    """Return the seconds of processor time that the query takes; infinity where it is given up."""
    command = [sys.executable, "-m", "tests.bench.planning", "--one", name, str(number)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return float(done.stdout) if done.returncode == 0 and done.stdout else float("inf")


def seconds(text: str) -> float:
    """Return the processor time that a query takes to be parsed and planned."""
    taken: list[float] = []

    def plan() -> None:
        store = pyoxigraph.Store()
        begun = time.thread_time()
        try:
            store.query(text)
        except SyntaxError as error:
            raise click.ClickException(f"{text[:60]}…: {error}") from error
        finally:
            taken.append(time.thread_time() - begun)

    usual = threading.stack_size(_STACK_BYTES)
    try:
        thread = threading.Thread(target=plan)
        thread.start()
    finally:
        threading.stack_size(usual)
    thread.join()
    return taken[0]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--only", multiple=True, type=click.Choice(list(SHAPES)), help="This shape; may be repeated.")
@click.option("--one", nargs=2, type=(str, int), hidden=True)
def planning(only: tuple[str, ...], one: tuple[str, int] | None) -> None:
    """Measure what planning takes just under the limits, shape by shape."""
    if one is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
        click.echo(seconds(SHAPES[one[0]](one[1])))
        return
    worst = 0.0
    for name in only or SHAPES:
        number, limit = largest(SHAPES[name], Limits())
        taken = measured(name, number)
        worst = max(worst, taken)
        click.echo(f"{taken:8.3f} s  {name}: {number:,}, held by {limit}")
    click.echo(f"{worst:8.3f} s  the worst")
    if worst > SECONDS:
        raise click.ClickException(f"planning takes more than {SECONDS:g} s of processor time")


if __name__ == "__main__":
    planning()
