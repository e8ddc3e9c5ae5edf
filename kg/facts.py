"""What the resolved graph says of a work beside title, authors and places: contributions, grants, subjects.

Identity makes them from records, mapping turns them into triples, as `kg.works`. Texts in several languages
are pairs of the text and its language (BCP 47), which is null where it is not known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kg.records import ContributorRole, CountKind, RelationKind

Tagged = tuple[str, str | None]


@dataclass(slots=True)
class Contribution:
    """The role of one who is no author of the work. `agent` is a key that an identifier gives, or null."""

    position: int
    role: ContributorRole
    name: str
    given: str | None = None
    family: str | None = None
    collective: bool = False
    agent: str | None = None
    role_as_stated: str | None = None


@dataclass(slots=True)
class Grant:
    """What paid for a work: who, by the key and name of the funder, and the award as far as it is stated."""

    funder: str | None = None
    funder_name: str | None = None
    award: str | None = None
    title: str | None = None
    url: str | None = None


@dataclass(slots=True)
class Subject:
    """A term of a scheme. `scheme` and `key` tell the concept from others, `scheme_label` is for people.

    `term` is its normal form, null where only its `code` is stated; `stated` are the words of the sources.
    """

    scheme: str
    scheme_label: str
    key: str
    term: str | None = None
    code: str | None = None
    stated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A concept of a scheme as all works have it: its preferred label and the other forms, as stated."""

    scheme: str
    scheme_label: str
    key: str
    label: str
    code: str | None
    others: list[str]


@dataclass(frozen=True, slots=True)
class Match:
    """That one concept means what another of another scheme means: `exact`, or close to it.

    Both are named by scheme, `/` and key; arXiv's categories are of the scheme `arxiv`.
    """

    concept: str
    other: str
    exact: bool
    rule: str
    confidence: float
    words: str


@dataclass(slots=True)
class RelatedWork:
    """What the work is to another: to a paper of the graph by its mint key, else to what an address names.

    Sources state the kinds of `RelationKind`; that two papers are versions of one piece of work, one of a
    meeting and one of a periodical, is decided.
    """

    kind: RelationKind | Literal["other-version"]
    paper: str | None = None
    link: str | None = None


@dataclass(slots=True)
class Counted:
    """A number that a record states of the work, and when it was counted."""

    record: str
    kind: CountKind
    value: int
    observed: str | None = None


@dataclass(slots=True)
class HeldEvent:
    """An event at which a work was presented, or which a volume is of."""

    name: str | None = None
    acronym: str | None = None
    number: str | None = None
    place: str | None = None
    start: str | None = None
    end: str | None = None


@dataclass(slots=True)
class EditorialNotice:
    """That another paper says of this one that it is retracted, corrected or replaced.

    `paper` is the mint key of the notice, `record` the record that states it, `date` when it appeared.
    """

    relation: RelationKind
    paper: str
    record: str
    date: str | None = None


@dataclass(slots=True)
class Facts:
    """What records state of one work beside what makes it known; each statement once."""

    subtitle: str | None = None
    languages: list[str] = field(default_factory=list)
    titles: list[Tagged] = field(default_factory=list)
    abstracts: list[Tagged] = field(default_factory=list)
    contributions: list[Contribution] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    related: list[RelatedWork] = field(default_factory=list)
    counts: list[Counted] = field(default_factory=list)
