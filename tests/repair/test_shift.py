"""Lists whose halves slipped are put right, and sound ones are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.repair.author_list import given_first
from kg.repair.family_first import family_first
from kg.repair.misaligned_names import support
from kg.repair.shift import slipped_collective

PEOPLE = [
    ("Ingrid", "Solheim"),
    ("Katerina", "Novotna"),
    ("Paolo", "Conti"),
    ("Mary Ann", "O'Leary"),
    ("Jan", "de Vries"),
    ("Samuel L.", "Adeyemi"),
    ("Maeve", "Haddad"),
    ("J.", "van der Meulen"),
]
TITLE = "Polaris: sea ice from a single buoy"


def zipped(names: list[tuple[str | None, str]]) -> list[str]:
    """Print a list as software does that keeps given and family names in two columns."""
    givens = [given for given, _ in names if given]
    return [f"{given} {family}" for given, (_, family) in zip(givens, names, strict=False)]


@given(
    st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=30),
    st.sampled_from(["Polaris Team", "Polaris Consortium", "Team-Polaris-Bergen"]),
    st.integers(0, 30),
)
def test_a_slipped_list_is_put_right(people: list[tuple[str, str]], team: str, place: int) -> None:
    place = min(place, len(people) - 1)
    names = [*people[:place], (None, team), *people[place:]]
    found = given_first(zipped(names), context=TITLE)
    want = [f"{given} {family}" if given else family for given, family in names]
    assert [author.name for author in found.authors][:-1] == want[:-1]
    last = found.authors[-1]
    assert (last.given, last.family) == (people[-1][0], None)
    assert {damage.kind for damage in found.damage} == {"names_misaligned", "name_lost"}
    assert found.authors[place].kind == "collective"
    assert all(repair.before != repair.after for repair in found.repairs)
    assert not any(repair.certain for repair in found.repairs)


def test_two_collectives_slip_by_two() -> None:
    names = [(None, "Polaris Team"), *PEOPLE[:2], (None, "Polaris Consortium"), *PEOPLE[2:5]]
    found = given_first(zipped(names), context=TITLE)
    assert [author.name for author in found.authors] == [
        "Polaris Team",
        "Ingrid Solheim",
        "Katerina Novotna",
        "Polaris Consortium",
        "Paolo Conti",
        "Mary Ann",
        "Jan",
    ]


def test_given_names_may_lag_as_well() -> None:
    found = given_first(["Polaris Team Solheim", "Ingrid Novotna", "Katerina Conti"], context=TITLE)
    assert [author.name for author in found.authors] == [
        "Polaris Team",
        "Ingrid Solheim",
        "Katerina Novotna",
        "Conti",
    ]
    assert found.authors[-1].given is None


@given(st.lists(st.sampled_from(PEOPLE), max_size=20), st.integers(0, 20))
def test_a_sound_list_is_left_alone(people: list[tuple[str, str]], place: int) -> None:
    names = [f"{given} {family}" for given, family in people]
    names.insert(place, "Polaris Team")
    found = given_first(names, context=TITLE)
    assert [author.name for author in found.authors] == names
    assert not found.damage
    assert not found.repairs


@pytest.mark.parametrize(
    "name",
    [
        "Polaris Team",
        "The Polaris Team",
        "Google Polaris Team",
        "NVIDIA Polaris Team",
        "Pierre Auger Collaboration",
        "Max Planck Institute for Polaris",
        "LIGO Scientific Collaboration",
        "Event Horizon Telescope Collaboration",
        "Daya Bay Collaboration",
        "Robert Koch Institute",
        "Paul Drude Institute",
        "Fermi LAT Collaboration",
        "Imagen-Team-Google",
        "OpenAI",
        "James Clerk Maxwell Telescope Collaboration",
        "Ingrid Solheim",
    ],
)
def test_sound_collectives(name: str) -> None:
    assert slipped_collective(name, TITLE) is None


@pytest.mark.parametrize(
    ("name", "given", "collective"),
    [
        ("Ingrid Polaris Team", "Ingrid", "Polaris Team"),
        ("Mary Ann Polaris Consortium", "Mary Ann", "Polaris Consortium"),
        ("Zuzka Polaris Team", "Zuzka", "Polaris Team"),
        ("A. Pierre Auger Collaboration", "A.", "Pierre Auger Collaboration"),
        ("Samuel L. Aurora Team", "Samuel L.", "Aurora Team"),
        ("Thomas Aurora Team", "Thomas", "Aurora Team"),
        ("Jason Polaris-Team-Bergen", "Jason", "Polaris-Team-Bergen"),
    ],
)
def test_slipped_collectives(name: str, given: str, collective: str) -> None:
    assert slipped_collective(name, TITLE) == (given, collective)


def test_the_inverted_form_slips_too() -> None:
    found = family_first("Polaris Team, Ingrid, Solheim, Katerina, Novotna, Paolo")
    assert [author.name for author in found.authors] == [
        "Polaris Team",
        "Ingrid Solheim",
        "Katerina Novotna",
        "Paolo",
    ]


def test_names_that_read_right_by_accident_are_not_repaired() -> None:
    found = given_first(["Ingrid Polaris Team", "Ingrid Solheim", "Paolo Novotna"], context=TITLE)
    assert [author.name for author in found.authors][1] == "Ingrid Solheim"
    assert 1 not in {repair.position for repair in found.repairs}


def test_other_sources_may_confirm() -> None:
    known = {"ingrid solheim", "katerina novotna"}
    assert support(["katerina solheim", "paolo novotna"], known) == 0
    assert support(["ingrid solheim", "katerina novotna"], known) == 2


HEADS = [
    "Polaris Team",
    "OpenAI",
    "Aurora AI",
    "The Polaris Collaboration",
    "Team Polaris",
    "GullNET",
    "Kite",
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("before", [0, 2])
@pytest.mark.parametrize("layout", ["given first", "family first"])
def test_a_colon_after_the_collective_makes_it_slip_by_two(head: str, before: int, layout: str) -> None:
    names = [*PEOPLE[:before], (None, head), (None, ":"), *PEOPLE[before:]]
    if layout == "given first":
        found = given_first(zipped(names), context=f"{head}: sea ice from a single buoy")
    else:
        rows = zip([given for given, _ in names if given], (family for _, family in names), strict=False)
        found = family_first(", ".join(f"{family}, {given}" for given, family in rows))
    want = [f"{given} {family}" if given else family for given, family in names if family != ":"]
    got = [author.name for author in found.authors]
    assert got[:-2] == want[:-2]
    assert got[-2:] == [PEOPLE[-2][0], PEOPLE[-1][0]]
    assert found.authors[before].kind == "collective"
    kinds = [damage.kind for damage in found.damage]
    assert kinds.count("name_lost") == 2
    assert "names_misaligned" in kinds
    assert not any(repair.certain for repair in found.repairs)


def test_where_only_the_colon_says_that_it_is_a_collective_it_is_a_guess() -> None:
    found = given_first(["Zuzka Kite Seven", "Ingrid :", "Paolo Solheim", "Maeve Novotna"])
    assert [author.name for author in found.authors[:3]] == ["Kite Seven", "Zuzka Solheim", "Ingrid Novotna"]
    assert [repair.confidence for repair in found.repairs if repair.position == 0] == [0.5]


def test_colons_of_sound_lists_part_only() -> None:
    want = ["OpenAI", "Ingrid Solheim", "Paolo Conti"]
    assert [one.name for one in given_first(["OpenAI", ":", "Ingrid Solheim", "Paolo Conti"]).authors] == want
    for line in (
        "OpenAI, null, :, null, Solheim, Ingrid, Conti, Paolo",
        "OpenAI, :, Solheim, Ingrid, Conti, Paolo",
    ):
        found = family_first(line)
        assert [one.name for one in found.authors] == want
        assert "names_misaligned" not in {damage.kind for damage in found.damage}


def test_where_the_list_alone_cannot_tell_it_says_so() -> None:
    names = ["Thomas Open Kite Collaboration", "Ingrid Solheim", "Paolo Conti"]
    found = given_first(names)
    assert [one.name for one in found.authors] == names
    assert [(damage.kind, damage.position) for damage in found.damage] == [("authors_odd", 0)]


@pytest.mark.parametrize(
    "name", ["Ronald McDonald", "Dennis DeCoste", "Ian McEWAN", "Anna O'Neill", "Maria DiCaprio"]
)
def test_capitals_within_a_family_name(name: str) -> None:
    found = given_first([name, "Ingrid Solheim", "Paolo Conti"])
    assert [one.kind for one in found.authors] == ["person"] * 3
    assert not found.damage
