"""The questions of pages and look-ups: files that run as they stand, asked with the parameters they have."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

import kg.queries
import kg.web
from kg.engine import LocalEngine, Request
from kg.engine.query_text import bare
from kg.engine.template import EXAMPLE_BASE
from kg.queries import Template
from kg.queries.asking import QUESTIONS, asked, counted, listed
from kg.release.search import KINDS
from kg.store import Store
from kg.vocab import PREFIXES, XSD
from kg.web.sparql.examples import _ENTITIES

FILES = list(QUESTIONS.paths.values())
CODE = sorted(path for room in (kg.web, kg.queries) for path in Path(str(room.__file__)).parent.rglob("*.py"))
TEXTS = {path.stem: path.read_text("utf-8") for path in FILES}
PATTERNS = [name for name, text in TEXTS.items() if text.endswith("#+ end papers\n}\n")]
LISTS = [name for name, text in TEXTS.items() if "#+ begin papers\n" in text and name not in PATTERNS]
THINGS = {
    "paper": "https://data.example.org/kg/paper/aaaaaaaaaaaaaaa2",
    "person": "https://data.example.org/kg/person/bbbbbbbbbbbbbbb2",
    "org": "https://data.example.org/kg/org/ccccccccccccccc2",
    "venue": "https://data.example.org/kg/venue/arxiv",
    "topic": "https://w3id.org/kgpub/topic/arxiv/cs.LG",
    "source": "https://data.example.org/kg/source/dddddddddddddddd",
    "record": "https://data.example.org/kg/record/dddddddddddddddd-1",
}
CHOSEN: dict[str, set[str]] = {
    **{name: {"thing"} for name in PATTERNS},
    **{name: {"shared", "but"} for name in ("related-by-author", "related-by-topic")},
    **{name: {"x"} for name in ("topic-labels", "venue-labels")},
    **{name: {"paper"} for name in ("topics-of-papers", "venues-of-papers", "series-of-papers")},
    **{name: set() for name in ("topic-totals", "venue-totals")},
    **{f"example-{kind}": set() for kind in _ENTITIES},
    **{f"containing-{kind}": {"word"} for kind in KINDS},
    **{name: {"thing"} for name in ("kind-of-iri", "labels-to-choose", "replacements")},
    **{name: {"thing"} for name in ("decision-supports", "decisions-resting")},
    **{name: {"x"} for name in ("derived-from", "mint-keys", "realizations", "all-names", "countries")},
    **{name: {"x"} for name in ("identifiers", "organisations")},
    **{name: {"x"} for name in ("authors-with-keys", "authorships-with-keys")},
    **{name: {"name"} for name in ("by-name", "source-by-name")},
    **{name: {"code"} for name in ("by-notation", "by-short-code")},
    "by-identifier": {"value"},
    "by-name-key": {"key"},
    "dated-in-year": {"year", "topic"},
    "dated-on-day": {"day", "topic"},
}
"""Parameters of the files whose names, or whose arguments, are chosen as the code runs."""


def calls() -> dict[str, set[str]]:
    """Return the parameters that the code gives to each query it names in a call."""
    found: dict[str, set[str]] = {}
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if not isinstance(node, ast.Call) or called not in ("asked", "listed", "counted"):
                continue
            name = next(iter(node.args[1:2]), None)
            if not isinstance(name, ast.Constant) or name.value not in TEXTS:
                continue
            given = found.setdefault(str(name.value), set())
            if called == "asked":
                given |= {word.arg for word in node.keywords if word.arg is not None}
            elif len(node.args) > 2 and isinstance(node.args[2], ast.Dict):
                given |= {str(key.value) for key in node.args[2].keys if isinstance(key, ast.Constant)}
    return found | CHOSEN


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
    found = engine.solutions(Request("SELECT ?x { ?x a <https://schema.org/Person> }"))
    everybody = [getattr(row["x"], "value", "") for row in found]
    assert len(asked(engine, "names", thing=everybody)) >= len(everybody) > 1
    assert asked(engine, "names", thing=[]) == []


def test_text_that_is_no_iri_never_becomes_part_of_a_query(store: Store) -> None:
    with pytest.raises(ValueError, match="IRI"):
        asked(LocalEngine(store), "names", thing=["https://example.org/> } # "])


def solutions(engine: LocalEngine, text: str) -> list[str]:
    rows = engine.solutions(Request(text, prefixes=PREFIXES))
    return sorted(str(sorted((name, str(term)) for name, term in row.items())) for row in rows)


def here(term: object) -> NamedNode | Literal:
    """Return an example as the data of these tests have it."""
    assert isinstance(term, NamedNode | Literal)
    kind = term.value.removeprefix(EXAMPLE_BASE).partition("/")[0]
    return NamedNode(THINGS[kind]) if kind in THINGS else term


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_argument_may_stand_in_the_place_of_its_parameter(path: Path, store: Store) -> None:
    engine, template = LocalEngine(store), Template.read(path)
    arguments = {one.name: [here(example) for example in one.examples[:1]] for one in template.parameters}
    plain = bare(template.text)
    shown = plain.partition("WHERE")[0]
    if "*" in shown or any(f"?{name}" in plain or f"${name}" in shown for name in arguments):
        pytest.skip("the answer has the parameter in it")
    inlined = template.inlined(arguments)
    assert "$" not in bare(inlined)
    assert solutions(engine, inlined) == solutions(engine, template.bind(arguments))


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_the_papers_of_each_pattern(name: str, pattern: str, store: Store) -> None:
    engine = LocalEngine(store)
    year = {"year": Literal("2021", datatype=NamedNode(XSD["gYear"]))} if name == "papers-of-year" else {}
    for iri in THINGS.values():
        rows = listed(engine, name, {"thing": iri, **year}, ("papers", pattern), most=3)
        whole = {row["paper"] for row in listed(engine, pattern, {"thing": iri})}
        assert len(rows) <= 3
        assert {row["paper"] for row in rows if "paper" in row} <= whole
        if name == "papers-counted":
            assert int(rows[0]["n"]) == min(3, len(whole))


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [
        ("papers-on-topic", "topic"),
        ("papers-under-topic", "topic"),
        ("papers-of-venue", "venue"),
        ("papers-of-series", "venue"),
    ],
)
def test_a_pattern_finds_papers(pattern: str, kind: str, store: Store) -> None:
    assert listed(LocalEngine(store), pattern, {"thing": THINGS[kind]})


def test_pages_of_a_list_make_the_whole_of_it(store: Store) -> None:
    engine, document = LocalEngine(store), {"document": THINGS["source"]}
    total = counted(engine, "document-counted", document)
    whole = listed(engine, "document-records", document, most=total)
    pages = [listed(engine, "document-records", document, most=1, skip=skip) for skip in range(total)]
    assert total == len({row["record"] for row in whole}) > 1
    assert [row for page in pages for row in page] == whole
