"""The papers that are near a paper: by its authors first, then by its topics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from kg.engine import Engine
from kg.queries.asking import asked, counted
from kg.web.pages.description.properties import ListedPaper
from kg.web.pages.lists.listings import described

SHOWN: Final = 8
MOST_OF_TOPIC: Final = 1000
"""Papers of a topic; what a larger one has in common says little, and takes long to compare."""


def related(engine: Engine, iri: str, authors: Iterable[str], topics: Sequence[str]) -> list[ListedPaper]:
    """Return papers that share authors with the paper `iri`, most of them first, or else topics."""
    by_author = _sharing(engine, iri, "related-by-author", list(dict.fromkeys(authors)))
    found = dict(by_author)
    if len(by_author) < SHOWN:
        small = [topic for topic in topics if _is_small(engine, topic)]
        found |= dict.fromkeys(_sharing(engine, iri, "related-by-topic", small).keys() - by_author.keys(), 0)
    if not found:
        return []
    in_common = _in_common(engine, found, topics)
    near = sorted(found, key=lambda paper: (-found[paper], -in_common.get(paper, 0), paper))[:SHOWN]
    dates = _dates(engine, near)
    return [
        replace(paper, note=_note(by_author.get(paper.iri, 0), in_common.get(paper.iri, 0)))
        for paper in described(engine, [(paper, dates.get(paper)) for paper in near])
    ]


def _sharing(engine: Engine, iri: str, query: str, things: Sequence[str]) -> dict[str, int]:
    """Return the papers that share most of `things`, and how many, most first."""
    return {row["paper"]: int(row["n"]) for row in asked(engine, query, shared=things, but=[iri])}


def _in_common(engine: Engine, papers: Iterable[str], topics: Sequence[str]) -> dict[str, int]:
    """Return how many of `topics` each of `papers` has."""
    found = asked(engine, "topics-in-common", paper=papers, topic=topics)
    return {row["paper"]: int(row["n"]) for row in found}


def _is_small(engine: Engine, topic: str) -> bool:
    return counted(engine, "papers-on", {"topic": topic}, most=MOST_OF_TOPIC + 1) <= MOST_OF_TOPIC


def _dates(engine: Engine, papers: Sequence[str]) -> dict[str, str]:
    return {row["paper"]: row["on"] for row in asked(engine, "dates", paper=papers)}


def _note(authors: int, topics: int) -> str:
    parts = [f"{authors} of the authors named above"] if authors else []
    if topics:
        parts.append(f"{topics} topic{'' if topics == 1 else 's'} in common")
    return ", ".join(parts)
