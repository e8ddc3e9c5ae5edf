"""The terms of one work, from all that its records state: subjects of schemes, and keywords."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.facts import Subject
from kg.identity.topics.keywords import folded, keywords, normal
from kg.identity.topics.schemes import ARXIV, KEYWORDS, Scheme, scheme_called, terms_of
from kg.records import Subject as StatedSubject
from kg.records import WorkRecord
from kg.taxonomy import canonical_code

_IN_WORDS: Final = re.compile(r"(MSC(?: ?20[12]0)?|PACS|JEL|ACM|DDC|UDC|FOS)(?::\s*+|\s++)(\S.*)", re.DOTALL)
_ADDRESS: Final = re.compile(r"(https?://\S{1,200}[/#])([^\s/#,]{1,80}),\s++(.{1,200}),\s++(\S{1,80})")
_FIRST: Final = " -–:/."
_OF_ARXIV: Final = re.compile(
    r"\(([a-z-]{2,10}(?:\.[A-Za-z-]{2,10})?)\)\s*+$|^([a-z-]{2,10}(?:\.[A-Z]{2})?)$"
)
_DOCUMENT: Final = re.compile(r"https?://.*\.(?:pdf|html?|aspx?)$", re.IGNORECASE)


def subjects(records: Sequence[WorkRecord]) -> list[Subject]:
    """Return each term that records state, once, with the words that they have for it."""
    found: dict[tuple[str, str], Subject] = {}
    for record in records:
        for one in _of_record(record):
            known = found.setdefault((one.scheme, one.key), one)
            if known is not one:
                known.stated = tuple(dict.fromkeys((*known.stated, *one.stated)))
                known.term = known.term or one.term
    return list(found.values())


def categories(record: WorkRecord) -> Iterator[str]:
    """Yield the codes of arXiv's taxonomy that a record states as subjects, as DataCite does."""
    for one in record.subjects:
        if one.scheme and scheme_called(one.scheme).name == ARXIV and (code := _arxiv_code(one)):
            yield code


def _arxiv_code(one: StatedSubject) -> str | None:
    for text in (one.code, one.term):
        found = _OF_ARXIV.search(text) if text else None
        if found and (code := canonical_code(found[1] or found[2])):
            return code
    return None


def _of_record(record: WorkRecord) -> Iterator[Subject]:
    source = record.source.format
    for one in record.subjects:
        scheme = scheme_called(one.scheme) if one.scheme else terms_of(source)
        if scheme.name == ARXIV and _arxiv_code(one):
            continue  # a category, which the work has as such
        if made := _of_scheme(scheme, one.term, one.code):
            yield made
    for term, stated in keywords(record.keywords):
        yield _of_keyword(term, stated, KEYWORDS)


def _of_keyword(term: str, stated: str, scheme: Scheme) -> Subject:
    """Return a keyword as a term of its source, or of the classification that its own words name."""
    if found := _IN_WORDS.fullmatch(term):
        classified = scheme_called(found[1])
        if classified.coded and classified.coded.match(found[2]):
            return _of_scheme(classified, found[2], None) or _of_words(scheme, term, stated)
    if found := _ADDRESS.fullmatch(term):
        return Subject(*_named(scheme_called(found[1])), found[2], found[3], found[2], (found[3],))
    return _of_words(scheme, term, stated)


def _of_words(scheme: Scheme, term: str, stated: str) -> Subject:
    return Subject(scheme.name, scheme.label, folded(term), term, None, (stated,))


def _of_scheme(scheme: Scheme, term: str | None, code: str | None) -> Subject | None:
    """Return a term of a scheme: known by its code, which may stand before its words, else by these."""
    if term and (found := _IN_WORDS.fullmatch(term.strip())) and scheme_called(found[1]) is scheme:
        term = found[2]  # `FOS: Law` of FOS
    words = normal(term) if term else ""
    if code and _DOCUMENT.match(code):
        code = None  # the address of the whole scheme
    if scheme.coded and not code and term and (found := scheme.coded.match(term.strip())):
        rest = term.strip()[found.end() :]
        if not rest or rest[0] in _FIRST:
            code, words = found[0], normal(rest.strip(_FIRST))
    if not code and not words:
        return None
    key = code or folded(words)
    return Subject(*_named(scheme), key, words or None, code, (" ".join(term.split()),) if term else ())


def _named(scheme: Scheme) -> tuple[str, str]:
    return scheme.name, scheme.label
