"""Spark as tests use it: in this process, or a master and two workers of its own standalone cluster."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import pytest

from kg.release.maker import made_by
from kg.runners import Crew, Runner
from kg.runners.spark import Spark, started
from tests.patience import until

_CLASS: Final = "org.apache.spark.deploy"
LOCAL: Final = {"SPARKLOCAL_IP": "127.0.0.1", "SPARKLOCAL_HOSTNAME": "127.0.0.1"}


def needed() -> None:
    """Skip where Spark cannot be had."""
    if find_spec("pyspark") is None:
        pytest.skip("needs pyspark, which is no part of kgpub[test]: pip install 'kgpub[spark]'")
    if shutil.which("java") is None:
        pytest.skip("needs Java, for instance openjdk-17-jre-headless")


@contextmanager
def spark(master: str, **environment: str) -> Iterator[Spark]:
    """Start Spark on this machine's own address; stop it in the end."""
    from pyspark import cloudpickle

    # what tests apply stands where only this process finds it
    by_value: Any = cloudpickle.register_pickle_by_value
    by_value(sys.modules[__name__])
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**LOCAL, **environment}.items():
            patch.setenv(name, value)
        with started(master, made_by) as runner:
            yield runner
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # py4j leaves it to the collector to close sockets
        gc.collect()


@dataclass(frozen=True, slots=True)
class Cluster:
    """A standalone master with two workers of one processor each; `log` is what the master says."""

    url: str
    log: Path


@contextmanager
def standalone(folder: Path) -> Iterator[Cluster]:
    """Start a master and two workers, and end them."""
    with ExitStack() as stack:
        log = folder / "master.log"
        _start(stack, log, "master.Master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0")
        until(lambda: " at spark://" in log.read_text(), "the start of the master")
        url = next(word for word in log.read_text().split() if word.startswith("spark://"))
        for name in ("one", "two"):
            place = folder / name
            options = ["--host", "127.0.0.1", "--webui-port", "0", "--cores", "1", "--memory", "1g"]
            _start(stack, folder / f"{name}.log", "worker.Worker", *options, "--work-dir", str(place), url)
        until(lambda: log.read_text().count("Registering worker") == 2, "the start of both workers")
        yield Cluster(url, log)


def _start(stack: ExitStack, log: Path, name: str, *arguments: str) -> None:
    import pyspark

    home = Path(pyspark.__file__).parent
    out = stack.enter_context(log.open("wb"))
    command = [str(home / "bin" / "spark-class"), f"{_CLASS}.{name}", *arguments]
    environment = {**os.environ, **LOCAL, "SPARK_HOME": str(home), "SPARK_DAEMON_MEMORY": "256m"}
    process = subprocess.Popen(command, stdout=out, stderr=out, env=environment)
    stack.callback(process.wait)
    stack.callback(process.kill)
    stack.callback(_end_executors, process.pid)


def _end_executors(pid: int) -> None:
    for child in Path(f"/proc/{pid}/task").glob("*/children"):
        for one in child.read_text().split():
            os.kill(int(one), signal.SIGKILL)


def parent(pid: int) -> int:
    """Return the process that started another."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()[1])


@dataclass(frozen=True)
class Lost:
    """Applies a function; once the process, or the machine, is lost when only the last word is missing."""

    function: Callable[[Any], Any]
    mark: Path
    machine: bool

    def __call__(self, item: Any) -> Any:
        result = self.function(item)
        try:
            self.mark.touch(exist_ok=False)
        except FileExistsError:
            return result
        # a worker was forked by a daemon, which the executor started
        os.kill(parent(os.getppid()) if self.machine else os.getpid(), signal.SIGKILL)
        raise AssertionError("it lives")


class LosingCrew:
    """Loses a process in each step, and its machine in the first."""

    def __init__(self, crew: Crew, folder: Path) -> None:
        self._crew, self._folder = crew, folder
        self.size, self.here, self.renew = crew.size, crew.here, crew.renew

    def __call__(self, function: Callable[[Any], Any], items: Sequence[Any], /) -> Iterator[Any]:
        steps = len(list(self._folder.iterdir()))
        return self._crew(Lost(function, self._folder / str(steps), machine=steps == 0), items)


@dataclass(frozen=True)
class Losing:
    """A runner whose machines and processes are lost; `folder` says how often."""

    runner: Runner
    folder: Path

    @contextmanager
    def crew(self, work: Path, size: int, most: int | None = None) -> Iterator[Crew]:
        with self.runner.crew(work, size, most) as crew:
            yield LosingCrew(crew, self.folder)
