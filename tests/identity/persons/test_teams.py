"""Long lists of other authors speak against one person in the same years and at other places alone."""

from __future__ import annotations

import pytest

from kg.identity.persons.evidence import Scales
from kg.identity.persons.mention import PersonMention
from kg.identity.persons.mention_cluster import MentionCluster
from kg.identity.persons.surveying import census_of

_CREW = [f"{letter}ara Crew{other}mann" for letter in "BDFGHJKLMN" for other in "abcd"]
_OTHERS = [f"{letter}ora Band{other}berg" for letter in "PQRSTVWXYZ" for other in "efgh"]


def _on(paper: str, names: list[str], year: int, place: str) -> PersonMention:
    return PersonMention(
        paper, paper, "O. Quill", "O.", "Quill",
        coauthors=names, listed=400, year=year, affiliations=[place] if place else [],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("year", "place", "speaks"),
    [
        (2001, "Weir Laboratory, Northtown", True),
        (2001, "", True),
        (2009, "Weir Laboratory, Northtown", False),
        (2001, "Institute of Brooks, Southport", False),
    ],
)
def test_other_lists(year: int, place: str, *, speaks: bool) -> None:
    one = _on("a", _CREW, 2001, "Institute of Brooks, Southport")
    two = _on("b", _OTHERS, year, place)
    weighed = Scales(census_of([one, two])).weigh(MentionCluster.of(one), MentionCluster.of(two), -1000.0)
    assert weighed is not None
    assert ("other team" in weighed.features) is speaks
