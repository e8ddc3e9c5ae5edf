"""Worker processes that end when the process that started them is gone, however it went.

They are forks of a process that has loaded once what they all need (`multiprocessing`'s fork server): to
load it takes a second and more, a fork some milliseconds. So processes can be given up for new ones between
the steps of a build, which is how their memory comes back. Nothing but this server is forked, which has one
thread.
"""

from __future__ import annotations

import atexit
import gc
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import forkserver, get_all_start_methods, get_context, parent_process
from multiprocessing.connection import wait
from threading import Lock, Thread
from typing import Final

_METHOD: Final = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
_SAFE: Final = "PYTHONSAFEPATH"
_starting: Final = Lock()


def executor(count: int, loads: Sequence[str] = ()) -> ProcessPoolExecutor:
    """Return a pool of `count` new processes, which do not outlive this one if it is killed.

    `loads` are modules that they need; the first pool says for all, until `end_server` is called.
    """
    if _METHOD == "forkserver":
        _begin_server(loads)
    return ProcessPoolExecutor(count, mp_context=get_context(_METHOD), initializer=_begin)


def _begin_server(loads: Sequence[str]) -> None:
    """Start the server, unless it runs.

    Python begins it with `-c`, and would look for modules in the folder where the user happens to be first.
    """
    forkserver.set_forkserver_preload(list(loads))
    with _starting:
        before = os.environ.get(_SAFE)
        os.environ[_SAFE] = "1"
        try:
            forkserver.ensure_running()
        finally:
            if before is None:
                del os.environ[_SAFE]
            else:
                os.environ[_SAFE] = before


@atexit.register
def end_server() -> None:
    """End the server when its processes have ended, so that what all of them used counts as this one's.

    A pool that is made later starts another.
    """
    stop = getattr(getattr(forkserver, "_forkserver", None), "_stop", None)
    if stop is not None:  # it is no public part of Python; without it the server ends with this process
        with suppress(OSError):
            stop()


def _begin() -> None:
    # what was loaded is there to stay: a search for cycles in it would only copy the memory that is shared
    gc.freeze()
    follow_parent()


def follow_parent() -> None:
    """Let this process end as soon as its parent has ended.

    Without it a worker first finishes its task, which may be minutes of work for nobody.
    """
    Thread(target=_await_parent, daemon=True).start()


def _await_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
