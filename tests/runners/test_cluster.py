"""A standalone cluster of a master and two workers, whose processes and machines are lost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path

import pytest

from kg.errors import RunnerError
from kg.release import DataDirectory
from kg.runners.spark import Spark
from tests.runners import clusters
from tests.runners.builds import built, told, written

pytestmark = [pytest.mark.long, pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")]  # of py4j


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[clusters.Cluster]:
    clusters.needed()
    with clusters.standalone(tmp_path_factory.mktemp("cluster")) as found:
        yield found


@pytest.fixture(scope="module")
def spark(cluster: clusters.Cluster) -> Iterator[Spark]:
    with clusters.spark(cluster.url) as runner:
        yield runner


def test_the_command_builds_on_a_cluster(cluster: clusters.Cluster, tmp_path: Path) -> None:
    """With a folder named from where the command runs, which is not where the workers do."""
    written(tmp_path / "sources", 40)
    command = [sys.executable, "-m", "kg", "build", "sources", "--base", "https://kg.example.org/"]
    for data, options in (("a", []), ("b", ["--runner", "spark", "--master", cluster.url])):
        done = subprocess.run(
            [*command, "--data", data, *options],
            cwd=tmp_path,
            env={**os.environ, **clusters.LOCAL},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1, done.stderr  # something was rejected
    here, there = (DataDirectory(tmp_path / data).current() for data in ("a", "b"))
    assert told(there) == told(here)


def test_what_is_lost_is_done_again(cluster: clusters.Cluster, spark: Spark, tmp_path: Path) -> None:
    sources, lost = written(tmp_path / "sources", 200), tmp_path / "lost"
    lost.mkdir()
    here = built(sources, tmp_path / "a", None)
    there = built(sources, tmp_path / "b", clusters.Losing(spark, lost))
    assert told(there) == told(here)
    assert len(list(lost.iterdir())) > 10
    executors = cluster.log.read_text().rpartition("Registered app")[2].count("Launching executor")
    assert executors == 3  # one a worker, and one in place of that which was lost


def test_a_task_that_always_fails_is_given_up(spark: Spark, tmp_path: Path) -> None:
    with spark.crew(tmp_path, 0) as run, pytest.raises(RunnerError, match="KeyError: 'absent'"):
        run(itemgetter("absent"), [{"absent": 1}, {}])
