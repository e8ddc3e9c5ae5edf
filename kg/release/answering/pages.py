"""What the page of a large topic, venue or organisation shows in numbers, asked at the build.

Pages ask the questions in the folder `questions` of everything. Their cost grows with the authorships behind
a thing: of what has many, the answers are kept, under the very texts that the pages ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.engine import LocalEngine, Request, Term
from kg.engine.questions import Argument, Questions
from kg.engine.template import Template
from kg.vocab import PREFIXES, XSD

FOLDER: Final = Path(__file__).with_name("questions")
QUESTIONS: Final = Questions(FOLDER)
MANY: Final = 8_000
"""Papers of a topic or venue, and authorships in lists of 100 at most, from which on answers are kept."""
PLACES: Final = 2_000
"""Authorships printed with an organisation from which on its answers are kept."""
PAPERS: Final = 1_000
"""Papers of a year from which on its dates are counted at the build."""
SHOWN: Final = 50
"""Newest papers that a page shows."""

OF_TOPIC: Final = "papers-on-topic"
UNDER_TOPIC: Final = "papers-under-topic"
OF_VENUE: Final = "papers-of-venue"
OF_SERIES: Final = "papers-of-series"
OF_ORGANISATION: Final = "papers-of-organisation"
ABOUT_ORGANISATIONS: Final = ("organisation-people", "organisation-partners", "organisation-texts")
"""Which papers belong to a thing: files that have a part `papers`; what is asked of organisations alone."""

_CROWDED: Final = {"crowded-topics": MANY, "crowded-venues": MANY, "crowded-organisations": PLACES}
"""By the file that finds them, how much stands behind the things whose answers are kept."""


def crowded(engine: LocalEngine) -> Iterator[tuple[str, str]]:
    """Yield things that answers are kept about, each with the file that says which papers are its own."""
    for name, least in _CROWDED.items():
        template = Template.read(Path(__file__).with_name(f"{name}.rq"))
        for row in engine.solutions(Request(template.bind({"least": [Literal(least)]}))):
            if isinstance(row["thing"], NamedNode):
                yield row["thing"].value, _value(row, "which")


def of_years(engine: LocalEngine) -> list[str]:
    """Return the texts of the questions that lists of a year ask, of years with many papers."""
    template = Template.read(Path(__file__).with_name("crowded-years.rq"))
    rows = engine.solutions(Request(template.bind({"least": [Literal(PAPERS)]})))
    years = [row["year"] for row in rows]
    return [QUESTIONS.text("dates-in-year", {"year": year}) for year in years if isinstance(year, Literal)]


def about(engine: LocalEngine, thing: str, which: str) -> list[str]:
    """Return the texts of the questions that the page of a thing asks, without look-ups of what it lists."""
    years = by_year(which, thing)
    found = [counted(which, thing), years]
    if which == OF_ORGANISATION:
        found += [
            QUESTIONS.question(name).bind({"organisation": [NamedNode(thing)]})
            for name in ABOUT_ORGANISATIONS
        ]
    else:
        found.append(by_author(which, thing))
    left = SHOWN
    for row in engine.solutions(Request(years, prefixes=PREFIXES)):
        year, papers = _value(row, "year"), int(_value(row, "n"))
        if left > 0 and year.isdigit():
            found.append(of_year(which, thing, int(year), left))
            left -= papers
    return found


def counted(which: str, thing: str) -> str:
    """Return the text of the question how many papers belong to a thing."""
    return QUESTIONS.text("papers-counted", {"thing": thing}, ("papers", which))


def by_year(which: str, thing: str) -> str:
    """Return the text of the question how many papers of a thing are of which year, the newest first."""
    return QUESTIONS.text("papers-by-year", {"thing": thing}, ("papers", which))


def by_author(which: str, thing: str) -> str:
    """Return the text of the question who signed most of the papers of a thing."""
    return QUESTIONS.text("papers-by-author", {"thing": thing}, ("papers", which))


def of_year(which: str, thing: str, year: int, most: int) -> str:
    """Return the text of the question for the newest papers of a thing of a year."""
    terms: dict[str, Argument] = {
        "year": Literal(f"{year:04d}", datatype=NamedNode(XSD["gYear"])),
        "thing": thing,
    }
    return QUESTIONS.text("papers-of-year", terms, ("papers", which), most=most)


def _value(row: Mapping[str, Term], name: str) -> str:
    return str(getattr(row.get(name), "value", "0"))
