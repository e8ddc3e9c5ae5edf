"""The IRIs of the graph's own things, the only place where they are made.

Mapping specification, section 3. Papers, persons, teams and venues get opaque IRIs from the digest
of their mint key; what an outside registry names gets a readable one.
"""

from __future__ import annotations

import hashlib
import unicodedata
from itertools import product
from typing import Final

from kg.mapping.literals import path

# Two characters of base 32 (RFC 4648, lower case) for each ten bits: four times as fast as base64.b32encode.
_PAIRS: Final = tuple(a + b for a, b in product("abcdefghijklmnopqrstuvwxyz234567", repeat=2))
_FIXED_VENUES: Final = {"arxiv": "venue/arxiv"}


def opaque(kind: str, key: str) -> str:
    """Return 80 bits of the digest of a kind and a mint key as 16 characters of base 32."""
    if not key.isascii():
        key = unicodedata.normalize("NFC", key)
    n = int.from_bytes(hashlib.sha256(f"{kind}\n{key}".encode()).digest()[:10], "big")
    p = _PAIRS
    return (
        p[n >> 70] + p[n >> 60 & 1023] + p[n >> 50 & 1023] + p[n >> 40 & 1023]
        + p[n >> 30 & 1023] + p[n >> 20 & 1023] + p[n >> 10 & 1023] + p[n & 1023]
    )  # fmt: skip


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

    def venue(self, key: str) -> str:
        """Return the IRI of a venue."""
        return f"<{self.base}{_FIXED_VENUES.get(key) or 'venue/' + opaque('venue', key)}>"

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
        return self.record(key)
