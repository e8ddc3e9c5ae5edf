"""The vocabularies, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ontology.vocabularies import Vocabularies


@pytest.fixture(scope="session")
def vocabularies(shared: Path) -> Vocabularies:
    """Return the vocabularies; skip where they are absent."""
    return Vocabularies.read(shared / "mapping" / "vocab")
