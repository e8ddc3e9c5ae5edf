"""Reads the words that generated records are made of."""

from __future__ import annotations

import tomllib
from pathlib import Path


def words(table: str) -> dict[str, list[str]]:
    """Return the lists of one table of `words.toml` by name."""
    found: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))[
        table
    ]
    return found
