"""Names printed given name first are split where their family name begins."""

from __future__ import annotations

import pytest

from kg.repair.collectives import is_collective, names_itself
from kg.repair.names import split, split_as_arxiv


@pytest.mark.parametrize(
    ("name", "given", "family", "suffix"),
    [
        ("Ingrid Solheim", "Ingrid", "Solheim", None),
        ("J. van den Berg", "J.", "van den Berg", None),
        ("Diego de las Heras", "Diego", "de las Heras", None),
        ("Diego de Las Heras", "Diego", "de Las Heras", None),
        ("Laurent El Amrani", "Laurent", "El Amrani", None),
        ("Charline Le Goff", "Charline", "Le Goff", None),
        ("Maria Abi Khalil", "Maria", "Abi Khalil", None),
        ("Félix de Chaumont Rohan", "Félix", "de Chaumont Rohan", None),
        ("Santiago Ramón y Cajal", "Santiago", "Ramón y Cajal", None),
        ("Mary Ann O'Leary", "Mary Ann", "O'Leary", None),
        ("Neal J. Evers II", "Neal J.", "Evers", "II"),
        ("Owen Whitfield, Jr.", "Owen", "Whitfield", "Jr."),
        ("Quoc Le", "Quoc", "Le", None),
        ("Van Morris", "Van", "Morris", None),
        ("Hanna Null", "Hanna", "Null", None),
        ("TJ Lu", "TJ", "Lu", None),
        ("王伟", "伟", "王", None),
        ("欧阳娜", "娜", "欧阳", None),
        ("김민준", "민준", "김", None),
        ("山田太郎", None, None, None),
        ("Madonna", None, None, None),
    ],
)
def test_split(name: str, given: str | None, family: str | None, suffix: str | None) -> None:
    assert split(name) == (given, family, suffix)


def test_arxiv_takes_the_last_word_or_all_from_a_particle_on() -> None:
    assert split_as_arxiv("Charline Le Goff") == ("Charline Le", "Goff", None)
    assert split_as_arxiv("George van den Driest") == ("George", "van den Driest", None)
    assert split_as_arxiv("Madonna") == (None, "Madonna", None)


@pytest.mark.parametrize(
    "name",
    [
        "Gemma Team",
        "Imagen-Team-Google",
        "The LIGO Scientific Collaboration",
        "OpenAI",
        "DeepSeek-AI",
        "01.AI",
        "NVIDIA",
        "Polaris Working Group",
        "Google DeepMind",
        "Université Network",
    ],
)
def test_collectives(name: str) -> None:
    assert is_collective(name)


@pytest.mark.parametrize(
    "name", ["Madonna", "Null", "Teamer Jones", "Groupe", "Shreyas Belle", "Alice Virgo", "Sai", "Ai"]
)
def test_people(name: str) -> None:
    assert not is_collective(name)


def test_a_team_without_a_name_names_nobody() -> None:
    assert names_itself("Gemma Team")
    assert not names_itself("The Collaboration")
    assert not names_itself("Scientific Collaboration")
