"""From what the graph states of papers to references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final, Literal
from urllib.parse import quote

from kg.engine import Engine
from kg.identifiers.accession import carried, carried_of_venue
from kg.iris import name_in
from kg.queries.bibliography import linked
from kg.queries.bibliography.facts import ReferenceFacts, Row
from kg.vocab import CODE, FABIO, FOAF, FRBR, KGO, PRISM, SCHEMA
from kg.writers.references import Name, Reference, ReferenceKind
from kg.writers.references.reference import UNTITLED, name_of, page_range, with_subtitle

AT_ONCE: Final = 40
"""Papers that are looked at together: each may have thousands of authors."""
NAMELESS: Final = "(name not known)"

KINDS: Final = {
    FABIO["Preprint"]: ReferenceKind.PREPRINT,
    FABIO["JournalArticle"]: ReferenceKind.ARTICLE,
    FABIO["ReviewArticle"]: ReferenceKind.ARTICLE,
    FABIO["MagazineArticle"]: ReferenceKind.ARTICLE,
    FABIO["NewspaperArticle"]: ReferenceKind.ARTICLE,
    FABIO["ConferencePaper"]: ReferenceKind.CONFERENCE,
    FABIO["WorkshopPaper"]: ReferenceKind.CONFERENCE,
    FABIO["ProceedingsPaper"]: ReferenceKind.CONFERENCE,
    FABIO["BookChapter"]: ReferenceKind.CHAPTER,
    FABIO["Chapter"]: ReferenceKind.CHAPTER,
    FABIO["ReferenceEntry"]: ReferenceKind.ENTRY,
    FABIO["Book"]: ReferenceKind.BOOK,
    FABIO["AcademicProceedings"]: ReferenceKind.PROCEEDINGS,
    FABIO["ConferenceProceedings"]: ReferenceKind.PROCEEDINGS,
    FABIO["DoctoralThesis"]: ReferenceKind.THESIS,
    FABIO["MastersThesis"]: ReferenceKind.MASTERS_THESIS,
    FABIO["Thesis"]: ReferenceKind.ANY_THESIS,
    FABIO["ReportDocument"]: ReferenceKind.REPORT,
    FABIO["DataFile"]: ReferenceKind.DATASET,
    FABIO["ComputerProgram"]: ReferenceKind.SOFTWARE,
    FABIO["Comment"]: ReferenceKind.PEER_REVIEW,
}
# what appeared in one of these is a part of a book, whatever else it may be
_BOOKS: Final = frozenset({FABIO["Book"], FABIO["BookSeries"], FABIO["AcademicProceedings"]})
_DATE: Final = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")


def references(engine: Engine, iris: Iterable[str]) -> Iterator[Reference]:
    """Yield a reference for each of `iris` that is a paper, in their order.

    Raises:
        QueryError: the graph could not be asked.
    """
    waiting = iter(iris)
    while some := list(islice(waiting, AT_ONCE)):
        facts = ReferenceFacts.ask(engine, some)
        for iri in some:
            if facts.classes(iri):
                yield reference(facts, iri)


def reference(facts: ReferenceFacts, iri: str) -> Reference:
    """Return what a citation of a paper says; of several publications, the one that is not a preprint."""
    return next(iter(editions(facts, iri)))


def editions(facts: ReferenceFacts, iri: str) -> list[Reference]:
    """Return a reference for each publication of a paper; first stands the one that is to be cited.

    What is not known of a publication, but of the paper, such as its DOI, each of them says.
    """
    places = sorted(
        facts.values(iri, FRBR["realization"]),
        key=lambda place: (facts.text(place, SCHEMA["datePublished"]) or "9999", place),
    )
    ordered = sorted(
        places, key=lambda place: _kind(facts, place) in (ReferenceKind.PREPRINT, ReferenceKind.OTHER)
    )
    if not ordered:
        return [_edition(facts, iri, places, None)]
    return [_edition(facts, iri, places, chosen) for chosen in ordered]


def _edition(facts: ReferenceFacts, iri: str, places: Sequence[str], chosen: str | None) -> Reference:
    at = chosen or ""
    venue = facts.text(at, SCHEMA["isPartOf"]) or ""
    holders = list(dict.fromkeys([*([chosen] if chosen else []), *places, iri]))
    arxiv = facts.identifier(holders, "arxiv")
    # An e-print has a DOI from arXiv too; a publisher's says more.
    doi = facts.identifier(holders, "doi", but="10.48550/arxiv.") or facts.identifier(holders, "doi")
    primary = facts.text(iri, FABIO["hasPrimarySubjectTerm"])
    first, last = page_range(facts.text(at, PRISM["pageRange"]))
    year, month, day = _date(facts, iri, at)
    authors = facts.authors.get(iri, ())
    publisher = facts.text(at, SCHEMA["publisher"])
    issued = facts.text(publisher, SCHEMA["name"]) if publisher else None
    event = facts.events.get(at) or facts.events.get(venue) or {}
    contributions = facts.contributions.get(iri, ())

    def contributed(role: str) -> list[Name]:
        named = [row for row in contributions if re.split("[/#]", row["role"])[-1] == role]
        return _people(named, "contribution")

    return Reference(
        kind=_kind(facts, chosen) if chosen else ReferenceKind.OTHER,
        title=_title(facts, iri) or untitled(next(iter(sorted(places)), None)),
        authors=tuple(_authors(facts, authors)),
        iri=iri,
        year=year,
        month=month,
        day=day,
        venue=facts.text(venue, SCHEMA["name"]),
        volume=facts.text(at, PRISM["volume"]),
        issue=facts.text(at, PRISM["issueIdentifier"]),
        first_page=first,
        last_page=last,
        doi=doi,
        arxiv=arxiv,
        arxiv_class=primary.rpartition("/")[2] if primary and arxiv else None,
        isbn=facts.identifier([*holders, venue], "isbn"),
        issn=facts.identifier([venue], "issn", "lissn", "eissn"),
        eissn=facts.identifier([venue], "eissn"),
        subtitle=facts.text(iri, SCHEMA["alternativeHeadline"]),
        license=facts.text(at, SCHEMA["license"]),
        editors=tuple(_people(facts.editors.get(venue, ()), "role") or contributed("editor")),
        translators=tuple(contributed("translator")),
        article_number=facts.text(at, KGO["articleNumber"]),
        series_number=facts.text(venue, KGO["seriesNumber"]),
        event=event.get("name"),
        event_place=event.get("place"),
        pmid=facts.identifier(holders, "pmid"),
        pmcid=facts.identifier(holders, "pmcid"),
        identifiers=tuple(_numbers(facts, holders)),
        venue_numbers=tuple(carried_of_venue(sorted(facts.identifiers.get(venue or "", ())))),
        periodical=_periodical(facts, at),
        grants=linked.grants(facts.grants.get(iri, ())),
        cited=linked.cited(facts.related.get(iri, ()), facts.printed.get(iri, ())),
        related=linked.related(facts.related.get(iri, ())),
        publisher=issued or next((one.family for one in contributed("role-institution")), None),
        place=facts.text(at, KGO["place"]) or facts.text(venue, KGO["place"]),
        series=facts.text(venue, KGO["series"]),
        edition=facts.text(at, PRISM["edition"]) or facts.text(venue, PRISM["edition"]),
        # what became of another publication, such as the e-print, is not said of the one that is cited
        statuses=(*_statuses(facts, iri), *_statuses(facts, at)),
        url=_address(doi, arxiv) or iri,
        abstract=facts.text(iri, SCHEMA["abstract"]),
        keywords=tuple(_topics(facts, iri, primary)),
        languages=tuple(facts.values(iri, SCHEMA["inLanguage"])),
        # of whom only a profile page speaks no position is known: "et al."
        list_complete=facts.text(iri, KGO["authorListStatus"]) != CODE["list-truncated"]
        and all("position" in row for row in authors),
    )


def _numbers(facts: ReferenceFacts, holders: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the numbers of data bases that are stated of a paper or of its publications, by scheme."""
    stated = {pair for holder in holders for pair in facts.identifiers.get(holder, ())}
    return (pair for pair in carried(sorted(stated)) if pair[0] not in ("pmid", "pmcid"))


def _kind(facts: ReferenceFacts, publication: str) -> ReferenceKind:
    classes = facts.classes(publication)
    found = next((kind for iri, kind in KINDS.items() if iri in classes), None)
    venue = facts.text(publication, SCHEMA["isPartOf"])
    if found is None and venue and facts.classes(venue) & _BOOKS:
        return ReferenceKind.CHAPTER
    return found or ReferenceKind.OTHER


def _periodical(facts: ReferenceFacts, publication: str) -> Literal["magazine", "newspaper"] | None:
    classes = facts.classes(publication)
    if FABIO["NewspaperArticle"] in classes:
        return "newspaper"
    return "magazine" if FABIO["MagazineArticle"] in classes else None


def _title(facts: ReferenceFacts, paper: str) -> str | None:
    title, subtitle = facts.text(paper, SCHEMA["name"]), facts.text(paper, SCHEMA["alternativeHeadline"])
    return with_subtitle(title, subtitle) if title else None


def _date(facts: ReferenceFacts, paper: str, publication: str) -> tuple[int | None, int | None, int | None]:
    stated = (
        facts.text(publication, SCHEMA["datePublished"])
        or facts.text(paper, SCHEMA["datePublished"])
        or facts.text(paper, FABIO["hasPublicationYear"])
        or ""
    )
    match = _DATE.match(stated)
    if match is None:
        return None, None, None
    year, month, day = (int(part) if part else None for part in match.group("year", "month", "day"))
    return year, month if month and 1 <= month <= 12 else None, day


def _authors(facts: ReferenceFacts, rows: Iterable[Row]) -> Iterator[Name]:
    """Yield the author list as far as it is printed; one name an entry, also where two are stated for it."""
    printed = [row for row in _single(rows, "authorship") if "position" in row]
    for row in sorted(printed, key=lambda row: (int(row["position"]), row.get("printed", ""))):
        holder = row.get("holder", "")
        given, family = (facts.text(holder, SCHEMA[part]) for part in ("givenName", "familyName"))
        team = bool(facts.classes(holder) & {FOAF["Group"], FOAF["Organization"]})
        name = row.get("printed") or facts.text(holder, SCHEMA["name"]) or NAMELESS
        stated = facts.authorships.get(row["authorship"], ())
        yield replace(
            name_of(name, given, family, team=team),
            orcid=next((one["orcid"] for one in stated if "orcid" in one), None),
            affiliations=tuple(sorted(one["affiliation"] for one in stated if "affiliation" in one)),
        )


def _people(rows: Iterable[Row], key: str) -> list[Name]:
    """Return the names of a list; what has neither given nor family name is the name of a group."""
    found = []
    for row in sorted(_single(rows, key), key=lambda row: int(row.get("position", 0))):
        given, family = row.get("given"), row.get("family")
        if given or family:
            found.append(name_of(row["printed"], given, family, team=False))
        else:
            found.append(Name(row["printed"], team=True))
    return found


def _single(rows: Iterable[Row], key: str) -> list[Row]:
    """Return one row for each thing in the column `key`, in the order of the things."""
    ordered = sorted(rows, key=lambda row: (row[key], sorted(row.items())), reverse=True)
    return list(reversed({row[key]: row for row in ordered}.values()))


def _statuses(facts: ReferenceFacts, holder: str) -> list[str]:
    found = sorted(set(facts.statuses.get(holder, ())), key=lambda one: (one[1] or "9999", one[0]))
    words = ((status.removeprefix(CODE["status-"]), date) for status, date in found)
    return [f"{word} {date}" if date else word for word, date in words]


def _topics(facts: ReferenceFacts, paper: str, primary: str | None) -> list[str]:
    iris = set(facts.values(paper, SCHEMA["about"])) | ({primary} if primary else set())
    ordered = sorted(iris, key=lambda iri: (iri != primary, iri))
    return [facts.topics[iri] for iri in ordered if iri in facts.topics]


def _address(doi: str | None, arxiv: str | None) -> str | None:
    if doi:
        return f"https://doi.org/{quote(doi, safe='/:;()._-~')}"
    return f"https://arxiv.org/abs/{quote(arxiv, safe='/:;()._-~')}" if arxiv else None


def untitled(publication: str | None) -> str:
    """Name a paper without a title by its publication, whose IRI ends in scheme and identifier."""
    if publication is None:
        return UNTITLED
    scheme, _, value = name_in("pub", publication).partition("/")
    shown = {"arxiv": "arXiv:", "doi": "doi:"}.get(scheme)
    return f"{UNTITLED} ({shown}{value})" if shown else UNTITLED
