"""Builds of sources that state one identifier of people with quite different names."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from kg.release import Release
from tests.release.test_increment import Sides

_HERS, _HIS = "0000-0002-1825-0097", "0000-0001-5109-3700"
_HOLDERS = """SELECT ?paper ?name ?person ?orcid WHERE {
  ?paper <http://purl.org/spar/pro/isDocumentContextFor> ?slot .
  ?slot <http://purl.org/spar/pro/isHeldBy> ?person ; <https://w3id.org/kgpub/ontology#nameAsPrinted> ?name .
  OPTIONAL { ?person <https://schema.org/sameAs> ?orcid . FILTER(CONTAINS(STR(?orcid), "orcid.org")) } }"""
_NAMES = """SELECT ?name { ?person <https://schema.org/sameAs> <IRI> ; a <https://schema.org/Person> ;
  <https://schema.org/name>|<https://schema.org/alternateName> ?name }"""
_DECISIONS = """PREFIX kgo: <https://w3id.org/kgpub/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?words (COUNT(DISTINCT ?thing) AS ?things) WHERE { GRAPH ?g {
  ?decision kgo:rule "IDENTIFIER-CONTESTED" ; kgo:onResource ?thing ; rdfs:comment ?words } }
GROUP BY ?words"""


def _paper(number: int, *authors: tuple[str, str | None]) -> dict[str, Any]:
    entries = [
        {"name": name, "position": place, "given": name.split()[0], "family": name.split()[-1]}
        | ({"orcid": orcid} if orcid else {})
        for place, (name, orcid) in enumerate(authors)
    ]
    return {
        "type": "work",
        "doi": f"10.5555/c{number}",
        "title": f"Weirs of brook {number}",
        "authors": entries,
    }


HERS = [_paper(1, ("Iris Sandoval", _HERS), ("Bo Ek", None)), _paper(2, ("I. Sandoval", _HERS))]
MARRIED = [_paper(3, ("Iris Quill", _HERS))]
WRONG = [_paper(4, ("Ole Brandt", _HERS), ("Li Na", None))]
EACH = [_paper(5, ("Per Holm", _HIS)), _paper(6, ("Asta Berg", _HIS))]


def _people(release: Release) -> dict[str, set[str]]:
    """Return the names as printed of each person, and the iD that the person has."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in release.open_store().query(_HOLDERS):  # type: ignore[union-attr]
        orcid = row["orcid"].value.rpartition("/")[2] if row["orcid"] else ""
        found[row["person"].value] |= {row["name"].value, orcid} - {""}
    return found


def _decided(release: Release) -> dict[str, int]:
    return {
        row["words"].value: int(row["things"].value)
        for row in release.open_store().query(_DECISIONS)  # type: ignore[union-attr]
    }


@pytest.mark.parametrize("people", ["evidence", "identifiers"])
def test_one_identifier_of_two_names_makes_two_people(tmp_path: Path, people: str) -> None:
    sides = Sides(tmp_path)
    sides.write("hers", [*HERS, *MARRIED])
    sides.write("wrong", [*WRONG, *EACH])
    release, report = sides.build(people=people)
    assert report.notices == []
    names = sorted(map(sorted, _people(release).values()))
    assert [_HERS, "I. Sandoval", "Iris Quill", "Iris Sandoval"] in names
    assert ["Ole Brandt"] in names
    assert ["Per Holm"] in names  # whose the iD is cannot be told
    assert ["Asta Berg"] in names
    told = _decided(release)
    assert sorted(told.values()) == [2, 2]
    assert any("(3 papers), Ole Brandt (1 paper)" in one for one in told)


def test_what_comes_later_tells_whose_it_is(tmp_path: Path) -> None:
    sides = Sides(tmp_path)
    sides.write("wrong", WRONG)
    before, _ = sides.build()
    assert [_HERS, "Ole Brandt"] in map(sorted, _people(before).values())
    sides.write("hers", HERS[:1])
    between, _ = sides.build()
    assert ["Ole Brandt"] in map(sorted, _people(between).values())
    assert ["Iris Sandoval"] in map(sorted, _people(between).values())
    sides.write("more", HERS[1:])
    after, _ = sides.build()
    assert [_HERS, "I. Sandoval", "Iris Sandoval"] in map(sorted, _people(after).values())
    sides.write("hers", [])
    (tmp_path / "sources" / "hers.jsonl").unlink()
    (tmp_path / "sources" / "more.jsonl").unlink()
    last, _ = sides.build()
    assert [_HERS, "Ole Brandt"] in map(sorted, _people(last).values())


def _venues(release: Release) -> set[tuple[str, str]]:
    """Return editors and contributors by name, with the name of the person whom each leads to."""
    text = """SELECT ?name ?person WHERE { ?slot <https://w3id.org/kgpub/ontology#nameAsPrinted> ?name
      FILTER(CONTAINS(STR(?slot), "editorship") || CONTAINS(STR(?slot), "contribution"))
      OPTIONAL { ?slot <http://purl.org/spar/pro/isHeldBy>/<https://schema.org/name> ?person } }"""
    rows = release.open_store().query(text)
    return {(row["name"].value, row["person"].value if row["person"] else "") for row in rows}  # type: ignore[union-attr]


def test_editors_contributors_and_pages_are_looked_at_too(tmp_path: Path) -> None:
    sides = Sides(tmp_path)
    chapter = _paper(7, ("Bo Ek", None)) | {"venue": "Brooks of the North", "venue_kind": "proceedings"}
    chapter["editors"] = [
        {"name": "Ole Brandt", "given": "Ole", "family": "Brandt", "position": 0, "orcid": _HERS}
    ]
    data = _paper(8, ("Bo Ek", None))
    data["contributors"] = [
        {
            "name": "Jan Novak",
            "given": "Jan",
            "family": "Novak",
            "position": 0,
            "orcid": _HERS,
            "role": "curator",
        },
        {"name": "Iris Sandoval", "position": 1, "orcid": _HERS, "role": "contact"},
    ]
    page = {"type": "profile", "name": "Wim Quill", "kind": "record", "identifiers": {"orcid": _HERS}}
    sides.write("hers", HERS)
    sides.write("others", [chapter, data, page])
    release, _ = sides.build()
    told = _venues(release)
    assert {("Ole Brandt", ""), ("Jan Novak", ""), ("Iris Sandoval", "Iris Sandoval")} <= told
    assert [_HERS, "I. Sandoval", "Iris Sandoval"] in map(sorted, _people(release).values())
    names = release.open_store().query(_NAMES.replace("IRI", f"https://orcid.org/{_HERS}"))
    assert {row["name"].value for row in names} == {"I. Sandoval", "Iris Sandoval"}  # type: ignore[union-attr]
    assert any("here of Jan Novak, no author of this paper" in one for one in _decided(release))


def test_two_identifiers_of_one_kind_may_be_taken_from_one_author(tmp_path: Path) -> None:
    sides = Sides(tmp_path)
    sides.write("one", [*HERS, *EACH, *WRONG])
    sides.write("two", [_paper(4, ("Ole Brandt", _HIS), ("Li Na", None))])
    release, _ = sides.build()
    assert {"Ole Brandt"} in _people(release).values()
    assert sum("Ole Brandt" in words for words in _decided(release)) == 2
