"""Bibliographies: the papers of any answer as references, which every format for citing can write.

    answered    which papers an answer holds, in its order
    facts       what the graph states of a few papers at once, asked by the `.rq` files of this folder
    citing      from these facts to a reference

However many papers there are, a few dozen are looked at at once, so that memory does not grow with them.
"""

from __future__ import annotations

from kg.queries.bibliography.answered import papers_of, rows_of
from kg.queries.bibliography.citing import references

__all__ = ["papers_of", "references", "rows_of"]
