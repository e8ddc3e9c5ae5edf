"""Keys that several different papers have."""

from __future__ import annotations

from kg.identity.collisions import collisions
from kg.records import WorkRecord


def record(title: str, **fields: str) -> WorkRecord:
    place = {"file": "a", "format": "kg-jsonl", "first_line": 1, "last_line": 1}
    return WorkRecord.model_validate({"source": place, "title": title} | fields)


def test_an_e_print_of_several_papers_is_of_the_first() -> None:
    papers = [(number, [record(f"Owls {number}", arxiv_id="1612.01234")]) for number in (1, 4, 7)]
    denied: dict[int, set[str]] = {4: {"arxiv"}}
    assert collisions(papers, denied) == {4, 7}
    assert denied == {4: {"arxiv"}, 7: {"arxiv"}}


def test_a_doi_of_one_paper_is_its_own() -> None:
    denied: dict[int, set[str]] = {}
    assert collisions([(1, [record("Owls", doi="10.5555/a")]), (2, [record("Bees")])], denied) == set()
    assert denied == {}
