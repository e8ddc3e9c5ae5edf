"""A small store on disk, and an engine over it whose limits are passed soon."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.engine.pool import MEBIBYTE, Limits, PoolEngine
from kg.store import Store
from tests.patience import PATIENCE

PEOPLE = 1500


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of people in one long chain of acquaintance, each with a name."""
    place = tmp_path_factory.mktemp("pool")
    lines = []
    for n in range(PEOPLE):
        person = f"<https://data.example.org/person/{n}>"
        lines.append(f'{person} <https://schema.org/name> "Person number {n:05}" .\n')
        lines.append(f"{person} <https://schema.org/knows> <https://data.example.org/person/{n + 1}> .\n")
    text = place / "people.nt"
    text.write_text("".join(lines))
    Store.load(place / "store", [text])
    return place / "store"


@pytest.fixture(scope="module")
def engine(folder: Path) -> Iterator[PoolEngine]:
    limits = Limits(seconds=1.5, memory_bytes=1024 * MEBIBYTE, answer_bytes=4 * MEBIBYTE)
    with PoolEngine.running(folder, limits, 2) as engine:
        yield engine


@pytest.fixture(scope="module")
def unhurried(folder: Path) -> Iterator[PoolEngine]:
    """An engine whose other limits are passed before its time is over, however busy the machine is."""
    limits = Limits(seconds=PATIENCE, memory_bytes=1024 * MEBIBYTE, answer_bytes=4 * MEBIBYTE)
    with PoolEngine.running(folder, limits, 1) as engine:
        yield engine
