"""DataCite's XML, kernels 2 to 4.6: one `<resource>` a file or many, bare or in answers of OAI-PMH."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from kg.readers import reader
from kg.readers.datacite.attributes import attributes
from kg.readers.datacite.fields import KERNEL
from kg.readers.datacite.resource import read_resource
from kg.readers.draft import Draft
from kg.readers.leaves import Leaf, Shape, xml_leaves
from kg.readers.metadata import metadata
from kg.readers.source import Document
from kg.readers.xml_elements import Parsed, elements
from kg.records import Item

FORMAT: Final = "datacite-xml"

_BODY: Final = frozenset(["resource"])
_NAMESPACE: Final = re.compile(r"datacite\.org/schema/kernel-[\d.]{1,5}")
_BEGIN: Final = re.compile(r"<(?:[\w.-]{1,30}:)?resource[\s>]")
_KERNELS: Final = (
    "2.0",
    "2.1",
    "2.2",
    "3",
    "3.0",
    "3.1",
    "4",
    "4.0",
    "4.1",
    "4.2",
    "4.3",
    "4.4",
    "4.5",
    "4.6",
)
SHAPE: Final = Shape(
    mixed=frozenset(["title", "description", "rights", "subject", "creatorName", "contributorName"])
)


def _sniff(head: str) -> float:
    if not _BEGIN.search(head) or not _NAMESPACE.search(head):
        return 0.0
    return 0.85 if "<OAI-PMH" in head else 0.97


@reader(FORMAT, "DataCite XML, kernels 2 to 4.6", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield a record for each resource.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    for piece in elements(document, frozenset(), {"resource": frozenset()}, recover=_BODY, shape=SHAPE):
        if isinstance(piece, Parsed):
            yield from _record(document, piece.element, piece.lines, piece.broken)
        else:
            yield piece


@metadata(*(f"{{http://datacite.org/schema/kernel-{version}}}resource" for version in _KERNELS))
def resource(
    document: Document, element: Element, lines: tuple[int, int], header: str | None
) -> Iterator[Item]:
    """Yield the record of a resource that stands in a record of another format, known there as `header`."""
    yield from _record(document, element, lines, None, header)


def _record(
    document: Document,
    element: Element,
    lines: tuple[int, int],
    broken: str | None,
    name: str | None = None,
) -> Iterator[Item]:
    draft = Draft(document, FORMAT, lines, list(_leaves(element)), KERNEL, excerpt=name or _excerpt(element))
    if (
        element.find("titles") is None
        and element.find("creators") is None
        and element.find("identifier") is None
    ):
        yield from draft.reject("it is a <resource> without identifier, creators and titles")
        return
    read_resource(attributes(element), draft)
    if broken:
        draft.odd("source", f"{broken}; it is read as far as it goes")
    yield from draft.finish()


def _leaves(element: Element) -> Iterator[Leaf]:
    """Yield the leaves of a resource; the path of a description carries its type."""
    kind = ""
    for leaf in xml_leaves(element, shape=SHAPE):
        if leaf.path == "resource/descriptions/description@descriptionType":
            kind = leaf.value.lower()
        is_text = leaf.path == "resource/descriptions/description"
        yield Leaf(f"{leaf.path}[Abstract]", leaf.value) if is_text and kind == "abstract" else leaf
        kind = "" if is_text else kind


def _excerpt(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())[:200]
