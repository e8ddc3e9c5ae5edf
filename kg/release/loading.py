"""The store of a release: loaded beside everything else, or made of that of the release before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType

from kg.errors import ReleaseDamaged
from kg.release.before import Before
from kg.release.parts import Part
from kg.release.pipeline.shards import SourceFile
from kg.release.successor import Succession, TooMuchError, succeed
from kg.store import Progress, Store


class Loading:
    """A store that is being loaded in a thread of its own; use it as a context.

    The sort of what is loaded keeps one processor busy nearly as long as all the rest of a build keeps two,
    so it must not wait for the rest. Where most sources are those of the release `before`, nothing is loaded
    until everything is there: then its store is taken, and what changed is changed (`succession`).
    """

    def __init__(self, folder: Path, progress: Progress, before: Before | None = None) -> None:
        self._folder, self._progress = folder, progress
        self._before = before
        self._queue: SimpleQueue[Path | None] = SimpleQueue()
        self._pool = ThreadPoolExecutor(1)
        self._abandoned = False
        self._loaded: Future[int] | None = None
        self._added: dict[Path, None] = {}
        self.succession: Succession | None = None
        self.notices: list[str] = []

    def __enter__(self) -> Loading:
        if self._before is None:
            self._start()
        return self

    def read(self, files: Sequence[SourceFile]) -> None:
        """Decide by the sources whether the store of before is taken; without it, begin to load."""
        if self._before is not None and not self._before.has_most(files):
            self._before = None
            self._start()

    @property
    def anew(self) -> bool:
        """Tell whether everything is loaded, and nothing taken over from the store before."""
        return self._loaded is not None

    def _start(self) -> None:
        self._loaded = self._pool.submit(Store.load, self._folder, self._parts(), progress=self._on_progress)

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
            self._added[part] = None
            self._queue.put(part)

    def finish(self, paths: Sequence[Path], parts: Sequence[Part], work: Path, count: int) -> None:
        """Wait until everything is loaded: `paths`, in order, which are `parts` of the dumps.

        `count` statements are in them; a store that was made of the one before and holds another number is
        loaded anew.

        Raises:
            SyntaxError: a part is not what its name says (a bug of whatever wrote it).
            OSError: the disk is full, or a file cannot be read or written.
        """
        if self._before is not None and self._loaded is None:
            try:
                self.succession = succeed(self._before, self._folder, paths, parts, work)
                held = Store.open(self._folder).count()
                if held != count:
                    self.succession = None
                    self.notices.append(
                        f"the store was loaded anew: taken over it held {held:,} statements, not {count:,}"
                    )
            except TooMuchError:
                pass
            except (ReleaseDamaged, FileNotFoundError) as error:  # files of the release before
                self.notices.append(f"nothing was taken over for the store: {error}")
            if self.succession is None:
                shutil.rmtree(self._folder, ignore_errors=True)
                self._start()
        self._queue.put(None)
        if self._loaded is not None:
            self._loaded.result()

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
