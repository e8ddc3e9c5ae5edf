"""A paper to cite: as BibTeX, RIS, CSL-JSON or a line of text; and its whole author list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.vocab import CODE, DCTERMS, FABIO, KGO, OWL, SCHEMA
from kg.web import bylines, names, publications, views
from kg.web.answers import answered, edition_of
from kg.web.bylines import Author
from kg.web.entity import Description, describe
from kg.web.links import Links, raw_path
from kg.web.pages import page
from kg.web.paging import Paging, page_number
from kg.web.problems import Problem, RequestRefused
from kg.web.publications import Publication
from kg.web.statuses import statuses
from kg.web.volumes import NONE
from kg.writers.references import Kind, Reference, bibtex, csl_json, prose, ris
from kg.writers.references.reference import name_of

PAGE_AUTHORS: Final = 400

_KINDS: Final = {
    FABIO["Preprint"]: Kind.PREPRINT,
    FABIO["JournalArticle"]: Kind.ARTICLE,
    FABIO["ReviewArticle"]: Kind.ARTICLE,
    FABIO["MagazineArticle"]: Kind.ARTICLE,
    FABIO["NewspaperArticle"]: Kind.ARTICLE,
    FABIO["ConferencePaper"]: Kind.CONFERENCE,
    FABIO["WorkshopPaper"]: Kind.CONFERENCE,
    FABIO["ProceedingsPaper"]: Kind.CONFERENCE,
    FABIO["BookChapter"]: Kind.CHAPTER,
    FABIO["Chapter"]: Kind.CHAPTER,
    FABIO["ReferenceEntry"]: Kind.CHAPTER,
    FABIO["Book"]: Kind.BOOK,
    FABIO["AcademicProceedings"]: Kind.PROCEEDINGS,
    FABIO["ConferenceProceedings"]: Kind.PROCEEDINGS,
    FABIO["DoctoralThesis"]: Kind.THESIS,
    FABIO["MastersThesis"]: Kind.MASTERS_THESIS,
    FABIO["Thesis"]: Kind.ANY_THESIS,
    FABIO["ReportDocument"]: Kind.REPORT,
    FABIO["DataFile"]: Kind.DATASET,
    FABIO["ComputerProgram"]: Kind.SOFTWARE,
}
# what appeared in one of these is a part of a book, whatever else it may be
_BOOKS: Final = frozenset({FABIO["Book"], FABIO["BookSeries"], FABIO["AcademicProceedings"]})


@dataclass(frozen=True, slots=True)
class Format:
    """A format for citing: its suffix, its name, its media type, and what writes it."""

    suffix: str
    label: str
    media_type: str
    write: Callable[[Reference], str]


FORMATS: Final = (
    Format("bib", "BibTeX", "application/x-bibtex", bibtex),
    Format("ris", "RIS", "application/x-research-info-systems", ris),
    Format("csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json),
    Format("txt", "Plain text", "text/plain", prose),
)


def reference(d: Description, authors: Sequence[Author]) -> Reference:
    """Return what a citation of a paper says; of several publications, the one that is not a preprint."""
    places = publications.publications(d)
    chosen = next((p for p in places if _kind(p) not in (Kind.PREPRINT, Kind.OTHER)), None)
    chosen = chosen or next(iter(places), None)
    date = (chosen.date if chosen else None) or d.text(SCHEMA["datePublished"]) or ""
    date = date or d.text(FABIO["hasPublicationYear"]) or ""
    year, month, day = [
        *(int(part) if part.isdigit() else None for part in date[:10].split("-")),
        None,
        None,
        None,
    ][:3]
    ids = [i for p in [*([chosen] if chosen else []), *places] for i in p.identifiers]
    ids += publications.identifiers(d)

    def identifier(scheme: str, *, but: str = "") -> str | None:
        found = (i.value for i in ids if i.scheme == scheme)
        return next((value for value in found if not but or not value.lower().startswith(but)), None)

    in_volume = publications.identifiers(d, chosen.venue.iri) if chosen and chosen.venue else []

    def of_volume(*schemes: str) -> str | None:
        return next((i.value for scheme in schemes for i in in_volume if i.scheme == scheme), None)

    volume = chosen.volume_of if chosen else NONE
    arxiv = identifier("arxiv")
    # An e-print has a DOI from arXiv too; a publisher's says more.
    doi = identifier("doi", but="10.48550/arxiv.") or identifier("doi")
    address = next((i.url for i in ids if i.scheme == ("doi" if doi else "arxiv")), None)
    primary = next(iter(d.iris(FABIO["hasPrimarySubjectTerm"])), None)
    status = next(iter(d.iris(KGO["authorListStatus"])), None)
    return Reference(
        kind=_kind(chosen) if chosen else Kind.OTHER,
        title=names.title(d),
        authors=tuple(name_of(a.name, a.given, a.family, team=a.team) for a in bylines.printed(authors)),
        iri=d.iri,
        year=year,
        month=month if month and 1 <= month <= 12 else None,
        day=day,
        venue=chosen.venue.label if chosen and chosen.venue else None,
        volume=chosen.volume if chosen else None,
        issue=chosen.issue if chosen else None,
        first_page=chosen.first_page if chosen else None,
        last_page=chosen.last_page if chosen else None,
        doi=doi,
        arxiv=arxiv,
        arxiv_class=primary.rpartition("/")[2] if primary and arxiv else None,
        isbn=identifier("isbn") or of_volume("isbn"),
        issn=of_volume("lissn", "issn", "eissn"),
        editors=tuple(editor.cited for editor in volume.editors),
        publisher=chosen.publisher if chosen else None,
        place=volume.place,
        series=volume.series,
        edition=volume.edition,
        # what became of another publication, such as the e-print, is not said of the one that is cited
        statuses=tuple(one.dated for one in [*statuses(d), *(chosen.statuses if chosen else ())]),
        url=address or d.iri,
        abstract=d.text(SCHEMA["abstract"]),
        keywords=tuple(topic.label for topic in views.topics(d)),
        language=d.text(SCHEMA["inLanguage"]),
        # of whom only a profile page speaks no position is known: "et al."
        list_complete=status != CODE["list-truncated"] and all(author.position for author in authors),
    )


def _kind(publication: Publication) -> Kind:
    found = next((kind for iri, kind in _KINDS.items() if iri in publication.classes), None)
    if found is None and publication.volume_of.classes & _BOOKS:
        return Kind.CHAPTER
    return found or Kind.OTHER


async def cite(request: Request) -> Response:
    """Answer with a paper as a citation, in the format that the address ends in."""
    form = next(form for form in FORMATS if raw_path(request).endswith(f".{form.suffix}"))
    return await answered(request, partial(_cite, request, form), form.suffix)


def _cite(request: Request, form: Format) -> Response:
    d = _paper(request, raw_path(request).removesuffix(f".{form.suffix}"))
    text = form.write(reference(d, bylines.authors(edition_of(request).engine, d.iri, parts=True)))
    name = f"{d.iri.rpartition('/')[2]}.{form.suffix}"
    safe = "".join(c for c in name if c.isascii() and (c.isalnum() or c in "._-"))
    headers = {"content-disposition": f'inline; filename="{safe}"'}
    # Text is text wherever a browser opens it; nothing in it is ever read as a page.
    return Response(text, headers=headers, media_type=f"{form.media_type}; charset=utf-8")


async def authors(request: Request) -> Response:
    """Answer with the author list of a paper, page by page."""
    return await answered(request, partial(_authors, request), raw_path(request))


def _authors(request: Request) -> Response:
    path = raw_path(request).removesuffix("/authors")
    d = _paper(request, path)
    edition = edition_of(request)
    listed = bylines.printed(bylines.authors(edition.engine, d.iri))
    paging = Paging(page_number(request), PAGE_AUTHORS, len(listed))
    if paging.number > paging.last:
        raise RequestRefused(
            Problem("unknown", "There is no such page", 404, f"The list has {paging.last} pages.")
        )
    status = d.iris(KGO["authorListStatus"])
    address = Links(edition.base, request.scope.get("root_path", "")).path(d.iri)
    return page(
        request,
        "authors.html",
        title=names.title(d),
        paper=d.iri,
        canonical=f"{d.iri}/authors" + (f"?page={paging.number}" if paging.number > 1 else ""),
        authors=listed[paging.first_entry - 1 : paging.last_entry],
        paging=paging,
        list_status=d.label(status[0]) if status else None,
        downloads=[(form.label, f"{address}.{form.suffix}") for form in FORMATS[:3]],
    )


def _paper(request: Request, path: str) -> Description:
    """Return the description of the paper at `path`.

    Raises:
        RequestRefused: 404, there is no such paper; 301, another has taken its place.
    """
    edition = edition_of(request)
    for iri in Links(edition.base).iris(path):
        found = describe(edition.engine, iri, brief=True)
        if found is not None and found.kind.name == "paper":
            return found
        if found is not None and found.text(OWL["deprecated"]) == "true":
            successor = next(iter(sorted(found.iris(DCTERMS["isReplacedBy"]))), None)
            if successor is not None:
                links = Links(edition.base, request.scope.get("root_path", ""))
                target = (links.href(successor) or successor) + raw_path(request).removeprefix(path)
                detail = f"{iri} has become {successor}."
                raise RequestRefused(Problem("merged", "Merged", 301, detail, headers={"Location": target}))
    raise RequestRefused(
        Problem(
            "unknown", "There is no such paper", 404, f"No paper is known at {path} in release {edition.id}."
        )
    )


ROUTES: Final = (
    *(Route(f"/paper/{{id}}.{form.suffix}", cite) for form in FORMATS),
    Route("/paper/{id}/authors", authors),
)
