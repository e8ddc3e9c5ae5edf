"""The IRIs of the graph's own things, the only place where they are made.

Mapping specification, section 3. Papers, persons, teams and venues get opaque IRIs from the digest
of their mint key; what an outside registry names gets a readable one.
"""

from __future__ import annotations

from typing import Final

from kg.digests import opaque
from kg.mapping.literals import path

FIXED_VENUES: Final = {"arxiv": "arxiv"}
"""Venues whose IRI is readable, by mint key."""


class Iris:
    """Makes IRIs in angle brackets under one base, which ends in `/`."""

    __slots__ = ("base", "curation", "meta")

    def __init__(self, base: str) -> None:
        self.base = base
        self.curation = f"<{base}graph/curation>"
        self.meta = f"<{base}graph/meta>"

    def paper(self, key: str) -> str:
        """Return the IRI of a paper (Work)."""
        return f"<{self.base}paper/{opaque('paper', key)}>"

    def agent(self, key: str, *, collective: bool) -> str:
        """Return the IRI of a person, or of a team or organisation."""
        kind = "org" if collective else "person"
        return f"<{self.base}{kind}/{opaque(kind, key)}>"

    def authorship(self, key: str) -> str:
        """Return the IRI of an authorship, of the paper's mint key, `#` and `Authorship.slot`."""
        paper, _, position = key.rpartition("#")
        return f"<{self.base}authorship/{opaque('paper', paper)}-{position}>"

    def venue(self, key: str) -> str:
        """Return the IRI of a venue."""
        return f"<{self.base}venue/{FIXED_VENUES.get(key) or opaque('venue', key)}>"

    def expression(self, local: str) -> str:
        """Return the IRI of an expression from its path; one without outside identifier is opaque."""
        if local.startswith("x/"):
            return f"<{self.base}pub/x/{opaque('pub', local[2:])}>"
        return f"<{self.base}pub/{path(local)}>"

    def identifier(self, scheme: str, value: str) -> str:
        """Return the IRI of an identifier node."""
        return f"<{self.base}id/{path(scheme)}/{path(value)}>"

    def record(self, record_id: str) -> str:
        """Return the IRI of a source record, `{doc16}-{n}`."""
        return f"<{self.base}record/{record_id}>"

    def mention(self, mention_id: str) -> str:
        """Return the IRI of an author mention, `{doc16}-{n}-{position}`."""
        return f"<{self.base}mention/{mention_id}>"

    def document(self, document_id: str) -> str:
        """Return the IRI of a source document."""
        return f"<{self.base}source/{document_id}>"

    def document_graph(self, document_id: str) -> str:
        """Return the IRI of the graph of what a source document states."""
        return f"<{self.base}graph/source/{document_id}>"

    def local(self, kind: str, name: str) -> str:
        """Return the IRI of a dependent thing, such as a `curation` or an `observation`."""
        return f"<{self.base}{kind}/{path(name)}>"

    def thing(self, kind: str, key: str) -> str:
        """Return the IRI of what a decision names by kind and key (`kg.works.IdentityDecision`)."""
        if kind == "person":
            return self.agent(key, collective=False)
        if kind == "org":
            return self.agent(key, collective=True)
        if kind == "paper":
            return self.paper(key)
        if kind == "venue":
            return self.venue(key)
        if kind == "authorship":
            return self.authorship(key)
        return self.record(key)
