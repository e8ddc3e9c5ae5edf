"""Where a record stands, what its source shows broken, and what was mended."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from kg.records.model import MOST, Model, PartialDate, Text


class Source(Model):
    """Where a record stands: the file as named by the user, its format, first and last line (1-based).

    `observed` is when the source said so (a page was saved, an export was made); null where nothing tells.
    """

    file: str
    format: str
    first_line: Annotated[int, Field(ge=1, le=MOST)]
    last_line: Annotated[int, Field(ge=1, le=MOST)]
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
    position: Annotated[int, Field(le=MOST)] | None = None
    note: str | None = None


class Repair(Model):
    """One value mended: by which rule, from what, to what, and how sure.

    `certain` is true where the rule proves the result (for instance a lossless re-decoding);
    `confidence` is the estimated probability that `after` is right, from 0 to 1. `after` is null
    where the damage is known but nothing better can be given.
    """

    field: str
    position: Annotated[int, Field(le=MOST)] | None = None
    rule: Text
    before: str
    after: str | None
    certain: bool
    confidence: Annotated[float, Field(ge=0, le=1)]
    note: str | None = None
