"""People and organisations as one record states them: authors, contributors by role, affiliations."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from kg.records.model import MOST, Model, Text

ContributorRole = Literal[
    "editor", "translator", "illustrator", "compiler", "reviewer", "reviewed-author", "interviewer",
    "supervisor", "institution", "sponsor", "collector", "curator", "contact", "other",
]  # fmt: skip
"""What a contributor who is no author did. `institution` granted the degree or issued the report."""


class Organisation(Model):
    """An organisation that the source tells apart: its name as printed, and what identifies it.

    `identifiers` are by scheme in lower case (`ror`, `grid`, `isni`, `wikidata`, `funder` for a DOI of the
    Funder Registry), `country` is a code of two letters (ISO 3166-1), in upper case.
    """

    name: Text | None = None
    identifiers: dict[str, Text] = Field(default_factory=dict)
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None


class Author(Model):
    """One entry of an author list.

    `name` reads given name first; `printed` is the entry verbatim as the source prints it; `kind`
    tells a collective (team, collaboration, institution) from a person. `given` and `family` are
    null where they are unknown, and always for a collective. `variants` are other spellings of the name
    that the source states, such as that in the person's own script, given name first where it has one.
    `affiliations` are texts as printed; `organisations` are those among them that the source identifies.
    `email_domain` is what follows the `@` of an e-mail address, which itself is never kept. `roles` are the
    source's words for what the author did (CRediT: `Writing - original draft`). `corresponding` is true of
    one who answers letters about the paper, `equal_contribution` of one who did as much as others who are
    marked so; null where the source does not say.
    """

    position: Annotated[int, Field(ge=0, le=MOST)]
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
    organisations: tuple[Organisation, ...] = ()
    email_domain: Text | None = None
    roles: tuple[Text, ...] = ()
    corresponding: bool | None = None
    equal_contribution: bool | None = None


class Contributor(Author):
    """One who contributed in another role than that of author, in the order of the source.

    `role_as_stated` is the source's own word where that is not kg's.
    """

    role: ContributorRole
    role_as_stated: Text | None = None
