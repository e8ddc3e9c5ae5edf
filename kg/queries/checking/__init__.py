"""Checks references against a graph: whether each is there, is told rightly, and still stands.

candidates   the papers that a reference may mean: by identifier, then by the words of its title
comparison   field by field, with what each format and each style writes otherwise
titles, people, venues, numbers   when two values of a field are the same
verdict      what was found of one reference
mending      a BibTeX file with what is wrong put right, and nothing else touched
"""

from __future__ import annotations

from kg.queries.checking.candidates import check
from kg.queries.checking.verdict import FieldDifference, Place, ReferenceCheck, ReferenceStatus

__all__ = ["FieldDifference", "Place", "ReferenceCheck", "ReferenceStatus", "check"]
