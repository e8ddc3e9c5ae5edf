"""References for citing a paper: one record of what is cited, and a writer for each format.

reference    Reference, Name: what a citation needs, whatever its format
bibtex       BibTeX, for LaTeX
ris          RIS, for most reference managers
csl          CSL-JSON, for citation processors and Zotero
prose        a line of text
"""

from __future__ import annotations

from kg.writers.references.bibtex import bibtex
from kg.writers.references.csl import csl_json
from kg.writers.references.prose import prose
from kg.writers.references.reference import Kind, Name, Reference
from kg.writers.references.ris import ris

__all__ = ["Kind", "Name", "Reference", "bibtex", "csl_json", "prose", "ris"]
