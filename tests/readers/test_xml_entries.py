"""XML taken apart: namespaces, encodings, entities, what hides tags, and ends that are missing."""

from __future__ import annotations

import codecs
import tracemalloc
from xml.etree.ElementTree import Element

import pytest

from kg.readers.source import Document
from kg.readers.xml_entries import LONGEST, XmlEntry, element_of, entries
from kg.records import Notice, Rejection

OAI = "http://www.openarchives.org/OAI/2.0/"
MARC = "http://www.loc.gov/MARC21/slim"
BODIES = {"record": frozenset[str](), "error": frozenset[str]()}


def taken(content: str | bytes, heads: frozenset[str] = frozenset()) -> list[XmlEntry | Notice]:
    raw = content.encode() if isinstance(content, str) else content
    return list(entries(Document.of_bytes(raw, "owl.xml"), heads, BODIES))


def elements(content: str | bytes, *, namespaces: bool = False) -> list[Element | Rejection]:
    return [
        element_of(entry, "owl.xml", namespaces=namespaces)
        for entry in taken(content)
        if isinstance(entry, XmlEntry)
    ]


def texts(content: str | bytes) -> list[str]:
    return [
        found.reason if isinstance(found, Rejection) else "".join(found.itertext()).strip()
        for found in elements(content)
    ]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        (f'<OAI-PMH xmlns="{OAI}"><record>a</record></OAI-PMH>', f"{{{OAI}}}record"),
        (f"<oai:all xmlns:oai='{OAI}'>\n<oai:record>a</oai:record></oai:all>", f"{{{OAI}}}record"),
        (f'<all\n xmlns:o\n = "{OAI}"\n>\n<o:record\n>a</o:record></all>', f"{{{OAI}}}record"),
        (f'<record xmlns="{OAI}">a</record>', f"{{{OAI}}}record"),
        (
            f'<a xmlns="{OAI}"><b xmlns="urn:b"/><b xmlns="urn:c">x</b><record>a</record></a>',
            f"{{{OAI}}}record",
        ),
        (f'<a xmlns="{OAI}"><a xmlns="urn:b"><a></a></a><record>a</record></a>', f"{{{OAI}}}record"),
        (f'<a xmlns="{OAI}"><b xmlns=""><record>a</record></b></a>', "record"),
        ('<a x="1 > 0" xmlns="urn:a"><record>a</record></a>', "{urn:a}record"),
        ("<a><record>a</record></a>", "record"),
        ("<a><x:record>a</x:record></a>", "{urn:undeclared:x}record"),
    ],
)
def test_an_entry_has_the_namespaces_that_hold_around_it(text: str, tag: str) -> None:
    (element,) = elements(text, namespaces=True)
    assert isinstance(element, Element)
    assert (element.tag, element.text) == (tag, "a")
    (element,) = elements(text)
    assert isinstance(element, Element)
    assert element.tag == "record"


def test_a_prefix_that_is_not_declared_is_said() -> None:
    (entry,) = taken("<a><record xml:lang='en' x:lang='de' lang='fr'><dc:title>a</dc:title></record></a>")
    assert isinstance(entry, XmlEntry)
    element = entry.element(namespaces=False)
    assert entry.notes == ["prefixes that are not declared: dc, x"]
    assert (element.attrib, element[0].tag) == ({"lang": "fr"}, "title")


def test_a_record_may_hold_records_of_another_namespace() -> None:
    for inner in (
        f'<record xmlns="{MARC}">a</record>',
        f'<m:record xmlns:m="{MARC}"><m:record/>a</m:record>',
        f'<all xmlns="{MARC}"><record>a</record></all>',
        "<m:record\n>a</m:record>",
        f'<error xmlns="{MARC}">a</error>',
    ):
        text = (
            f'<r xmlns="{OAI}"><record>1 {inner}</record>\n<record>2 {inner}</record><record>3</record></r>'
        )
        assert texts(text) == ["1 a", "2 a", "3"], inner


@pytest.mark.parametrize(
    "lost",
    [
        "<record>1 <record>2</record><record>3</record>",
        f'<record>1 <arXiv xmlns="{MARC}"> <record>2</record><record>3</record>',
        '<record>1 <?xml version="1.0"?><all><record>2</record><record>3</record></all>',
        "<record>1 <!DOCTYPE all SYSTEM 'all.dtd'><all><record>2</record><record>3</record></all>",
        f'<record>1 <m:record xmlns:m="{MARC}"> <record>2</record><record>3</record>',
    ],
)
def test_an_entry_without_an_end_harms_no_other(lost: str) -> None:
    whole = f'<r xmlns="{OAI}">{lost}</r>'
    assert texts(whole) == ["its <record> has no end", "2", "3"]
    assert texts(whole.replace("><", ">\n<")) == ["its <record> has no end", "2", "3"]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<![CDATA[a </record> <record> &amp; &uuml;]]>", "a </record> <record> &amp; &uuml;"),
        ("<![CDATA[a\n</record>\n]]>&uuml;", "a\n</record>\nü"),
        ("a<!-- </record> -- <record>\n-->b", "a\nb"),
        ("a<?php echo '</record>' ?>b", "ab"),
        ("<b c='&lt;' d='>' />a", "a"),
    ],
)
def test_what_hides_tags_does_not_fool_the_splitter(inner: str, text: str) -> None:
    assert texts(f"<all><!-- <record>x</record> --><record>{inner}</record><record>2</record></all>") == [
        text, "2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("mark", "word"),
    [("<!--", "comment"), ("<![CDATA[", "CDATA section"), ("<?xsl ", "processing instruction"),
     ("<!DOCTYPE x [", "document type")],
)  # fmt: skip
def test_what_has_no_end_hides_nothing(mark: str, word: str) -> None:
    text = f"<all>{mark}\n<record>1</record>\n<record>2 {mark} </record>\n<record>3</record></all>"
    found = [one for one in taken(text) if isinstance(one, Notice)]
    assert [one.line for one in found if f"the {word} that begins here has no end" in one.message] == [1]
    assert [one for one in texts(text) if one in "13"] == ["1", "3"]


def test_a_head_is_its_start_tag_alone() -> None:
    found = taken('<feed xmlns="urn:a" a="1>0"\n b="2">\n<record/><feed/></feed>', frozenset(["feed"]))
    told = [(one.text, one.first_line, one.last_line) for one in found if isinstance(one, XmlEntry)]
    assert told == [
        ('<feed xmlns="urn:a" a="1>0"\n b="2"/>', 1, 2), ("<record/>", 3, 3), ("<feed/>", 3, 3),
    ]  # fmt: skip
    assert isinstance(found[0], XmlEntry)
    assert found[0].element().tag == "{urn:a}feed"


def test_lines_are_counted_as_they_stand() -> None:
    found = taken("\n<all>\n<record\nid='1'\n>\n<b/></record\n>\n<record><c></record></all>")
    told = [(one.first_line, one.last_line) for one in found if isinstance(one, XmlEntry)]
    assert told == [(3, 7), (8, 8)]
    last = found[-1]
    assert isinstance(last, XmlEntry)
    fault = element_of(last, "owl.xml")
    assert isinstance(fault, Rejection)
    assert (fault.line, fault.reason) == (8, "the XML of this <record> is not well-formed: mismatched tag")


DOCUMENT = '<?xml version="1.0" encoding="UTF-16"?>\n<all><record>Pía</record></all>'


@pytest.mark.parametrize(
    "content",
    [
        DOCUMENT.encode("utf-16"),
        DOCUMENT.encode("utf-16-le"),
        DOCUMENT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + DOCUMENT.encode("utf-32-le"),
        b"\n \n" + DOCUMENT.replace("UTF-16", "ISO-8859-1").encode("latin-1"),
    ],
)
def test_encodings(content: bytes) -> None:
    assert texts(content) == ["Pía"]


def test_several_documents_in_one_file_have_each_its_own_encoding_and_namespaces() -> None:
    first = f"<?xml version='1.0' encoding='latin1'?>\n<a xmlns:x='{OAI}'><record>Pía</record>"
    second = "<?xml version='1.0'  encoding='UTF-8'?>\n<b xmlns='urn:b'><record>Pía</record></b>"
    content = first.encode("latin-1") + b"\n" + second.encode()
    assert texts(content) == ["Pía", "Pía"]
    _, last = taken(content)
    assert isinstance(last, XmlEntry)
    assert last.bindings == {"": "urn:b"}, "what the first document left open does not hold in the second"


def test_entities_of_plain_text_are_read_and_no_others() -> None:
    document_type = """<!DOCTYPE all SYSTEM "all.dtd" [
      <!-- <!ENTITY no "no"> ]> -->
      <!ENTITY owl "O &#38; W"><!ENTITY lol "ha"><!ENTITY owl "second">
      <!ENTITY more "&lol;&lol;&lol;"><!ENTITY file SYSTEM "file:///etc/hostname">
      <!ENTITY % parameter "x"><!ENTITY tag "<b>x</b>">
    ]>"""
    document_type = document_type.replace(" ]> -->", " -->")
    for name, text in (("owl", "O & W"), ("lol", "ha"), ("uuml", "ü"), ("amp", "&")):
        assert texts(f"{document_type}<all><record>&{name};</record></all>") == [text]
    for name in ("more", "file", "tag", "no", "parameter", "unknown"):
        (reason,) = texts(f"{document_type}<all><record>&{name};</record></all>")
        assert "undefined entity" in reason
    (notice, entry) = taken(f"{document_type}<all><record>&uuml;</record></all>")
    assert isinstance(notice, Notice)
    assert "nothing that they name is fetched" in notice.message
    assert isinstance(entry, XmlEntry)
    entry.element()
    assert entry.notes == [], "a document type that is not fetched may well declare HTML's entities"


def test_an_entry_is_bounded_in_length_and_depth() -> None:
    many = "<b>" * 300 + "</b>" * 300
    huge = "x" * (LONGEST + 2)
    found = texts(f"<all><record>{many}</record><record>{huge}</record>\n<record>3</record></all>")
    assert found == [
        "the XML of this <record> is not well-formed: elements stand more than 200 deep",
        f"its <record> has no end within {LONGEST:,} characters",
        "3",
    ]


def test_a_document_may_be_one_line_of_any_length() -> None:
    record = '<record a="1 > 0"><!-- </record> -->' + "x" * 5000 + "</record>"
    limited = Document.of_bytes(f"<all>{record * 1000}</all>".encode(), "owl.xml", line_limit=1 << 21)
    found = [one for one in entries(limited, frozenset(), BODIES) if isinstance(one, XmlEntry)]
    assert len(found) == 1000
    assert {(one.first_line, one.last_line, one.whole, len(one.text)) for one in found} == {
        (1, 1, True, 5027)
    }
    assert not limited.faults
    silent = Document.of_bytes(
        b"<all>" + b"x" * (3 << 20) + b"<record/></all>", "owl.xml", line_limit=1 << 21
    )
    assert [one.tag for one in entries(silent, frozenset(), BODIES) if isinstance(one, XmlEntry)] == [
        "record"
    ]
    (fault,) = silent.faults
    assert "no tag ends within" in str(fault)


def test_memory_does_not_grow_with_the_document() -> None:
    def measured(count: int) -> int:
        line = b"<record>" + b"x" * 1000 + b"</record>\n"
        document = Document.of_bytes(b"<all xmlns='urn:a'>\n" + line * count, "owl.xml")
        tracemalloc.start()
        number = sum(1 for _ in entries(document, frozenset(), BODIES))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert number == count
        return peak

    measured(10)
    assert measured(4000) < measured(1000) + 1_000_000
