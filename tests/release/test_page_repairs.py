"""What is repaired at the head of a page is on record like any other repair."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyoxigraph

from kg.readers.sources import documents
from kg.release import DataDirectory
from kg.release.build import build
from kg.release.mapping import Options
from kg.vocab import KGO, PROV

PAGE = """\
Ida Lindqvist

{field}
h-index12
2papers
340citations
Novelty50%
AI Score40

2 Papers

{field}Mar 8, 2021
Counting Quiet Rivers
Ida Lindqvist, Bo Ek

We count rivers that are quiet, at night and by day, and find that most of them are.

{field}May 2, 2020
On Weirs and Other Slow Flows
Ida Lindqvist, Bo Ek, Cy Ray

We look at weirs, and at what they do to rivers that were quiet before they were built.
"""


def repairs(folder: Path, field: str) -> tuple[dict[str, dict[str, str]], dict[str, int], str]:
    """Return what is repaired at the head of a page, the repairs of the report, and the field as stated."""
    (folder / "page.txt").write_text(PAGE.format(field=field))
    release, report = build(
        list(documents([str(folder / "page.txt")])), DataDirectory(folder / "data"), Options(processes=1)
    )
    found: dict[str, dict[str, str]] = {}
    stated = ""
    quads = release.path / "dumps" / "kg.nq.gz"
    for quad in pyoxigraph.parse(gzip.decompress(quads.read_bytes()), pyoxigraph.RdfFormat.N_QUADS):
        predicate, value = quad.predicate.value, getattr(quad.object, "value", "")
        if predicate == KGO["mainField"]:
            stated = value
        if "/curation/" in str(quad.subject):
            found.setdefault(str(quad.subject), {})[predicate] = value
    pages = {node: facts for node, facts in found.items() if "/source/" in facts.get(PROV["used"], "")}
    return pages, dict(report.repairs), stated


def test_a_completed_main_field(tmp_path: Path) -> None:
    pages, counted, stated = repairs(tmp_path, "LG")
    assert (counted, stated) == ({"CAT-SHORT": 3}, "LG")
    (facts,) = pages.values()
    assert facts[KGO["onResource"]] == facts[PROV["used"]]
    assert facts[KGO["onProperty"]] == KGO["mainField"]
    assert (facts[KGO["originalValue"]], facts[KGO["repairedValue"]]) == ("LG", "cs.LG")
    assert (facts[KGO["rule"]], facts[KGO["certain"]]) == ("CAT-SHORT", "true")


def test_what_needs_no_repair(tmp_path: Path) -> None:
    pages, counted, stated = repairs(tmp_path, "cs.LG")
    assert (pages, counted, stated) == ({}, {}, "cs.LG")
