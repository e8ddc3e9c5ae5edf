"""What a paper points to, for formats that can say it: grants, references, related works."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CitedGrant:
    """Who paid, by name and number in the Funder Registry, and the award's number and title."""

    funder: str | None = None
    registry: str | None = None
    award: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A work that is cited: by DOI, by its parts, or as text as printed."""

    key: str | None = None
    doi: str | None = None
    text: str | None = None
    title: str | None = None
    authors: str | None = None
    year: int | None = None
    venue: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    issn: str | None = None
    isbn: str | None = None


@dataclass(frozen=True, slots=True)
class RelatedIdentifier:
    """Another work, by identifier, and what the paper is to it, in kg's words (`preprint-of`)."""

    kind: str
    scheme: str
    identifier: str
