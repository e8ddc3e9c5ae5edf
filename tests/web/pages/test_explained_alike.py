"""The page of a thing and `kg explain` tell the same decisions and repairs, in the same order and words."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from click.testing import CliRunner

from kg.cli import kg

BASE = "https://site.example.org/kg"
Read = Callable[[str], BeautifulSoup]
Ask = Callable[[str], list[str]]

KINDS = {
    "paper": "?x a fabio:Work",
    "person": "?x a schema:Person",
    "team": "?x a foaf:Group",
    "venue": "?p schema:isPartOf ?x . FILTER(CONTAINS(STR(?x), '/venue/'))",
    "organisation": "?x a foaf:Organization",
    "topic": "?p schema:about ?x",
    "record": "GRAPH ?g { ?x a kgo:SourceRecord }",
}
TOLD = "FILTER EXISTS { GRAPH ?c { ?act kgo:onResource|kgo:supportedBy|prov:used ?x } }"
_ACT = re.compile(r"^ {6}(\S+/curation/\S+)$", re.MULTILINE)
_SAID = re.compile(r"^  (\S.*), by rule (\S+)", re.MULTILINE)


def section(text: str, heading: str) -> str:
    """Return what the command says under a heading."""
    return text.partition(f"\n{heading}: ")[2].partition("\n\n")[0]


def told(data: Path, iri: str) -> str:
    result = CliRunner().invoke(kg, ["explain", iri, "--data", str(data)], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def rule(item: Tag) -> Tag:
    """Return the link to a decision, which names its rule."""
    return next(link for link in item.find_all("a") if link.get_text().startswith("Rule "))


@pytest.mark.parametrize("kind", KINDS)
def test_page_and_command_tell_the_same(kind: str, ask: Ask, read: Read, data: Path) -> None:
    things = ask(f"SELECT DISTINCT ?x {{ {KINDS[kind]} {TOLD} }} ORDER BY ?x")
    things = [*things[:3], *things[-1:], ask(f"SELECT DISTINCT ?x {{ {KINDS[kind]} }} ORDER BY ?x")[0]]
    for path in dict.fromkeys(things):
        iri = f"{BASE}{path}" if path.startswith("/") else path
        page = read(path.replace("https://w3id.org/kgpub", ""))
        text = told(data, iri)
        decisions = section(text, "Decisions")
        items = page.select("ul.decisions > li")
        assert [f"{BASE}{rule(one)['href']}" for one in items] == _ACT.findall(decisions), path
        said = _SAID.findall(decisions)
        assert len(said) == len(items)
        for item, (words, name) in zip(items, said, strict=True):
            assert item.get_text().strip().startswith(words)
            assert rule(item).get_text() == f"Rule {name}"
        rules = re.findall(r"^  (\S+): ", section(text, "Repairs"), re.MULTILINE)
        rows = page.select("#repairs ~ div tbody tr")
        assert [row.select("td a")[-1].get_text() for row in rows] == rules


def test_there_is_something_to_tell_of_most_kinds(ask: Ask) -> None:
    found = {kind for kind, what in KINDS.items() if ask(f"SELECT ?x {{ {what} {TOLD} }} LIMIT 1")}
    assert found >= {"paper", "person", "record"}, found
