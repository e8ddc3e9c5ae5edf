"""Saved answers of OAI-PMH, whole or in part, and records of theirs that stand alone.

https://www.openarchives.org/OAI/openarchivesprotocol.html. The metadata of a record is read by the reader of
its own format (`kg.readers.metadata`), whatever the prefix of the answer. A deleted record (2.5.1) says only
that a repository no longer has it, not what became of the work: it is no record, and is said once a file;
what an earlier answer states of it stays. Errors (3.6) are said; resumption tokens (3.5) are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from xml.etree.ElementTree import Element, tostring

from kg.errors import InputError
from kg.readers import Format, detect, reader
from kg.readers.arxiv_fields import text_at
from kg.readers.fates import FieldTable
from kg.readers.leaves import Leaf, Shape, local_name, xml_leaves
from kg.readers.metadata import metadata_reader
from kg.readers.source import Document
from kg.readers.xml_elements import pass_over
from kg.readers.xml_entries import XmlEntry, element_of, entries, without_namespaces
from kg.records import Item, Notice, Profile, Rejection, Stated, WorkRecord

NAME: Final = "oai-pmh"

_ALONE: Final = frozenset(["dc", "arXiv", "arXivRaw", "arXivOld"])
_OTHER: Final = frozenset(["error", "header", "Identify", "set", "metadataFormat"])
_BODIES: Final[dict[str, frozenset[str]]] = {
    "record": _ALONE | _OTHER, **dict.fromkeys(_ALONE | _OTHER, frozenset[str]()),
}  # fmt: skip
_BESIDE: Final = {"OAI-PMH": "it is of the answer, not of a record"}
_ANSWERS: Final = {
    "header": "identifiers without metadata (ListIdentifiers)", "Identify": "a description of the repository",
    "set": "sets (ListSets)", "metadataFormat": "formats (ListMetadataFormats)",
}  # fmt: skip
_DUBLIN_CORE: Final = frozenset(
    ["title", "creator", "subject", "description", "publisher", "contributor", "date", "type", "format",
     "identifier", "source", "language", "relation", "coverage", "rights"]
)  # fmt: skip
Known = dict[str, Format]
"""The formats of elements that were told by their look, by the names of the elements."""
_EMPTY: Final = "noRecordsMatch"
_HEADER: Final = FieldTable(
    read={"record/header/identifier": "identifiers"},
    dropped={
        "record@*": "it says how the XML is checked", "record/metadata@*": "it says how the XML is checked",
        "record/header@status": "it is of the record in the repository, not of the work",
        "record/about*": "it is of the record in the repository, not of the work",
    },
)  # fmt: skip
_SNIFF: Final = re.compile(r"<(?:[\w.-]{1,30}:)?OAI-PMH[\s>]")
_RECORDS: Final = re.compile(r"<(?:[\w.-]{1,30}:)?record[\s>]")
_PARTS: Final = re.compile(r"<(?:[\w.-]{1,30}:)?(header|metadata)[\s>]")
_METADATA: Final = re.compile(
    r"<(?:[\w.-]{1,30}:)?(?:dc|arXiv|arXivRaw|arXivOld)\s[^<>]{0,2000}?(?:dc/|OAI/arXiv)"
)


def _sniff(head: str) -> float:
    if _SNIFF.search(head):
        return 0.99
    if _RECORDS.search(head) and {"header", "metadata"} <= {match[1] for match in _PARTS.finditer(head)}:
        return 0.985
    return 0.96 if _METADATA.search(head) else 0.0


@reader(NAME, "Answers of OAI-PMH, saved: Dublin Core, arXiv's formats and others", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each record that has metadata; what else an answer states is said once a file."""
    deleted: list[tuple[str, int]] = []
    known: Known = {}
    others: dict[str, tuple[int, int]] = {}  # how many of what else, and the line of the first
    for entry in entries(document, frozenset(), _BODIES, shape=Shape(), beside=_BESIDE):
        if isinstance(entry, Notice):
            yield entry
            continue
        if entry.tag in _ANSWERS:
            count, line = others.get(entry.tag, (0, entry.first_line))
            others[entry.tag] = count + 1, line
            _pass_over(document, entry, _ANSWERS[entry.tag])
            continue
        element = element_of(entry, document.name, namespaces=True)
        if isinstance(element, Rejection):
            yield element
            continue
        for note in dict.fromkeys(entry.notes):
            yield Notice(document.name, entry.first_line, note)
        if entry.tag == "error":
            pass_over(document, element, Shape(), "it tells of an error")
            yield Notice(document.name, entry.first_line, _error(element))
        elif entry.tag == "record":
            yield from _record(document, element, entry, deleted, known)
        else:
            yield from _metadata(document, element, (entry.first_line, entry.last_line), None, known)
    if deleted:
        names = ", ".join(name for name, _ in deleted[:3]) + (", …" if len(deleted) > 3 else "")
        said = f"{len(deleted)} records are deleted in their repository ({names}): none says what of its work"
        yield Notice(document.name, deleted[0][1], said)
    for tag, (count, line) in others.items():
        what = _ANSWERS[tag] if tag == "Identify" else f"{count} {_ANSWERS[tag]}"
        yield Notice(document.name, line, f"{what}: no record is made of that")


def _pass_over(document: Document, entry: XmlEntry, what: str) -> None:
    """Count the values of an answer of which no record is made."""
    if document.fates is not None and isinstance(element := element_of(entry, document.name), Element):
        pass_over(document, element, Shape(), f"no record is made of {what}")


def _error(element: Element) -> str:
    code, said = element.get("code") or "no code", " ".join("".join(element.itertext()).split())
    if code == _EMPTY:
        return "the repository had no record for this question (noRecordsMatch)"
    return f"the repository answered with an error: {code}" + (f": {said[:300]}" if said else "")


def _record(
    document: Document, element: Element, entry: XmlEntry, deleted: list[tuple[str, int]], known: Known
) -> Iterator[Item]:
    """Yield what the metadata of a record is read as, with the identifier of its header."""
    header, held = element.find("{*}header"), element.find("{*}metadata")
    name = text_at(header, "{*}identifier") if header is not None else None
    about = _about(element)
    if header is not None and header.get("status") == "deleted":
        deleted.append((name or "no identifier", entry.first_line))
        if document.fates is not None:
            document.fates.drop(about, "its record is deleted in the repository")
        return
    inner = None if held is None else next(iter(held), None)
    if held is not None and inner is not None and local_name(inner.tag) in _DUBLIN_CORE:
        inner = held  # some save Dublin Core without its element
    if inner is None:
        if document.fates is not None:
            document.fates.settle(about, None, _HEADER)
        yield Rejection(document.name, entry.first_line, "its record has no metadata", entry.text[:80])
        return
    made: WorkRecord | None = None
    lines = entry.first_line, entry.last_line
    for item in _metadata(document, inner, lines, name, known, bare=inner is held):
        if isinstance(item, WorkRecord) and made is None:
            made = item = _headed(item, name, about)
        yield item
    if document.fates is not None:
        document.fates.settle(about, made, _HEADER)


def _about(element: Element) -> list[Leaf]:
    """Return the leaves of a record that are not of its metadata."""
    held = element.find("{*}metadata")
    leaves = [Leaf(f"record@{local_name(key)}", value) for key, value in element.attrib.items()]
    for part in element:
        if part is not held:
            leaves += xml_leaves(part, "record")
    return leaves


def _headed(record: WorkRecord, name: str | None, about: list[Leaf]) -> WorkRecord:
    identifiers = record.identifiers | ({"oai": name} if name and "oai" not in record.identifiers else {})
    stated = tuple(Stated(field=one.field, value=one.value) for one in _HEADER.unread(about))
    return record.model_copy(update={"identifiers": identifiers, "stated": (*record.stated, *stated)})


def _metadata(
    document: Document,
    element: Element,
    lines: tuple[int, int],
    header: str | None,
    known: Known,
    *,
    bare: bool = False,
) -> Iterator[Item]:
    """Yield what an element of metadata is read as: by the reader of its name, else by the look of it."""
    name = "dc" if bare else element.tag
    read = metadata_reader(name)
    if read is not None:
        yield from read(document, without_namespaces(element), lines, header)
    else:
        yield from _by_its_look(document, element, lines, known)


def _by_its_look(
    document: Document, element: Element, lines: tuple[int, int], known: Known
) -> Iterator[Item]:
    """Yield what the reader of a whole document of this format makes of the element."""
    inner = Document.of_bytes(tostring(element, encoding="utf-8"), document.name)
    inner.fates = document.fates
    try:
        chosen = known.setdefault(element.tag, known.get(element.tag) or detect(inner))
        found = list(chosen.parse(inner)) if chosen.name != NAME else None
    except InputError:
        found = None
    if found is None:
        reason = f"kg does not read metadata of the format <{local_name(element.tag)}>"
        if document.fates is not None:
            document.fates.drop(xml_leaves(element), reason)
        yield Rejection(document.name, lines[0], f"{reason} ({element.tag[1:].partition('}')[0][:100]})")
        return
    for item in found:
        if isinstance(item, Rejection | Notice):
            yield replace(item, line=lines[0])
        elif isinstance(item, WorkRecord | Profile):
            place = item.source.model_copy(update={"first_line": lines[0], "last_line": lines[1]})
            yield item.model_copy(update={"source": place})
