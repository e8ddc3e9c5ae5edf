"""Names of real journals, by a table: those of one are joined, and no others, all in one release."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from kg.identity.folding import fold
from kg.identity.known_titles import known_titles
from kg.identity.venue_clusters import VenueClusters
from kg.identity.venue_words import acronyms_of, forms_of, without_qualifier, words_of
from kg.identity.venues import venue_key

from .records import record
from .test_venue_clusters import clusters, one

TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "venue_names.toml").read_text("utf-8"))
VENUES: list[list[str]] = TABLE["venues"]
APART: list[str] = TABLE["apart"]


def _key(name: str) -> str:
    return venue_key(record(venue=name)) or ""


@pytest.fixture(scope="module")
def together() -> VenueClusters:
    names = [*APART, *(name for venue in VENUES for name in venue)]
    return clusters(*({"venue": name} for name in names), listed=known_titles())


@pytest.mark.parametrize("venue", VENUES, ids=lambda venue: venue[0][:40])
def test_names_of_one_journal_are_joined_among_all_others(together: VenueClusters, venue: list[str]) -> None:
    assert {together.final(_key(name)) for name in venue} == {together.final(_key(venue[0]))}


def test_no_two_journals_are_joined(together: VenueClusters) -> None:
    finals = [together.final(_key(venue[0])) for venue in VENUES]
    finals += [together.final(_key(name)) for name in APART]
    assert sorted(finals) == sorted(set(finals))


def test_no_short_name_that_comes_with_kg_may_be_a_word_cut_short() -> None:
    """`PhyS` is Physica Scripta in the ADS, but case is not kept everywhere: `Phys` may be any physics."""
    titles = [fold(title).split() for title in (one.title for one in known_titles())]
    for listed in known_titles():
        others = {word for words in titles for word in words if words != fold(listed.title).split()}
        cut = [
            short
            for short in listed.abbreviations
            if short.isalpha() and any(word.startswith(fold(short)) for word in others)
        ]
        assert not cut, f"{listed.title}: {cut}"


def test_a_section_is_named_with_and_without_the_word_and_its_subtitle() -> None:
    assert one(
        "Owl Physics, Section B", "Owl Physics B", "Owl Phys., Sect. B", "Owl Physics B: Wings and Claws"
    )
    assert not one("Owl Physics A", "Owl Physics B")
    assert not one("Owl Physics", "Owl Physics B: Wings and Claws")
    assert not one("Owl Physics B", "Owl Physics B - Proceedings Supplements")


def test_two_subtitles_of_a_section_are_a_doubt() -> None:
    names = ("Journal of Owls A: Night and Day", "Journal of Owls A: Night and General", "Journal of Owls A")
    assert not clusters(*({"venue": name} for name in names)).same


def test_what_tells_a_title_from_others_stands_in_brackets() -> None:
    assert one("Owlish Studies of Birds", "Owlish Studies of Birds (Basel)")
    assert one("Owlery", "Owlery (Basel, Switzerland)")
    assert one("OWL", "OWL (Owlish Letters)")
    assert not one("Owlery", "Owlery (Basel)", "Owlery (London)")
    assert not one("Owlery", "Owlery (Letters)")
    assert not one("Doc. Owl.", "Doc. Owl. (Paris)")
    assert without_qualifier("Owlish Review (Series I)") is None


@pytest.mark.parametrize("bracketed", ["Surgery (Oxford)", "Surgery (Elsevier)", "Owl Surgery [Berlin]"])
def test_a_town_or_publisher_behind_a_word_or_two_may_be_of_another_journal(bracketed: str) -> None:
    plain = bracketed.partition(" (")[0].partition(" [")[0]
    found = clusters({"venue": plain}, {"venue": bracketed})
    assert [one.outcome for one in found.decisions] == ["undecided"]
    assert one(plain, bracketed, volume="12", year=2007), "both number their volumes alike"


@pytest.mark.parametrize(
    "medium", ["Online", "Print", "Internet", "Electronic", "CD-ROM", "Online ed.", "electronic resource"]
)
def test_a_medium_makes_no_other_journal(medium: str) -> None:
    found = clusters({"venue": "Owlery"}, {"venue": f"Owlery ({medium})"}, {"venue": f"Owlery [{medium}]"})
    assert len({found.final(key) for key in (_key("Owlery"), _key(f"Owlery ({medium})"))}) == 1
    assert {one.rule for one in found.decisions if one.outcome == "same"} == {"VENUE-NAME"}
    assert not one("Owlery (Oxford)", f"Owlery ({medium})")


def test_words_of_names() -> None:
    assert words_of("OwlPost Phys.").words == ("owlpost", "phys")
    assert words_of("Lect.NotesPhys.").words == ("lect", "notes", "phys")
    assert words_of("Il Gufo").words == ("gufo",)
    assert words_of("Zhurnal Eksperimental'noi Sovy") == words_of("Zhurnal Eksperimentalnoi Sovy")
    assert "cacm" in acronyms_of(words_of("Communications of the ACM"))
    assert forms_of("")[0].words == ()


def test_known_titles_have_short_names_that_stand_for_one() -> None:
    shorts = [short.casefold() for listed in known_titles() for short in listed.abbreviations]
    assert sorted(shorts) == sorted(set(shorts))


def test_a_journal_of_the_list_is_no_successor_of_itself() -> None:
    found = clusters({"venue": "EPL"}, {"venue": "Europhysics Letters"}, listed=known_titles())
    assert found.final("name:epl") != found.final("name:europhysicsletters")
    assert found.former["name:epl"] == ["name:europhysicsletters"]
