"""What is found: one thing of the graph, as the index keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kg.vocab import FABIO, FOAF, SCHEMA


class EntryKind(StrEnum):
    """The kinds of things that are searched, in the order in which they are shown."""

    PERSON = "person"
    PAPER = "paper"
    VENUE = "venue"
    TOPIC = "topic"
    TEAM = "team"


KINDS: Final = tuple(EntryKind)

CLASSES: Final = {
    FABIO["Work"]: EntryKind.PAPER,
    SCHEMA["Person"]: EntryKind.PERSON,
    FOAF["Group"]: EntryKind.TEAM,
    FOAF["Organization"]: EntryKind.TEAM,
    SCHEMA["Organization"]: EntryKind.TEAM,
    FABIO["SubjectTerm"]: EntryKind.TOPIC,
    FABIO["ExpressionCollection"]: EntryKind.VENUE,
    FABIO["Journal"]: EntryKind.VENUE,
    FABIO["Series"]: EntryKind.VENUE,
    FABIO["BookSeries"]: EntryKind.VENUE,
    FABIO["ConferenceProceedings"]: EntryKind.VENUE,
    FABIO["WorkshopProceedings"]: EntryKind.VENUE,
    FABIO["DocumentRepository"]: EntryKind.VENUE,
    FABIO["DataRepository"]: EntryKind.VENUE,
}
"""The kind of the instances of each class."""


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One thing that can be found.

    `iri` is relative to the base of the data set where it lies under it. `also` has other names, as
    printed or stated; `people` the first authors of a paper, `authors` how many it has; `papers` how
    many papers a person, team, venue or topic has; `identifiers` values without their schemes. `further` are
    names of people and teams that are too many to be shown.
    """

    kind: EntryKind
    iri: str
    name: str
    also: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    authors: int = 0
    year: int = 0
    papers: int = 0
    identifiers: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
