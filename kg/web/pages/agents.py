"""The page of a person or a team."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from markupsafe import Markup
from starlette.requests import Request

from kg.engine import Engine
from kg.queries.asking import Row, asked
from kg.vocab import KGO, SCHEMA
from kg.web.http.exchange import served_release
from kg.web.http.links import Links
from kg.web.pages.description import properties
from kg.web.pages.description.entity import Description
from kg.web.pages.description.names import NamedLink, grouped, number
from kg.web.pages.description.properties import Context, ListedPaper
from kg.web.pages.lists.coauthors import coauthors
from kg.web.pages.lists.listings import described, venues_of
from kg.web.pages.lists.possible_papers import perhaps
from kg.web.pages.lists.sections import sections
from kg.web.pages.lists.stated_figures import CITATIONS, H_INDEX, PAPERS, ComparedFigure, compared
from kg.web.pages.lists.stated_figures import LISTED as LISTED_PAPERS
from kg.web.pages.rendering import charts, page_head

MOST_PAPERS: Final = 5000
SHOWN_PAPERS: Final = 100
SHOWN_NAMES: Final = 12
LISTED: Final = "listed on the profile"

_WHY: Final = {
    "identified": "A source ties these papers together by an identifier or a profile of its own.",
    "cluster": "Entries of several author lists were put together by what is listed here.",
    "single": "Known from one entry of one author list. Others of the same name may be the same person; "
    "nothing says so yet.",
}
_KNOWN: Final = {
    "identified": "Known by an identifier or a profile.",
    "cluster": "Put together from several author lists.",
    "single": "Known from one author list.",
}


def agent(request: Request, d: Description) -> Context:
    """Return what the page of a person or team shows."""
    served = served_release(request)
    engine, links = served.engine, Links(served.base, request.scope.get("root_path", ""))
    signed = asked(engine, "agent-papers", agent=[d.iri])
    papers = _papers(signed)
    printed = Counter(name for _, _, names in papers.values() for name in names)
    status = d.iris(KGO["resolutionStatus"])
    label = d.label()
    return {
        "kind": d.kind.name,
        "names": _ranked_names(printed),
        "names_more": len(printed) > SHOWN_NAMES,
        "other_names": sorted(
            {getattr(v, "value", str(v)) for v in d.values(SCHEMA["alternateName"])} - set(printed)
        ),
        "identity": _KNOWN.get(status[0].rpartition("-")[2], f"{d.label(status[0])}.") if status else None,
        "why": _WHY.get(status[0].rpartition("-")[2]) if status else None,
        "sources": _sources(engine, d.iri),
        "pages": properties.pages(d),
        "years": _by_year(engine, papers, label),
        "chart": _chart(papers, label),
        "per_year": sorted(Counter(year for _, year, _ in papers.values() if year).items(), reverse=True),
        "paper_count": len(papers),
        "perhaps": perhaps(engine, [d.iri]).get(d.iri),
        "papers_cut": len(signed) > MOST_PAPERS,
        "papers_shown": min(len(papers), SHOWN_PAPERS),
        "coauthors": coauthors(engine, d.iri, label, links),
        "topics": _ranked(asked(engine, "agent-topics", agent=[d.iri])),
        "venues": _ranked(asked(engine, "agent-venues", agent=[d.iri])),
        "compared": _compared(engine, d, len(papers)),
        "sections": sections(engine, d.iri),
        "namesakes": _namesakes(engine, d.iri),
        "document": page_head.agent(d),
    }


_Papers = dict[str, tuple[str | None, str, set[str]]]


def _papers(signed: Iterable[Row]) -> _Papers:
    """Return, by paper, its date, its year (empty where not known) and the names printed there."""
    found: _Papers = {}
    for row in signed:
        date = row.get("date")
        entry = found.setdefault(row["paper"], (date, row.get("year") or (date or "")[:4], set()))
        if "printed" in row and "n" in row:
            entry[2].add(row["printed"])
    return found


def _ranked_names(printed: Counter[str]) -> list[tuple[str, int]]:
    return sorted(printed.items(), key=lambda item: (-item[1], item[0]))[:SHOWN_NAMES]


def _by_year(engine: Engine, papers: _Papers, name: str) -> list[tuple[str, list[ListedPaper]]]:
    """Return the newest papers by year; the note is the name printed there, if it is another, or `LISTED`."""
    newest = sorted(sorted(papers), key=lambda iri: (papers[iri][1], papers[iri][0] or ""), reverse=True)
    chosen = newest[:SHOWN_PAPERS]
    if not chosen:
        return []
    venues = venues_of(engine, chosen)
    years: dict[str, list[ListedPaper]] = defaultdict(list)
    for paper in described(engine, [(iri, papers[iri][0]) for iri in chosen]):
        _, year, names = papers[paper.iri]
        other = sorted(names - {name})
        note = f"as {', '.join(other)}" if other else None if names else LISTED
        years[year].append(replace(paper, note=note, venues=venues.get(paper.iri, ())))
    return list(years.items())


def _chart(papers: _Papers, name: str) -> Markup | None:
    counts = Counter(int(year) for _, year, _ in papers.values() if number(year) is not None)
    return charts.by_year(counts, f"Papers of {name} by year") if len(counts) > 1 else None


def _ranked(found: Iterable[Row]) -> list[NamedLink]:
    return [
        NamedLink(row["x"], row.get("label") or row.get("code") or row["x"], f"{grouped(row['n'])} of these")
        for row in {row["x"]: row for row in reversed(list(found))}.values()
    ][::-1]


def _sources(engine: Engine, iri: str) -> list[NamedLink]:
    """Return the documents that this agent's authorships come from, and how many come from each."""
    found = asked(engine, "agent-documents", agent=[iri])
    return [
        NamedLink(row["doc"], row.get("file") or row.get("heading") or row["doc"], row["n"]) for row in found
    ]


def _compared(engine: Engine, d: Description, papers: int) -> list[ComparedFigure]:
    """Return the figures that sources state, with our own count beside those that we can count."""
    figures, own = properties.figures(d), {PAPERS: grouped(papers), LISTED_PAPERS: grouped(papers)}
    if any(one.metric in (CITATIONS, H_INDEX) for one in figures):
        cited = sorted(_citations(engine, d.iri), reverse=True)
        if cited:
            own[CITATIONS] = grouped(sum(cited))
            own[H_INDEX] = str(sum(count >= rank for rank, count in enumerate(cited, 1)))
    return compared(figures, own)


def _citations(engine: Engine, iri: str) -> list[int]:
    """Return how often each paper is cited by papers of this graph, for those that are."""
    return [int(row["n"]) for row in asked(engine, "agent-citations", agent=[iri])]


def _namesakes(engine: Engine, iri: str) -> list[NamedLink]:
    """Return others whose names have the same words; the note says how many papers each has."""
    found = asked(engine, "agent-namesakes", agent=[iri])
    return [
        NamedLink(
            row["who"], row.get("name", row["who"]), f"{row['n']} paper{'' if row['n'] == '1' else 's'}"
        )
        for row in found
    ]
