"""Every value that a reader reads has one of four fates, and there is no fifth."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kg.errors import InputError
from kg.readers import detect, formats
from kg.readers.fate_report import FateReport
from kg.readers.fates import MOST, OTHER, UNUSED, Fate, Fates, FieldTable
from kg.readers.leaves import Leaf, Shape, json_leaves, xml_leaves
from kg.readers.source import Document
from kg.records import Profile, WorkRecord
from kg.resources import examples
from tests.readers.cases import cases

ELSEWHERE = ("acl-anthology", "kg-jsonl", "arxiv-jsonl")
"""Formats that have tests of their own here."""
PAGES = ("arxiv-abs", "arxiv-dump", "author-page", "profile-page")
ACL = """<?xml version='1.0' encoding='UTF-8'?>
<collection id="2031.tides">
  <volume id="1" type="proceedings" ingest-date="2031-01-02">
    <meta>
      <booktitle>Proceedings of the Second Workshop on <fixed-case>T</fixed-case>ides</booktitle>
      <editor><first>Ada</first><last>Ebb</last></editor>
      <publisher>Tidal Press</publisher><month>July</month><year>2031</year>
      <url hash="0badcafe">2031.tides-1</url>
    </meta>
    <frontmatter><url hash="12345678">2031.tides-1.0</url></frontmatter>
    <paper id="1">
      <title>How <tex-math>n</tex-math> tides meet</title>
      <author id="bo-flood"><first>Bo</first><last>Flood</last></author>
      <author id="cy-surge/unverified"><first>Cy</first><last>Surge</last></author>
      <pages>1–9</pages><doi>10.1000/tides.1</doi>
      <video href="https://example.org/tides.mp4" tag="video"/>
      <award>Best Paper</award>
    </paper>
    <paper id="2"><title> </title></paper>
  </volume>
  <volume id="2"><meta><booktitle>An empty volume</booktitle><year>2031</year></meta></volume>
</collection>
"""


def documents(name: str) -> list[Path]:
    """Return the case files and examples of a format."""
    readable = [path for path in sorted(examples().glob("*")) if path.name != "README.txt"]
    own = [path for path in readable if path.is_file() and detect(Document(path)).name == name]
    return [*(one.input for one in cases() if one.format == name), *own]


def settled(document: Document, name: str) -> tuple[Fates, int]:
    """Return the fates of a document, and how many records it gives."""
    document.fates = Fates()
    items = list(formats()[name].parse(document))
    return document.fates, sum(isinstance(item, WorkRecord | Profile) for item in items)


def reasoned(fates: Fates) -> Iterator[Fate]:
    """Yield the fates that say too little: where a value is, or why it is nowhere."""
    for fate in fates.counts:
        told = {"kept": fate.field, "changed": fate.field, "stated": "its source", "dropped": fate.reason}
        if not told[fate.kind] or not fate.path:
            yield fate


@pytest.mark.parametrize("name", formats())
def test_each_reader_accounts_for_what_it_reads(name: str) -> None:
    counted = 0
    for path in documents(name):
        try:
            fates, records = settled(Document(path), name)
        except InputError:  # a case of what is refused as a whole
            continue
        assert not records or fates.total() > 0, f"{name} counts no fate of {path}"
        assert not list(reasoned(fates)), path
        counted += fates.total()
    assert counted or name in ELSEWHERE, f"{name} has no case whose values are counted"


@pytest.mark.parametrize("name", PAGES)
def test_of_a_page_each_line_is_a_value(name: str) -> None:
    found = documents(name)
    assert found
    for path in found:
        fates, _ = settled(Document(path), name)
        text = path.read_text(errors="replace").replace("\u00a0", " ").replace("\ufeff", "")
        assert fates.total() == sum(bool(line.strip()) for line in text.split("\n"))


def test_a_title_is_kept_a_list_of_names_changed_and_navigation_dropped() -> None:
    page = next(path for path in documents("arxiv-abs") if path.name == "2009.09496v1.txt")
    fates, _ = settled(Document(page), "arxiv-abs")
    kinds = {(fate.kind, fate.field) for fate in fates.counts}
    assert {("kept", "title"), ("kept", "abstract"), ("changed", "arxiv_id"), ("dropped", "")} <= kinds


def test_each_leaf_of_arxiv_s_metadata() -> None:
    (path,) = documents("arxiv-jsonl")
    fates, _ = settled(Document(path), "arxiv-jsonl")
    whole = [line for line in path.read_text().split("\n") if line.endswith("}")]  # one is broken off
    assert fates.total() == sum(len(list(json_leaves(json.loads(line)))) for line in whole)


def test_a_key_of_arxiv_s_metadata_that_is_not_known_is_kept_as_stated() -> None:
    line = {"id": "2101.00001", "title": "A tide", "authors": "A. Ebb", "authors_parsed": [["Ebb", "A.", ""]],
            "abstract": "On tides.", "categories": "cs.CL", "funding": {"grant": "T-1"}}  # fmt: skip
    document = Document.of_bytes(json.dumps(line).encode())
    document.fates = Fates()
    record = next(item for item in formats()["arxiv-jsonl"].parse(document) if isinstance(item, WorkRecord))
    assert [(one.field, one.value) for one in record.stated] == [("funding.grant", "T-1")]
    assert document.fates.counts[Fate("funding.grant", "stated")] == 1


def test_each_leaf_of_kg_s_own_lines() -> None:
    lines: list[dict[str, object]] = [
        {"title": "A tide", "authors": ["Ada Ebb", "Bo Flood"], "year": "2031", "shelf": 3},
        {"type": "work", "title": "Two", "doi": "https://doi.org/10.1000/T.2", "authors_complete": True},
        {"type": "phdthesis", "title": "Three", "journal": "Tides", "authors": [{"name": "Cy S", "hat": 1}]},
        {"type": "profile", "name": "Ada Ebb", "h_index": 7},
        {"shelf": 1},
    ]  # fmt: skip
    document = Document.of_bytes("\n".join(map(json.dumps, lines)).encode())
    fates, records = settled(document, "kg-jsonl")
    assert records == 4
    assert fates.total() == sum(len(list(json_leaves(line))) for line in lines)
    assert fates.counts == {
        Fate("title", "kept", "title"): 3, Fate("authors[]", "kept", "authors"): 2,
        Fate("year", "kept", "year"): 1, Fate("shelf", "dropped", "", "its key is not known"): 1,
        Fate("type", "dropped", "", "it says only which model the object has"): 2,
        Fate("doi", "changed", "doi"): 1, Fate("authors_complete", "dropped", "", UNUSED): 1,
        Fate("type", "kept", "work_type work_type_as_stated"): 1, Fate("journal", "kept", "venue"): 1,
        Fate("authors[].name", "kept", "authors"): 1, Fate("name", "kept", "name"): 1,
        Fate("authors[].hat", "dropped", "", "its key is not known"): 1,
        Fate("h_index", "kept", "h_index"): 1, Fate("shelf", "dropped", "", "its entry was rejected"): 1,
    }  # fmt: skip


def test_each_leaf_of_the_acl_anthology() -> None:
    fates, records = settled(Document.of_bytes(ACL.encode()), "acl-anthology")
    assert records == 2
    mixed = frozenset(["title", "booktitle", "award"])
    assert fates.total() == len(list(xml_leaves(ET.fromstring(ACL.encode()), shape=Shape(mixed))))  # ours
    assert not list(reasoned(fates))
    said = {(fate.path, fate.kind) for fate in fates.counts}
    assert {
        ("paper/video@href", "stated"), ("paper/award", "stated"), ("paper/title", "kept"),
        ("meta/booktitle", "kept"), ("collection@id", "changed"), ("frontmatter/url", "dropped"),
        ("paper/author@id", "kept"), ("paper/author@id", "dropped"), ("meta/booktitle", "dropped"),
    } <= said  # fmt: skip


def test_paths_are_told_apart_up_to_a_bound() -> None:
    fates = Fates()
    table = FieldTable({}, {"*": "of no use"})
    record = WorkRecord.model_validate({"title": "A tide", "source": {
        "file": "x", "format": "kg-jsonl", "first_line": 1, "last_line": 1}})  # fmt: skip
    fates.settle((Leaf(f"key{number}", "x") for number in range(MOST + 70)), record, table)
    assert fates.total() == MOST + 70
    assert len(fates.counts) == MOST + 1
    assert fates.counts[Fate(OTHER, "dropped", "", "of no use")] == 70


def test_a_report_adds_up_parts_of_a_source() -> None:
    part = Fates()
    part.drop([Leaf("a", "x"), Leaf("b", "y")], "of no use")
    report = FateReport()
    report.add("one.jsonl", "kg-jsonl", part)
    report.add("one.jsonl", "kg-jsonl", part)
    document = report.document()
    assert document["sources"] == [
        {"source": "one.jsonl", "format": "kg-jsonl", "values": 4, "kept": 0, "changed": 0, "stated": 0,
         "dropped": 4}]  # fmt: skip
    assert document["formats"][0]["paths"] == [
        {"path": path, "fate": "dropped", "values": 2, "reason": "of no use"} for path in ("a", "b")
    ]
