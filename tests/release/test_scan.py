"""The pass over the text of a graph calls nothing sound that a query of a shape would find."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

from kg.release.conformance import STORED, read_through
from kg.release.scan import TermTest, sound
from kg.release.term_tests import sure
from kg.release.validation import ShapeScope, plan, validate_store
from kg.release.validation.plan import ConstraintQuery

_XSD = "http://www.w3.org/2001/XMLSchema#"
_IRIS = [
    "http://a.example/paper/abcdefghijklmnop", "http://a.example/paper/abcdefghijklmnop/",
    "http://a.example/", "http://a.example/paper/abcdefghijklmno1",
    "http://a.example/paper/ABCDEFGHIJKLMNOP", "urn:x", "http://a.example/authorship/abcdefghijklmnop-1",
    "http://a.example/authorship/", "http://a.example/venue/é",
    "http://a.example/authorship/abcdefghijklmnop-01", "http://a.example/person/abcdefghijklmnop",
    "http://a.example/mention/0123456789abcdef-1-1", "http://a.example/record/0123456789abcdef-1",
    "http://a.example/record/0123456789abcdef-0", "http://a.example/record/0123456789abcdef-1x", "x:v12",
    "x:v0", "http://a.example/id/doi/x", "http://a.example/id//x", "http://a.example/org/abcdefghijklmnop",
    "https://w3id.org/kgpub/code/list-complete", "https://w3id.org/kgpub/code/repair",
    "http://purl.org/spar/fabio/Work", "http://a.example/status/retracted-pub/x",
    "http://a.example/event/venue/1", "http://a.example/id/é/",
]  # fmt: skip
_TEXTS = [
    "", " ", "x", "é", "\U0001f600", "\n", "a\nb", '"', "\\", "1", "-1", "0", "+1", "1.5", "01", "1e3",
    "12x", "x12", "\u0661", "99999999999999999999", "true", "True", "2020", "0000", "-2020", "20200",
    "2020-02", "2020-13", "2020-02-29", "2021-02-29", "2021-02-28", "2021-04-31", "20210228", "2021-02-28Z",
    "2021-02-28T10:00:00Z", "2021-02-28T24:00:00", "2021-02-28T10:00:00+01:00", "2021-02-28T10:00", "DE",
    "DEU", "de", "2020\n", "DE\n", "a" * 64, "0" * 64, "\u00ad",
]  # fmt: skip
_TYPES = [
    "integer",
    "gYear",
    "gYearMonth",
    "date",
    "dateTime",
    "boolean",
    "decimal",
    "anyURI",
    "double",
    "int",
]


def _terms() -> list[pyoxigraph.NamedNode | pyoxigraph.Literal]:
    typed = [
        pyoxigraph.Literal(text, datatype=pyoxigraph.NamedNode(_XSD + name))
        for text in _TEXTS
        for name in _TYPES
    ]
    tagged = [pyoxigraph.Literal(text, language=tag) for text in _TEXTS for tag in ("en", "zh-Hant", "x-y")]
    plain = [pyoxigraph.Literal(text) for text in (*_TEXTS, *_IRIS)]
    return [*map(pyoxigraph.NamedNode, _IRIS), *plain, *typed, *tagged]


def _asked() -> list[tuple[ConstraintQuery, TermTest]]:
    return [(one, asked) for one in plan().checks if one.shape.scope in STORED for asked in one.questions]


def test_what_passes_passes_the_query_too() -> None:
    terms, failures = _terms(), []
    subject, graph = pyoxigraph.NamedNode("http://a.example/subject"), pyoxigraph.DefaultGraph()
    passed = 0
    for check, question in _asked():
        store = pyoxigraph.Store()
        of = pyoxigraph.NamedNode(question.of[1:-1])
        store.bulk_extend(pyoxigraph.Quad(subject, of, term, graph) for term in terms)
        tests = check.select[check.select.rindex("FILTER(!") :].partition(" }")[0].replace("?this", "?value")
        query = f"SELECT ?value WHERE {{ ?s {question.of} ?value . {tests} }}"
        broken = {row["value"] for row in store.query(query)}  # type: ignore[union-attr]
        certain = {term for term in terms if sure(question.test)(str(term).encode())}
        passed += len(certain)
        failures += [(question, str(term)) for term in certain & broken]
    assert not failures
    assert passed > 1000, "the tests pass hardly anything: they spare nobody anything"


@pytest.mark.parametrize("pattern", ["a\\s", "(?i)a", "[[:alpha:]]", "a*+b", "é", "a$b", "[a--b]", "\\d"])
def test_a_pattern_that_may_mean_something_else_is_no_test(pattern: str) -> None:
    from rdflib import SH, Graph, Literal

    from kg.release.validation.certain import test_of

    assert test_of(Graph(), [(SH.pattern, Literal(pattern))]) is None
    assert test_of(Graph(), [(SH.pattern, Literal("/a/[^b]+$"))]) is not None
    assert test_of(Graph(), [(SH.pattern, Literal("a")), (SH.flags, Literal("i"))]) is None


def test_places(tmp_path: Path) -> None:
    default, named = tmp_path / "a.nt", tmp_path / "b.nq"
    default.write_text(
        "<x:s> <x:p> <x:good> .\n<x:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <x:C> .\n"
    )
    named.write_text('<x:s> <x:p> "bad \\" <x>" <x:g> .\n"t" <x:p> <x:good> <x:g> .\n')
    iri = ("all", ("starts", "<"))
    asked = {
        name: TermTest(everywhere, place, of, test)  # type: ignore[arg-type]
        for name, everywhere, place, of, test in [
            ("here", False, "value", "<x:p>", iri),
            ("all", True, "value", "<x:p>", iri),
            ("subject", True, "subject", "<x:p>", iri),
            ("of class", False, "instance", "<x:C>", iri),
            ("of class, other", False, "instance", "<x:C>", ("all", ("pattern", "other"))),
            ("of no property", True, "value", "<x:q>", iri),
        ]
    }
    found = sound(asked.values(), [default], [named])
    assert {name for name, one in asked.items() if one in found} == {"here", "of class", "of no property"}


def test_the_same_is_found_when_it_is_spared(tmp_path: Path) -> None:
    graph = Path(__file__).parent / "validation" / "graph.trig"
    store = pyoxigraph.Store()
    store.load(path=str(graph), format=pyoxigraph.RdfFormat.TRIG, base_iri="http://a.example/")
    for quad in list(store):
        if isinstance(quad.object, pyoxigraph.NamedNode) and "/paper/" in quad.object.value:
            wrong = pyoxigraph.NamedNode(quad.object.value + "/wrong")
            store.add(pyoxigraph.Quad(quad.subject, quad.predicate, wrong, quad.graph_name))
    default, named = tmp_path / "default.nt", tmp_path / "named.nq"
    none = pyoxigraph.DefaultGraph()
    default.write_text("".join(f"{one.triple} .\n" for one in store if one.graph_name == none))
    named.write_text("".join(f"{one} .\n" for one in store if one.graph_name != none))
    spared = read_through([default], [named])
    assert spared
    wanted = (ShapeScope.RESOLVED, ShapeScope.EVERYTHING)
    whole = validate_store(store, pyoxigraph.Store(), plan(), scopes=wanted)
    quick = validate_store(store, pyoxigraph.Store(), plan(), scopes=wanted, sound=spared)
    assert quick == whole
    assert whole.violations
