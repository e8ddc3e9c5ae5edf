"""What a build keeps of what sources state: what is left out by default is said by the resolved graph."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

import orjson
import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.engine.local import LocalEngine
from kg.queries.catalogue import Catalogue
from kg.queries.explanation import explain, field
from kg.readers.sources import documents
from kg.release.mapping import Options, map_sources
from kg.release.report import BuildReport
from kg.store import Store
from kg.vocab import DCTERMS, KGO, PROV, RDF
from tests.bench.corpus import records
from tests.golden.case import BASE, CASES, FILES, Case, cases

NAMES = sorted(case.name for case in cases())
"""The golden cases; what each of them states is mapped in both ways, whatever it shows."""

RECORDS = 300
LONG = 100  # one list in 5,000 is longer, and would be one of 300
SOURCE = f" <{BASE}graph/source/"

_FAR = 3  # from a paper to a version's facts, or to the notation of its topic


@cache
def quads(name: str, claims: str) -> frozenset[Quad]:
    texts = Case(CASES / name).made(claims=claims)
    found = set[Quad]()
    for file in FILES:
        format_ = RdfFormat.N_TRIPLES if file.endswith(".nt") else RdfFormat.N_QUADS
        found.update(parse(texts[file], format_))
    return frozenset(found)


@cache
def engine(name: str, claims: str) -> LocalEngine:
    store = pyoxigraph.Store()
    store.extend(quads(name, claims))
    return LocalEngine(Store(store, Path()))


def of_source(quad: Quad) -> bool:
    return isinstance(quad.graph_name, NamedNode) and "/graph/source/" in quad.graph_name.value


def described(name: str, paper: str) -> set[str]:
    """Return the values that the description of a paper says: its own, its publications' and so on."""
    ways: dict[object, list[object]] = defaultdict(list)
    for quad in quads(name, "differing"):
        if str(quad.graph_name) == "DEFAULT":
            ways[quad.subject].append(quad.object)
    reached: set[object] = {NamedNode(paper)}
    seen: set[object] = set()
    for _ in range(_FAR + 1):
        seen |= reached
        reached = {one for node in reached if isinstance(node, NamedNode) for one in ways[node]} - seen
    # the taxonomy is not part of a case; a topic's notation is the end of its IRI
    values = {one.value for one in seen if isinstance(one, NamedNode | Literal)}
    return values | {one.rpartition("/")[2] for one in values}


@pytest.mark.parametrize("name", NAMES)
def test_what_is_left_out_is_said_by_the_paper_in_the_same_words(name: str) -> None:
    everything, kept = quads(name, "all"), quads(name, "differing")
    left_out = [one for one in everything - kept if of_source(one)]
    added = {one for one in kept - everything if of_source(one)}
    assert {one.predicate.value for one in added} <= {KGO["restatedBy"]}
    restated = {one.subject: value(one) for one in added}
    records = {
        str(one.subject): one.object for one in everything if one.predicate.value == DCTERMS["isPartOf"]
    }
    own = {(one.subject, one.predicate) for one in kept if of_source(one)}
    for quad in left_out:
        assert (quad.subject, quad.predicate) not in own, "a property is whole or not at all"
        paper = restated[records.get(str(quad.subject), quad.subject)]  # type: ignore[index]
        if quad.predicate.value not in (RDF["type"], DCTERMS["isPartOf"]):
            assert value(quad) in described(name, paper), quad


def value(quad: Quad) -> str:
    assert isinstance(quad.object, NamedNode | Literal)
    return quad.object.value


def test_of_the_benchmarks_records_at_most_eighteen_statements_each_are_kept(tmp_path: Path) -> None:
    found = [orjson.dumps(one) for one in records(RECORDS) if len(one["authors"]) < LONG]
    (tmp_path / "corpus.jsonl").write_bytes(b"\n".join(found))
    (tmp_path / "work").mkdir()
    options, sources = Options(BASE, processes=1), list(documents([str(tmp_path / "corpus.jsonl")]))
    graph, _ = map_sources(sources, tmp_path / "work", options, BuildReport())
    kept = [line for path in graph.named for line in path.read_text("utf-8").splitlines() if SOURCE in line]
    assert len(found) * 5 < len(kept) <= len(found) * 18


@pytest.mark.parametrize("name", NAMES)
def test_no_link_leads_to_a_mention_that_is_not_described(name: str) -> None:
    made = quads(name, "differing")
    described = {one.subject for one in made if of_source(one)}
    for quad in made:
        if isinstance(quad.object, NamedNode) and "/mention/" in quad.object.value:
            assert quad.object in described, quad


def things(name: str) -> list[NamedNode]:
    """Return all that can be explained of a case and is in both graphs."""
    both = [
        {one.subject for one in quads(name, claims) if isinstance(one.subject, NamedNode)}
        for claims in ("all", "differing")
    ]
    return sorted(both[0] & both[1], key=str)


@pytest.mark.parametrize("query", ["explain-sources", "explain-decisions", "explain-repairs"])
@pytest.mark.parametrize("name", NAMES)
def test_everything_is_explained_alike_whatever_is_kept(name: str, query: str) -> None:
    template = Catalogue.read()[query]
    engines = [engine(name, claims) for claims in ("all", "differing")]
    for thing in things(name):
        one, other = (list(asked.solutions(template.bind({"thing": [thing]}))) for asked in engines)
        for row in other:  # that the graph repeats a record is all that may be told besides
            row.pop("restatedBy", None)
        assert one == other, thing


PLACE = {RDF["type"], PROV["hadPrimarySource"], KGO["firstLine"], KGO["lastLine"], KGO["restatedBy"]}


@pytest.mark.parametrize("name", NAMES)
def test_explain_tells_of_each_property_of_a_paper_which_records_state_it(name: str) -> None:
    stated: dict[str, set[str]] = defaultdict(set)
    own: dict[str, set[str]] = defaultdict(set)
    for found, claims in ((stated, "all"), (own, "differing")):
        for quad in quads(name, claims):
            if of_source(quad):
                found[str(quad.subject).strip("<>")].add(quad.predicate.value)
    papers = [one for one in quads(name, "differing") if one.predicate.value == PROV["specializationOf"]]
    for link in papers:
        paper, record = value(link), str(link.subject).strip("<>")
        origins = {one.record: one for one in explain(engine(name, "differing"), None, paper).sources}
        beside = own[record] - PLACE - {DCTERMS["source"]}
        if origins[record].restated_by:
            assert origins[record].restated_by == paper
            assert sorted(origins[record].beside) == sorted(map(field, beside))
        else:
            assert stated[record] == own[record], "what is not told as restated is all there"
