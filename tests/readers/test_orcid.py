"""An ORCID record in the graph: one person, to whom its works are given without a place in an author list."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from tests.conftest import Built

CASES = Path(__file__).parent / "cases" / "orcid"
LISTED = """
PREFIX pro: <http://purl.org/spar/pro/>
PREFIX schema: <https://schema.org/>
SELECT DISTINCT ?title WHERE {
  ?person a schema:Person ; schema:alternateName "Mo Berg" .
  ?paper pro:isDocumentContextFor ?authorship ; schema:name ?title . ?authorship pro:isHeldBy ?person
}
"""


def test_the_works_of_a_record_are_given_to_its_person(tmp_path: Path) -> None:
    Built.of(tmp_path, [CASES / "record.xml"])
    store = ox.Store.read_only(str(tmp_path / "data" / "current" / "store"))
    found = store.query(LISTED)
    assert isinstance(found, ox.QuerySolutions)
    titles = sorted(row["title"].value for row in found)
    assert titles == ["A poster", "Ears of Owls"]
