"""The fates of a document add up to its values, counted by a second and simpler walk through it.

XML: attributes and texts of the whole document, as ElementTree has it, whatever the reader takes of it; an
element with markup in it is one value, and an attribute that is a part of the path or a mark is none. MARC:
leader, control fields, subfields. Tagged lists: lines that begin with a tag.
"""

from __future__ import annotations

import gzip
import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from kg.errors import InputError
from kg.readers import acl_fields, detect, formats, jats_table, mods, pubmed_table
from kg.readers.crossref import unixref
from kg.readers.datacite import kernel
from kg.readers.dblp import fields as dblp
from kg.readers.fates import Fates
from kg.readers.leaves import Shape
from kg.readers.source import Document
from kg.records import Rejection
from tests.readers.cases import cases

SHARED: Final = Path(__file__).resolve().parents[3] / "shared" / "corpora"
BITS: Final = Shape(
    jats_table.SHAPE.mixed | {"book-title"},
    {**jats_table.SHAPE.typed, "book-id": "book-id-type", "book-part-id": "book-part-id-type"},
    jats_table.SHAPE.marks,
)
SHAPES: Final = {
    "jats": jats_table.SHAPE, "bits": BITS, "mods": mods.SHAPE,
    "pubmed-xml": pubmed_table.SHAPE, "crossref-xml": unixref.SHAPE, "datacite-xml": kernel.SHAPE,
    "dblp": dblp.SHAPE, "acl-anthology": acl_fields.SHAPE, "arxiv-atom": Shape(), "orcid": Shape(),
    "oai-pmh": Shape(),
}  # fmt: skip
CORPORA: Final = (
    "ads-ingest/input/*", "datacite/*.xml", "dblp/*", "pubmed/*", "oai-pmh/*", "arxiv-atom/*",
    "arxiv-oai-dc/*", "bolognese/*.xml", "acl-anthology/*.xml",
)  # fmt: skip
TAGGED: Final = {
    "ris": r"(?!ER)[A-Z][A-Z0-9] {0,2}- ?", "refworks": r"[A-Z][A-Z0-9] ", "endnote": r"%[0-9A-Z!@#$] ",
}  # fmt: skip
_TYPE: Final = re.compile(rb"<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>")
_ENTITY: Final = re.compile(rb"&(?!amp;|lt;|gt;|quot;|apos;|#)(\w+);")


def tree(content: bytes) -> ET.Element:
    """Parse a document without its type; entities of HTML are letters, and any other is a question mark."""
    content = gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content

    def letter(match: re.Match[bytes]) -> bytes:
        text = html.unescape(f"&{match[1].decode()};")
        return b"?" if text.startswith("&") else text.encode("ascii", "xmlcharrefreplace")

    return ET.fromstring(_ENTITY.sub(letter, _TYPE.sub(b"", content)))


def local(name: str) -> str:
    return name.rpartition("}")[2]


def xml_values(element: ET.Element, shape: Shape) -> int:
    name = local(element.tag)
    attributes = {local(key) for key in element.attrib} - shape.marks - {shape.typed.get(name)}
    if name in shape.mixed:
        return len(attributes) + 1
    texts = [element.text, *(child.tail for child in element)]
    return (
        len(attributes)
        + sum(bool(text and text.strip()) for text in texts)
        + sum(xml_values(child, shape) for child in element)
    )


def marc_values(element: ET.Element) -> int:
    if not any(local(one.tag) == "datafield" for one in element):
        attributes = {local(key) for key in element.attrib} - {"schemaLocation", "id"}
        own = len(attributes) + bool((element.text or "").strip())
        return own + sum(marc_values(child) for child in element)
    count = 0
    for one in element.iter():
        name = local(one.tag)
        linked = name == "subfield" and one.get("code") in ("6", "8")
        values = name in ("leader", "controlfield", "subfield") and bool((one.text or "").strip())
        count += values and not linked
    return count


def endnote_values(element: ET.Element) -> int:
    styled = not len(element) or any(one.tag == "style" for one in element)
    inside = sum(endnote_values(one) for one in element if one.tag != "style")
    return len(element.attrib) + bool(styled and "".join(element.itertext()).strip()) + inside


def values(root: ET.Element, name: str) -> int:
    if name in OTHERS:
        return OTHERS[name](root)
    return xml_values(root, SHAPES[name])


OTHERS: Final = {"marcxml": marc_values, "endnote-xml": endnote_values}


def read(path: Path, name: str) -> tuple[int, bool]:
    """Return how many values of a document have a fate, and whether an entry of it could not be parsed."""
    document = Document(path)
    document.fates = Fates()
    items = list(formats()[name].parse(document))
    lost = any(
        isinstance(one, Rejection) and ("well-formed" in one.reason or "has no end" in one.reason)
        for one in items
    )
    return document.fates.total(), lost


def inputs(names: set[str]) -> Iterator[tuple[str, Path]]:
    for path in (*(one.input for one in cases()), *(one for files in CORPORA for one in SHARED.glob(files))):
        if not path.is_file():
            continue
        try:
            name = detect(Document(path)).name
        except InputError:
            continue
        if name in names:
            yield name, path


def name_of(one: object) -> str:
    return one.stem if isinstance(one, Path) else str(one)


@pytest.mark.parametrize(("name", "path"), sorted(inputs({*SHAPES, *OTHERS})), ids=name_of)
def test_the_fates_of_xml_add_up_to_its_values(name: str, path: Path) -> None:
    try:
        root = tree(path.read_bytes())
    except ET.ParseError:
        pytest.skip("the document is broken on purpose")
    if any(local(one.tag) in ("datafield", "mods") for one in root.iter()) and name == "oai-pmh":
        pytest.skip("values of MARC and MODS are counted otherwise")
    total, lost = read(path, name)
    if lost:
        pytest.skip("of an entry that cannot be read no values are counted")
    assert total == values(root, name)


@pytest.mark.parametrize(("name", "path"), sorted(inputs(set(TAGGED))), ids=name_of)
def test_the_fates_of_a_tagged_list_add_up_to_its_lines(name: str, path: Path) -> None:
    text = path.read_text("utf-8", "replace")
    lines = [line for line in text.splitlines() if re.match(TAGGED[name], line)]
    if any(line.strip() and not re.match(rf"ER|{TAGGED[name]}", line) for line in text.splitlines()):
        pytest.skip("it has lines without a tag")
    total, _ = read(path, name)
    assert total == len(lines)
