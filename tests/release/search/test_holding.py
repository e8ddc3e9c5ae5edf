"""Who may bear a name that holds a text: nobody is missing whom the graph would find."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.identity.names import name_key
from kg.release.search import Entry, Kind, SearchIndex
from kg.release.search.entries import OTHER_NAMES
from kg.release.search.writing import fill

NAMES = {
    "person/1": ("Ana Lima", ("A. Lima",)),
    "person/2": ("Zoë Müller-Ødegård", ("Z. Muller",)),
    "person/3": ("Conan O'Brien", ()),
    "person/4": ("100% Real_Name", ()),
    "person/5": ("李明", ("Ming Li",)),
    "person/6": ("Łukasz ÇELİK", ()),
    "org/1": ("Team Lima", tuple(f"Team {number}" for number in range(OTHER_NAMES))),
}
BASE = "https://example.org/"
KINDS = (Kind.PERSON, Kind.TEAM)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    entries = [
        (Entry(Kind.TEAM if iri.startswith("org") else Kind.PERSON, iri, name, also, papers=1), ())
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
        ("lima", {"person/1"}),
        ("IM", {"person/1"}),
        ("lima ana", {"person/1"}),
        ("muller", {"person/2"}),
        ("MÜLLER", {"person/2"}),
        ("o'b", {"person/3"}),
        ("0% r", {"person/4"}),
        ("l_n", {"person/4"}),
        ("a%a", set()),
        ("明", {"person/5"}),
        ("celik", {"person/6"}),
        ("zzz", set()),
    ],
)
def test_they_are_found_and_few_others(index: SearchIndex, text: str, who: set[str]) -> None:
    found = index.holding(text, KINDS, 100)
    assert found is not None
    # Of the team not all names are kept, so it may have any.
    assert set(found) == {BASE + iri for iri in {*who, "org/1"}}


def test_too_many_are_not_named(index: SearchIndex) -> None:
    assert index.holding("a", KINDS, 2) is None
    assert index.holding("lima", (Kind.PERSON,), 1) == [f"{BASE}person/1"]


@given(st.sampled_from(sorted(NAMES)), st.data())
def test_nobody_is_missing(index: SearchIndex, iri: str, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([NAMES[iri][0], *NAMES[iri][1]]))
    whole = data.draw(st.sampled_from([name, name.lower(), name.upper(), name_key(name)]))
    begin = data.draw(st.integers(0, len(whole) - 1))
    text = whole[begin : data.draw(st.integers(begin + 1, len(whole)))]
    lowered = text.lower()
    # What the query asks: its own case is folded, and the name is compared as it is and by its key.
    if any(lowered in one.lower() or lowered in name_key(one) for one in (NAMES[iri][0], *NAMES[iri][1])):
        assert BASE + iri in (index.holding(text, KINDS, 100) or ())
