"""Tests of one term in the text of N-Triples, which pass only what is surely so.

What is not plain does not pass, such as a text with an escape in it, and is asked elsewhere. Other processes
can be told a test, as it is words and numbers (`kg.release.scan`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, Final

from kg.vocab import RDF, XSD

Test = tuple[Any, ...]
"""What a term is asked: the name of a kind of test, and its arguments."""
Sure = Callable[[bytes], bool]
"""Tells of a term as N-Triples writes it whether it surely passes."""

_COMPARED: Final[dict[str, Callable[[int, int], bool]]] = {
    "minInclusive": lambda value, bound: value >= bound,
    "minExclusive": lambda value, bound: value > bound,
    "maxInclusive": lambda value, bound: value <= bound,
    "maxExclusive": lambda value, bound: value < bound,
}
_INTEGER: Final = re.compile(rb"-?[0-9]{1,18}")
_DAY: Final = re.compile(rb"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}")
_TIME: Final = re.compile(rb"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?Z?")
_FORMS: Final = {
    XSD["integer"]: _INTEGER,
    XSD["gYear"]: re.compile(rb"[1-9][0-9]{3}"),
    XSD["gYearMonth"]: re.compile(rb"[1-9][0-9]{3}-(?:0[1-9]|1[0-2])"),
    XSD["boolean"]: re.compile(rb"true|false"),
    XSD["decimal"]: re.compile(rb"-?[0-9]{1,9}(?:\.[0-9]{1,9})?"),
    XSD["double"]: re.compile(rb"-?[0-9]{1,9}(?:\.[0-9]{1,9})?"),
}
_LANGUAGE: Final = re.compile(rb'"@[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}')


@lru_cache(maxsize=1 << 10)
def sure(test: Test) -> Sure:
    """Return what tells whether a term passes a test."""
    kind, *arguments = test
    return _MADE[kind](*arguments)


def _all(*tests: Test) -> Sure:
    every = [sure(test) for test in tests]
    if len(every) == 1:
        return every[0]
    if len(every) == 2:
        first, second = every
        return lambda term: first(term) and second(term)
    return lambda term: all(test(term) for test in every)


def _any(*tests: Test) -> Sure:
    every = [sure(test) for test in tests]
    return lambda term: any(test(term) for test in every)


def _in(*terms: str) -> Sure:
    return frozenset(term.encode() for term in terms).__contains__


def _starts(beginning: str) -> Sure:
    start = beginning.encode()
    return lambda term: term.startswith(start)


def _least(length: int) -> Sure:
    if length <= 1:
        return lambda term: length == 0 or not term.startswith((b'""', b"<>"))
    return lambda term: (text := _text(term)) is not None and len(text.decode()) >= length


def _datatype(datatype: str) -> Sure:
    if datatype == XSD["string"]:
        return lambda term: term.startswith(b'"') and term.endswith(b'"')
    if datatype == RDF["langString"]:
        return lambda term: term.startswith(b'"') and _LANGUAGE.fullmatch(term, term.rindex(b'"')) is not None
    end = f'"^^<{datatype}>'.encode()
    has_form = lru_cache(maxsize=1 << 12)(_form(datatype))  # dates and numbers recur
    return lambda term: term.startswith(b'"') and term.endswith(end) and has_form(term[1 : -len(end)])


def _form(datatype: str) -> Sure:
    if datatype == XSD["date"]:
        return _is_day
    if datatype == XSD["dateTime"]:
        return lambda text: _is_day(text[:10]) and _TIME.fullmatch(text, 10) is not None
    form = _FORMS.get(datatype)
    return (lambda text: form.fullmatch(text) is not None) if form else lambda _: True


def _is_day(text: bytes) -> bool:
    if _DAY.fullmatch(text) is None:
        return False
    try:
        date.fromisoformat(text.decode())
    except ValueError:
        return False
    return True


def _compared(sign: str, bound: int) -> Sure:
    holds, end = _COMPARED[sign], f'"^^<{XSD["integer"]}>'.encode()

    def is_so(term: bytes) -> bool:
        number = term[1 : -len(end)]
        return term.endswith(end) and _INTEGER.fullmatch(number) is not None and holds(int(number), bound)

    return is_so


def _pattern(pattern: str) -> Sure:
    found, found_in_bytes = re.compile(pattern).search, re.compile(pattern.encode()).search

    def is_found(term: bytes) -> bool:
        if b"\\" in term:
            return False
        text = term[1:-1] if term.startswith(b"<") else term[1 : term.rindex(b'"')]
        return (found_in_bytes(text) if text.isascii() else found(text.decode())) is not None

    return is_found


def _text(term: bytes) -> bytes | None:
    """Return the text of an IRI or a literal, null where something in it is escaped."""
    if b"\\" in term:
        return None
    return term[1:-1] if term.startswith(b"<") else term[1 : term.rindex(b'"')]


_MADE: Final[dict[str, Callable[..., Sure]]] = {
    "all": _all,
    "any": _any,
    "in": _in,
    "starts": _starts,
    "least": _least,
    "datatype": _datatype,
    "compared": _compared,
    "pattern": _pattern,
}
