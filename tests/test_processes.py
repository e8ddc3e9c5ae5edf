"""Workers end with the process that started them, however it went."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.processes import end_server, executor
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


def loaded() -> tuple[int, bool, str]:
    """Tell which process forked this one, whether a module is there, and what `kg_stranger` is."""
    known = "kg.months" in sys.modules
    stranger = sys.modules.get("kg_stranger")
    return os.getppid(), known, getattr(stranger, "__file__", None) or ""


@pytest.fixture(autouse=True)
def _no_server() -> Iterator[None]:
    end_server()
    yield
    end_server()


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


def test_workers_are_forks_of_one_server_that_has_loaded_what_they_need() -> None:
    found = []
    for _ in range(2):
        with executor(1, ["kg.months"]) as pool:
            found.append(pool.submit(loaded).result())
    assert found[0] == found[1]
    server, known, _ = found[0]
    assert known
    assert server != os.getpid()
    end_server()
    assert not alive(server)


def test_nothing_is_loaded_from_the_folder_where_the_user_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kg_stranger.py").write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    with executor(1, ["kg_stranger"]) as pool:
        assert pool.submit(loaded).result()[2] == ""
    assert "PYTHONSAFEPATH" not in os.environ


def test_what_ended_workers_used_counts_as_used_by_this_process() -> None:
    def of_children() -> float:
        # both together, as the kernel only estimates how much of it was the system's
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    before = of_children()
    with executor(1) as pool:
        used = pool.submit(burn).result()
    end_server()
    assert of_children() - before >= used


def burn() -> float:
    """Use some processor time; return how much."""
    begun = time.process_time()
    while time.process_time() - begun < 0.2:
        pass
    return 0.2


def test_a_server_that_is_gone_is_started_again() -> None:
    with executor(1) as pool:
        server = pool.submit(os.getppid).result()
    os.kill(server, signal.SIGKILL)
    until(lambda: not alive(server))
    with executor(1) as pool:
        assert pool.submit(os.getppid).result() != server
