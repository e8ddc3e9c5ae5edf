"""Which papers are shown as related, in which order, and why."""

from __future__ import annotations

import pytest

from kg.engine import LocalEngine
from kg.store import Store
from kg.web.pages.lists import related

BASE = "https://data.example.org/kg/"
# paper: authors, topics
PAPERS = {
    "self": ("ada bo", "t1 t2"),
    "both": ("ada bo", ""),
    "one-near": ("bo cy", "t1 t2"),
    "one-far": ("ada", "t3"),
    "topics": ("cy", "t1 t2"),
    "topic": ("cy", "t2"),
    "common": ("cy", "huge"),
    "mixed": ("di", "t4 huge"),
    "mixed-too": ("di", "t4 huge"),
    "mixed-three": ("ed", "t4 huge"),
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> LocalEngine:
    def iri(name: str) -> str:
        return f"<{BASE}{name}>"

    lines = []
    for name, (authors, topics) in PAPERS.items():
        lines.append(f'{iri(name)} <https://schema.org/name> "{name}" .')
        lines += [f"{iri(name)} <https://schema.org/author> {iri(who)} ." for who in authors.split()]
        lines += [f"{iri(name)} <https://schema.org/about> {iri(topic)} ." for topic in topics.split()]
    lines += [
        f"{iri(f'n{n}')} <https://schema.org/about> {iri('huge')} ." for n in range(related.MOST_OF_TOPIC)
    ]
    folder = tmp_path_factory.mktemp("related")
    part = folder / "data.nt"
    part.write_text("\n".join(lines) + "\n")
    Store.load(folder / "store", [part])
    return LocalEngine(Store.open(folder / "store"))


def test_authors_first_then_topics(engine: LocalEngine) -> None:
    authors, topics = ([f"{BASE}{one}" for one in names.split()] for names in PAPERS["self"])
    found = related.related(engine, f"{BASE}self", authors, topics)
    assert [(paper.title, paper.note) for paper in found] == [
        ("both", "2 of the authors named above"),
        ("one-near", "1 of the authors named above, 2 topics in common"),
        ("one-far", "1 of the authors named above"),
        ("topics", "2 topics in common"),
        ("topic", "1 topic in common"),
    ]


def test_large_topics_count_where_papers_are_near_already(engine: LocalEngine) -> None:
    found = related.related(engine, f"{BASE}mixed", [f"{BASE}di"], [f"{BASE}t4", f"{BASE}huge"])
    assert [(paper.title, paper.note) for paper in found] == [
        ("mixed-too", "1 of the authors named above, 2 topics in common"),
        ("mixed-three", "2 topics in common"),
    ]


def test_a_topic_that_many_papers_have_relates_none(engine: LocalEngine) -> None:
    assert related.related(engine, f"{BASE}common", [], [f"{BASE}huge"]) == []
    assert related.related(engine, f"{BASE}self", [], []) == []
