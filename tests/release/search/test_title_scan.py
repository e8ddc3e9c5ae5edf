"""Which papers may have a text in their title: nobody is missing whom the graph would find."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.release.search import EntryKind, IndexEntry, SearchIndex
from kg.release.search.entries import LONGEST_TEXT, OTHER_NAMES
from kg.release.search.writing import fill

TITLES = {
    "paper/1": ("On Knots", ()),
    "paper/2": ("100% of Real_Names", ("Échelles et nœuds",)),
    "paper/3": ("At 4 \u212a, Superconducting", ()),
    "paper/4": ("\u0130zmir in Maps", ("a\\b",)),
    "paper/5": ("x" * LONGEST_TEXT, ()),
    "paper/6": ("Much Named", tuple(f"Name {number}" for number in range(OTHER_NAMES))),
    "paper/7": ("ΣΊΣΥΦΟΣ", ()),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    entries: list[tuple[IndexEntry, tuple[str, ...]]] = [
        (IndexEntry(EntryKind.PAPER, iri, name, also), ()) for iri, (name, also) in TITLES.items()
    ]
    entries.append((IndexEntry(EntryKind.PERSON, "person/1", "Knots"), ()))
    path = tmp_path_factory.mktemp("titled") / "search.sqlite"
    fill(entries, path, "https://example.org/")
    found = SearchIndex(path, seconds=60)
    yield found
    found.close()


def found(index: SearchIndex, *texts: str, most: int = 100) -> set[str] | None:
    some = index.titled(texts, most)
    return None if some is None else {iri.removeprefix("https://example.org/") for iri in some}


ALWAYS = {"paper/3", "paper/4", "paper/5", "paper/6"}


@pytest.mark.parametrize(
    ("texts", "also"),
    [
        (["knots"], {"paper/1"}),
        (["ON KN"], {"paper/1"}),
        (["0% OF"], {"paper/2"}),
        (["l_n"], {"paper/2"}),
        (["%"], {"paper/2"}),
        (["1%0"], set()),
        (["on", "knots"], {"paper/1"}),
        (["on", "names"], set()),
        (["\u00e9chelles"], {"paper/2"}),
        (["n\u0153uds"], {"paper/2"}),
        (["zz"], set()),
    ],
)
def test_what_is_found(index: SearchIndex, texts: list[str], also: set[str]) -> None:
    assert found(index, *texts) == ALWAYS | also


def test_what_cannot_be_told(index: SearchIndex) -> None:
    assert found(index) is None
    assert found(index, "a" * 1001) is None
    assert found(index, "", most=len(TITLES) - 1) is None
    assert found(index, "", most=len(TITLES)) == set(TITLES)


def test_another_database_cannot_tell(tmp_path: Path) -> None:
    fill([(IndexEntry(EntryKind.PERSON, "person/1", "Knots"), ())], tmp_path / "search.sqlite", "")
    empty = SearchIndex(tmp_path / "search.sqlite", seconds=60)
    assert empty.titled(["knots"], 10) is None
    empty.close()


@given(st.text(max_size=4).map(lambda text: text.replace("\0", "")), st.sampled_from(sorted(TITLES)))
def test_nothing_is_missing(index: SearchIndex, text: str, iri: str) -> None:
    title = TITLES[iri][0]
    for wanted in (text, title[1:4], title[:3] + text, text.upper()):
        some = found(index, wanted)
        assert some is not None
        held = {
            one
            for one, (name, also) in TITLES.items()
            if any(wanted.lower() in t.lower() for t in (name, *also))
        }
        assert held <= some
