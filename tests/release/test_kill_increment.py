"""A build that takes over from the release before may be killed: that one stays, and the next is right."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kg.release import DataDirectory
from kg.release.manifest import file_entries
from kg.release.verification import verify
from tests.bench.corpus import records
from tests.release.test_increment import _OPTIONS, Sides

pytestmark = pytest.mark.long

_ROOT = Path(__file__).parents[2]


def _started(sides: Sides) -> subprocess.Popen[bytes]:
    folders = [str(sides.folder / "sources"), "--data", str(sides.folder / "taking")]
    command = [sys.executable, "-m", "kg", "build", *folders, "--base", _OPTIONS.base, "--processes", "1"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=_ROOT)


def _kill_many_times(folder: Path, turns: int, seed: int) -> None:
    sides, dice = Sides(folder), random.Random(seed)
    pool = list(records(120))
    for number in range(6):
        sides.write(f"part-{number}", pool[15 * number : 15 * number + 15])
    begun = time.monotonic()
    current, _ = sides.build()
    lasting = time.monotonic() - begun
    files = file_entries(current.path)
    for turn in range(turns):
        sides.write(f"part-{dice.randrange(6)}", dice.sample(pool, 15))
        with _started(sides) as process:
            time.sleep(dice.uniform(0, lasting))
            process.kill()
        found = DataDirectory(folder / "taking").current()
        if found != current:  # it was killed after its last step
            assert process.returncode in (0, -9)
            current, files = found, file_entries(found.path)
        assert file_entries(found.path) == files
        assert all(check.passed for check in verify(found)), turn
    shutil.rmtree(folder / "whole")
    shutil.copytree(folder / "taking", folder / "whole", symlinks=True)  # the same IRIs to carry on
    made, report = sides.one("taking", _OPTIONS)
    anew, _ = sides.one("whole", replace(_OPTIONS, full=True))
    assert "from" in report.taken_over
    assert not [one for one in report.notices if "loaded anew" in one]
    for name in ("dumps/kg.nq.gz", "dumps/kg.ttl.gz"):
        assert (made.path / name).read_bytes() == (anew.path / name).read_bytes()
    for release in DataDirectory(folder / "taking").releases():
        assert all(check.passed for check in verify(release))


def test_killed_increments_harm_nothing(tmp_path: Path) -> None:
    _kill_many_times(tmp_path, turns=3, seed=11)


@pytest.mark.slow
def test_killed_increments_harm_nothing_in_many_turns(tmp_path: Path) -> None:
    _kill_many_times(tmp_path, turns=30, seed=random.SystemRandom().randrange(1 << 32))
