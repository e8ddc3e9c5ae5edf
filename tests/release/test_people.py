"""Who is who in whole builds: by evidence, by what people decided, and from release to release."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli import kg
from kg.errors import KgError
from kg.release import DataDirectory
from kg.resources import examples

pytestmark = pytest.mark.long

_AUTHORS = """SELECT ?title ?position ?person ?name WHERE {
  ?paper <https://schema.org/name> ?title ; <http://purl.org/spar/pro/isDocumentContextFor> ?slot .
  ?slot <http://purl.org/spar/pro/isHeldBy> ?person ; <https://schema.org/position> ?position .
  ?person <https://schema.org/name> ?name }"""
_DECISIONS = """PREFIX kgo: <https://w3id.org/kgpub/ontology#>
SELECT ?thing ?outcome ?rule ?words WHERE { GRAPH ?g {
  ?decision a kgo:IdentityDecision ; kgo:onResource ?thing ; kgo:rule ?rule ; kgo:outcome ?outcome
  OPTIONAL { ?decision <http://www.w3.org/2000/01/rdf-schema#comment> ?words } } }"""

RIVERS = [
    {"title": "Sand banks of the delta", "authors": ["Ada Lindqvist", "Bo Ek", "Cem Yıldırım"], "year": 2018},
    {
        "title": "Tidal flats and their drift",
        "authors": ["Bo Ek", "A. Lindqvist", "Cem Yıldırım"],
        "year": 2019,
    },
]
LOGIC = [
    {"title": "Proof nets without boxes", "authors": ["Ada Lindqvist", "Dora Nagy"], "year": 1988},
    {"title": "Cut elimination revisited", "authors": ["Ada Lindqvist", "Dora Nagy"], "year": 1989},
]
BRIDGE = [{"title": "A logic of rivers", "authors": ["Bo Ek", "Ada Lindqvist", "Dora Nagy"], "year": 2001}]


class Graph:
    """A folder of sources that is built again and again, and what the current release says of people."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "data"
        (folder / "sources").mkdir()

    def run(self, *arguments: str, code: int = 0) -> str:
        result = CliRunner().invoke(kg, [*arguments, "--data", str(self.data)])
        assert result.exit_code == code, (result.output, result.exception)
        return result.output if not isinstance(result.exception, KgError) else str(result.exception)

    def build(self, **sources: Sequence[dict[str, Any]]) -> None:
        for name, records in sources.items():
            lines = [
                json.dumps(record | {"doi": f"10.5555/{record['title'][:5].strip().lower()}"})
                for record in records
            ]
            (self.folder / "sources" / f"{name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        self.run("build", str(self.folder / "sources"))

    def query(self, text: str) -> list[Any]:
        return list(DataDirectory(self.data).current().open_store().query(text))  # type: ignore[arg-type]

    def people(self, family: str = "Lindqvist") -> dict[str, set[str]]:
        """Return the titles of each person whose name holds `family`, by the end of the IRI."""
        found: dict[str, set[str]] = defaultdict(set)
        for title, _, person, name in self.query(_AUTHORS):
            if family in name.value:
                found[person.value.rpartition("/")[2]].add(title.value)
        return dict(found)

    def of(self, title: str, family: str = "Lindqvist") -> str:
        """Return the IRI of the person of that name on the paper."""
        return next(one for one, titles in self.people(family).items() if title in titles)

    def mention(self, title: str, name: str = "Ada Lindqvist") -> str:
        """Return the IRI of the mention of that name in the record of the paper, or of the authorship.

        A mention of which the authorship says all is not in the graph.
        """
        text = f"""SELECT ?slot ?mention WHERE {{
            ?paper <https://schema.org/name> ?title ; <http://purl.org/spar/pro/isDocumentContextFor> ?slot .
            ?slot <https://w3id.org/kgpub/ontology#nameAsPrinted> "{name}" .
            OPTIONAL {{ ?slot <http://www.w3.org/ns/prov#wasDerivedFrom> ?mention }}
            FILTER(STR(?title) = "{title}") }}"""
        slot, mention = self.query(text)[0]
        return str((mention or slot).value)

    def decisions(self, person: str) -> set[tuple[str, str, str]]:
        """Return outcome, rule and words of each decision about a person."""
        return {
            (outcome.value.rpartition("outcome-")[2], rule.value, words.value if words else "")
            for thing, outcome, rule, words in self.query(_DECISIONS)
            if thing.value.endswith(person)
        }


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    return Graph(tmp_path)


_CIRCLE = ["Zelda Fitzwarren", "Ingomar Brandwein", "Petronella Ashdown"]
REVERSED = [
    {"title": "Glacial moraines of the north", "authors": ["Qiuhua Ouyang", *_CIRCLE], "year": 2018},
    {"title": "Nordic moraines and glaciers", "authors": [*_CIRCLE, "Ouyang Qiuhua"], "year": 2018},
]

RIVER, FLATS, NETS, CUT = (record["title"] for record in (*RIVERS, *LOGIC))


def test_one_person_under_names_in_both_orders(graph: Graph) -> None:
    """The two mentions are alone among those of their family names, and meet only afterwards."""
    graph.build(glaciers=REVERSED)
    (person,) = graph.people("Ouyang")
    assert len(graph.query("SELECT ?x { ?x a <https://schema.org/Person> }")) == 4
    ((outcome, _, words),) = graph.decisions(person)
    assert outcome == "same"
    assert "same names in the other order" in words


def test_one_identifier_in_two_clusters_of_one_paper(graph: Graph) -> None:
    """A namesake beside the one with the ORCID: the release is made, whatever is decided."""
    orcid = {"orcid": "0000-0002-1825-0097"}
    circle = ["Zelda Fitzwarren", "Ingomar Brandwein"]
    both = [{"name": "P. Quandt"} | orcid, "Paul Quandt", *circle]
    other = [{"name": "Paul Quandt"} | orcid, *circle]
    twice = [{"name": "Paul Quandt"} | orcid, {"name": "Petra Quandt"} | orcid]
    graph.build(
        papers=[
            {"title": title, "authors": authors, "year": 2020}
            for title, authors in (("Alpine lakes", both), ("Lakes of the Alps", other), ("Moors", twice))
        ]
    )
    (people,) = graph.query("SELECT (COUNT(*) AS ?n) { ?slot <http://purl.org/spar/pro/isHeldBy> ?person }")
    assert int(people[0].value) == 9
    found = sorted(map(sorted, graph.people("Quandt").values()))
    # of one iD that a record gives to two of its authors it is not known whose it is
    assert found == [["Alpine lakes"], ["Alpine lakes", "Lakes of the Alps"], ["Moors"], ["Moors"]]


def test_namesakes_with_other_co_authors_are_two_people(graph: Graph) -> None:
    graph.build(rivers=RIVERS, logic=LOGIC)
    assert sorted(map(sorted, graph.people().values())) == [[CUT, NETS], [RIVER, FLATS]]
    reasons = graph.decisions(graph.of(str(NETS)))
    assert any(
        outcome == "same" and rule == "SHARED-COAUTHORS" and "Dora Nagy" in words
        for outcome, rule, words in reasons
    )


def test_without_evidence_each_position_keeps_its_own_person(graph: Graph) -> None:
    graph.build(rivers=RIVERS, logic=LOGIC)
    graph.run("build", str(graph.folder / "sources"), "--people", "identifiers")
    assert len(graph.people()) == 4


def test_a_rebuild_keeps_iris_and_new_papers_join(graph: Graph) -> None:
    graph.build(rivers=RIVERS[:1])
    alone = graph.of(str(RIVER))
    graph.build(rivers=RIVERS, logic=LOGIC)
    assert graph.of(str(RIVER)) == alone == graph.of(str(FLATS))


def test_what_evidence_joins_later_leaves_a_tombstone(graph: Graph) -> None:
    graph.build(rivers=RIVERS, logic=LOGIC)
    before = set(graph.people())
    graph.build(bridge=BRIDGE)
    (after,) = graph.people()
    assert after in before
    (gone,) = before - {after}
    (target,) = graph.query(
        f"SELECT ?x WHERE {{ GRAPH ?g {{ ?old <http://purl.org/dc/terms/isReplacedBy> ?x }} "
        f'FILTER(STRENDS(STR(?old), "{gone}")) }}'
    )
    assert target[0].value.endswith(after)
    assert "persons merged: 1" in graph.run("diff")


@pytest.mark.parametrize(("rivers", "logic", "larger"), [(2, 1, RIVER), (1, 2, NETS)])
def test_who_has_more_papers_keeps_the_iri(graph: Graph, rivers: int, logic: int, larger: object) -> None:
    graph.build(rivers=RIVERS[:rivers], logic=LOGIC[:logic])
    kept = graph.of(str(larger))
    graph.build(bridge=BRIDGE)
    assert set(graph.people()) == {kept}


def test_a_merge_of_people_wins_and_keeps_an_iri(graph: Graph) -> None:
    graph.build(rivers=RIVERS, logic=LOGIC)
    one, other = graph.of(str(RIVER)), graph.of(str(NETS))
    graph.run("merge", f"http://127.0.0.1:8000/person/{one}", f"http://127.0.0.1:8000/person/{other}",
              "--why", "she told us", "--by", "Eva")  # fmt: skip
    graph.build()
    (kept,) = graph.people()
    assert kept in (one, other)
    assert any(rule == "HUMAN-MERGE" and words == "she told us" for _, rule, words in graph.decisions(kept))
    graph.build()
    assert set(graph.people()) == {kept}


def test_a_split_of_people_wins_over_evidence(graph: Graph) -> None:
    graph.build(logic=LOGIC, rivers=RIVERS)
    whole = graph.of(str(NETS))
    record = graph.mention(str(CUT))
    graph.run("split", f"http://127.0.0.1:8000/person/{whole}", "--mentions", record,
              "--why", "born later", "--by", "Eva")  # fmt: skip
    graph.build()
    assert graph.of(str(NETS)) != graph.of(str(CUT))
    assert whole in (graph.of(str(NETS)), graph.of(str(CUT)))
    parts = {graph.of(str(NETS)), graph.of(str(CUT))}
    graph.build()
    assert {graph.of(str(NETS)), graph.of(str(CUT))} == parts


def test_contradicting_decisions_name_both(graph: Graph) -> None:
    graph.build(rivers=RIVERS, logic=LOGIC)
    one, other = (f"http://127.0.0.1:8000/person/{graph.of(str(title))}" for title in (RIVER, NETS))
    graph.run("merge", one, other, "--why", "same", "--by", "Eva")
    graph.build()
    (kept,) = graph.people()
    record = graph.mention(str(CUT))
    said = graph.run(
        "split", f"http://127.0.0.1:8000/person/{kept}", "--mentions", record, "--by", "Eva", code=1
    )
    assert "decisions.jsonl:1 and decisions.jsonl:2" in said


def test_a_former_name_is_nowhere_in_the_release(graph: Graph) -> None:
    graph.build(rivers=RIVERS, logic=LOGIC)
    person = graph.of(str(FLATS), "Ek")
    graph.run("correct", f"http://127.0.0.1:8000/person/{person}", "--rename", "Bea Holm", "--by", "Eva")
    graph.build()
    assert graph.people("Holm")
    assert not graph.people("Ek")
    graph.run("dump", "--to", "nquads", "--output", str(graph.folder / "all.nq"))
    assert "Bo Ek" not in (graph.folder / "all.nq").read_text("utf-8")
    assert graph.of(str(FLATS), "Holm") == person


def test_the_five_documents(shared: Path, graph: Graph) -> None:
    """What `gold/notes.md` says of their people."""
    graph.run("build", str(shared / "records"))
    soft, rates, gemini = (
        "Learning Soft Labels via Meta Learning",
        "Training With Data Dependent Dynamic Learning Rates",
        "Gemini: A Family of Highly Capable Multimodal Models",
    )
    assert graph.of(soft, "Vyas") == graph.of(rates, "Vyas") != graph.of(gemini, "Vyas")
    assert {"undecided"} == {outcome for outcome, _, _ in graph.decisions(graph.of(gemini, "Vyas"))}
    assert graph.people("Yu Mao")[graph.of(gemini, "Yu Mao")] == {gemini}
    assert len(graph.people("Yu Mao")) == 2
    assert sum(gemini in titles for titles in graph.people("Fan Yang").values()) == 3
    vinyals = graph.decisions(graph.of(gemini, "Oriol Vinyals"))
    assert vinyals
    assert all(rule and words for _, rule, words in vinyals)


_LISTED = """SELECT ?slot ?person ?title WHERE {
  ?slot <http://purl.org/spar/pro/isHeldBy> ?person .
  ?paper <http://purl.org/spar/pro/isDocumentContextFor> ?slot ; <https://schema.org/name> ?title .
  FILTER NOT EXISTS { ?slot <https://schema.org/position> ?position } } ORDER BY ?title"""


def test_what_a_profile_page_lists_can_be_split_off(tmp_path: Path) -> None:
    """An authorship without a position is named by its paper and the name of the page."""
    graph = Graph(tmp_path)
    for page in ("vinyals-oriol.txt", "gemini-team.txt"):
        shutil.copy(examples() / page, tmp_path / "sources")
    graph.run("build", str(tmp_path / "sources"))
    slot, person, title = (term.value for term in graph.query(_LISTED)[0])
    graph.run(
        "split", person, "--mentions", slot.rpartition("/")[2], "--why", "not hers", "--by", "A. Librarian"
    )
    graph.run("build", str(tmp_path / "sources"))
    holders = {title.value: holder.value for _, holder, title in graph.query(_LISTED)}
    other = holders.pop(title)
    assert other != person
    assert set(holders.values()) == {person}
    (tmp_path / "decisions.jsonl").unlink()
    graph.run("build", str(tmp_path / "sources"))
    assert {holder.value for _, holder, _ in graph.query(_LISTED)} == {person}
