"""Lists of the form `Family, Given, Family, Given`."""

from __future__ import annotations

import pytest

from kg.repair.family_first import family_first


def _names(line: str, owner: tuple[str, str] | None = None) -> list[tuple[str | None, str | None, str]]:
    return [(author.given, author.family, author.kind) for author in family_first(line, owner=owner).authors]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Solheim, Ingrid", ["Ingrid Solheim"]),
        ("Solheim, Ingrid, Conti, Paolo", ["Ingrid Solheim", "Paolo Conti"]),
        ("Solheim,Ingrid,Conti,Paolo", ["Ingrid Solheim", "Paolo Conti"]),
        ("Solheim, Ingrid; Conti, Paolo", ["Ingrid Solheim", "Paolo Conti"]),
        ("van der Meulen, Joost, Guan, Nan", ["Joost van der Meulen", "Nan Guan"]),
        ("Null, John, Madonna, null", ["John Null", "Madonna"]),
        ("Null, null", ["Null"]),
        ("null, Ingrid, Conti, Paolo", ["Ingrid", "Paolo Conti"]),
        ("Smith, John, Jr., Doe, Jane", ["John Smith Jr.", "Jane Doe"]),
        ("Smith, Jr., John, Doe, Jane, III", ["John Smith Jr.", "Jane Doe III"]),
        ("Petrov, V, Ivanov, I", ["V Petrov", "I Ivanov"]),
        ("Polaris Team, null, Solheim, Ingrid", ["Polaris Team", "Ingrid Solheim"]),
        ("Polaris Team, Solheim, Ingrid", ["Polaris Team", "Ingrid Solheim"]),
        ("Solheim, Ingrid, Polaris Team", ["Ingrid Solheim", "Polaris Team"]),
        (
            "Polaris Team, Solheim, Ingrid, Aurora Team, Conti, Paolo",
            ["Polaris Team", "Ingrid Solheim", "Aurora Team", "Paolo Conti"],
        ),
        ("Collaboration, ATLAS, Solheim, Ingrid", ["ATLAS Collaboration", "Ingrid Solheim"]),
        ("Scientific Collaboration, The LIGO", ["The LIGO Scientific Collaboration"]),
        ("Imagen-Team-Google, null", ["Imagen-Team-Google"]),
        ("Yang, Fan, Li, Yan, Yang, Fan, Yang, Fan", ["Fan Yang", "Yan Li", "Fan Yang", "Fan Yang"]),
    ],
)
def test_names(line: str, names: list[str]) -> None:
    found = family_first(line)
    assert [author.name for author in found.authors] == names
    assert [author.position for author in found.authors] == list(range(len(names)))


def test_null_is_no_name_and_says_so() -> None:
    found = family_first("Polaris Team, null, Solheim, null, Null, Hanna")
    assert [(author.given, author.family, author.kind) for author in found.authors] == [
        (None, None, "collective"), (None, "Solheim", "person"), ("Hanna", "Null", "person"),
    ]  # fmt: skip
    assert [(one.kind, one.position) for one in found.damage] == [("null_token", 0), ("null_token", 1)]
    repairs = {repair.position: repair for repair in found.repairs if repair.rule == "NAME-NULL"}
    assert (repairs[0].before, repairs[0].after, repairs[0].certain) == (
        "Polaris Team, null",
        "Polaris Team",
        True,
    )


def test_an_entry_with_neither_name_leaves_its_place_empty() -> None:
    found = family_first("Solheim, Ingrid, null, null, Conti, Paolo")
    assert [(author.position, author.name) for author in found.authors] == [
        (0, "Ingrid Solheim"),
        (2, "Paolo Conti"),
    ]
    assert not found.complete


def test_a_part_without_partner_is_told_by_the_owner() -> None:
    line = "Madonna, Adeyemi, Bolaji, Okoro, Chidi, Hallberg, Ebba"
    assert _names(line, ("Hallberg", "Ebba"))[0] == (None, "Madonna", "person")
    found = family_first(line, owner=("Hallberg", "Ebba"))
    assert [one.kind for one in found.damage] == ["authors_odd"]
    assert len(found.authors) == 4


def test_a_cut_list_keeps_its_last_family_name() -> None:
    found = family_first("Solheim, Ingrid, Conti, Paolo, Novot")
    assert [author.name for author in found.authors] == ["Ingrid Solheim", "Paolo Conti", "Novot"]
    assert [one.kind for one in found.damage] == ["authors_odd"]


def test_a_blank_before_a_comma_may_be_half_of_a_letter() -> None:
    found = family_first("Serra, Adriร , Dufour, Anaรฏs")
    assert [author.name for author in found.authors] == ["Adrià Serra", "Anaïs Dufour"]
    assert all(repair.certain for repair in found.repairs)
