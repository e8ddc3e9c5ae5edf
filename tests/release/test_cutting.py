"""Texts are cut by what stands in them, at subjects."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

from kg.release.cutting import Piece, file_of, pieces


def _text(seed: int, subjects: int) -> list[bytes]:
    rng = random.Random(seed)
    return [
        b'<https://a.example/%06d> <https://a.example/p> "%s" .\n' % (number, b"x" * rng.randrange(400))
        for number in range(subjects)
        for _ in range(rng.randrange(1, 6))
    ]


def _cut(path: Path, lines: list[bytes]) -> list[Piece]:
    path.write_bytes(b"".join(lines))
    found = pieces(path)
    texts = [b"".join(one.blocks()) for one in found]
    assert b"".join(texts) == path.read_bytes()
    assert [one.lines for one in found] == [text.count(b"\n") for text in texts]
    assert [one.start for one in found[1:]] == [one.start + one.size for one in found[:-1]]
    for before, after in pairwise(texts):
        assert before.splitlines()[-1].split(b" ")[0] != after.split(b" ", 1)[0]
    return found


def test_a_change_leaves_most_pieces_as_they_are(tmp_path: Path) -> None:
    lines = _text(1, 6000)
    old = {one.digest for one in _cut(tmp_path / "1.nt", lines)}
    assert len(old) > 20
    at = len(lines) // 2
    new = {
        one.digest for one in _cut(tmp_path / "2.nt", [*lines[:at], lines[at][:-3] + b"@en .\n", *lines[at:]])
    }
    assert len(old - new) <= 2
    assert len(new - old) <= 2


def test_a_piece_alone_is_cut_into_nothing_but_itself(tmp_path: Path) -> None:
    for number, one in enumerate(_cut(tmp_path / "1.nt", _text(2, 4000))):
        alone = tmp_path / f"1-{number}.nt"
        alone.write_bytes(b"".join(one.blocks()))
        [again] = pieces(alone)
        assert (again.digest, again.lines, again.size) == (one.digest, one.lines, one.size)


def test_a_subject_is_not_cut_however_much_is_said_of_it(tmp_path: Path) -> None:
    long = [b'<https://a.example/s> <https://a.example/p> "%0300d" .\n' % number for number in range(3000)]
    assert len(_cut(tmp_path / "1.nt", long)) == 1
    assert len(_cut(tmp_path / "2.nt", [*_text(3, 300), *long, *_text(4, 300)])) >= 3


def test_what_is_empty_is_one_piece(tmp_path: Path) -> None:
    [one] = _cut(tmp_path / "1.nt", [])
    assert (one.size, one.lines) == (0, 0)


def test_the_name_of_a_piece_tells_its_file(tmp_path: Path) -> None:
    (tmp_path / "triples").mkdir()
    found = _cut(tmp_path / "triples" / "12.nt", _text(5, 3000))
    assert [one.name for one in found[:3]] == ["triples/12.nt", "triples/12-1.nt", "triples/12-2.nt"]
    assert {file_of(one.name) for one in found} == {"triples/12.nt"}
    assert file_of("work/shared-nodes.nt") == "work/shared-nodes.nt"
