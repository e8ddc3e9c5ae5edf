"""Crossref's metadata: works in the JSON of its API and dumps, and in the XML of deposits."""

from __future__ import annotations

from kg.readers.crossref import unixref, works

__all__ = ["unixref", "works"]
