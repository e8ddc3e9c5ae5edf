"""The volume, journal or series that a paper appeared in, as references and pages say it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.vocab import KGO, PRISM, PRO, SCHEMA
from kg.web.pages.description.entity import TYPE, Description
from kg.web.pages.description.names import number
from kg.writers.references.reference import Name, name_of


@dataclass(frozen=True, slots=True)
class ShownEditor:
    """An editor: the name as printed and as it is cited, and the person where one is known."""

    name: str
    cited: Name
    person: str | None


@dataclass(frozen=True, slots=True)
class PrintedVolume:
    """What the graph says of a venue as a volume."""

    classes: frozenset[str] = frozenset()
    editors: tuple[ShownEditor, ...] = ()
    series: str | None = None
    edition: str | None = None
    place: str | None = None
    facts: list[tuple[str, str]] = field(default_factory=list)
    event: str | None = None


NONE = PrintedVolume()


def volume(d: Description, venue: str | None) -> PrintedVolume:
    """Read a venue; `NONE` where there is none."""
    if venue is None:
        return NONE
    series, edition, place = (
        d.text(KGO["series"], venue),
        d.text(PRISM["edition"], venue),
        d.text(KGO["place"], venue),
    )
    number_ = d.text(KGO["seriesNumber"], venue)
    held = event(d, venue)
    stated = (
        ("Series", f"{series or ''} {number_ or ''}".strip()),
        ("Edition", edition),
        ("Place", place),
        ("Event", held),
    )
    facts = [(word, text) for word, text in stated if text]
    return PrintedVolume(
        frozenset(d.iris(TYPE, venue)), _editors(d, venue), series, edition, place, facts, held
    )


def event(d: Description, owner: str) -> str | None:
    """Return the event of a volume or publication in words: its name, place and days."""
    node = next(iter(d.iris(KGO["event"], owner)), None)
    if node is None:
        return None
    name, short = d.text(SCHEMA["name"], node), d.text(SCHEMA["alternateName"], node)
    start, end = d.text(SCHEMA["startDate"], node), d.text(SCHEMA["endDate"], node)
    days = f"{start} to {end}" if start and end and start != end else start or end
    known = f"{name} ({short})" if name and short else name or short
    place = d.text(SCHEMA["location"], node)
    counted = d.text(KGO["eventNumber"], node)
    return ", ".join(filter(None, [known, counted and f"number {counted}", place, days])) or None


def _editors(d: Description, venue: str) -> tuple[ShownEditor, ...]:
    roles = d.iris(PRO["isDocumentContextFor"], venue)
    found = []
    for role in sorted(roles, key=lambda one: (number(d.text(SCHEMA["position"], one)) or 0, one)):
        name = d.text(KGO["nameAsPrinted"], role) or ""
        given, family = d.text(SCHEMA["givenName"], role), d.text(SCHEMA["familyName"], role)
        cited = name_of(name, given, family, team=False) if family or given else Name(name, team=True)
        found.append(ShownEditor(name, cited, next(iter(d.iris(PRO["isHeldBy"], role)), None)))
    return tuple(found)
