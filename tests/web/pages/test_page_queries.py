"""The queries of pages: files that run as they stand, each asked by a page with the parameters it has."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import kg.web
from kg.engine import LocalEngine, Request
from kg.queries import Template
from kg.queries.asking import FOLDER, asked
from kg.store import Store
from kg.web.pages.description.evidence import _OTHERWISE, _WAYS

FILES = sorted(FOLDER.glob("*.rq"))
CODE = sorted(Path(kg.web.__file__).parent.rglob("*.py"))


def calls() -> dict[str, set[str]]:
    """Return the parameters that the code gives to each query it names in a call of `asked`."""
    found: dict[str, set[str]] = {}
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "asked":
                name = node.args[1]
                if isinstance(name, ast.Constant):
                    found[str(name.value)] = {word.arg for word in node.keywords if word.arg is not None}
    ways = [_OTHERWISE, *_WAYS.values()]
    found |= {name: {parameter} for way in ways for name, parameter in way.items()}
    # which of two is asked is an argument of the function that asks
    found |= {name: {"shared", "but"} for name in ("related-by-author", "related-by-topic")}
    return found | {name: {"x"} for name in ("topic-labels", "venue-labels")}


def test_every_file_is_asked_with_the_parameters_it_has() -> None:
    parameters = {path.stem: {one.name for one in Template.read(path).parameters} for path in FILES}
    assert calls() == parameters


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_runs_as_it_stands_and_says_what_it_asks(path: Path, store: Store) -> None:
    text = path.read_text("utf-8")
    assert re.match(r"# [A-Z].*\.\n", text)
    LocalEngine(store).solutions(Request(text))  # without prefixes of ours: it can be pasted anywhere
    assert all(one.help and not one.optional for one in Template.read(path).parameters)


def test_a_parameter_without_values_has_no_solutions(store: Store) -> None:
    engine = LocalEngine(store)
    found = engine.solutions(Request("SELECT ?x { ?x a <http://xmlns.com/foaf/0.1/Person> }"))
    everybody = [getattr(row["x"], "value", "") for row in found]
    assert len(asked(engine, "names", thing=everybody)) >= len(everybody) > 1
    assert asked(engine, "names", thing=[]) == []


def test_text_that_is_no_iri_never_becomes_part_of_a_query(store: Store) -> None:
    with pytest.raises(ValueError, match="IRI"):
        asked(LocalEngine(store), "names", thing=["https://example.org/> } # "])
