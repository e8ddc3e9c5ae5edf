"""Whole builds: of the five documents, of good and bad sources together, and twice the same."""

from __future__ import annotations

import gzip
import io
import json
import random
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from pyoxigraph import Literal

from kg.engine import LocalEngine, Request
from kg.engine.overlaps import Overlaps
from kg.errors import BuildInProgress, InputError
from kg.queries import Catalogue
from kg.readers.sources import documents
from kg.release import DataDirectory, Release
from kg.release.build import build
from kg.release.draft import begin
from kg.release.mapping import Options
from kg.release.report import BuildReport
from kg.release.validation import validate_release
from kg.release.verification import verify
from kg.resources import examples
from kg.vocab import PREFIXES
from tests.conftest import Built
from tests.queries.answering import first_answer

pytestmark = pytest.mark.long

CATALOGUE = Catalogue.read()
RECORD = (
    '{"title": "On the Drift of Sand Banks", "authors": ["Ada Lindqvist", "Bo Ek"], "doi": "10.5555/drift"}\n'
)
ALONE = Options(processes=1)
EMPTY = {
    **dict.fromkeys(
        [
            "author-affiliations",
            "organisations",
            "organisation-countries",
            "organisation-papers",
            "papers-per-country",
            "topic-organisations",
            "venue-organisations",
        ],
        "no source names an organisation",
    ),
    "venue-volumes": "no source names a volume of a series",
    "funder-papers": "no source says who paid",
    "paper-relations": "no source states a relation to another work",
    "paper-contributors": "no source names a contributor who is no author",
    "author-identifiers": "no source states an identifier of a person",
    "paper-affiliations": "no source prints affiliations",
    "paper-citations": "no source has references",
    "papers-by-status": "no source says that a paper was withdrawn or retracted",
    "retired-iris": "the first release of a graph has retired nothing",
}
"""Canned queries that the five documents rightly leave without an answer, and why."""


def built(data: Path, *sources: str | Path, options: Options = ALONE) -> tuple[Release, BuildReport]:
    return build(list(documents([str(source) for source in sources])), DataDirectory(data), options)


def dumps(release: Release) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((release.path / "dumps").iterdir())}


@pytest.fixture(scope="module")
def five(built_five: Built) -> Iterator[tuple[Release, BuildReport]]:
    """The release and the report of the five documents."""
    with built_five.directory.leased() as release:
        yield release, built_five.report


@pytest.fixture(scope="module")
def engine(five: tuple[Release, BuildReport]) -> LocalEngine:
    return LocalEngine(five[0].open_store())


def test_records_of_one_paper_are_joined(five: tuple[Release, BuildReport], engine: LocalEngine) -> None:
    _, report = five
    assert (report.records, report.papers, report.rejections, report.unreadable) == (69, 64, 0, [])
    (row,) = engine.solutions(Request("SELECT (COUNT(*) AS ?n) { ?w a fabio:Work }", prefixes=PREFIXES)).rows
    assert isinstance(row[0], Literal)
    assert row[0].value == "64"


def test_three_people_of_one_name_on_one_paper_are_three(engine: LocalEngine) -> None:
    rows = engine.solutions(
        Request(
            """SELECT ?paper (COUNT(DISTINCT ?person) AS ?persons) (COUNT(DISTINCT ?position) AS ?places) {
              ?paper schema:name "Gemini: A Family of Highly Capable Multimodal Models" ;
                     pro:isDocumentContextFor ?authorship .
              ?authorship pro:isHeldBy ?person ; schema:position ?position .
              ?person schema:name "Fan Yang"
            } GROUP BY ?paper""",
            prefixes=PREFIXES,
        )
    ).rows
    ((_, persons, places),) = rows
    assert isinstance(persons, Literal)
    assert isinstance(places, Literal)
    assert (persons.value, places.value) == ("3", "3")


def test_the_five_documents_conform(five: tuple[Release, BuildReport]) -> None:
    report = validate_release(five[0])
    assert report.conforms, report.as_text()


def test_the_release_is_whole(five: tuple[Release, BuildReport]) -> None:
    for check in verify(five[0]):
        assert check.passed, (check.name, check.differences)


@pytest.mark.parametrize("name", CATALOGUE)
def test_each_canned_query_answers(name: str, engine: LocalEngine) -> None:
    arguments, rows = first_answer(engine, CATALOGUE[name])
    assert bool(rows) == (name not in EMPTY), (name, arguments)


def test_the_same_sources_give_the_same_dumps(
    five: tuple[Release, BuildReport], shared: Path, tmp_path: Path
) -> None:
    paths = sorted((shared / "records").iterdir())
    random.Random(3).shuffle(paths)
    again, _ = built(tmp_path, *paths, options=Options(processes=2))
    assert dumps(again) == dumps(five[0])
    assert again.id.partition("-")[2] == five[0].id.partition("-")[2]


def test_any_order_of_the_examples_gives_the_same_dumps(built_examples: Built, tmp_path: Path) -> None:
    paths = sorted(path for path in examples().iterdir() if not path.name.startswith("README"))
    again, _ = built(tmp_path, *reversed(paths))
    assert dumps(built_examples.release) == dumps(again)


def test_records_of_the_examples_keep_their_papers_when_read_twice(
    built_examples: Built, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes((examples() / "mao-yu.txt").read_bytes())
    once = built_examples.report
    _, twice = built(tmp_path / "b", examples(), copy)
    assert (twice.records, twice.papers) == (once.records, once.papers), "the same bytes are one source"


def test_standard_input_is_a_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(RECORD.encode()))))
    release, report = built(tmp_path, "-")
    assert (report.records, report.papers, report.persons) == (1, 1, 2)
    assert [one.name for one in release.manifest.inputs] == ["-"]


def test_bad_sources_among_good_ones_are_told_and_lose_nothing(tmp_path: Path) -> None:
    (tmp_path / "good.jsonl").write_text(RECORD)
    (tmp_path / "half.jsonl").write_text('{"title": "Whole", "authors": ["Cy Dee"]}\n{"title": "cut\n')
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "junk.bin").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "letter.txt").write_text("Dear all,\n\nthere is no record here.\n")
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(RECORD.encode() * 2000)[:-20])
    release, report = built(tmp_path / "data", *sorted(tmp_path.glob("*.*")))
    assert [line.partition(":")[0].rpartition("/")[2] for line in report.unreadable] == [
        "empty.txt",
        "junk.bin",
        "letter.txt",
    ]
    assert report.rejections == 2
    assert any("half.jsonl:2: rejected" in line for line in report.rejected)
    assert any("cut.jsonl.gz" in line and "cut short" in line for line in report.rejected)
    assert report.papers == 2
    rejected = [json.loads(line) for line in (release.path / "rejections.jsonl").read_text().splitlines()]
    assert len(rejected) == 2


@pytest.mark.parametrize("content", [b"", bytes(range(256)) * 20, b"Dear all,\n", b'{"title": \n'])
def test_nothing_readable_is_an_error_and_leaves_the_current_release(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "good.jsonl").write_text(RECORD)
    release, _ = built(tmp_path / "data", tmp_path / "good.jsonl")
    (tmp_path / "bad.jsonl").write_bytes(content)
    with pytest.raises(InputError, match=r"bad\.jsonl"):
        built(tmp_path / "data", tmp_path / "bad.jsonl")
    assert DataDirectory(tmp_path / "data").current() == release
    assert list((tmp_path / "data" / "drafts").iterdir()) == []


def test_two_builds_at_once(tmp_path: Path) -> None:
    (tmp_path / "good.jsonl").write_text(RECORD)
    with (
        begin(DataDirectory(tmp_path / "data")),
        pytest.raises(BuildInProgress, match="another build is at work"),
    ):
        built(tmp_path / "data", tmp_path / "good.jsonl")
    built(tmp_path / "data", tmp_path / "good.jsonl")


@pytest.mark.parametrize("title", ["Imagen 3", "A", "Notes"])
def test_short_titles_of_different_sources_never_share_an_iri_by_accident(tmp_path: Path, title: str) -> None:
    common = {"title": title, "authors": ["Imagen Team", "A. Bee"], "authors_complete": False}
    for name, more in (("a", {}), ("b", {"abstract": "Other words."}), ("c", {"year": 1999})):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(common | more) + "\n")
    release, report = built(tmp_path / "data", *tmp_path.glob("*.jsonl"))
    assert report.records == 3
    assert release.open_store().count() == release.manifest.counts.quads


def test_old_releases_are_pruned(tmp_path: Path) -> None:
    directory = DataDirectory(tmp_path / "data")
    for number in range(4):
        (tmp_path / "one.jsonl").write_text(RECORD.replace("Banks", f"Banks {number}"))
        build(list(documents([str(tmp_path / "one.jsonl")])), directory, ALONE, keep=2)
    assert len(directory.releases()) == 2
    assert directory.releases()[-1] == directory.current()


def test_it_is_known_which_graphs_have_statements_in_common(five: tuple[Release, BuildReport]) -> None:
    release, _ = five
    known, store = Overlaps.read(release.overlaps_path), release.open_store()
    held: dict[str, set[str]] = {}
    for graph in store.graphs():
        text = store.graph(graph, 10**6)
        assert text is not None
        held[graph] = set(text.decode().splitlines())
    assert len(held) > 4
    for one, other in combinations(held, 2):
        assert known.among([one, other]) == bool(held[one] & held[other])


def test_the_report_counts_what_the_graph_holds(tmp_path: Path) -> None:
    """Each count of the report is that of the canned query, for those as well that one paper names twice."""
    team = {"name": "Harbour Owl Collaboration", "kind": "collective"}
    authors = [team, {"name": "Ada Lind"}, team, {"name": "Ada Lind"}, {"name": "Karl Berg"}]
    records = [
        {"title": "Owls of the Harbour", "doi": "10.5555/owls.1", "venue": "Owl Notes", "authors": authors},
        {"title": "Owls of the Hill", "doi": "10.5555/owls.2", "keywords": ["owls"], "authors": [team]},
        {"title": "Owls of the Moor", "editors": [{"name": "Moor Bird Committee", "kind": "collective"}]},
    ]
    source = tmp_path / "owls.jsonl"
    source.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    release, report = built(tmp_path / "data", source)
    rows = LocalEngine(release.open_store()).solutions(CATALOGUE["graph-summary"].bind({})).rows
    counts = {str(getattr(what, "value", "")): int(getattr(count, "value", "")) for what, count in rows}
    assert (counts["papers"], counts["persons"], counts["teams"]) == (
        report.papers,
        report.persons,
        report.teams,
    )
    assert (counts["venues"], counts["source records"]) == (report.venues, report.records)
