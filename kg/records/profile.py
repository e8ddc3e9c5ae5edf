"""The person that a page is about."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from kg.records.model import MOST, Model, Text
from kg.records.source import Damage, Repair, Source
from kg.records.statement import Identifier


class Profile(Model):
    """The person that a page is about, and what the page states of that person.

    `variants` are other names of the person that the source states, given name first where it has one.
    `kind` is `heading` where the page is a search for a name (it says only that names match), `profile`
    where an aggregator holds its papers to be one person's, and `record` where the person is one of many in
    a source, as in dblp's XML, so that nothing that stands beside it is thereby that person's. Numbers are
    the page's own; `affiliations` and `urls` are as stated.
    """

    type: Literal["profile"] = "profile"
    source: Source
    name: Text
    given: str | None = None
    family: str | None = None
    printed: str | None = None
    variants: tuple[Text, ...] = ()
    kind: Literal["heading", "profile", "record"] = "profile"
    identifiers: dict[str, Text] = Field(default_factory=dict)
    other_identifiers: tuple[Identifier, ...] = ()
    affiliations: tuple[Text, ...] = ()
    urls: tuple[Text, ...] = ()
    main_field: str | None = None
    h_index: Annotated[int, Field(ge=0, le=MOST)] | None = None
    papers_total: Annotated[int, Field(ge=0, le=MOST)] | None = None
    papers_listed: Annotated[int, Field(ge=0, le=MOST)] | None = None
    citations: Annotated[int, Field(ge=0, le=MOST)] | None = None
    novelty_percent: Annotated[float, Field(ge=0)] | Annotated[int, Field(ge=0, le=MOST)] | None = None
    ai_score: Annotated[float, Field(ge=0)] | Annotated[int, Field(ge=0, le=MOST)] | None = None
    damage: tuple[Damage, ...] = ()
    repairs: tuple[Repair, ...] = ()
