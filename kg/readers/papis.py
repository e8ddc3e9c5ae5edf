"""papis: `info.yaml` of a document of its library, and lists of them as `papis export` writes.

https://papis.readthedocs.io/en/latest/info-file.html. The keys are mostly those of BibTeX; people stand in
`author_list`, and works that are cited in `citations`, as Crossref lists them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.identifiers import ArxivId
from kg.readers import json_head, reader
from kg.readers.bibtex.fields import KEY, KINDS, PARTS
from kg.readers.draft import Draft
from kg.readers.eight_bit import text_lines
from kg.readers.eprint_places import eprint_place, identified
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import people
from kg.readers.json_entries import entries
from kg.readers.json_values import objects, text, texts
from kg.readers.language_codes import spoken
from kg.readers.leaves import json_leaves
from kg.readers.printed_dates import extended, printed, state_publication
from kg.readers.serials import issns_and_isbns
from kg.readers.source import Document
from kg.readers.yaml_entries import MOST, MalformedYaml, load
from kg.records import Item, Rejection

NAME: Final = "papis"
_LIST: Final = "it says how the library keeps the document"
_PRIVATE: Final = "a note of whoever keeps the library is private"
_OWN: Final = re.compile(r"^(?:papis_id|author_list|time-added|ref):", re.MULTILINE)
_WORK: Final = re.compile(r"^(?:title|author|author_list|doi):", re.MULTILINE)
_AND: Final = re.compile(r"\s{1,9}and\s{1,9}")
_VENUES: Final = ("journal", "journaltitle", "booktitle", "container-title")

TABLE: Final = FieldTable(
    read={
        "title": "title", "author": "authors", "author_list[].*": "authors", "editor": "editors contributors",
        "year": "year published", "month": "published", "date": "published dates", "abstract": "abstract",
        **dict.fromkeys(_VENUES, "venue arxiv_id"), "volume": "volume", "issue": "issue",
        "number": "issue report_no series_number", "pages": "pages", "doi": "doi", "url": "url doi arxiv_id",
        "doc_url": "url", "isbn": "identifiers venue_identifiers", "issn": "venue_identifiers",
        "eprint": "arxiv_id", "arxivid": "arxiv_id", "publisher": "publisher", "series": "series",
        "edition": "edition", "address": "place", "school": "contributors", "institution": "contributors",
        "tags": "keywords", "tags[]": "keywords", "keywords": "keywords", "keywords[]": "keywords",
        "language": "language languages",
        "type": "work_type work_type_as_stated", "citations[].*": "references",
        "ref": "stated",
    },
    dropped={
        "files[]": "a path on the computer of whoever keeps the list is private", "files": _LIST,
        "papis_id": _LIST, "time-added": _LIST, "notes": _PRIVATE, "note": _PRIVATE, "note[]": _PRIVATE,
        "citations[].doi-asserted-by": _LIST, "papis-library*": _LIST, "doc_url[]": _LIST,
    },
)  # fmt: skip


def _sniff(head: str) -> float:
    if json_head.looks_like_json(head):  # `papis export --format json`
        opening = json_head.keys(head)
        return (
            0.96 if opening.entry & {"author_list", "papis_id"} and opening.entry & {"title", "doi"} else 0.0
        )
    if head.lstrip("\ufeff \t\r\n")[:1] in ("<", "{", "[", "@", "%"):
        return 0.0
    own = set(_OWN.findall(head))
    return 0.95 if ("papis_id:" in own or len(own) > 1) and _WORK.search(head) else 0.0


@reader(NAME, "papis: info.yaml of its documents, and exports of them", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each document; several are parted by `---`.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    if json_head.looks_like_json(document.head()):
        for entry in entries(document):
            if isinstance(entry, Rejection):
                yield entry
            else:
                yield from _stated(document, entry.value, (entry.first_line, entry.last_line), entry.excerpt)
        return
    held: list[str] = []
    begin = last = 1
    for line in text_lines(document):
        if line.text.rstrip() == "---":
            yield from _document(document, held, (begin, last))
            held, begin = [], line.number + 1
        elif len(held) <= MOST:
            held.append(line.text)
        last = line.number
    yield from _document(document, held, (begin, last))


def _document(document: Document, held: list[str], lines: tuple[int, int]) -> Iterator[Item]:
    if not any(line.strip() for line in held):
        return
    excerpt = " ".join(held[:5])[:200]
    try:
        value = load("\n".join(held))
    except MalformedYaml as why:
        yield Rejection(document.name, lines[0], str(why), excerpt)
        return
    if not isinstance(value, dict):
        yield Rejection(document.name, lines[0], "it has no keys", excerpt)
        return
    yield from _stated(document, value, lines, excerpt)


def _stated(
    document: Document, value: dict[str, Any], lines: tuple[int, int], excerpt: str
) -> Iterator[Item]:
    draft = Draft(document, NAME, lines, list(json_leaves(value)), TABLE, excerpt=excerpt)
    _work(value, draft)
    yield from draft.finish()


def _work(stated: dict[str, Any], draft: Draft) -> None:
    fields = draft.fields
    for name, key in (
        ("title", "title"), ("abstract", "abstract"), ("volume", "volume"), ("doi", "doi"),
        ("publisher", "publisher"), ("series", "series"), ("edition", "edition"), ("place", "address"),
    ):  # fmt: skip
        fields[name] = text(stated.get(key))
    word = (text(stated.get("type")) or "").lower()
    listed = [_person(one) for one in objects(stated.get("author_list"))]
    fields["authors"] = listed or people(_AND.split(text(stated.get("author")) or ""))
    _place(stated, fields, word)
    if pages := text(stated.get("pages")):
        fields["pages"] = re.sub(r"(?<=\w)\s?[-–—]{1,2}\s?(?=\w)", "-", pages)
    if day := text(stated.get("date")):
        state_publication(extended(day), draft)
    elif year := text(stated.get("year")):
        state_publication(printed(year, text(stated.get("month"))), draft)
    tags = stated.get("tags") or stated.get("keywords")
    parts = texts(tags) if isinstance(tags, list) else re.split(r"[,;]\s?", text(tags) or "")
    fields["keywords"] = [one.strip() for one in parts if one.strip()]
    fields |= spoken(*texts(stated.get("language")))
    _identifiers(stated, fields, part=bool(fields.get("venue")) and word in PARTS)
    for holder in ("school", "institution"):
        if granted := text(stated.get(holder)):
            one = {"name": granted, "kind": "collective", "role": "institution"}
            fields["contributors"] = [*fields.get("contributors", ()), one]
    found = KINDS.get(word)
    if fields.get("arxiv_id") and not fields.get("venue") and found in (None, "journal-article", "other"):
        found = "preprint"
    fields["work_type"] = found
    fields["work_type_as_stated"] = word if word != found else None
    fields["references"] = [_reference(one) for one in objects(stated.get("citations"))]
    if cited_as := text(stated.get("ref")):
        fields["stated"] = [{"field": KEY, "value": cited_as}]


def _person(one: dict[str, Any]) -> dict[str, Any]:
    family = text(one.get("family")) or text(one.get("surname"))
    given = text(one.get("given")) or text(one.get("given_name"))
    made: dict[str, Any] = (
        {"family": family, "given": given}
        if family and given
        else {"name": family or given or text(one.get("name"))}
    )
    affiliations = [text(place.get("name")) for place in objects(one.get("affiliation"))]
    if places := [place for place in affiliations if place]:
        made["affiliations"] = places
    if orcid := text(one.get("ORCID")) or text(one.get("orcid")):
        made["orcid"] = orcid
    return made


def _place(stated: dict[str, Any], fields: dict[str, Any], word: str) -> None:
    venue = next((name for key in _VENUES if (name := text(stated.get(key)))), None)
    place = eprint_place(venue) if venue else None
    if place is not None:
        fields["arxiv_id"] = place.number
    elif venue:
        fields["venue"], fields["venue_kind"] = venue, PARTS.get(word)
    number = text(stated.get("number"))
    fields["issue"] = text(stated.get("issue"))
    if word in ("techreport", "report"):
        fields["report_no"] = number
    else:
        fields["issue"] = fields["issue"] or number
    if editors := people(_AND.split(text(stated.get("editor")) or "")):
        if fields.get("venue"):
            fields["editors"] = editors
        else:
            fields["contributors"] = [
                ({"name": one} if isinstance(one, str) else one) | {"role": "editor"} for one in editors
            ]


def _identifiers(stated: dict[str, Any], fields: dict[str, Any], *, part: bool) -> None:
    fields.update(issns_and_isbns(texts(stated.get("issn")), texts(stated.get("isbn")), part=part))
    number = text(stated.get("eprint")) or text(stated.get("arxivid"))
    if number and ArxivId.parse(number):
        fields["arxiv_id"] = number
    address = text(stated.get("url")) or text(stated.get("doc_url"))
    fields["url"] = address
    for name, value in identified(address or "").items():
        fields[name] = fields.get(name) or value


def _reference(one: dict[str, Any]) -> dict[str, Any]:
    year = re.fullmatch(r"[12]\d{3}", text(one.get("year")) or "")
    made = {
        "key": text(one.get("key")), "doi": text(one.get("doi")), "text": text(one.get("unstructured")),
        "title": text(one.get("article-title")) or text(one.get("title")),
        "authors": text(one.get("author")), "venue": text(one.get("journal-title")),
        "volume": text(one.get("volume")), "pages": text(one.get("first-page")),
        "year": int(year[0]) if year else None,
    }  # fmt: skip
    return {key: value for key, value in made.items() if value}
