"""What a reader hands on: records as one source states them, with their damage and their repairs.

This is also kg's own JSON Lines format (`kg records` prints it, `kg build` reads it): one object a
line, `"type": "work"` or `"type": "profile"`. Nothing here knows RDF. Positions count from 0 and
lines from 1; dates are ISO 8601 in the precision of the source: `2020`, `2020-09`, `2020-09-20`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from kg.kinds import StatusKind, VenueKind, WorkType

Text = Annotated[str, StringConstraints(min_length=1)]
PartialDate = Annotated[
    str, StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
]
Instant = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]


class Model(BaseModel):
    """Common settings: immutable, and an unknown key is an error rather than a silent loss."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Model):
    """Where a record stands: the file as named by the user, its format, first and last line (1-based).

    `observed` is when the source said so (a page was saved, an export was made); null where nothing tells.
    """

    file: str
    format: str
    first_line: Annotated[int, Field(ge=1)]
    last_line: Annotated[int, Field(ge=1)]
    observed: PartialDate | None = None


class Damage(Model):
    """What the source shows broken, before any repair.

    `kind` is one of those below, `field` the record's key it concerns (`title`, `authors`, …) and
    `position` the author it concerns, from 0, where it concerns one.
    """

    kind: Literal[
        "title_lost", "authors_lost", "names_misaligned", "mojibake", "null_token", "name_lost",
        "abstract_truncated", "head_cut", "abstract_lost", "identifier_invalid", "date_invalid",
        "category_ambiguous", "category_unknown", "authors_odd", "other",
    ]  # fmt: skip
    field: str
    position: int | None = None
    note: str | None = None


class Repair(Model):
    """One value mended: by which rule, from what, to what, and how sure.

    `certain` is true where the rule proves the result (for instance a lossless re-decoding);
    `confidence` is the estimated probability that `after` is right, from 0 to 1. `after` is null
    where the damage is known but nothing better can be given.
    """

    field: str
    position: int | None = None
    rule: Text
    before: str
    after: str | None
    certain: bool
    confidence: Annotated[float, Field(ge=0, le=1)]
    note: str | None = None


class Author(Model):
    """One entry of an author list.

    `name` reads given name first; `printed` is the entry verbatim as the source prints it; `kind`
    tells a collective (team, collaboration, institution) from a person. `given` and `family` are
    null where they are unknown, and always for a collective. `variants` are other spellings of the name
    that the source states, such as that in the person's own script, given name first where it has one.
    """

    position: Annotated[int, Field(ge=0)]
    name: Text
    given: str | None = None
    family: str | None = None
    suffix: str | None = None
    kind: Literal["person", "collective"] = "person"
    printed: str | None = None
    variants: tuple[Text, ...] = ()
    orcid: str | None = None
    identifiers: dict[str, Text] = Field(default_factory=dict)
    affiliations: tuple[Text, ...] = ()


class Version(Model):
    """One version of an e-print: its number from 1, when it was submitted (UTC), and its stated size."""

    number: Annotated[int, Field(ge=1)]
    submitted: Instant | PartialDate | None = None
    size: str | None = None


class Status(Model):
    """What became of a publication after it appeared: withdrawn, retracted, corrected or superseded.

    `note` is what the source says of it, `by` the identifier of the notice or of what replaces it, a DOI,
    an arXiv number or an address.
    """

    kind: StatusKind
    date: PartialDate | None = None
    note: Text | None = None
    by: Text | None = None


class WorkRecord(Model):
    """A paper exactly as one record of one source describes it. Null or empty means: not stated.

    `authors_complete` is true where the list was given whole, false where it is cut, damaged or lost, and
    null where no list is stated.

    `venue` is what the paper appeared in, and `venue_kind`, `venue_identifiers`, `editors`, `series`,
    `place` and `publisher` are that venue's or volume's. `work_type_as_stated` is the source's own word
    where that is not kg's.
    """

    type: Literal["work"] = "work"
    source: Source
    title: Text | None = None
    authors: tuple[Author, ...] = ()
    authors_complete: bool | None = True
    abstract: Text | None = None
    comment: Text | None = None
    arxiv_id: Text | None = None
    version: Annotated[int, Field(ge=1)] | None = None
    versions: tuple[Version, ...] = ()
    doi: Text | None = None
    identifiers: dict[str, Text] = Field(default_factory=dict)
    submitted: PartialDate | None = None
    updated: PartialDate | None = None
    date_as_stated: str | None = None
    year: Annotated[int, Field(ge=1000, le=2999)] | None = None
    submitter: Text | None = None
    primary_category: str | None = None
    categories: tuple[str, ...] = ()
    categories_as_stated: tuple[str, ...] = ()
    work_type: WorkType | None = None
    work_type_as_stated: Text | None = None
    statuses: tuple[Status, ...] = ()
    venue: Text | None = None
    venue_kind: VenueKind | None = None
    venue_identifiers: dict[str, Text] = Field(default_factory=dict)
    editors: tuple[Author, ...] = ()
    series: Text | None = None
    edition: Text | None = None
    place: Text | None = None
    publisher: Text | None = None
    volume: Text | None = None
    issue: Text | None = None
    pages: Text | None = None
    journal_ref: Text | None = None
    report_no: Text | None = None
    language: Text | None = None
    license: Text | None = None
    url: Text | None = None
    keywords: tuple[Text, ...] = ()
    references: tuple[Text, ...] = ()
    code: bool | None = None
    code_url: Text | None = None
    institutions: tuple[Text, ...] = ()
    damage: tuple[Damage, ...] = ()
    repairs: tuple[Repair, ...] = ()

    @model_validator(mode="after")
    def _of_no_list_is_not_known_whether_it_is_whole(self) -> Self:
        if self.authors_complete and not self.authors:
            object.__setattr__(self, "authors_complete", None)  # frozen for all but its making
        return self


class Profile(Model):
    """The person that a page is about, and what the page states of that person.

    `kind` is `heading` where the page is a search for a name (it says only that names match) and
    `profile` where an aggregator holds its papers to be one person's. Numbers are the page's own.
    """

    type: Literal["profile"] = "profile"
    source: Source
    name: Text
    given: str | None = None
    family: str | None = None
    printed: str | None = None
    kind: Literal["heading", "profile"] = "profile"
    identifiers: dict[str, Text] = Field(default_factory=dict)
    main_field: str | None = None
    h_index: Annotated[int, Field(ge=0)] | None = None
    papers_total: Annotated[int, Field(ge=0)] | None = None
    papers_listed: Annotated[int, Field(ge=0)] | None = None
    citations: Annotated[int, Field(ge=0)] | None = None
    novelty_percent: Annotated[float, Field(ge=0)] | Annotated[int, Field(ge=0)] | None = None
    ai_score: Annotated[float, Field(ge=0)] | Annotated[int, Field(ge=0)] | None = None
    damage: tuple[Damage, ...] = ()
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejection:
    """An entry that could not be made a record: where it stands, why, and its beginning."""

    file: str
    line: int
    reason: str
    excerpt: str = ""

    def __str__(self) -> str:
        """Give the one line a user sees."""
        return f"{self.file}:{self.line}: rejected: {self.reason}"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a user should know of an entry that was kept, such as a key that was ignored."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """Give the one line a user sees."""
        return f"{self.file}:{self.line}: note: {self.message}"


Record = WorkRecord | Profile
Item = WorkRecord | Profile | Rejection | Notice
