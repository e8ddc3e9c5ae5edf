"""Tables of query results: the four W3C formats, JSON Lines, and text for people.

Sources: SPARQL 1.1 Query Results JSON Format, SPARQL Query Results XML Format (Second Edition),
SPARQL 1.1 Query Results CSV and TSV Formats, all W3C Recommendations of 2013-03-21.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

import orjson
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.formats import register
from kg.vocab import XSD
from kg.writers.text import render

Term = NamedNode | BlankNode | Literal | Triple

_BARE: Final = {
    XSD["integer"]: re.compile(r"[+-]?\d+"),
    XSD["decimal"]: re.compile(r"[+-]?\d*\.\d+"),
    XSD["double"]: re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)[eE][+-]?\d+"),
    XSD["boolean"]: re.compile(r"true|false"),
}
_NUMBERS: Final = {XSD[name] for name in ("integer", "nonNegativeInteger", "positiveInteger", "int", "long")}
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?")
_XML_RESULTS: Final = "http://www.w3.org/2005/sparql-results#"
_ENTITIES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;", "\r": "&#13;"}
)
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Table:
    """Rows of terms, one or None for each of `variables` (without `?`)."""

    variables: Sequence[str]
    rows: Iterable[Sequence[Term | None]]


def guarded(rows: Iterable[Sequence[Term | None]]) -> Iterator[tuple[Term | None, ...]]:
    """Yield rows in which no text begins as a formula does in spreadsheets.

    Texts that begin with `=`, `+`, `-`, `@`, a tab or a carriage return, and are no number, get an
    apostrophe before them, by which spreadsheets know text.
    """
    for row in rows:
        yield tuple(map(_guarded, row))


def _guarded(term: Term | None) -> Term | None:
    if not isinstance(term, Literal) or not term.value.startswith(_FORMULAS) or _NUMBER.fullmatch(term.value):
        return term
    if term.language is not None:
        return Literal(f"'{term.value}", language=term.language)
    return Literal(f"'{term.value}")


@register(
    "csv", "SPARQL 1.1 CSV: values only", label="CSV", media_type="text/csv", suffix="csv", content=Table
)
def write_csv(table: Table, output: BinaryIO) -> None:
    """Write the values without their types; lines end in CR LF (RFC 4180)."""
    output.write(",".join(table.variables).encode() + b"\r\n")
    output.writelines(",".join(_csv(plain(term)) for term in row).encode() + b"\r\n" for row in table.rows)


@register(
    "tsv",
    "SPARQL 1.1 TSV: terms as in Turtle",
    label="TSV",
    media_type="text/tab-separated-values",
    suffix="tsv",
    content=Table,
)
def write_tsv(table: Table, output: BinaryIO) -> None:
    """Write each term as Turtle writes it, numbers and truth values bare."""
    output.write("\t".join(f"?{name}" for name in table.variables).encode() + b"\n")
    output.writelines("\t".join(map(_tsv, row)).encode() + b"\n" for row in table.rows)


@register(
    "json",
    "SPARQL 1.1 JSON",
    label="JSON",
    media_type="application/sparql-results+json",
    suffix="json",
    content=Table,
    aliases=("application/json", "text/json"),
    names=("srj", "sparql-json"),
)
def write_json(table: Table, output: BinaryIO) -> None:
    """Write one object; unbound variables are left out of their row."""
    output.write(b'{"head":{"vars":' + orjson.dumps(list(table.variables)) + b'},"results":{"bindings":[')
    separator = b""
    for row in table.rows:
        bound = zip(table.variables, row, strict=True)
        output.write(
            separator + orjson.dumps({name: _json(term) for name, term in bound if term is not None})
        )
        separator = b","
    output.write(b"]}}")


@register(
    "xml",
    "SPARQL XML",
    label="XML",
    media_type="application/sparql-results+xml",
    suffix="xml",
    content=Table,
    aliases=("application/xml", "text/xml"),
    names=("srx", "sparql-xml"),
)
def write_xml(table: Table, output: BinaryIO) -> None:
    """Write one document; unbound variables are left out of their row."""
    head = "".join(f'<variable name="{name}"/>' for name in table.variables)
    output.write(f'<?xml version="1.0"?><sparql xmlns="{_XML_RESULTS}"><head>{head}</head><results>'.encode())
    for row in table.rows:
        bound = zip(table.variables, row, strict=True)
        cells = "".join(
            f'<binding name="{name}">{_xml(term)}</binding>' for name, term in bound if term is not None
        )
        output.write(f"<result>{cells}</result>".encode())
    output.write(b"</results></sparql>")


@register(
    "jsonl",
    "JSON Lines: one object a row",
    label="JSON Lines",
    media_type="application/jsonl",
    suffix="jsonl",
    content=Table,
    aliases=("application/x-ndjson", "application/ndjson"),
    names=("ndjson",),
)
def write_jsonl(table: Table, output: BinaryIO) -> None:
    """Write one object a line, with plain values: whole numbers and truth values as such, else text."""
    for row in table.rows:
        bound = zip(table.variables, row, strict=True)
        output.write(orjson.dumps({name: _value(term) for name, term in bound if term is not None}) + b"\n")


@register(
    "table", "aligned text for people", label="Table", media_type="text/plain", suffix="", content=Table
)
def write_table(table: Table, output: BinaryIO) -> None:
    """Write aligned columns, with every cell whole."""
    text, _ = render(table.variables, table.rows)
    output.write(text.encode())


def plain(term: Term | None) -> str:
    """Return the bare value of a term: an IRI without brackets, a literal without type; "" for None."""
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _csv(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(char in text for char in '",\r\n') else text


def _tsv(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, Literal):
        bare = _BARE.get(term.datatype.value)
        if bare is not None and bare.fullmatch(term.value):
            return term.value
    return str(term).replace("\t", "\\t")


def _json(term: Term) -> dict[str, Any]:
    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case BlankNode():
            return {"type": "bnode", "value": term.value}
        case Literal():
            known: dict[str, Any] = {"type": "literal", "value": term.value}
            if term.language:
                known["xml:lang"] = term.language
            elif term.datatype.value != XSD["string"]:
                known["datatype"] = term.datatype.value
            return known
    parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    return {"type": "triple", "value": {name: _json(part) for name, part in parts.items()}}


def _xml(term: Term) -> str:
    match term:
        case NamedNode():
            return f"<uri>{_text(term.value)}</uri>"
        case BlankNode():
            return f"<bnode>{term.value}</bnode>"
        case Literal():
            kind = ""
            if term.language:
                kind = f' xml:lang="{term.language}"'
            elif term.datatype.value != XSD["string"]:
                kind = f' datatype="{_text(term.datatype.value)}"'
            return f"<literal{kind}>{_text(term.value)}</literal>"
    parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    return (
        "<triple>" + "".join(f"<{name}>{_xml(part)}</{name}>" for name, part in parts.items()) + "</triple>"
    )


def _text(value: str) -> str:
    """Escape for XML 1.0; what it cannot hold at all, such as most control characters, becomes U+FFFD."""
    return _NOT_XML.sub("\ufffd", value).translate(_ENTITIES)


def _value(term: Term) -> object:
    if isinstance(term, Literal):
        if term.datatype.value in _NUMBERS and len(term.value) < 16:
            return int(term.value)
        if term.datatype.value == XSD["boolean"]:
            return term.value == "true"
    return plain(term)
