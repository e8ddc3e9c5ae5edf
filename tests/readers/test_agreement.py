"""The comparison with a gold sees what it should see."""

from __future__ import annotations

import pytest

from kg.records import Author, Source, WorkRecord
from tests.readers.agreement import Gold, Tally, of_ads, of_zotero

RECORD = WorkRecord(
    source=Source(file="in.xml", format="x", first_line=1, last_line=1),
    title="On “Birds” and <i>Bees</i>.",
    authors=(
        Author(position=0, name="Ada B. Lind", given="Ada B.", family="Lind", orcid="0000-0002-1825-0097"),
        Author(position=1, name="The Bird Group", kind="collective"),
    ),
    year=2019,
    doi="10.1000/Birds.1",
    venue_identifiers={"eissn": "2049-3630"},
    pages="11-19",
)
ADS = {
    "title": {"textEnglish": 'On "birds" and Bees'},
    "authors": [
        {"name": {"surname": "Lind", "given_name": "Ada", "middle_name": "B"},
         "attrib": {"orcid": "0000-0002-1825-0097"}},
        {"name": {"collab": "The Bird Group"}},
    ],
    "publication": {"pubYear": "2019", "ISSN": [{"issnString": "2049-3630"}]},
    "persistentIDs": [{"DOI": "10.1000/birds.1"}],
    "pagination": {"firstPage": "11"},
}  # fmt: skip
ZOTERO = {
    "title": "On Birds", "date": "May 2019", "DOI": "10.1000/birds.1", "pages": "11–19",
    "creators": [{"lastName": "Lind", "firstName": "A.", "creatorType": "author"},
                 {"name": "The Bird Group", "creatorType": "editor"}],
}  # fmt: skip


def test_what_is_alike_agrees() -> None:
    tally = Tally()
    tally.add("one", RECORD, of_ads(ADS))
    assert not tally.differences, tally.told(*tally.differences)
    assert tally.stated == {
        "title": 1, "authors": 1, "year": 1, "identifiers": 1, "orcids": 1, "first_page": 1
    }  # fmt: skip


def test_what_differs_is_told() -> None:
    tally = Tally()
    tally.add("one", RECORD, of_zotero(ZOTERO))
    assert sorted(tally.differences) == ["authors", "editors", "title"]
    assert tally.share("title") == 0
    assert tally.share("year") == tally.share("venue") == 1
    assert "one: 1 wanted, 2 found; 0: ('Lind', 'A.') is ('Lind', 'Ada B.')" in tally.told("authors")


@pytest.mark.parametrize("gold", [Gold(title="T"), Gold(authors=(("Lind", ""),)), Gold(year=2018)])
def test_a_record_that_is_lost_agrees_in_nothing(gold: Gold) -> None:
    tally = Tally()
    tally.add("one", None, gold)
    assert sum(tally.stated.values()) == 1
    assert not sum(tally.agreed.values())
