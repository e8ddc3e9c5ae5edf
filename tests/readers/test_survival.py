"""What of a record each format of references carries: written, read again, and compared field by field.

`survival.json` has a record with all that lists of references may say, and what each kind of work adds to
it; `survival.toml` has a row for each field and a cell for each format: true where it is as it was for all
kinds of works, false where it is lost for all, else the kinds for which it is lost. A cell that is no longer
true fails, and so does one that is better than it says. `KG_WRITE_SURVIVAL=1` writes the table anew; read
what changed.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import orjson
import pytest
from click.testing import CliRunner

from kg.cli import kg
from kg.conversion.recorded import recorded
from kg.readers import read
from kg.readers.source import Document
from kg.records import WorkRecord
from kg.writers.references.bibliography import Bibliography
from tests.readers.test_round_trip import WRITERS

HERE: Final = Path(__file__).parent
TABLE: Final = HERE / "survival.toml"
GIVEN: Final[dict[str, Any]] = orjson.loads((HERE / "survival.json").read_bytes())
Cell = bool | list[str]


def record(kind: str) -> WorkRecord:
    """Return the record of a kind of work; what the kind adds to identifiers stands beside those of all.

    A kind that is `alone` has nothing but a title.
    """
    more = dict(GIVEN["kinds"][kind])
    source = {"file": "list", "format": "kg-jsonl", "first_line": 1, "last_line": 1}
    if more.pop("alone", False):
        return WorkRecord.model_validate({"title": GIVEN["record"]["title"], "source": source} | more)
    made = GIVEN["record"] | {"work_type": kind, "source": source} | more
    made["identifiers"] = GIVEN["record"]["identifiers"] | more.get("identifiers", {})
    return WorkRecord.model_validate(made)


def again(stated: WorkRecord, name: str) -> WorkRecord:
    output = BytesIO()
    WRITERS[name](Bibliography([recorded(stated)]), output)
    (found,) = read(Document.of_bytes(output.getvalue(), "list"), name)
    assert isinstance(found, WorkRecord), found
    return found


def people(listed: Any, *parts: str) -> list[tuple[Any, ...]] | None:
    found = [tuple(getattr(one, part) for part in parts) for one in listed]
    return found if any(any(each) for each in found) else None


def parts(stated: WorkRecord) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a record, those with parts part by part; what two fields may say is one."""
    yield "title with subtitle", ": ".join(filter(None, [stated.title, stated.subtitle]))
    yield "subtitle", stated.subtitle
    yield "short title", [one.text for one in stated.titles if one.kind == "short"]
    yield "authors", people(stated.authors, "given", "family", "suffix", "name", "kind")
    yield "authors: orcid", people(stated.authors, "orcid")
    yield "authors: affiliations", people(stated.authors, "affiliations")
    editors = [*stated.editors, *(one for one in stated.contributors if one.role == "editor")]
    yield "editors", people(editors, "given", "family", "name")
    translators = [one for one in stated.contributors if one.role == "translator"]
    yield "translators", people(translators, "given", "family", "name")
    for scheme, value in stated.identifiers.items():
        yield f"identifiers: {scheme}", value
    for scheme, value in stated.venue_identifiers.items():
        yield f"venue_identifiers: {scheme}", value
    for part in ("name", "place", "start", "end"):
        yield f"event: {part}", getattr(stated.event, part) if stated.event else None
    yield "accessed", [one.date for one in stated.dates if one.kind == "accessed"]
    yield "license", stated.license or next((one.license for one in stated.licenses), None)
    yield "keywords", sorted({*stated.keywords, *(one.term for one in stated.subjects if one.term)})
    yield "statuses", [(one.kind, one.date) for one in stated.statuses]
    yield "funding", [(one.funder.name if one.funder else None, one.award) for one in stated.funding]
    yield "references", [(one.key, one.text) for one in stated.references]
    yield "relations", [(one.kind, one.scheme, one.identifier) for one in stated.relations]
    granted = next((one.name for one in stated.contributors if one.role == "institution"), None)
    yield "publisher or institution", stated.publisher or granted
    yield "list is cut", stated.authors_complete is False
    for name in (
        "work_type", "abstract", "comment", "doi", "arxiv_id", "primary_category", "published", "year",
        "language", "url", "venue", "venue_kind", "venue_abbreviation", "series", "series_number", "edition",
        "place", "languages", "volume", "issue", "pages", "article_number", "extent", "report_no",
    ):  # fmt: skip
        yield name, getattr(stated, name)


def lost() -> dict[str, dict[str, Cell]]:
    """Return the table as it is now."""
    stating: dict[str, list[str]] = {}
    losing: dict[tuple[str, str], list[str]] = {}
    for kind in GIVEN["kinds"]:
        one = record(kind)
        found = {name: dict(parts(again(one, name))) for name in WRITERS}
        for field, value in parts(one):
            if not value:
                continue
            stating.setdefault(field, []).append(kind)
            for name in WRITERS:
                if found[name].get(field) != value:
                    losing.setdefault((field, name), []).append(kind)
    table: dict[str, dict[str, Cell]] = {}
    for field in sorted(stating):
        for name in WRITERS:
            kinds = losing.get((field, name), [])
            table.setdefault(field, {})[name] = kinds if 0 < len(kinds) < len(stating[field]) else not kinds
    return table


def text(table: dict[str, dict[str, Cell]]) -> str:
    rows = (
        f'"{field}" = {{'
        + ", ".join(f"{name} = {orjson.dumps(cell).decode()}" for name, cell in row.items())
        + "}\n"
        for field, row in table.items()
    )
    return "# true: as it was; false: lost; a list: the kinds of works for which it is lost\n" + "".join(rows)


@pytest.fixture(scope="module")
def now() -> dict[str, dict[str, Cell]]:
    found = lost()
    if os.environ.get("KG_WRITE_SURVIVAL"):
        TABLE.write_text(text(found), encoding="utf-8")
    return found


@pytest.mark.parametrize("name", list(WRITERS))
def test_each_format_carries_what_the_table_says(name: str, now: dict[str, dict[str, Cell]]) -> None:
    expected = tomllib.loads(TABLE.read_text("utf-8"))
    assert {field: row[name] for field, row in now.items()} == {
        field: row[name] for field, row in expected.items()
    }


def test_the_graph_carries_the_numbers_of_data_bases(tmp_path: Path) -> None:
    """In, graph, out, in: schemes that the graph's vocabulary does not know are not lost."""
    stated = record("journal-article")
    (tmp_path / "list.jsonl").write_bytes(stated.model_dump_json(exclude={"source"}).encode() + b"\n")
    data = str(tmp_path / "data")
    built = CliRunner().invoke(kg, ["build", str(tmp_path / "list.jsonl"), "--data", data])
    assert built.exit_code == 0, built.output
    query = "SELECT ?p { ?p a fabio:Work ; frbr:realization ?x }"
    for name in WRITERS:
        asked = CliRunner().invoke(kg, ["sparql", query, "--data", data, "--to", name])
        (found,) = read(Document.of_bytes(asked.stdout_bytes, "list"), name)
        assert isinstance(found, WorkRecord), found
        assert found.identifiers == stated.identifiers
        assert found.venue_identifiers == stated.venue_identifiers
