"""Keys of organisations: by an identifier or, of publishers and funders, by the name as it stands."""

from __future__ import annotations

from typing import Final

_OF_ORGANISATIONS: Final = frozenset({"ror", "grid", "funder"})
"""Schemes that name nothing but organisations."""


def identifier_key(scheme: str, value: str) -> str:
    """Return the key that an identifier gives an organisation, marked where its scheme names people too."""
    return f"{scheme}:{value}" if scheme in _OF_ORGANISATIONS else f"organisation:{scheme}:{value}"


def publisher_key(name: str) -> str:
    """Return the key of a publisher, which is known by its name alone."""
    return f"publisher:{_plain(name)}"


def funder_name_key(name: str) -> str:
    """Return the key of a funder that no identifier tells."""
    return f"funder-named:{_plain(name)}"


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
