"""What a program takes away from itself before it sees a stranger's query, and how it ends.

No network, bounded memory, no core dump. Of the ways to take the network
away, a seccomp filter comes first: it needs no privilege and costs nothing. Where the kernel or the
processor does not have it, a network namespace of its own is tried, as root or in a user namespace.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import socket
import struct
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PR_SET_SECCOMP: Final = 22
_PR_SET_NO_NEW_PRIVS: Final = 38
_SECCOMP_MODE_FILTER: Final = 2
_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000
_LOAD: Final = 0x20
_JUMP_IF_EQUAL: Final = 0x15
_JUMP_IF_AT_LEAST: Final = 0x35
_RETURN: Final = 0x06
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | 1  # the call fails with EPERM
_X32: Final = 0x40000000  # the second way to number system calls on x86-64

# By machine: its name for the audit (linux/audit.h), and the numbers of socket, io_uring_setup, execve,
# execveat. Without socket() no network is reached; a worker has no use for the others.
_CALLS: Final = {
    "x86_64": (0xC000003E, (41, 425, 59, 322)),
    "aarch64": (0xC00000B7, (198, 425, 221, 281)),
}


@dataclass(frozen=True, slots=True)
class Confined:
    """How a program is confined: by what it has no network (empty if it has), and whether in memory."""

    network: str
    memory: bool


def confine(memory: int) -> Confined:
    """Give up the network, and all memory beyond so many bytes of address space."""
    bounded = bound_memory(memory)
    return Confined(leave_network(), bounded)


def live(work: Callable[[], None], stack: int) -> None:
    """Work in a thread with a stack of so many bytes until it is done, or the supervisor is gone.

    The main thread waits for the end of the lifeline, whatever the query that is running just then.
    """
    threading.stack_size(stack)
    threading.Thread(target=_until_done, args=(work,), daemon=True).start()
    os.read(0, 1)
    os._exit(0)


def _until_done(work: Callable[[], None]) -> None:
    try:
        with suppress(ConnectionError, EOFError):
            work()
    finally:
        os._exit(0)  # the store's threads have nothing to put in order


def bound_memory(limit: int) -> bool:
    """Bound the address space of this process to `limit` bytes; tell whether the system does so.

    An allocation beyond it fails and ends the process, not the machine.
    """
    with suppress(OSError, ValueError):  # a limit that is lower already stays
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):  # if memory runs out all the same, a worker goes before anything else
        Path("/proc/self/oom_score_adj").write_text("800")
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (OSError, ValueError):
        return False
    return sys.platform == "linux"  # elsewhere the limit is accepted and not kept


def leave_network() -> str:
    """Take the network from this process and all its threads to come; return how, or "" if nothing works."""
    if sys.platform == "linux":
        for name, way in (("seccomp", _filter_calls), ("namespace", _own_namespace)):
            if way() and not _reaches_out():
                return name
    return ""


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _filter_calls() -> bool:
    known = _CALLS.get(platform.machine())
    if known is None:
        return False
    audit, calls = known
    last = len(calls) + 5  # the index of the instruction that refuses
    program = [
        (_LOAD, 0, 0, 4),
        (_JUMP_IF_EQUAL, 0, last - 2, audit),
        (_LOAD, 0, 0, 0),
        (_JUMP_IF_AT_LEAST, last - 4, 0, _X32),
        *((_JUMP_IF_EQUAL, last - 5 - n, 0, call) for n, call in enumerate(calls)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in program))
    fprog = struct.pack("HxxxxxxP", len(program), ctypes.addressof(code))
    libc = _libc()
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return int(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, fprog, 0, 0)) == 0


def _own_namespace() -> bool:
    libc = _libc()
    return any(int(libc.unshare(flags)) == 0 for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET))


def _reaches_out() -> bool:
    """Tell whether a datagram socket finds a route; nothing is sent."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(("127.0.0.1", 9))
    except OSError:
        return False
    return True
