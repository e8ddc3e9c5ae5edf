"""Verification: a whole release passes, and each kind of damage is found and shown."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.release import Release
from kg.release.dumps import NQUADS, TURTLE
from kg.release.manifest import file_entries
from kg.release.verification import sums, verify
from kg.store import Store
from tests.release.synthetic import build

FILES, COUNTS = "files are as the manifest says", "counts are as the manifest says"
NQ, TTL = "the N-Quads dump holds what the store holds", "the Turtle dump holds what the store holds"


@pytest.fixture
def release(tmp_path: Path) -> Release:
    return build(tmp_path)


def failures(release: Release) -> dict[str, str]:
    checks = list(verify(Release(release.path)))
    assert [check.name for check in checks] == [FILES, COUNTS, NQ, TTL]
    return {check.name: "\n".join(check.differences) for check in checks if not check.passed}


def accept_files(release: Release) -> None:
    """Make the manifest state the files as they are, so that only their content can tell."""
    manifest = Release(release.path).manifest
    manifest.model_copy(update={"files": file_entries(release.path)}).write(release.path)


def change(release: Release, name: str, edit: Callable[[str], str]) -> None:
    path = release.path / "dumps" / name
    path.write_bytes(gzip.compress(edit(gzip.decompress(path.read_bytes()).decode()).encode()))
    accept_files(release)


def test_a_whole_release_passes(release: Release) -> None:
    assert failures(release) == {}


def test_damage_of_a_file_is_found(release: Release) -> None:
    path = release.path / "dumps" / NQUADS
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    (release.path / "report.json").unlink()
    with (release.path / "description.ttl").open("a") as file:
        file.write("\n")
    found = failures(release)
    assert "kg.nq.gz: SHA-256" in found[FILES]
    assert "report.json: No such file" in found[FILES]
    assert "description.ttl: " in found[FILES]
    assert NQ in found
    assert TTL not in found


def test_a_truncated_dump_is_found(release: Release) -> None:
    path = release.path / "dumps" / TURTLE
    path.write_bytes(path.read_bytes()[:-200])
    accept_files(release)
    assert "cannot be read" in failures(release)[TTL]


def test_a_missing_dump_is_found(release: Release) -> None:
    (release.path / "dumps" / TURTLE).unlink()
    found = failures(release)
    assert "kg.ttl.gz" in found[FILES]
    assert "kg.ttl.gz" in found[TTL]


@pytest.mark.parametrize("name", [NQUADS, TURTLE])
def test_a_changed_statement_is_found_and_shown(release: Release, name: str) -> None:
    change(release, name, lambda text: text.replace("Paper 17 of", "Paper 71 of"))
    found = failures(release)
    assert list(found) == [NQ if name == NQUADS else TTL]
    shown = "".join(found.values())
    assert "only in the store: " in shown
    assert "Paper 17 of" in shown
    assert f"only in {name}: " in shown
    assert "Paper 71 of" in shown


def test_a_statement_that_moved_to_another_graph_is_found(release: Release) -> None:
    change(release, NQUADS, lambda text: text.replace("graph/curation> .", "graph/other> .", 1))
    assert "graph/other" in failures(release)[NQ]


def test_a_statement_that_is_there_twice_is_found(release: Release) -> None:
    change(release, NQUADS, lambda text: text.splitlines(keepends=True)[0] + text)
    assert NQ in failures(release)


def test_text_that_only_a_lenient_parser_takes_is_found(release: Release) -> None:
    change(
        release,
        NQUADS,
        lambda text: text.replace("<https://doi.org/10.1234/5>", "<https://doi.org/10.1234/5 6>"),
    )
    assert "cannot be read" in failures(release)[NQ]


def test_a_store_that_lost_statements_is_found(release: Release, tmp_path: Path) -> None:
    lines = gzip.decompress((release.path / "dumps" / NQUADS).read_bytes()).splitlines(keepends=True)
    (tmp_path / "less.nq").write_bytes(b"".join(lines[:100] + lines[101:]))
    for path in release.store_path.iterdir():
        path.unlink()
    Store.load(release.store_path, [tmp_path / "less.nq"])
    accept_files(release)
    found = failures(release)
    assert "in the store, the manifest says" in found[COUNTS]
    assert f"only in {NQUADS}" in found[NQ]
    assert f"only in {TURTLE}" in found[TTL]


def test_a_store_without_its_files_is_found(release: Release) -> None:
    for path in release.store_path.glob("*.sst"):
        path.unlink()
    assert set(failures(release)) == {FILES, COUNTS, NQ, TTL}


def test_a_missing_store_is_found(release: Release) -> None:
    release.store_path.rename(release.path / "elsewhere")
    assert set(failures(release)) == {FILES, COUNTS, NQ, TTL}


def test_the_hash_does_not_depend_on_order(release: Release, tmp_path: Path) -> None:
    lines = gzip.decompress((release.path / "dumps" / NQUADS).read_bytes()).splitlines(keepends=True)
    (tmp_path / "kg.nq.gz").write_bytes(gzip.compress(b"".join(reversed(lines))))
    first, second = sums(release.path / "dumps" / NQUADS), sums(tmp_path / "kg.nq.gz")
    assert (first.default, first.named) == (second.default, second.named)
    assert first.graphs == second.graphs
    assert first.graphs.total() == len(lines)


def test_large_releases_are_hashed_in_processes(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.release.verification._SMALL", 0)
    assert failures(release) == {}
