"""What all models of a record share: their settings, and the forms of texts and dates."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

MOST = (1 << 53) - 1
"""The greatest number that a record states: all programs that read JSON have it exactly (RFC 8259)."""

Text = Annotated[str, StringConstraints(min_length=1)]
PartialDate = Annotated[
    str, StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
]
Instant = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]


class Model(BaseModel):
    """Common settings: immutable, and an unknown key is an error rather than a silent loss."""

    model_config = ConfigDict(frozen=True, extra="forbid")
