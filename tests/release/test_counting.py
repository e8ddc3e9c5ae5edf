"""Counts of sorted text: whole, in ranges, and as the store counts."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pyoxigraph
import pytest

from kg.release import counting
from kg.release.counting import StatementCounts, count_triples, tally
from kg.release.published import Release
from tests.release.synthetic import BASE, build, default_lines, named_lines


@pytest.fixture
def files(tmp_path: Path) -> tuple[list[Path], list[Path]]:
    default, named = tmp_path / "default.nt", tmp_path / "named.nq"
    default.write_text("".join(default_lines(100)), encoding="utf-8")
    named.write_text("".join(named_lines(30)), encoding="utf-8")
    return [default], [named]


def test_what_is_counted(files: tuple[list[Path], list[Path]]) -> None:
    found = tally(*files)
    assert (found.statements, found.entities) == (320, 100)
    assert found.classes == {"https://schema.org/ScholarlyArticle": 100}
    assert found.properties["https://schema.org/sameAs"] == 20
    assert found.links == {"doi.org": 20}
    assert found.graphs == {f"{BASE}graph/curation": 30, f"{BASE}graph/source/abababababababab": 30}
    assert found.examples == {"https://schema.org/ScholarlyArticle": f"{BASE}paper/00000000"}


@pytest.mark.parametrize(("span", "block"), [(1, 1), (200, 64), (5000, 1 << 20)])
def testranges_add_up(
    files: tuple[list[Path], list[Path]], monkeypatch: pytest.MonkeyPatch, span: int, block: int
) -> None:
    whole = tally(*files)
    monkeypatch.setattr(counting, "_RANGE", span)
    monkeypatch.setattr(counting, "_BLOCK", block)
    added = StatementCounts()
    ranges = list(counting.ranges(files[0][0]))
    assert len(ranges) > 1
    for part in ranges:
        added.add(count_triples(part))
    assert (added.statements, added.entities) == (whole.statements, whole.entities)
    assert (added.classes, added.properties, added.links) == (whole.classes, whole.properties, whole.links)
    assert added.examples == whole.examples


def test_big_files_are_counted_in_processes(
    files: tuple[list[Path], list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = tally(*files)
    monkeypatch.setattr(counting, "_RANGE", 4000)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert tally(*files, pool.map) == whole


def numbers(release: Release, text: str) -> dict[str, int]:
    result = release.open_store().query(text)
    assert isinstance(result, pyoxigraph.QuerySolutions)
    return {row[0].value: int(row[1].value) for row in result}


def test_the_store_counts_the_same(tmp_path: Path) -> None:
    release = build(tmp_path)
    counts = release.manifest.counts
    assert numbers(release, "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p") == counts.properties
    assert numbers(release, "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c") == counts.classes
    assert (
        numbers(release, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g") == counts.graphs
    )
    assert release.open_store().count() == counts.quads == counts.triples + sum(counts.graphs.values())
