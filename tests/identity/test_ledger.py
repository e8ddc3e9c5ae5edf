"""What is decided of papers and persons is what the ledgers say, and the ledgers hold every weight."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from typing import Any

import pytest

from kg.identity import evidence
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


SOURCE = inspect.getsource(evidence)
UNHELD = {
    "30.0": "keeps exp() from an overflow: no sum of weights comes near it",
}
"""Numbers of the weighing of papers that no scene can hold, each with the reason."""


def numbers() -> Iterator[tuple[int, int, Any]]:
    """Yield line, column and value of each number of the weighing of papers; not places in a text or list."""
    tree = ast.parse(SOURCE)
    places = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript)
        for inner in ast.walk(node.slice)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=int() | float() as value) if (
                not isinstance(value, bool) and id(node) not in places and str(value) not in UNHELD
            ):
                yield node.lineno, node.col_offset, value


def changed(line: int, column: int) -> papers.Compare:
    """Return the weighing of papers with one of its numbers a little larger."""
    tree = ast.parse(SOURCE)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and (node.lineno, node.col_offset) == (line, column):
            assert isinstance(node.value, int | float)
            node.value = node.value + (3 if isinstance(node.value, int) else 0.12)
    space: dict[str, Any] = {"__name__": evidence.__name__}
    exec(compile(tree, "changed evidence", "exec"), space)
    compare: papers.Compare = space["compare"]
    return compare


def test_the_ledger_of_papers_holds_every_number_of_the_weighing() -> None:
    before = papers.text(PAPERS)
    lived = [one for one in numbers() if papers.text(PAPERS, changed(*one[:2])) == before]
    assert not lived, "no scene of papers.toml is near enough to notice"
