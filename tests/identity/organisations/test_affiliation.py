"""Printed affiliations taken apart: which part is the institution, and where it is."""

from __future__ import annotations

import pytest

from kg.identity.organisations.affiliation import LONGEST, affiliations
from kg.identity.organisations.countries import country_called, is_state
from kg.identity.organisations.stated import stated_organisations
from kg.records import WorkRecord


@pytest.mark.parametrize(
    ("text", "name", "country", "city"),
    [
        ("Dept. of Physics, Univ. of the Bay, Parks Road, Bay OX1 3PU, UK", "Univ. of the Bay", "GB", "Bay"),
        ("Seas, Bay Normal University, Bayhai 235000, China", "Bay Normal University", "CN", "Bayhai"),
        ("The University of the Bay", "University of the Bay", None, None),
        ("Bay Lab at The Bay State University, Bayville, OH 43210", "Bay State University", "US", "Bayville"),
        ("Institute of Bays, 12 Quay Street, Oslo, Norway", "Institute of Bays", "NO", "Oslo"),
        ("Bay National Lab. (BNL), Bay Ridge, TN (United States)", "Bay National Lab", "US", "Bay Ridge"),
        ("Department of Seas; University of Bays; 4207 College 20742 USA", "University of Bays", "US", None),
        ("University of California, Davis, CA, USA", "University of California, Davis", "US", "Davis"),
        ("Dipartimento di Fisica dell'Università and Sezione INFN, Bari, Italy",
         "Dipartimento di Fisica dell'Università and Sezione INFN, Bari", "IT", "Bari"),
        ("Guangbay No. 2 Hospital, Guangbay 510095, China", "Guangbay No. 2 Hospital", "CN", "Guangbay"),
        ("Department of Bays University of Quays", "University of Quays", None, None),
        ("Bay Widgets, Quayville, Türkiye", "Bay Widgets", "TR", "Quayville"),
        ("大湾大学, 中国", "大湾大学", "CN", None),
        ("* University of Quays, Electronic address: ada", "University of Quays", None, None),
        ("National University of Singapore", "National University of Singapore", "SG", None),
        ("Academy of Bays, Republic of Uzbekistan", "Academy of Bays", "UZ", None),
        ("Univ. of the Bay, Grand Duchy of Luxembourg", "Univ. of the Bay", "LU", None),
        ("Academy of Bays of the Czech Republic", "Academy of Bays of the Czech Republic", "CZ", None),
        ("Dept. of Seas, University of Georgia", "University of Georgia", None, None),
        ("Institute of Physics, Quayville", "Institute of Physics, Quayville", None, "Quayville"),
        ("Quayville, Inst. Phys.", "Inst. Phys, Quayville", None, None),
        ("Taiwan, Inst. Phys.", "Inst. Phys, Taiwan", "TW", None),
        ("UC, Quayville", "UC, Quayville", None, "Quayville"),
        ("Quay U., Inst. Phys.", "Quay U", None, None),
        ("Bay Widgets, LLC, Quayville, NY, USA", "Bay Widgets, LLC", "US", "Quayville"),
        ("Bay Widgets, Denver, CO, USA", "Bay Widgets", "US", "Denver"),
        ("Bay Widgets, Co., Ltd., Quayville, Japan", "Bay Widgets, Co, Ltd", "JP", "Quayville"),
        ("Bay Widgets, Pty., Co., Ltd.", "Bay Widgets, Pty, Co, Ltd", None, None),
        ("Bay Widgets, Inc., CO, USA", "Bay Widgets, Inc", "US", None),
        ("Bay Widgets, Inc., Quayville, Japan", "Bay Widgets, Inc", "JP", "Quayville"),
        ("UMR 5525, Université des Baies, Baie, France", "Université des Baies", "FR", "Baie"),
        ("Civil and Sea Engineering Bay University Durham NC, USA", "Bay University", "US", "Durham"),
        ("University of California Davis CA, USA", "University of California, Davis", "US", "Davis"),
        ("University of Quays Quayton Wisconsin", "University of Quays", None, "Quayton"),
        ("Royal Institute of Technology and Bay University, Stockholm, Sweden",
         "Royal Institute of Technology and Bay University", "SE", "Stockholm"),
        ("Central Hospital, Quayville, Sweden", "Central Hospital, Quayville", "SE", "Quayville"),
        ("Quayville, QLB", "QLB", None, "Quayville"),
    ],
)  # fmt: skip
def test_the_institution_is_told(text: str, name: str, country: str | None, city: str | None) -> None:
    (found,) = affiliations(text)
    assert (found.name, found.country, found.city) == (name, country, city)


@pytest.mark.parametrize(
    "text",
    [
        "Bayville", "Norway", "Institute of Physics", "Department of Bays, Norway", "12 Quay Street", "",
        "School of Sea Science", "Department of Bays, Boulder, CO 80302, USA", "LLC", "Central Hospital",
        "Sea NeurobiologyBay InstituteBayville", "Department of Chemistry Bay A&M University College",
        "University of " + "b" * LONGEST,
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_left_out(text: str) -> None:
    assert affiliations(text) == ()


def test_several_with_countries_in_one_text_are_several() -> None:
    found = affiliations("University of Bays, Oslo, Norway; Quay Institute, Kiel, Germany")
    assert [(one.name, one.country) for one in found] == [
        ("University of Bays", "NO"),
        ("Quay Institute", "DE"),
    ]


def test_an_acronym_is_the_institution_s() -> None:
    (found,) = affiliations("Quay Institute (QI), Bay University (BaU), Oslo, Norway")
    assert (found.name, found.acronym) == ("Bay University", "BaU")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Univ. of Bays, UK", "The University of Bays, England", True),
        ("Bay University", "University of Bay", False),
        ("Quay Inst. of Tech., Norway", "Quay Institute of Technology, Norway", True),
        ("Université de la Baie, France", "Universite de la Baie, France", True),
        ("University of Bays, Norway", "University of Bays, Sweden", False),
    ],
)
def test_names_are_compared_by_key(one: str, other: str, same: bool) -> None:
    (first,), (second,) = affiliations(one), affiliations(other)
    assert (first.key == second.key) is same


def test_countries_and_states() -> None:
    assert [country_called(name) for name in ("P.R. China", "u.s.a.", "Deutschland", "Georgia", "Bay")] == [
        "CN", "US", "DE", None, None,
    ]  # fmt: skip
    assert is_state("OH")
    assert is_state("New Mexico")
    assert not is_state("oh")


def test_an_identified_organisation_is_called_without_its_address() -> None:
    record = WorkRecord.model_validate(
        {
            "source": {"file": "a", "format": "jats", "first_line": 1, "last_line": 1},
            "title": "Owls",
            "authors": [
                {
                    "position": 0,
                    "name": "Ada Bay",
                    "kind": "person",
                    "organisations": [
                        {
                            "name": "Physics Department, University of Quays, Quayville, Croatia",
                            "identifiers": {"ror": "02x2v6p15"},
                        }
                    ],
                }
            ],
        }
    )
    assert [one.name for one in stated_organisations(record)] == ["University of Quays"]
