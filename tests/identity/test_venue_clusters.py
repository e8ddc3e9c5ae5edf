"""Which names of venues are one venue, which are not, which is a doubt; which volume is of which series."""

from __future__ import annotations

from typing import Any

import pytest

from kg.identity.decisions import Decision, Decisions, Placed
from kg.identity.venue_clusters import VenueClusters, cluster_venues
from kg.identity.venue_lists import ListedTitle, TitleLists, named
from kg.identity.venue_nodes import Nodes
from kg.identity.venue_words import abbreviates, acronyms_of, likeness, words_of
from kg.identity.venues import venue_mentions

from .records import record


def clusters(
    *stated: dict[str, Any],
    shared: dict[tuple[str, str], int] | None = None,
    decisions: Decisions | None = None,
    listed: tuple[ListedTitle, ...] = (),
) -> VenueClusters:
    nodes, lists = Nodes(), TitleLists()
    for number, one in enumerate(stated, 1):
        made = record(**one)
        for mention in venue_mentions(made):
            nodes.add(mention, 1, f"doc-{number}")
            nodes.placed(mention.key, made.volume or "", made.year)
    for title in listed:
        lists.add(title, named(nodes.nodes))
    return cluster_venues(nodes, shared or {}, decisions or Decisions(), lists)


def one(*names: str, **more: Any) -> bool:
    """Tell whether venues of these names are one."""
    found = clusters(*({"venue": name} | more for name in names))
    return len({found.final(f"name:{key}") for key in map(_key, names)}) == 1


def _key(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Owl. Rev. Lett.", "Owlish Review Letters"),
        ("Owl.Rev.D", "Owlish Review D"),
        ("J. Owls", "Journal of Owls"),
        ("J Exp Owl", "Journal of Experimental Owlery"),
        ("Proc. Natl. Acad. Owls", "Proceedings of the National Academy of Owls"),
        ("Mon. Not. R. Owl. Soc.", "Monthly Notices of the Royal Owl Society"),
        ("Int. J. Owl. & Heron.", "International Journal of Owls and Herons"),
        ("J. Owls: Condens. Night", "Journal of Owls: Condensed Night"),
    ],
)
def test_a_name_whose_words_are_shortened_in_order_is_an_abbreviation(short: str, long: str) -> None:
    assert abbreviates(words_of(short), words_of(long))
    assert one(short, long)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Genetic Owlery", "Genetics Owlery"),
        ("Owl. Rev. D", "Owlish Review B"),
        ("Owl. Rev.", "Owlish Review Letters"),
        ("Owlica A", "Owlica Acta"),
        ("Journal of Asian Owls", "Journal of Australian Owls"),
        ("Journal of Southern Owls", "Journal of Southwestern Owls"),
        ("Strix I", "Strix III"),
        ("Owls", "Owls"),
    ],
)
def test_another_name_is_no_abbreviation(short: str, long: str) -> None:
    assert not abbreviates(words_of(short), words_of(long))


def test_an_abbreviation_that_fits_two_titles_is_a_doubt() -> None:
    found = clusters({"venue": "Ann. Owl."}, {"venue": "Annals of Owlery"}, {"venue": "Annalen der Owlik"})
    assert not found.same
    assert [(one.outcome, one.rule) for one in found.decisions] == [("undecided", "VENUE-ABBREVIATION")] * 2


def test_of_two_titles_that_an_abbreviation_fits_the_numbering_tells() -> None:
    found = clusters(
        {"venue": "Ann. Owl.", "volume": "12", "year": 2007},
        {"venue": "Annals of Owlery", "volume": "12", "year": 1990},
        {"venue": "Annalen der Owlik", "volume": "12", "year": 2007},
    )
    assert found.final("name:annowl") == found.final("name:annalenderowlik")
    assert found.final("name:annalsofowlery") == "name:annalsofowlery"
    assert "number volumes alike" in found.decisions[0].words


@pytest.mark.parametrize(
    ("short", "is_open"),
    [
        ("Ann. Owl. (Paris)", True), ("Ann Owl (N. Y.)", True), ("Ann. Owl. (USA)", False),
        ("Ann. Owl. (Online)", False), ("Ann. Owl.", False),
    ],
)  # fmt: skip
def test_a_town_behind_an_abbreviation_leaves_it_open(short: str, is_open: bool) -> None:
    known = {"venue": "Annals of Owlery"}, {"venue": "Ann. Owl."}
    said = {"venue": short, "volume": "12", "year": 2007}
    found = {one.words: one.outcome for one in clusters(said, *known).decisions}
    assert (found.get(f"{short!r} abbreviates 'Annals of Owlery'") == "undecided") is is_open
    assert clusters(said, known[0]).same, "there is no other of that abbreviation"
    counted = {**known[0], "volume": "12", "year": 2007}
    assert "undecided" not in {one.outcome for one in clusters(said, counted, known[1]).decisions}


def test_numbering_that_differs_speaks_against_one_venue() -> None:
    found = clusters(
        {"venue": "Ann. Owl.", "volume": "12", "year": 2007},
        {"venue": "Annals of Owlery", "volume": "12", "year": 1990},
    )
    assert not found.same
    assert found.decisions[0].outcome == "undecided"


def test_names_that_differ_in_small_words_only_are_one() -> None:
    assert one("The Journal of Owls &amp; Herons", "Journal of Owls and Herons")
    assert one("The Owl World JOURNAL", "TheOwlWorld Journal")
    assert not one("E-Journal of Owls", "Journal of Owls")


def test_a_journal_is_no_book_without_its_subtitle() -> None:
    book = {"venue": "Owls: An Introduction to the Night", "venue_kind": "book"}
    for stated in ({"venue_kind": "journal"}, {}):
        found = clusters({"venue": "Owls"} | stated, book)
        assert not found.same
    assert clusters({"venue": "Owls", "venue_kind": "book"}, book).same


def test_a_title_is_one_with_and_without_its_subtitle() -> None:
    assert one("HOOT: The Journal of the American Owl Association", "HOOT")
    assert not one("HOOT: A Journal of Owls", "HOOT: A Journal of Herons", "HOOT")


def test_a_joint_meeting_is_of_both_series() -> None:
    stated = [f"Proceedings of the {n}th Conference on {a} ({b})" for n, a, b in
              ((4, "Owls", "OWLC"), (5, "Owls", "OWLC"), (7, "Herons", "IJCH"))]  # fmt: skip
    found = clusters(*({"venue": name} for name in (*stated, "Proceedings of OWLC-IJCH 2015")))
    volume = found.series["name:proceedingsofowlcijch2015"]
    assert volume == sorted([found.final("name:conferenceonowls"), found.final("name:conferenceonherons")])
    assert "VENUE-JOINT-MEETING" in [one.rule for one in found.decisions]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Conference of the Northern Chapter of the ACO",
         "Conference of the Northern Chapter of the Association for Curious Owls"),
        ("Message Uunderstanding Conference", "Message Understanding Conference"),
    ],
)  # fmt: skip
def test_an_acronym_inside_a_name_and_a_slip_of_the_pen_are_no_difference(a: str, b: str) -> None:
    assert likeness(a, b) == likeness(b, a) == 1


def test_what_has_an_identifier_in_common_is_one() -> None:
    found = clusters(
        {"venue": "Owl Letters", "venue_identifiers": {"issn": "1234-5679", "eissn": "2049-3630"}},
        {"venue": "Owl Lett (Online)", "venue_identifiers": {"eissn": "2049-3630"}},
    )
    assert found.final("issn:2049-3630") == found.final("issn:1234-5679") == "issn:1234-5679"
    assert found.decisions[0].rule == "VENUE-IDENTIFIER"


def test_a_journal_that_changed_its_name_and_issn_is_not_merged() -> None:
    found = clusters(
        {"venue": "J. Owls", "venue_identifiers": {"issn": "1234-5679"}},
        {"venue": "Journal of Owls", "venue_identifiers": {"issn": "2049-3630"}},
    )
    assert not found.same
    assert found.decisions[0].outcome == "undecided"


def test_papers_in_the_same_place_make_two_names_one() -> None:
    pair = ("name:aviaryletters", "name:owlx")
    found = clusters({"venue": "Owl X"}, {"venue": "Aviary Letters"}, shared={pair: 2})
    assert found.final("name:owlx") == "name:aviaryletters"
    words = "records of 2 papers state both, with the same volume and page"
    assert found.decisions[0].words == f"{words} (how often this rule is right was not measured)"


def test_acronyms_of_four_letters_are_joined_and_shorter_ones_where_the_numbering_agrees() -> None:
    assert one("JHEO", "Journal of High Energy Owls")
    assert not one("JOO", "Journal of Other Owls")
    assert one("JOO", "Journal of Other Owls", volume="3", year=2003)
    assert acronyms_of(words_of("International Conference on Owls, Herons and Storks")) == {
        "icohs",
        "icoohas",
        "ohs",
    }


def test_volumes_are_of_one_series_whatever_tells_them_apart() -> None:
    found = clusters(
        {"venue": "Proceedings of the 57th Annual Meeting of the Society for Owl Studies", "year": 2019},
        {
            "venue": "Proceedings of the 58th Annual Meeting of the Society for Owl Studies: Tutorials",
            "year": 2020,
        },
        {"venue": "Proceedings of SOS 2021", "year": 2021},
    )
    series = {key: found.series[key] for key in found.series}
    assert len(series) == 3
    assert len({one for keys in series.values() for one in keys}) == 1
    assert {rule.rule for _, rule in found.fields} == {"VENUE-SERIES"}


def test_a_volume_by_acronym_and_year_is_the_one_of_that_year() -> None:
    found = clusters(
        {"venue": "Proceedings of the 57th Meeting of the Society for Owl Studies (SOS)", "year": 2019},
        {"venue": "SOS 2019"},
    )
    assert found.final("name:sos2019") == found.final(
        "name:proceedingsofthe57thmeetingofthesocietyforowlstudiessos"
    )


def test_two_series_that_met_together_have_one_volume() -> None:
    name = "Proceedings of the 53rd Meeting of the Owl Society and the 7th Conference on Herons"
    found = clusters({"venue": name})
    (keys,) = found.series.values()
    assert sorted(keys) == ["name:conferenceonherons", "name:meetingoftheowlsociety"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("European Conference on Owl Vision", "International Conference on Owl Vision"),
        (
            "Meeting of the Society for Owl Studies",
            "Meeting of the European Chapter of the Society for Owl Studies",
        ),
        ("Workshop on Owl Vision", "Conference on Owl Vision"),
    ],
)
def test_series_that_differ_in_what_tells_meetings_apart_are_not_alike(a: str, b: str) -> None:
    assert likeness(a, b) < 0.75


def test_a_book_series_is_a_series_beside_that_of_the_meeting() -> None:
    found = clusters(
        {"venue": "Owl Computing - OCO 2019", "series": "LNCS", "series_number": "11764",
         "venue_identifiers": {"issn": "0302-9743"}}
    )  # fmt: skip
    (keys,) = found.series.values()
    assert sorted(keys) == ["issn:0302-9743", "name:oco"]


def test_people_join_and_part_venues() -> None:
    def decided(decision: str, keys: str, others: str) -> Decisions:
        entry = Decision.model_validate(
            {"decision": decision, "kind": "venue", "keys": [keys], "others": [others], "by": "Eva"}
        )
        return Decisions([Placed(entry, "decisions.jsonl", 1)])

    stated = ({"venue": "J. Owls"}, {"venue": "Journal of Owls"}, {"venue": "Strix"})
    parted = clusters(*stated, decisions=decided("split", "venue:name:jowls", "venue:name:journalofowls"))
    assert not parted.same
    assert [(one.outcome, one.by) for one in parted.decisions] == [("different", "Eva")]
    joined = clusters(*stated, decisions=decided("merge", "venue:name:strix", "venue:name:journalofowls"))
    assert joined.final("name:strix") == joined.final("name:journalofowls")
    assert ("same", "Eva") in [(one.outcome, one.by) for one in joined.decisions]


def test_a_list_of_journals_joins_what_no_word_tells() -> None:
    listed = ListedTitle("Review of Owls, Series Z", ("OwlRevZ", "O.R.Z."))
    found = clusters({"venue": "OwlRevZ"}, {"venue": "O. R. Z."}, {"venue": "Owls"}, listed=(listed,))
    assert found.final("name:owlrevz") == found.final("name:orz")
    assert [(one.rule, one.confidence) for one in found.decisions] == [("VENUE-LISTED", 0.97)]
    two = clusters({"venue": "OwlRevZ"}, {"venue": "Owl Revue Zoo"},
                   listed=(ListedTitle("Owl Revue Zoo", ("OwlRevZ",)), listed))  # fmt: skip
    assert not two.same, "an abbreviation of two titles says nothing"


@pytest.mark.parametrize(
    "name", ["Owl Letters, Formerly the American Journal of Owls, Volume 13", "Owl Letters"]
)
def test_a_journal_that_changed_its_name_has_a_successor(name: str) -> None:
    listed = ListedTitle("Owl Letters", (), ("American Journal of Owls",)) if name == "Owl Letters" else None
    found = clusters(
        {"venue": name, "venue_kind": "journal"},
        {"venue": "American Journal of Owls", "venue_kind": "journal"},
        listed=(listed,) if listed else (),
    )
    assert not found.same
    assert list(found.former.values()) == [["name:americanjournalofowls"]]
    assert [(one.rule, one.prop) for _, one in found.fields] == [("VENUE-SUCCESSOR", "frbr:successorOf")]


def test_an_abbreviation_of_a_title_and_of_its_abbreviation_is_no_doubt() -> None:
    assert one("Class.Quant.Owl.", "Class. Quantum Owl.", "Classical and Quantum Owlery")
    found = clusters(*({"venue": name} for name in (
        "J. Owls: Condens. Night", "Journal of Owls: Condensed Night", "Journal of Owls: Conferences",
    )))  # fmt: skip
    assert list(found.same) == ["name:jowlscondensnight"]


def test_the_country_of_an_academy_is_no_difference() -> None:
    assert one("Proc. Natl. Acad. Owls USA", "Proceedings of the National Academy of Owls",
               "Proceedings of the National Academy of Owls of the United States of America")  # fmt: skip


@pytest.mark.parametrize("scheme", ["lissn", "issn-l", "issnl", "issn", "eissn"])
def test_a_linking_issn_joins_by_whatever_name_it_has(scheme: str) -> None:
    stated: list[dict[str, Any]] = [
        {"venue": "Owlish Review", "venue_identifiers": {scheme: "2900-0016"}, "volume": "1"},
        {"venue": "The Review of Owls", "venue_identifiers": {"issn-l": "2900-0016"}, "volume": "2"},
    ]
    made = [record(**one) for one in stated]
    found = clusters(*stated)
    keys = {found.final(mention.key) for one in made for mention in venue_mentions(one)}
    assert len(keys) == 1
