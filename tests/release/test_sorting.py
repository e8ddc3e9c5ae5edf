"""External sorting: GNU sort and Python give the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.release import sorting

lines = st.lists(st.binary(max_size=8).map(lambda line: line.replace(b"\n", b"")), max_size=30)
needs_gnu_sort = pytest.mark.skipif(sorting._gnu_sort() is None, reason="there is no GNU sort here")


@pytest.fixture(autouse=True, scope="module")
def _much() -> Iterator[None]:
    """Let what tests sort be so much that a process is begun for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorting, "_LITTLE", -1)
        yield


def write(folder: Path, parts: list[list[bytes]]) -> list[Path]:
    paths = []
    for number, part in enumerate(parts):
        paths.append(folder / f"part-{number}")
        paths[-1].write_bytes(b"".join(line + b"\n" for line in part))
    return paths


def expected(parts: list[list[bytes]]) -> bytes:
    return b"".join(line + b"\n" for line in sorted({line for part in parts for line in part}))


@needs_gnu_sort
@settings(max_examples=40)
@given(st.lists(lines, min_size=1, max_size=4))
def test_both_ways_agree(parts: list[list[bytes]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        paths = write(folder, parts)
        sorting.sort_unique(paths, folder / "gnu", memory=1 << 20)
        sorting._python_sort(paths, folder / "python", memory=64)
        assert (folder / "gnu").read_bytes() == (folder / "python").read_bytes() == expected(parts)


@needs_gnu_sort
@settings(max_examples=40)
@given(st.lists(lines, min_size=1, max_size=4))
def test_merging_agrees_with_sorting(parts: list[list[bytes]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        paths = write(folder, [sorted(set(part)) for part in parts])
        sorting.merge_unique(paths, folder / "gnu")
        sorting._python_merge(paths, folder / "python")
        assert (folder / "gnu").read_bytes() == (folder / "python").read_bytes() == expected(parts)


def test_more_runs_than_open_files(tmp_path: Path) -> None:
    part = [str(number * 7919 % 5000).encode() for number in range(5000)]
    paths = write(tmp_path, [part, part])
    sorting._python_sort(paths, tmp_path / "out", memory=300)
    assert (tmp_path / "out").read_bytes() == expected([part])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "part-0", "part-1"]


def test_without_gnu_sort(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sorting, "_gnu_sort", lambda: None)
    paths = write(tmp_path, [[b"b", b"a\t", b"a"], [b"a", b"c"]])
    sorting.sort_unique(paths, tmp_path / "sorted")
    assert (tmp_path / "sorted").read_bytes() == b"a\na\t\nb\nc\n"
    sorting.merge_unique([tmp_path / "sorted", tmp_path / "sorted"], tmp_path / "merged")
    assert (tmp_path / "merged").read_bytes() == b"a\na\t\nb\nc\n"


@pytest.mark.parametrize("gnu", [True, False])
def test_no_last_line_end_and_a_missing_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gnu: bool
) -> None:
    if not gnu:
        monkeypatch.setattr(sorting, "_gnu_sort", lambda: None)
    (tmp_path / "part").write_bytes(b"b\na")
    sorting.sort_unique([tmp_path / "part"], tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == b"a\nb\n"
    with pytest.raises(OSError, match="absent"):
        sorting.sort_unique([tmp_path / "absent"], tmp_path / "out")


@settings(max_examples=40)
@given(st.lists(lines, max_size=4))
def test_of_little_no_process_is_begun(parts: list[list[bytes]]) -> None:
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        patch.setattr(sorting, "_LITTLE", 1000)
        patch.setattr(sorting, "_run_sort", None)
        paths = write(folder, parts)
        sorting.sort_unique(paths, folder / "sorted")
        assert (folder / "sorted").read_bytes() == expected(parts)
        sorting.merge_unique([folder / "sorted"], folder / "merged")
        assert (folder / "merged").read_bytes() == expected(parts)
