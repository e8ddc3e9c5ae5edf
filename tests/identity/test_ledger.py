"""What is decided of papers and persons is what the ledgers say, and the ledgers hold every weight."""

from __future__ import annotations

import pytest

from kg.identity import paper_evidence
from kg.identity.persons import clustering
from kg.identity.persons.evidence import weights
from tests.ledger import papers, persons
from tests.ledger.ledger import FOLDER, LEDGERS, Ledger

AGAIN = "python -m tests.ledger --write writes it anew; read the difference"
PERSONS, PAPERS = FOLDER / "persons.toml", FOLDER / "papers.toml"


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.name)
def test_what_is_decided_is_what_the_ledger_says(ledger: Ledger) -> None:
    if ledger.absent:
        pytest.skip(ledger.absent)
    difference = ledger.difference()
    assert not difference, f"{AGAIN}\n{difference}"


ROUND = frozenset({"undecided", "undecided of many", "sure"})
"""Thresholds that are round numbers: changed by 1, not by a quarter."""


@pytest.mark.parametrize("by", [0.25, -0.25])
@pytest.mark.parametrize("name", sorted(weights()))
def test_the_ledger_of_persons_holds_every_weight(
    name: str, by: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = persons.text(PERSONS)
    by *= 4 if name in ROUND else 1
    monkeypatch.setitem(weights(), name, weights()[name] + by)
    assert persons.text(PERSONS) != before, "no scene of persons.toml is near enough to notice"


def test_the_ledger_of_persons_holds_rivals(monkeypatch: pytest.MonkeyPatch) -> None:
    before = persons.text(PERSONS)
    monkeypatch.setattr(clustering, "_RIVAL", -100.0)
    assert persons.text(PERSONS) != before


@pytest.mark.parametrize("by", [0.25, -0.25])
@pytest.mark.parametrize("name", paper_evidence.FEATURES)
def test_the_ledger_of_papers_holds_every_weight(
    name: str, by: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = papers.text(PAPERS)
    monkeypatch.setitem(paper_evidence.weights(), name, paper_evidence.weights()[name] + by)
    assert papers.text(PAPERS) != before, "no scene of papers.toml is near enough to notice"


def test_every_observation_has_a_weight_and_no_other_has() -> None:
    assert sorted(paper_evidence.FEATURES) == sorted(paper_evidence.weights())
