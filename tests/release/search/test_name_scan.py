"""Who may bear a name that holds a text: nobody is missing whom the graph would find."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.identity.folding import name_key
from kg.release.search import EntryKind, IndexEntry, SearchIndex
from kg.release.search.name_scan import TABLE
from kg.release.search.writing import fill

NAMES = {
    "person/1": ("Ana Lima", ("A. Lima",)),
    "person/2": ("Zoë Müller-Ødegård", ("Z. Muller",)),
    "person/3": ("Conan O'Brien", ()),
    "person/4": ("100% Real_Name", ()),
    "person/5": ("李明", ("Ming Li",)),
    "person/6": ("Łukasz ÇELİK", ()),
    "org/1": ("Team Lima", ("Team 1", "Team 7 of Évora")),
}
BASE = "https://example.org/"
KINDS = (EntryKind.PERSON, EntryKind.TEAM)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    entries = [
        (
            IndexEntry(
                EntryKind.TEAM if iri.startswith("org") else EntryKind.PERSON,
                iri,
                name,
                also[:1],
                papers=1,
                further=also[1:],
            ),
            (),
        )
        for iri, (name, also) in NAMES.items()
    ]
    path = tmp_path_factory.mktemp("holding") / "search.sqlite"
    fill(entries, path, BASE)
    found = SearchIndex(path, seconds=60)
    yield found
    found.close()


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("lima", {"person/1", "org/1"}),
        ("of ev", set()),
        ("evora of", {"org/1"}),
        ("of év", {"org/1"}),
        ("IM", {"person/1", "org/1"}),
        ("a l", {"person/1"}),
        ("lima ana", set()),
        ("ana lima", {"person/1"}),
        ("muller", {"person/2"}),
        ("MÜLLER", {"person/2"}),
        ("o'b", {"person/3"}),
        ("0% r", {"person/4"}),
        ("l_n", {"person/4"}),
        ("name real", {"person/4"}),
        ("a%a", set()),
        ("明", {"person/5"}),
        ("celik", {"person/6"}),
        ("zzz", set()),
    ],
)
def test_they_are_found_and_nobody_else(index: SearchIndex, text: str, who: set[str]) -> None:
    found = index.holding(text, KINDS, 100)
    assert found is not None
    assert set(found) == {BASE + iri for iri in who}


def test_of_too_many_the_first_are_named(index: SearchIndex) -> None:
    assert index.holding("a", (EntryKind.PERSON,), 2) == [f"{BASE}person/1", f"{BASE}person/2"]
    assert index.holding("lima", (EntryKind.PERSON,), 1) == [f"{BASE}person/1"]
    assert index.holding(" ", (EntryKind.PERSON,), 1) is None


def test_an_older_index_cannot_tell(tmp_path: Path) -> None:
    path = tmp_path / "search.sqlite"
    fill([(IndexEntry(EntryKind.PERSON, "person/1", "Ana Lima", papers=1), ())], path, BASE)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"DROP TABLE {TABLE}")
    older = SearchIndex(path, seconds=60)
    assert older.holding("lima", KINDS, 10) is None
    older.close()


@given(st.sampled_from(sorted(NAMES)), st.data())
def test_nobody_is_missing(index: SearchIndex, iri: str, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([NAMES[iri][0], *NAMES[iri][1]]))
    whole = data.draw(st.sampled_from([name, name.lower(), name.upper(), name_key(name)]))
    begin = data.draw(st.integers(0, len(whole) - 1))
    text = whole[begin : data.draw(st.integers(begin + 1, len(whole)))]
    lowered = text.lower()
    # What the query asks: its own case is folded, and the name is compared as it is and by its key.
    if any(lowered in one.lower() or lowered in name_key(one) for one in (NAMES[iri][0], *NAMES[iri][1])):
        found = index.holding(text, KINDS, 100)
        assert BASE + iri in found if found is not None else not text.strip()
