"""Which named graphs have statements in common, by their text."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.release.overlaps import kind_of, overlaps

BASE = "https://data.example.org/kg/"


def found(folder: Path, lines: list[str], most: int = 100) -> list[list[str]]:
    path = folder / "named.nq"
    path.write_text("".join(f"{line} .\n" for line in lines))
    result = overlaps([path], folder, most=most)
    assert result.sets is not None
    return sorted(sorted(graph.removeprefix(BASE) for graph in one) for one in result.sets)


def line(subject: str, value: str, graph: str) -> str:
    return f'<{BASE}{subject}> <e:p> "{value}" <{BASE}{graph}>'


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("record/0123456789abcdef-12", "record/0123456789abcdef"),
        ("mention/0123456789abcdef-12-3", "mention/0123456789abcdef"),
        ("paper/zixskqppsuusmpol", "paper/"),
        ("agent/pipeline", "agent/"),
        ("ontology#Repair", "ontology#"),
    ],
)
def test_the_kind_of_an_iri(subject: str, kind: str) -> None:
    assert kind_of(f"<{BASE}{subject}>".encode()) == f"<{BASE}{kind}".encode()


def test_a_statement_of_two_graphs_is_found(tmp_path: Path) -> None:
    own = [line(f"record/{n * 16}-1", "1", f"graph/{n}") for n in "abc"]
    assert found(tmp_path, own) == []
    near = [*own, line("topic/x", "1", "graph/a"), line("topic/x", "2", "graph/b")]
    assert found(tmp_path, near) == []
    assert found(tmp_path, [*near, line("topic/x", "1", "graph/c")]) == [["graph/a", "graph/c"]]
    three = [*near, line("topic/x", "1", "graph/c"), line("topic/x", "1", "graph/b")]
    assert found(tmp_path, three) == [["graph/a", "graph/b", "graph/c"]]


def test_where_there_is_too_much_to_compare_more_is_said_than_is_so(tmp_path: Path) -> None:
    lines = [line("topic/x", str(n), f"graph/{n % 2}") for n in range(20)]
    assert found(tmp_path, lines) == []
    assert found(tmp_path, lines, most=10) == [["graph/0", "graph/1"]]


NAMES = st.sampled_from(["topic/a", "topic/b", "record/" + "a" * 16 + "-1", "paper/" + "z" * 16, "agent/c"])
GRAPHS = st.sampled_from(["graph/1", "graph/2", "graph/3"])


@given(st.lists(st.tuples(NAMES, st.sampled_from("12"), GRAPHS), max_size=12, unique=True))
def test_it_is_what_a_comparison_of_all_gives(
    tmp_path_factory: pytest.TempPathFactory, statements: list[tuple[str, str, str]]
) -> None:
    held: dict[tuple[str, str], set[str]] = defaultdict(set)
    for subject, value, graph in statements:
        held[subject, value].add(graph)
    together = {tuple(sorted(graphs)) for graphs in held.values() if len(graphs) > 1}
    lines = [line(*statement) for statement in statements]
    assert found(tmp_path_factory.mktemp("overlaps"), lines) == sorted(map(list, together))
