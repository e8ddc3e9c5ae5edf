"""Every term used anywhere exists in the vocabulary of its namespace."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import orjson
import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

import kg
from kg import resources, vocab
from kg.vocab import PREFIXES, RDF
from tests.ontology.vocabularies import Vocabularies, own_triples

ONTOLOGY = sorted(path.name for path in resources.folder("ontology").glob("*.ttl"))
ROOMS = (resources.folder("queries"), *(Path(kg.__file__).parent / room for room in ("web", "queries")))
QUERIES = sorted(path for room in ROOMS for path in room.rglob("*.rq"))
CODE_FILES = sorted(Path(kg.__file__).parent.rglob("*.py"))
NAMESPACES = {name: value for name, value in vars(vocab).items() if isinstance(value, vocab.Namespace)}
_PREFIX = re.compile(r"PREFIX\s+([\w-]*):\s*<([^>]*)>", re.IGNORECASE)
_IGNORED_IN_QUERY = re.compile(r"#[^\n]*|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'")


def _used(triples: list[Triple]) -> set[str]:
    terms = {term for triple in triples for term in (triple.subject, triple.predicate, triple.object)}
    datatypes = {term.datatype.value for term in terms if isinstance(term, Literal)}
    return {term.value for term in terms if isinstance(term, NamedNode)} | datatypes


def _used_in_query(text: str) -> set[str]:
    prefixes = dict(_PREFIX.findall(text))
    prefixes_gone = _PREFIX.sub("", text)
    iris = set(re.findall(r"<([^<>\s]+:[^<>\s]+)>", prefixes_gone))
    plain = _IGNORED_IN_QUERY.sub("", re.sub(r"<[^<>\s]*>", "", prefixes_gone))
    for prefix, local in re.findall(r"(?<![\w?$])([A-Za-z][\w-]*|):([\w][\w.-]*)", plain):
        if prefix in prefixes:
            iris.add(prefixes[prefix] + local.rstrip("."))
    return iris


def _used_in_code(source: str) -> set[str]:
    """Return the terms written as `NS["term"]` or `NS.n("term")`."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str(term))):
                pass
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=name), attr="n"), args=[ast.Constant(value=str(term))]
            ):
                pass
            case _:
                continue
        if name in NAMESPACES and not term.endswith("-"):
            found.add(NAMESPACES[name][term])
    return found


def _shapes_queries() -> set[str]:
    names = "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in PREFIXES.items())
    texts = [
        triple.object.value
        for triple in own_triples("shapes.ttl")
        if triple.predicate.value == vocab.SH["select"] and isinstance(triple.object, Literal)
    ]
    assert texts
    return set().union(*(_used_in_query(names + text) for text in texts))


@pytest.mark.parametrize("name", ONTOLOGY)
def test_terms_of_the_ontology_folder_exist(name: str, vocabularies: Vocabularies) -> None:
    assert not vocabularies.unknown(_used(own_triples(name)))


def test_terms_in_the_queries_of_shapes_exist(vocabularies: Vocabularies) -> None:
    assert not vocabularies.unknown(_shapes_queries())


def test_terms_of_the_context_exist(vocabularies: Vocabularies) -> None:
    context = orjson.loads((resources.folder("ontology") / "context.jsonld").read_bytes())["@context"]
    prefixes = {key: value for key, value in context.items() if isinstance(value, str) and "://" in value}
    iris = set()
    for key in context.keys() - prefixes.keys():
        term = context[key]
        for short in term.values() if isinstance(term, dict) else [term]:
            prefix, colon, local = str(short).partition(":")
            if colon:
                iris.add(prefixes[prefix] + local)
    assert len(iris) > 100
    assert not vocabularies.unknown(iris)
    assert {name: iri for name, iri in PREFIXES.items() if name in prefixes} == prefixes


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_terms_of_queries_exist(path: Path, vocabularies: Vocabularies) -> None:
    used = _used_in_query(path.read_text(encoding="utf-8"))
    assert used or path.stem == "graph-names"  # which asks for no term
    assert not vocabularies.unknown(used)


def test_terms_in_code_exist(vocabularies: Vocabularies) -> None:
    unknown = {
        (path.name, term)
        for path in CODE_FILES
        for term in vocabularies.unknown(_used_in_code(path.read_text(encoding="utf-8")))
    }
    assert not unknown


def test_a_wrong_term_is_noticed(vocabularies: Vocabularies) -> None:
    code = 'A = SCHEMA["naem"]; B = KGO.n("damaged"); C = CODE["list-gone"]; D = SCHEMA["name"]'
    wrong = {"https://schema.org/naem", vocab.KGO["damaged"], vocab.CODE["list-gone"]}
    assert vocabularies.unknown(_used_in_code(code)) == wrong
    prologue = "PREFIX fabio: <http://purl.org/spar/fabio/>"
    query = f"{prologue} ASK {{ ?x a fabio:PreprintServer, <http://schema.org/Book> }}"
    assert vocabularies.unknown(_used_in_query(query)) == {
        "http://purl.org/spar/fabio/PreprintServer",
        "http://schema.org/Book",
    }


def test_no_node_is_in_two_disjoint_classes(vocabularies: Vocabularies) -> None:
    path = Path(__file__).parent.parent / "release" / "validation" / "graph.trig"
    triples = [quad.triple for quad in pyoxigraph.parse(path=path, format=RdfFormat.TRIG)]
    for name in ("codes.ttl", "arxiv-taxonomy.ttl"):
        triples += own_triples(name)
    assert not vocabularies.unknown(_used(triples))
    assert not vocabularies.clashes(triples)
    paper = next(t.subject for t in triples if t.object == NamedNode(vocab.FABIO["Work"]))
    wrong = Triple(paper, NamedNode(RDF["type"]), NamedNode(vocab.FABIO["Preprint"]))
    assert vocabularies.clashes([*triples, wrong]), "a Work that is an Expression too is noticed"
