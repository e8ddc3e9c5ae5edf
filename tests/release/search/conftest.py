"""The index of a release that is built of invented records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.readers.sources import documents
from kg.release import DataDirectory, Release
from kg.release.build import build
from kg.release.mapping import Options
from kg.release.search import SearchIndex

RECORDS = Path(__file__).parent / "records.jsonl"


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    directory = DataDirectory(tmp_path_factory.mktemp("search") / "data")
    built, _ = build(list(documents([str(RECORDS)])), directory, Options(processes=1))
    return built


@pytest.fixture(scope="session")
def index(release: Release) -> Iterator[SearchIndex]:
    found = SearchIndex(release.search_path)
    yield found
    found.close()
