"""A paper as one record of one source describes it."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from kg.kinds import VenueKind, WorkType
from kg.records.model import MOST, Model, PartialDate, Text
from kg.records.person import Author, Contributor
from kg.records.source import Damage, Repair, Source
from kg.records.statement import (
    Abstract,
    Count,
    DateStated,
    Event,
    Funding,
    Identifier,
    License,
    Reference,
    Relation,
    Stated,
    Status,
    Subject,
    Title,
    Version,
)


class WorkRecord(Model):
    """A paper exactly as one record of one source describes it. Null or empty means: not stated.

    `authors_complete` is true where the list was given whole, false where it is cut, damaged or lost, and
    null where no list is stated, or it is not known whether it is whole.

    `venue` is what the paper appeared in, and `venue_kind`, `venue_identifiers`, `venue_abbreviation`,
    `editors`, `series`, `series_number`, `event`, `place` and `publisher` are that venue's or volume's.
    `work_type_as_stated` is the source's own word where that is not kg's.

    `language` is the one language of the work, also of its title and abstract; a work in several has
    `languages` in its place.

    `submitted`, `updated` and `published` are the dates of most use; `dates` has the others by their meaning.
    `license` is the one that holds for readers now; `licenses` are all that are stated, with their scope.
    """

    type: Literal["work"] = "work"
    source: Source
    title: Text | None = None
    subtitle: Text | None = None
    titles: tuple[Title, ...] = ()
    authors: tuple[Author, ...] = ()
    authors_complete: bool | None = True
    contributors: tuple[Contributor, ...] = ()
    abstract: Text | None = None
    abstracts: tuple[Abstract, ...] = ()
    comment: Text | None = None
    arxiv_id: Text | None = None
    version: Annotated[int, Field(ge=1, le=MOST)] | None = None
    versions: tuple[Version, ...] = ()
    doi: Text | None = None
    identifiers: dict[str, Text] = Field(default_factory=dict)
    other_identifiers: tuple[Identifier, ...] = ()
    submitted: PartialDate | None = None
    updated: PartialDate | None = None
    published: PartialDate | None = None
    dates: tuple[DateStated, ...] = ()
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
    venue_abbreviation: Text | None = None
    venue_kind: VenueKind | None = None
    venue_identifiers: dict[str, Text] = Field(default_factory=dict)
    editors: tuple[Author, ...] = ()
    event: Event | None = None
    series: Text | None = None
    series_number: Text | None = None
    edition: Text | None = None
    place: Text | None = None
    publisher: Text | None = None
    volume: Text | None = None
    issue: Text | None = None
    pages: Text | None = None
    article_number: Text | None = None
    extent: Text | None = None
    journal_ref: Text | None = None
    report_no: Text | None = None
    language: Text | None = None
    languages: tuple[Text, ...] = ()
    license: Text | None = None
    licenses: tuple[License, ...] = ()
    url: Text | None = None
    keywords: tuple[Text, ...] = ()
    subjects: tuple[Subject, ...] = ()
    funding: tuple[Funding, ...] = ()
    references: tuple[Reference, ...] = ()
    relations: tuple[Relation, ...] = ()
    counts: tuple[Count, ...] = ()
    code: bool | None = None
    code_url: Text | None = None
    institutions: tuple[Text, ...] = ()
    stated: tuple[Stated, ...] = ()
    damage: tuple[Damage, ...] = ()
    repairs: tuple[Repair, ...] = ()

    @field_validator("references", mode="before")
    @classmethod
    def _a_text_is_a_reference_as_printed(cls, stated: Any) -> Any:
        if not isinstance(stated, list | tuple):
            return stated
        return [{"text": one} if isinstance(one, str) else one for one in stated]

    @model_validator(mode="after")
    def _of_no_list_is_not_known_whether_it_is_whole(self) -> Self:
        if self.authors_complete and not self.authors:
            object.__setattr__(self, "authors_complete", None)  # frozen for all but its making
        return self
