"""Browsing by topic and by date, as arXiv's listings do: years, months, days, what is new and recent.

Each list is cut into pages, and can be narrowed to one topic and the topics below it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from pyoxigraph import Literal, NamedNode
from starlette.requests import Request
from starlette.responses import Response

from kg.engine import Engine
from kg.engine.questions import Argument
from kg.months import NAMES
from kg.queries.asking import asked, listed
from kg.vocab import TOPIC, XSD
from kg.web.http.current import ServedRelease
from kg.web.http.exchange import served_release
from kg.web.http.negotiation import REFERENCES, split_suffix
from kg.web.http.problems import Problem, RequestRefused
from kg.web.http.responses import answered
from kg.web.pages.description.names import NamedLink
from kg.web.pages.lists import listings, papers_by_date
from kg.web.pages.lists.bibliography import bibliography
from kg.web.pages.lists.paging import Paging, page_number
from kg.web.pages.lists.topictree import tree
from kg.web.pages.rendering import charts
from kg.web.pages.rendering.templates import page

PAGE: Final = 50
RECENT_DAYS: Final = 5
DAY_SHOWN: Final = 25

_PERIOD: Final = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a month of it, or a day of that."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """Return it as ISO 8601 writes it: 2021, 2021-03, 2021-03-04."""
        parts = (f"{self.month:02d}" if self.month else "", f"{self.day:02d}" if self.day else "")
        return "-".join([f"{self.year:04d}", *filter(None, parts)])

    @property
    def possible(self) -> bool:
        """Whether the calendar has it."""
        try:
            date(self.year, self.month or 1, self.day or 1)
        except ValueError:
            return False
        return True

    @property
    def name(self) -> str:
        """Return it in words: 2021, March 2021, 4 March 2021."""
        month = f"{NAMES[self.month - 1]} " if self.month else ""
        return f"{f'{self.day} ' if self.day else ''}{month}{self.year}"


def period(text: str) -> Period:
    """Read a period.

    Raises:
        RequestRefused: 404, it is none.
    """
    match = _PERIOD.fullmatch(text) if text.isascii() else None
    year, month, day = (int(part) if part else None for part in match.groups()) if match else (None,) * 3
    found = Period(year, month, day) if year else None
    if found is None or not found.possible:
        detail = f"Papers are listed by year (2021), month (2021-03) or day (2021-03-04), not by {text!r}."
        raise RequestRefused(Problem("unknown", "There is no such list", 404, detail))
    return found


async def overview(request: Request) -> Response:
    """Answer with the topics and the years that have papers."""
    return await answered(request, partial(_overview, request), "browse")


async def listing(request: Request) -> Response:
    """Answer with the papers of a period, or of the newest days."""
    asked = request.path_params["period"]
    stem, form = split_suffix(asked, REFERENCES)
    if form is not None:
        return await bibliography(
            request, form, stem, partial(_papers, request, period(stem)), request.url.query
        )
    work: dict[str, Callable[[Request], Response]] = {"new": _new, "recent": _recent}
    return await answered(request, partial(work.get(asked, _listing), request), "listing", asked)


def _papers(request: Request, asked: Period, engine: Engine) -> Iterator[str]:
    _, among = _topic(request, served_release(request))
    return (paper for paper, _ in _dated(engine, asked, among))


def _overview(request: Request) -> Response:
    served = served_release(request)
    years = listings.years(served)
    groups, others = served.once("topic tree", lambda: tree(served))
    return page(
        request,
        "browse.html",
        groups=groups,
        others=others,
        topics=listings.topics(served),
        years=years,
        chart=charts.by_year(dict(years), "Papers by year") if len(years) > 1 else None,
    )


def _listing(request: Request) -> Response:
    served = served_release(request)
    asked = period(request.path_params["period"])
    topic, among = _topic(request, served)
    wanted = page_number(request)
    counted, shown = _page(served.engine, asked, among, (wanted - 1) * PAGE, wanted * PAGE)
    return page(
        request,
        "listing.html",
        title=f"Papers of {asked.name}",
        topic=topic,
        above=_above(asked),
        parts=_parts(asked, counted),
        groups=[(None, listings.described(served.engine, shown), None)],
        paging=Paging(wanted, PAGE, sum(papers for _, papers in counted)),
        query=f"&topic={topic.note}" if topic else "",
    )


def _page(
    engine: Engine, asked: Period, among: Sequence[str], start: int, end: int
) -> tuple[papers_by_date.Dates, list[tuple[str, str | None]]]:
    """Return the dates of a period with their numbers of papers, and its papers from `start` to `end`."""
    if not (among or asked.day):
        counted = papers_by_date.dates(engine, asked.year)
        if asked.month:
            counted = [(on, papers) for on, papers in counted if on.startswith(str(asked))]
        if papers_by_date.can_be_looked_up(counted, end):
            return counted, papers_by_date.papers(engine, counted, start, end)
    every = _dated(engine, asked, among)
    return sorted(Counter(on or "" for _, on in every).items(), reverse=True), every[start:end]


def _dated(engine: Engine, asked: Period, among: Sequence[str]) -> list[tuple[str, str | None]]:
    """Return the papers of a period with their dates, newest first; only those on `among`, if it has topics.

    All of a year are read, once: to count, to sort and to group them apart takes the engine longer. Without
    topics that is needed only of papers without a date (`_page`).
    """
    terms: dict[str, Argument] = {"topic": among} if among else {}
    without = () if among else ("topics",)
    if asked.day:
        day = Literal(str(asked), datatype=NamedNode(XSD["date"]))
        found = listed(engine, "dated-on-day", {"day": day, **terms}, without=without)
    else:
        year = Literal(f"{asked.year:04d}", datatype=NamedNode(XSD["gYear"]))
        found = listed(engine, "dated-in-year", {"year": year, **terms}, without=without)
    newest: dict[str, str | None] = {}
    for row in found:
        on = row.get("on")
        if not asked.month or (on or "").startswith(str(asked)):
            newest[row["paper"]] = max(newest.get(row["paper"]) or "", on or "") or None
    # A year comes after its months, and a month after its days, as it is not known to be any of them.
    return sorted(sorted(newest.items()), key=lambda entry: (entry[1] or "").ljust(10, " "), reverse=True)


def _above(asked: Period) -> list[Period]:
    """Return the year and the month that a period lies in."""
    around = [Period(asked.year)] if asked.month else []
    return [*around, Period(asked.year, asked.month)] if asked.day else around


def _parts(asked: Period, counted: papers_by_date.Dates) -> list[tuple[Period, int]]:
    """Return the months of a year, or the days of a month, that have papers, newest first."""
    if asked.day:
        return []
    length = 10 if asked.month else 7
    counts: Counter[str] = Counter()
    for on, papers in counted:
        if len(on) >= length:
            counts[on[:length]] += papers
    return [(period(part), count) for part, count in sorted(counts.items(), reverse=True)]


def _days(served: ServedRelease, among: Sequence[str], most: int) -> list[tuple[str, int]]:
    """Return the newest days that have papers, and how many."""
    found: list[tuple[str, int]] = []
    for year, _ in listings.years(served):
        counted, _ = _page(served.engine, Period(year), among, 0, 0)
        found += [(on, papers) for on, papers in counted if len(on) == papers_by_date.DAY][
            : most - len(found)
        ]
        if len(found) >= most:
            break
    return found


def _recent(request: Request) -> Response:
    return _newest_days(request, "Recent papers", RECENT_DAYS)


def _new(request: Request) -> Response:
    return _newest_days(request, "New papers", 1)


def _newest_days(request: Request, title: str, most: int) -> Response:
    served = served_release(request)
    topic, among = _topic(request, served)
    groups = []
    for day, total in _days(served, among, most):
        asked = period(day)
        shown = [(paper, None) for paper, _ in _dated(served.engine, asked, among)[:DAY_SHOWN]]
        groups.append((asked, listings.described(served.engine, shown), total))
    return page(
        request,
        "listing.html",
        title=title,
        topic=topic,
        above=[],
        parts=[],
        groups=groups,
        paging=None,
        query=f"&topic={topic.note}" if topic else "",
    )


def _topic(request: Request, served: ServedRelease) -> tuple[NamedLink | None, Sequence[str]]:
    """Return the topic that the list is narrowed to by `topic` (such as cs.LG), and it with those below it.

    Raises:
        RequestRefused: 404, there is no such topic.
    """
    code = request.query_params.get("topic")
    if not code:
        return None, ()
    if re.fullmatch(r"[A-Za-z_-]+(\.[A-Za-z-]+)?", code):
        iri = TOPIC[code]
        found = asked(served.engine, "labels", concept=[iri])
        if found:
            below = listed(served.engine, "topics-below", {"topic": iri})
            return NamedLink(iri, found[0]["name"], code), [row["x"] for row in below]
    raise RequestRefused(
        Problem("unknown", "There is no such topic", 404, f"No topic has the code {code!r}; see /browse.")
    )
