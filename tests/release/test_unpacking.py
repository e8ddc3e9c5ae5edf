"""Compressed sources with a record a line are cut like plain ones; any other is read as it is."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import zstandard

from kg.readers.source import Document
from kg.release.pipeline import ingest
from kg.release.pipeline.ingest import IngestTask, shards
from kg.release.pipeline.shards import SourceFile, WorkFolder
from kg.release.pipeline.unpacking import remove_unpacked, unpacked

LINES = b"".join(b'{"title": "Tide %d", "authors": ["Ada Ebb"]}\n' % number for number in range(400))


def source(path: Path, content: bytes) -> SourceFile:
    path.write_bytes(content)
    return SourceFile(str(path), path.name, "0" * 64, len(content), "kg-jsonl")


@pytest.mark.parametrize("packed", [gzip.compress(LINES), zstandard.compress(LINES)], ids=["gzip", "zstd"])
def test_a_compressed_source_is_cut_like_a_plain_one(
    tmp_path: Path, packed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "SHARD_BYTES", len(LINES) // 3)
    folder = WorkFolder(tmp_path)
    plain = list(shards([source(tmp_path / "plain.jsonl", LINES)], folder))
    cut = list(shards([source(tmp_path / "packed", packed)], folder))
    assert [shard.span for shard in cut] == [shard.span for shard in plain]
    assert len(cut) > 2
    names = {shard.source.document().name for shard in cut}
    assert names == {"packed"}
    counts = [
        ingest.ingest(IngestTask(shard, tmp_path, "https://x.example/", None, mentions=False)).records
        for shard in cut
    ]
    assert sum(counts) == 400
    assert all(counts)
    remove_unpacked(folder)
    assert not folder.files("unpacked")


@pytest.mark.parametrize(
    "content",
    [
        LINES,
        gzip.compress(LINES)[:-20],
        gzip.compress(b"[\n" + LINES.replace(b"\n", b",\n") + b"{}]"),
        gzip.compress(b" " * 10_000_000 + b"\n"),
        gzip.compress(b""),
    ],
    ids=["plain", "cut", "array", "bomb", "empty"],
)
def test_what_cannot_be_cut_is_read_as_it_is(tmp_path: Path, content: bytes) -> None:
    one, folder = source(tmp_path / "x", content), WorkFolder(tmp_path)
    assert unpacked(one, folder, 7) == one
    assert not folder.files("unpacked")


def test_a_plain_document_is_the_same_when_unpacked(tmp_path: Path) -> None:
    one = unpacked(source(tmp_path / "x", gzip.compress(LINES)), WorkFolder(tmp_path), 0)
    assert one.content
    assert b"".join(one.document().blocks()) == LINES
    assert one.name == Document(tmp_path / "x", name="x").name
