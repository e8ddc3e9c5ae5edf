"""The short lists that pages show: newest papers, largest topics and venues.

What a page shows in every visit is asked once a release and kept (`ServedRelease.once`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import islice
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.engine import Engine
from kg.iris import authorships_at
from kg.queries.asking import Row, asked, counted, listed
from kg.queries.bibliography.citing import untitled
from kg.release.answering.pages import OF_SERIES, OF_VENUE, UNDER_TOPIC
from kg.release.search import EntryKind
from kg.vocab import CODE, FABIO, FOAF, SCHEMA, TOPIC, XSD
from kg.web.http.current import ServedRelease
from kg.web.pages.description.entity import short
from kg.web.pages.description.names import NamedLink, grouped, number
from kg.web.pages.description.properties import ListedPaper
from kg.web.pages.lists.paper_counts import PaperCounts
from kg.web.pages.lists.totals import totals

COUNTED: Final = (
    ("papers", FABIO["Work"]),
    ("people", SCHEMA["Person"]),
    ("teams", FOAF["Group"]),
    ("publications", FABIO["Expression"]),
)
_WAYS: Final = {OF_VENUE: "venues-of-papers", OF_SERIES: "series-of-papers"}

MOST_LOOKED_AT: Final = 3000
MOST_AT_ONCE: Final = 300
NAMED: Final = 3
"""Authors that are named of a paper in a list."""
MOST_VENUES: Final = 2
MOST_STATED: Final = 400
"""Topics among which those are looked for that the first page shows."""


def counts(served: ServedRelease) -> list[tuple[str, int]]:
    """Return how many papers, people, … the release holds, without those it has none of.

    Topics are those that papers are on: a release has all of a taxonomy, used or not.
    """

    def make() -> list[tuple[str, int]]:
        found = []
        for label, class_iri in COUNTED:
            count = served.counts.get(class_iri)
            if count is None:
                count = counted(served.engine, "class-counted", {"class": class_iri})
            found.append((label, count))
        found.append(("topics", topics(served)))
        return [entry for entry in found if entry[1]]

    return served.once("counts", make)


def topics(served: ServedRelease) -> int:
    """Return how many topics papers are on."""
    return served.once("topics in use", lambda: counted(served.engine, "topics-counted"))


def years(served: ServedRelease) -> list[tuple[int, int]]:
    """Return the years that have papers, newest first, and how many."""

    def make() -> list[tuple[int, int]]:
        found = ((number(row["year"]), int(row["n"])) for row in listed(served.engine, "years"))
        return sorted(((year, n) for year, n in found if year is not None), reverse=True)

    return served.once("years", make)


def _newest(
    engine: Engine, which: str | None, iri: str, years: Iterable[int], limit: int
) -> list[ListedPaper]:
    """Return the newest papers that belong to `iri` (by `which`), or of all, which have one of `years`.

    The year is taken first, as a number; sorting all dates as text takes minutes on a large store.
    """
    found: list[tuple[str, str | None]] = []
    for year in years:
        found += _of_year(engine, which, iri, year, limit - len(found))
        if len(found) >= limit:
            break
    return described(engine, list(dict(found).items()))


def _of_year(
    engine: Engine, which: str | None, iri: str, year: int, limit: int
) -> list[tuple[str, str | None]]:
    of_year = Literal(f"{year:04d}", datatype=NamedNode(XSD["gYear"]))
    if which is None:
        found = listed(engine, "papers-of-year", {"year": of_year}, without=("papers",), most=limit)
    else:
        found = listed(
            engine, "papers-of-year", {"year": of_year, "thing": iri}, ("papers", which), most=limit
        )
    return [(row["paper"], row.get("on", str(year))) for row in found]


def _newest_of_many(served: ServedRelease, which: str, iri: str, limit: int) -> list[ListedPaper]:
    """Return the newest papers of a topic or venue that has very many.

    They are looked for among the newest papers of all, since those of a year that belong to it would
    first have to be found among all that belong to it.
    """
    engine = served.engine
    among = {iri}
    if which == UNDER_TOPIC:
        among |= {row["x"] for row in listed(engine, "topics-below", {"topic": iri})}
    way = _WAYS.get(which, "topics-of-papers")
    found: list[tuple[str, str | None]] = []
    for year, _ in years(served):
        newest = served.once(f"newest of {year}", partial(_of_year, engine, None, "", year, MOST_LOOKED_AT))
        for start in range(0, len(newest), MOST_AT_ONCE):
            part = newest[start : start + MOST_AT_ONCE]
            # The topic is compared here, so that the engine does not begin at it.
            of = asked(engine, way, paper=(paper for paper, _ in part))
            belong = {row["paper"] for row in of if row["of"] in among}
            found += [entry for entry in part if entry[0] in belong]
            if len(found) >= limit:
                return described(engine, found[:limit])
    return described(engine, found)


def newest(served: ServedRelease, limit: int = 10) -> list[ListedPaper]:
    """Return the newest papers of the release."""

    def make() -> list[ListedPaper]:
        return _newest(served.engine, None, "", (year for year, _ in years(served)), limit)

    return served.once("newest", make)


def prepare(served: ServedRelease) -> None:
    """Find out what the first pages show, which takes seconds where there are very many papers."""
    for find in (counts, newest, largest_topics, largest_venues):
        find(served)


def described(engine: Engine, papers: Sequence[tuple[str, str | None]]) -> list[ListedPaper]:
    """Return papers with their titles and the first of their authors; each is given with its date."""
    if not papers:
        return []
    places = [one for iri in dict(papers) for one in authorships_at(iri, range(1, NAMED + 1))]
    slots = asked(engine, "paper-first-authors", slot=places) if places else []
    first: dict[str, list[str]] = {}
    for slot in sorted(slots, key=lambda row: (int(row["n"]), row["printed"])):
        first.setdefault(slot["paper"], []).append(slot["printed"])
    known = {row["paper"]: row for row in asked(engine, "paper-heads", paper=dict(papers))}
    return [
        ListedPaper(
            iri,
            known[iri].get("title") or untitled(known[iri].get("pub")),
            on,
            byline=_byline(first.get(iri, []), known[iri]),
        )
        for iri, on in papers
    ]


def _byline(first: Sequence[str], known: Row) -> str | None:
    more = max(0, int(known.get("authors", 0)) - len(first))
    others = f" and {grouped(more)} other{'' if more == 1 else 's'}" if more else ""
    if not others and known.get("status") == CODE["list-truncated"]:
        others = " et al."
    return ", ".join(first[:NAMED]) + others if first else None


def venues_of(engine: Engine, papers: Iterable[str]) -> dict[str, tuple[NamedLink, ...]]:
    """Return where papers appeared, `MOST_VENUES` of each at most; archives stand behind other venues."""
    found = asked(engine, "paper-venues", paper=papers)
    listed: dict[str, dict[str, NamedLink]] = {}
    for row in sorted(found, key=lambda row: ("archive" in row, row["name"], row["venue"])):
        listed.setdefault(row["paper"], {}).setdefault(row["venue"], NamedLink(row["venue"], row["name"]))
    return {paper: tuple(links.values())[:MOST_VENUES] for paper, links in listed.items()}


def newest_of(
    served: ServedRelease, which: str, iri: str, tally: PaperCounts, limit: int = 50
) -> list[ListedPaper]:
    """Return the newest papers that belong to a topic or venue (by `which`); those without a year last."""
    engine = served.engine
    if tally.more:
        return _newest_of_many(served, which, iri, limit)
    found = _newest(engine, which, iri, (year for year, _ in tally.years), limit)
    if len(found) < min(limit, tally.total):
        rest = listed(
            engine, "papers-without-year", {"thing": iri}, ("papers", which), most=limit - len(found)
        )
        found += described(engine, [(row["paper"], None) for row in rest])
    return found


def _largest(served: ServedRelease, kind: EntryKind, chosen: Iterable[str], query: str) -> list[NamedLink]:
    """Return the topics or venues `chosen` with the number of papers that their pages count."""
    counts = totals(served, kind)
    ranked = sorted(chosen, key=lambda iri: (-counts.get(iri, 0), iri))
    called = asked(served.engine, query, x=ranked)
    known = {row["x"]: row for row in reversed(called)}
    found = []
    for iri in ranked:
        label, code = known[iri].get("label", short(iri)), known[iri].get("code")
        shown = f"{label} ({code})" if code and code != label else label
        found.append(NamedLink(iri, shown, grouped(counts.get(iri, 0))))
    return found


def largest_topics(served: ServedRelease, limit: int = 12) -> list[NamedLink]:
    """Return the topics that most papers state, and how many papers are on them or a topic below them."""
    return _stated_topics(served)[0][:limit]


def largest_keywords(served: ServedRelease, limit: int = 12) -> list[NamedLink]:
    """Return the topics of other schemes than arXiv's that most papers state, such as keywords."""
    return _stated_topics(served)[1][:limit]


def _stated_topics(served: ServedRelease) -> tuple[list[NamedLink], list[NamedLink]]:
    def make() -> tuple[list[NamedLink], list[NamedLink]]:
        stated = listed(served.engine, "topics-stated", most=MOST_STATED)
        largest = _largest(served, EntryKind.TOPIC, (row["x"] for row in stated), "topic-labels")
        own = [link for link in largest if link.iri.startswith(str(TOPIC))]
        return own, [link for link in largest if not link.iri.startswith(str(TOPIC))]

    return served.once("topics", make)


def largest_venues(served: ServedRelease, limit: int = 12) -> list[NamedLink]:
    """Return the venues with most papers, and how many."""

    def make() -> list[NamedLink]:
        chosen = islice(totals(served, EntryKind.VENUE), limit)
        return _largest(served, EntryKind.VENUE, chosen, "venue-labels")

    return served.once("venues", make)
