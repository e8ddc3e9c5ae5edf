"""The shapes are asked before the switch: a graph that breaks them is not released."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import Graph

from kg import resources
from kg.errors import ShapesViolated
from kg.readers.sources import documents
from kg.release import DataDirectory, Release, before, conformance
from kg.release.build import build
from kg.release.mapping import Options
from kg.release.report import BuildReport
from kg.release.validation.checks import compiled
from kg.release.validation.shapes import Shapes

RECORDS = """{"title": "On the Drift of Sand Banks", "authors": ["Ada Lindqvist"], "doi": "10.5555/drift"}
{"title": "On the Rest of Sand Banks", "authors": ["Bo Ek"], "doi": "10.5555/rest", "keywords": ["sand"]}
"""
STRICTER = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> .
@prefix kgs: <https://w3id.org/kgpub/shape/> . @prefix kgo: <https://w3id.org/kgpub/ontology#> .
@prefix kgc: <https://w3id.org/kgpub/code/> . @prefix fabio: <http://purl.org/spar/fabio/> .
kgs:Stricter a sh:NodeShape ; kgo:scope kgc:scope-resolved ; sh:targetClass fabio:Work ;
    sh:property [ sh:path schema:about ; sh:minCount 1 ; sh:message "a paper has topics" ] .
"""


@pytest.fixture
def stricter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add a shape that the first of the records breaks; a kg with other shapes is another one."""
    graph = Graph().parse(resources.folder("ontology") / "shapes.ttl").parse(data=STRICTER, format="turtle")
    found = compiled(Shapes(graph))
    monkeypatch.setattr(conformance, "plan", lambda: found)
    monkeypatch.setattr(before, "made_by", lambda: "stricter")


def built(folder: Path, *, allow_violations: bool = False) -> tuple[Release, BuildReport]:
    source = folder / "records.jsonl"
    source.write_text(RECORDS, "utf-8")
    directory, options = DataDirectory(folder / "data"), Options(processes=1)
    return build(list(documents([str(source)])), directory, options, allow_violations=allow_violations)


def test_what_conforms_is_released_and_its_warnings_are_counted(tmp_path: Path) -> None:
    release, report = built(tmp_path)
    assert (report.violations, report.broken) == (0, [])
    assert release.manifest.shapes == {"violations": 0, "warnings": report.warnings}


@pytest.mark.usefixtures("stricter")
def test_a_violation_refuses_the_release_and_names_the_node(tmp_path: Path) -> None:
    with pytest.raises(ShapesViolated) as refused:
        built(tmp_path)
    assert refused.value.count == 1
    (line,) = refused.value.findings
    assert "a paper has topics (1): http://127.0.0.1:8000/paper/" in line
    assert not list((tmp_path / "data" / "releases").glob("*"))
    assert not list((tmp_path / "data" / "drafts").glob("*"))


def test_a_refused_release_leaves_the_current_one(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    first, _ = built(tmp_path)
    request.getfixturevalue("stricter")
    with pytest.raises(ShapesViolated):
        built(tmp_path)
    assert DataDirectory(tmp_path / "data").current().id == first.id


@pytest.mark.usefixtures("stricter")
def test_violations_that_are_allowed_are_said(tmp_path: Path) -> None:
    release, report = built(tmp_path, allow_violations=True)
    assert release.manifest.shapes["violations"] == 1
    assert report.violations == 1
    assert "a paper has topics" in report.broken[0]
    written = json.loads((release.path / "report.json").read_text("utf-8"))
    assert (written["violations"], written["broken"]) == (1, report.broken)
