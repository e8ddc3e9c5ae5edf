"""The index of a release that is built of invented records."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.release import Release
from kg.release.search import SearchIndex
from tests.conftest import Built


@pytest.fixture(scope="session")
def release(built_searched: Built) -> Release:
    return built_searched.release


@pytest.fixture(scope="session")
def index(release: Release) -> Iterator[SearchIndex]:
    found = SearchIndex(release.search_path)
    yield found
    found.close()
