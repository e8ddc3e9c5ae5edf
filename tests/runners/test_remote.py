"""What a process on another machine looks at before it does anything, and what it gives back."""

from __future__ import annotations

import pickle
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg import errors
from kg.cli import kg
from kg.errors import InputError, KgError, RunnerError, UsageError
from kg.release.maker import made_by
from kg.runners.remote import Step, returned
from kg.runners.spark import started, told


@dataclass
class Sent:
    value: Sequence[Any]


@dataclass
class Source:
    inputs: Sequence[tuple[str, int]]


def step(folder: Path, items: Sequence[Any], function: Any = str, software: str = "kg 1") -> Step:
    return Step(function, Sent(items), folder, lambda: "kg 1", software)


def test_what_is_returned_comes_in_order(tmp_path: Path) -> None:
    one = step(tmp_path, [1, 2, 3])
    assert [one(number) for number in (2, 0, 1, 0)] == [None] * 4
    assert list(returned(tmp_path, 3)) == ["1", "2", "3"]
    assert not list(tmp_path.iterdir())


def test_an_attempt_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        step(tmp_path, [0], lambda item: 1 / item)(0)
    assert not list(tmp_path.iterdir())


def test_an_error_of_kg_is_not_tried_again(tmp_path: Path) -> None:
    def refuse(item: object) -> None:
        raise InputError("a.bib", "is no BibTeX", line=3)

    assert str(step(tmp_path, [1], refuse)(0)) == "a.bib:3: is no BibTeX"


@pytest.mark.parametrize(
    ("folder", "software", "items", "words"),
    [
        ("absent", "kg 1", [1], "does not see .*absent.* same path"),
        ("", "kg 2", [1], "are not those of the machine that builds.*PYSPARK_PYTHON"),
        ("", "kg 1", [Source([("absent.bib", 3)])], "cannot read absent.bib .No such file.* same path"),
        ("", "kg 1", [Source([(__file__, 3)])], r"test_remote.py has [\d,]+ bytes on .* 3 were expected"),
    ],
    ids=["folder", "software", "source", "size"],
)
def test_a_machine_that_lacks_something_says_so(
    tmp_path: Path, folder: str, software: str, items: list[Any], words: str
) -> None:
    with pytest.raises(RunnerError, match=words):
        raise step(tmp_path / folder, items, software=software)(0) or AssertionError("nothing was wrong")


@pytest.mark.parametrize(
    "error",
    [
        errors.InputError("a.bib", "is empty", line=1, advice="fill it"),
        errors.AmbiguousName("a", [("https://example.org/a", "a")]),
        errors.QuerySyntaxError("no", line=1),
        errors.QueryLimitExceeded("seconds", 3, "too long"),
        errors.ShapesViolated(1, ["a"]),
        errors.PullError("https://example.org/", "is not there"),
        errors.RunnerError("it ended"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_goes_from_process_to_process(error: KgError) -> None:
    same = pickle.loads(pickle.dumps(error))
    assert (type(same), str(same), vars(same)) == (type(error), str(error), vars(error))


def test_without_java_spark_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    result = CliRunner().invoke(kg, ["build", "x.bib", "--runner", "spark", "--data", str(tmp_path / "data")])
    assert isinstance(result.exception, UsageError)
    assert "needs Java" in str(result.exception)
    assert str(tmp_path) in str(result.exception)


def test_without_pyspark_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/java")
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(UsageError, match=r"pip install 'kgpub\[spark\]'"), started(None, made_by):
        pass


_PYTHON = """An error occurred while calling z:org.apache.spark.api.python.PythonRDD.collectAndServe.
: org.apache.spark.api.python.PythonException: Traceback (most recent call last):
  File "/srv/kg/runners/remote.py", line 63, in __call__
{}
\tat org.apache.spark.api.python.BasePythonRunner.read(PythonRunner.scala:1097)
"""
_SPARK = "org.apache.spark.SparkException"
_JOB = f"An error occurred.\n: {_SPARK}: Job aborted due to stage failure: Task 0 in stage 5.0"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (_PYTHON.format("KeyError: 'absent'\n"), "KeyError: 'absent' (what it logged tells more)"),
        (
            _PYTHON.format("KeyError: 'absent'\n SQLSTATE: 38000"),
            "KeyError: 'absent' (what it logged tells more)",
        ),
        (
            _PYTHON.format("OSError: [Errno 28] No space left on device: '/srv/kg'"),
            "OSError: [Errno 28] No space left on device: '/srv/kg' (make room where the data directory is)",
        ),
        (
            f"{_JOB} failed 4 times (TID 1): {_SPARK}: Python worker exited unexpectedly",
            (
                "Python worker exited unexpectedly"
                " (often for want of memory: give spark.executor.memoryOverhead more)"
            ),
        ),
        ("", "it ended (what it logged tells more)"),
    ],
    ids=["3.5", "4", "disk", "memory", "silent"],
)
def test_what_spark_says_is_told_in_a_line(text: str, words: str) -> None:
    assert told(text) == f"Spark gave up: {words}"


def test_a_master_is_for_spark(tmp_path: Path) -> None:
    result = CliRunner().invoke(kg, ["build", "x.bib", "--master", "yarn", "--data", str(tmp_path / "data")])
    assert "--master is for --runner spark" in str(result.exception)
