"""Clusters of records: transitivity, refusals, keys of their own."""

from __future__ import annotations

from itertools import permutations

from kg.identity.blocking_keys import mint_key
from kg.identity.paper_clusters import Clusters
from kg.identity.papers import PaperResolver, resolve_papers
from kg.records import WorkRecord

from .records import record


def clusters(records: list[WorkRecord]) -> Clusters:
    return resolve_papers(records)


def test_three_records_of_one_paper() -> None:
    title, people = "Slow Drift of Paper Boats in Shallow Canals", ["Ada Quill", "Tom Reed"]
    found = clusters(
        [
            record(people, title=title, arxiv_id="2101.00002"),
            record(people, title="Something else entirely about umbrellas"),
            record(people, title=title),
            record(people, title=title, doi="10.1234/boats"),
        ]
    )
    assert found.groups == {0: [0, 2, 3]}
    assert found.weakest[0].rule == "SAME-TITLE-EVIDENCE"


def test_a_third_record_does_not_join_two_eprints() -> None:
    title, people = "Slow Drift of Paper Boats in Shallow Canals", ["Ada Quill", "Tom Reed"]
    records = [
        record(people, title=title, arxiv_id="2101.00002"),
        record(people, title=title),
        record(people, title=title, arxiv_id="2201.00002"),
    ]
    found = clusters(records)
    assert list(found.groups.values()) == [[0, 1]]
    assert [(link.a, link.b) for link in found.undecided] == [(1, 2)]


def test_the_result_does_not_depend_on_the_order() -> None:
    title, people = "Slow Drift of Paper Boats in Shallow Canals", ["Ada Quill", "Tom Reed"]
    records = [
        record(people, title=title),
        record(people, title=title, doi="10.1234/boats"),
        record(people[:1], title=title, authors_complete=False, year=2021),
    ]
    for order in permutations(records):
        assert list(clusters(list(order)).groups.values()) == [[0, 1, 2]]


def test_different_papers_of_one_title_and_author_get_different_keys() -> None:
    records = [
        record(["Ada Quill"], title="Editorial remarks", year=2001, abstract=f"{word} " * 20)
        for word in ("lantern", "umbrella")
    ]
    found = clusters(records)
    keys = [mint_key(one, f"doc-{n}", alone=n in found.alone) for n, one in enumerate(records)]
    assert found.groups == {}
    assert len(set(keys)) == 2


def test_an_identifier_of_two_papers_belongs_to_one() -> None:
    records = [
        record(["Ada Quill"], title="Boats of paper", doi="10.1234/same", arxiv_id="2101.00006"),
        record(["Mei Sun"], title="The physics of umbrellas", doi="10.1234/same", arxiv_id="2101.00007"),
    ]
    found = clusters(records)
    assert found.groups == {}
    assert found.denied == {1: {"doi"}}
    assert len(found.undecided) == 1


def test_a_block_of_thousands_is_not_compared_pair_by_pair() -> None:
    records = [record([f"Person{n} Name{n}"], title="Editorial of the month") for n in range(400)]
    fetched = 0

    def fetch(reference: int) -> WorkRecord:
        nonlocal fetched
        fetched += 1
        return records[reference]

    resolver = PaperResolver(fetch)
    resolver.add(range(400))
    assert fetched < 400 * 20
    assert resolver.resolve().groups == {}


def test_a_meetings_paper_and_the_journals_are_two_versions_and_nothing_is_open_between_them() -> None:
    title, people = "Slow Drift of Paper Boats in Shallow Canals", ["Ada Quill", "Tom Reed"]
    records = [
        record(people, title=title, venue="Proceedings of the 4th Conference on Boats", year=2016),
        record(people, title=title, venue="arXiv", arxiv_id="1601.00001", year=2016),
        record(people, title=title, venue="Journal of Canals", volume="9", year=2018),
    ]
    found = clusters(records)
    assert list(found.groups.values()) == [[0, 1]]
    assert [(one.a, one.b, one.verdict.rule) for one in found.versions] == [(0, 2, "TWO-VERSIONS")]
    assert not found.undecided


def test_sibling_papers_of_one_team_stay_two_where_several_records_state_each_title() -> None:
    people = ["Ada Quill", "Tom Reed", "Bo Weir"]
    titles = ["Quill Systems for the Shared Task on Boats", "Quill Systems for the Shared Task on Canals"]
    records = [
        record(people, title=title, venue=venue, year=2020)
        for venue in ("Proceedings of the Conference on Boats", "Boats")
        for title in titles
    ]
    found = clusters(records)
    assert sorted(found.groups.values()) == [[0, 2], [1, 3]]
    assert {one.verdict.outcome for one in found.undecided} <= {"undecided"}
