"""`kg dump`, `kg verify`, `kg releases` and `kg rollback` on small releases."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pyoxigraph
import pytest
import zstandard
from click.testing import CliRunner, Result

from kg.cli import kg
from kg.errors import KgError, NoRelease, ReleaseDamaged, UsageError
from kg.release import Release
from kg.writers.rdf import RDF_FORMATS
from tests.release.synthetic import build, default_lines


@pytest.fixture
def release(tmp_path: Path) -> Release:
    return build(tmp_path / "data")


def run(data: Path, *arguments: str | Path) -> Result:
    result = CliRunner().invoke(kg, [*map(str, arguments), "--data", str(data)])
    if isinstance(result.exception, KgError):
        raise result.exception
    return result


def data_of(release: Release) -> Path:
    return release.path.parent.parent


def statements(content: bytes, name: str) -> Counter[str]:
    return Counter(map(str, pyoxigraph.parse(content, RDF_FORMATS[name])))


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_a_dump_holds_what_its_format_can_hold(release: Release, name: str) -> None:
    found = run(data_of(release), "dump", "--to", name)
    assert found.exit_code == 0, found.output
    everything = statements(gzip.decompress((release.path / "dumps" / "kg.nq.gz").read_bytes()), "nquads")
    default = statements("".join(default_lines(200)).encode(), "ntriples")
    expected = everything if RDF_FORMATS[name].supports_datasets else default
    assert statements(found.stdout_bytes, name) == expected


def test_ntriples_are_the_sorted_lines(release: Release) -> None:
    assert run(data_of(release), "dump", "--to", "ntriples").stdout_bytes.decode() == "".join(
        default_lines(200)
    )


@pytest.mark.parametrize("name", ["turtle", "ntriples", "trig"])
def test_compressed_files(release: Release, tmp_path: Path, name: str) -> None:
    plain = run(data_of(release), "dump", "--to", name).stdout_bytes
    for output, options in ((tmp_path / "a", ["--gzip"]), (tmp_path / "a.gz", [])):
        assert run(data_of(release), "dump", "--to", name, *options, "-o", output).exit_code == 0
        assert gzip.decompress(output.read_bytes()) == plain
    for output, options in ((tmp_path / "b", ["--zstd"]), (tmp_path / "b.zst", [])):
        assert run(data_of(release), "dump", "--to", name, *options, "-o", output).exit_code == 0
        with output.open("rb") as file:
            assert zstandard.ZstdDecompressor().stream_reader(file).read() == plain
    assert run(data_of(release), "dump", "--to", name, "--zstd").exit_code == 0


def test_a_dump_has_one_compression(release: Release) -> None:
    with pytest.raises(UsageError, match="either --gzip or --zstd"):
        run(data_of(release), "dump", "--gzip", "--zstd")


def test_a_dash_is_standard_output(release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = run(data_of(release), "dump", "--to", "ntriples", "-o", "-")
    assert found.stdout_bytes.decode() == "".join(default_lines(200))
    assert not Path("-").exists()


def test_an_output_file_is_whole_or_as_it_was(release: Release, tmp_path: Path) -> None:
    output = tmp_path / "out" / "kg.trig"
    output.parent.mkdir()
    output.write_text("as it was")
    dump = release.path / "dumps" / "kg.nq.gz"
    dump.write_bytes(dump.read_bytes()[:-100])
    with pytest.raises(ReleaseDamaged, match="kg verify"):
        run(data_of(release), "dump", "--to", "trig", "-o", output)
    assert output.read_text() == "as it was"
    assert list(output.parent.iterdir()) == [output]
    dump.unlink()
    with pytest.raises(ReleaseDamaged, match="is missing"):
        run(data_of(release), "dump", "--to", "nquads", "--gzip", "-o", output)


def test_an_output_that_cannot_be_written(release: Release, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"absent/out.ttl: cannot be written"):
        run(data_of(release), "dump", "-o", tmp_path / "absent" / "out.ttl")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said(release: Release) -> None:
    with pytest.raises(UsageError, match="No space left"):
        run(data_of(release), "dump", "-o", "/dev/full")


def test_a_pipe_can_be_an_output(release: Release, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    assert run(data_of(release), "dump", "--to", "ntriples", "-o", tmp_path / "pipe").exit_code == 0
    reader.join()
    assert read[0].decode() == "".join(default_lines(200))


@pytest.mark.parametrize("name", ["turtle", "trig", "ntriples"])
def test_a_reader_that_stops_early_is_no_error(tmp_path: Path, name: str) -> None:
    build(tmp_path, size=5000)
    command = [sys.executable, "-m", "kg", "dump", "--to", name, "--data", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def test_nothing_to_dump(tmp_path: Path) -> None:
    with pytest.raises(NoRelease, match="kg build"):
        run(tmp_path, "dump")


def test_verify_says_what_it_proved(release: Release) -> None:
    found = run(data_of(release), "verify")
    assert found.exit_code == 0, found.output
    assert found.output.count("ok    ") == 4
    assert "The release is whole." in found.output
    (release.path / "report.json").write_text("{}")
    found = run(data_of(release), "verify")
    assert found.exit_code == 1
    assert "FAILED  files are as the manifest says" in found.output
    assert "- report.json: 2 bytes, the manifest says 15" in found.output


def test_releases_and_rollback(tmp_path: Path) -> None:
    first, second = build(tmp_path), build(tmp_path, mark="b")
    lines = run(tmp_path, "releases").output.splitlines()
    assert [line[:2] for line in lines] == ["  ", "  ", "* "]
    assert first.id in lines[1]
    assert second.id in lines[2]
    assert run(tmp_path, "rollback").output == f"current release: {first.id} (was {second.id})\n"
    rows = json.loads(run(tmp_path, "releases", "--to", "json").output)
    assert [(row["id"], row["current"]) for row in rows] == [(first.id, True), (second.id, False)]
    assert rows[0]["triples"] == first.manifest.counts.triples
    assert run(tmp_path, "rollback", "--to", second.id).exit_code == 0
    assert "* " + second.id in run(tmp_path, "releases").output


def test_a_damaged_release_is_listed_as_such(release: Release) -> None:
    (release.path / "manifest.json").write_text("no JSON")
    found = run(data_of(release), "releases")
    assert found.exit_code == 0
    assert f"{release.id}  damaged:" in found.output


def test_no_releases(tmp_path: Path) -> None:
    found = run(tmp_path, "releases")
    assert found.exit_code == 0
    assert "no release yet" in found.output
    assert json.loads(run(tmp_path, "releases", "--to", "json").stdout) == []
