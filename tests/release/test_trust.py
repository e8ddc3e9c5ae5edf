"""What a release says of how far its identities hold: scores on public gold, and what is undecided."""

from __future__ import annotations

import pytest

from kg.engine import Request
from kg.identity.unmeasured import UNMEASURED, told
from kg.identity.venue_pairs import CONFIDENCE
from kg.release.scores import WEIGHTS, PublicScore, public_scores, weights_digest
from tests.bench.scores import PLACES, table
from tests.conftest import Built
from tests.test_readme import TEXT


@pytest.mark.parametrize("score", public_scores(), ids=lambda one: one.corpus)
def test_no_score_is_older_than_its_weights(score: PublicScore) -> None:
    assert score.weights == weights_digest(score.things), (
        "the weights have changed: python -m tests.bench.scores ../shared/corpora --stale"
    )


def test_every_public_corpus_has_a_score() -> None:
    assert [one.corpus for one in public_scores()] == sorted(PLACES)
    assert {one.things for one in public_scores()} == WEIGHTS.keys()
    for one in public_scores():
        assert 0 < one.precision <= 1
        assert one.calibration
        assert one.beside


def test_the_readme_tells_the_scores_that_ship() -> None:
    assert table(public_scores()) in TEXT


def test_a_release_says_what_ships_and_what_is_undecided(built_examples: Built) -> None:
    release = built_examples.release
    trust = release.manifest.trust
    assert trust.scores == public_scores()
    persons = trust.undecided["persons"]
    rows = list(
        release.engine().solutions(
            Request(
                "PREFIX kgo: <https://w3id.org/kgpub/ontology#> PREFIX kgc: <https://w3id.org/kgpub/code/> "
                "PREFIX schema: <https://schema.org/> SELECT DISTINCT ?d ?x { "
                "GRAPH ?g { ?d kgo:outcome kgc:outcome-undecided ; kgo:onResource ?x } ?x a schema:Person }"
            )
        )
    )
    assert persons.concerned == len({row["x"] for row in rows}) > 0
    assert persons.decisions == len({row["d"] for row in rows}) > 0
    assert persons.share == round(persons.concerned / persons.things, 6)
    assert persons.things == built_examples.report.persons


def test_the_description_measures_the_same(built_examples: Built) -> None:
    release = built_examples.release
    text = release.description_path.read_text("utf-8")
    for one in public_scores():
        assert f"{one.words}." in text
        assert f"{one.f1:.4f}" in text
    assert "dqv:hasQualityMeasurement" in text


def test_every_rule_of_venues_is_measured_or_says_that_it_is_not() -> None:
    measured = {
        "VENUE-ABBREVIATION", "VENUE-ACRONYM", "VENUE-ACRONYM-STATED", "VENUE-NAME", "VENUE-SERIES-NAME",
        "VENUE-SHORT-TITLE", "VENUE-VOLUME",
    }  # fmt: skip
    assert CONFIDENCE.keys() - measured <= UNMEASURED
    assert not measured & UNMEASURED
    assert "not measured" in told("VENUE-LISTED", "a list says so")
    assert told("VENUE-NAME", "one name") == "one name"


def test_the_manifest_names_the_rules_that_are_not_measured(built_examples: Built) -> None:
    assert built_examples.release.manifest.trust.unmeasured == tuple(sorted(UNMEASURED))
