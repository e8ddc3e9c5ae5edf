"""Parameters, and that no text of a user ever becomes part of a query."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.errors import UsageError
from kg.queries import Parameter, Template

XSD = "http://www.w3.org/2001/XMLSchema#"
ECHO = Template('SELECT $value WHERE { VALUES $value { "example" } # a text\n}')
INJECTIONS = [
    '"} } #',
    '" } INSERT DATA { <a:b> <a:b> <a:b> } #',
    "> } SERVICE <http://example.org/> { ?s ?p ?o",
    '\\" } UNION { ?s ?p ?o } #',
    "\\u0022 }",
    '"""',
    "'''",
    "\n} #\r\n",
    "UNDEF",
    "{ } $value ?value",
    "\x00\x01\x1f\x7f\u2028\U0010ffff",
    "\\",
]


def echoed(query: str) -> list[object]:
    result = pyoxigraph.Store().query(query)
    assert isinstance(result, QuerySolutions)
    return [row["value"] for row in result]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])) | st.sampled_from(INJECTIONS))
@example("")
def test_any_text_comes_back_as_it_was_and_is_one_value(text: str) -> None:
    literal = ECHO.parameters[0].literal(text)
    assert echoed(ECHO.bind({"value": [literal]})) == [Literal(text)]


@pytest.mark.parametrize("text", INJECTIONS)
def test_each_injection_is_one_value(text: str) -> None:
    assert echoed(ECHO.bind({"value": [Literal(text)]})) == [Literal(text)]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(INJECTIONS))
def test_any_text_is_an_iri_that_comes_back_or_is_refused(text: str) -> None:
    parameter = Parameter("value", "iri", "", optional=False)
    try:
        node = parameter.iri(f"http://example.org/{text}")
    except UsageError:
        return
    assert echoed(ECHO.bind({"value": [node]})) == [node]


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(UsageError, match="no valid Unicode"):
        ECHO.parameters[0].literal("\ud800")
    with pytest.raises(UsageError, match="no IRI"):
        ECHO.parameters[0].iri("http://example.org/\ud800")


def test_only_terms_can_be_bound() -> None:
    with pytest.raises(TypeError):
        ECHO.bind({"value": ["} UNION {"]})  # type: ignore[list-item]


def test_several_values_and_the_same_block_twice() -> None:
    template = Template(
        "SELECT ?value { { VALUES $a { 1 } # first\n BIND($a AS ?value) }"
        " UNION { VALUES $a {1} BIND($a + 10 AS ?value) } }"
    )
    (parameter,) = template.parameters
    assert (parameter.kind, parameter.help, parameter.repeatable) == ("integer", "first", False)
    bound = template.bind({"a": [parameter.literal("5")]})
    assert sorted(str(term) for term in echoed(bound)) == [f'"15"^^<{XSD}integer>', f'"5"^^<{XSD}integer>']
    with pytest.raises(UsageError, match="takes one value, not 2"):
        template.bind({"a": [parameter.literal("5"), parameter.literal("6")]})


def test_what_an_example_tells() -> None:
    template = Template(
        """PREFIX x: <https://kg.example.org/>
        SELECT * {
          VALUES $person { <https://kg.example.org/person/abc> x:person/abd }
          VALUES $team { <https://kg.example.org/org/abc> }  # [agent] who
          VALUES $topic { <https://w3id.org/kgpub/topic/arxiv/cs.LG> }
          VALUES $year { "2020"^^<http://www.w3.org/2001/XMLSchema#gYear> }   # a year
          VALUES $other { <http://example.org/x> }
          values $least { UNDEF }  # [decimal] at least
          # VALUES $commented { 1 }
          FILTER("VALUES $quoted { 1 }" != "")
        }""".replace("x:person/abd", "x:abd")
    )
    found = {one.name: (one.kind, one.help, one.optional) for one in template.parameters}
    assert found == {
        "person": ("person", "", False),
        "team": ("agent", "who", False),
        "topic": ("topic", "", False),
        "year": ("year", "a year", False),
        "other": ("iri", "", False),
        "least": ("decimal", "at least", True),
    }
    assert template.parameters[0].examples[1] == NamedNode("https://kg.example.org/abd")


def test_what_is_left_out() -> None:
    template = Template("SELECT $a { VALUES $a { UNDEF } } ORDER BY $a")
    assert template.bind({}) == template.bind({"a": []}) == template.text
    with pytest.raises(UsageError, match="'value' needs a value: a text"):
        ECHO.bind({})
    with pytest.raises(UsageError, match="no parameter 'b'; known are a"):
        template.bind({"b": []})


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("integer", "-12", "1.5"),
        ("decimal", "0.98", "much"),
        ("year", "2021", "21"),
        ("date", "2021-03-04", "2021-13-01"),
        ("boolean", "true", "yes"),
    ],
)
def test_a_literal_has_the_form_of_its_kind(kind: str, good: str, bad: str) -> None:
    parameter = Parameter("x", kind, "", optional=True)
    assert parameter.literal(f" {good} ").value == good
    with pytest.raises(UsageError, match=f"x: '{bad}' is no {kind}"):
        parameter.literal(bad)
