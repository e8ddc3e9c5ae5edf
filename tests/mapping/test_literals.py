"""Literals and IRIs as text: legal, canonical, and what a strict parser reads back."""

from __future__ import annotations

import unicodedata

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.digests import opaque
from kg.iris import Iris, path
from kg.mapping.literals import clean, date, decimal, integer, iri, string, tagged, verbatim

IRIS = Iris("https://kg.example.org/")


def parsed(term: str) -> pyoxigraph.Triple:
    line = f"<https://a.example/s> <https://a.example/p> {term} .\n"
    [quad] = pyoxigraph.parse(line, pyoxigraph.RdfFormat.N_TRIPLES)
    triple: pyoxigraph.Triple = quad.triple
    return triple


@given(st.text())
def test_every_text_becomes_one_legal_literal(text: str) -> None:
    triple = parsed(string(text))
    assert isinstance(triple.object, pyoxigraph.Literal)
    assert triple.object.value == clean(text)
    assert "\n" not in string(text)
    assert unicodedata.is_normalized("NFC", triple.object.value)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_verbatim_text_is_unchanged(text: str) -> None:
    literal = parsed(verbatim(text)).object
    assert isinstance(literal, pyoxigraph.Literal)
    assert literal.value.replace("\ufffe", "").replace("\uffff", "") == text.replace("\ufffe", "").replace(
        "\uffff", ""
    )


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_every_value_becomes_a_legal_path(value: str) -> None:
    node = parsed(f"<https://a.example/{path(value)}>").object
    assert isinstance(node, pyoxigraph.NamedNode)


@given(st.text(min_size=1))
def test_an_external_iri_is_legal_or_none(value: str) -> None:
    if found := iri(value):
        assert isinstance(parsed(found).object, pyoxigraph.NamedNode)


def test_illegal_characters_of_an_iri_are_encoded() -> None:
    assert iri("https://doi.org/10.1002/(SICI)1<2::AID-3>3.0.CO;2-X") == (
        "<https://doi.org/10.1002/(SICI)1%3C2::AID-3%3E3.0.CO;2-X>"
    )
    assert iri("CC BY 4.0") is None


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("2020", "gYear"),
        ("2020-09", "gYearMonth"),
        ("2020-09-20", "date"),
        ("2020-09-20T18:42:13Z", "dateTime"),
    ],
)
def test_dates_keep_their_precision(value: str, kind: str) -> None:
    assert date(value) == f'"{value}"^^<http://www.w3.org/2001/XMLSchema#{kind}>'


def test_numbers_are_canonical() -> None:
    store = pyoxigraph.Store()
    terms = [integer(7), decimal(0.95), decimal(1), decimal(0.5)]
    lines = [f"<https://a.example/s{n}> <https://a.example/p> {term} .\n" for n, term in enumerate(terms)]
    store.load("".join(lines).encode(), pyoxigraph.RdfFormat.N_TRIPLES)
    dumped = store.dump(format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.DefaultGraph())
    assert dumped is not None
    assert sorted(dumped.decode().splitlines(keepends=True)) == sorted(lines)


def test_a_language_is_written_only_where_it_is_one() -> None:
    assert tagged("Laterne", "DE") == '"Laterne"@de'
    assert tagged("Laterne", "not a language") == '"Laterne"'


def test_opaque_iris_are_those_of_the_specification() -> None:
    assert opaque("paper", "pub:arxiv:2009.09496") == "zixskqppsuusmpol"
    assert IRIS.agent("team:gemini team", collective=True) == "<https://kg.example.org/org/qqibdcawumwt33np>"
    assert (
        IRIS.identifier("doi", "10.1/a<b> c#d%") == "<https://kg.example.org/id/doi/10.1/a%3Cb%3E%20c%23d%25>"
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("http://a/b[1]?q=[2]", "<http://a/b%5B1%5D?q=%5B2%5D>"),
        ("http://[::1]/x", "<http://[::1]/x>"),
        ("http://a/\U0010ffff\ue000", "<http://a/%F4%8F%BF%BF%EE%80%80>"),
        ("http://a/%zz", "<http://a/%25zz>"),
        ("http://a/#b#c", "<http://a/#b%23c>"),
        ("http://a:b/x", None),
        ("http://a/b c|d", "<http://a/b%20c%7Cd>"),
        ("http://a/\u00e9", "<http://a/\u00e9>"),
    ],
)
def test_an_address_is_an_iri_that_every_store_reads_or_none(value: str, written: str | None) -> None:
    assert iri(value) == written
    if written:
        assert parsed(written)
