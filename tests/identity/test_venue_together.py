"""Which two venues are one by the papers that records state under both, and which are not for all that."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from kg.identity.decisions import Decisions
from kg.identity.venue_clusters import VenueClusters, cluster_venues
from kg.identity.venue_lists import ListedTitle, TitleLists, named
from kg.identity.venue_nodes import Nodes
from kg.identity.venue_together import RULE, StatedPlace, Together
from kg.identity.venues import venue_key, venue_mentions

from .records import record

Work = tuple[dict[str, Any], ...]


def clusters(works: Iterable[Work], listed: tuple[ListedTitle, ...] = ()) -> VenueClusters:
    """Return the venues of joined works; each is what the records of its lists state, in their order."""
    nodes, together, lists = Nodes(), Together(), TitleLists()
    for number, work in enumerate(works):
        stated = []
        for document, one in enumerate(work):
            fields: dict[str, Any] = {"year": 2001} | one
            made = record(**fields)
            for mention in venue_mentions(made):
                nodes.add(mention, 1, f"doc{document}-{number}")
            if key := venue_key(made):
                nodes.placed(key, made.volume or "", made.year)
                stated.append(
                    StatedPlace(key, f"{document}", made.volume or "", made.pages or "", str(made.year))
                )
        together.add(sorted(stated))
    for title in listed:
        lists.add(title, named(nodes.nodes))
    return cluster_venues(nodes, {}, Decisions(), lists, together)


def both(a: str, b: str, number: int = 30, **more: Any) -> list[Work]:
    """Return works that one list has under a venue, and another list under another."""
    return [({"venue": a} | more, {"venue": b} | more)] * number


def outcome(works: Iterable[Work], **more: Any) -> str | None:
    """Return what came of the two venues of works by the rule, null where it says nothing."""
    found = {one.outcome for one in clusters(works, **more).decisions if one.rule == RULE}
    return found.pop() if len(found) == 1 else None


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "OWLMOD Conference",
            "International Conference on Owl Data",
        ),  # two series of meetings, by their names
        ("OWLMOD Record", "ACM OWLMOD Record"),
        ("Owlish Review D", "Strigine Journal of Owls"),
    ],
)
def test_two_names_of_one_venue_for_the_same_papers(a: str, b: str) -> None:
    assert outcome(both(a, b, venue_kind="journal" if "Review" in a else None)) == "same"


def test_it_is_told_of_how_many_papers() -> None:
    works = [
        *both("OWLMOD Conference", "Conference on Owl Data", 28),
        *both("OWLMOD Conference", "Conference on Herons", 2),
        ({"venue": "OWLMOD Conference"},) * 2,  # where lists agree nothing is said of other names
        ({"venue": "Conference on Owl Data"},),
    ]
    found = clusters(works)
    (one,) = [one for one in found.decisions if one.rule == RULE]
    assert one.words == (
        "28 of 30 papers of 'OWLMOD Conference' that a list has under another name are of 'Conference on Owl "
        "Data' there, and 28 of 28 the other way (how often this rule is right was not measured)"
    ) or one.words.startswith("28 of 28 papers of 'Conference on Owl Data'")
    assert one.confidence == 0.95
    assert found.final("name:conferenceonherons") == "name:conferenceonherons"


def test_an_acronym_that_several_names_fit_is_of_the_one_that_the_papers_have() -> None:
    names = ("Very Large Owl Bases", "Various Little Owl Burrows")
    apart = [({"venue": name},) for name in names]
    assert outcome([*both("VLOB", names[0], 6), *apart]) == "same"
    assert outcome([*both("VLOB", names[0], 4), *apart]) is None


@pytest.mark.parametrize(
    ("a", "b", "kinds"),
    [
        # a preprint server, and a journal all of whose papers stood there before
        ("bioRxiv", "Owl Letters", ("repository", "journal")),
        ("Owl Preprints", "Heron Preprints", ("repository", "repository")),
        # the journal that prints what a conference hears
        ("OWLGRAPH Conference", "Transactions on Owls", (None, "journal")),
        ("OWLGRAPH Conference", "Transactions on Owls", ("conference-series", None)),
        ("Owl Conference", "Proceedings of the Owl Society", ("conference-series", "journal")),
        # the series in which its proceedings stand
        ("Owl Conference", "Lecture Notes in Computer Science", (None, None)),
        ("Owl Conference", "EPJ Web of Conferences", (None, None)),
        ("Owl Conference", "IOP Conference Series: Owls", (None, None)),
        ("Owl Conference", "ACM International Conference Proceeding Series", (None, None)),
        ("Owl Conference", "CEUR Workshop Proceedings", (None, None)),
        # a part and the whole
        ("Owl Conference", "Workshop at the Owl Conference", (None, None)),
        ("Owl Conference", "European Owl Conference", (None, None)),
        ("Owl Conference", "Owl Conference Demo Track", ("conference-series", "conference-series")),
        ("Findings of the Owl Conference", "Owl Conference", (None, None)),
        ("Owl Conference", "Student Conference on Owls", (None, None)),
        ("Owlish Review", "Owlish Review D", ("journal", "journal")),
        ("Owlica A", "Owlica B", ("journal", "journal")),
        ("Owls Part II", "Owls Part I", ("journal", "journal")),
        ("Owl Letters", "Owl", ("journal", "journal")),
        ("Owl", "Owl Communications", ("journal", "journal")),
        ("Strix", "Strix Owl Quarterly", ("journal", "journal")),
        # a meeting of several
        ("OWLC-IJCH", "Conference on Storks", ("conference-series", "conference-series")),
        # where records were found, and who printed them
        ("IEEE Xplore", "Conference on Owl Data", ("conference-series", "conference-series")),
        ("PubMed Central", "Owl Letters", ("journal", "journal")),
        ("Springer", "Owl Letters", ("journal", "journal")),
    ],
)
def test_what_stands_beside_a_venue_is_not_that_venue(
    a: str, b: str, kinds: tuple[str | None, str | None]
) -> None:
    of_a, of_b = ({"venue_kind": kind} if kind else {} for kind in kinds)
    works: list[Work] = [({"venue": a} | of_a, {"venue": b} | of_b)] * 200
    found = clusters(works)
    assert "same" not in {one.outcome for one in found.decisions}, found.decisions
    assert not found.same


def test_of_unknown_kinds_and_other_names_it_is_a_doubt() -> None:
    found = clusters(both("Strix", "Owl Studies"))
    assert [one.outcome for one in found.decisions] == ["undecided"]
    assert found.decisions[0].words.split(" (how")[0].endswith("nothing shows that both are of one kind")


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"year": 2001}, {"year": 2003}),  # the paper of a meeting and its longer version
        ({"volume": "57"}, {"volume": "84"}),  # a journal and its translation
        ({"pages": "12"}, {"pages": "345"}),
    ],
)
def test_other_places_of_the_same_papers_are_other_venues(
    mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    kind = {"venue_kind": "journal"}
    works: list[Work] = [
        ({"venue": "Owl Letters", **kind, **mine}, {"venue": "Strix", **kind, **theirs})
    ] * 40
    assert outcome(works) is None
    assert outcome(both("Owl Letters", "Strix", 40, **kind, **mine)) == "same"


def test_a_name_that_stands_for_several_venues_is_none_of_them() -> None:
    names = ("Conference on Owl Data", "Symposium on Herons", "Meeting on Storks")
    assert outcome([one for name in names for one in both("Birds Conference", name)]) is None
    few = [*both("Birds Conference", names[0], 80), *both("Birds Conference", names[1], 20)]
    assert outcome(few) is None


def test_what_brackets_leave_open_papers_tell() -> None:
    assert outcome(both("Surgery", "Surgery (Oxford)", 8)) == "same"
    works = [*both("Surgery", "Surgery (Oxford)", 8), *both("Surgery", "Annals of Owls", 8)]
    assert outcome(works) != "same"


def test_few_papers_say_nothing() -> None:
    assert outcome(both("OWLMOD Conference", "Conference on Owl Data", 19)) is None


def test_two_venues_that_both_have_an_identifier_stay_two() -> None:
    kind = {"venue_kind": "journal"}
    for scheme, mine, theirs in (
        ("dblp", "journals/owl", "journals/strix"), ("issn", "1234-5679", "2049-3630"),
        ("openalex", "S1", "S2"),
    ):  # fmt: skip
        works: list[Work] = [
            (
                {"venue": "Owl Letters", "venue_identifiers": {scheme: mine}, **kind},
                {"venue": "Strix", "venue_identifiers": {scheme: theirs}, **kind},
            )
        ] * 40
        assert outcome(works) in (None, "undecided")


def test_a_list_that_gives_old_volumes_the_later_name_makes_no_one_journal_of_two() -> None:
    kind = {"venue_kind": "journal"}
    listed = ListedTitle("Owl Letters", (), ("Strix",))
    assert outcome(both("Owl Letters", "Strix", 40, **kind), listed=(listed,)) is None


def test_volumes_count_as_their_series() -> None:
    works: list[Work] = [
        (
            {"venue": f"OWLMOD Conference {year}", "year": year},
            {"venue": "Symposium on Owl Data", "year": year},
        )
        for year in range(1990, 2000)
        for _ in range(4)
    ]
    found = clusters(works)
    assert [one.outcome for one in found.decisions if one.rule == RULE] == ["same"]


def test_a_third_list_with_a_name_of_its_own_changes_nothing() -> None:
    a, b, c = (
        {"venue": name} for name in ("OWLMOD Conference", "Conference on Owl Data", "Owl Data Symposium")
    )
    works: list[Work] = [*[(a, b)] * 60, *[(a, {}, c)] * 40]
    found = clusters(works)
    assert len({found.final(key) for key in ("name:owlmodconference", "name:conferenceonowldata",
                                             "name:owldatasymposium")}) == 1  # fmt: skip
