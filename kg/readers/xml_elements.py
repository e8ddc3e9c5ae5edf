"""The entries of an XML document, parsed one by one; one that cannot be is rejected with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from xml.etree.ElementTree import Element

from kg.readers.leaves import Shape, xml_leaves
from kg.readers.source import Document
from kg.readers.xml_entities import resolved
from kg.readers.xml_entries import XmlEntry, element_of, entries
from kg.readers.xml_recovery import recovered
from kg.records import Notice, Rejection


@dataclass(frozen=True, slots=True)
class Parsed:
    """One entry: its element, whose names are local, and what it was parsed from."""

    element: Element
    entry: XmlEntry
    broken: str | None = None
    """Why it is not well-formed, where it was read only as far as it goes."""

    @property
    def tag(self) -> str:
        """The local name of its element."""
        return self.entry.tag

    @property
    def lines(self) -> tuple[int, int]:
        """The lines on which it stands, first and last, from 1."""
        return self.entry.first_line, self.entry.last_line


def pass_over(document: Document, element: Element, shape: Shape, reason: str) -> None:
    """Count the values of an element that no record has as dropped, where the document counts fates."""
    if document.fates is not None:
        document.fates.drop(xml_leaves(element, shape=shape), reason)


def elements(
    document: Document,
    heads: frozenset[str],
    bodies: dict[str, frozenset[str]],
    *,
    recover: frozenset[str] = frozenset(),
    shape: Shape | None = None,
    beside: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Parsed | Notice | Rejection]:
    """Yield the entries of `document` (see `kg.readers.xml_entries.entries`), each parsed or rejected.

    What was changed so that an entry could be parsed is told in a notice before it. Those of `recover`, which
    are the substance of a whole document, are read as far as they go where they are not well-formed. `shape`
    and `beside` are as for `entries`.

    Raises:
        UnreadableInput: the document cannot be read, or its encoding is not known.
    """
    for entry in entries(document, heads, bodies, shape=shape, beside=beside):
        if isinstance(entry, Notice):
            yield entry
            continue
        broken = None
        element = element_of(entry, document.name)
        if isinstance(element, Rejection):
            if entry.tag not in recover or not entry.whole:
                yield element
                continue
            yield Notice(document.name, element.line, f"{element.reason}; it is read as far as it goes")
            broken = element.reason
            element = recovered(resolved(entry.text, entry.entities, entry.notes), entry.tag)
        for note in dict.fromkeys(entry.notes):
            yield Notice(document.name, entry.first_line, note)
        yield Parsed(element, entry, broken)
