"""OpenAlex: works and authors of its API and of its snapshot (https://docs.openalex.org)."""

from __future__ import annotations

from kg.readers.openalex import entities

__all__ = ["entities"]
