"""Europe PMC: answers of its search in JSON, short (`lite`) and whole (`core`).

https://europepmc.org/RestfulWebService.
"""

from __future__ import annotations

import re
from typing import Any, Final

from kg.kinds import WorkType
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import person
from kg.readers.json_values import count, inside, objects, plain, text, texts
from kg.readers.language_codes import spoken
from kg.readers.mail_address import without_addresses
from kg.readers.page_range import expanded
from kg.readers.serials import issns_and_isbns
from kg.readers.services.service import day, filled, held, service

_KEPT: Final = "it says how Europe PMC keeps and offers the record"
_REPEATED: Final = "it is stated more fully beside it"
_KINDS: Final[dict[str, WorkType]] = {
    "preprint": "preprint", "review": "review-article", "review-article": "review-article",
    "research-article": "journal-article", "journal article": "journal-article", "book": "book",
    "retraction of publication": "retraction", "published erratum": "correction", "correction": "correction",
}  # fmt: skip
_YEAR: Final = re.compile(r"[12]\d{3}", re.ASCII)
_STRONGEST: Final = ("preprint", "retraction", "correction", "review-article", "book", "journal-article")
_NAMED: Final = "venue venue_abbreviation venue_identifiers other_identifiers"

TABLE: Final = FieldTable(
    read={
        "id": "identifiers", "source": "identifiers", "pmid": "identifiers", "pmcid": "identifiers",
        "doi": "doi",
        "title": "title", "authorString": "authors authors_complete", "authorList.author[].*": "authors",
        "journalTitle": _NAMED, "journalInfo.journal.*": _NAMED, "journalIssn": _NAMED, "issue": "issue",
        "journalInfo.issue": "issue", "journalVolume": "volume", "journalInfo.volume": "volume",
        "pubYear": "published year", "journalInfo.yearOfPublication": "published year",
        "journalInfo.monthOfPublication": "published", "journalInfo.printPublicationDate": "published dates",
        "journalInfo.dateOfPublication": "published", "pageInfo": "pages", "abstractText": "abstract",
        "language": "language languages", "pubType": "work_type work_type_as_stated",
        "pubTypeList.pubType[]": "work_type work_type_as_stated", "grantsList.grant[].*": "funding",
        "keywordList.keyword[]": "keywords", "meshHeadingList.*": "subjects", "citedByCount": "counts",
        "license": "licenses", "firstPublicationDate": "published", "electronicPublicationDate": "dates",
        "bookOrReportDetails.publisher": "publisher", "bookOrReportDetails.comprisingTitle": "venue",
        "commentCorrectionList.*": "relations", "affiliation": "institutions",
    },
    dropped={
        "fullTextUrlList.*": _KEPT, "fullTextIdList.*": _KEPT, "isOpenAccess": _KEPT, "inEPMC": _KEPT,
        "inPMC": _KEPT,
        "has*": _KEPT, "tmAccessionTypeList.*": _KEPT, "dbCrossReferenceList.*": _KEPT, "subsetList.*": _KEPT,
        "authMan": _KEPT, "epmcAuthMan": _KEPT, "nihAuthMan": _KEPT, "pubModel": _KEPT,
        "dateOfCreation": _KEPT,
        "firstIndexDate": _KEPT, "dateOfRevision": _KEPT, "fullTextReceivedDate": _KEPT,
        "dateOfCompletion": _KEPT,
        "authorIdList.*": _REPEATED, "journalInfo.journalIssueId": _KEPT,
        "meshHeadingList.*.majorTopic_YN": _KEPT,
        "meshHeadingList.meshHeading[].majorTopic_YN": _KEPT, "score": _KEPT, "manuscriptId": _KEPT,
        "versionList.*": _KEPT, "versionNumber": _KEPT,
        "investigatorList.*": "those who took part are no authors",
        "publicationStatus": _KEPT, "bookOrReportDetails.yearOfPublication": _REPEATED,
    },
)  # fmt: skip


def fill(stated: dict[str, Any], draft: Draft) -> str | None:
    """Read a result of the search into a draft; it always is a work."""
    fields = draft.fields
    fields["title"] = _without_stop(plain(stated.get("title")))
    fields["doi"] = text(stated.get("doi"))
    own = {"pmid": text(stated.get("pmid")), "pmcid": text(stated.get("pmcid"))}
    source, number = text(stated.get("source")), text(stated.get("id"))
    if source and number and source not in ("MED", "PMC"):
        own["europepmc"] = f"{source}/{number}"
    elif source == "MED" and number:
        own["pmid"] = own["pmid"] or number
    fields["identifiers"] = filled(own)
    _people(stated, draft)
    _place(stated, draft)
    _kind(stated, draft)
    fields["abstract"] = text(stated.get("abstractText"))
    fields |= spoken(*texts(stated.get("language")))
    fields["keywords"] = texts(inside(stated, "keywordList", "keyword"))
    fields["subjects"] = list(_subjects(stated))
    fields["funding"] = [_grant(one) for one in objects(inside(stated, "grantsList", "grant"))]
    if (cited := count(stated.get("citedByCount"))) is not None:
        fields["counts"] = [{"kind": "citations", "value": cited}]
    if words := text(stated.get("license")):
        fields["licenses"] = [{"license": words}]
    fields["relations"] = [
        _relation(one) for one in objects(inside(stated, "commentCorrectionList", "commentCorrection"))
    ]
    return None


def _people(stated: dict[str, Any], draft: Draft) -> None:
    listed = objects(inside(stated, "authorList", "author"))
    if listed:
        draft.fields["authors"] = [_author(one) for one in listed]
        return
    printed = (text(stated.get("authorString")) or "").rstrip(". ")
    names = [one.strip() for one in printed.split(", ") if one.strip()]
    if names and names[-1].rstrip(".").lower() in ("et al", "…"):
        names.pop()
        draft.fields["authors_complete"] = False
    draft.fields["authors"] = [person(one) for one in names]
    if place := text(stated.get("affiliation")):
        draft.fields["institutions"] = [without_addresses(place)[0]]


def _author(one: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    family, given = plain(one.get("lastName")), plain(one.get("firstName")) or plain(one.get("initials"))
    if group := plain(one.get("collectiveName")):
        made |= {"name": group, "kind": "collective"}
    elif family and given:
        made |= {"given": given, "family": family, "suffix": plain(one.get("suffix"))}
    else:
        made["name"] = family or plain(one.get("fullName"))
    identifier = held(one, "authorId")
    if value := text(identifier.get("value")):
        scheme = (text(identifier.get("type")) or "").lower()
        made |= {"orcid": value} if scheme == "orcid" else {"identifiers": {scheme: value}} if scheme else {}
    lists = (
        ("authorAffiliationDetailsList", "authorAffiliation"),
        ("authorAffiliationsList", "authorAffiliation"),
    )
    places = [text(each.get("affiliation")) for path in lists for each in objects(inside(one, *path))]
    places.append(text(one.get("affiliation")))
    made["affiliations"] = list(dict.fromkeys(filter(None, places)))
    return filled(made)


def _place(stated: dict[str, Any], draft: Draft) -> None:
    fields = draft.fields
    info = held(stated, "journalInfo")
    journal = held(info, "journal")
    preprint = text(stated.get("source")) == "PPR"
    name, short = (
        plain(journal.get("title")),
        plain(journal.get("medlineAbbreviation")) or plain(journal.get("isoabbreviation")),
    )
    venue = name or plain(stated.get("journalTitle"))
    book = plain(inside(stated, "bookOrReportDetails", "comprisingTitle"))
    fields["venue"] = venue or book
    fields["venue_kind"] = "journal" if venue else "book" if book else None
    fields["venue_abbreviation"] = short if short != venue else None
    publisher = plain(inside(stated, "bookOrReportDetails", "publisher"))
    if preprint and publisher and not venue:
        fields |= {"venue": publisher, "venue_kind": "repository"}
    else:
        fields["publisher"] = publisher
    issns, eissns = texts(journal.get("issn")), texts(journal.get("essn"))
    given = issns if issns or eissns else texts(stated.get("journalIssn"))
    serials = issns_and_isbns(given, [], part=True, eissns=eissns)
    fields["venue_identifiers"] = serials["venue_identifiers"] | filled({"nlm": text(journal.get("nlmid"))})
    fields["other_identifiers"] = serials["other_identifiers"]
    fields["volume"] = text(info.get("volume")) or text(stated.get("journalVolume"))
    fields["issue"] = text(info.get("issue")) or text(stated.get("issue"))
    if printed := text(stated.get("pageInfo")):
        fields["pages"], repair = expanded(printed)
        if repair is not None:
            fields.setdefault("repairs", []).append(repair)
    _dates(stated, info, draft)


def _dates(stated: dict[str, Any], info: dict[str, Any], draft: Draft) -> None:
    """State the day of print as far as it is stated, and the first day on the Web beside it."""
    year = text(info.get("yearOfPublication")) or text(stated.get("pubYear"))
    year = year if year and _YEAR.fullmatch(year) else None
    month = count(info.get("monthOfPublication"))
    first, online = day(stated.get("firstPublicationDate")), day(stated.get("electronicPublicationDate"))
    issue = f"{year}-{month:02}" if year and month and month <= 12 else year
    whole = first if first and issue and first.startswith(issue) else issue or first
    draft.fields["published"] = whole
    draft.fields["year"] = int(whole[:4]) if whole else None
    others = [("published-online", online), ("available", first if first not in (whole, online) else None)]
    draft.fields["dates"] = [{"kind": kind, "date": one} for kind, one in others if one]
    if text(stated.get("source")) == "PPR":
        draft.fields["submitted"] = first


def _kind(stated: dict[str, Any], draft: Draft) -> None:
    words = texts(inside(stated, "pubTypeList", "pubType")) or [
        one.strip() for one in (text(stated.get("pubType")) or "").split(";") if one.strip()
    ]
    found = {_KINDS[word.lower()] for word in words if word.lower() in _KINDS}
    draft.fields["work_type"] = next((one for one in _STRONGEST if one in found), None)
    draft.fields["work_type_as_stated"] = "; ".join(words) or None
    if any(word.lower() == "retracted publication" for word in words):
        draft.fields["statuses"] = [{"kind": "retracted", "note": "Retracted Publication"}]


def _subjects(stated: dict[str, Any]) -> list[dict[str, Any]]:
    made = []
    for one in objects(inside(stated, "meshHeadingList", "meshHeading")):
        term = plain(one.get("descriptorName"))
        under = [
            plain(each.get("qualifierName"))
            for each in objects(inside(one, "meshQualifierList", "meshQualifier"))
        ]
        made += [{"term": "/".join(filter(None, [term, word])), "scheme": "MeSH"} for word in under or [None]]
    return made


def _grant(one: dict[str, Any]) -> dict[str, Any]:
    agency = plain(one.get("agency"))
    return filled({"funder": {"name": agency} if agency else None, "award": text(one.get("grantId"))})


def _relation(one: dict[str, Any]) -> dict[str, Any]:
    """Return a correction or comment, by PubMed's number where the other is in PubMed."""
    word, number = text(one.get("type")) or "", text(one.get("id"))
    kinds = {
        "preprint of": "preprint-of", "preprint in": "has-preprint", "erratum in": "corrected-by",
        "erratum for": "corrects", "retraction in": "retracted-by", "retraction of": "retracts",
        "comment on": "comment-on", "comment in": "has-comment", "update in": "replaced-by",
        "update of": "replaces",
    }  # fmt: skip
    scheme = {"MED": "pmid", "PPR": "europepmc"}.get(text(one.get("source")) or "")
    made: dict[str, Any] = {"kind": kinds.get(word.lower(), "related"), "as_stated": word or None}
    if scheme and number:
        made |= {"scheme": scheme, "identifier": number if scheme == "pmid" else f"PPR/{number}"}
    else:
        made["title"] = plain(one.get("reference"))
    return filled(made)


def _without_stop(title: str | None) -> str | None:
    return title[:-1] if title and title.endswith(".") and not title.endswith("..") else title


service(
    "europe-pmc",
    "Europe PMC's search in JSON",
    fill,
    TABLE,
    told_by=(
        "authorString pubYear",
        "authorString journalTitle",
        "resultList",
        "hitCount resultList.result",
        "pubYear firstPublicationDate source",
        "pmcid inEPMC",
    ),
    lists=("resultList.result", "result"),
)
