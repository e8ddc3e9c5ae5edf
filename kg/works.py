"""The resolved graph's things, between identity and mapping: works, authorships, agents, decisions.

Identity makes them from records, mapping turns them into triples. They are plain data; agents, which many
works share, can be laid aside as JSON. Positions count from 1 here, as they do in the graph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import orjson

from kg.facts import Facts, HeldEvent
from kg.keys import apart_key, authorship_key, listed_key
from kg.kinds import StatusKind, VenueKind, WorkType
from kg.records import LicenseScope, Repair


@dataclass(slots=True)
class Authorship:
    """The role of author held by one agent at one position of the resolved list.

    `agent` is the key of an agent known by more than this position (an ORCID, a team's name), else null.
    `named` are keys by which decisions of people name it. `page` is the id of the profile page that lists the
    paper, where no printed list has the name (position 0). `organisations` are keys of known affiliations.
    `apart`: who the holder is taken for has a position before.
    """

    position: int
    name: str
    key: str
    given: str | None = None
    family: str | None = None
    collective: bool = False
    agent: str | None = None
    identifiers: dict[str, str] = field(default_factory=dict)
    alternates: list[str] = field(default_factory=list)
    affiliations: list[str] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    page: str = ""
    organisations: list[str] = field(default_factory=list)
    corresponding: bool = False
    equal_contribution: bool = False
    apart: bool = False

    @property
    def slot(self) -> str:
        """Return what tells the authorship from others of its paper: its position, or the page."""
        return f"profile-{self.page}" if self.page else str(self.position)


@dataclass(slots=True)
class Version:
    """One version of an e-print: number, and submission instant or date and size where stated."""

    number: int
    submitted: str | None = None
    size: str | None = None


@dataclass(slots=True)
class Status:
    """What became of a publication or a paper, since when, in which words, and by which notice.

    `records` are those that say so, `notices` the mint keys of the notices that are papers of the graph.
    """

    kind: StatusKind
    date: str | None = None
    note: str | None = None
    by: str | None = None
    records: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Expression:
    """One place where a work appeared: an e-print server, a journal, proceedings.

    `path` is the part of its IRI after `/pub/`: `arxiv/2009.09496`, `doi/10.1000/182`, `x/…`.
    `kind` is its FaBiO class, `Expression` where no more is known. `licenses` are pairs of what a licence is
    for and the licence; `event` is that at which it was presented, where its venue is not the event's volume;
    `edition` and `place` are its own, where it stands in no venue.
    """

    path: str
    kind: str
    venue: str | None = None
    date: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    publisher: str | None = None
    license: str | None = None
    article_number: str | None = None
    edition: str | None = None
    place: str | None = None
    licenses: list[tuple[LicenseScope, str]] = field(default_factory=list)
    event: HeldEvent | None = None
    identifiers: list[list[str]] = field(default_factory=list)
    same_as: list[str] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    statuses: list[Status] = field(default_factory=list)


@dataclass(slots=True)
class FieldDecision:
    """The choice of one value of a property (a CURIE): of several that records state, or of one derived.

    `by` names the person who chose, where one did. `on` is the path of the publication that it is about,
    empty where that is the paper, or the venue.
    """

    name: str
    prop: str
    rule: str
    confidence: float
    supported: list[str]
    contradicted: list[str]
    words: str = ""
    by: str = ""
    on: str = ""


@dataclass(slots=True)
class IdentityDecision:
    """A decision that things are the same, different, or that this cannot be told.

    `things` are keys as `kind:key` that the mapping turns into IRIs; `records` and `mentions` are
    the evidence, `authorships` too: mint key of the paper, `#` and position. `words` are the same for
    people to read. `by` names the person who decided, where one did.
    """

    name: str
    outcome: str
    rule: str
    confidence: float
    things: list[str]
    records: list[str] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    words: str = ""
    by: str = ""
    authorships: list[str] = field(default_factory=list)


@dataclass(slots=True)
class RecordRepair:
    """A repair of a record, bound to the record and, for an author, to the resolved position (from 1).

    `witness` is the mention of another record that bears it out; `by` names the person who made it, if any.
    """

    record: str
    repair: Repair
    position: int | None = None
    witness: str | None = None
    by: str = ""


@dataclass(slots=True)
class Work:
    """One paper, resolved. `key` is its mint key, `records` what it was made from.

    `authorships` are the entries of its author list; `listed` those of people whose profile pages list it.
    With `secret` the key must not be shown: a name is in it that has been given up.
    """

    key: str
    records: list[str]
    kinds: tuple[str, str]
    title: str | None = None
    abstract: str | None = None
    language: str | None = None
    date: str | None = None
    authorships: list[Authorship] = field(default_factory=list)
    listed: list[Authorship] = field(default_factory=list)
    list_status: str | None = None
    topics: list[str] = field(default_factory=list)
    primary_topic: str | None = None
    expressions: list[Expression] = field(default_factory=list)
    identifiers: list[list[str]] = field(default_factory=list)
    cites: list[str] = field(default_factory=list)
    code_url: str | None = None
    repairs: list[RecordRepair] = field(default_factory=list)
    fields: list[FieldDecision] = field(default_factory=list)
    identity: list[IdentityDecision] = field(default_factory=list)
    statuses: list[Status] = field(default_factory=list)
    facts: Facts = field(default_factory=Facts)
    secret: bool = False


@dataclass(slots=True)
class Agent:
    """A person, team or institution known by a key that several positions share.

    `own` is the key that the position alone would give it (specification, section 3.3), `named` those by
    which decisions of people name it, `keys` the name keys of one who signs. `country` has two letters.
    """

    key: str
    collective: bool
    name: str
    given: str | None = None
    family: str | None = None
    alternates: list[str] = field(default_factory=list)
    identifiers: list[list[str]] = field(default_factory=list)
    positions: int = 1
    status: str = "single"
    own: str | None = None
    named: list[str] = field(default_factory=list)
    country: str | None = None
    keys: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Editor:
    """One entry of a volume's list of editors. `agent` is a key by which the editor is known, or null."""

    position: int
    name: str
    given: str | None = None
    family: str | None = None
    collective: bool = False
    agent: str | None = None


@dataclass(slots=True)
class VenueMention:
    """What one record says of the venue where its paper appeared.

    `kind` is the venue's as stated, `work_type` the paper's; `volume` and `issue` tell whether the paper
    stands in a numbered one. Editors, series, edition, place and event are those of the volume;
    `series_identifiers` are those of the series that it is of. With `volumes` it is said of a series by one
    of its volumes.
    """

    key: str
    name: str
    kind: VenueKind | None = None
    work_type: WorkType | None = None
    volume: bool = False
    issue: bool = False
    identifiers: list[list[str]] = field(default_factory=list)
    editors: list[Editor] = field(default_factory=list)
    series: str | None = None
    edition: str | None = None
    place: str | None = None
    abbreviation: str | None = None
    series_number: str | None = None
    event: HeldEvent | None = None
    series_identifiers: list[list[str]] = field(default_factory=list)
    volumes: bool = False


@dataclass(slots=True)
class Venue:
    """A journal, volume, series, repository or the like, with `classes` of FaBiO and schema.org.

    `part_of` are the keys of the series that a volume is of, `former` of the venues that this continues.
    """

    key: str
    name: str
    kind: VenueKind | None
    classes: tuple[str, str]
    alternates: list[str] = field(default_factory=list)
    identifiers: list[list[str]] = field(default_factory=list)
    editors: list[Editor] = field(default_factory=list)
    series: str | None = None
    edition: str | None = None
    place: str | None = None
    series_number: str | None = None
    event: HeldEvent | None = None
    part_of: list[str] = field(default_factory=list)
    former: list[str] = field(default_factory=list)


def own_key(paper: str, authorship: Authorship) -> str:
    """Return the key of an authorship's holder by its position on `paper` (a mint key) alone."""
    if authorship.page:  # no other key is weaker, so that it names nobody who has a position
        return listed_key(paper, authorship.key)
    own = authorship_key(paper, authorship.position, authorship.key)
    return apart_key(own) if authorship.apart else own


def load_agent(line: bytes) -> Agent:
    """Read back what `dump` wrote of an agent."""
    return Agent(**orjson.loads(line))


def dump(thing: Agent) -> bytes:
    """Return `thing` as one line of JSON, line end included."""
    return orjson.dumps(thing) + b"\n"


def unique(values: Sequence[str]) -> list[str]:
    """Return `values` without repetition, in their first order."""
    return list(dict.fromkeys(values))
