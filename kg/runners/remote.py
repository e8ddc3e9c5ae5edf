"""One item of a step, done by a process that may be on another machine.

Nothing but numbers and errors goes back by the channels of the cluster: what a function returns is laid into
the work folder, which all machines see, under its name only when it is whole.
"""

from __future__ import annotations

import gc
import pickle
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Protocol
from zipimport import zipimporter

from kg.errors import KgError, RunnerError
from kg.runners import ReadsFiles


class Items(Protocol):
    """The items of a step, which are sent once to each process: those of a build have much in common."""

    @property
    def value(self) -> Sequence[Any]:
        """Return the items."""
        ...


@dataclass(frozen=True, slots=True)
class Step:
    """Does the items of a step, each told by its number.

    `results` is the folder for what is returned; `made_by` tells what software there is, and `software` is
    what it tells where the build was begun.
    """

    function: Callable[[Any], object]
    items: Items
    results: Path
    made_by: Callable[[], str]
    software: str

    def __call__(self, number: int) -> KgError | None:
        """Do one item, lay aside what came of it, and return what must end the build, if anything.

        Raises:
            Exception: whatever else went wrong, which may go right when it is tried again.
        """
        if (problem := self._misplaced()) is not None:
            return problem
        item = self.items.value[number]
        _settle()
        if isinstance(item, ReadsFiles):
            for path, size in item.inputs:
                if (problem := _unlike(path, size)) is not None:
                    return problem
        try:
            result = self.function(item)
        except KgError as error:
            return error
        with NamedTemporaryFile(dir=self.results, delete=False) as out:
            pickle.dump(result, out, pickle.HIGHEST_PROTOCOL)
        Path(out.name).replace(_place(self.results, number))
        _forget_archives()
        return None

    def _misplaced(self) -> RunnerError | None:
        """Tell why nothing can be done on this machine, if so."""
        if not self.results.is_dir():
            return RunnerError(
                f"{socket.gethostname()} does not see {self.results}: the data directory must be on a file"
                " system that all machines have under the same path"
            )
        if self.made_by() != self.software:
            return RunnerError(
                f"kg, its Python or its packages on {socket.gethostname()} are not those of the machine that"
                " builds: install the same on all machines, and let PYSPARK_PYTHON name that Python"
            )
        return None


@cache
def _settle() -> None:
    """Keep the collector of cycles, which PySpark calls after each task, from what a process has loaded."""
    gc.freeze()


def _forget_archives() -> None:
    """Let Python look at zip archives again only when it imports something more.

    Before each task PySpark has it read the lists of all that it has looked into: 60 ms for its own alone.
    """
    for path, finder in list(sys.path_importer_cache.items()):
        if isinstance(finder, zipimporter):
            del sys.path_importer_cache[path]


def _unlike(path: str, size: int) -> RunnerError | None:
    """Tell how a source differs from what it was when the build was begun, if it does."""
    try:
        found = Path(path).stat().st_size
    except OSError as error:
        return RunnerError(
            f"{socket.gethostname()} cannot read {path} ({error.strerror}): sources must be on a file system"
            " that all machines have under the same path"
        )
    if found == size:
        return None
    return RunnerError(f"{path} has {found:,} bytes on {socket.gethostname()}, where {size:,} were expected")


def returned(results: Path, count: int) -> Iterator[Any]:
    """Yield what came of so many items, in their order; each is deleted when it has been read."""
    for number in range(count):
        path = _place(results, number)
        with path.open("rb") as source:
            value = pickle.load(source)  # noqa: S301 (written by this very build)
        path.unlink()
        yield value


def _place(results: Path, number: int) -> Path:
    return results / f"{number:08}"
