"""`kg.open`: the examples of its docstrings and of the README run as they stand, and what they leave out."""

from __future__ import annotations

import doctest
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import kg
from kg import api
from kg.errors import AmbiguousName, NoRelease, QueryError, UsageError
from tests.conftest import Built

README = Path(__file__).resolve().parent.parent / "README.md"


@pytest.fixture
def demo(built_examples: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder, which is the working one, with the release of the examples where `kg demo` puts it."""
    (tmp_path / "kg-demo").symlink_to(built_examples.directory.path, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def graph(demo: Path) -> Iterator[api.Graph]:
    with kg.open("kg-demo") as opened:
        yield opened


def run(examples: list[doctest.DocTest]) -> None:
    runner = doctest.DocTestRunner()
    for example in examples:
        runner.run(example)
    assert runner.tries
    assert not runner.failures, f"{runner.failures} of {runner.tries} examples"


def test_the_examples_of_the_docstrings(graph: api.Graph) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    run(doctest.DocTestFinder().find(api, extraglobs={"graph": graph}))


def test_the_examples_of_the_readme(demo: Path) -> None:
    pytest.importorskip("pandas")
    text = "".join(re.findall(r"^```pycon\n(.*?)^```$", README.read_text("utf-8"), re.MULTILINE | re.DOTALL))
    run([doctest.DocTestParser().get_doctest(text, {}, "README.md", str(README), 0)])


def test_rows_are_a_sequence_of_dictionaries(graph: api.Graph) -> None:
    rows = graph.query("paper-authors", paper="2009.09496")
    assert [row["position"] for row in rows] == [1, 2, 3]
    assert list(rows[-1]) == list(rows.columns)
    assert [row["name"] for row in rows[:2]] == ["Nidhi Vyas", "Shreyas Saxena"]
    with pytest.raises(IndexError):
        rows[3]


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ("12", 12),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("true", True),
        ("'a'@en", "a"),
        ("<https://example.org/x>", "https://example.org/x"),
        ("'2024-05-06'^^xsd:date", date(2024, 5, 6)),
        ("'2024-05'^^xsd:gYearMonth", "2024-05"),
        ("'2024'^^xsd:gYear", 2024),
        ("'soon'^^xsd:date", "soon"),
        ("UNDEF", None),
    ],
)
def test_terms_become_values_of_python(graph: api.Graph, term: str, value: object) -> None:
    [row] = graph.sparql(f"SELECT ?x {{ VALUES ?x {{ {term} }} }}")
    assert row == {"x": value}
    assert type(row["x"]) is type(value)


def test_an_argument_may_be_one_or_several_of_any_type(graph: api.Graph) -> None:
    one = graph.query("paper-identifiers", paper="2009.09496")
    both = graph.query("paper-identifiers", paper=["2009.09496", "2403.08295"])
    assert len(both) > len(one) > 0
    assert len(graph.query("authors-prolific", least=3)) > 0


def test_all_papers_come_as_records(graph: api.Graph) -> None:
    [count] = graph.sparql("SELECT (COUNT(?paper) AS ?papers) { ?paper a fabio:Work }")
    papers = list(graph.papers())
    assert len({paper["paper"] for paper in papers}) == count["papers"] == len(papers)
    assert all(paper["title"] and set(paper) == set(papers[0]) for paper in papers)


def test_what_cannot_be_done_says_so(graph: api.Graph, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="did you mean author-papers"):
        graph.query("author-paper")
    with pytest.raises(AmbiguousName) as found:
        graph.query("author-papers", author="Fan Yang")
    assert len(found.value.candidates) > 1
    with pytest.raises(QueryError, match="SELECT"):
        graph.sparql("ASK {}")
    with pytest.raises(UsageError, match="kinds are person, paper"):
        graph.search("x", ["people"])
    with pytest.raises(NoRelease, match="kg build"):
        kg.open(tmp_path / "nothing")


def test_a_release_is_held_until_the_graph_is_closed(built_examples: Built) -> None:
    graph = kg.open(built_examples.directory.path)
    assert graph.release == built_examples.release.id
    assert graph.base == built_examples.release.base
    graph.close()
    graph.close()
