"""A build that is killed at any moment harms nothing, and the next one starts clean."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.release import DataDirectory
from kg.release.manifest import file_entries
from kg.release.verification import verify
from tests.release.synthetic import build

pytestmark = pytest.mark.long

_ROOT = Path(__file__).parents[2]
_SIZE = 3000


def start(folder: Path, mark: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.release.synthetic", str(folder), str(_SIZE), mark]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=_ROOT)


def wait_for(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip() == word:
            return
    pytest.fail(f"the build ended before it was {word}")


def durations(folder: Path) -> dict[str, float]:
    """Return how long a build takes from its begin, and from its commit, to its end."""
    with start(folder, "timing") as process:
        wait_for(process, "begun")
        begun = time.monotonic()
        wait_for(process, "committing")
        committing = time.monotonic()
        wait_for(process, "done")
        done = time.monotonic()
    return {"begun": done - begun, "committing": done - committing}


def kill_many_times(folder: Path, times: int, seed: int) -> None:
    lasting = durations(folder / "timing")
    data = folder / "data"
    current = build(data, size=50)
    files = file_entries(current.path)
    dice = random.Random(seed)
    for turn in range(times):
        moment = "begun" if turn % 2 else "committing"
        with start(data, f"kill-{turn}") as process:
            wait_for(process, moment)
            time.sleep(dice.uniform(0, lasting[moment]))
            process.kill()
        found = DataDirectory(data).current()
        if found != current:  # it was killed after its last step
            assert process.returncode in (0, -9)
            current, files = found, file_entries(found.path)
        assert file_entries(found.path) == files
        assert found.open_store().count() == found.manifest.counts.quads
        assert all(check.passed for check in verify(found))
    last = build(data, size=60)
    assert DataDirectory(data).current() == last
    assert list((data / "drafts").iterdir()) == []
    assert not (data / "current.new").exists()
    for release in DataDirectory(data).releases():
        assert all(check.passed for check in verify(release))


def test_killed_builds_harm_nothing(tmp_path: Path) -> None:
    kill_many_times(tmp_path, times=15, seed=7)


@pytest.mark.slow
def test_killed_builds_harm_nothing_in_many_turns(tmp_path: Path) -> None:
    kill_many_times(tmp_path, times=200, seed=random.SystemRandom().randrange(1 << 32))
