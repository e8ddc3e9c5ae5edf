"""Crossref's metadata: works in the JSON of its REST API and of its dumps."""

from __future__ import annotations

from kg.readers.crossref import works

__all__ = ["works"]
