"""kg: records of scholarly work in, a published knowledge graph out."""

from kg.version import __version__

__all__ = ["__version__"]
