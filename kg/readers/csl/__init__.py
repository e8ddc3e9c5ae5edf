"""CSL-JSON and its YAML form: items as citation processors, Zotero and pandoc take them."""

from __future__ import annotations

from kg.readers.csl import lists

__all__ = ["lists"]
