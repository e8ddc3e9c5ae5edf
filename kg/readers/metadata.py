"""Formats of metadata that stand in a record of another format, as in an answer of OAI-PMH.

A reader of such a format names the element that it reads, by its local name or with its namespace:

    @metadata("mods", "{http://www.loc.gov/mods/v3}mods")
    def record(
        document: Document, element: Element, lines: tuple[int, int], header: str | None
    ) -> Iterator[Item]: ...

It gets the element with local names only (`kg.readers.xml_entries.without_namespaces`), the first and last
line of the record, and the identifier that its repository gives it. It yields one record, or a rejection, and
may yield notices. An element that no such reader is registered for is read by the reader of whole documents
that recognises it, with more effort.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

from kg.readers.leaves import local_name
from kg.readers.source import Document
from kg.records import Item

MetadataReader = Callable[[Document, Element, tuple[int, int], str | None], Iterator[Item]]

_READERS: Final[dict[str, MetadataReader]] = {}


def metadata(*names: str) -> Callable[[MetadataReader], MetadataReader]:
    """Register the decorated function as the reader of elements called `names`."""

    def register(read: MetadataReader) -> MetadataReader:
        for name in names:
            if name in _READERS:
                raise ValueError(f"two readers read <{name}>")
            _READERS[name] = read
        return read

    return register


def metadata_reader(name: str) -> MetadataReader | None:
    """Return the reader of elements called `name` (`{namespace}name`, or `name`); None if there is none."""
    return _READERS.get(name) or _READERS.get(local_name(name))
