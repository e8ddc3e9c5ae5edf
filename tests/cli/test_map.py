"""`kg map`: the resolved graph as N-Triples, without a release."""

from __future__ import annotations

import io
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner

from kg.cli import kg
from kg.errors import UnreadableInput
from kg.release.mapping import DEFAULT_BASE
from kg.resources import examples
from kg.vocab import PROV
from tests.conftest import Built


def test_it_writes_the_default_graph_of_a_release(built_examples: Built) -> None:
    found = CliRunner().invoke(kg, ["map", str(examples())])
    assert found.exit_code == 1, "an example is rejected"
    assert "arxiv-metadata.jsonl:8: rejected" in found.stderr
    lines = found.stdout_bytes.decode().splitlines(keepends=True)
    assert len(lines) == len(set(lines)), "nothing is written twice"
    dump = io.BytesIO()
    built_examples.release.open_store().dump(dump, pyoxigraph.RdfFormat.N_TRIPLES)
    expected = dump.getvalue().decode().splitlines(keepends=True)
    mention = f"{PROV.n('wasDerivedFrom')} <{DEFAULT_BASE}mention/"
    assert sorted(lines) == sorted(line for line in expected if mention not in line)


def test_a_file_is_the_same_as_standard_output(tmp_path: Path) -> None:
    source, output = str(examples() / "vyas-nidhi.txt"), tmp_path / "out.nt"
    printed = CliRunner().invoke(kg, ["map", source])
    written = CliRunner().invoke(kg, ["map", source, "--output", str(output), "--processes", "2"])
    assert (printed.exit_code, written.exit_code, written.stdout) == (0, 0, "")
    assert output.read_bytes() == printed.stdout_bytes
    assert list(tmp_path.iterdir()) == [output], "nothing else is left"


def test_the_base_is_that_of_the_triples(tmp_path: Path) -> None:
    source = tmp_path / "one.jsonl"
    source.write_text('{"title": "On the Drift of Sand Banks", "authors": ["Ada Lindqvist"]}\n')
    found = CliRunner().invoke(kg, ["map", str(source), "--base", "https://library.example/"])
    assert "<https://library.example/paper/" in found.stdout
    assert "127.0.0.1" not in found.stdout


def test_nothing_readable_writes_no_file(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    found = CliRunner().invoke(kg, ["map", str(tmp_path / "empty.txt"), "--output", str(tmp_path / "out.nt")])
    assert isinstance(found.exception, UnreadableInput)
    with pytest.raises(FileNotFoundError):
        (tmp_path / "out.nt").read_bytes()
