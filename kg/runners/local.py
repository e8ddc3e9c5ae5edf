"""Tasks in processes of this machine, or in this very process where there is little to do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from kg.processes import executor

_ALONE: Final = 8 << 20  # below so many bytes of input, starting processes costs more than it brings

_In = TypeVar("_In")
_Out = TypeVar("_Out")


class LocalCrew:
    """A `kg.runners.Crew` of processes, or this process alone where `count` is 1."""

    def __init__(self, count: int, loads: Sequence[str] = ()) -> None:
        self._count, self._loads = count, loads
        self._pool = self._started()

    def _started(self) -> ProcessPoolExecutor | None:
        return executor(self._count, self._loads) if self._count > 1 else None

    @property
    def size(self) -> int:
        """Return the number of processes."""
        return self._count

    def __call__(self, function: Callable[[_In], _Out], items: Sequence[_In], /) -> Iterator[_Out]:
        """Apply `function` to each of `items`."""
        return map(function, items) if self._pool is None else self._pool.map(function, items)

    def here(self, function: Callable[[_In], _Out], item: _In, /) -> _Out:
        """Apply `function` to one item, in another process if there is one."""
        return function(item) if self._pool is None else self._pool.submit(function, item).result()

    def renew(self) -> None:
        """Let new processes go on: what they remember of a step is of no use in the next."""
        self.end()
        self._pool = self._started()

    def end(self) -> None:
        """End the processes when they are done."""
        if self._pool is not None:
            self._pool.shutdown()


def available_processors() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Local:
    """A `kg.runners.Runner` of so many processes; `loads` are the modules of what it is to apply."""

    processes: int
    loads: tuple[str, ...] = ()

    @contextmanager
    def crew(self, work: Path, size: int, most: int | None = None) -> Iterator[LocalCrew]:  # noqa: ARG002 (they see all files)
        """Yield what applies functions in processes, or in this one where the input is small."""
        count = 1 if size < _ALONE else min(self.processes, most or self.processes)
        crew = LocalCrew(count, self.loads)
        try:
            yield crew
        finally:
            crew.end()
