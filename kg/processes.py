"""Worker processes that end when the process that started them is gone, however it went."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread


def executor(count: int) -> ProcessPoolExecutor:
    """Return a pool of `count` new processes, which do not outlive this one if it is killed."""
    return ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=follow_parent)


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
