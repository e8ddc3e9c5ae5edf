"""Literals and IRIs as N-Triples text, in the one form that store and dumps agree on byte for byte.

RDF 1.1 N-Triples. Numbers and dates are written in their canonical lexical forms, text in NFC
without control characters (mapping specification, section 5). JSON's string escapes are all legal
in N-Triples, so the fast JSON writer is the literal writer.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import quote

import orjson
import pyoxigraph as ox

from kg.vocab import XSD

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S")
_PLAIN: Final = re.compile(r"https?://[A-Za-z0-9.-]+(?:/(?:[A-Za-z0-9/!$&'()*+,;=:@._~-]|%[0-9A-Fa-f]{2})*)?")
_SAFE: Final = "/:@!$&'()*+,;=-._~?#%[]"
_BARE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_DATATYPES: Final = {4: XSD.n("gYear"), 7: XSD.n("gYearMonth"), 10: XSD.n("date"), 20: XSD.n("dateTime")}
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_DUMPS: Final = orjson.dumps


def clean(text: str) -> str:
    """Return `text` in NFC, without control characters, runs of white space made one blank."""
    if text.isprintable():  # the common case: nothing but blanks can need folding
        if "  " in text or text[:1] == " " or text[-1:] == " ":
            text = " ".join(text.split())
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    folded = unicodedata.normalize("NFC", " ".join(text.split()))
    return folded if folded.isprintable() else _CONTROL.sub("", folded)


def string(text: str) -> str:
    """Return a plain literal; white space is folded."""
    return _DUMPS(clean(text)).decode()


def verbatim(text: str) -> str:
    """Return a plain literal that keeps its white space; only what N-Triples cannot carry is left out."""
    return _DUMPS(text if text.isprintable() else _CONTROL.sub("", text)).decode()


def shown(text: str) -> str:
    """Return a plain literal in which the characters that `verbatim` leaves out are spelled as escapes.

    For values whose damage may be such a character.
    """
    return _DUMPS(_CONTROL.sub(lambda match: f"\\u{ord(match[0]):04X}", text)).decode()


def tagged(text: str, language: str | None) -> str:
    """Return a literal with its language (BCP 47, lower case) where that is known and well formed."""
    if language and _LANGUAGE.fullmatch(language):
        return f"{string(text)}@{language.lower()}"
    return string(text)


def integer(number: int) -> str:
    """Return an xsd:integer."""
    return f'"{number}"^^<http://www.w3.org/2001/XMLSchema#integer>'


def decimal(number: float) -> str:
    """Return an xsd:decimal in canonical form (no exponent, no trailing zero, 1.0 as `1`)."""
    text = f"{number:.6f}".rstrip("0").rstrip(".")
    return f'"{text}"^^<http://www.w3.org/2001/XMLSchema#decimal>'


def date(value: str) -> str:
    """Return a date in the precision it has: gYear, gYearMonth, date or dateTime in UTC."""
    return f'"{value}"^^{_DATATYPES[len(value)]}'


def boolean(value: bool) -> str:
    """Return an xsd:boolean."""
    return f'"{"true" if value else "false"}"^^<http://www.w3.org/2001/XMLSchema#boolean>'


def iri(value: str) -> str | None:
    """Return `value` as an IRI in angle brackets, illegal characters percent-encoded; null if it is none.

    What is no IRI of RFC 3987 after that either, such as one with letters for its port, is none.
    """
    if _PLAIN.fullmatch(value):
        return f"<{value}>"
    value = value.strip()
    if not _SCHEME.match(value):
        return None
    percent = _BARE_PERCENT.sub("%25", value)
    encoded = quote(percent, safe=_SAFE)
    before, mark, fragment = encoded.partition("#")
    whole = before + mark + fragment.replace("#", "%23")
    for one in (percent, encoded, whole.replace("[", "%5B").replace("]", "%5D")):
        if _is_iri(one):
            return f"<{one}>"
    return None


def _is_iri(text: str) -> bool:
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True
