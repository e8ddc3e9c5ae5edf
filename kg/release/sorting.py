"""External sorting of lines in byte order, without duplicates and in bounded memory.

GNU sort does it where it is there and worth a process; elsewhere Python does, with the same result. Byte
order, because it is the same on any machine and in any locale, and because it brings the lines of one subject
together.
"""

from __future__ import annotations

import heapq
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

_OPEN_FILES: Final = 64
"""Sorted runs that are merged at once by the Python way."""

_LITTLE: Final = 1 << 20
"""Bytes that Python sorts in the time that it takes to start a process."""

_OBJECT_BYTES: Final = 3
"""Memory of a list of short lines, as a multiple of their length."""


def sort_unique(parts: Sequence[Path], output: Path, *, memory: int = 512 << 20, parallel: int = 2) -> None:
    """Sort the lines of all `parts` by their bytes into `output`, each line once.

    `memory` is in bytes, `parallel` the number of threads. Room for a copy of the input is needed
    beside `output`.

    Raises:
        OSError: a part cannot be read, or the disk is full.
    """
    if _are_little(parts):
        _write(sorted({line for lines in _chunks(parts, _LITTLE) for line in lines}), output)
    elif _gnu_sort() is None:
        _python_sort(parts, output, memory)
    else:
        options = [f"--buffer-size={max(memory >> 20, 1)}M", f"--parallel={parallel}"]
        _run_sort(parts, output, options)


def merge_unique(parts: Sequence[Path], output: Path) -> None:
    """Merge `parts`, each of them sorted as by `sort_unique`, into `output`, each line once.

    Raises:
        OSError: a part cannot be read, or the disk is full.
    """
    if _are_little(parts) or _gnu_sort() is None:
        _python_merge(parts, output)
    else:
        _run_sort(parts, output, ["--merge"])


def _are_little(parts: Sequence[Path]) -> bool:
    return len(parts) <= _OPEN_FILES and sum(part.stat().st_size for part in parts) <= _LITTLE


@cache
def _gnu_sort() -> str | None:
    """Return the path of a `sort` that knows GNU's options, or None."""
    program = shutil.which("sort")
    if program is None:
        return None
    asked = [program, "--unique", "--parallel=1", "--buffer-size=1M", "--files0-from=-"]
    found = subprocess.run(asked, input=b"/dev/null\0", capture_output=True, check=False)  # noqa: S603
    return program if found.returncode == 0 else None


def _run_sort(parts: Sequence[Path], output: Path, options: Sequence[str]) -> None:
    names = b"".join(os.fsencode(path.resolve()) + b"\0" for path in parts)
    command = [_gnu_sort() or "sort", "--unique", "--files0-from=-", f"--temporary-directory={output.parent}"]
    done = subprocess.run(  # noqa: S603
        [*command, *options, f"--output={output}"],
        input=names,
        env={**os.environ, "LC_ALL": "C"},
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        raise OSError(f"sorting into {output} failed: {done.stderr.decode(errors='replace').strip()}")


def _python_sort(parts: Sequence[Path], output: Path, memory: int) -> None:
    with TemporaryDirectory(dir=output.parent) as folder:
        runs = []
        for number, lines in enumerate(_chunks(parts, max(memory // _OBJECT_BYTES, 1))):
            run = Path(folder, f"run-{number}")
            _write(sorted(set(lines)), run)
            runs.append(run)
        generation = 0
        while len(runs) > _OPEN_FILES:
            merged = []
            for first in range(0, len(runs), _OPEN_FILES):
                target = Path(folder, f"merged-{generation}-{first}")
                group = runs[first : first + _OPEN_FILES]
                _python_merge(group, target)
                merged.append(target)
                for run in group:
                    run.unlink()
            runs, generation = merged, generation + 1
        _python_merge(runs, output)


def _python_merge(parts: Sequence[Path], output: Path) -> None:
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("rb")) for path in parts]
        merged = heapq.merge(*(_lines(file) for file in files))
        _write(_without_repetition(merged), output)


def _chunks(parts: Sequence[Path], size: int) -> Iterator[list[bytes]]:
    """Cut the lines of all parts into lists of about `size` bytes."""
    for part in parts:
        with part.open("rb") as file:
            while lines := file.readlines(size):
                yield list(_lines(lines))


def _lines(file: Iterable[bytes]) -> Iterator[bytes]:
    # Without line ends: `a\n` would come after `a\t\n`.
    return (line.rstrip(b"\n") for line in file)


def _without_repetition(lines: Iterator[bytes]) -> Iterator[bytes]:
    last = None
    for line in lines:
        if line != last:
            yield line
            last = line


def _write(lines: Iterable[bytes], path: Path) -> None:
    remaining = iter(lines)
    with path.open("wb") as file:
        while batch := list(islice(remaining, 10_000)):
            file.write(b"\n".join(batch) + b"\n")
