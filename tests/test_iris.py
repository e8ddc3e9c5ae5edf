"""IRIs are made and taken apart in `kg.iris` alone, and what is made there can be taken apart again."""

from __future__ import annotations

import ast
import doctest
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import iris
from kg.digests import opaque
from kg.iris import Iris, bare, document_id, name_in, prefixes, record_of

ROOT = Path(__file__).resolve().parent.parent
BASE = "https://data.example.org/kg/"
KINDS = (
    "paper", "person", "org", "venue", "pub", "id", "record", "mention", "source", "curation", "observation",
    "authorship", "activity", "agent", "graph",
)  # fmt: skip
TEXT = re.compile(rf"(?:^|[/<])(?:{'|'.join(KINDS)})/")
ELSEWHERE = {
    "kg/iris.py",
    "kg/web/routes.py",  # what the site answers at
    "kg/web/api/openapi/of_queries.py", "kg/web/api/openapi/of_resources.py",  # and its description
}  # fmt: skip
"""Modules that may hold such a text, and why."""
OTHERS = ("kg/readers/", "kg/harvest/")
"""Rooms that read the addresses of other servers."""
NO_IRIS = {
    "kg/web/http/links.py",  # between IRIs and the paths of this host
    "kg/web/api/search.py", "kg/identity/venue_nodes.py", "kg/identifiers/arxiv.py",  # a path, an identifier
    "kg/queries/bibliography/facts.py", "kg/queries/bibliography/citing.py",  # terms of vocabularies
}  # fmt: skip
"""Modules that cut something else at its slashes."""
ADDRESS = re.compile(r"https?://\S*")
"""A whole address is of another server, or of an example, as no base is written in the code."""


def texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the texts of a module, those of f-strings piece by piece, without docstrings."""
    docs = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def modules() -> list[str]:
    names = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "kg").rglob("*.py"))
    return [name for name in names if name not in ELSEWHERE and not name.startswith(OTHERS)]


def test_no_other_module_holds_the_text_of_an_iri() -> None:
    found = [
        f"{name}:{line}: {text.strip()[:80]!r}"
        for name in modules()
        for line, text in texts(ast.parse((ROOT / name).read_text("utf-8")))
        if TEXT.search(ADDRESS.sub("", text))
    ]
    assert not found, "make and take apart IRIs by kg.iris"


def test_the_examples() -> None:
    assert doctest.testmod(iris).failed == 0
    assert doctest.testmod(iris).attempted > 1


@pytest.mark.parametrize(
    ("made", "kind", "name"),
    [
        (Iris(BASE).paper("doi:10.1000/182"), "paper", opaque("paper", "doi:10.1000/182")),
        (Iris(BASE).identifier("doi", "10.1000/1#2"), "id", "doi/10.1000/1%232"),
        (Iris(BASE).expression("arxiv/2009.09496"), "pub", "arxiv/2009.09496"),
        (Iris(BASE).document_graph("0123456789abcdef"), "graph/source", "0123456789abcdef"),
        (Iris(BASE).curation, "graph", "curation"),
        (Iris(BASE).mention("0123456789abcdef-1-2"), "mention", "0123456789abcdef-1-2"),
    ],
)
def test_what_is_made_can_be_taken_apart(made: str, kind: str, name: str) -> None:
    assert name_in(kind, made) == name_in(kind, bare(made)) == name
    others = {"paper", "id", "pub", "graph", "mention", "record"} - {kind.partition("/")[0]}
    assert {name_in(other, made) for other in others} == {""}


def test_a_part_begins_as_its_whole_does() -> None:
    made = Iris(BASE)
    document = bare(made.document_of("ab" * 32))
    assert record_of(document, 7) == bare(made.record(f"{document_id('ab' * 32)}-7"))
    assert made.mention("x-1-2").startswith(made.mentions("x-1"))
    assert made.authorship("doi:1#3") == f"{made.authorships(made.paper('doi:1'))}3>"


def test_every_prefix_is_that_of_a_kind() -> None:
    own = {name: iri.removeprefix(BASE) for name, iri in prefixes(BASE).items() if iri.startswith(BASE)}
    assert own.pop("kg") == ""
    assert {kind.partition("/")[0] for kind in own.values()} == set(KINDS)


def test_no_other_module_cuts_an_iri() -> None:
    """What an IRI ends in, and what stands behind its base, are asked of `kg.iris`."""
    cut = re.compile(r"""\.r(?:partition|split)\("/"|\[len\([\w.]*base\)""")
    found = [
        f"{name}:{number}"
        for name in modules()
        if name not in NO_IRIS
        for number, line in enumerate((ROOT / name).read_text("utf-8").splitlines(), 1)
        if cut.search(line)
    ]
    assert not found, "ask kg.iris"
