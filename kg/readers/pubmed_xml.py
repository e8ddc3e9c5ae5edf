"""PubMed's XML (MEDLINE): articles and books of PubMed, one file or the whole baseline.

https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/. A title in brackets is NLM's translation; its full stop
is NLM's, too, and is left out. `[Not Available].` is no title. Of a citation that was deleted only a notice
is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.readers import reader
from kg.readers.draft import Draft, first
from kg.readers.isbd import unstopped
from kg.readers.language_codes import language_tag, spoken
from kg.readers.markup import paragraphs, text_of
from kg.readers.page_range import expanded, is_article_number
from kg.readers.pubmed_facts import (
    grants,
    headings,
    history,
    kind,
    parts_of,
    published,
    references,
    relations,
)
from kg.readers.pubmed_people import authors, investigators, people_of_book, subjects
from kg.readers.pubmed_table import SHAPE, TABLE, leaves
from kg.readers.source import Document
from kg.readers.whole_numbers import whole_number
from kg.readers.xml_elements import Parsed, elements, pass_over
from kg.records import Item, Notice

NAME: Final = "pubmed-xml"

_BODIES: Final[dict[str, frozenset[str]]] = {
    "PubmedArticle": frozenset(["MedlineCitation", "PubmedData"]), "PubmedBookArticle": frozenset(),
    "MedlineCitation": frozenset(), "DeleteCitation": frozenset(),
}  # fmt: skip
_SNIFF: Final = re.compile(
    r"<(?:PubmedArticleSet|PubmedArticle|PubmedBookArticleSet|PubmedBookArticle|MedlineCitationSet|MedlineCitation)[\s>]"
)
_NOT_AVAILABLE: Final = re.compile(r"\[?\s?not available\s?\]?\.?", re.IGNORECASE)
_PII: Final = re.compile(r"[SB]\d{4}-?\d{3}[\dX]-?\(?\d{2}\)?\d{5}-?[\dX]")  # others are a publisher's own
_IDENTIFIERS: Final = {
    "pubmed": "pmid", "doi": "doi", "pii": "pii", "pmc": "pmcid", "pmcid": "pmcid",
    "bookaccession": "ncbi-bookshelf",
}  # fmt: skip


def _sniff(head: str) -> float:
    return 0.98 if _SNIFF.search(head) else 0.0


@reader(NAME, "PubMed and MEDLINE XML", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield a record an article or book; the numbers of deleted citations come in a notice."""
    for one in elements(document, frozenset(), _BODIES, shape=SHAPE):
        if not isinstance(one, Parsed):
            yield one
        elif one.tag == "DeleteCitation":
            numbers = [number for number in map(text_of, one.element.findall("PMID")) if number]
            said = f"{len(numbers)} citations are deleted from PubMed: {', '.join(numbers)[:200]}"
            pass_over(document, one.element, SHAPE, "it tells of a citation that is deleted")
            yield Notice(document.name, one.lines[0], said)
        else:
            yield from _record(one, document)


def _record(one: Parsed, document: Document) -> Iterator[Item]:
    whole = one.element
    parts = [whole] if whole.tag == "MedlineCitation" else list(whole)
    found = [leaf for part in parts for leaf in leaves(part)]
    draft = Draft(document, NAME, one.lines, found, TABLE, excerpt=one.entry.text)
    citation = next((part for part in parts if part.tag in ("MedlineCitation", "BookDocument")), None)
    if citation is None:
        yield from draft.reject(f"its <{whole.tag}> has neither MedlineCitation nor BookDocument")
        return
    _numbers(citation, draft)
    for part in parts:
        if part.tag in ("PubmedData", "PubmedBookData"):
            _identifiers(part.find("ArticleIdList"), draft)
            history(part, draft)
            draft.fields["references"] = [*draft.fields.get("references", ()), *references(part)]
    if citation.tag == "MedlineCitation":
        _article(citation, draft)
    else:
        _book(citation, draft)
    _common(citation, draft)
    yield from draft.finish()


def _numbers(citation: Element, draft: Draft) -> None:
    draft.fields["identifiers"] = {}
    if number := text_of(citation.find("PMID")):
        draft.fields["identifiers"]["pmid"] = number
    for one in citation.findall("OtherID"):
        if (text := (text_of(one) or "").split(" ")[0]).startswith("PMC"):
            draft.fields["identifiers"].setdefault("pmcid", text)
    draft.fields["observed"] = parts_of(citation.find("DateRevised"))
    _identifiers(citation.find("ArticleIdList"), draft)


def _identifiers(listed: Element | None, draft: Draft) -> None:
    for one in listed if listed is not None else ():
        scheme, value = _IDENTIFIERS.get(one.get("IdType") or ""), text_of(one)
        if scheme == "doi" and value:
            draft.fields.setdefault("doi", value)
        elif scheme and value and (scheme != "pii" or _PII.fullmatch(value)):
            draft.fields["identifiers"].setdefault(scheme, value)


def _article(citation: Element, draft: Draft) -> None:
    article = citation.find("Article")
    if article is None:
        return
    fields = draft.fields
    _titles(article, draft)
    _contents(article, draft)
    journal = article.find("Journal")
    fields["venue_identifiers"] = venue = {}
    if journal is not None:
        fields["venue"] = first(text_of(title) for title in journal.findall("Title"))
        fields["venue_abbreviation"] = text_of(journal.find("ISOAbbreviation"))
        fields["venue_kind"] = "journal" if fields["venue"] or fields["venue_abbreviation"] else None
        if (issn := journal.find("ISSN")) is not None and (number := text_of(issn)):
            venue["eissn" if issn.get("IssnType") == "Electronic" else "issn"] = number
        published(journal.find("JournalIssue/PubDate"), draft)
        fields["volume"] = text_of(journal.find("JournalIssue/Volume"))
        fields["issue"] = text_of(journal.find("JournalIssue/Issue"))
    for tag, scheme in (("ISSNLinking", "lissn"), ("NlmUniqueID", "nlm")):
        if number := text_of(citation.find(f"MedlineJournalInfo/{tag}")):
            venue[scheme] = number
    fields["place"] = text_of(citation.find("MedlineJournalInfo/Country"))
    relations(citation, draft)
    kind([text for one in article.iterfind("PublicationTypeList/*") if (text := text_of(one))], draft)
    for one in article.findall("ArticleDate"):
        online = (one.get("DateType") or "Electronic") == "Electronic"
        if day := parts_of(one):
            dated = {"kind": "published-online" if online else "published", "date": day}
            fields.setdefault("dates", []).append(dated)
            fields.setdefault("published", day)
            fields.setdefault("year", int(day[:4]))


def _book(citation: Element, draft: Draft) -> None:
    fields, book = draft.fields, citation.find("Book")
    _titles(citation, draft)
    _contents(citation, draft)
    if book is None:
        return
    chapter = bool(fields.get("title"))
    fields["venue" if chapter else "title"] = unstopped(text_of(book.find("BookTitle")))
    fields["venue_kind"], fields["work_type"] = ("book", "book-chapter") if chapter else (None, "book")
    if chapter:
        people_of_book(book, draft)
    else:
        authors(book, draft)
    for path, field in (
        ("Publisher/PublisherName", "publisher"), ("Publisher/PublisherLocation", "place"), ("Volume",
        "volume"),
        ("Edition", "edition"), ("CollectionTitle", "series"), ("ReportNumber", "report_no"),
    ):  # fmt: skip
        fields[field] = text_of(book.find(path))
    isbns = [text for one in book.findall("Isbn") if (text := text_of(one))]
    if isbns:
        fields["venue_identifiers" if chapter else "identifiers"] = {
            **fields.get("venue_identifiers" if chapter else "identifiers", {}), "isbn": isbns[0],
        }  # fmt: skip
        of = "venue" if chapter else "work"
        fields["other_identifiers"] = [{"scheme": "isbn", "value": one, "of": of} for one in isbns[1:]]
    published(book.find("PubDate"), draft)
    _locations(book, draft)
    if day := parts_of(citation.find("ContributionDate")):
        fields.setdefault("dates", []).append({"kind": "created", "date": day, "note": "ContributionDate"})
    types = [text for one in citation.findall("PublicationType") if (text := text_of(one))]
    fields["work_type_as_stated"] = types[0] if types else None


def _titles(article: Element, draft: Draft) -> None:
    """State the title; one in brackets is a translation, beside which the original may be given."""
    stated = text_of(article.find("ArticleTitle")) or ""
    original = unstopped(text_of(article.find("VernacularTitle")))
    language = language_tag(text_of(article.find("Language")))
    if _NOT_AVAILABLE.fullmatch(stated):
        draft.fields["title"] = original
        return
    bare = re.fullmatch(r"\[(.{1,5000})\]\.?", stated)
    draft.fields["title"] = unstopped(bare[1] if bare else stated)
    if original and not _NOT_AVAILABLE.fullmatch(original):
        draft.fields["titles"] = [{"text": original, "kind": "original", "language": language}]


def _contents(article: Element, draft: Draft) -> None:
    """State what article and book part have alike: people, abstract, pages, identifiers, language."""
    authors(article, draft)
    draft.fields["abstract"] = _sections(article.find("Abstract"))
    draft.fields |= spoken(*map(text_of, article.findall("Language")))
    draft.fields["funding"] = grants(article)
    _locations(article, draft)
    start, end = (text_of(article.find(f"Pagination/{tag}")) for tag in ("StartPage", "EndPage"))
    both = f"{start}-{end}" if start and end and start != end else start
    if pages := text_of(article.find("Pagination/MedlinePgn")) or both:
        if is_article_number(pages):
            draft.fields["article_number"] = pages
        else:
            draft.fields["pages"], repair = expanded(pages)
            draft.fields["repairs"] = [repair] if repair else []


def _locations(article: Element, draft: Draft) -> None:
    for one in article.findall("ELocationID"):
        scheme, value = (one.get("EIdType") or "").lower(), text_of(one)
        if not value:
            continue
        if (one.get("ValidYN") or "Y").upper() == "N":
            draft.odd("identifiers", f"PubMed says that this is not valid, and it is left out: {value[:100]}")
            continue
        if scheme == "doi":
            draft.fields.setdefault("doi", value)
        elif scheme == "pii" and _PII.fullmatch(value):
            draft.fields["identifiers"].setdefault("pii", value)


def _sections(abstract: Element | None) -> str | None:
    """Return an abstract, each section on a line of its own after its label."""
    lines: list[str] = []
    for one in abstract.findall("AbstractText") if abstract is not None else ():
        text, label = "\n".join(paragraphs(one)), (one.get("Label") or "").strip()
        if text and label and label.upper() != "UNLABELLED":
            text = f"{label}: {text}"
        lines += [text] if text else []
    return "\n".join(lines) or None


def _common(citation: Element, draft: Draft) -> None:
    fields: dict[str, Any] = draft.fields
    investigators(citation, draft)
    fields["subjects"] = [*headings(citation), *subjects(citation)]
    fields["keywords"] = [
        text
        for listed in citation.findall("KeywordList")
        if (listed.get("Owner") or "NOTNLM") in ("NOTNLM", "NLM")
        for one in listed.findall("Keyword")
        if (text := text_of(one))
    ]
    for one in citation.findall("OtherAbstract"):
        language = language_tag(one.get("Language"))
        other = {"text": _sections(one), "language": language, "kind_as_stated": one.get("Type")}
        if other["text"]:
            fields.setdefault("abstracts", []).append(other)
    if (count := whole_number(text_of(citation.find("NumberOfReferences")))) is not None:
        fields["counts"] = [{"kind": "references", "value": count}]
    if citation.tag == "BookDocument":
        fields["references"] = [*fields.get("references", ()), *references(citation)]
