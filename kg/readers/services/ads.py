"""NASA's Astrophysics Data System: answers of its search in JSON.

https://ui.adsabs.harvard.edu/help/api/api-docs.html. A day or month 00 is not known; affiliations stand in
the order of the authors, several of one author parted by `;`.
"""

from __future__ import annotations

import re
from typing import Any, Final

from kg.identifiers import ArxivId
from kg.kinds import WorkType
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import person
from kg.readers.json_values import count, plain, text, texts
from kg.readers.language_codes import spoken
from kg.readers.mail_address import without_addresses
from kg.readers.serials import issns_and_isbns
from kg.readers.services.service import day, filled, service

_KEPT: Final = "it says how ADS keeps and counts its records"
_KINDS: Final[dict[str, WorkType]] = {
    "article": "journal-article", "eprint": "preprint", "inproceedings": "proceedings-article",
    "proceedings": "proceedings",
    "phdthesis": "dissertation", "mastersthesis": "masters-thesis", "book": "book", "inbook": "book-chapter",
    "techreport": "report", "software": "software", "dataset": "dataset", "erratum": "correction",
}  # fmt: skip
_WHOLE: Final = ("book", "proceedings")
_JOURNALS: Final = frozenset(["article", "erratum", "newsletter", "circular"])
_EMAIL: Final = re.compile(r"<EMAIL>[^<]{0,200}</EMAIL>", re.IGNORECASE)
_NONE: Final = frozenset(["", "-", "NA"])

TABLE: Final = FieldTable(
    read={
        "bibcode": "identifiers", "title[]": "title titles", "title": "title", "author[]": "authors",
        "aff[]": "authors",
        "orcid_pub[]": "authors", "orcid_user[]": "authors", "pub": "venue", "volume": "volume",
        "issue": "issue", "page[]": "pages",
        "page_range": "pages", "year": "year published", "pubdate": "published",
        "doi[]": "doi other_identifiers",
        "identifier[]": "arxiv_id doi", "arxiv_class[]": "categories primary_category",
        "abstract": "abstract",
        "keyword[]": "keywords", "doctype": "work_type work_type_as_stated", "citation_count": "counts",
        "issn[]": "venue_identifiers other_identifiers",
        "isbn[]": "identifiers venue_identifiers other_identifiers", "publisher": "publisher",
        "lang": "language languages",
        "eid": "article_number pages", "comment": "comment", "comment[]": "comment",
        "reference[]": "references", "alternate_title[]": "titles",
        "page_count": "extent", "editor[]": "editors", "series": "series",
        "reference_count": "counts", "pub_raw": "journal_ref", "author_count": "authors_complete",
        "eprint_id": "arxiv_id",
    },
    dropped={
        "id": _KEPT, "recid": _KEPT, "author_norm[]": _KEPT, "first_author*": _KEPT, "read_count": _KEPT,
        "property[]": _KEPT,
        "*_facet*": _KEPT, "keyword_norm[]": _KEPT, "keyword_schema[]": _KEPT, "database[]": _KEPT,
        "date": _KEPT,
        "entry_date": _KEPT, "indexstamp": _KEPT, "cite_read_boost": _KEPT, "classic_factor": _KEPT,
        "data[]": _KEPT,
        "esources[]": _KEPT, "citation[]": "what cites the paper is stated there", "reader[]": _KEPT,
        "simb*": _KEPT,
        "nedid[]": _KEPT, "links_data[]": _KEPT, "bibgroup*": _KEPT, "alternate_bibcode[]": _KEPT,
        "aff_id[]": _KEPT,
        "bibstem*": _KEPT, "email[]": "an e-mail address is not published",
        "ack": "thanks are none of its facts",
        "identifier_*": _KEPT, "citation_count_norm": _KEPT, "copyright[]": _KEPT, "orcid_other[]": _KEPT,
    },
)  # fmt: skip


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    fields = draft.fields
    several = texts(stated.get("title"))
    fields["title"] = plain(several[0]) if several else None
    further = [*several[1:], *texts(stated.get("alternate_title"))]
    fields["titles"] = [{"text": one, "kind": "alternative"} for one in further]
    _people(stated, draft)
    dois = texts(stated.get("doi"))
    fields["doi"] = next(iter(dois), None)
    fields["other_identifiers"] = [{"scheme": "doi", "value": one} for one in dois[1:]]
    numbers = [text(stated.get("eprint_id")), *texts(stated.get("identifier")), text(stated.get("pub_raw"))]
    numbers += [text(stated.get("eid")), *texts(stated.get("page"))]
    fields["arxiv_id"] = next(
        (one for one in numbers if one and one.lower().startswith("arxiv:") and ArxivId.parse(one)), None
    )
    fields["identifiers"] = filled({"bibcode": text(stated.get("bibcode"))})
    fields["categories"] = texts(stated.get("arxiv_class"))
    fields["primary_category"] = next(iter(fields["categories"]), None)
    _place(stated, draft)
    date = day(stated.get("pubdate")) or text(stated.get("year"))
    fields["published"] = date
    fields["year"] = int(date[:4]) if date and date[:4].isascii() and date[:4].isdigit() else None
    if fields["work_type"] == "preprint":
        fields["submitted"] = date
    abstract = text(stated.get("abstract"))
    fields["abstract"] = None if abstract in ("Not Available", "-") else abstract
    fields["keywords"] = [one for one in texts(stated.get("keyword")) if one not in _NONE]
    fields |= spoken(*texts(stated.get("lang")))
    fields["comment"] = "; ".join(texts(stated.get("comment"))) or None
    fields["extent"] = text(stated.get("page_count")) if count(stated.get("page_count")) else None
    fields["counts"] = [
        {"kind": kind, "value": value}
        for kind, key in (("citations", "citation_count"), ("references", "reference_count"))
        if (value := count(stated.get(key))) is not None
    ]
    fields["references"] = [{"identifiers": {"bibcode": one}} for one in texts(stated.get("reference"))]
    return None


def _people(stated: dict[str, Any], draft: Draft) -> None:
    fields = draft.fields
    names = [text(one) for one in stated.get("author") or () if isinstance(one, str)]
    places = _beside(stated, "aff", len(names))
    numbers = [
        ours or theirs
        for ours, theirs in zip(
            _beside(stated, "orcid_pub", len(names)), _beside(stated, "orcid_user", len(names)), strict=True
        )
    ]
    authors = []
    for name, place, number in zip(names, places, numbers, strict=True):
        if not name:
            continue
        found = person(name)
        made: dict[str, Any] = dict(found) if isinstance(found, dict) else {"name": found}
        cleaned = [without_addresses(_EMAIL.sub("", one).strip(" ,"))[0] for one in place.split(";")]
        authors.append(
            filled(
                made | {"orcid": number, "affiliations": [one for one in cleaned if one and one not in _NONE]}
            )
        )
    fields["authors"] = authors
    fields["editors"] = [person(one) for one in texts(stated.get("editor"))]
    total = count(stated.get("author_count"))
    if authors and total is not None and total > len(authors):
        fields["authors_complete"] = False


def _beside(stated: dict[str, Any], key: str, length: int) -> list[str]:
    """Return a list that stands beside the authors, if it is as long; blanks where it is not."""
    held = stated.get(key)
    several = [(text(one) or "") for one in held] if isinstance(held, list) else []
    return [one if one not in _NONE else "" for one in several] if len(several) == length else [""] * length


def _place(stated: dict[str, Any], draft: Draft) -> None:
    fields = draft.fields
    word = text(stated.get("doctype")) or ""
    fields["work_type"] = kind = _KINDS.get(word)
    fields["work_type_as_stated"] = word if word and word != kind else None
    venue = plain(stated.get("pub"))
    eprint = word == "eprint" or (venue or "").lower().startswith("arxiv e-prints")
    if venue and not eprint and "thesis" not in word:
        fields["venue"] = venue
        fields["venue_kind"] = (
            "journal" if word in _JOURNALS else "proceedings" if word == "inproceedings" else None
        )
    fields["volume"], fields["issue"] = text(stated.get("volume")), text(stated.get("issue"))
    number, first = text(stated.get("eid")), text(stated.get("page"))
    fields["pages"] = text(stated.get("page_range")) or (first if first != number else None)
    fields["article_number"] = number if not eprint else None
    if eprint:
        fields |= {"pages": None, "venue": None}
    fields["publisher"], fields["series"] = plain(stated.get("publisher")), plain(stated.get("series"))
    found = issns_and_isbns(
        texts(stated.get("issn")),
        texts(stated.get("isbn")),
        part=bool(fields.get("venue")) and kind not in _WHOLE,
    )
    fields["venue_identifiers"] = found["venue_identifiers"]
    fields["identifiers"] |= found["identifiers"]
    fields["other_identifiers"] += found["other_identifiers"]


service(
    "ads",
    "NASA ADS: answers of its search in JSON",
    _fill,
    TABLE,
    told_by=("bibcode", "response.docs bibcode"),
    lists=("response.docs", "docs"),
)
