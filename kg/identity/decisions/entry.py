"""One decision, as it stands in the file.

Things are named by keys that survive a rebuild, never by what they are called:

    record:{doc16}-{n}          the n-th record of the document with that digest
    mention:{doc16}-{n}-{p}     the p-th author of that record
    pub:arxiv:… pub:doi:… …     an identifier of a paper; title:… where it has none
    orcid:… dblp:… …            an identifier of a person
    ~{16}@{paper key}           one authorship: the digest of its own key, and where to look for it
    team:…  venue:…             the mint key of a team or a venue

The digest stands for the key because the key holds a name, and a name may have to be forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Key = Annotated[str, StringConstraints(pattern=r"^(~[a-z2-7]{16}@|[a-z][a-z0-9.-]*:)\S.*$")]
Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
Kind = Literal["paper", "person", "team", "venue", "record"]

FIELDS: dict[str, tuple[str, ...]] = {
    "paper": ("title", "abstract", "language", "date"),
    "person": ("name",),
    "team": ("name",),
    "venue": ("name",),
    "record": (
        "title", "abstract", "language", "submitted", "published", "year", "doi", "arxiv_id", "venue",
        "publisher", "volume", "issue", "pages", "journal_ref",
    ),
}  # fmt: skip
"""Which fields of which kind of thing may be corrected; of a record also `author N`, the N-th from 1."""


class Decision(BaseModel):
    """A decision of a person.

    `merge`: all things under `keys` and `others` are one. `split`: what `keys` name is one thing, and is
    not the one that `others` name; of the identifiers in `without` it has none. `correct`: the `field` of
    what `keys` name has the `value`. `rename`: the person under `keys` is called `value`, and no other
    name of that person is to be shown. `about` are the IRIs, under the base, that were known at the time.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    decision: Literal["merge", "split", "correct", "rename"]
    kind: Kind
    keys: Annotated[tuple[Key, ...], Field(min_length=1)]
    others: tuple[Key, ...] = ()
    without: tuple[Key, ...] = ()
    about: tuple[Text, ...] = ()
    field: Text | None = None
    value: Text | None = None
    by: Text
    why: Text | None = None

    @model_validator(mode="after")
    def _whole(self) -> Decision:
        if self.decision in ("merge", "split") and not self.others:
            raise ValueError(f"a {self.decision} names two sides: keys and others")
        if self.decision == "rename" and (self.kind != "person" or not self.value):
            raise ValueError("a rename is of a person and has a value, the new name")
        if self.decision == "correct":
            if not self.field or not self.value:
                raise ValueError("a correction names a field and its value")
            known = FIELDS[self.kind]
            if self.field not in known and author_position(self) is None:
                raise ValueError(f"no field {self.field!r} of a {self.kind}; there are: {', '.join(known)}")
        return self


def author_position(decision: Decision) -> int | None:
    """Return the position, from 0, of the author that a correction of a record names as `author N`."""
    word, _, number = (decision.field or "").partition(" ")
    if decision.kind == "record" and word == "author" and number.isdecimal() and int(number) > 0:
        return int(number) - 1
    return None


@dataclass(frozen=True, slots=True)
class Placed:
    """A decision and where it stands: the file as named by the user, and its line from 1."""

    entry: Decision
    file: str
    line: int

    @property
    def place(self) -> str:
        """Return `file:line`."""
        return f"{self.file}:{self.line}"
