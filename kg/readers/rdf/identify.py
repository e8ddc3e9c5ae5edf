"""Identifiers as graphs state them: IRIs of resolvers, texts with a prefix, nodes with scheme and value."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import unquote

from kg.readers.rdf import vocabulary
from kg.readers.rdf.patterns import Things
from kg.readers.rdf.syntax import BASE
from kg.readers.rdf.terms import BLANK, Iri, Term, Text
from kg.readers.values import normal


class UncheckedIdentifier(NamedTuple):
    """A scheme, in lower case, and a value; the value is not checked."""

    scheme: str
    value: str


# what addresses and prefixes name a scheme
_FORMS: Final = tuple(
    (scheme, re.compile(pattern, re.IGNORECASE))
    for scheme, pattern in (
        ("doi", r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi: ?|urn:doi:|info:doi/)(10\..{1,500})"),
        ("doi", r"(10\.\d{4,9}/\S{1,500})"),
        ("arxiv", r"(?:https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv: ?|https?://doi\.org/10\.48550/arxiv\.)(\S{1,80})"),
        ("orcid", r"(?:https?://(?:www\.)?orcid\.org/|orcid: ?)(\d{4}.{1,40}|\d{15}[\dX])"),
        ("pmcid", r"(?:https?://\S{0,80}/articles/|pmcid: ?)(PMC\d{1,12})/?"),
        ("pmid", r"(?:https?://\S{0,20}ncbi\.nlm\.nih\.gov/(?:pubmed/)?|info:pmid/|pmid: ?)(\d{1,9})/?"),
        ("isbn", r"(?:urn:isbn:|isbn:? ?)([\dX -]{10,20})"),
        ("issn", r"(?:urn:issn:|https?://portal\.issn\.org/resource/issn/|issn:? ?)(\d{4}-?\d{3}[\dX])"),
        ("handle", r"(?:https?://hdl\.handle\.net/|hdl: ?|info:hdl/)(\S{3,200})"),
        ("ror", r"(?:https?://ror\.org/)(\w{5,12})/?"),
        ("grid", r"(?:https?://www\.grid\.ac/institutes/)?(grid\.\d{1,9}\.\w{1,4})"),
        ("isni", r"(?:https?://(?:www\.)?isni\.org/(?:isni/)?|isni: ?)([\dX ]{16,19})"),
        ("viaf", r"https?://(?:www\.)?viaf\.org/viaf/(\d{1,25})/?"),
        ("gnd", r"https?://d-nb\.info/gnd/([\dX-]{3,20})"),
        ("wikidata", r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q\d{1,12})"),
        ("openalex", r"https?://(?:semopenalex\.org/\w{1,20}/|openalex\.org/)([WAIS]\d{1,15})"),
        ("dblp", r"https?://dblp\.(?:org|uni-trier\.de)/(?:rec|pid)/(\S{3,200}?)(?:\.html)?"),
        ("ads", r"https?://(?:ui\.)?ads(?:abs)?\.harvard\.edu/abs/(\S{19})"),
        ("researcherid", r"https?://www\.researcherid\.com/rid/([\w-]{5,20})"),
        ("scopus", r"https?://www\.scopus\.com/authid/detail\.uri\?authorId=(\d{5,20})"),
        ("handle", r"(\d{2,6}/\d{1,12})"),
    )
)  # fmt: skip
_SCHEMES: Final = {
    "digital object identifier": "doi", "eissn": "issn", "lissn": "issnl", "issn-l": "issnl",
    "electronic issn": "issn",
    "arxiv": "arxiv", "arxiv.org": "arxiv", "orcid id": "orcid", "orcid.org": "orcid", "pubmed": "pmid",
    "handle.net": "handle", "hdl": "handle", "pubmed id": "pmid", "pubmedid": "pmid", "pmcid": "pmcid",
    "isbn13": "isbn", "isbn10": "isbn", "isbn-13": "isbn", "isbn-10": "isbn", "dblp-record": "dblp",
}  # fmt: skip
_CHECKED: Final = frozenset(
    ["doi", "orcid", "pmid", "pmcid", "isbn", "issn", "issnl", "ror", "isni", "arxiv"]
)


def scheme_named(text: str) -> str:
    """Return the scheme that a word or IRI of a source names."""
    word = text.strip().lower()
    if "://" in word:
        word = vocabulary.local(word.rstrip("/"))
    word = word.removeprefix("local-").removesuffix("-scheme")
    return _SCHEMES.get(word, word)


def identified(text: str, scheme: str | None = None) -> UncheckedIdentifier | None:
    """Return the identifier that a text or IRI is; None where it names no scheme that is known.

    A bare value is one of `scheme` where that is given.
    """
    text = text.strip()
    for name, form in _FORMS:
        if match := form.fullmatch(text):
            if scheme is not None and name == "handle" and scheme != name:
                continue
            value = unquote(match[1]) if "%" in match[1] else match[1]
            return UncheckedIdentifier(name, value) if sound(name, value) else None
    if scheme and text and not text.startswith((BLANK, BASE)):
        scheme = scheme_named(scheme)
        return UncheckedIdentifier(scheme, text) if sound(scheme, text) else None
    return None


def sound(scheme: str, value: str) -> bool:
    """Tell whether a value may be one of its scheme."""
    return scheme not in _CHECKED or normal(scheme, value) is not None


def of_term(value: Term, scheme: str | None, things: Things) -> UncheckedIdentifier | None:
    """Return the identifier that a value states: a literal, an IRI, or a node with scheme and value."""
    if isinstance(value, Text):
        return identified(value.value, scheme)
    if rows := things.get(value.value):
        stated = next((row.value.value for row in rows if row.field == "value"), None)
        named = next((row.value for row in rows if row.field == "scheme"), None)
        if stated is None:
            link = next((row.value.value for row in rows if row.field == "url"), value.value)
            return identified(link, scheme)
        word = _word(named, things) if named is not None else scheme
        return identified(stated, word) or (
            UncheckedIdentifier(scheme_named(word), stated) if word and not _known(word) else None
        )
    return identified(value.value, scheme)


def _known(word: str) -> bool:
    return scheme_named(word) in _CHECKED


def _word(term: Term, things: Things) -> str:
    if isinstance(term, Iri) and (rows := things.get(term.value)):
        return next((row.value.value for row in rows if row.field in ("name", "label", "title")), term.value)
    return term.value
