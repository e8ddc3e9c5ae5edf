"""Codes that DataCite's metadata has where a value is not known (its documentation, appendix 3)."""

from __future__ import annotations

from typing import Final

from kg.readers.draft import Draft
from kg.records import Damage

CODES: Final = frozenset(
    [":unac", ":unal", ":unap", ":unas", ":unav", ":unkn", ":none", ":null", ":tba", ":etal"]
)


def stated_text(value: str | None, field: str, draft: Draft) -> str | None:
    """Return a value; None where it is a code that says why there is none, which is damage.

    `:etal` says that more authors are not listed.
    """
    if value is None:
        return None
    code = value.strip().strip("()").partition(" ")[0].rstrip(")").lower()
    if code not in CODES:
        return value
    if code == ":etal":
        draft.fields[f"{field}_complete"] = False
        return None
    draft.damage.append(Damage(kind="null_token", field=field, note=value[:80]))
    return None
