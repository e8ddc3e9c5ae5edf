"""Two dumps compared: whatever their order, the delta is the difference of sets, and gives the new bytes."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ReleaseDamaged
from kg.release.delta import ADDED, FILES, ORDER, REMOVED
from kg.release.delta.comparison import ChangedStatements, compare
from kg.release.delta.gzip_lines import plain
from kg.release.delta.order import NumberedLines, restored
from kg.release.dumps import NQUADS, write_dumps
from kg.release.parts import Part
from kg.release.pipeline.publish import GraphFiles

BLOCKS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 150), st.sampled_from(["", "x", "y"])), max_size=8
)
"""Blocks of lines: which, how many, and what makes some of their lines other than those of the same block."""


def text(blocks: Sequence[tuple[int, int, str]]) -> list[bytes]:
    lines: dict[str, None] = {}
    for block, count, mark in blocks:
        for number in range(count):
            changed = mark if number % 40 == 7 else ""
            lines[f'<https://a.example/{block}/{number}> <https://b.example/p> "{changed}é\\t" .'] = None
    return [line.encode() for line in lines]


def dump(lines: Sequence[bytes], path: Path) -> Path:
    path.write_bytes(gzip.compress(b"".join(line + b"\n" for line in lines)))
    return path


def compared(
    before: Sequence[bytes], after: Sequence[bytes], folder: Path
) -> tuple[ChangedStatements, dict[str, bytes], str]:
    """Return what was found, the text of each file, and the new dump as it is put together."""
    output = folder / "delta"
    output.mkdir()
    old, new = dump(before, folder / "old.nq.gz"), dump(after, folder / "new.nq.gz")
    found = compare(old, new, output, folder)
    texts = {name: gzip.decompress((output / name).read_bytes()) for name in FILES}
    restored(
        plain(old, folder / "old"), plain(output / ADDED, folder / "add"), output / ORDER, folder / "again"
    )
    return found, texts, (folder / "again").read_bytes().decode()


@settings(max_examples=40)
@given(BLOCKS, BLOCKS)
def test_a_delta_is_the_difference_and_gives_the_new_bytes(
    one: list[tuple[int, int, str]], other: list[tuple[int, int, str]]
) -> None:
    before, after = text(one), text(other)
    with TemporaryDirectory() as name:
        found, texts, again = compared(before, after, Path(name))
    added, removed = sorted(set(after) - set(before)), sorted(set(before) - set(after))
    assert texts[ADDED].splitlines() == added
    assert texts[REMOVED].splitlines() == removed
    assert found == ChangedStatements(len(added), len(removed))
    assert again.encode() == b"".join(line + b"\n" for line in after)


def test_what_moved_is_neither_added_nor_removed(tmp_path: Path) -> None:
    first, second = text([(1, 300, "")]), text([(2, 300, "")])
    found, texts, _ = compared([*first, *second], [*second, *first], tmp_path)
    assert found == ChangedStatements(0, 0)
    assert texts[ORDER].decode().splitlines() == ["before\t301\t300", "before\t1\t300"]


def test_the_same_dumps_give_the_same_bytes(tmp_path: Path) -> None:
    before, after = text([(1, 500, ""), (2, 90, "")]), text([(2, 120, "x"), (1, 490, "y"), (3, 4, "")])
    files = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        compared(before, after, tmp_path / name)
        files.append({path.name: path.read_bytes() for path in (tmp_path / name / "delta").iterdir()})
    assert files[0] == files[1]


@pytest.mark.parametrize(
    "row", ["before\t1\t9", "before\t0\t1", "before\t1\t0", "after\t1\t1", "before\t1", "é"]
)
def test_an_order_of_lines_that_there_are_not_is_damage(tmp_path: Path, row: str) -> None:
    (tmp_path / "old").write_bytes(b"a\nb\n")
    (tmp_path / "add").write_bytes(b"")
    (tmp_path / "order").write_bytes(gzip.compress(f"before\t1\t2\n{row}\n".encode()))
    with pytest.raises(ReleaseDamaged, match="order:2: it names no lines"):
        restored(tmp_path / "old", tmp_path / "add", tmp_path / "order", tmp_path / "new")


@given(st.lists(st.integers(0, 5), max_size=300), st.data())
def test_lines_are_found_by_their_number(sizes: list[int], data: st.DataObject) -> None:
    lines = [b"x" * size + b"\n" for size in sizes]
    with TemporaryDirectory() as name:
        path = Path(name, "lines")
        path.write_bytes(b"".join(lines))
        with NumberedLines(path) as numbered:
            assert numbered.count == len(lines)
            for _ in range(4 if lines else 0):
                first = data.draw(st.integers(1, len(lines)))
                count = data.draw(st.integers(1, len(lines) - first + 1))
                assert b"".join(numbered.copy(first, count)) == b"".join(lines[first - 1 : first - 1 + count])


@settings(max_examples=40)
@given(st.lists(BLOCKS, max_size=6), st.lists(BLOCKS, max_size=6), st.permutations(range(6)))
def test_parts_that_both_have_are_not_read_and_change_nothing(
    one: list[list[tuple[int, int, str]]], other: list[list[tuple[int, int, str]]], order: list[int]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        mixed = [*one, *other]
        sides = [
            _parted(one, folder / "old"),
            _parted([mixed[at] for at in order if at < len(mixed)], folder / "new"),
        ]
        texts: list[tuple[ChangedStatements, dict[str, bytes]]] = []
        for known in ((), ()), (sides[0][1], sides[1][1]):
            output = folder / f"delta-{len(known[0])}-{len(texts)}"
            output.mkdir()
            found = compare(sides[0][0], sides[1][0], output, folder, parts=known)
            texts.append((found, {file: (output / file).read_bytes() for file in FILES}))
    assert texts[0] == texts[1]


def _parted(texts: Sequence[Sequence[tuple[int, int, str]]], folder: Path) -> tuple[Path, list[Part]]:
    """Write a dump of several parts, no line twice, and return it with its parts."""
    folder.mkdir()
    seen: set[bytes] = set()
    paths = []
    for number, blocks in enumerate(texts):
        lines = [line for line in text(blocks) if line not in seen]
        seen.update(lines)
        paths.append(folder / f"{number}.nt")
        paths[-1].write_bytes(b"".join(line + b"\n" for line in lines))
    _, parts = write_dumps(GraphFiles(paths, []), folder, "https://a.example/")
    return folder / NQUADS, parts
