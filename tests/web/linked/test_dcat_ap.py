"""The description of a release, by what DCAT-AP 3.0 asks: only what a publisher must add may be missing."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import rdflib
from rdflib import DCAT, DCTERMS, RDF, SH

from kg.release import DataDirectory, Release
from tests.release.synthetic import build
from tests.web.linked.conftest import History

SHAPES = Path(__file__).parent / "dcat-ap.ttl"
# what only the publisher knows: `kg.toml` states it
PUBLISHERS = {DCAT.contactPoint, DCAT.keyword, DCAT.theme, DCTERMS.publisher, DCTERMS.license}


def missing(release: Release) -> set[tuple[rdflib.term.Node | None, rdflib.term.Node | None]]:
    """Return severity and path of each thing that the shapes find."""
    data = rdflib.Graph().parse(release.description_path, format="turtle")
    files = [*release.dumps(), *release.delta_files()]
    assert len(list(data.subjects(RDF.type, DCAT.Distribution))) == len(files) >= 2
    assert len(list(data.subjects(RDF.type, DCAT.DataService))) == 3
    _, results, _ = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(SHAPES), advanced=False)
    assert isinstance(results, rdflib.Graph)
    found = results.subjects(RDF.type, SH.ValidationResult)
    return {(results.value(one, SH.resultSeverity), results.value(one, SH.resultPath)) for one in found}


def test_a_publisher_who_states_all_lacks_nothing(history: History) -> None:
    assert missing(DataDirectory(history.data).current()) == set()


def test_without_a_statement_only_the_publishers_part_is_missing(tmp_path: Path) -> None:
    found = missing(build(tmp_path))  # states title, licence and language
    assert found == {(SH.Warning, path) for path in PUBLISHERS - {DCTERMS.license}}
