"""Grants in the cells of a table: `Tea Board [T-1]`, `Tea Board (T-1)`, `Tea Board(grant numbers:T-1)`."""

from __future__ import annotations

import re
from typing import Any, Final

_BRACKETS: Final = re.compile(r"([^\[\]]{1,300}+)\[([^\[\]]{1,300}+)\]")
_ROUND: Final = re.compile(r"([^()]{1,300}+)\((?:grant numbers?:\s?)?([^()]{1,300}+)\)", re.IGNORECASE)


def grants(cell: str) -> list[dict[str, Any]]:
    """Return the grants of a cell; what stands in round brackets is an award only where it has a digit.

    >>> grants("Tea Board(grant numbers:T-1); Tea Council (TC)")
    [{'funder': {'name': 'Tea Board'}, 'award': 'T-1'}, {'funder': {'name': 'Tea Council (TC)'}}]
    """
    return [_grant(text) for one in cell.split(";") if (text := one.strip())]


def _grant(text: str) -> dict[str, Any]:
    match = _BRACKETS.fullmatch(text)
    if match is None and (found := _ROUND.fullmatch(text)) and any(char.isdigit() for char in found[2]):
        match = found
    made: dict[str, Any] = {"funder": {"name": (match[1] if match else text).strip()}}
    return made | ({"award": match[2].strip()} if match else {})
