"""References: one record of what is cited, lists of them, and a writer for each format.

reference     Reference, Name: what a citation needs, whatever its format
bibliography  many of them in one document
bibtex        BibTeX, for LaTeX
ris           RIS, for most reference managers
csl           CSL-JSON, for citation processors and Zotero
crossref      works as Crossref's REST API lists them
prose         lines of text, of our own form or (styles) in a citation style
"""

from __future__ import annotations

from kg.writers.references.bibliography import Bibliography
from kg.writers.references.reference import Name, Reference, ReferenceKind

__all__ = ["Bibliography", "Name", "Reference", "ReferenceKind"]
