"""When a field of a reference says the same as the graph, and how a wrong one is put right."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pybtex.database import parse_string

from kg.queries.checking import FieldDifference, ReferenceCheck, ReferenceStatus, people, titles, venues
from kg.queries.checking.comparison import compare
from kg.queries.checking.correction import mended
from kg.queries.checking.numbers import same_number, same_pages
from kg.writers.references import Name, Reference, ReferenceKind

CASES: dict[str, list[list[Any]]] = tomllib.loads(
    Path(__file__).with_name("checking.toml").read_text("utf-8")
)
SAME: dict[str, Callable[[Any, Any], bool]] = {
    "titles": titles.same,
    "venues": venues.same,
    "publishers": venues.same_publisher,
    "numbers": same_number,
    "pages": same_pages,
    "names": lambda one, two: people.same_name(Name(*one), Name(*two)),
}
OURS = Reference(
    kind=ReferenceKind.ARTICLE,
    title="Counting Rivers",
    authors=(Name("Lind", "Åsa"), Name("van der Berg", "Ludwig"), Name("Vyas", "Nidhi")),
    iri="https://kg.example.org/paper/one",
    year=2020,
    venue="Journal of Rivers",
    volume="5",
    first_page="1",
    last_page="9",
    doi="10.1234/rivers",
)
PREPRINT = replace(
    OURS,
    kind=ReferenceKind.PREPRINT,
    venue="arXiv",
    volume=None,
    first_page=None,
    last_page=None,
    year=2018,
    arxiv="1801.00001",
)
KNOWN = {"doi": {"10.1234/rivers", "10.48550/arxiv.1801.00001"}, "arxiv": {"1801.00001"}, "isbn": set[str]()}


def different(theirs: Reference, *ours: Reference) -> list[str]:
    _, found = compare(theirs, ours or (OURS, PREPRINT), KNOWN.__getitem__)
    return [one.field for one in found]


@pytest.mark.parametrize(
    ("field", "theirs", "ours", "same"), [(field, *case) for field, cases in CASES.items() for case in cases]
)
def test_values_that_say_the_same(field: str, theirs: Any, ours: Any, same: bool) -> None:
    assert SAME[field](theirs, ours) is same
    assert SAME[field](ours, theirs) is same


def test_what_is_not_stated_is_no_difference() -> None:
    bare = Reference(ReferenceKind.OTHER, "Counting rivers", (), "x")
    assert different(bare) == []
    assert different(OURS, replace(bare, iri=OURS.iri)) == []


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"title": "Counting lakes"}, ["title"]),
        ({"year": 2021}, ["year"]),
        ({"venue": "Journal of Lakes"}, ["venue"]),
        ({"volume": "6"}, ["volume"]),
        ({"first_page": "11"}, ["pages"]),
        ({"doi": "10.1234/lakes"}, ["doi"]),
        ({"doi": "nonsense"}, ["doi"]),
        ({"arxiv": "1901.00001"}, ["arxiv"]),
        ({"authors": OURS.authors[:2]}, ["authors"]),
        ({"authors": (*OURS.authors[:2], Name("Vyas", "Peter"))}, ["author 3"]),
        ({"authors": (OURS.authors[1], OURS.authors[0], OURS.authors[2])}, ["authors"]),
        ({"authors": OURS.authors[:2], "list_complete": False}, []),
        ({"doi": "https://doi.org/10.48550/arXiv.1801.00001"}, []),
    ],
)
def test_a_wrong_field_is_named(changes: dict[str, Any], fields: list[str]) -> None:
    assert different(replace(OURS, **changes)) == fields


def test_a_reference_is_held_against_the_publication_that_it_cites() -> None:
    assert different(PREPRINT) == []
    assert different(replace(PREPRINT, year=2019)) == ["year"]
    # our only publication is another one: nothing is known of the year and pages of theirs
    assert different(replace(PREPRINT, year=2019), OURS) == []
    assert different(replace(PREPRINT, title="Counting lakes"), OURS) == ["title"]


ENTRY = r"""@Article{lind20,
  Author = {Lind, {\AA}sa and Berg, L.},   % a remark, with a comma
  title = "Counting {Lakes}, and \"{o}thers",
  year = 2019, Pages = {11--12},
  file = {:home/me/lind.pdf:PDF},
  note = {a {nested} = sign}
}"""


def verdict(*fields: str) -> ReferenceCheck:
    differences = tuple(FieldDifference(field, "theirs", "ours") for field in fields)
    return ReferenceCheck(OURS, ReferenceStatus.DIFFERS, OURS, differences)


def test_a_mended_entry_has_the_right_values_and_all_else_as_it_was() -> None:
    text, changed = mended(ENTRY, verdict("title", "author 2", "authors", "year", "pages", "doi", "venue"))
    assert changed == ["title", "Author", "year", "Pages", "doi", "journal"]
    remark = "% a remark, with a comma"  # biber passes over it, pybtex knows no remarks in entries
    assert remark in text
    (found,) = parse_string(text.replace(remark, ""), "bibtex").entries.values()
    assert found.key == "lind20"
    assert found.fields["title"] == "Counting Rivers"
    assert (found.fields["year"], found.fields["pages"], found.fields["doi"]) == (
        "2020",
        "1--9",
        "10.1234/rivers",
    )
    assert found.fields["journal"] == "Journal of Rivers"
    assert [str(person) for person in found.persons["author"]] == [
        "Lind, Åsa",
        "van der Berg, Ludwig",
        "Vyas, Nidhi",
    ]
    assert "  file = {:home/me/lind.pdf:PDF},\n  note = {a {nested} = sign}\n}" in text


def test_an_entry_without_differences_stays() -> None:
    assert mended(ENTRY, verdict()) == (ENTRY, [])
    assert mended("no entry at all", verdict("title")) == ("no entry at all", [])
    assert mended("@article{broken, title = {never ends", verdict("title"))[1] == ["title"]
