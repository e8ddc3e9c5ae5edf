"""Entities of XML documents: XML's own, HTML's, and those of plain text that a document declares itself.

Nothing is fetched, and nothing is expanded within what was expanded (Extensible Markup Language 1.0, 4.1, 4.2
and 4.6; HTML 5, named character references).
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Mapping
from html.entities import html5
from typing import Final

MOST: Final = 2000
"""Entities that a document may declare; those after them are not known."""
LONGEST_VALUE: Final = 1000
"""Characters that the value of a declared entity may have."""

_PREDEFINED: Final = frozenset(["amp", "lt", "gt", "quot", "apos"])
_DECLARATION: Final = re.compile(
    r"""<!ENTITY\s{1,20}+([A-Za-z_][\w.-]{0,63}+)\s{1,20}+(?:"([^"]{0,1000}+)"|'([^']{0,1000}+)')\s{0,20}+>"""
)
_EXTERNAL: Final = re.compile(r"\s(?:SYSTEM|PUBLIC)\s")
_COMMENT: Final = re.compile(r"<!--(?:[^-]|-(?!->))*+(?:-->)?")
_PLAIN: Final = re.compile(r"(?:[^&%<]|&#(?:x[0-9A-Fa-f]{1,6}|\d{1,7});)*+")
_NUMBERED: Final = re.compile(r"&#(?:x([0-9A-Fa-f]{1,8}+)|(\d{1,9}+));")
_AMPERSAND: Final = re.compile(r"&(?:(#x?[0-9A-Fa-f]++);|([A-Za-z_][\w.-]{0,63}+);)?")
_LITERAL: Final = re.compile(r"(<!\[CDATA\[(?:[^\]]|\](?!\]>))*+(?:\]\]>)?)")
NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML document may have."""


_GREEK: Final = (
    "agr=α bgr=β ggr=γ dgr=δ egr=ε zgr=ζ eegr=η thgr=θ igr=ι kgr=κ lgr=λ mgr=μ ngr=ν xgr=ξ ogr=ο pgr=π rgr=ρ "
    "sgr=σ sfgr=ς tgr=τ ugr=υ phgr=φ khgr=χ psgr=ψ ohgr=ω Agr=Α Bgr=Β Ggr=Γ Dgr=Δ Egr=Ε Zgr=Ζ EEgr=Η THgr=Θ "
    "Igr=Ι Kgr=Κ Lgr=Λ Mgr=Μ Ngr=Ν Xgr=Ξ Ogr=Ο Pgr=Π Rgr=Ρ Sgr=Σ Tgr=Τ Ugr=Υ PHgr=Φ KHgr=Χ PSgr=Ψ OHgr=Ω"
)  # the entities of isogrk1 in ISO 8879, which HTML has not
_HTML: Final[dict[str, str]] = {
    name.removesuffix(";"): letter for name, letter in html5.items() if name.endswith(";")
} | dict(pair.split("=") for pair in _GREEK.split())
"""HTML's entities, among which are those of dblp's document type, and with isogrk1 all of ISO 8879."""


def entities_of(document_type: str) -> tuple[Mapping[str, str], bool]:
    """Return the entities that a document type declares as plain text, and whether that is all it declares.

    A value with markup, with a reference to another entity, or from a file is none of them. Where the type is
    kept in a file of its own, which is not fetched, it is taken to declare HTML's.
    """
    head = document_type.partition("[")[0]
    inside = _COMMENT.sub("", document_type.partition("[")[2])
    found: dict[str, str] = {}
    for match in _DECLARATION.finditer(inside):
        value = match[2] if match[2] is not None else match[3]
        if _PLAIN.fullmatch(value) and len(found) < MOST:
            found.setdefault(match[1], _NUMBERED.sub(_letter, value))  # the first declaration holds
    every = inside.count("<!") == len(found)
    return (ChainMap(found, _HTML) if _EXTERNAL.search(head) else found), every


def _letter(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    return chr(code) if code <= 0x10FFFF and not NO_XML.match(chr(code)) else "\ufffd"


def resolved(text: str, own: Mapping[str, str], notes: list[str]) -> str:
    """Return `text`, a piece of XML, with only such references as XML's parsers know; say what was changed.

    What stands in CDATA sections is left as it is. An entity that is not known stays.
    """
    if "&" not in text:
        return text
    if "<![CDATA[" not in text:
        return _resolved(text, own, notes)
    parts = _LITERAL.split(text)
    return "".join(part if place % 2 else _resolved(part, own, notes) for place, part in enumerate(parts))


def unknown_entity(text: str, own: Mapping[str, str]) -> str | None:
    """Return the name of the first entity in `text` that is not known."""
    names = (match[2] for match in _AMPERSAND.finditer(text) if match[2])
    return next((one for one in names if not (one in _PREDEFINED or one in own or one in _HTML)), None)


def _resolved(text: str, own: Mapping[str, str], notes: list[str]) -> str:
    def number(match: re.Match[str]) -> str:
        code = int(match[1], 16) if match[1] else int(match[2])
        if code <= 0x10FFFF and not NO_XML.match(chr(code)):
            return match[0]
        notes.append(f"the reference {match[0]} is to no character; it is shown as U+FFFD")
        return "\ufffd"

    def entity(match: re.Match[str]) -> str:
        if match[1] or match[2] in _PREDEFINED:
            return match[0]
        if match[2] is None:
            notes.append("an ampersand that begins no entity is read as itself")
            return "&amp;" + match[0][1:]
        letter = own.get(match[2])
        if letter is None:
            letter = _HTML.get(match[2])
            if letter is None:
                return match[0]  # the parser refuses it by its name
            notes.append(f"the entity &{match[2]}; is HTML's, not XML's; it is read as {letter!r}")
        return letter.replace("&", "&amp;").replace("<", "&lt;")

    text = _NUMBERED.sub(number, text) if "&#" in text else text
    return _AMPERSAND.sub(entity, text)
