"""What a record states beside its title and authors: dates, events, funding, relations and the like.

One noun each. A word of the source that is in no list of kinds is kept as it was stated.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from kg.kinds import StatusKind
from kg.records.model import MOST, Instant, Model, PartialDate, Text
from kg.records.person import Organisation

TitleKind = Literal["translated", "original", "alternative", "short"]
DateKind = Literal[
    "published", "published-online", "published-print", "issued", "created", "submitted", "received",
    "revised", "accepted", "available", "updated", "presented", "collected", "copyrighted", "accessed",
    "withdrawn", "other",
]  # fmt: skip
RelationKind = Literal[
    "version-of", "has-version", "preprint-of", "has-preprint", "part-of", "has-part", "supplement-to",
    "has-supplement", "corrects", "corrected-by", "retracts", "retracted-by", "replaces", "replaced-by",
    "translation-of", "has-translation", "review-of", "has-review", "comment-on", "has-comment", "same-as",
    "cites", "cited-by", "related",
]  # fmt: skip
"""What the work of a record is to another. `same-as` is another place of the same publication."""
LicenseScope = Literal["version-of-record", "accepted-manuscript", "text-mining", "metadata", "other"]
CountKind = Literal["citations", "references", "downloads", "views"]
IdentifierOf = Literal["work", "venue", "series", "event"]


class Version(Model):
    """One version of an e-print: its number from 1, when it was submitted (UTC), and its stated size."""

    number: Annotated[int, Field(ge=1, le=MOST)]
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


class Title(Model):
    """Another title of the work: in another language, an older one, a short one. `language` is BCP 47."""

    text: Text
    kind: TitleKind
    language: Text | None = None


class Abstract(Model):
    """Another abstract of the work, in another language or for other readers. `language` is BCP 47."""

    text: Text
    language: Text | None = None
    kind_as_stated: Text | None = None


class DateStated(Model):
    """A date by its meaning, in the precision of the source; `end` is the last day of a range.

    `as_stated` is the date as printed where it is no such date (`Spring 2003`), `note` the source's word for
    its meaning where that is not kg's.
    """

    kind: DateKind
    date: PartialDate | None = None
    end: PartialDate | None = None
    as_stated: Text | None = None
    note: Text | None = None


class Event(Model):
    """The conference or other event at which the work was presented."""

    name: Text | None = None
    acronym: Text | None = None
    number: Text | None = None
    place: Text | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None


class Funding(Model):
    """One grant: who paid, and the award's number, title and address as far as they are stated."""

    funder: Organisation | None = None
    award: Text | None = None
    award_title: Text | None = None
    url: Text | None = None


class Reference(Model):
    """A work that this one cites: by identifier, as text as printed, or by the parts that the source has.

    `key` is the source's own name of the entry in the list.
    """

    text: Text | None = None
    key: Text | None = None
    doi: Text | None = None
    arxiv_id: Text | None = None
    identifiers: dict[str, Text] = Field(default_factory=dict)
    title: Text | None = None
    authors: Text | None = None
    year: Annotated[int, Field(ge=1000, le=2999)] | None = None
    venue: Text | None = None
    volume: Text | None = None
    issue: Text | None = None
    pages: Text | None = None


class Relation(Model):
    """What the work is to another, that is named by an identifier or a title.

    `scheme` is that of `identifier`, in lower case (`doi`, `arxiv`, `url`, `pmid`, …); `as_stated` the
    source's own word where that is not kg's.
    """

    kind: RelationKind
    scheme: Text | None = None
    identifier: Text | None = None
    title: Text | None = None
    as_stated: Text | None = None


class Subject(Model):
    """A term of a scheme: its words, the scheme's name or address, and the term's own code or address."""

    term: Text | None = None
    scheme: Text | None = None
    code: Text | None = None


class License(Model):
    """A licence and what it is for. `license` is its address, or its words; `start` is when it begins."""

    license: Text
    scope: LicenseScope = "other"
    start: PartialDate | None = None


class Count(Model):
    """A number that the source counted: how often the work was cited, and when that was."""

    kind: CountKind
    value: Annotated[int, Field(ge=0, le=MOST)]
    observed: PartialDate | None = None


class Identifier(Model):
    """A further identifier of a scheme of which the record, its venue, series or event has one already."""

    scheme: Text
    value: Text
    of: IdentifierOf = "work"


class Stated(Model):
    """A value that no field of a record has a place for: kept as the source states it, and nowhere else.

    `field` is the path of the value in the source's own words, such as `keywords-plus`.
    """

    field: Text
    value: Text
