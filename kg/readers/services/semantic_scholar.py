"""Semantic Scholar: papers of its API, of its data sets (S2AG) and of its older corpora.

https://api.semanticscholar.org/api-docs. Its data sets have the keys of the API in small letters; S2ORC and
the open corpus before it had names of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from kg.kinds import VenueKind, WorkType
from kg.readers.draft import Draft, first
from kg.readers.eprint_places import eprint_place
from kg.readers.fates import FieldTable
from kg.readers.json_values import count, inside, objects, plain, text, texts
from kg.readers.services.semantic_scholar_people import PERSON, is_person, person
from kg.readers.services.service import day, filled, held, service

_RECKONED: Final = "Semantic Scholar reckoned it"
_ACCESS: Final = "it says how the paper can be had, not what it is"
_IDS: Final = {
    "doi": "doi", "arxiv": "arxiv_id", "pubmed": "pmid", "pubmedcentral": "pmcid", "mag": "mag",
    "dblp": "dblp",
    "acl": "acl", "corpusid": "s2-corpus",
}  # fmt: skip
_KINDS: Final[dict[str, WorkType]] = {
    "JournalArticle": "journal-article", "Conference": "proceedings-article", "Review": "review-article",
    "Book": "book", "BookSection": "book-chapter", "Dataset": "dataset",
}  # fmt: skip
_VENUES: Final[dict[str, VenueKind]] = {"journal": "journal", "conference": "conference-series"}
_PLACE: Final = "venue venue_kind venue_identifiers venue_abbreviation other_identifiers arxiv_id"

TABLE: Final = FieldTable(
    read={
        "paperId": "identifiers", "paper_id": "identifiers", "corpusId": "identifiers",
        "corpusid": "identifiers",
        "externalIds.*": "doi arxiv_id identifiers", "externalids.*": "doi arxiv_id identifiers",
        "id": "identifiers", "doi": "doi", "arxiv_id": "arxiv_id", "acl_id": "identifiers",
        "mag_id": "identifiers",
        "pmc_id": "identifiers", "pubmed_id": "identifiers", "pmid": "identifiers",
        "title": "title", "abstract": "abstract", "paperAbstract": "abstract", "year": "year published",
        "publicationDate": "published", "publicationdate": "published", "url": "url", "s2Url": "url",
        "authors[].*": "authors", "authors[]": "authors", "venue": _PLACE, "publicationVenue.*": _PLACE,
        "journal": _PLACE, "journal.name": _PLACE, "journal.volume": "volume", "journal.pages": "pages",
        "journalName": _PLACE, "journalVolume": "volume", "journalPages": "pages",
        "publicationTypes[]": "work_type work_type_as_stated",
        "publicationtypes[]": "work_type work_type_as_stated",
        "fieldsOfStudy[]": "subjects", "mag_field_of_study[]": "subjects",
        "s2FieldsOfStudy[].category": "subjects",
        "s2fieldsofstudy[].category": "subjects", "citationCount": "counts", "citationcount": "counts",
        "referenceCount": "counts", "referencecount": "counts", "openAccessPdf.license": "licenses",
        "references[].*": "references", "outCitations[]": "references", "outbound_citations[]": "references",
    },
    dropped={
        "tldr.*": "a summary that a program wrote", "embedding.*": _RECKONED,
        "citationStyles.*": "it is made of the rest",
        "influentialCitationCount": _RECKONED, "influentialcitationcount": _RECKONED,
        "s2FieldsOfStudy[].source": _RECKONED, "s2fieldsofstudy[].source": _RECKONED,
        "isOpenAccess": _ACCESS, "isopenaccess": _ACCESS, "openAccessPdf.*": _ACCESS,
        "citations[].*": "what cites the paper is stated there",
        "inCitations[]": "what cites the paper is stated there",
        "inbound_citations[]": "what cites the paper is stated there", "has_*": _ACCESS,
        "matchScore": "how well it answers a question",
    },
)  # fmt: skip


def _papers(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the paper of an entry; lists of citations and recommendations hold it under a key."""
    if is_person(entry):
        yield from objects(entry.get("papers"))
        return
    held = [entry[key] for key in ("citedPaper", "citingPaper") if isinstance(entry.get(key), dict)]
    yield from held or [entry]


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    fields = draft.fields
    fields["title"] = plain(stated.get("title"))
    fields["abstract"] = text(stated.get("abstract")) or text(stated.get("paperAbstract"))
    fields["authors"] = [_author(one) for one in objects(stated.get("authors"))] or texts(
        stated.get("authors")
    )
    _identify(stated, draft)
    _place(stated, draft)
    _kind(stated, draft)
    year = count(stated.get("year"))
    fields["published"] = day(_of(stated, "publicationDate")) or (str(year) if year else None)
    fields["year"] = year
    fields["url"] = text(stated.get("url")) or text(stated.get("s2Url"))
    fields["counts"] = [
        {"kind": kind, "value": value}
        for kind, key in (("citations", "citationCount"), ("references", "referenceCount"))
        if (value := count(_of(stated, key))) is not None
    ]
    terms = [*texts(stated.get("fieldsOfStudy")), *texts(stated.get("mag_field_of_study"))]
    terms += [one for each in objects(_of(stated, "s2FieldsOfStudy")) if (one := text(each.get("category")))]
    fields["subjects"] = [
        {"term": one, "scheme": "Semantic Scholar fields of study"} for one in dict.fromkeys(terms)
    ]
    if words := text(inside(stated, "openAccessPdf", "license")):
        fields["licenses"] = [{"license": words}]
    fields["references"] = [_reference(one) for one in objects(stated.get("references"))] + [
        {"identifiers": {"s2": one}}
        for key in ("outCitations", "outbound_citations")
        for one in texts(stated.get(key))
    ]
    return None


def _of(stated: dict[str, Any], key: str) -> Any:
    """Return a value by its key as the API has it, or in the small letters of the data sets."""
    return stated.get(key, stated.get(key.lower()))


def _author(one: dict[str, Any]) -> dict[str, Any]:
    identifier = text(one.get("authorId")) or text(one.get("ids"))
    external = held(one, "externalIds")
    made: dict[str, Any] = {
        "identifiers": {"s2": identifier} if identifier else {},
        "orcid": text(external.get("ORCID")),
        "affiliations": texts(one.get("affiliations")),
    }
    family = text(one.get("last"))
    if family:
        given = " ".join(filter(None, [text(one.get("first")), *texts(one.get("middle"))]))
        made |= {"family": family, "given": given or None, "suffix": text(one.get("suffix"))}
        made["name"] = None if given else family
    else:
        made["name"] = plain(one.get("name"))
    return filled(made)


def _identify(stated: dict[str, Any], draft: Draft) -> None:
    found: dict[str, str] = {}
    for key, value in {**(stated.get("externalids") or {}), **(stated.get("externalIds") or {})}.items():
        if (scheme := _IDS.get(key.lower())) and (number := text(value)):
            found.setdefault(scheme, number)
    for key, scheme in (
        ("doi", "doi"), ("arxiv_id", "arxiv_id"), ("acl_id", "acl"), ("mag_id", "mag"), ("pmc_id", "pmcid"),
        ("pubmed_id", "pmid"), ("pmid", "pmid"), ("corpusId", "s2-corpus"), ("corpusid", "s2-corpus"),
        ("paperId", "s2"), ("paper_id", "s2"), ("id", "s2"),
    ):  # fmt: skip
        if number := text(stated.get(key)):
            found.setdefault(scheme, number)
    if (number := found.get("pmcid")) and number.isdigit():
        found["pmcid"] = f"PMC{number}"
    draft.fields |= {key: found.pop(key, None) for key in ("doi", "arxiv_id")}
    draft.fields["identifiers"] = found


def _place(stated: dict[str, Any], draft: Draft) -> None:
    fields = draft.fields
    journal = held(stated, "journal")
    known = held(stated, "publicationVenue")
    names = [plain(one) for one in (known.get("name"), journal.get("name"), stated.get("journalName"))]
    names += [plain(stated.get("journal")) if not journal else None, plain(stated.get("venue"))]
    venue = first(names)
    volume = text(journal.get("volume")) or text(stated.get("journalVolume"))
    if venue and (
        venue.lower() == "arxiv.org" or (eprint_place(venue) and (volume or "abs/").startswith("abs/"))
    ):
        return  # the e-print itself: its number says so
    fields["venue"], fields["venue_kind"] = venue, _VENUES.get(text(known.get("type")) or "")
    fields["volume"] = None if volume and volume.startswith("abs/") else volume
    stated_pages = text(journal.get("pages")) or text(stated.get("journalPages"))
    fields["pages"] = (
        "".join(stated_pages.split()) if stated_pages and stated_pages[0].isdigit() else stated_pages
    )
    numbers = [one for one in (text(known.get("issn")), *texts(known.get("alternate_issns"))) if one]
    fields["venue_identifiers"] = {"issn": numbers[0]} if numbers else {}
    fields["other_identifiers"] = [{"scheme": "issn", "value": one, "of": "venue"} for one in numbers[1:]]


def _kind(stated: dict[str, Any], draft: Draft) -> None:
    """State the kind; of several that do not agree, that of the venue."""
    words = texts(_of(stated, "publicationTypes"))
    found = list(dict.fromkeys(_KINDS[word] for word in words if word in _KINDS))
    of_venue = {"journal": "journal-article", "conference-series": "proceedings-article"}
    kind = found[0] if len(found) == 1 else None
    if "review-article" in found and set(found) <= {"review-article", "journal-article"}:
        kind = "review-article"
    elif len(found) > 1 and (known := of_venue.get(draft.fields.get("venue_kind") or "")) in found:
        kind = known
    draft.fields["work_type"] = kind
    draft.fields["work_type_as_stated"] = ", ".join(words) or None


def _reference(one: dict[str, Any]) -> dict[str, Any]:
    external = {key.lower(): text(value) for key, value in held(one, "externalIds").items()}
    paper = text(one.get("paperId"))
    names = [name for each in objects(one.get("authors")) if (name := plain(each.get("name")))]
    return filled({
        "title": plain(one.get("title")), "year": count(one.get("year")), "venue": plain(one.get("venue")),
        "doi": external.get("doi"), "arxiv_id": external.get("arxiv"), "authors": "; ".join(names),
        "identifiers": {"s2": paper} if paper else {},
    })  # fmt: skip


service(
    "semantic-scholar",
    "Semantic Scholar papers: answers of its API, its data sets, S2ORC's metadata",
    _fill,
    TABLE,
    told_by=(
        "paperId title",
        "paperId externalIds",
        "corpusid externalids",
        "corpusId externalIds",
        "data.paperId",
        "citedPaper.paperId",
        "citingPaper.paperId",
        "paper_id mag_id title",
        "paperAbstract inCitations",
        "s2fieldsofstudy corpusid",
        "authorId papers",
        "authorId name",
        "authorid hindex",
        "data.authorId data.name",
    ),
    lists=("data", "recommendedPapers"),
    of=_papers,
    person=person,
    of_person=PERSON,
)
