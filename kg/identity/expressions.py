"""Where a paper appeared: its expressions (e-print, journal article, chapter …) and their venues.

Mapping specification, sections 4.3 and 4.5. An e-print and its journal version are two expressions
of one work; an identifier belongs to the expression it names.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from kg.identity.authors import Listing
from kg.identity.keys import ARXIV_DOI
from kg.identity.names import title_key
from kg.identity.sources import authority
from kg.kinds import WorkType
from kg.records import WorkRecord
from kg.works import Expression, Venue, Version, unique

ARXIV: Final = Venue("arxiv", "arXiv", ("DocumentRepository", "Collection"))

# record type → schema.org class of the paper, FaBiO class of the work, FaBiO class of the expression
KINDS: Final[dict[WorkType, tuple[str, str, str]]] = {
    "preprint": ("ScholarlyArticle", "ScholarlyWork", "Preprint"),
    "journal-article": ("ScholarlyArticle", "ScholarlyWork", "JournalArticle"),
    "proceedings-article": ("ScholarlyArticle", "ScholarlyWork", "ConferencePaper"),
    "workshop-paper": ("ScholarlyArticle", "ScholarlyWork", "WorkshopPaper"),
    "review-article": ("ScholarlyArticle", "ReviewPaper", "ReviewArticle"),
    "book-chapter": ("ScholarlyArticle", "ScholarlyWork", "BookChapter"),
    "book": ("Book", "ScholarlyWork", "Book"),
    "dissertation": ("Thesis", "ScholarlyWork", "DoctoralThesis"),
    "masters-thesis": ("Thesis", "ScholarlyWork", "MastersThesis"),
    "thesis": ("Thesis", "ScholarlyWork", "Thesis"),
    "report": ("Report", "TechnicalReport", "ReportDocument"),
    "dataset": ("Dataset", "Dataset", "DataFile"),
    "software": ("SoftwareSourceCode", "Software", "ComputerProgram"),
    "peer-review": ("Review", "Review", "Comment"),
    "retraction": ("ScholarlyArticle", "Retraction", "RetractionNotice"),
    "correction": ("ScholarlyArticle", "Correction", "Expression"),
    "proceedings": ("Book", "Work", "ConferenceProceedings"),
    "front-matter": ("CreativeWork", "Work", "Expression"),
    "reference-entry": ("ScholarlyArticle", "ScholarlyWork", "ReferenceEntry"),
    "other": ("CreativeWork", "Work", "Expression"),
}
_DEFAULT: Final = ("ScholarlyArticle", "ScholarlyWork", "Expression")


def kind_of(work_type: WorkType | None) -> tuple[str, str, str] | None:
    """Return the three classes of a record's type, or null where the type is not stated."""
    return KINDS[work_type] if work_type else None


def work_kinds(listings: list[Listing]) -> tuple[str, str]:
    """Return the paper's classes in schema.org and FaBiO, from the strongest source that states a type."""
    for listing in _ranked(listings):
        if kind := kind_of(listing.record.work_type):
            return kind[0], kind[1]
    return _DEFAULT[0], _DEFAULT[1]


def published_in(record: WorkRecord) -> str | None:
    """Return the name of the venue that a record states, or null where it states none but arXiv."""
    return None if not record.venue or is_arxiv(record.venue) else record.venue


def venue_of(record: WorkRecord) -> Venue | None:
    """Return the venue that a record states, keyed by ISSN-L, dblp stream, OpenAlex source or name."""
    if not record.venue:
        return None
    return _venue(record.venue, tuple(record.venue_identifiers.items()), record.work_type)


@lru_cache(maxsize=1 << 14)
def _venue(name: str, identifiers: tuple[tuple[str, str], ...], work_type: WorkType | None) -> Venue:
    ids = {scheme.lower(): value for scheme, value in identifiers}
    key = f"name:{title_key(name)}"
    for scheme, prefix in (("issn-l", "issnl"), ("dblp", "dblp"), ("openalex", "openalex"), ("issn", "issn")):
        if scheme in ids:
            key = f"{prefix}:{ids[scheme]}"
            break
    return Venue(
        key,
        name,
        _venue_kinds(name, work_type),
        identifiers=sorted([scheme, value] for scheme, value in ids.items()),
    )


def _venue_kinds(name: str, work_type: WorkType | None) -> tuple[str, str]:
    kind = kind_of(work_type)
    name = name.casefold()
    if kind and kind[2] == "Preprint":
        return "DocumentRepository", "Collection"
    if kind and kind[2] == "DataFile":
        return "DataRepository", "DataCatalog"
    if kind and kind[2] in {"ConferencePaper", "WorkshopPaper"}:
        return "Series", "CreativeWorkSeries"
    if kind and kind[2] in {"BookChapter", "Book"}:
        return "BookSeries", "BookSeries"
    if any(word in name for word in ("proceedings", "conference", "workshop", "symposium", "congress")):
        return "Series", "CreativeWorkSeries"
    return "Journal", "Periodical"


def venues_of(record: WorkRecord) -> list[Venue]:
    """Return the venues that a record speaks of: where it appeared, and arXiv for an e-print."""
    found = [ARXIV] if record.arxiv_id else []
    if published_in(record) and (venue := venue_of(record)):
        found.append(venue)
    return found


def expressions(listings: list[Listing], key: str, denied: frozenset[str]) -> list[Expression]:
    """Return the places where the paper appeared.

    `denied` are identifier schemes that belong to another paper although records of this one state
    them (`kg.identity.papers.Clusters.denied`).
    """
    found: dict[str, Expression] = {}
    for listing in _ranked(listings):
        record = listing.record
        if record.arxiv_id and "arxiv" not in denied:
            _eprint(found, record)
        venue = venue_of(record) if published_in(record) else None
        doi = None if "doi" in denied else record.doi
        if doi and not doi.lower().startswith(ARXIV_DOI):
            _published(found, record, f"doi/{doi.lower()}", doi, venue)
        elif venue:
            _published(found, record, f"x/{key}|{venue.key}", None, venue)
    _fold(found)
    return [found[path] for path in sorted(found)]


def _ranked(listings: list[Listing]) -> list[Listing]:
    """Return the records, the word of the strongest source first."""
    if len(listings) == 1:
        return listings
    return sorted(listings, key=lambda one: (authority(one.record.source.format), one.record_id))


def _fold(found: dict[str, Expression]) -> None:
    """Take a publication known by its venue for the one known by its DOI, unless something contradicts."""
    named = [item for path, item in found.items() if path.startswith("doi/")]
    if len(named) != 1:
        return
    [known] = named
    for path, loose in [(path, item) for path, item in found.items() if path.startswith("x/")]:
        if known.venue in (None, loose.venue) and (known.date or "")[:4] in ("", (loose.date or "")[:4]):
            known.venue, known.date = loose.venue, known.date or loose.date
            known.volume, known.issue = known.volume or loose.volume, known.issue or loose.issue
            known.pages, known.publisher = known.pages or loose.pages, known.publisher or loose.publisher
            if known.kind == "Expression":
                known.kind = loose.kind
            del found[path]


def is_arxiv(venue: str) -> bool:
    """Tell whether a venue as stated is arXiv, which is where an e-print is kept."""
    return title_key(venue) in {"arxiv", "corr", "arxivorg", "arxivpreprint", "arxivcornelluniversity"}


def _eprint(found: dict[str, Expression], record: WorkRecord) -> None:
    number = record.arxiv_id or ""
    path = f"arxiv/{number}"
    item = found.get(path)
    if item is None:
        item = found[path] = Expression(
            path, "Preprint", venue=ARXIV.key, identifiers=[["arxiv", number]],
            same_as=[f"https://arxiv.org/abs/{number}"],
        )  # fmt: skip
    if (
        record.doi
        and record.doi.lower().startswith(ARXIV_DOI)
        and ["doi", record.doi.lower()] not in item.identifiers
    ):
        item.identifiers.append(["doi", record.doi.lower()])
        item.same_as.append(f"https://doi.org/{record.doi}")
    item.date = item.date or record.submitted
    item.license = item.license or record.license
    known = {version.number: version for version in item.versions}
    stated = [Version(version.number, version.submitted, version.size) for version in record.versions]
    if record.version and record.version not in {version.number for version in stated}:
        stated.append(Version(record.version, record.submitted if record.version == 1 else None))
    for version in stated:
        if version.number not in known or (version.submitted and not known[version.number].submitted):
            known[version.number] = version
    item.versions = [known[number] for number in sorted(known)]


def _published(
    found: dict[str, Expression], record: WorkRecord, path: str, doi: str | None, venue: Venue | None
) -> None:
    kind = kind_of(record.work_type)
    if kind is None or (kind[2] == "Preprint" and record.arxiv_id):
        kind = KINDS["journal-article"] if venue and venue.kinds[0] == "Journal" else _DEFAULT
    item = found.setdefault(path, Expression(path, kind[2]))
    if doi and not item.identifiers:
        item.identifiers.append(["doi", doi.lower()])
        item.same_as.append(f"https://doi.org/{doi}")
    for scheme in ("pmid", "pmcid", "dblp", "isbn"):
        value = record.identifiers.get(scheme)
        if value and [scheme, value] not in item.identifiers:
            item.identifiers.append([scheme, value])
    item.venue = item.venue or (venue.key if venue else None)
    # with an e-print beside it, `submitted` is the e-print's date
    item.date = (
        item.date
        or (record.submitted if not record.arxiv_id else None)
        or (str(record.year) if record.year else None)
    )
    item.volume = item.volume or record.volume
    item.issue = item.issue or record.issue
    item.pages = item.pages or record.pages
    item.publisher = item.publisher or record.publisher
    item.license = item.license or (record.license if not record.arxiv_id else None)
    item.same_as = unique(item.same_as)
