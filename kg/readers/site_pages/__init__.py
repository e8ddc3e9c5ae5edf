"""Pages of sites that list papers, of an author as a rule, saved as HTML: one site a module.

What is read is what the page shows. `listing` collects its texts by classes and properties of elements.
"""

from __future__ import annotations

from kg.readers.site_pages import acm, dblp, google_scholar, researchgate, semantic_scholar

__all__ = ["acm", "dblp", "google_scholar", "researchgate", "semantic_scholar"]
