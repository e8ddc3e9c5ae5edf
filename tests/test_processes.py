"""Workers end with the process that started them, however it went."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from kg.processes import executor
from tests.patience import until


def alive(pid: int) -> bool:
    """Tell whether a process runs; one that has ended and was not waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] not in "ZX"
    except OSError:
        return False


def hold() -> None:
    """Say which process this is, and work for longer than any test waits."""
    print(os.getpid(), flush=True)
    time.sleep(3600)


def test_a_worker_does_not_outlive_a_parent_that_was_killed() -> None:
    text = "if __name__ == '__main__':\n from tests.test_processes import lead\n lead()"
    with subprocess.Popen([sys.executable, "-c", text], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        assert alive(worker)
        parent.send_signal(signal.SIGKILL)
        until(lambda: not alive(worker))


def lead() -> None:
    """Let a worker hold."""
    with executor(1) as pool:
        pool.submit(hold).result()


def test_a_worker_works() -> None:
    with executor(1) as pool:
        assert pool.submit(os.getppid).result() == os.getpid()
