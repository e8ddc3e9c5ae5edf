"""What a reader hands on: records as one source states them, with their damage and their repairs.

This is also kg's own JSON Lines format (`kg records` prints it, `kg build` reads it): one object a
line, `"type": "work"` or `"type": "profile"`. Nothing here knows RDF. Positions count from 0 and
lines from 1; dates are ISO 8601 in the precision of the source: `2020`, `2020-09`, `2020-09-20`.
"""

from __future__ import annotations

from kg.records.item import Notice, Rejection
from kg.records.model import MOST, Instant, Model, PartialDate, Text
from kg.records.person import Author, Contributor, ContributorRole, Organisation
from kg.records.profile import Profile
from kg.records.source import Damage, Repair, Source
from kg.records.statement import (
    Abstract,
    Count,
    CountKind,
    DateKind,
    DateStated,
    Event,
    Funding,
    Identifier,
    License,
    LicenseScope,
    Reference,
    Relation,
    RelationKind,
    Stated,
    Status,
    Subject,
    Title,
    Version,
)
from kg.records.work import WorkRecord

Record = WorkRecord | Profile
Item = WorkRecord | Profile | Rejection | Notice

__all__ = [
    "MOST",
    "Abstract", "Author", "Contributor", "ContributorRole", "Count", "CountKind", "Damage", "DateKind",
    "DateStated", "Event", "Funding", "Identifier", "Instant", "Item", "License", "LicenseScope", "Model",
    "Notice", "Organisation", "PartialDate", "Profile", "Record", "Reference", "Rejection", "Relation",
    "RelationKind", "Repair", "Source", "Stated", "Status", "Subject", "Text", "Title", "Version",
    "WorkRecord",
]  # fmt: skip
