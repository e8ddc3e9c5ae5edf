"""Numbers that a page states of a person: observations of a source, never properties of the person.

Mapping specification, section 4.7. A date is given only where a record or whoever builds says when the page
was read: pages state none. The date of a file is no such date; it stands on the document, as what it is.
"""

from __future__ import annotations

from typing import Final

from kg.iris import Iris
from kg.mapping.literals import date, decimal, integer, verbatim
from kg.mapping.terms import TYPE
from kg.records import Profile
from kg.vocab import CODE, PROV, SCHEMA

_METRICS: Final = (
    ("h_index", "h-index"),
    ("citations", "citation-count"),
    ("papers_total", "paper-count"),
    ("papers_listed", "papers-listed"),
    ("novelty_percent", "novelty"),
    ("ai_score", "ai-score"),
)


def observations(
    iris: Iris, profile: Profile, page: str, document_id: str, person: str, observed: str | None = None
) -> str:
    """Return the triples of each number that `profile` states of `person`.

    A document may hold several profiles; `page` is the id of this one, `document_id` that of the document.
    `observed` is when, where the record of the page does not say it itself.
    """
    when = profile.source.observed or observed
    out = []
    for field, metric in _METRICS:
        value = getattr(profile, field)
        if value is None:
            continue
        node = iris.local("observation", f"{page}-{metric}")
        number = integer(int(value)) if float(value).is_integer() else decimal(value)
        out.append(
            f"{node} {TYPE} {SCHEMA.n('Observation')} .\n{node} {SCHEMA.n('observationAbout')} {person} .\n"
            f"{node} {SCHEMA.n('variableMeasured')} {CODE.n('metric-' + metric)} .\n"
            f"{node} {SCHEMA.n('value')} {number} .\n"
            f"{node} {PROV.n('wasDerivedFrom')} {iris.document(document_id)} .\n"
        )
        if when:
            out.append(f"{node} {SCHEMA.n('observationDate')} {date(when)} .\n")
        if metric == "novelty":
            out.append(f"{node} {SCHEMA.n('unitText')} {verbatim('percent')} .\n")
    return "".join(out)
