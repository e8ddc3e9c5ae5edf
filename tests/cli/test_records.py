from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import kg
from kg.resources import examples


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(kg, ["records", *arguments], input=stdin)


def titles(result: Result) -> list[str]:
    records = [json.loads(line) for line in result.stdout.splitlines()]
    return [record["title"] for record in records if record["type"] == "work"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.jsonl").write_text('{"title": "A"}\n{"title": "B"}\n')
    (tmp_path / "mixed.jsonl").write_text('{"title": "C"}\n{broken\n{"title": "D", "shelf": 1}\n')
    (tmp_path / "bad.jsonl").write_text('{"broken}\n{"shelf": 1}\n')
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "junk.bin").write_bytes(os.urandom(5000))
    (tmp_path / "letter.txt").write_text("Dear all,\nhello\n")
    (tmp_path / "endless.txt").write_text("word " * 20_000)
    (tmp_path / "cut.jsonl.gz").write_bytes(
        gzip.compress(b'{"title": "E"}\n' + os.urandom(9000).hex().encode())[:3000]
    )
    (tmp_path / "array.json").write_text('[\n {"title": "F"}\n]\n')
    return tmp_path


def test_records_are_printed_as_json_lines(folder: Path) -> None:
    result = run("good.jsonl")
    assert titles(result) == ["A", "B"]
    assert (result.exit_code, result.stderr) == (0, "")
    first = json.loads(result.stdout.splitlines()[0])
    assert first["type"] == "work"
    assert first["source"] == {"file": "good.jsonl", "format": "kg-jsonl", "first_line": 1, "last_line": 1}


def test_what_is_rejected_is_told_and_the_rest_printed(folder: Path) -> None:
    result = run("mixed.jsonl", "good.jsonl")
    assert titles(result) == ["C", "D", "A", "B"]
    assert result.exit_code == 1
    rejected, note = result.stderr.splitlines()
    assert rejected.startswith("mixed.jsonl:2: rejected: it is not valid JSON")
    assert note == "mixed.jsonl:3: note: the key 'shelf' is not known and was left out (said once a file)"


def test_a_notice_alone_is_no_failure(folder: Path) -> None:
    (folder / "note.jsonl").write_text('{"title": "A", "shelf": 1}\n')
    assert run("note.jsonl").exit_code == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("bad.jsonl", "bad.jsonl:1: rejected: "),
        ("empty.txt", "empty.txt: it is empty"),
        ("junk.bin", "junk.bin: it is binary data"),
        ("letter.txt", "letter.txt: the layout is not known (name it with --format: "),
        ("endless.txt", "endless.txt:1: the layout is not known: the line has no end within 65,536"),
        ("absent.txt", "absent.txt: there is no such file"),
        ("*.xml", "*.xml: there is no such file"),
    ],
)
def test_nothing_can_be_read(folder: Path, name: str, said: str) -> None:
    alone = run(name)
    assert (alone.exit_code, alone.stdout) == (2, "")
    assert alone.stderr.startswith(said)
    among = run(name, "good.jsonl")
    assert (among.exit_code, titles(among)) == (1, ["A", "B"])
    assert among.stderr == alone.stderr


def test_a_cut_gzip_gives_its_good_records(folder: Path) -> None:
    result = run("cut.jsonl.gz")
    assert titles(result) == ["E"]
    assert result.exit_code == 1
    assert "cut.jsonl.gz:2: rejected: the gzip data are cut short" in result.stderr


def test_a_cut_gzip_of_text_is_told_too(folder: Path) -> None:
    page = (examples() / "vyas-nidhi.txt").read_bytes()
    (folder / "page.gz").write_bytes(gzip.compress(page)[:-9])
    result = run("page.gz")
    assert result.exit_code == 1
    assert "rejected: the gzip data are cut short" in result.stderr
    assert titles(result)


def test_undecodable_bytes_are_told_and_the_record_kept(folder: Path) -> None:
    page = (examples() / "vyas-nidhi.txt").read_bytes()
    (folder / "page.txt").write_bytes(page.replace(b"Yang", b"Y\xe9ng", 1))
    result = run("page.txt")
    assert len(titles(result)) > 2
    assert "page.txt:3: note: byte 0xE9 at byte " in result.stderr


def test_standard_input_is_read_compressed_or_not(folder: Path) -> None:
    content = (folder / "good.jsonl").read_bytes()
    for stdin in (content, gzip.compress(content)):
        result = run("-", stdin=stdin)
        assert titles(result) == ["A", "B"]
        assert json.loads(result.stdout.splitlines()[0])["source"]["file"] == "-"


def test_limit_counts_records_over_all_sources(folder: Path) -> None:
    assert titles(run("--limit", "3", "good.jsonl", "mixed.jsonl")) == ["A", "B", "C"]


def test_the_format_can_be_named(folder: Path) -> None:
    assert run("--format", "kg-jsonl", "letter.txt").exit_code == 2
    assert run("--format", "arxiv-jsonl", "good.jsonl").exit_code == 0
    result = run("--format", "none", "good.jsonl")
    assert result.exit_code != 0


def test_the_schema_is_printed() -> None:
    made = json.loads(run("--schema").stdout)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["$defs"]["WorkRecord"]["properties"]["doi"]["description"]


def test_without_a_source_the_usage_is_told() -> None:
    result = run()
    assert result.exit_code == 2
    assert "name a file, a folder, or - for standard input" in result.stderr


def test_a_closed_pipe_ends_quietly() -> None:
    command = [sys.executable, "-m", "kg", "records", str(examples())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read()
    assert b"Traceback" not in told
    assert b"Error" not in told


def test_the_long_line_among_good_ones(folder: Path) -> None:
    with (folder / "long.jsonl").open("wb") as file:
        file.write(b'{"title": "A"}\n{"title": "')
        for _ in range(40):
            file.write(b"x" * (1 << 20))
        file.write(b'"}\n{"title": "B"}\n')
    result = run("long.jsonl")
    assert titles(result) == ["A", "B"]
    assert result.exit_code == 1
    assert "long.jsonl:2: rejected: the line has 41,943,053 bytes; the limit is 33,554,432" in result.stderr


def test_the_examples_show_each_kind_of_damage() -> None:
    result = run(str(examples()))
    assert result.exit_code == 1
    assert [line.rpartition("/")[2].partition(" ")[0] for line in result.stderr.splitlines()] == [
        "arxiv-metadata.jsonl:8:",
        "published.jsonl:14:",
    ]
    records = [json.loads(line) for line in result.stdout.splitlines()]
    works = [record for record in records if record["type"] == "work"]
    assert Counter(Path(record["source"]["file"]).name for record in works) == {
        "2009.09496v1.txt": 1,
        "arxiv-metadata.jsonl": 19,
        "gemini-team.txt": 5,
        "mao-yu.txt": 5,
        "published.jsonl": 14,
        "vinyals-oriol.txt": 29,
        "vyas-nidhi.txt": 3,
    }
    assert Counter(record["source"]["format"] for record in records if record["type"] == "profile") == {
        "author-page": 2,
        "profile-page": 1,
    }
    assert len({record["source"]["format"] for record in works}) == 6
    assert len({(record["title"] or record["arxiv_id"]).casefold() for record in works}) >= 60
    damage = {(one["kind"]) for record in works for one in record["damage"]}
    assert damage >= {
        "mojibake", "names_misaligned", "null_token", "title_lost", "authors_lost", "name_lost",
        "identifier_invalid",
    }  # fmt: skip
    certain = {
        one["certain"] for record in works for one in record["repairs"] if one["rule"].startswith("ENC-")
    }
    assert certain == {True, False}, "lossless and lossy"
    assert any(Counter(author["name"] for author in record["authors"])["Fan Yang"] == 3 for record in works)
    assert any(not record["authors_complete"] and record["authors"] for record in works)
    assert sum("orcid" in author for record in works for author in record["authors"]) >= 10
    for key in ("venue", "versions", "doi", "code", "institutions", "keywords", "references"):
        assert any(record.get(key) for record in works), key
    profile = next(record for record in records if record.get("h_index"))
    assert profile["citations"] > 0


def test_what_became_of_every_value_is_told(folder: Path) -> None:
    (folder / "a.jsonl").write_text('{"title": "A", "doi": "https://doi.org/10.1000/A", "shelf": 1}\n')
    result = run("a.jsonl", "good.jsonl", "--report=json")
    told = json.loads(result.stdout)
    assert [(one["source"], one["values"], one["kept"]) for one in told["sources"]] == [
        ("a.jsonl", 3, 1), ("good.jsonl", 2, 2)
    ]  # fmt: skip
    assert told["formats"][0]["paths"] == [
        {"path": "doi", "fate": "changed", "values": 1, "field": "doi"},
        {"path": "shelf", "fate": "dropped", "values": 1, "reason": "its key is not known"},
        {"path": "title", "fate": "kept", "values": 3, "field": "title"},
    ]
    table = run("a.jsonl", "--report").stdout
    assert [line.split()[:4] for line in table.splitlines()[2:]] == [
        ["kg-jsonl", "doi", "changed", "1"],
        ["kg-jsonl", "shelf", "dropped", "1"],
        ["kg-jsonl", "title", "kept", "1"],
    ]
