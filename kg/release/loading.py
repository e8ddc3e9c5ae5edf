"""Loading the store beside everything else: files are handed over as soon as they are final."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType

from kg.store import Progress, Store


class Loading:
    """A store that is being loaded in a thread of its own; use it as a context.

    The sort of what is loaded keeps one processor busy nearly as long as all the rest of a build keeps two,
    so it must not wait for the rest.
    """

    def __init__(self, folder: Path, progress: Progress) -> None:
        self._folder, self._progress = folder, progress
        self._queue: SimpleQueue[Path | None] = SimpleQueue()
        self._pool = ThreadPoolExecutor(1)
        self._abandoned = False
        self._loaded: Future[int] | None = None
        self._added: set[Path] = set()

    def __enter__(self) -> Loading:
        self._loaded = self._pool.submit(Store.load, self._folder, self._parts(), progress=self._on_progress)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._abandoned = kind is not None
        self._queue.put(None)
        self._pool.shutdown()

    def add(self, part: Path) -> None:
        """Load a file, unless that has been said before; it must not change any more.

        Raises:
            OSError: the disk is full, or what was added before cannot be read.
        """
        if self._loaded is not None and self._loaded.done():
            self._loaded.result()
        if part not in self._added:
            self._added.add(part)
            self._queue.put(part)

    def finish(self) -> int:
        """Wait until everything is loaded; return the number of statements read.

        Raises:
            SyntaxError: a part is not what its name says (a bug of whatever wrote it).
            OSError: the disk is full, or a file cannot be read or written.
        """
        assert self._loaded is not None
        self._queue.put(None)
        return self._loaded.result()

    def _parts(self) -> Iterator[Path]:
        while (part := self._queue.get()) is not None:
            yield part
        if self._abandoned:
            raise AbandonedError

    def _on_progress(self, size: int) -> None:
        if self._abandoned:
            raise AbandonedError
        self._progress(size)


class AbandonedError(Exception):
    """The build has failed elsewhere; what is loaded is of no use any more."""
