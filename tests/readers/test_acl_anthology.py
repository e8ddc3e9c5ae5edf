from __future__ import annotations

import codecs
from collections import Counter
from pathlib import Path

import pytest

from kg.errors import UnreadableInput
from kg.readers import detect, read
from kg.readers.source import Document
from kg.records import Item, Notice, Rejection, WorkRecord

VOLUME = """<?xml version='1.0' encoding='UTF-8'?>
<collection id="2031.owl">
  <volume id="2" type="proceedings" ingest-date="2031-01-01">
    <meta>
      <booktitle>Proceedings of the Second Owl Days</booktitle>
      <editor id="mo-faro"><first>Mo</first><last>Faro</last></editor>
      <editor><first>Ina</first><last>Sund</last></editor>
      <publisher>Owl Press</publisher>
      <address>Bergen, Norway</address>
      <month>June–July</month>
      <year>2031</year>
      <isbn>978-3-16-148410-0</isbn>
    </meta>
    <frontmatter><url>2031.owl-2.0</url></frontmatter>
    <paper id="1">
      <title>How <fixed-case>O</fixed-case>wls turn</title>
      <author id="pia-lund" orcid="0000-0002-1825-0097"><first>Pia</first><last>Lund</last>
        <affiliation>Owl Institute</affiliation>
        <variant script="hani"><first>碧</first><last>林</last></variant></author>
      <author id="jo-bek/unverified"><first>Jo</first><last>Bek Jr.</last></author>
      <author><first/><last/></author>
      <pages>1–9</pages><doi>10.9999/owl.1</doi><language>nob</language><url>2031.owl-2.1</url>
      <abstract>Owls turn &amp; turn.</abstract><award>Best</award>
      <retracted date="2032-02-03">The owls did not turn.</retracted>
      <revision id="1" href="2031.owl-2.1v1"/>
      <revision id="2" href="2031.owl-2.1v2" date="2031-09-01">Fixed a table.</revision>
      <erratum id="1">2031.owl-2.1e1</erratum>
    </paper>
    <paper id="2"><title>A foreword</title><editor><first>Ina</first><last>Sund</last></editor></paper>
  </volume>
  <event id="owl-2031"><meta><title>Owl Days</title></meta></event>
</collection>
"""


def items(text: str | bytes) -> list[Item]:
    content = text.encode() if isinstance(text, str) else text
    return list(read(Document.of_bytes(content, "owl.xml")))


def works(text: str | bytes) -> list[WorkRecord]:
    return [item for item in items(text) if isinstance(item, WorkRecord)]


def test_what_a_volume_and_a_paper_state() -> None:
    first, second = works(VOLUME)
    assert first.title == "How Owls turn"
    assert first.identifiers == {"acl": "2031.owl-2.1"}
    assert (first.work_type, first.venue_kind) == ("proceedings-article", "proceedings")
    assert (first.venue, first.publisher, first.place) == (
        "Proceedings of the Second Owl Days", "Owl Press", "Bergen, Norway",
    )  # fmt: skip
    assert first.venue_identifiers == {"isbn": "9783161484100"}
    assert (first.year, first.published, first.language) == (2031, "2031-06", "nob")
    assert [one.name for one in first.editors] == ["Mo Faro", "Ina Sund"]
    assert first.editors[0].identifiers == {"acl": "mo-faro"}
    assert (first.abstract, first.pages, first.doi) == ("Owls turn & turn.", "1–9", "10.9999/owl.1")
    assert first.url == "https://aclanthology.org/2031.owl-2.1"
    pia, jo = first.authors
    assert (pia.identifiers, pia.orcid) == ({"acl": "pia-lund"}, "0000-0002-1825-0097")
    assert (pia.variants, pia.affiliations) == (("林碧",), ("Owl Institute",))
    assert (jo.family, jo.suffix, jo.identifiers) == ("Bek", "Jr.", {}), "an unverified id says nothing"
    assert not first.authors_complete, "the third author has no name"
    assert [(one.kind, one.position) for one in first.damage] == [("name_lost", None)]
    assert [(one.kind, one.date, one.by) for one in first.statuses] == [
        ("retracted", "2032-02-03", None),
        ("corrected", "2031-09-01", "https://aclanthology.org/2031.owl-2.1v2.pdf"),
        ("corrected", None, "https://aclanthology.org/2031.owl-2.1e1.pdf"),
    ]
    assert first.statuses[0].note == "The owls did not turn."
    assert (second.title, second.authors, second.authors_complete) == ("A foreword", (), None)
    assert [one.name for one in second.editors] == ["Ina Sund"]


def test_what_is_not_read_is_said_once_a_file() -> None:
    said = [item.message for item in items(VOLUME) if isinstance(item, Notice)]
    assert [one.split(">")[0] for one in said] == [
        "what <frontmatter", "what <award", 'what <author id="…/unverified"', "what <event",
    ]  # fmt: skip


def test_a_journal_has_title_volume_and_issue() -> None:
    (one,) = works(
        '<collection id="2031.owlj"><volume id="7" type="journal">'
        "<meta><booktitle>Owl Letters, Vol. 7</booktitle><journal-title>Owl Letters</journal-title>"
        "<journal-volume>7</journal-volume><journal-issue>2</journal-issue><volume>9</volume></meta>"
        "<paper id='1'><title>On owls</title></paper></volume></collection>"
    )
    assert (one.venue, one.volume, one.issue) == ("Owl Letters", "7", "2")
    assert (one.work_type, one.venue_kind) == ("journal-article", "journal")


@pytest.mark.parametrize(
    ("collection", "kind", "number"),
    [("J85", "journal-article", "J85-2001"), ("W04", "proceedings-article", "W04-0201"),
     ("2020.tacl", "journal-article", "2020.tacl-2.1"), ("2020.owl", "proceedings-article", "2020.owl-2.1")],
)  # fmt: skip
def test_old_volumes_tell_their_kind_by_the_name_of_the_collection(
    collection: str, kind: str, number: str
) -> None:
    (one,) = works(
        f'<collection id="{collection}">\n<volume id="2">\n<paper id="1"><title>T</title></paper>'
        "</volume></collection>"
    )
    assert (one.work_type, one.identifiers["acl"]) == (kind, number)
    assert one.year == {"J85": 1985, "W04": 2004}.get(collection, 2020)


@pytest.mark.parametrize(
    ("damage", "kept", "said"),
    [
        ("A \x0c title", "A \ufffd title", "characters that XML does not allow"),
        ("A &#2; title", "A \ufffd title", "&#2; is to no character"),
        ("M&uuml;ller &nbsp;& sons", "Müller & sons", "&uuml; is HTML's"),
        ("R & D", "R & D", "an ampersand that begins no entity"),
        ("<b>A title", None, "mismatched tag"),
        ("A &owls; title", None, "undefined entity"),
        ("A < title", None, "not well-formed"),
    ],
)
def test_one_bad_character_costs_one_paper_at_most(damage: str, kept: str | None, said: str) -> None:
    text = "".join(
        f'<paper id="{number}">\n<title>{title}</title></paper>\n'
        for number, title in enumerate(("One", damage, "Three"), 1)
    )
    found = items(f'<collection id="2031.owl">\n<volume id="1">\n{text}</volume></collection>')
    titles = [item.title for item in found if isinstance(item, WorkRecord)]
    assert titles == (["One", "Three"] if kept is None else ["One", kept, "Three"])
    told = [item for item in found if isinstance(item, Rejection | Notice)]
    assert any(said in str(item) for item in told)
    assert {item.line for item in told} <= {5, 6}
    assert any(isinstance(item, Rejection) for item in told) == (kept is None)


def test_a_paper_without_an_end_harms_no_other() -> None:
    text = VOLUME.replace('    </paper>\n    <paper id="2">', '    <paper id="2">')
    found = items(text)
    assert [item.title for item in found if isinstance(item, WorkRecord)] == ["A foreword"]
    (rejection,) = [item for item in found if isinstance(item, Rejection)]
    assert (rejection.line, rejection.reason) == (15, "its <paper> has no end")
    (last,) = [item for item in items(VOLUME[: VOLUME.index("A foreword")]) if isinstance(item, Rejection)]
    assert last.reason == "its <paper> has no end"


def test_nothing_is_expanded_or_fetched() -> None:
    head = '<!DOCTYPE collection [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>\n'
    text = VOLUME.replace("<collection ", f"{head}<collection ").replace("A foreword", "A &a; &b;")
    found = items(text)
    assert [item.title for item in found if isinstance(item, WorkRecord)] == ["How Owls turn"]
    assert any("document types" in str(item) for item in found)
    assert any("undefined entity" in str(item) for item in found)


def test_a_comment_hides_what_stands_in_it() -> None:
    hidden = VOLUME.replace('<paper id="2">', '<!-- gone <paper id="2">').replace(
        "</paper>\n  </volume>", "</paper> -->\n  </volume>"
    )
    assert [one.title for one in works(hidden)] == ["How Owls turn"]


ENCODED = VOLUME.replace("Pia", "Pía")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (ENCODED.replace("UTF-8", "UTF-16").encode("utf-16"), "Pía Lund"),
        (codecs.BOM_UTF16_BE + ENCODED.replace("UTF-8", "UTF-16").encode("utf-16-be"), "Pía Lund"),
        (ENCODED.replace("UTF-8", "utf-16").encode(), "Pía Lund"),
        (codecs.BOM_UTF8 + ENCODED.encode(), "Pía Lund"),
        (ENCODED.replace("UTF-8", "windows-1252").encode("cp1252", "xmlcharrefreplace"), "Pía Lund"),
        (VOLUME.replace("Pia", "碧").replace("UTF-8", "GBK").encode("gbk"), "碧 Lund"),
        (
            VOLUME.replace("Pia", "碧")
            .replace("UTF-8", "Shift_JIS")
            .encode("shift_jis", "xmlcharrefreplace"),
            "碧 Lund",
        ),
        (
            VOLUME.replace("Pia", "벽").replace("UTF-8", "EUC-KR").encode("euc-kr", "xmlcharrefreplace"),
            "벽 Lund",
        ),
    ],
)
def test_a_declared_encoding_is_read(content: bytes, name: str) -> None:
    assert works(content)[0].authors[0].name == name


@pytest.mark.parametrize("encoding", ["x-foo", "cp037", "base64", "utf-7", "rot13"])
def test_an_unknown_encoding_is_refused(encoding: str) -> None:
    document = Document.of_bytes(VOLUME.replace("UTF-8", encoding).encode(), "owl.xml")
    assert detect(document).name == "acl-anthology"
    with pytest.raises(UnreadableInput, match=rf"owl\.xml:1: it declares the encoding '{encoding}'"):
        list(read(document))


def test_a_byte_that_is_not_in_the_encoding_is_said_with_its_line() -> None:
    found = items(VOLUME.encode().replace(b"Owl Press", b"Owl Pr\xe9ss"))
    assert len([item for item in found if isinstance(item, WorkRecord)]) == 2
    assert any(str(item).startswith("owl.xml:8: note: byte 0xE9") for item in found)


def test_the_real_thing(shared: Path) -> None:
    found = list(read(Document(shared / "corpora" / "acl-anthology" / "P19.xml")))
    counts = Counter(type(item).__name__ for item in found)
    text = (shared / "corpora" / "acl-anthology" / "P19.xml").read_text("utf-8")
    assert counts["WorkRecord"] == text.count("<paper ")
    assert counts["Rejection"] == 0
    authors = sum(len(item.authors) for item in found if isinstance(item, WorkRecord))
    assert authors == text.count("<author>") + text.count("<author ")
    assert all(item.editors for item in found if isinstance(item, WorkRecord))


GATED = """<collection id="2031.owl"><volume id="1" type="proceedings">
<meta><booktitle>Owl Days</booktitle>
<editor><first>Dr Ina</first><last>Sund</last></editor>
<editor><first>Mo</first><last>Faro</last></editor></meta>
<paper id="1"><title>All at once</title>
<author id="pia-lund"><first>Pia (Pim)</first><last>Lund</last></author>
<author><first>Jo</first><last>Bek, PhD</last></author>
<author><last>The Owl Research Group</last></author>
<author><last>Owl Robots, Inc.</last></author>
<author><last>SRA International</last></author>
<author><first>Lev</first><last>Roth et al.</last></author>
<author><first>et</first><last>al.</last></author>
</paper>
<paper id="2"><title>One by one</title>
<author><first>Pia</first><last>Lund</last></author><author><first/><last/></author>
<author><first>Kai</first><last>Holt*</last></author>
<editor><first>Eva</first><last>Roe</last></editor></paper>
</volume></collection>"""


def test_entries_go_through_the_gate() -> None:
    first, _ = works(GATED)
    assert [(one.position, one.name, one.kind) for one in first.authors] == [
        (0, "Pia Lund", "person"),
        (1, "Jo Bek", "person"),
        (2, "The Owl Research Group", "collective"),
        (3, "Owl Robots, Inc.", "collective"),
        (4, "SRA International", "person"),
        (5, "Lev Roth", "person"),
    ]
    assert first.authors_complete is False
    assert (first.authors[4].given, first.authors[4].family) == (None, None)
    pia, jo, *_ = first.authors
    assert (pia.given, pia.family, pia.printed) == ("Pia", "Lund", "Pia (Pim) Lund")
    assert (pia.variants, pia.identifiers) == (("Pim Lund",), {"acl": "pia-lund"})
    assert (jo.given, jo.family) == ("Jo", "Bek")
    assert [one.name for one in first.editors] == ["Ina Sund", "Mo Faro"]
    told = {(one.field, one.position, one.rule, one.note) for one in first.repairs}
    assert ("authors", 0, "AUTHOR-ENTRY", "short form") in told
    assert ("authors", 1, "AUTHOR-ENTRY", "degree") in told
    assert ("editors", 0, "AUTHOR-ENTRY", "title") in told


def test_the_gate_keeps_the_places_of_entries_beside_one_without_a_name() -> None:
    _, second = works(GATED)
    assert [(one.position, one.name) for one in second.authors] == [(0, "Pia Lund"), (2, "Kai Holt")]
    assert [one.kind for one in second.damage] == ["name_lost"]
    assert second.authors_complete is False
    assert [one.name for one in second.editors] == ["Eva Roe"]
    assert {one.field for one in second.repairs} == {"authors"}  # not those of the volume's editors
