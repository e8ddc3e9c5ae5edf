"""Where the tasks of a build run: in processes of this machine, or on a cluster.

The steps of a build are functions of tasks that write files into a work folder. A runner says where they are
applied and nothing else, so that what is built does not depend on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol, TypeVar, runtime_checkable

_In = TypeVar("_In")
_Out = TypeVar("_Out")


@runtime_checkable
class ReadsFiles(Protocol):
    """An item that reads files which no step before it wrote."""

    @property
    def inputs(self) -> Sequence[tuple[str, int]]:
        """Return where they are, and how many bytes each has."""
        ...


class ParallelMap(Protocol):
    """Applies a function to items and yields the results in their order."""

    def __call__(self, function: Callable[[_In], _Out], items: Sequence[_In], /) -> Iterator[_Out]:
        """Apply `function` to each of `items`.

        Where a runner does not take a failure for the end, an item is done again: what a function writes
        must come out the same then.
        """
        ...


class Crew(ParallelMap, Protocol):
    """A `ParallelMap` with processes of its own, which last for several steps."""

    @property
    def size(self) -> int:
        """Return how many items are worked on side by side."""
        ...

    def here(self, function: Callable[[_In], _Out], item: _In, /) -> _Out:
        """Apply `function` to one item on this machine, in another process where the crew has any."""
        ...

    def renew(self) -> None:
        """Let new processes go on where that costs little: what they remember is of no more use."""
        ...


class Runner(Protocol):
    """Where the tasks of a build run."""

    def crew(self, work: Path, size: int, most: int | None = None) -> AbstractContextManager[Crew]:
        """Yield what applies functions, for steps whose files are under `work`.

        `size` is how many bytes there are to read; `most` how many processes at most are of use on a machine
        where something else goes on beside them.
        """
        ...
