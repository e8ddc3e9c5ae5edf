"""Runs a command and measures it with all its descendants: CPU time, elapsed time, peak memory.

CPU time is what the kernel accounts to the process and to the descendants it waited for (wait4(2)).
Peak memory is the highest sum of resident set sizes over the process tree, read from /proc every 50
ms; pages shared between processes count once for each, so it never flatters. Linux only.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PAUSE = 0.05
_PAGE = os.sysconf("SC_PAGE_SIZE")


class CommandError(Exception):
    """A measured command ended badly; says which, how, and where its output is."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What one or more commands used: CPU seconds (user and system), seconds elapsed, peak bytes."""

    cpu: float
    wall: float
    peak: int

    def then(self, later: Measure) -> Measure:
        """Return the sum of this run and one that came after it."""
        return Measure(self.cpu + later.cpu, self.wall + later.wall, max(self.peak, later.peak))


def run(
    command: Sequence[str],
    *,
    log: Path,
    memory_limit: int,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Measure:
    """Run `command` to its end, its output going to `log`, and return what it used.

    Raises:
        CommandError: it could not start, ended with another exit code than 0, or its processes
            together passed `memory_limit` bytes and were stopped.
    """
    with log.open("ab") as out:
        out.write(f"$ {' '.join(command)}\n".encode())
        out.flush()
        begun = time.perf_counter()
        try:
            child = subprocess.Popen(
                list(command),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                cwd=folder,
                env={**os.environ, **(environment or {})},
                start_new_session=True,
            )
        except OSError as error:
            raise CommandError(f"{command[0]} cannot be started: {error}") from error
        peak, stopped = 0, False
        try:
            while True:
                ended, status, usage = os.wait4(child.pid, os.WNOHANG)
                if ended:
                    break
                peak = max(peak, _resident(child.pid))
                if peak > memory_limit and not stopped:
                    os.killpg(child.pid, signal.SIGKILL)
                    stopped = True
                time.sleep(_PAUSE)
        except BaseException:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            raise
        wall = time.perf_counter() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
    if stopped:
        raise CommandError(
            f"stopped at {peak / 1e9:.1f} GB of memory after {wall:.0f} s: {' '.join(command[:4])} …"
        )
    if child.returncode:
        raise CommandError(
            f"exit code {child.returncode} from {' '.join(command)}; its last words: {_tail(log)}"
        )
    return Measure(usage.ru_utime + usage.ru_stime, wall, max(peak, usage.ru_maxrss * 1024))


def _resident(pid: int) -> int:
    """Return the resident bytes of a process and its descendants, as far as they still live."""
    total = 0
    try:
        total = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                total += _resident(int(child))
    except OSError:  # it ended between two looks
        return total
    return total


def _tail(log: Path, lines: int = 5) -> str:
    return " / ".join(log.read_text(errors="replace").splitlines()[-lines:])
