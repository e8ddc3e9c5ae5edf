"""Deltas of releases: what the manifest says of them, whence they lead, and that damage is found."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.release import DataDirectory, Release
from kg.release.delta import ADDED, FILES, FOLDER, ORDER, REMOVED
from kg.release.delta.proof import chain, check_step
from kg.release.delta.writing import write_delta
from kg.release.draft import begin
from kg.release.integrity import Check
from kg.release.verification import verify
from tests.release.successive import accept_files, next_release
from tests.release.synthetic import BASE, fill

DELTA = "the delta is as the manifest says"
PAPER = b'<https://kg.example.org/paper/00000000> <https://schema.org/name> "Another" .\n'


@pytest.fixture
def two(tmp_path: Path) -> tuple[Release, Release]:
    """Two releases; in the second the last papers have gone, and others have come."""
    return next_release(tmp_path / "data", 200), next_release(tmp_path / "data", 190)


def failures(*checks: Check) -> dict[str, str]:
    return {check.name: "\n".join(check.differences) for check in checks if not check.passed}


def whole(release: Release) -> dict[str, str]:
    return failures(*verify(Release(release.path)))


def step(before: Release, after: Release) -> str:
    return "\n".join(check_step(Release(before.path), Release(after.path)).differences)


def change(release: Release, name: str, edit: Callable[[bytes], bytes]) -> None:
    path = release.path / FOLDER / name
    path.write_bytes(gzip.compress(edit(gzip.decompress(path.read_bytes()))))
    accept_files(release)


def test_the_first_release_has_none_and_says_why(two: tuple[Release, Release]) -> None:
    delta = two[0].manifest.delta
    assert delta is not None
    assert (delta.since, delta.absent) == (None, "there is no release before this one")
    assert not (two[0].path / FOLDER).exists()


def test_a_delta_says_what_it_is_since_and_leads_to_the_release(two: tuple[Release, Release]) -> None:
    before, after = two
    delta = after.manifest.delta
    assert delta is not None
    assert (delta.since, delta.since_sha256, delta.absent) == (
        before.id, before.manifest.content_sha256, None,
    )  # fmt: skip
    changed = before.manifest.counts.quads - after.manifest.counts.quads
    assert delta.removed is not None
    assert delta.added is not None
    assert delta.removed - delta.added == changed > 0
    assert {f"{FOLDER}/{name}" for name in FILES} <= set(after.manifest.files)
    assert whole(after) == {}
    assert step(before, after) == ""


@pytest.mark.parametrize("name", FILES)
def test_a_flipped_byte_is_found(two: tuple[Release, Release], name: str) -> None:
    path = two[1].path / FOLDER / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    found = whole(two[1])
    assert f"delta/{name}: SHA-256" in found["files are as the manifest says"]
    assert step(*two)


@pytest.mark.parametrize("name", [ADDED, REMOVED])
def test_a_missing_line_is_found(two: tuple[Release, Release], name: str) -> None:
    change(two[1], name, lambda text: text[text.index(b"\n") + 1 :])
    assert f"{name}: " in whole(two[1])[DELTA]
    assert step(*two)


@pytest.mark.parametrize("name", [ADDED, REMOVED])
def test_a_line_too_much_is_found(two: tuple[Release, Release], name: str) -> None:
    change(two[1], name, lambda text: b"".join(sorted([*text.splitlines(keepends=True), PAPER])))
    assert f"{name}: " in whole(two[1])[DELTA]
    assert "Another" in step(*two)


@pytest.mark.parametrize("name", [ADDED, REMOVED])
def test_another_line_is_found_though_they_are_as_many(two: tuple[Release, Release], name: str) -> None:
    def edit(text: bytes) -> bytes:
        return b"".join(sorted([PAPER, *text.splitlines(keepends=True)[1:]]))

    change(two[1], name, edit)
    assert whole(two[1]) == {}  # what it is since is not looked at
    found = step(*two)
    assert "by the delta: " in found
    assert "Another" in found


def test_what_was_both_added_and_removed_is_found(two: tuple[Release, Release]) -> None:
    line = gzip.decompress((two[1].path / FOLDER / ADDED).read_bytes()).splitlines(keepends=True)[0]
    change(two[1], REMOVED, lambda text: b"".join(sorted([line, *text.splitlines(keepends=True)])))
    delta = two[1].manifest.delta
    assert delta is not None
    assert delta.removed is not None
    manifest = Release(two[1].path).manifest
    more = delta.model_copy(update={"removed": delta.removed + 1})
    manifest.model_copy(update={"delta": more}).write(two[1].path)
    assert "both added and removed: " in whole(two[1])[DELTA]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda text: b"".join(reversed(text.splitlines(keepends=True))), "not in order"),
        (lambda text: text + text.splitlines(keepends=True)[-1], "there twice"),
        (lambda text: text + b"~ no statement\n", "cannot be read"),
    ],
)
def test_a_list_that_is_none_is_found(
    two: tuple[Release, Release], edit: Callable[[bytes], bytes], said: str
) -> None:
    change(two[1], REMOVED, edit)
    assert said in whole(two[1])[DELTA]


def test_another_order_is_found(two: tuple[Release, Release]) -> None:
    change(two[1], ORDER, lambda text: b"".join(reversed(text.splitlines(keepends=True))))
    assert "order.tsv.gz: put in order" in step(*two)


def test_a_delta_of_another_release_is_found(two: tuple[Release, Release], tmp_path: Path) -> None:
    third = next_release(tmp_path / "data", 195)
    assert "the delta leads from a dump with the SHA-256" in step(two[0], third)


def test_a_chain_leads_over_all_between(two: tuple[Release, Release], tmp_path: Path) -> None:
    third = next_release(tmp_path / "data", 195)
    known = {one.id: one for one in DataDirectory(tmp_path / "data").releases()}
    assert chain(known, two[0].id, third) == [(two[0], two[1]), (two[1], third)]
    assert chain(known, third.id, third) == []
    with pytest.raises(UsageError, match="no deltas lead from"):
        chain(known, third.id, two[1])
    del known[two[1].id]
    with pytest.raises(UsageError, match=f"{two[1].id}, which is not here"):
        chain(known, two[0].id, third)


def test_a_delta_that_would_be_larger_than_the_dump_is_not_published(tmp_path: Path) -> None:
    before = next_release(tmp_path / "data", 60, "a")
    with begin(DataDirectory(tmp_path / "data")) as draft:
        fill(draft, 60, "another name")
        (draft.path / "dumps" / "kg.nq.gz").write_bytes(gzip.compress(PAPER, 9))
        delta = write_delta(before, draft.path, draft.work_path, BASE)
        assert not (draft.path / FOLDER).exists()
    assert delta.added == 1
    assert delta.removed == before.manifest.counts.quads
    assert delta.absent is not None
    assert delta.absent.startswith("it would be larger (")


def test_no_delta_leads_from_another_base_or_from_what_is_gone(tmp_path: Path) -> None:
    before = next_release(tmp_path / "data", 60)
    with begin(DataDirectory(tmp_path / "data")) as draft:
        fill(draft, 60, "b")
        other = write_delta(before, draft.path, draft.work_path, "https://elsewhere.example/")
        assert other.absent == f"the IRIs of the release before begin with {BASE}"
        shutil.rmtree(before.path / "dumps")
        gone = write_delta(before, draft.path, draft.work_path, BASE)
        assert (gone.since, gone.absent) == (before.id, "the release before cannot be read")
        assert not (draft.path / FOLDER).exists()
