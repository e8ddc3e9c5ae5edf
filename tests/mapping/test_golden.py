"""Golden graphs: each case word for word, and together they use all that the mapping can say."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, Store

from kg.release.conformance import STORED, findings
from kg.release.pipeline.publish import vocabulary_triples
from kg.release.validation import Severity, plan, validate_store
from tests.golden import coverage
from tests.golden.case import Case, cases

CASES = cases()
pytestmark = pytest.mark.floors
AGAIN = "python -m tests.golden --write writes it anew; read the difference"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_graph_is_as_expected(case: Case) -> None:
    difference = case.difference()
    assert not difference, f"{AGAIN}\n{difference}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_says_what_it_shows(case: Case) -> None:
    assert case.stated()["about"].strip()
    assert case.stated().keys() <= {"about", "claims", "people", "files"}


def test_every_expected_graph_keeps_the_shapes() -> None:
    """A build whose graph breaks a shape releases nothing, so no case may expect one."""
    said: list[str] = []
    for case in CASES:
        store = Store()
        vocabulary = "".join(vocabulary_triples())
        store.bulk_load(vocabulary.encode(), RdfFormat.N_TRIPLES)
        for text in case.expected().values():
            store.bulk_load(text.replace('"VERSION"', '"0"').encode(), RdfFormat.N_QUADS)
        found = validate_store(store, Store(), plan(), scopes=STORED)
        said += [f"{case.name}: {line}" for line in findings(found, Severity.VIOLATION)]
    assert not said


def test_the_cases_use_every_field_class_property_and_code() -> None:
    assert not coverage.uncovered(), "in no case of tests/mapping/cases: extend one, or say why none needs it"


def test_what_is_said_to_be_in_no_data_is_in_none() -> None:
    assert not coverage.needless()
    assert all(coverage.NEVER.values())


def test_what_must_be_used_is_found_by_itself() -> None:
    wanted = coverage.wanted()
    for one in (
        "WorkRecord.publisher",
        "Version.submitted",
        "Damage.kind=mojibake",
        "class BookSeries",
        "https://schema.org/publisher",
        "http://prismstandard.org/namespaces/basic/2.0/pageRange",
        "http://purl.org/spar/pso/holdsStatusInTime",
        "https://w3id.org/kgpub/ontology#sizeAsStated",
        "https://w3id.org/kgpub/code/repair-tex-accent",
        "http://purl.org/spar/datacite/zbmath",
        "kgo:onProperty https://w3id.org/kgpub/ontology#mainField",
    ):
        assert one in wanted
