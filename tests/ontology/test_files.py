"""The ontology folder: own terms are described, lists are whole, the context loses nothing."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import orjson
import pyoxigraph
import pytest
import rdflib
from pyoxigraph import BlankNode, NamedNode, RdfFormat

from kg import resources
from kg.records import Damage
from kg.vocab import CODE, DCTERMS, KGO, OWL, RDF, RDFS, SKOS, TOPIC
from tests.ontology.vocabularies import own_triples

ONTOLOGY = resources.folder("ontology")
GRAPH = Path(__file__).parent.parent / "release" / "validation" / "graph.trig"


def _values(name: str) -> defaultdict[tuple[str, str], list[str]]:
    found = defaultdict(list)
    for triple in own_triples(name):
        if isinstance(triple.subject, NamedNode):
            value = getattr(triple.object, "value", str(triple.object))
            found[triple.subject.value, triple.predicate.value].append(value)
    return found


OWN = _values("kg.ttl")
TERMS = sorted({subject for subject, _ in OWN if subject.startswith(KGO)})
PROPERTIES = [term for term in TERMS if OWN[term, RDF["type"]] != [OWL["Class"]]]


@pytest.mark.parametrize("term", TERMS)
def test_own_term_is_described(term: str) -> None:
    for predicate in (RDFS["label"], RDFS["comment"], SKOS["definition"]):
        assert len(OWN[term, predicate]) == 1, predicate
    assert OWN[term, RDFS["isDefinedBy"]] == ["https://w3id.org/kgpub/ontology"]
    assert len(set(OWN[term, RDF["type"]]) - {OWL["SymmetricProperty"]}) == 1
    if term in PROPERTIES:
        assert len(OWN[term, RDFS["domain"]]) == len(OWN[term, RDFS["range"]]) == 1
    else:
        assert OWN[term, RDFS["subClassOf"]] or (term, OWL["equivalentClass"]) in OWN


def test_labels_and_definitions_of_own_terms_differ() -> None:
    for predicate in (RDFS["label"], SKOS["definition"]):
        assert not [text for text, n in Counter(OWN[term, predicate][0] for term in TERMS).items() if n > 1]


@pytest.mark.parametrize("name", ["codes.ttl", "arxiv-taxonomy.ttl", "dataset.ttl"])
def test_files_that_are_loaded_have_no_blank_nodes(name: str) -> None:
    triples = own_triples(name)
    assert not [t for t in triples if isinstance(t.subject, BlankNode) or isinstance(t.object, BlankNode)]


def test_every_code_is_described_and_in_its_list() -> None:
    codes = _values("codes.ttl")
    schemes = {
        subject for (subject, p), v in codes.items() if p == RDF["type"] and SKOS["ConceptScheme"] in v
    }
    for code in {subject for subject, _ in codes} - schemes:
        (scheme,) = codes[code, SKOS["inScheme"]]
        assert scheme in schemes
        assert code == f"{scheme}-{codes[code, SKOS['notation']][0]}"
        assert len(codes[code, SKOS["prefLabel"]]) == len(codes[code, SKOS["definition"]]) == 1


def test_every_kind_of_damage_has_its_code() -> None:
    kinds = Damage.model_json_schema()["properties"]["kind"]["enum"]
    codes = {subject for subject, _ in _values("codes.ttl") if subject.startswith(CODE["damage-"])}
    assert codes == {CODE["damage-" + kind.replace("_", "-")] for kind in kinds}


def test_taxonomy_says_what_the_table_says() -> None:
    taxonomy = _values("arxiv-taxonomy.ttl")
    with (ONTOLOGY / "arxiv-taxonomy.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(rows) == 193
    assert {subject for subject, _ in taxonomy if subject.startswith(TOPIC)} == {
        TOPIC[row["id"]] for row in rows
    }
    for row in rows:
        topic, above = (
            TOPIC[row["id"]],
            {"archive": row["group"], "category": row["archive"]}.get(row["level"]),
        )
        assert taxonomy[topic, SKOS["notation"]] == [row["id"]]
        # arXiv calls a group of archives like the archive that it holds; one name is for one topic.
        name = f"{row['name']} (group)" if row["level"] == "group" else row["name"]
        assert taxonomy[topic, SKOS["prefLabel"]] == [name]
        assert taxonomy[topic, SKOS["broader"]] == ([TOPIC[above]] if above else [])
        assert taxonomy[topic, SKOS["exactMatch"]] == ([TOPIC[row["alias-of"]]] if row["alias-of"] else [])
        retired = row["active"] == "0"
        assert taxonomy[topic, OWL["deprecated"]] == (["true"] if retired else [])
        replaced = [TOPIC[row["alias-of"]]] if retired and row["alias-of"] else []
        assert taxonomy[topic, DCTERMS["isReplacedBy"]] == replaced
        code = row["id"].rpartition(".")[2]
        short = row["level"] == "category" and len(code) == 2
        assert taxonomy[topic, SKOS["hiddenLabel"]] == ([code] if short else [])


def test_no_topic_is_called_like_one_above_it() -> None:
    taxonomy = _values("arxiv-taxonomy.ttl")
    for (topic, predicate), above in list(taxonomy.items()):
        if predicate == SKOS["broader"] and not taxonomy[topic, OWL["deprecated"]]:
            for one in above:
                assert taxonomy[one, SKOS["prefLabel"]] != taxonomy[topic, SKOS["prefLabel"]], topic


def test_context_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Written by rdflib with the context and read back by Oxigraph, the graph is the same."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)  # else it writes Z as +00:00
    triples = {quad.triple for quad in pyoxigraph.parse(path=GRAPH, format=RdfFormat.TRIG)}
    triples |= {*own_triples("codes.ttl"), *own_triples("arxiv-taxonomy.ttl")}
    context = orjson.loads((ONTOLOGY / "context.jsonld").read_bytes())["@context"]
    ntriples = pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES)
    assert ntriples is not None
    text = (
        rdflib.Graph()
        .parse(data=ntriples, format="nt")
        .serialize(format="json-ld", context=context, auto_compact=False)
    )
    document = orjson.loads(text) | {"@context": context}
    back = {quad.triple for quad in pyoxigraph.parse(orjson.dumps(document), RdfFormat.JSON_LD)}
    assert back == triples
    paper = next(node for node in document["@graph"] if node["id"].endswith("/paper/aaaaaaaaaaaaaaaa"))
    assert {"title", "author", "authorship", "publicationYear", "primarySubject"} <= paper.keys()


def test_context_speaks_of_schema_org_by_https() -> None:
    assert b"http://schema.org" not in (ONTOLOGY / "context.jsonld").read_bytes()
