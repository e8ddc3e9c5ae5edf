"""What every test may use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kg.readers.sources import documents
from kg.release import DataDirectory, Release
from kg.release.build import build
from kg.release.mapping import Options
from kg.release.report import BuildReport
from kg.resources import examples
from kg.runners.local import available_processors

SEARCHED = Path(__file__).parent / "release" / "search" / "records.jsonl"

# A deadline in milliseconds, or a limit on how long examples take to draw, fails where the machine is busy.
settings.register_profile("kg", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kg")


def pytest_configure(config: pytest.Config) -> None:
    """Let processes take files in the order of `pytest_collection_modifyitems`, not the fullest first."""
    if hasattr(config.option, "loadscopereorder"):  # of pytest-xdist
        config.option.loadscopereorder = False


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return how many `-n auto` is: one more than processors, as tests wait for servers and Java."""
    return available_processors() + 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes long first: begun last it would leave the other processes with nothing to do."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of material that is read but not part of the project; skip where it is absent."""
    folder = Path(__file__).resolve().parent.parent.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"needs the material in {folder.name}/ beside the checkout, which is absent")
    return folder


@dataclass(frozen=True, slots=True)
class Built:
    """A release that is built once a run of the tests; who uses it only reads."""

    directory: DataDirectory
    release: Release
    report: BuildReport

    @classmethod
    def of(cls, folder: Path, sources: Iterable[Path]) -> Built:
        directory = DataDirectory(folder / "data")
        return cls(directory, *build(list(documents(map(str, sources))), directory, Options(processes=1)))


@pytest.fixture(scope="session")
def built_examples(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The release of the example records that come with kg, as `kg demo` builds it."""
    return Built.of(tmp_path_factory.mktemp("examples"), [examples()])


@pytest.fixture(scope="session")
def built_five(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The release of the five documents."""
    return Built.of(tmp_path_factory.mktemp("five"), [shared / "records"])


@pytest.fixture(scope="session")
def built_searched(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The release of the invented records that the tests of the search look in."""
    return Built.of(tmp_path_factory.mktemp("searched"), [SEARCHED])
