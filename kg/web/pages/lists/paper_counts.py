"""What a topic or venue holds, in numbers: papers in all, by year, and who wrote most of them.

Counting is bounded: of a topic with more papers than `MOST_COUNTED` only that is said, where no build kept
the numbers, and the page leads to the canned queries, which take their time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from kg.engine import Engine
from kg.engine.answers import Answers
from kg.queries.asking import counted, has_part, listed
from kg.release.answering import pages
from kg.web.http.current import ServedRelease
from kg.web.pages.description.names import NamedLink, grouped, number
from kg.web.pages.lists.possible_papers import perhaps
from kg.web.pages.rendering import charts

MOST_COUNTED: Final = 20_000
MOST_FOR_PEOPLE: Final = 2_000


@dataclass(frozen=True, slots=True)
class PaperCounts:
    """Numbers of papers: in all (`more` where counting stopped), by year newest first, and by author."""

    total: int
    more: bool
    years: list[tuple[int, int]]
    chart: Markup | None
    people: list[NamedLink]


def tally(served: ServedRelease, which: str, iri: str, name: str, *, people: bool = True) -> PaperCounts:
    """Count the papers that belong to a topic or venue (by `which`, see `listings`), with who signed most.

    All are counted where the release has the numbers at hand (`kg.release.answering.pages`).
    """
    engine = served.engine
    ready = at_hand(served, pages.counted(which, iri))
    total = (
        _number(engine, which, iri)
        if not ready
        else counted(engine, "papers-counted", {"thing": iri}, ("papers", which))
    )
    if total > MOST_COUNTED and not ready:
        return PaperCounts(MOST_COUNTED, True, [], None, [])
    years = [
        (int(row["year"]), int(row["n"]))
        for row in listed(engine, "papers-by-year", {"thing": iri}, ("papers", which))
        if number(row["year"]) is not None
    ]
    chart = charts.by_year(dict(years), f"Papers by year: {name}") if len(years) > 1 else None
    signed = _people(engine, which, iri) if people and (ready or total <= MOST_FOR_PEOPLE) else []
    return PaperCounts(total, False, years, chart, signed)


def at_hand(served: ServedRelease, text: str) -> bool:
    """Tell whether the release has the answer of a question at hand."""
    if (release := served.release) is None:
        return False
    return served.once("answers at hand", lambda: Answers.read(release.answers_path)).has(text)


def _number(engine: Engine, which: str, iri: str) -> int:
    """Return how many papers there are, counting to `MOST_COUNTED` and one more."""
    # Where the places of papers are many, looking at all of them to count the papers takes long.
    most = 2 * MOST_COUNTED
    if (
        has_part(which, "first")
        and counted(engine, "places-counted", {"thing": iri}, ("first", which), most) == most
    ):
        return MOST_COUNTED + 1
    return counted(engine, "papers-counted", {"thing": iri}, ("papers", which), MOST_COUNTED + 1)


def _people(engine: Engine, which: str, iri: str) -> list[NamedLink]:
    found = listed(engine, "papers-by-author", {"thing": iri}, ("papers", which))
    more = perhaps(engine, [row["who"] for row in found])
    return [
        NamedLink(
            row["who"],
            row.get("name", row["who"]),
            f"{grouped(row['n'])} of these{', perhaps more' if row['who'] in more else ''}",
        )
        for row in found
    ]
