"""With what evidence names are of one organisation, and where that cannot be told."""

from __future__ import annotations

from typing import Any

import pytest

from kg.identity.organisations.authority import AuthorityRecord, dump_entry, entry_of, load_entry
from kg.identity.organisations.institution import (
    Institution,
    Institutions,
    dump_institution,
    load_institution,
    own_domain,
)
from kg.identity.organisations.joining import (
    MOST_OF_A_DOMAIN,
    SHARE,
    OrganisationJoin,
    grouped,
    meeting,
    spells,
    stated,
)
from kg.identity.tallies import merged
from kg.records import Author, Source, WorkRecord

SOURCE = Source(file="a.jsonl", format="kg-jsonl", first_line=1, last_line=1)


def institution(folded: str, country: str = "", **counted: list[str]) -> Institution:
    made = Institution(folded, country, "r-1", 1)
    made.names[folded] += 1
    for name, values in counted.items():
        getattr(made, name).update(values)
    return made


def entry(ror: str, *names: str, country: str = "NO", **more: Any) -> AuthorityRecord:
    return AuthorityRecord(ror, names[0], names, country=country, **more)


def found(*members: Institution | AuthorityRecord) -> list[tuple[str, bool, tuple[str, ...]]]:
    met = sorted(((word, one) for one in members for word in meeting(one)), key=lambda pair: pair[0])
    return [(one.rule, one.sure, one.keys) for one in grouped(met)]


def test_a_name_without_country_is_that_of_the_only_country() -> None:
    assert found(institution("bay university"), institution("bay university", "NO")) == [
        ("ORG-NAME", True, ("institution:bay university|", "institution:bay university|NO"))
    ]


def test_with_two_countries_it_cannot_be_told() -> None:
    ((rule, sure, keys),) = found(*(institution("bay university", code) for code in ("", "NO", "SE")))
    assert (rule, sure, len(keys)) == ("ORG-NAME", False, 3)


def test_ror_tells_by_name_and_country() -> None:
    bay = institution("bay university", "NO")
    assert found(bay, entry("05dxps055", "Bay University")) == [
        ("ORG-ROR-NAME", True, (bay.key, "ror:05dxps055"))
    ]
    assert found(bay, entry("05dxps055", "Bay University", country="SE")) == []


def test_of_two_entries_of_ror_the_city_may_tell() -> None:
    bay = institution("trinity college", "NO", cities=["Oslo"])
    here = entry("05dxps055", "Trinity College", cities=frozenset(["oslo"]))
    there = entry("052gg0110", "Trinity College", cities=frozenset(["bergen"]))
    assert found(bay, here, there) == [("ORG-ROR-NAME", True, (bay.key, "ror:05dxps055"))]
    bay.cities.clear()
    ((_, sure, keys),) = found(bay, here, there)
    assert (sure, len(keys)) == (False, 3)


def test_an_acronym_in_one_country_joins() -> None:
    short, whole = institution("hit", "NO"), institution("harbour institute", "NO", acronyms=["HIT"])
    assert found(short, whole) == [("ORG-ACRONYM", True, (short.key, whole.key))]
    other = institution("hall of tides", "NO", acronyms=["HIT"])
    ((_, sure, _),) = found(short, whole, other)
    assert not sure
    assert found(institution("hit", "SE"), whole) == []


def test_a_domain_joins_names_that_both_spell_it() -> None:
    one = institution("eth zurich", "CH", domains=["ethz.ch"])
    other = institution("eidgenossische technische hochschule zurich", "CH", domains=["ethz.ch"])
    foreign = institution("swiss federal institute of technology", "CH", domains=["ethz.ch"])
    assert found(one, other) == [("ORG-DOMAIN", True, (other.key, one.key))]
    assert {sure for _, sure, _ in found(one, foreign)} == {False}


def test_a_domain_of_many_says_nothing() -> None:
    many = [institution(f"bay institute {n}", "NO", domains=["bay.no"]) for n in range(MOST_OF_A_DOMAIN + 1)]
    assert found(*many) == []
    assert found(*many[1:])


@pytest.mark.parametrize(
    ("label", "name", "same"),
    [
        ("ethz", "ETH Zürich", True), ("ethz", "Eidgenössische Technische Hochschule Zürich", True),
        ("ethz", "Swiss Federal Institute of Technology", False), ("ox", "Oxford", False),
        ("unibay", "University of the Bay", True), ("bay", "University of Quays", False),
    ],
)  # fmt: skip
def test_spelling(label: str, name: str, same: bool) -> None:
    assert spells(label, name) is same


def test_what_most_sources_state_is_taken() -> None:
    assert SHARE == 0.8
    most = institution("bay", "NO", identifiers=["ror:05dxps055"] * 4 + ["ror:052gg0110"])
    (join,) = stated(most)
    assert (join.sure, join.keys) == (True, (most.key, "ror:05dxps055"))
    most.identifiers["ror:052gg0110"] += 1
    (join,) = stated(most)
    assert not join.sure
    assert join.decision.outcome == "undecided"


def test_an_identifier_is_bound_to_the_name_it_stands_beside() -> None:
    bays = Institutions()
    author = {
        "position": 0,
        "name": "Ada Ebb",
        "affiliations": ["Dept. of Tides, Bay University, Oslo, Norway", "Quay Institute, Kiel, Germany"],
        "organisations": [{"name": "Bay University", "identifiers": {"ror": "05dxps055", "x": "1"}}],
        "email_domain": "mail.bay.no",
    }
    bays.add(WorkRecord(source=SOURCE, title="Tides", authors=(Author.model_validate(author),)), "r-1")
    one, two = merged(sorted(bays.lines(0)), load_institution)
    assert one.identifiers == {"ror:05dxps055": 1}
    assert (one.key, one.cities) == ("institution:bay university|NO", {"Oslo": 1})
    assert not one.domains  # of two institutions, it is not known whose it is
    assert not two.identifiers
    assert load_institution(dump_institution(one)) == one


def test_shards_are_brought_together() -> None:
    parts = [institution("bay", "NO", cities=["Oslo"]), institution("bay", "NO", cities=["Oslo", "Bergen"])]
    lines = sorted(b'"k"\t%s\t%d\n' % (dump_institution(one), n) for n, one in enumerate(parts))
    (whole,) = merged(lines, load_institution)
    assert (whole.count, whole.cities) == (2, {"Oslo": 2, "Bergen": 1})


@pytest.mark.parametrize(
    ("domain", "own"),
    [
        ("mail.phys.bay.no", "bay.no"),
        ("x.bay.ac.uk", "bay.ac.uk"),
        ("gmail.com", None),
        ("bay", None),
        (None, None),
    ],
)
def test_the_domain_that_an_organisation_registers(domain: str | None, own: str | None) -> None:
    assert own_domain(domain) == own


def test_an_entry_of_ror() -> None:
    made = entry_of({
        "id": "https://ror.org/05dxps055",
        "names": [
            {"value": "Havn", "types": ["label"]},
            {"value": "Bay University", "types": ["ror_display", "label"]},
            {"value": "BU", "types": ["acronym"]},
        ],
        "locations": [{"geonames_details": {"country_code": "NO", "name": "Oslo"}}],
        "domains": ["Bay.no"],
        "external_ids": [
            {"type": "isni", "all": ["0000 0001 2156 2780"], "preferred": None},
            {"type": "fundref", "all": ["1"]},
        ],
    })  # fmt: skip
    assert isinstance(made, AuthorityRecord)
    told = made.name, made.acronyms, made.country, made.domains
    assert told == (
        "Bay University",
        ("BU",),
        "NO",
        ("bay.no",),
    )
    assert made.identifiers == (("isni", "0000000121562780"),)
    assert load_entry(dump_entry(made)) == made
    assert made.agent.alternates == ["Havn", "BU"]


@pytest.mark.parametrize(
    ("stated_entry", "wrong"),
    [
        ({"id": "x"}, "identifier"), ({"id": "https://ror.org/05dxps055", "name": "Bay"}, "schema version 2"),
        ({"id": "https://ror.org/05dxps055", "names": []}, "no name"),
    ],
)  # fmt: skip
def test_what_is_no_entry_is_told(stated_entry: dict[str, Any], wrong: str) -> None:
    told = entry_of(stated_entry)
    assert isinstance(told, str)
    assert wrong in told


def test_a_join_names_its_rule_and_words() -> None:
    decision = OrganisationJoin(("a", "b"), True, "ORG-NAME", 0.9, "why", "r-1").decision
    assert (decision.outcome, decision.things, decision.records) == ("same", ["org:a", "org:b"], ["r-1"])
