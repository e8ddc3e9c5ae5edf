"""What PubMed states of an article beside title and people: dates, relations, subjects, grants, references.

Elements and their values: https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/ and the MEDLINE/PubMed XML data
element descriptions (https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.months import NUMBERS
from kg.readers.date_parts import partial, year_in
from kg.readers.draft import Draft
from kg.readers.markup import text_of

_HISTORY: Final = {
    "received": "received", "accepted": "accepted", "revised": "revised", "epublish": "published-online",
    "ppublish": "published-print", "aheadofprint": "published-online", "ecollection": "published-online",
    "retracted": "withdrawn",
}  # fmt: skip
_OF_NLM: Final = frozenset(["entrez", "pubmed", "medline", "pubmedr", "premedline"])
_RELATIONS: Final = {
    "CommentOn": "comment-on", "CommentIn": "has-comment", "ErratumIn": "corrected-by",
    "ErratumFor": "corrects", "RetractionIn": "retracted-by", "RetractionOf": "retracts",
    "PartialRetractionIn": "retracted-by", "PartialRetractionOf": "retracts",
    "CorrectedandRepublishedIn": "replaced-by", "CorrectedandRepublishedFrom": "replaces",
    "RetractedandRepublishedIn": "retracted-by", "RetractedandRepublishedFrom": "retracts",
    "UpdateIn": "replaced-by", "UpdateOf": "replaces", "ReprintIn": "same-as", "ReprintOf": "same-as",
    "AssociatedDataset": "has-supplement", "Cites": "cites",
}  # fmt: skip
_PLAIN: Final = frozenset(
    ["CommentOn", "CommentIn", "ErratumIn", "ErratumFor", "RetractionIn", "RetractionOf", "Cites"]
)
_STATUSES: Final = {
    "RetractionIn": "retracted", "RetractedandRepublishedIn": "retracted", "ErratumIn": "corrected",
    "PartialRetractionIn": "corrected", "CorrectedandRepublishedIn": "corrected", "UpdateIn": "superseded",
}  # fmt: skip
# of several types of a publication, the first of these says what it is
_KINDS: Final = {
    "Retraction of Publication": "retraction", "Retraction Notice": "retraction",
    "Published Erratum": "correction", "Preprint": "preprint", "Academic Dissertation": "dissertation",
    "Dataset": "dataset", "Technical Report": "report", "Review": "review-article",
    "Systematic Review": "review-article", "Journal Article": "journal-article",
}  # fmt: skip
_PMID: Final = "https://pubmed.ncbi.nlm.nih.gov/"
_REGISTRIES: Final = (
    ("CAS", re.compile(r"\d{2,7}-\d\d-\d")),
    ("EC", re.compile(r"EC \d{1,2}(?:\.[\d-]{1,4}){1,3}")),
    ("UNII", re.compile(r"[0-9A-Z]{10}")),
)


def parts_of(element: Element | None) -> str | None:
    """Return the date that the children `Year`, `Month` and `Day` make, as far as they are stated."""
    if element is None:
        return None
    return partial(*(element.findtext(part) for part in ("Year", "Month", "Day")))


def published(issue: Element | None, draft: Draft) -> None:
    """State the date of an issue or book: a day, a season, or a text such as `1998 Dec-1999 Jan`."""
    if issue is None:
        return
    if text := text_of(issue.find("MedlineDate")):
        start, end = _medline_date(text)
        if start:
            draft.fields |= {"published": start, "year": int(start[:4])}
        one = {"kind": "published", "date": start, "end": end if end != start else None, "as_stated": text}
        draft.fields.setdefault("dates", []).append(one)
        return
    if day := parts_of(issue):
        draft.fields |= {"published": day, "year": int(day[:4])}
        if season := text_of(issue.find("Season")):
            one = {"kind": "published", "date": day, "as_stated": f"{season} {day[:4]}"}
            draft.fields.setdefault("dates", []).append(one)


def _medline_date(text: str) -> tuple[str | None, str | None]:
    """Return the first and last month or year that a text names: `2000 Nov-Dec`, `1998 Dec-1999 Jan`."""
    found: list[list[str]] = []  # a year, and the months after it
    for word in re.findall(r"\d{4}|[A-Za-z]{3,9}", text):
        if word.isdigit():
            if year_in(word):
                found.append([word])
        elif (month := NUMBERS.get(word.lower())) and found:
            found[-1].append(f"{found[-1][0]}-{month:02}")
    if not found:
        return None, None
    first, last = found[0], found[-1]
    start = first[1] if len(first) > 1 else first[0]
    return start, last[-1] if len(first) == 1 or len(last) > 1 else None


def history(holder: Element, draft: Draft) -> None:
    """State the dates of an article's history; those of its record in PubMed are none of its own."""
    for one in holder.iterfind("History/PubMedPubDate"):
        status = one.get("PubStatus") or ""
        if status not in _OF_NLM and (day := parts_of(one)):
            kind = _HISTORY.get(status, "other")
            note = status if kind == "other" or status in ("aheadofprint", "ecollection") else None
            draft.fields.setdefault("dates", []).append({"kind": kind, "date": day, "note": note})


def kind(types: list[str], draft: Draft) -> None:
    """State the kind of work, of the types that are given, and whether it was retracted."""
    words = {one.casefold(): one for one in reversed(types)}  # older records have them in capitals
    known = next((one for one in _KINDS if one.casefold() in words), None)
    if known:
        draft.fields["work_type"] = _KINDS[known]
    stated = (words[known.casefold()] if known else None) or next(
        (one for one in types if not one.startswith(("Research Support", "English"))), None
    )
    if stated:
        draft.fields["work_type_as_stated"] = stated
    if "retracted publication" in words and not any(
        one["kind"] == "retracted" for one in draft.fields.get("statuses", ())
    ):
        draft.fields.setdefault("statuses", []).append({"kind": "retracted", "note": "Retracted Publication"})


def relations(citation: Element, draft: Draft) -> None:
    """State what the work is to others, and what became of it by that."""
    for one in citation.iterfind("CommentsCorrectionsList/CommentsCorrections"):
        word, source = one.get("RefType") or "", text_of(one.find("RefSource"))
        number, doi = text_of(one.find("PMID")), text_of(one.find("DOI"))
        if word == "Cites":
            found = {"text": source, "identifiers": {"pmid": number} if number else {}}
            draft.fields.setdefault("references", []).append(found)
            continue
        relation: dict[str, Any] = {"kind": _RELATIONS.get(word, "related"), "title": source}
        if number or doi:
            relation |= {"scheme": "pmid" if number else "doi", "identifier": number or doi}
        relation |= {} if word in _PLAIN else {"as_stated": word or None}
        draft.fields.setdefault("relations", []).append(relation)
        if word in _STATUSES:
            by = f"{_PMID}{number}/" if number else doi
            draft.fields.setdefault("statuses", []).append(
                {"kind": _STATUSES[word], "note": source, "by": by}
            )


def headings(citation: Element) -> Iterator[dict[str, Any]]:
    """Yield the subjects: MeSH headings, each with its qualifiers, and substances."""
    for heading in citation.iterfind("MeshHeadingList/MeshHeading"):
        descriptor = heading.find("DescriptorName")
        term = text_of(descriptor)
        code = descriptor.get("UI") if descriptor is not None else None
        if term:
            yield {"term": term, "scheme": "MeSH", "code": code}
        for one in heading.findall("QualifierName"):
            both = f"{code}{one.get('UI')}" if code and one.get("UI") else None
            yield {"term": f"{term}/{text_of(one)}", "scheme": "MeSH", "code": both}
    for one in citation.iterfind("SupplMeshList/SupplMeshName"):
        yield {"term": text_of(one), "scheme": "MeSH", "code": one.get("UI")}
    for one in citation.iterfind("ChemicalList/Chemical"):
        name = one.find("NameOfSubstance")
        number = text_of(one.find("RegistryNumber")) or ""
        if term := text_of(name):
            yield {"term": term, "scheme": "MeSH", "code": name.get("UI") if name is not None else None}
            for scheme, form in _REGISTRIES:
                if form.fullmatch(number):
                    yield {"term": term, "scheme": scheme, "code": number}
    for listed in citation.iterfind("KeywordList"):
        if (owner := listed.get("Owner") or "NOTNLM") not in ("NOTNLM", "NLM"):
            for one in listed.findall("Keyword"):
                yield {"term": text_of(one), "scheme": owner}


def grants(holder: Element) -> list[dict[str, Any]]:
    """Return the grants: their number, and the agency that gave it."""
    found = []
    for one in holder.iterfind("GrantList/Grant"):
        agency, award = text_of(one.find("Agency")), text_of(one.find("GrantID"))
        if agency or award:
            found.append({"funder": {"name": agency} if agency else None, "award": award})
    return found


def references(holder: Element) -> list[dict[str, Any]]:
    """Return the references that the article lists, as printed and with their identifiers."""
    found = []
    for one in holder.iter("Reference"):
        reference: dict[str, Any] = {"text": text_of(one.find("Citation")), "identifiers": {}}
        for number in one.iterfind("ArticleIdList/ArticleId"):
            scheme, value = number.get("IdType") or "", text_of(number)
            if scheme == "doi" and value:
                reference["doi"] = value
            elif value and (name := {"pubmed": "pmid", "pmc": "pmcid"}.get(scheme)):
                reference["identifiers"][name] = value
        found.append(reference)
    return found
