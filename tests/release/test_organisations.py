"""Organisations through whole builds: an authority file, decisions of people, IRIs that are carried on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from kg.cli import kg
from kg.engine import Request
from kg.errors import UnreadableInput
from kg.release import DataDirectory
from kg.release.changes import read_changes
from kg.release.evaluation import evaluate
from kg.vocab import PREFIXES

ETH = "https://ror.org/05a28rw58"
ROR = [
    {
        "id": ETH,
        "names": [
            {"value": "ETH Zurich", "types": ["ror_display", "label"]},
            {"value": "Eidgenössische Technische Hochschule Zürich", "types": ["label"]},
            {"value": "Swiss Federal Institute of Technology in Zurich", "types": ["alias"]},
            {"value": "ETHZ", "types": ["acronym"]},
        ],
        "locations": [{"geonames_details": {"country_code": "CH", "name": "Zurich"}}],
        "domains": ["ethz.ch"],
        "external_ids": [{"type": "grid", "all": ["grid.5801.c"], "preferred": "grid.5801.c"}],
    },
    {"id": "no identifier", "names": []},
]
NAMES = (
    "ETH Zürich, 8092 Zürich, Switzerland",
    "Eidgenössische Technische Hochschule Zürich, Switzerland",
    "Swiss Federal Institute of Technology in Zurich, Switzerland",
)

Build = Callable[..., Result]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Build a release of papers of three people of ETH, with further options."""
    source = tmp_path / "papers.jsonl"
    with source.open("wb") as out:
        for number, affiliation in enumerate(NAMES):
            author = {"name": f"Ada Number{number}", "affiliations": [affiliation]}
            out.write(orjson.dumps({"title": f"Tides, part {number}", "authors": [author]}) + b"\n")

    def run(*options: str) -> Result:
        command = ["build", str(source), "--data", str(tmp_path / "data"), *options]
        return CliRunner().invoke(kg, command, catch_exceptions=False)

    return run


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    path = tmp_path / "ror.json"
    path.write_bytes(orjson.dumps(ROR, option=orjson.OPT_INDENT_2))
    return path


def asked(data: Path, text: str) -> list[str]:
    with DataDirectory(data).leased() as release:
        found = release.engine().solutions(
            Request(f"SELECT ?x WHERE {{ {text} }} ORDER BY ?x", prefixes=PREFIXES)
        )
        return [getattr(row["x"], "value", "") for row in found]


OF_PEOPLE = "?at pro:relatesToOrganization ?y . BIND(?y AS ?x)"


def organisations(data: Path) -> set[str]:
    return set(asked(data, OF_PEOPLE))


def test_three_names_are_one_only_with_evidence(build: Build, authority: Path, tmp_path: Path) -> None:
    assert build().exit_code == 0
    apart = organisations(tmp_path / "data")
    assert len(apart) == 3
    result = build("--authority", str(authority))
    assert result.exit_code == 0, result.output
    assert "no 'id' that is an identifier of ROR" in result.output
    (one,) = organisations(tmp_path / "data")
    assert asked(tmp_path / "data", f"<{one}> schema:sameAs ?x") == [ETH]
    assert set(asked(tmp_path / "data", f"<{one}> kgo:country ?x")) == {"CH"}
    rules = asked(tmp_path / "data", f"GRAPH ?g {{ ?d kgo:onResource <{one}> ; kgo:rule ?x }}")
    assert set(rules) == {"ORG-ROR-NAME"}
    retired = asked(tmp_path / "data", f"GRAPH ?g {{ ?x dcterms:isReplacedBy <{one}> }}")
    assert apart == {one, *retired}  # every IRI of before leads on
    changes = read_changes(DataDirectory(tmp_path / "data").current())
    assert changes is not None
    assert {change["iri"] for change in changes["changes"]["org"]["merged"]} == set(retired)


def test_iris_stay_where_nothing_changes(build: Build, tmp_path: Path) -> None:
    build()
    before = organisations(tmp_path / "data")
    build()
    assert organisations(tmp_path / "data") == before


def test_people_join_organisations(build: Build, tmp_path: Path) -> None:
    build()
    first, second, _ = sorted(organisations(tmp_path / "data"))
    data, decisions = str(tmp_path / "data"), str(tmp_path / "decisions.jsonl")
    command = [
        "merge",
        first,
        second,
        "--data",
        data,
        "--decisions",
        decisions,
        "--by",
        "Cy",
        "--why",
        "one house",
    ]
    merged = CliRunner().invoke(kg, command, catch_exceptions=False)
    assert merged.exit_code == 0, merged.output
    assert build("--decisions", decisions).exit_code == 0
    assert len(organisations(tmp_path / "data")) == 2
    told = CliRunner().invoke(kg, ["explain", "ETH Zürich", "--data", data], catch_exceptions=False)
    assert told.exit_code == 0


def test_people_part_an_organisation(build: Build, authority: Path, tmp_path: Path) -> None:
    build("--authority", str(authority))
    (one,) = organisations(tmp_path / "data")
    data, decisions = str(tmp_path / "data"), str(tmp_path / "decisions.jsonl")
    command = ["split", one, "--names", "ETH Zürich", "--data", data, "--decisions", decisions, "--by", "Cy"]
    split = CliRunner().invoke(kg, command, catch_exceptions=False)
    assert split.exit_code == 0, split.output
    assert build("--authority", str(authority), "--decisions", decisions).exit_code == 0
    assert len(organisations(tmp_path / "data")) == 2


def test_people_hold_organisations_apart(build: Build, authority: Path, tmp_path: Path) -> None:
    line = {
        "decision": "split", "kind": "team", "by": "Cy",
        "keys": ["institution:eidgenossische technische hochschule zurich|CH"], "others": ["ror:05a28rw58"],
    }  # fmt: skip
    decisions = tmp_path / "decisions.jsonl"
    decisions.write_bytes(orjson.dumps(line) + b"\n")
    assert build("--authority", str(authority), "--decisions", str(decisions)).exit_code == 0
    assert len(organisations(tmp_path / "data")) == 2


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (b'[{"id": "https://ror.org/05a28rw58", "name": "ETH Zurich"}]', "schema version 2"),
        (b"no JSON", "schema version 2"),
    ],
)
def test_what_is_no_dump_of_ror_is_refused(build: Build, tmp_path: Path, text: bytes, wrong: str) -> None:
    path = tmp_path / "old.json"
    path.write_bytes(text)
    with pytest.raises(UnreadableInput) as told:
        build("--authority", str(path))
    assert str(told.value).startswith(f"{path}:1: ")
    assert wrong in str(told.value)


def test_names_alone_are_scored_with_identifiers_hidden(tmp_path: Path) -> None:
    source = tmp_path / "papers.jsonl"
    houses = (
        ("Bay University", "05a28rw58"),
        ("Univ. of Quays", "052gg0110"),
        ("University of Quays", "052gg0110"),
    )
    with source.open("wb") as out:
        for number, (name, ror) in enumerate(houses * 2):
            house = {"name": name, "identifiers": {"ror": ror}}
            place = f"Dept. {number}, {name}, Norway"
            author = {"name": "Ada Ebb", "affiliations": [place], "organisations": [house]}
            out.write(orjson.dumps({"title": f"Tides {number}", "authors": [author]}) + b"\n")
    found = evaluate("organisations", source)
    assert (found.known, found.clusters) == (6, 2)
    assert found.whole["all"]["kg"].f1 == 1
    assert found.whole["all"]["folded text"].f1 < 1
