"""Tasks on Apache Spark: the same steps over the same files, applied by the machines of a cluster.

A step is one Spark job, in parts small enough that no machine waits long for another. Its files are in the
work folder of the build, which, like the sources, all machines must have under the same path; no record goes
through the JVM. What a lost machine was at is done again by another (`spark.task.maxFailures`), and comes
out the same, as each task writes files of its own from their beginning.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING, Any, Final, TypeVar

from kg.errors import RunnerError, UsageError
from kg.processes import executor
from kg.runners.remote import Step, returned

if TYPE_CHECKING:
    from pyspark import SparkContext

_PACKAGE: Final = "pip install 'kgpub[spark]'"
_ADVICE: Final = {
    "No module named 'kg'": "install the same kgpub on all machines, and let PYSPARK_PYTHON name that Python",
    "Cannot run program": "let PYSPARK_PYTHON name a Python that all machines have under that path",
    "different version": "let PYSPARK_PYTHON name the same Python on all machines",
    "exited unexpectedly": "often for want of memory: give spark.executor.memoryOverhead more",
    "ExecutorLostFailure": "a machine was lost, or had too little memory: see spark.executor.memoryOverhead",
    "No space left": "make room where the data directory is",
}
"""What to do, by what Spark says."""

_PARTS: Final = 4
"""Parts of a step for each processor; one costs some 20 ms, and is done again as a whole."""
_LEAST: Final = 256
"""Parts of a step on a cluster, where machines come later, or when there is enough to do."""

_NUMBERED: Final = "SQLSTATE:"
"""How the line begins that Spark 4 puts after what Python says."""

_In = TypeVar("_In")
_Out = TypeVar("_Out")


class SparkCrew:
    """A `kg.runners.Crew` of all that Spark was given; `folder` has room for what tasks return."""

    def __init__(self, context: SparkContext, folder: Path, made_by: Callable[[], str]) -> None:
        self._context, self._folder, self._made_by = context, folder, made_by
        self._least = 0 if str(context.master).startswith("local") else _LEAST

    @property
    def size(self) -> int:
        """Return how many tasks run side by side, as far as Spark knows it.

        Raises:
            RunnerError: Spark has ended.
        """
        with _translated():
            return int(self._context.defaultParallelism)

    def __call__(self, function: Callable[[_In], _Out], items: Sequence[_In], /) -> Iterator[_Out]:
        """Apply `function` to each of `items`, which are done when this returns.

        Raises:
            RunnerError: Spark gave up, or some machine cannot do what it should.
            KgError: as `function`; the first by the order of the items.
        """
        if not items:
            return iter(())
        results = Path(mkdtemp(dir=self._folder))
        with _translated():
            sent = self._context.broadcast(items)
            try:
                self._context.setJobDescription(f"kg: {_name(function)}, {len(items)} tasks")
                step = Step(function, sent, results, self._made_by, self._made_by())
                parts = min(len(items), max(_PARTS * self.size, self._least))
                problems = self._context.parallelize(range(len(items)), parts).map(step).collect()
            finally:
                sent.destroy()
        if (problem := next(filter(None, problems), None)) is not None:
            raise problem
        return returned(results, len(items))

    def here(self, function: Callable[[_In], _Out], item: _In, /) -> _Out:
        """Apply `function` to one item, in a process of this machine."""
        with executor(1) as pool:
            return pool.submit(function, item).result()

    def renew(self) -> None:
        """Go on with the same processes, which Spark starts and ends."""


@dataclass(frozen=True, slots=True)
class Spark:
    """A `kg.runners.Runner` on a Spark that was started; `made_by` tells by what software."""

    context: SparkContext
    made_by: Callable[[], str]

    @contextmanager
    def crew(self, work: Path, size: int, most: int | None = None) -> Iterator[SparkCrew]:  # noqa: ARG002 (it was asked for)
        """Yield what applies functions on the cluster, however little there is to do."""
        with TemporaryDirectory(dir=work.absolute(), prefix="returned-") as folder:
            yield SparkCrew(self.context, Path(folder), self.made_by)


@contextmanager
def started(master: str | None, made_by: Callable[[], str]) -> Iterator[Spark]:
    """Start Spark, and stop it in the end.

    `master` is its URL: `local[4]`, `spark://host:7077`, `yarn`, `k8s://…`; without one Spark's own
    settings say which, or it is this machine.

    Raises:
        UsageError: pyspark or Java is not there.
        RunnerError: Spark cannot be started.
    """
    java = Path(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else "java"
    if shutil.which(java) is None:
        raise UsageError(
            "--runner spark needs Java (17 or later), and there is no"
            f" {java}: install it, for instance openjdk-17-jre-headless, or let JAVA_HOME name its folder"
        )
    try:
        from pyspark import SparkConf, SparkContext
    except ImportError as error:
        raise UsageError(f"--runner spark needs pyspark, which is not here ({error}): {_PACKAGE}") from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings = SparkConf().setAppName("kg build")
    settings.set("spark.ui.showConsoleProgress", "false")  # there is our own
    settings.set("spark.speculation", "false")  # two attempts at a time would write the same files
    if master is not None:
        settings.setMaster(master)
    with _translated():
        context = SparkContext(conf=settings)
    try:
        yield Spark(context, made_by)
    finally:
        context.stop()


@contextmanager
def _translated() -> Iterator[None]:
    """Raise what Spark raises as errors of kg."""
    from py4j.protocol import Py4JError

    try:
        yield
    except (Py4JError, RuntimeError, ConnectionError) as error:
        raise RunnerError(told(str(error))) from error


def told(text: str) -> str:
    """Return in a line what an error of Spark says, and what to do."""
    lines = (one.strip(": ") for one in takewhile(lambda one: not one.startswith("\tat "), text.splitlines()))
    *_, last = ("it ended", *(line for line in lines if line and not line.startswith(_NUMBERED)))
    reason = last.rpartition("Exception: ")[2]
    advice = next((advice for sign, advice in _ADVICE.items() if sign in text), "what it logged tells more")
    return f"Spark gave up: {reason} ({advice})"


def _name(function: Callable[[Any], object]) -> str:
    inner = function.func if isinstance(function, partial) else function
    return getattr(inner, "__name__", type(inner).__name__).strip("_")
