"""HAL: answers of its search in JSON.

https://api.archives-ouvertes.fr/docs/search. The end of a key says what its value is; lists of authors stand
side by side.
"""

from __future__ import annotations

import re
from typing import Any, Final

from kg.kinds import VenueKind, WorkType
from kg.readers.draft import Draft, first
from kg.readers.fates import FieldTable
from kg.readers.json_values import count, plain, text, texts
from kg.readers.language_codes import spoken
from kg.readers.serials import issns_and_isbns
from kg.readers.services.service import INDEX, day, event, filled, service

_KEPT: Final = "it says how HAL keeps and sorts its records"
_KINDS: Final[dict[str, WorkType]] = {
    "ART": "journal-article", "COMM": "proceedings-article", "POSTER": "other", "COUV": "book-chapter",
    "OUV": "book",
    "DOUV": "book", "PROCEEDINGS": "proceedings", "THESE": "dissertation", "HDR": "thesis",
    "MEM": "masters-thesis",
    "REPORT": "report", "PREPRINT": "preprint", "SOFTWARE": "software", "NOTICE": "reference-entry",
    "UNDEFINED": "preprint",
}  # fmt: skip
_INDEX: Final = re.compile(
    r"(?!(?:publication|produced)DateY_i|authIdHas(?:Primary)?Structure_fs|authFullNameHasStructure_fs).{1,80}_(?:bool|fs|i|tdate|t|sort|autocomplete|facet)(?:\[\])?"
)
_BOOKS: Final[dict[str, VenueKind]] = {"COMM": "proceedings", "COUV": "book"}
_NAMES: Final = {
    "ART": "journalTitle_s", "COMM": "bookTitle_s", "COUV": "bookTitle_s", "NOTICE": "bookTitle_s",
}  # fmt: skip

_AFFILIATED: Final = ("authIdHasStructure_fs", "authIdHasPrimaryStructure_fs")
"""Facets that tie authors to institutions: `12-34_FacetSep_Ada Lind_JoinSep_56_FacetSep_Owl University`."""
_TIE: Final = re.compile(r"(?:[^_]{1,40}_FacetSep_)?(.{1,200}?)_JoinSep_(?:[^_]{1,40}_FacetSep_)?(.{1,500})")

TABLE: Final = FieldTable(
    read={
        **dict.fromkeys((f"{key}[]" for key in _AFFILIATED), "authors"),
        "structName_s[]": "authors institutions",
        "halId_s": "identifiers", "title_s[]": "title titles", "title_s": "title",
        "en_title_s[]": "title titles", "fr_title_s[]": "title titles",
        "subTitle_s[]": "subtitle", "authFullName_s[]": "authors", "authLastName_s[]": "authors",
        "authFirstName_s[]": "authors",
        "authMiddleName_s[]": "authors", "journalTitle_s": "venue", "bookTitle_s": "venue",
        "journalIssn_s": "venue_identifiers",
        "journalEissn_s": "venue_identifiers other_identifiers", "journalPublisher_s": "publisher",
        "publisher_s[]": "publisher",
        "volume_s": "volume", "issue_s[]": "issue", "page_s": "pages", "doiId_s": "doi",
        "producedDate_s": "published dates", "defenseDate_s": "dates published",
        "publicationDate_s": "published", "publicationDateY_i": "published year",
        "producedDateY_i": "published year",
        "docType_s": "work_type work_type_as_stated", "abstract_s[]": "abstract abstracts",
        "en_abstract_s[]": "abstract abstracts",
        "fr_abstract_s[]": "abstract abstracts", "keyword_s[]": "keywords", "en_keyword_s[]": "keywords",
        "fr_keyword_s[]": "keywords",
        "arxivId_s": "arxiv_id", "pubmedId_s": "identifiers", "pubmedcentralId_s": "identifiers",
        "isbn_s": "identifiers venue_identifiers",
        "conferenceTitle_s": "event", "conferenceStartDate_s": "event", "conferenceEndDate_s": "event",
        "city_s": "event place",
        "language_s[]": "language languages", "uri_s": "url", "licence_s": "licenses", "serie_s[]": "series",
        "number_s[]": "report_no",
        "director_s[]": "contributors", "authorityInstitution_s[]": "contributors",
        "submittedDate_s": "dates",
        "scientificEditor_s[]": "editors", "domain_s[]": "subjects", "bibcodeId_s": "identifiers",
        "inspireId_s": "identifiers",
    },
    dropped={
        "docid": _KEPT, "label_*": "it is made of the rest", "citation*": "it is made of the rest",
        INDEX: _KEPT, "docTypeLabel_s": _KEPT,
    },
)  # fmt: skip


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    fields = draft.fields
    titles = list(
        dict.fromkeys(
            one for key in ("title_s", "en_title_s", "fr_title_s") for one in texts(stated.get(key))
        )
    )
    fields["title"] = plain(titles[0]) if titles else None
    fields["titles"] = [{"text": one, "kind": "translated"} for one in titles[1:]]
    fields["subtitle"] = plain(stated.get("subTitle_s"))
    word = text(stated.get("docType_s")) or ""
    fields["work_type"], fields["work_type_as_stated"] = _KINDS.get(word), word or None
    _people(stated, draft)
    _place(stated, draft, word)
    fields["doi"], fields["arxiv_id"] = text(stated.get("doiId_s")), text(stated.get("arxivId_s"))
    own = {
        "hal": "halId_s",
        "pmid": "pubmedId_s",
        "pmcid": "pubmedcentralId_s",
        "bibcode": "bibcodeId_s",
        "inspire": "inspireId_s",
    }
    fields.setdefault("identifiers", {}).update(
        filled({scheme: text(stated.get(key)) for scheme, key in own.items()})
    )
    year = first([text(stated.get("publicationDateY_i")), text(stated.get("producedDateY_i"))])
    defended = day(stated.get("defenseDate_s"))
    date = day(stated.get("publicationDate_s")) or day(stated.get("producedDate_s")) or year or defended
    if defended:
        fields.setdefault("dates", []).append({"kind": "presented", "date": defended})
    fields["published"] = date
    fields["year"] = int(date[:4]) if date and date[:4].isascii() and date[:4].isdigit() else count(year)
    if put_in := day(stated.get("submittedDate_s")):
        fields.setdefault("dates", []).append({"kind": "available", "date": put_in})
    several = list(
        dict.fromkeys(
            one for key in ("abstract_s", "en_abstract_s", "fr_abstract_s") for one in texts(stated.get(key))
        )
    )
    fields["abstract"] = next(iter(several), None)
    fields["abstracts"] = [{"text": one} for one in several[1:]]
    words = [one for key in ("keyword_s", "en_keyword_s", "fr_keyword_s") for one in texts(stated.get(key))]
    fields["keywords"] = list(dict.fromkeys(words))
    fields["subjects"] = [{"code": one, "scheme": "HAL"} for one in texts(stated.get("domain_s"))]
    fields |= spoken(*texts(stated.get("language_s")))
    fields["url"] = text(stated.get("uri_s"))
    if words_of := text(stated.get("licence_s")):
        fields["licenses"] = [{"license": words_of}]
    return None


def _people(stated: dict[str, Any], draft: Draft) -> None:
    whole = texts_of(stated, "authFullName_s")
    families, givens = (texts_of(stated, key) for key in ("authLastName_s", "authFirstName_s"))
    if families and len(families) == len(givens) and (not whole or len(whole) == len(families)):
        authors: list[Any] = [
            filled({"given": given, "family": family, "name": None if given and family else family or given})
            for given, family in zip(givens, families, strict=True)
        ]
    else:
        authors = [one for one in whole if one]
    draft.fields["authors"] = [
        one if not places else ({"name": one} if isinstance(one, str) else one) | {"affiliations": places}
        for one, places in zip(authors, _affiliations(stated, whole, len(authors), draft), strict=True)
    ]
    draft.fields["editors"] = texts(stated.get("scientificEditor_s"))
    draft.fields["contributors"] = [
        {"name": one, "role": "supervisor"} for one in texts(stated.get("director_s"))
    ] + [
        {"name": one, "kind": "collective", "role": "institution"}
        for one in texts(stated.get("authorityInstitution_s"))
    ]


def _affiliations(stated: dict[str, Any], whole: list[str], count: int, draft: Draft) -> list[list[str]]:
    """Return the institutions of each author; of a list that ties nobody, only those of one alone."""
    tied: dict[str, list[str]] = {}
    for one in (one for key in _AFFILIATED for one in texts(stated.get(key))):
        if found := _TIE.fullmatch(one):
            tied.setdefault(found[1], []).append(found[2])
    several = list(dict.fromkeys(texts(stated.get("structName_s"))))
    if tied and len(whole) == count:
        return [list(dict.fromkeys(tied.get(name, ()))) for name in whole]
    if count == 1:
        return [several]
    draft.fields["institutions"] = several
    return [[] for _ in range(count)]


def texts_of(stated: dict[str, Any], key: str) -> list[str]:
    """Return the texts of a list that stands beside others: one that is empty keeps its place."""
    held = stated.get(key)
    return [(text(one) or "") for one in held] if isinstance(held, list) else texts(held)


def _place(stated: dict[str, Any], draft: Draft, word: str) -> None:
    fields = draft.fields
    key = _NAMES.get(word, "journalTitle_s")
    fields["venue"] = (
        plain(stated.get(key)) or plain(stated.get("journalTitle_s")) or plain(stated.get("bookTitle_s"))
    )
    journal = plain(stated.get("journalTitle_s"))
    if fields["venue"]:
        fields["venue_kind"] = "journal" if journal == fields["venue"] else _BOOKS.get(word)
    fields["publisher"] = plain(stated.get("publisher_s")) or plain(stated.get("journalPublisher_s"))
    fields["volume"], fields["issue"] = text(stated.get("volume_s")), text(stated.get("issue_s"))
    fields["pages"], fields["series"] = text(stated.get("page_s")), plain(stated.get("serie_s"))
    fields["report_no"] = text(stated.get("number_s"))
    fields["event"] = event(
        stated.get("conferenceTitle_s"),
        stated.get("city_s") if stated.get("conferenceTitle_s") else None,
        stated.get("conferenceStartDate_s"),
        stated.get("conferenceEndDate_s"),
    )
    issns, eissns, isbns = (texts(stated.get(key)) for key in ("journalIssn_s", "journalEissn_s", "isbn_s"))
    fields.update(issns_and_isbns(issns, isbns, part=word in ("COUV", "COMM"), eissns=eissns))


service(
    "hal",
    "HAL: answers of its search in JSON",
    _fill,
    TABLE,
    told_by=("halId_s", "docid title_s", "title_s authFullName_s"),
    lists=("response.docs", "docs"),
    index=_INDEX,
)
