"""Workbooks and binary MARC: read as the tables and MARCXML that they hold, and what is refused of them."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kg.errors import UnreadableInput
from kg.readers import detect, read
from kg.readers import workbook as workbooks
from kg.readers.source import Document
from kg.records import Notice, Rejection, WorkRecord

openpyxl = pytest.importorskip("openpyxl", reason="the extra xlsx is not installed")
pymarc = pytest.importorskip("pymarc", reason="the extra marc is not installed")

HEADER: list[Any] = ["Title", "Authors", "Year", "DOI", "Cited by", "Pages"]
TEA: list[Any] = ['Tea, at "Four"', "Lind, A.; Berg, K.", 2020, "10.1234/tea", 7.0, None]


def workbook(*sheets: tuple[str, list[list[Any]]], hidden: tuple[str, ...] = ()) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def items(content: bytes) -> list[Any]:
    return list(read(Document.of_bytes(content, "given.bin")))


def test_a_workbook_is_read_as_its_table() -> None:
    (tea, cups) = items(workbook(("Export", [HEADER, TEA, ["Cups", "Moe, C.", 2021, None, "None", "3-9"]])))
    assert (tea.title, [one.name for one in tea.authors], tea.year) == (
        'Tea, at "Four"',
        ["A. Lind", "K. Berg"],
        2020,
    )
    assert (tea.doi, tea.counts[0].value, tea.source.first_line) == ("10.1234/tea", 7, 2)
    assert (cups.pages, cups.counts, cups.source.first_line) == ("3-9", (), 3)


def test_lines_are_the_numbers_of_rows_and_blank_rows_count() -> None:
    rows = [
        ["Exported on Monday"],
        [],
        HEADER,
        ["Two\nlines", "Lind, A.", dt.datetime(2020, 5, 1), None, None],
        [],
        TEA,
    ]
    (first, second) = items(workbook(("Export", rows)))
    assert (first.title, first.source.first_line, second.source.first_line) == ("Two lines", 4, 6)


def test_other_sheets_are_named_and_hidden_ones_are_not_read() -> None:
    old, shown = ("Old", [["Title", "Authors"], ["Hidden", "X"]]), ("Shown", [HEADER, TEA])
    content = workbook(old, ("Empty", []), shown, ("Notes", [["x"]]), hidden=("Old",))
    found = items(content)
    assert [one.title for one in found if isinstance(one, WorkRecord)] == ['Tea, at "Four"']
    (said,) = [one for one in found if isinstance(one, Notice)]
    assert "the sheet 'Shown' is read, not 'Notes'" in said.message


def test_a_workbook_can_have_columns_named_and_be_compressed(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx.gz"
    path.write_bytes(gzip.compress(workbook(("A", [["What", "Who"], ["Tea", "Lind, Ada"]]))))
    document = Document(path)
    document.columns = {"title": "What", "authors": "Who"}
    (tea,) = read(document, "table")
    assert isinstance(tea, WorkRecord)
    assert tea.title == "Tea"
    assert document.size() is None


@pytest.mark.parametrize(
    ("module", "content", "said"),
    [
        ("openpyxl", workbook(("A", [HEADER])), r"\.\[xlsx\]"),
        ("pymarc", b"00127nam  2200037   4500" + b"0" * 80, r"\.\[marc\]"),
    ],
)
def test_without_the_extra_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, module: str, content: bytes, said: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UnreadableInput, match=said):
        detect(Document.of_bytes(content))


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            part = zipfile.ZipInfo(name.replace("__", "/") + ".xml")  # without the time of day
            part.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(part, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (archive(content=b"<x/>"), "a ZIP archive or office document"),
        (
            archive(xl__workbook=b"<x/>", xl__sharedStrings=b" " * 3000),
            "sharedStrings.xml expands to more than",
        ),
        (archive(xl__workbook=b"<x/>", a=b" " * 5000), "it expands to more than"),
        (archive(xl__workbook=b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"), "declares a document type"),
        (archive(xl__workbook=b"<x/>")[:60], "like a ZIP archive, and is damaged"),
        (archive(xl__workbook=b"<x/>"), "the workbook is damaged"),
    ],
    ids=["no workbook", "large part", "large sum", "declaration", "cut off", "no sheets"],
)
def test_what_is_no_workbook_or_expands_too_far_is_refused(
    monkeypatch: pytest.MonkeyPatch, content: bytes, said: str
) -> None:
    monkeypatch.setattr(workbooks, "_SHARED", 2000)
    monkeypatch.setattr(workbooks, "_EXPANDED", 4000)
    with pytest.raises(UnreadableInput, match=said):
        detect(Document.of_bytes(content))


# ---- binary MARC


def marc(
    title: str, author: str, *, tag: str = "245", coding: str = "utf-8", said: str | None = None
) -> bytes:
    record = pymarc.Record()
    fields = [
        pymarc.Field(tag="001", data="7"),
        pymarc.Field(tag="100", indicators=["1", " "], subfields=[pymarc.Subfield("a", author)]),
        pymarc.Field(tag=tag, indicators=["1", "0"], subfields=[pymarc.Subfield("a", title)]),
    ]
    record.add_field(*fields)
    record.leader = "     " + "nam" + " " + ("a" if coding == "utf-8" else " ") + record.leader[10:]
    raw = record.as_marc()
    assert isinstance(raw, bytes)
    return raw


def test_binary_marc_is_read_record_by_record() -> None:
    good = marc("Tea at four /", "Lind, Ada,"), marc("Tassen für Åse", "Größ, Jo")
    bad = good[0][:24] + b"245" + good[0][28:]
    first, second, refused = items(b"\n".join([good[0], bad, good[1]]))
    assert (first.title, first.authors[0].name, first.source.format) == ("Tea at four", "Ada Lind", "marcxml")
    assert (second.title, second.authors[0].family, second.source.first_line) == ("Tassen für Åse", "Größ", 3)
    assert isinstance(refused, Rejection)
    assert (refused.line, refused.reason.startswith("it is no MARC record")) == (2, True)


def test_a_directory_out_of_step_with_its_fields_is_put_right_and_said() -> None:
    content = marc("Tassen für Åse", "Größ, Jo")
    for wrong in (
        b"00127nam a2299937   4500" + content[24:],  # no such base address
        content[:39] + b"0007" + content[43:],  # a field that is shorter than it was
        content[:55] + b"00020" + content[60:],  # one that begins in another
    ):
        (found,) = items(wrong)
        assert (found.title, found.authors[0].family) == ("Tassen für Åse", "Größ")
        assert [one.note for one in found.damage if "out of step" in one.note]
    (found,) = items(content)
    assert not found.damage


def test_text_that_is_utf8_though_the_leader_denies_it_is_read_so() -> None:
    content = marc("Tassen für Åse", "Größ, Jo")
    (found,) = items(content[:9] + b" " + content[10:])
    assert found.title == "Tassen für Åse"


def coded(title: str | bytes, author: str, page: str, mark: bytes = b" ") -> bytes:
    """Return a record whose bytes are those of an encoding that MARC does not know, of the right lengths."""
    text = title if isinstance(title, bytes) else title.encode(page)
    written = author.encode(page)
    plain = marc("X" * len(text), "Y" * len(written))
    plain = plain.replace(b"X" * len(text), text).replace(b"Y" * len(written), written)
    return plain[:9] + mark + plain[10:]


def test_marc_8_is_read() -> None:
    (found,) = items(coded(b"La vie \xe1a S\xe2eville", "Lind, A", "ascii"))
    assert (found.title, found.damage) == ("La vie à Séville", ())
    (found,) = items(coded(b"La Soci\x1bt\xe2e", "Lind, A", "ascii"))
    assert "letters may be lost" in found.damage[0].note


@pytest.mark.parametrize(
    ("title", "author", "page", "mark"),
    [
        ("Société de Tours", "Lefèvre, Zoé", "latin-1", b" "),
        ("Société de Tours", "Lefèvre, Zoé", "latin-1", b"a"),
        ("Größe und Übel", "Müller, Jörg", "cp1252", b" "),
        ("La vie à Séville", "Núñez, Íñigo", "cp1252", b" "),
        ("Основы чайного дела", "Чайкин, Пётр", "cp1251", b" "),
        ("Основы чайного дела", "Чайкин, Пётр", "koi8-r", b"a"),
    ],
)
def test_binary_marc_in_an_older_encoding_is_read_and_says_so(
    title: str, author: str, page: str, mark: bytes
) -> None:
    (found,) = items(coded(title, author, page, mark))
    assert (found.title, found.authors[0].family) == (title, author.partition(",")[0])
    assert "neither UTF-8 nor MARC-8; read as" in found.damage[0].note


def test_binary_marc_that_is_nearly_utf8_is_one_record_and_says_what_is_lost() -> None:
    content = marc("Tassen für Åse", "Größ, Jo")
    (found,) = items(content.replace("ö".encode(), b"\xc3o"))
    assert (found.title, found.authors[0].name) == ("Tassen für Åse", "Jo Gr�oß")
    assert "not UTF-8, as its leader says" in found.damage[0].note


def test_unimarc_is_refused_by_name() -> None:
    content = marc("Tasses", "20200101d2020    u  y0frey50      ba", tag="200")
    (refused,) = items(content)
    assert "UNIMARC" in refused.reason
