"""How many values a document has, by format: a second and simpler walk through each than its reader's.

What a reader must account for, value by value (`kg.readers.fates`), is counted here by other means:
ElementTree, `json`, `csv`, PyYAML, pyoxigraph, or the lines that begin with a tag. `WALKS` has a walk for
every format; `test_fate_sums` fails for a reader that has none.
"""

from __future__ import annotations

import csv
import gzip
import html
import io
import itertools
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Final
from xml.etree import ElementTree as ET

import pyoxigraph
import yaml
from pyoxigraph import BlankNode, RdfFormat, Triple

from kg.readers import acl_fields, dblp_search_xml, europe_pmc_xml, jats_table, mods, pubmed_table, zotero_rdf
from kg.readers.crossref import unixref
from kg.readers.datacite import kernel
from kg.readers.dblp import fields as dblp
from kg.readers.leaves import Shape
from kg.readers.rdf.jsonld import UnknownContext, localised
from kg.readers.rdf.syntax import BASE, syntax_of
from kg.readers.tei import fields as tei

Walk = Callable[[bytes], int]


class NoWalk(Exception):
    """The document is broken, on purpose, in a way that this walk does not go around."""


# ---- XML: attributes and texts. An element with markup in it is one value; an attribute that is a part of
# the path, or a mark, is none.

BITS: Final = Shape(
    jats_table.SHAPE.mixed | {"book-title"},
    {**jats_table.SHAPE.typed, "book-id": "book-id-type", "book-part-id": "book-part-id-type"},
    jats_table.SHAPE.marks,
)
_TYPE: Final = re.compile(rb"<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>")
_ENTITY: Final = re.compile(rb"&(?!amp;|lt;|gt;|quot;|apos;|#)(\w+);")


def tree(content: bytes) -> ET.Element:
    """Parse a document without its type; entities of HTML are letters, and any other is a question mark."""

    def letter(match: re.Match[bytes]) -> bytes:
        text = html.unescape(f"&{match[1].decode()};")
        return b"?" if text.startswith("&") else text.encode("ascii", "xmlcharrefreplace")

    try:
        return ET.fromstring(_ENTITY.sub(letter, _TYPE.sub(b"", content)))
    except ET.ParseError as error:
        raise NoWalk from error


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
    """Count leader, control fields and subfields but links; attributes only where no record stands."""
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


def marc_json_values(content: bytes) -> int:
    """Count leader, control fields and subfields but links, as in MARCXML."""
    stated = json.loads(content)
    count = 0
    for record in stated if isinstance(stated, list) else [stated]:
        fields = record["fields"] if isinstance(record["fields"], list) else [record["fields"]]
        count += isinstance(record["leader"], str)
        for value in (value for field in fields for value in field.values()):
            pairs = (
                [] if isinstance(value, str) else [pair for one in value["subfields"] for pair in one.items()]
            )
            count += isinstance(value, str) + sum(code not in "68" for code, _ in pairs)
    return count


def nep_values(content: bytes) -> int:
    """Count the values of papers by their labels, abstracts behind addresses, and each line around them."""
    lines = [line for line in content.decode().splitlines() if line.strip()]
    label = re.compile(r"\s*(By|Date|URL|Abstract|Keywords|JEL):")
    count, open_paper, number = 0, False, 0
    for place, line in enumerate(lines):
        found = re.match(r"\s{0,4}(\d+)\. ", line)
        stated = int(found[1]) if found and any(map(label.match, lines[place + 1 : place + 3])) else 0
        if stated and (not open_paper or stated == number + 1):
            open_paper, number, count = True, stated, count + 1
        elif open_paper and re.fullmatch(r"[\s_=*+-]{5,}|This nep-.*", line):
            open_paper, count = False, count + 1
        elif open_paper:
            after = label.match(lines[place - 1])
            count += bool(label.match(line)) or bool(after and after[1] == "URL")
        else:
            count += 1
    return count


def mail_values(content: bytes) -> int:
    """Count the values of e-prints in a mail of arXiv, and each line around them."""
    count, place, before = 0, "between", ""
    for line in filter(str.strip, content.decode().splitlines()):
        if before.startswith("\\\\") and re.match(r"(?:Paper|arXiv): ?\S*\d", line):
            count, place = count + 1, "head"
        elif line.startswith("\\\\") and place != "between":
            place = "abstract" if place == "head" and "(" not in line else "between"
        elif place == "between" or re.fullmatch(r"[-%]{20,}", line):
            count += 1
        elif place == "head":
            count += bool(re.match(r"[A-Z][\w-]+(?: \([^)]*\))?:|replaced with", line))
        else:
            count += before.startswith("\\\\")
        before = line
    return count


def shown_lines(content: bytes) -> int:
    """Count the lines that a page of HTML shows, or a text: what stands between tags that break lines."""
    if not content.lstrip().startswith(b"<"):
        return lines_with_text(content)
    text = re.sub(r"(?s)<!--.*?-->|<(script|style)\b.*?</\1>", "", content.decode())
    blocks = "div|p|tr|table|h[1-6]|blockquote|br|li|ul|title|head|body|html|footer|dl|dt|dd|ol|main"
    parts = re.split(rf"(?i)</?(?:{blocks})\b[^>]*>", text)
    return sum(bool(html.unescape(re.sub(r"<[^>]*>", "", one)).strip()) for one in parts)


_SAVED: Final = r"saved from url|rel=\"canonical\"|og:url"


def marked(*patterns: str) -> Walk:
    """Count the marks of a page behind which something stands."""

    def walk(content: bytes) -> int:
        text = content.decode()
        return sum(len(re.findall(pattern, text)) for pattern in patterns)

    return walk


def scholar_values(content: bytes) -> int:
    """Count what Google Scholar's pages state of papers, row by row, and outside of rows of the person."""
    rows = r'(?s)class="gsc_a_tr".*?</tr>|class="gs_ri".*?(?=class="gs_ri"|$)'
    text = content.decode()
    if not text.startswith("<"):
        lines = (line.split("\t") for line in text.splitlines() if line.strip())
        rows_end = re.compile(r"\d*\*?\t(?:\d{4})?")
        return sum(
            sum(map(bool, cells)) if rows_end.fullmatch("\t".join(cells[-2:])) else 1 for cells in lines
        )
    of_papers = (
        r'class="(?:gsc_a_at|gs_gray|gs_oph|gsc_a_ac|gsc_a_h|gs_rt|gs_ct[cu]|gs_a|gs_rs)[" ][^>]*>(?!\s*</)',
        r'<a (?![^>]*class="gsc_a_a)[^>]*>(?!\s*</a>)',
        r"[?;]cites=", r"view_op=view_citation", r"/citations\?(?!view_op)[^\"]*user=", r'<a id="',
    )  # fmt: skip
    of_person = (
        r'(?:class|id)="(?:gsc_prf_in|gsc_prf_il|gsc_rsb_std)[" ][^>]*>(?!\s*</)', _SAVED,
        r"<a [^>]*/citations\?(?!view_op)[^\"]*user=",
    )  # fmt: skip
    within = sum(len(re.findall(one, row)) for row in re.findall(rows, text) for one in of_papers)
    return within + sum(len(re.findall(one, re.sub(rows, "", text))) for one in of_person)


def endnote_values(element: ET.Element) -> int:
    styled = not len(element) or any(one.tag == "style" for one in element)
    inside = sum(endnote_values(one) for one in element if one.tag != "style")
    return len(element.attrib) + bool(styled and "".join(element.itertext()).strip()) + inside


def bibtexml_values(root: ET.Element) -> int:
    """Count kind, key and fields of each entry; people of one role, and keywords, are one field."""
    count = 0
    for entry in root:
        names = []
        for field in entry[0]:
            parts = field if local(field.tag) in ("title", "chapter") and len(field) else [field]
            names += [local(part.tag) for part in parts if "".join(part.itertext()).strip()]
        together = {"author", "editor", "translator", "keywords"}
        count += 1 + len(entry.attrib) + sum(name not in together for name in names)
        count += len(together.intersection(names))
    return count


def harvested_values(element: ET.Element) -> int:
    """Count the values of an answer of OAI-PMH; what is of another format is counted as that is."""
    space, _, name = element.tag.rpartition("}")
    if name in ("record", "collection") and "MARC21" in space:
        return marc_values(element)
    if (shape := _HARVESTED.get(name)) is not None and space != "{http://www.openarchives.org/OAI/2.0/":
        return xml_values(element, shape)
    texts = [element.text, *(child.tail for child in element)]
    own = len(element.attrib) + sum(bool(text and text.strip()) for text in texts)
    return own + sum(harvested_values(child) for child in element)


_HARVESTED: Final = {"mods": mods.SHAPE, "resource": kernel.SHAPE, "article": jats_table.SHAPE}


def of_xml(count: Callable[[ET.Element], int]) -> Walk:
    return lambda content: count(tree(content))


def shaped(shape: Shape) -> Walk:
    return of_xml(lambda root: xml_values(root, shape))


# ---- JSON and YAML: whatever is no list, no object and not null


def scalars(value: Any) -> int:
    if isinstance(value, dict):
        return sum(map(scalars, value.values()))
    if isinstance(value, list):
        return sum(map(scalars, value))
    return value is not None


def json_texts(content: bytes) -> Iterator[Any]:
    """Yield the values of a JSON document: one, or one a line."""
    text = content.decode("utf-8-sig")
    try:
        try:
            yield json.loads(text)
        except json.JSONDecodeError:
            for line in text.splitlines():
                if line.strip():
                    yield json.loads(line)
    except json.JSONDecodeError as error:
        raise NoWalk from error


def json_values(content: bytes) -> int:
    return sum(map(scalars, json_texts(content)))


def yaml_values(content: bytes) -> int:
    try:
        return scalars(yaml.load(content, yaml.BaseLoader))
    except yaml.YAMLError as error:
        raise NoWalk from error


def csl_values(content: bytes) -> int:
    return json_values(content) if content.lstrip()[:1] in (b"[", b"{") else yaml_values(content)


def orcid_values(content: bytes) -> int:
    return json_values(content) if content.lstrip()[:1] in (b"[", b"{") else shaped(Shape())(content)


# ---- texts


def decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def lines_with_text(content: bytes) -> int:
    text = content.decode("utf-8", "replace").replace("\u00a0", " ").replace("\ufeff", "")
    return sum(bool(line.strip()) for line in text.split("\n"))


def tagged(tag: str, end: str = "ER", *, loose: bool = False) -> Walk:
    """Count lines that begin with a tag; lines that go on with one are indented, if not `loose`."""

    def walk(content: bytes) -> int:
        lines = decoded(content).splitlines()
        if not loose and any(line.strip() and not re.match(rf"\s|{end}|{tag}", line) for line in lines):
            raise NoWalk
        return sum(bool(re.match(tag, line)) for line in lines)

    return walk


def table_values(content: bytes) -> int:
    """Count the cells that hold something, below the head."""
    text = decoded(content)
    head = text.partition("\n")[0]
    mark = max("\t;,", key=head.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    if any(len(row) != len(rows[0]) for row in rows if any(row)):
        raise NoWalk
    return sum(bool(cell.strip()) for row in rows[1:] for cell in row)


# ---- BibTeX: of an entry its type, its key and its fields; what else stands in a list is one value each


_BEGIN: Final = re.compile(r"^[^%\n@]*(@)\s*(\w+)\s*[{(]", re.MULTILINE)


def bibtex_values(content: bytes) -> int:
    text, count, at = decoded(content), 0, 0
    while (found := _BEGIN.search(text, at)) is not None:
        count += between(text[at : found.start(1)])
        at = closing(text, found.end())
        body = text[found.end() : at - 1]
        if found[2].lower() in ("comment", "preamble", "string"):
            count += 1
            continue
        pieces = [piece for piece in parted(body) if piece.strip()]
        count += 1 + len(pieces)
    return count + between(text[at:])


def between(text: str) -> int:
    return sum(bool(line.strip(" \t\r,;%")) for line in text.splitlines())


def closing(text: str, at: int) -> int:
    """Return the place behind the bracket that closes what was opened before `at`."""
    depth = 1
    for place in range(at, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0 or (depth == 1 and text[at - 1] == "(" and text[place] == ")"):
            return place + 1
    raise NoWalk


def parted(body: str) -> Iterator[str]:
    """Yield what stands between the commas of an entry that are in no braces and no quotation marks."""
    depth, quoted, comment, piece = 0, False, False, ""
    for char in body:
        comment = (comment and char != "\n") or (char == "%" and depth == 0 and not quoted)
        if comment:
            continue
        depth += {"{": 1, "}": -1}.get(char, 0)
        quoted ^= char == '"' and depth == 0
        if char == "," and depth == 0 and not quoted:
            yield piece
            piece = ""
        else:
            piece += char
    yield piece


# ---- RDF: statements, but those of which the value is a blank node, or that lead on in a list


def rdf_values(content: bytes) -> int:
    head = content.decode("utf-8", "replace")
    if head.lstrip()[:1] in ("{", "["):
        return sum(linked_values(one) for value in json_texts(content) for one in alone(value))
    if head.lstrip().lower().startswith(("<!doctype html", "<html")):
        scripts = re.findall(r"<script[^>]*ld\+json[^>]*>(.*?)</script", head, re.DOTALL | re.IGNORECASE)
        return sum(rdf_values(re.sub(r"//\s*<!\[CDATA\[|//\s*\]\]>", "", one).encode()) for one in scripts)
    return statements(content, syntax_of(head) or RdfFormat.TRIG)


def linked_values(graph: Any) -> int:
    """Count the statements of a graph in JSON-LD; the values of one whose context is elsewhere."""
    try:
        return statements(json.dumps(localised(graph)).encode(), RdfFormat.JSON_LD)
    except UnknownContext:
        return scalars({key: value for key, value in graph.items() if key != "@context"})


def alone(value: Any) -> list[Any]:
    """Return the graphs of a JSON-LD text: each object that has a context, and all that have none."""
    several = value if isinstance(value, list) else [value]
    bare = [one for one in several if "@context" not in one]
    return [one for one in several if "@context" in one] + ([bare] if bare else [])


def statements(content: bytes, syntax: RdfFormat) -> int:
    try:
        found = {quad.triple for quad in pyoxigraph.parse(content, syntax, base_iri=BASE, lenient=True)}
    except SyntaxError as error:
        raise NoWalk from error
    rest = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest"
    return sum(
        not isinstance(one.object, BlankNode | Triple) and one.predicate.value != rest for one in found
    )


def ovid_values(content: bytes) -> int:
    """Count tags with a value, and labels with lines behind them."""
    lines = [line for line in content.decode().splitlines() if line.strip()]
    tagged = sum(bool(re.match(r"[A-Z][A-Z0-9]  - \S", line)) for line in lines)
    follows = itertools.pairwise(lines)
    return tagged or sum(one[0].isalpha() and other[0] == " " for one, other in follows)


def r_values(content: bytes) -> int:
    """Count texts and whole numbers in the calls of a program of R, `citHeader` and assignments left out."""
    program = re.sub(r"^(?:citHeader|\w+ <-).*\n|#.*\n", "", content.decode(), flags=re.MULTILINE)
    if program.count('"') % 2:
        raise NoWalk
    return len(re.findall(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|(?<== )\d+(?=,)", program))


def page_values(content: bytes) -> int:
    """Count the tags of the head of a page that have a name and a value."""
    head = re.split(r"</head>", content.decode(), flags=re.IGNORECASE)[0]
    found = re.findall(r"<meta\b([^>]*)>", head)
    filled = [one for one in found if re.search(r"content=(?:\"[^\"]*\S[^\"]*\"|[^\"\s])", one)]
    return sum(bool(re.search(r"\b(?:name|property)=", one)) for one in filled)


_ATTRIBUTES: Final = (
    "template|name|handle|author|title|abstract|classification|keywords|length|creation|revision|publication|file|"
    "number|note|language|journal|year|month|volume|issue|pages|series|edit(?:or|ion)|provider|isbn|issn|book|doi|"
    "price|programming|size|order|article|paper|chapter|maintainer|type|url|contact|has|is|place|copyright|"
    "availability|restriction"
)
"""How the attributes of ReDIF begin."""
WALKS: Final[dict[str, Walk]] = {
    "acm-page": marked(
        r"issue-item__(?:title|abstract)",
        r"issue-heading",
        r"epub-section__title",
        r'"dot-separator"',
        r'class="(?:citation|metric)"',
        r"data-title",
        _SAVED,
        r'"/profile/',
        r'"/profile/',
        r'href="[^"]*/doi/(?:book/)?10',
        r"issue-item__doi",
        r"issue-item__doi",
    ),
    "dblp-page": marked(
        r'class="entry (?!toc)',
        r' id="(?:conf|journals)/',
        r'href="[^"]*/pid/',
        r'href="https://doi',
        r'"orcid',
        r'itemprop="name" title=',
        r"data-pid",
        r'class="name primary',
        r'class="title"',
        r"this-person",
        r'itemprop="(?:author|isPartOf|volumeNumber|issueNumber|pagination|datePublished|publisher|isbn)"',
    ),
    "researchgate-page": marked(
        r"og:",
        r"publication-item__(?:title|badge|description)",
        r"meta-data-item",
        r"inline-item__fullname",
        r'href="[^"]*publication/',
    ),
    "latexml": marked(
        r"rel=\"canonical\"|og:url|<base ",
        r"ltx_title_(?:document|abstract)",
        r'class="ltx_(?:personname|abstract|keywords)"',
        r"ltx_role_affiliation",
        r'id="watermark-tr"',
    ),
    "semantic-scholar-page": marked(
        _SAVED,
        r"test-id=.author-name",
        r'href="/author',
        r'href="/paper/[^"#]*"',
        r'class="cl-paper-title',
        r"authors__author-box",
        r"more-authors",
        r"cl-paper-(?:venue|pubdates|fos)",
        r"tldr-",
        r"total-citations",
    ),
    "acl-anthology": shaped(acl_fields.SHAPE),
    "ads": json_values,
    "ads-tagged": tagged(r"%[A-Z] ", loose=True),
    "aminer": json_values,
    "aminer-text": tagged(
        r"\s{0,3}#(?!conf\s*$|year\s*$)(?:index|year|conf|citation|arnetid|upi|pc|cn|hi|pi|[*@tcnoa%!])(?=.*\S)|\d+$",
        loose=True,
    ),
    "arxiv-abs": lines_with_text,
    "arxiv-atom": shaped(Shape()),
    "arxiv-dump": lines_with_text,
    "arxiv-html": shown_lines,
    "arxiv-list": shown_lines,
    "arxiv-mail": mail_values,
    "arxiv-jsonl": json_values,
    "author-page": lines_with_text,
    "base": json_values,
    "biorxiv": json_values,
    "bibtex": bibtex_values,
    "bibtexml": of_xml(bibtexml_values),
    "bits": shaped(BITS),
    "citation-cff": yaml_values,
    "copac": tagged(r"[A-Z]{2}-(?: |$)"),
    "core": json_values,
    "crossref-json": json_values,
    "crossref-xml": shaped(unixref.SHAPE),
    "csl-json": csl_values,
    "datacite-json": json_values,
    "datacite-xml": shaped(kernel.SHAPE),
    "dblp": shaped(dblp.SHAPE),
    "dblp-search": json_values,
    "eric-json": json_values,
    "plos": json_values,
    "zbmath": json_values,
    "dblp-search-xml": shaped(dblp_search_xml.SHAPE),
    "doaj": json_values,
    "dryad": json_values,
    "eric": tagged(r"[A-Z]{2,4} {0,2}- "),
    "endnote": tagged(r"%[0-9A-Z!@#$>] ", loose=True),
    "endnote-xml": of_xml(endnote_values),
    "europe-pmc": json_values,
    "europe-pmc-xml": shaped(europe_pmc_xml.SHAPE),
    "figshare": json_values,
    "google-scholar": scholar_values,
    "hal": json_values,
    "html-page": page_values,
    "ieee-xplore": json_values,
    "inspire": json_values,
    "invenio": json_values,
    "jats": shaped(jats_table.SHAPE),
    "kg-jsonl": json_values,
    "lens": json_values,
    "marc-json": marc_json_values,
    "marcxml": of_xml(marc_values),
    "medline": tagged(r"[A-Z]{2,4} {0,2}- "),
    "mendeley": json_values,
    "mods": shaped(mods.SHAPE),
    "nep": nep_values,
    "oai-pmh": of_xml(harvested_values),
    "openaire": json_values,
    "openalex": json_values,
    "openreview": json_values,
    "orcid": orcid_values,
    "ovid": ovid_values,
    "papis": yaml_values,
    "profile-page": lines_with_text,
    "publish-or-perish": json_values,
    "pubmed-summary": json_values,
    "pubmed-xml": shaped(pubmed_table.SHAPE),
    "r-citation": r_values,
    "rdf": rdf_values,
    "biblioscape": tagged("--[A-Z]{2}--", loose=True),
    "redif": tagged(rf"(?i:{_ATTRIBUTES})[\w-]*:", loose=True),
    "refworks": tagged(r"[A-Z][A-Z0-9] ", loose=True),
    "ris": tagged(r"(?!ER)[A-Z][A-Z0-9] {0,2}- ?"),
    "scopus": json_values,
    "scopus-authors": json_values,
    "semantic-scholar": json_values,
    "silver-platter": tagged(r"Record |[A-Z]{2}(?:: | ~ )", loose=True),
    "springer": json_values,
    "table": table_values,
    "tei": shaped(tei.SHAPE),
    "unpaywall": json_values,
    "web-of-science": tagged(r"(?!ER)[A-Z][A-Z0-9](?: |$)"),
    "web-of-science-json": json_values,
    "zotero-rdf": shaped(zotero_rdf.SHAPE),
    "word-sources": shaped(Shape()),
    "zotero": json_values,
}


def values(content: bytes, name: str) -> int:
    """Return how many values a document of the format `name` has.

    Raises:
        NoWalk: it is broken.
    """
    return WALKS[name](gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content)
