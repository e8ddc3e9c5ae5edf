"""An XML document taken apart before it is parsed, so that one bad character costs one entry, not the rest.

The text is decoded as its declaration says, cut at the tags that begin and end entries, and each entry is
parsed alone, with the namespaces that hold where it stands. Several documents may stand one after another.
Nothing is fetched, and no entity is expanded but those of XML and HTML, and those that the document declares
as plain text (Extensible Markup Language 1.0, 2.2, 2.8 and 4.6; Namespaces in XML 1.0).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.sax.saxutils import quoteattr

from kg.readers.leaves import Shape, local_name
from kg.readers.source import Document
from kg.readers.xml_entities import NO_XML, resolved, unknown_entity
from kg.readers.xml_passed import Passed
from kg.readers.xml_piece import LONGEST, XmlPiece
from kg.readers.xml_splitter import Splitter
from kg.readers.xml_text import XmlLine
from kg.records import Notice, Rejection

DEEPEST: Final = 200
"""Elements that may stand one in another."""

_UNDEFINED, _UNBOUND = 11, 27  # expat's codes of an entity, and a prefix, that is not declared
_PREFIX: Final = re.compile(r"[<\s/]([A-Za-z_][\w.-]{0,99}+):[\w.-]")


@dataclass(slots=True)
class XmlEntry:
    """One piece of a document: the local name of its element, its XML, and the lines on which it stands.

    `whole` is false where its end is missing. `notes` say what was changed so that it can be parsed.
    `bindings` are the namespaces that hold around it, by prefix; `entities` those that the document declares.
    """

    tag: str
    text: str
    first_line: int
    last_line: int
    whole: bool = True
    notes: list[str] = field(default_factory=list)
    bindings: Mapping[str, str] = field(default_factory=dict)
    entities: Mapping[str, str] = field(default_factory=dict)

    def element(self, *, namespaces: bool = True) -> Element:
        """Parse the entry; characters that XML does not allow become U+FFFD, HTML's entities letters.

        Names are `{namespace}name`; without `namespaces`, those of elements and attributes are local. It does
        no harm where a prefix is not declared.

        Raises:
            ParseError: it is not well-formed; `error.position` counts lines from the beginning of the entry.
        """
        text, count = NO_XML.subn("\ufffd", self.text)
        if count:
            self.notes.append(f"{count} characters that XML does not allow are shown as U+FFFD")
        text = resolved(text, self.entities, self.notes)
        try:
            element = _parsed(text, self.bindings)
        except ParseError as error:
            if error.code != _UNBOUND:
                raise
            lacking = set(_PREFIX.findall(text)) - self.bindings.keys() - {"xml", "xmlns"}
            told = sorted(one for one in lacking if f"xmlns:{one}" not in text)
            self.notes.append(f"prefixes that are not declared: {', '.join(told)[:200]}")
            element = _parsed(text, {one: f"urn:undeclared:{one}" for one in lacking} | dict(self.bindings))
        if self.text.count("</") > DEEPEST and _is_deep(element):
            too_deep = ParseError(f"elements stand more than {DEEPEST} deep")
            too_deep.code, too_deep.position = 0, (1, 0)
            raise too_deep
        return element if namespaces else without_namespaces(element)


def _parsed(text: str, bindings: Mapping[str, str]) -> Element:
    # an entry has no document type, so that nothing can be expanded
    if not bindings:
        return fromstring(text)  # noqa: S314
    declarations = "".join(
        f" xmlns:{prefix}={quoteattr(uri)}" if prefix else f" xmlns={quoteattr(uri)}"
        for prefix, uri in bindings.items()
        if uri or not prefix
    )
    return fromstring(f"<around{declarations}>{text}</around>")[0]  # noqa: S314


def _is_deep(element: Element) -> bool:
    level = [element]
    for _ in range(DEEPEST):
        level = [child for one in level for child in one]
        if not level:
            return False
    return True


def without_namespaces(element: Element) -> Element:
    """Take the namespaces off the names of an element, its attributes and all in it; return it.

    Of two attributes of one local name, the one without a namespace stays.
    """
    for one in element.iter():
        if "}" in one.tag or ":" in one.tag:
            one.tag = local_name(one.tag)
        if one.attrib and any(key[0] == "{" for key in one.attrib):
            plain = {key: value for key, value in one.attrib.items() if key[0] != "{"}
            for key, value in one.attrib.items():
                plain.setdefault(local_name(key), value)
            one.attrib.clear()
            one.attrib.update(plain)
    return element


def entries(
    document: Document,
    heads: frozenset[str],
    bodies: dict[str, frozenset[str]],
    *,
    shape: Shape | None = None,
    beside: Mapping[str, str] = MappingProxyType({}),
    lines: Iterator[XmlLine] | None = None,
) -> Iterator[XmlEntry | Notice]:
    """Yield the pieces of `document` in their order: start tags of `heads` alone, and `bodies` as a whole.

    Both are local names: `record` is `<record>` and `<oai:record>` too. A start tag comes as the text of an
    empty element. What stands between is passed over. `bodies` says of each which of them may stand in it
    (itself as well); where another begins, the end of the one before is lost. An element of another namespace
    ends nothing.

    With `shape` the values that stand beside the pieces are counted as dropped, where the document counts
    fates; `beside` says why, by the beginning of their path. `lines` are those of the document that are
    looked at, where not all are.

    Raises:
        UnreadableInput: the document cannot be read, or its encoding is not known.
    """
    document.faults.clear()
    passed = (
        Passed(document.fates, shape, beside) if document.fates is not None and shape is not None else None
    )
    for piece in Splitter(document, heads, bodies, passed, lines).pieces():
        yield piece if isinstance(piece, Notice) else _entry(piece)
    if passed is not None:
        passed.settle()


def element_of(entry: XmlEntry, file: str, *, namespaces: bool = False) -> Element | Rejection:
    """Parse an entry of the document `file`, or say why it is none: it has no end, or is not well-formed.

    `namespaces` as for `XmlEntry.element`.
    """
    if not entry.whole:
        reason = f"its <{entry.tag}> has no end"
        if len(entry.text) > LONGEST:
            reason += f" within {LONGEST:,} characters"
        return Rejection(file, entry.first_line, reason, entry.text[:80])
    try:
        return entry.element(namespaces=namespaces)
    except ParseError as error:
        line = entry.first_line + error.position[0] - 1
        reason = f"the XML of this <{entry.tag}> is not well-formed: {str(error).split(':')[0]}"
        if error.code == _UNDEFINED and (name := unknown_entity(entry.text, entry.entities)):
            reason += f" &{name};"
        return Rejection(file, line, reason, entry.text[:80])


def _entry(piece: XmlPiece) -> XmlEntry:
    return XmlEntry(
        piece.tag, piece.text, piece.first_line, piece.last_line, piece.whole,
        bindings=piece.bindings, entities=piece.entities,
    )  # fmt: skip


__all__ = ["LONGEST", "ParseError", "XmlEntry", "element_of", "entries", "without_namespaces"]
