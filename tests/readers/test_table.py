"""Tables by a map of columns, in commands and in a build; what is refused. Cases are in `cases/table`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import kg
from kg.errors import UnreadableInput, UsageError
from kg.readers import detect, read
from kg.readers.source import Document
from kg.readers.table.columns import known_fields, mapped, parse_map, presets
from kg.readers.table.fields import INTO
from kg.readers.table.record import FIELDS
from kg.records import WorkRecord

TABLE = "What;Who;When\r\nTea, at Four;Lind, Ada and Berg, Karl;2020\r\nCups;Moe, Cat;2021\r\n"
MAP = "title=What,authors=Who;year=When"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("title=Title,authors=Who", {"title": "Title", "authors": "Who"}),
        ("title=Title; authors = Who ;", {"title": "Title", "authors": "Who"}),
        ("title=Name, of the work,identifier pmid=P", {"title": "Name, of the work", "identifier pmid": "P"}),
        ("title=a=b", {"title": "a=b"}),
    ],
)
def test_a_map_is_read(text: str, made: dict[str, str]) -> None:
    assert parse_map(text) == made


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Title", "no map of columns"),
        ("titel=Title", "no field 'titel'; there are:"),
        ("title=", "no column"),
    ],
)
def test_a_map_that_is_none_is_refused(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        parse_map(text)


def test_every_field_of_the_presets_is_read() -> None:
    read_fields = {field for field in known_fields() if field.partition(" ")[0] not in ("identifier", "date")}
    assert read_fields <= FIELDS
    for target in INTO.values():
        assert set(target.split()) <= set(WorkRecord.model_fields)


@pytest.mark.parametrize("preset", [one for one in presets() if one.signature], ids=lambda one: one.name)
def test_a_header_of_a_preset_is_told_by_its_signature(preset: object) -> None:
    assert hasattr(preset, "signature")
    found = mapped([name.upper() for name in preset.signature])
    assert found is not None
    assert found.name == preset.name  # type: ignore[attr-defined]


def test_a_map_of_a_user_is_taken() -> None:
    document = Document.of_bytes(TABLE.encode(), "tea.csv")
    document.columns = parse_map(MAP)
    assert detect(document).name == "table"
    first, second = (item for item in read(document) if isinstance(item, WorkRecord))
    assert (first.title, first.year) == ("Tea, at Four", 2020)
    assert [author.name for author in first.authors] == ["Ada Lind", "Karl Berg"]
    assert [author.name for author in second.authors] == ["Cat Moe"]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (
            None,
            r"tea.csv:1: it is a table, and what its columns mean is not known: 'What', 'Who', 'When' \(say",
        ),
        ("title=What,authors=Whom", "it has no column 'Whom'; its columns are 'What', 'Who', 'When'"),
    ],
)
def test_the_columns_are_listed_where_no_map_fits(columns: str | None, said: str) -> None:
    document = Document.of_bytes(TABLE.encode(), "tea.csv")
    document.columns = parse_map(columns) if columns else None
    with pytest.raises(UnreadableInput, match=said):
        list(read(document))


@pytest.mark.parametrize("command", [["records"], ["convert", "--to", "kg-jsonl"]], ids=lambda one: one[0])
def test_commands_take_a_map(command: list[str], tmp_path: Path) -> None:
    path = tmp_path / "tea.csv"
    path.write_bytes(TABLE.encode("utf-16"))
    result = CliRunner().invoke(kg, [*command, "--columns", MAP, str(path)])
    assert result.exit_code == 0, result.output
    assert [json.loads(line)["title"] for line in result.stdout.splitlines()] == ["Tea, at Four", "Cups"]
    assert CliRunner().invoke(kg, [*command, "--columns", "x=y", str(path)]).exit_code == 2


def test_a_graph_is_mapped_by_a_map(tmp_path: Path) -> None:
    path = tmp_path / "tea.csv"
    path.write_text(TABLE, encoding="utf-8")
    result = CliRunner().invoke(kg, ["map", "--processes", "1", "--columns", MAP, str(path)])
    assert result.exit_code == 0, result.output
    assert '"Cups"' in result.stdout


@pytest.mark.parametrize("configured", [False, True])
def test_a_build_takes_a_map(configured: bool, tmp_path: Path) -> None:
    path, data = tmp_path / "tea.csv", tmp_path / "data"
    path.write_text(TABLE, encoding="utf-8")
    arguments = ["--columns", MAP, str(path)]
    if configured:
        config = tmp_path / "kg.toml"
        config.write_text(
            '[[sources]]\npath = "tea.csv"\ncolumns = { title = "What", authors = "Who", year = "When" }\n'
        )
        arguments = ["--config", str(config)]
    result = CliRunner().invoke(kg, ["build", "--data", str(data), "--processes", "1", *arguments])
    assert result.exit_code == 0, result.output
    found = CliRunner().invoke(kg, ["search", "--data", str(data), "cups"])
    assert "Cups" in found.output
