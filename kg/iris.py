"""The IRIs of the graph's own things: the only place where they are made, and taken apart.

Mapping specification, section 3. Papers, persons, teams and venues get opaque IRIs from the digest
of their mint key; what an outside registry names gets a readable one. An IRI is the base of the data set,
its kind, `/`, and what it is called there; a test looks for the text of IRIs in all other modules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

from kg.digests import opaque
from kg.keys import split_place
from kg.vocab import PREFIXES, TOPIC

PERSON_DECISIONS: Final = "curation/identity-persons-"
"""How the IRI of a decision on mentions of persons begins, after the base."""
SOURCE_GRAPH: Final = "graph/source"
"""The kind of the graphs of what source documents state."""
# One prefix for each kind of IRI (mapping specification, section 3.1): a local name with a slash in it would
# have to be written with backslashes.
_PREFIXED: Final = {
    "paper": "paper/", "person": "person/", "org": "org/", "venue": "venue/", "pub": "pub/",
    "pubarxiv": "pub/arxiv/", "pubx": "pub/x/", "id": "id/", "idarxiv": "id/arxiv/", "iddoi": "id/doi/",
    "idorcid": "id/orcid/", "au": "authorship/", "rec": "record/", "men": "mention/", "doc": "source/",
    "cur": "curation/", "obs": "observation/", "activity": "activity/", "agent": "agent/",
    "graph": "graph/", "sourcegraph": "graph/source/",
}  # fmt: skip
_PLAIN_PATH: Final = re.compile(r"[A-Za-z0-9/:@!$&'()*+,;=._~-]*")
FIXED_VENUES: Final = {"arxiv": "arxiv"}
"""Venues whose IRI is readable, by mint key."""


class Iris:
    """Makes IRIs in angle brackets under one base, which ends in `/`."""

    __slots__ = ("base", "build", "curation", "meta", "pipeline")

    def __init__(self, base: str) -> None:
        self.base = base
        self.curation = self.graph("curation")
        self.meta = self.graph("meta")
        self.pipeline = self.local("agent", "pipeline")
        self.build = self.local("activity", "build")

    def paper(self, key: str) -> str:
        """Return the IRI of a paper (Work)."""
        return f"<{self.base}paper/{opaque('paper', key)}>"

    def agent(self, key: str, *, collective: bool) -> str:
        """Return the IRI of a person, or of a team or organisation."""
        kind = "org" if collective else "person"
        return f"<{self.base}{kind}/{opaque(kind, key)}>"

    def authorship(self, key: str) -> str:
        """Return the IRI of an authorship, of the paper's mint key, `#` and `Authorship.slot`."""
        paper, position = split_place(key)
        return f"<{self.base}authorship/{opaque('paper', paper)}-{position}>"

    def authorships(self, paper: str) -> str:
        """Return how the IRIs of the authorships of a paper begin, of its own; `{slot}>` ends each."""
        return f"<{self.base}authorship/{paper[len(self.base) + len('<paper/') : -1]}-"

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

    def mentions(self, record_id: str) -> str:
        """Return how the IRIs of the mentions of a record begin; `{position}>` ends each."""
        return f"<{self.base}mention/{record_id}-"

    def document(self, document_id: str) -> str:
        """Return the IRI of a source document."""
        return f"<{self.base}source/{document_id}>"

    def document_of(self, sha256: str) -> str:
        """Return the IRI of the source document of a digest."""
        return self.document(document_id(sha256))

    def graph(self, name: str) -> str:
        """Return the IRI of a named graph, such as `curation`, or `source/` and the id of a document."""
        return f"<{self.base}graph/{name}>"

    def document_graph(self, document_id: str) -> str:
        """Return the IRI of the graph of what a source document states."""
        return f"<{self.base}graph/source/{document_id}>"

    def local(self, kind: str, name: str) -> str:
        """Return the IRI of a dependent thing, such as a `curation` or an `observation`."""
        return f"<{self.base}{kind}/{path(name)}>"

    def concept(self, local: str) -> str:
        """Return the IRI of a concept from scheme, `/` and key; a category of arXiv has one of its own."""
        scheme, _, key = local.partition("/")
        return TOPIC.n(key) if scheme == "arxiv" else self.local("concept", local)

    def scheme(self, name: str) -> str:
        """Return the IRI of a scheme of concepts."""
        return self.local("concept", name)

    def path_of(self, node: str) -> str:
        """Return what stands behind the base in an IRI that was made here."""
        return node[len(self.base) + 1 : -1]

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
        if kind == "topic":
            return self.concept(key)
        if kind == "authorship":
            return self.authorship(key)
        return self.record(key)


def authorships_at(paper: str, positions: Iterable[int]) -> list[str]:
    """Return the IRIs of the authorships at positions, from 1, of a paper; none if it is no paper's IRI."""
    base, found, local = paper.rpartition("/paper/")
    return [f"{base}/authorship/{local}-{one}" for one in positions] if found else []


def path(value: str) -> str:
    """Percent-encode a value for use inside an IRI's path; `/` is kept, `%`, `?` and `#` are not."""
    if _PLAIN_PATH.fullmatch(value):
        return value
    return quote(value, safe="/:@!$&'()*+,;=-._~")


def bare(iri: str) -> str:
    """Return an IRI without its angle brackets."""
    return iri[1:-1]


def document_id(sha256: str) -> str:
    """Return the id of a source document: the first 16 digits of its digest."""
    return sha256[:16]


def local(kind: str, name: str) -> str:
    """Return an IRI of that kind without the base, as people type it and the registry has it."""
    return f"{kind}/{name}"


def tail(iri: str) -> str:
    """Return what an IRI ends in behind its last slash: the id or digest of a thing.

    >>> tail("https://data.example.org/paper/zixskqppsuusmpol")
    'zixskqppsuusmpol'
    """
    return iri.rpartition("/")[2].removesuffix(">")


def typed(iri: str) -> str:
    """Return the last two parts of an IRI, as people type it: `person/nmuvysl2biiib3lu`."""
    return "/".join(iri.rsplit("/", 2)[-2:])


def name_in(kind: str, iri: str) -> str:
    """Return what an IRI of that kind is called there, whatever the base; nothing of an IRI of another kind.

    >>> name_in("id", "https://data.example.org/id/doi/10.1000/182")
    'doi/10.1000/182'
    >>> name_in("record", "https://data.example.org/paper/zixskqppsuusmpol")
    ''
    """
    return iri.partition(f"/{kind}/")[2].removesuffix(">")


def record_of(document: str, number: int) -> str:
    """Return the IRI of a record by that of its source document and its number there, from 1."""
    base, _, name = document.rpartition("/source/")
    return f"{base}/record/{name}-{number}"


def prefixes(base: str) -> dict[str, str]:
    """Return the prefixes of a data set under `base`: those of the vocabularies and its own."""
    return {**PREFIXES, "kg": base, **{name: base + kind for name, kind in _PREFIXED.items()}}
