"""The data directory: drafts, releases, the switch, leases, pruning, rolling back."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kg.errors import BuildInProgress, NoRelease, ReleaseDamaged
from kg.release import DataDirectory, Release
from kg.release.draft import begin
from tests.release.synthetic import build, fill


def ids(folder: Path) -> list[str]:
    return [release.id for release in DataDirectory(folder).releases()]


def test_nothing_built_yet_says_what_to_do(tmp_path: Path) -> None:
    directory = DataDirectory(tmp_path / "absent")
    with pytest.raises(NoRelease, match="kg build"):
        directory.current()
    assert directory.releases() == []
    assert not directory.path.exists()


def test_a_commit_makes_the_draft_current(tmp_path: Path) -> None:
    release = build(tmp_path / "new" / "data")
    directory = DataDirectory(tmp_path / "new" / "data")
    current = directory.current()
    assert current == release
    assert current.manifest.id == current.id
    assert current.id.endswith(current.manifest.content_sha256[:8])
    assert current.report == {"records": 10}
    assert [dump.path.name for dump in current.dumps()] == ["kg.nq.gz", "kg.ttl.gz"]
    assert current.open_store().count() == current.manifest.counts.quads
    assert list((directory.path / "drafts").iterdir()) == []
    assert not (current.path / "work").exists()


def test_an_error_leaves_nothing_behind(tmp_path: Path) -> None:
    first = build(tmp_path)
    directory = DataDirectory(tmp_path)

    def fail() -> None:
        with begin(directory) as draft:
            fill(draft)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert ids(tmp_path) == [first.id]
    assert list((tmp_path / "drafts").iterdir()) == []
    build(tmp_path)  # the lock is free again


def test_a_commit_that_fails_leaves_the_current_release(tmp_path: Path) -> None:
    first = build(tmp_path)
    (tmp_path / "releases").rename(tmp_path / "kept")
    (tmp_path / "releases").write_text("in the way")
    with pytest.raises(OSError, match="releases"):
        build(tmp_path, mark="b")
    (tmp_path / "releases").unlink()
    (tmp_path / "kept").rename(tmp_path / "releases")
    assert DataDirectory(tmp_path).current() == first
    assert list((tmp_path / "drafts").iterdir()) == []


@pytest.mark.parametrize("limit", [2_000, 12_000, 30_000, 60_000])
def test_a_disk_that_is_full_leaves_the_current_release(tmp_path: Path, limit: int) -> None:
    """A limit on the size of files stands for the disk: writing fails in the midst of a build."""
    first = build(tmp_path)
    program = (
        "import resource, sys; from pathlib import Path; from tests.release.synthetic import build;"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}));"
        "build(Path(sys.argv[1]), mark='b')"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == 1
    assert "File too large" in done.stderr
    assert DataDirectory(tmp_path).current() == first
    assert first.open_store().count() == first.manifest.counts.quads
    assert ids(tmp_path) == [first.id]
    assert list((tmp_path / "drafts").iterdir()) == []


def test_two_builds_at_once_are_one_and_a_refusal(tmp_path: Path) -> None:
    with begin(DataDirectory(tmp_path)) as draft:
        with pytest.raises(BuildInProgress, match="another build"), begin(DataDirectory(tmp_path)):
            pytest.fail("a second build was let in")
        command = [sys.executable, "-m", "tests.release.synthetic", str(tmp_path), "10", "b"]
        other = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2]
        )
        assert "BuildInProgress" in other.stderr
        draft.commit(fill(draft))
    assert len(ids(tmp_path)) == 1


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_worker_that_outlives_its_build_does_not_keep_the_lock(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    stop = context.Event()
    with begin(DataDirectory(tmp_path)):
        child = context.Process(target=stop.wait)
        child.start()
    try:
        with begin(DataDirectory(tmp_path)):
            assert child.is_alive()
    finally:
        stop.set()
        child.join()


def test_leftovers_of_killed_builds_go_with_the_next(tmp_path: Path) -> None:
    (tmp_path / "drafts" / "20200101T000000Z" / "store").mkdir(parents=True)
    (tmp_path / "drafts" / "20200101T000000Z" / "store" / "bulk-1.sst").write_bytes(b"x" * 1000)
    (tmp_path / "current.new").symlink_to("nowhere")
    build(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build.lock", "current", "drafts", "releases"]
    assert list((tmp_path / "drafts").iterdir()) == []


def test_ids_sort_by_time_even_within_one_second(tmp_path: Path) -> None:
    built = [build(tmp_path, size=3, mark=mark).id for mark in "zayb"]
    assert built == sorted(built) == ids(tmp_path)
    assert len({name.partition("-")[0] for name in built}) == 4


def test_rollback_goes_one_back_or_to_a_name(tmp_path: Path) -> None:
    built = [build(tmp_path, size=3, mark=mark) for mark in "abc"]
    directory = DataDirectory(tmp_path)
    assert directory.rollback() == built[1] == directory.current()
    assert directory.rollback() == built[0] == directory.current()
    with pytest.raises(NoRelease, match="no release before"):
        directory.rollback()
    with pytest.raises(NoRelease, match=built[2].id):
        directory.rollback("20200101T000000Z-00000000")
    assert directory.rollback(built[2].id) == directory.current() == built[2]


def test_prune_keeps_the_newest_and_the_current(tmp_path: Path) -> None:
    built = [build(tmp_path, size=3, mark=mark).id for mark in "abcd"]
    directory = DataDirectory(tmp_path)
    directory.rollback(built[0])
    assert directory.prune(2) == [built[1]]
    assert ids(tmp_path) == [built[0], *built[2:]]
    with pytest.raises(ValueError, match="at least one"):
        directory.prune(0)


def test_prune_after_a_commit_is_part_of_the_build(tmp_path: Path) -> None:
    build(tmp_path, size=3)
    directory = DataDirectory(tmp_path)
    with begin(directory) as draft:
        release = draft.commit(fill(draft, size=3, mark="b"))
        directory.prune(1)
    assert ids(tmp_path) == [release.id]


def test_a_release_under_lease_survives_pruning(tmp_path: Path) -> None:
    first = build(tmp_path)
    directory = DataDirectory(tmp_path)
    with directory.leased() as leased:
        assert leased == first
        store = leased.open_store()
        second = build(tmp_path, mark="b")
        assert directory.prune(1) == []
        assert store.count() == first.manifest.counts.quads
    assert directory.prune(1) == [first.id]
    assert ids(tmp_path) == [second.id]
    with pytest.raises(NoRelease, match="pruned"), first.lease():
        pytest.fail("a lease on a release that is gone")


def test_a_lease_leaves_no_mark_in_the_release(tmp_path: Path) -> None:
    release = build(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in release.path.rglob("*")}
    with DataDirectory(tmp_path).leased() as leased:
        leased.open_store().count()
    assert {path: path.stat().st_mtime_ns for path in release.path.rglob("*")} == before


def test_a_current_release_without_manifest_is_damaged(tmp_path: Path) -> None:
    release = build(tmp_path)
    (release.path / "manifest.json").write_text("{}")
    with pytest.raises(ReleaseDamaged, match="base"):
        _ = Release(release.path).manifest
    (release.path / "manifest.json").unlink()
    with pytest.raises(ReleaseDamaged, match="roll back"):
        DataDirectory(tmp_path).current()
    assert ids(tmp_path) == []


def test_a_data_directory_can_be_moved_and_reached_by_a_link(tmp_path: Path) -> None:
    build(tmp_path / "one")
    (tmp_path / "one").rename(tmp_path / "two")
    (tmp_path / "link").symlink_to(tmp_path / "two")
    release = DataDirectory(tmp_path / "link").current()
    assert release.path.is_relative_to(tmp_path.resolve() / "two")
    assert release.open_store().count() == release.manifest.counts.quads


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_readers_need_no_right_to_write(tmp_path: Path) -> None:
    build(tmp_path)
    folders = [tmp_path, *(path for path in tmp_path.rglob("*") if path.is_dir() and not path.is_symlink())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        with DataDirectory(tmp_path).leased() as release:
            assert release.open_store().count() == release.manifest.counts.quads
    finally:
        for folder in folders:
            folder.chmod(0o755)


def test_readers_never_fail_while_releases_are_switched_and_pruned(tmp_path: Path) -> None:
    counts = {mark: size for size, mark in enumerate("abcdef", start=20)}
    build(tmp_path, size=counts["a"], mark="a")
    seen: list[str] = []
    errors: list[BaseException] = []
    stop = threading.Event()

    def read() -> None:
        try:
            while not stop.is_set():
                with DataDirectory(tmp_path).leased() as release:
                    store = release.open_store()
                    assert store.count() == release.manifest.counts.quads
                    seen.append(release.id)
        except BaseException as error:  # noqa: BLE001  # a thread's error must reach the test
            errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    built = []
    for mark in "bcdef":
        built.append(build(tmp_path, size=counts[mark], mark=mark).id)
        DataDirectory(tmp_path).prune(1)
    deadline = threading.Event()
    while built[-1] not in seen and not errors and not deadline.wait(0.01):
        pass
    stop.set()
    for reader in readers:
        reader.join()
    assert not errors
    assert built[-1] in seen
    DataDirectory(tmp_path).prune(1)
    assert ids(tmp_path) == [built[-1]]
