"""What is the same for all commands: how they end, and what they say when they cannot go on."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.resources import examples
from tests.patience import PATIENCE

KG = [sys.executable, "-m", "kg"]


def kg(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    command = [*KG, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE, **options)  # type: ignore[call-overload, no-any-return]  # subprocess.run's many forms


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing"], "There is no command 'nothing'"),
        (["build"], "no source was given"),
        (["query", "author-paper"], "Did you mean author-papers"),
        (["query", "topic-papers"], "Missing option '--topic'"),
        (["records", "absent.txt"], "absent.txt: there is no such file"),
        (["records", "--format", "nothing", "absent.txt"], "no format 'nothing'"),
        (["verify", "--data", "absent"], "no release yet; run `kg build"),
    ],
)
def test_what_cannot_be_done_is_said_and_ends_with_2(arguments: list[str], said: str, tmp_path: Path) -> None:
    done = kg(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*KG, "records", str(examples())], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "kg: No space left on device"
    assert "Traceback" not in done.stderr


def test_a_reader_that_stops_early_is_no_error() -> None:
    with subprocess.Popen(
        [*KG, "records", str(examples())], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith('{"type":')
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()


def _heed_interrupts() -> None:
    # a shell has what it starts in the background ignore them
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("moment", [0.0, 0.3, 1.0])
def test_ctrl_c_ends_a_build_and_leaves_nothing(tmp_path: Path, moment: float) -> None:
    data = tmp_path / "data"
    command = [*KG, "build", str(examples()), "-", "--data", str(data)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_heed_interrupts,
    ) as process:
        deadline = time.monotonic() + PATIENCE
        while not list(data.glob("drafts/*")) and time.monotonic() < deadline:  # it waits for its input
            time.sleep(0.02)
        time.sleep(moment)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=PATIENCE)
    assert output == ""
    assert not (data / "current").exists()
    assert process.returncode == 130
    assert "the current release is as it was" in errors
    assert errors.endswith("kg: stopped\n")
    assert "Traceback" not in errors
    assert list((data / "drafts").iterdir()) == []


def test_ctrl_c_while_classes_are_made_ends_with_130(tmp_path: Path) -> None:
    # there CPython notes it as unhandled, whoever handles it, and `python -m` ends by the signal
    (tmp_path / "stopped.py").write_text(
        "import kg.cli\nkg.cli.kg.main = lambda **_: exec('raise KeyboardInterrupt')\nkg.cli.main()\n"
    )
    command = [sys.executable, "-m", "stopped"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "kg: stopped\n")
