"""The parts of the readers' benchmark; nothing here asserts a time."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.bench.parsers import parser_of
from tests.bench.readers import bench, repeated


@pytest.mark.parametrize(
    ("content", "name", "twice"),
    [
        (b'[{"a": 1}]\n', "csl-json", b'[{"a": 1},\n{"a": 1}]'),
        (b'{"a": 1}\n', "kg-jsonl", b'{"a": 1}\n{"a": 1}\n'),
        (b'<?xml version="1.0"?><r a="b"><e/></r>', "jats", b'<?xml version="1.0"?><r a="b"><e/><e/></r>'),
        (b"Title,Year\nA,1\n", "table", b"Title,Year\nA,1\nA,1\n"),
        (b"@article{a,\n}\n", "bibtex", b"@article{a,\n}\n@article{a,\n}\n"),
    ],
)
def test_a_document_is_repeated_as_one(content: bytes, name: str, twice: bytes) -> None:
    assert repeated(content, name, 2) == twice


@pytest.mark.parametrize(
    ("content", "count"),
    [('{"a": 1}\n{"a": 2}\n', 2), ('[{"a": 1}]', 1), ('{"items": [{}, {}, {}]}', 3), ("a b\n\nc\n", 2)],
)
def test_entries_are_counted(content: str, count: int, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text(content)
    assert parser_of("none", content).read(path) == count


def test_a_reader_is_measured_beside_a_parser(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text('{"title": "A", "authors": ["Ann Ames"]}\n')
    result = CliRunner().invoke(bench, ["--rounds", "1", str(path)])
    assert result.exit_code == 0, result.output
    for said in ("kg-jsonl", "1 records", "10 records", "orjson.loads, 10 times over", "times as long"):
        assert said in result.output
