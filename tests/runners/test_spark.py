"""Spark builds what the processes of one machine build, whatever is lost on the way."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from operator import itemgetter
from pathlib import Path

import orjson
import pytest

from kg.errors import RunnerError
from kg.runners.spark import Spark
from tests.bench import corpus
from tests.golden.case import Case, cases
from tests.release.test_contested import EACH, HERS, MARRIED, WRONG, _decided
from tests.runners import clusters
from tests.runners.builds import built, told, written

_TESTS = Path(__file__).resolve().parent.parent

pytestmark = [pytest.mark.long, pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")]  # of py4j


@pytest.fixture(scope="module")
def local() -> Iterator[Spark]:
    clusters.needed()
    with clusters.spark("local[2]") as runner:
        yield runner


def test_spark_builds_the_same(local: Spark, tmp_path: Path) -> None:
    sources = written(tmp_path / "sources", 200)
    here, there = (built(sources, tmp_path / name, one) for name, one in (("a", None), ("b", local)))
    assert told(there) == told(here)
    report = told(here)["report"]
    assert report["rejections"]
    assert report["unreadable"]


def test_spark_reads_all_formats_as_this_machine_does(local: Spark, tmp_path: Path) -> None:
    found = (_TESTS / "readers" / "cases").rglob("*")
    sources = sorted(str(path) for path in found if path.is_file() and ".expected." not in path.name)
    here, there = (built(sources, tmp_path / name, one) for name, one in (("a", None), ("b", local)))
    assert told(there) == told(here)
    report = told(here)["report"]
    assert report["rejections"] > 50
    assert report["notices"]


def test_a_build_after_another_takes_over_the_same(local: Spark, tmp_path: Path) -> None:
    first, more = written(tmp_path / "first", 120), tmp_path / "more.jsonl"
    more.write_bytes(b"".join(orjson.dumps(one) + b"\n" for one in islice(corpus.records(140), 120, None)))
    ends = {}
    for name, before, after in (("here", None, None), ("there", local, local), ("both", None, local)):
        built(first, tmp_path / name, before)
        ends[name] = told(built([*first, str(more)], tmp_path / name, after))
    for one in ends.values():
        assert one["report"].pop("taken_over")["bytes"]
    assert ends["there"] == ends["here"]
    assert ends["both"] == ends["here"]


@pytest.mark.slow
@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_golden_graphs_hold_on_spark(local: Spark, case: Case) -> None:
    assert not case.difference(runner=local)


def test_results_come_in_the_order_of_items(local: Spark, tmp_path: Path) -> None:
    with local.crew(tmp_path, 0) as run:
        assert list(run(str, range(100))) == [str(number) for number in range(100)]
        assert list(run(str, [])) == []
        assert run.here(str, 7) == "7"
        assert run.size == 2
    assert not list(tmp_path.iterdir())


def test_what_goes_wrong_in_a_task_is_told(local: Spark, tmp_path: Path) -> None:
    with local.crew(tmp_path, 0) as run:
        with pytest.raises(RunnerError, match=r"^Spark gave up: KeyError: 'absent' \("):
            run(itemgetter("absent"), [{}, {"absent": 1}])
        with pytest.raises(RunnerError, match=r"exited unexpectedly .*want of memory.*memoryOverhead"):
            run(os._exit, [1])
        assert list(run(len, ["abc"])) == [3]  # it goes on


def test_spark_takes_a_contested_identifier_from_the_same(local: Spark, tmp_path: Path) -> None:
    sources = []  # a file each, so that they are in tasks of their own
    for number, paper in enumerate([*HERS, *MARRIED, *WRONG, *EACH]):
        sources.append(str(tmp_path / f"{number}.jsonl"))
        Path(sources[-1]).write_bytes(orjson.dumps(paper) + b"\n")
    here, there = (built(sources, tmp_path / name, one) for name, one in (("a", None), ("b", local)))
    assert told(there) == told(here)
    assert _decided(here)
