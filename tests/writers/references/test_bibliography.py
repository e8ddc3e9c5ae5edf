"""Lists of references as documents."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import orjson
import pytest
import rispy
from pybtex.database import parse_string

from kg.errors import UsageError
from kg.formats import format_named, formats
from kg.writers.references import Bibliography, Name, Reference, ReferenceKind, styles

ONE = Reference(
    kind=ReferenceKind.ARTICLE,
    title="Counting rivers",
    authors=(Name("van der Berg", "Ludwig"), Name("River Team", team=True)),
    iri="https://kg.example.org/paper/one",
    year=2020,
    venue="Journal of Rivers",
    volume="5",
    first_page="1",
    last_page="9",
    doi="10.1234/rivers.2020.5",
    url="https://doi.org/10.1234/rivers.2020.5",
)


def written(name: str, bibliography: Bibliography) -> str:
    output = BytesIO()
    format_named(name, Bibliography).write(bibliography, output)
    return output.getvalue().decode()


def test_keys_are_unique_also_where_a_letter_makes_another_key() -> None:
    own = Reference(
        ReferenceKind.ARTICLE, "T", (), "https://kg.example.org/paper/x", own_key="berg2020countinga"
    )
    keys = [entry.key for entry in Bibliography([ONE, own, ONE, ONE, own])]
    assert keys[:2] == ["berg2020counting", "berg2020countinga"]
    assert len(set(keys)) == 5
    assert (
        list(parse_string(written("bibtex", Bibliography([ONE, own, ONE, ONE])), "bibtex").entries)
        == keys[:4]
    )


def test_keys_go_on_past_z() -> None:
    keys = [entry.key for entry in Bibliography([ONE] * 60)]
    assert keys[27] == "berg2020countingaa"
    assert len(set(keys)) == 60


@pytest.mark.parametrize("name", formats(Bibliography))
def test_an_empty_list_is_a_document(name: str) -> None:
    text = written(name, Bibliography([])).strip()
    assert text in ("", "[\n]") or orjson.loads(text)["message"] == {"items": [], "total-results": 0}


@pytest.mark.parametrize("name", formats(Bibliography))
def test_references_are_written_as_they_come(name: str) -> None:
    """Of a stream no writer takes a second reference before it has written the first."""
    output = BytesIO()
    sizes = []

    def stream() -> Iterator[Reference]:
        for _ in range(3):
            sizes.append(output.tell())
            yield ONE

    format_named(name, Bibliography).write(Bibliography(stream()), output)
    assert sizes == sorted(set(sizes))


def test_many_are_read_back() -> None:
    assert len(rispy.loads(written("ris", Bibliography([ONE] * 7)))) == 7
    assert len(parse_string(written("bibtex", Bibliography([ONE] * 7)), "bibtex").entries) == 7


@pytest.mark.parametrize(
    ("style", "line"),
    [
        (
            "apa",
            (
                "van der Berg, L., & River Team. (2020). Counting rivers. Journal of Rivers, 5, 1–9. "
                "https://doi.org/10.1234/rivers.2020.5\n"
            ),
        ),
        (
            "ieee",
            (
                "[1] L. van der Berg and River Team, “Counting rivers”, Journal of Rivers, vol. 5, pp. 1–9, "
                "2020, doi: 10.1234/rivers.2020.5.\n"
            ),
        ),
    ],
)
def test_a_citation_style(style: str, line: str) -> None:
    assert written("text", Bibliography([ONE], style)) == line


def test_a_style_that_follows_another() -> None:
    assert written("text", Bibliography([ONE], "energy-policy")).startswith(
        "van der Berg, L., River Team, 2020."
    )


@pytest.mark.parametrize("kind", ReferenceKind)
def test_every_kind_has_a_place_in_a_style(kind: ReferenceKind) -> None:
    one = Reference(
        kind, "On weirs", (Name("Lind", "Åsa"),), "https://kg.example.org/paper/x", arxiv="2001.00001"
    )
    line = written("text", Bibliography([one], "apa"))
    assert "Lind, Å." in line
    assert "On weirs" in line
    assert ("arXiv:2001.00001" in line) is (kind is ReferenceKind.PREPRINT)


def test_a_style_says_what_became_of_a_paper() -> None:
    gone = Reference(
        ReferenceKind.ARTICLE,
        "On weirs",
        (),
        "https://kg.example.org/paper/x",
        statuses=("retracted 2021",),
        list_complete=False,
    )
    first, second = written("text", Bibliography([ONE, gone], "apa")).splitlines()
    assert "Retracted" not in second
    assert first.endswith("[Retracted 2021. The list of authors is not complete.]")


def test_an_unknown_style_names_its_neighbours() -> None:
    with pytest.raises(UsageError, match="did you mean elsevier-harvard"):
        written("text", Bibliography([ONE], "elsevier-harvad"))
    with pytest.raises(UsageError, match="there is no citation style"):
        written("text", Bibliography([ONE], "../../etc/passwd"))


def test_without_the_processor_a_style_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(styles, "installed", lambda: False)
    with pytest.raises(UsageError, match=r"\[styles\]"):
        written("text", Bibliography([ONE], "apa"))
    assert written("text", Bibliography([ONE])).startswith("Ludwig van der Berg and River Team (2020).")
