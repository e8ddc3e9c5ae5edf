"""Each decision, by whatever rule, tells what it rests on: words, witnesses, or the person who decided."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

import kg
from kg.vocab import KGO, PROV, RDF, RDFS

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = sorted((ROOT / "mapping" / "cases").glob("*/curation.nq"))
CODE = [
    path
    for room in ("identity", "release")
    for path in sorted((Path(kg.__file__).parent / room).rglob("*.py"))
]
DECISIONS = (KGO["IdentityDecision"], KGO["FieldDecision"])
TELLING = (RDFS["comment"], KGO["supportedBy"], KGO["contradictedBy"])


def decisions(path: Path) -> Iterator[dict[str, list[str]]]:
    """Yield the properties of each decision of a golden graph."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in parse(path=path, format=RdfFormat.N_QUADS):
        assert isinstance(quad.object, NamedNode | Literal)
        found[str(quad.subject)][quad.predicate.value].append(quad.object.value)
    for said in found.values():
        if set(said[RDF["type"]]) & set(DECISIONS):
            yield said


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.parent.name)
def test_every_decision_tells_what_it_rests_on(path: Path) -> None:
    for said in decisions(path):
        by_people = any("/person/" in one for one in said[PROV["wasAssociatedWith"]])
        assert any(said[one] for one in TELLING) or by_people, said


def made() -> Iterator[tuple[str, ast.Call]]:
    """Yield each place in the code that makes a decision on identity, whatever its rule."""
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "IdentityDecision":
                continue
            if all(word.arg is not None for word in node.keywords):  # one that is read back has been made
                yield f"{path.name}:{node.lineno}", node


def test_no_rule_makes_a_decision_without_words() -> None:
    places = dict(made())
    assert len(places) >= 8
    for place, call in places.items():
        given = {word.arg: word.value for word in call.keywords}
        words = given.get("words")
        assert words is not None, f"{place}: a decision must say in words what it rests on"
        assert not (isinstance(words, ast.Constant) and not words.value), place
