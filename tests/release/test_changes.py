"""What changed between releases, as it is kept in the newer one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.errors import ReleaseDamaged
from kg.readers.sources import documents
from kg.release import DataDirectory
from kg.release.build import build as build_sources
from kg.release.changes import NAME, SHOWN, Unpublished, read_changes, write_changes
from kg.release.mapping import Options
from kg.release.published import Release
from kg.release.search.listing import Listing
from tests.release.synthetic import BASE, build


def test_nothing_is_compared_under_another_base(tmp_path: Path) -> None:
    release = build(tmp_path)
    assert write_changes(release, Unpublished(release.path, "https://other.example.org/")) is None
    assert not (release.path / NAME).exists()
    assert read_changes(release) is None


def test_a_release_has_not_changed_from_itself(tmp_path: Path) -> None:
    release = build(tmp_path)
    path = write_changes(release, Unpublished(release.path, BASE))
    assert path is not None
    assert read_changes(release) == {
        "since": release.id,
        "shown": SHOWN,
        "counts": {},
        "changes": {},
        "decisions": {"counts": {}, "changes": {}},
    }


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("{")
    with pytest.raises(ReleaseDamaged, match=NAME):
        read_changes(Release(tmp_path))


def test_a_broken_index_is_named(tmp_path: Path) -> None:
    path = tmp_path / "search.sqlite"
    path.write_text("no database at all, but long enough to be taken for one by its first bytes")
    with pytest.raises(ReleaseDamaged, match=r"search\.sqlite"):
        Listing(path)


def test_a_damaged_release_keeps_nobody_from_building_anew(tmp_path: Path) -> None:
    source = tmp_path / "one.jsonl"
    source.write_text(
        '{"title": "On the Drift of Sand Banks", "authors": ["Bo Ek"], "doi": "10.5555/drift"}\n'
    )
    directory, options = DataDirectory(tmp_path / "data"), Options(processes=1, fresh=True)
    first, report = build_sources(list(documents([str(source)])), directory, options)
    assert report.notices == []
    shutil.rmtree(first.store_path)
    second, report = build_sources(list(documents([str(source)])), directory, options)
    assert directory.current() == second
    assert read_changes(second) is None
    assert any(first.id in notice for notice in report.notices)
