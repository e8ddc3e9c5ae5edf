"""What became of a publication, as triples (SPAR's Publishing Status Ontology, PSO 1.7.1).

The codes are kg's own, as PSO has none for what was superseded; each names its like in PSO.
"""

from __future__ import annotations

import re
from typing import Final

from kg.identifiers import ArxivId
from kg.iris import Iris, path
from kg.mapping.literals import date, iri, string
from kg.mapping.terms import A
from kg.vocab import CODE, DCTERMS, PSO, RDFS
from kg.works import Status

_HOLDS: Final = f" {PSO.n('holdsStatusInTime')} "
_WITH: Final = f" {PSO.n('withStatus')} "
_DATE: Final = f" {DCTERMS.n('date')} "
_NOTE: Final = f" {RDFS.n('comment')} "
_SOURCE: Final = f" {DCTERMS.n('source')} "
_NOTICE: Final = f" {DCTERMS.n('references')} "
_DOI: Final = re.compile(r"10\.\d{4,9}/\S+")


def status_text(iris: Iris, holder: str, local: str, status: Status) -> tuple[str, str]:
    """Return the triple that `holder` has a status, and those of the status itself.

    `local` tells the holder in the status's IRI.
    """
    node = iris.local("status", f"{status.kind}-{local}" + (f"-{status.date}" if status.date else ""))
    out = [f"{node}{A}{PSO.n('StatusInTime')} .\n", f"{node}{_WITH}{CODE.n('status-' + status.kind)} .\n"]
    if status.date:
        out.append(f"{node}{_DATE}{date(status.date)} .\n")
    if status.note:
        out.append(f"{node}{_NOTE}{string(status.note)} .\n")
    out += [f"{node}{_NOTICE}{iris.paper(notice)} .\n" for notice in status.notices]
    if status.by:
        out.append(_notice(node, status.by))
    out += [f"{node}{_SOURCE}{iris.record(record)} .\n" for record in status.records]
    return f"{holder}{_HOLDS}{node} .\n", "".join(dict.fromkeys(out))


def _notice(node: str, by: str) -> str:
    """Return the link to a notice: a DOI, an arXiv number or an address; other text stays text."""
    if _DOI.fullmatch(by):
        return f"{node}{_NOTICE}<https://doi.org/{path(by)}> .\n"
    if eprint := ArxivId.parse(by):
        return f"{node}{_NOTICE}<https://arxiv.org/abs/{path(eprint.value)}> .\n"
    if by.startswith(("http://", "https://")) and (link := iri(by)):
        return f"{node}{_NOTICE}{link} .\n"
    return f"{node}{_NOTE}{string(f'by: {by}')} .\n"
