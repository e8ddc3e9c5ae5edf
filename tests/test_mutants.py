"""The list of mutants does not rot: each text that is to be broken stands exactly once."""

from __future__ import annotations

import pytest

from tests.mutants.mutant import Mutant, mutants

MUTANTS = mutants()


@pytest.mark.parametrize("mutant", MUTANTS.values(), ids=lambda mutant: mutant.name)
def test_a_mutant_can_be_made(mutant: Mutant) -> None:
    assert not mutant.fault(), "change tests/mutants/mutants.toml with the line that it breaks"
    assert mutant.about
    assert mutant.tests


def test_there_are_many() -> None:
    assert len(MUTANTS) >= 40
