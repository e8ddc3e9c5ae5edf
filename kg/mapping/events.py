"""Events at which works were presented, as schema.org describes them, each of a volume or publication."""

from __future__ import annotations

from typing import Final

from kg.facts import HeldEvent
from kg.iris import Iris
from kg.mapping.literals import date, string
from kg.mapping.terms import NAME, OTHER_NAME, A
from kg.vocab import KGO, SCHEMA

_EVENT: Final = f" {KGO.n('event')} "
_NUMBER: Final = f" {KGO.n('eventNumber')} "
_LOCATION: Final = f" {SCHEMA.n('location')} "
_START: Final = f" {SCHEMA.n('startDate')} "
_END: Final = f" {SCHEMA.n('endDate')} "


def event_text(iris: Iris, owner: str, event: HeldEvent) -> tuple[str, str]:
    """Return the triple that `owner`, a volume or publication, is of an event, and those of the event."""
    node = iris.local("event", iris.path_of(owner))
    out = [f"{node}{A}{SCHEMA.n('Event')} .\n"]
    texts = (
        (NAME, event.name or event.acronym),
        (OTHER_NAME, event.acronym if event.name else None),
        (_NUMBER, event.number),
        (_LOCATION, event.place),
    )
    out += [f"{node}{term}{string(text)} .\n" for term, text in texts if text]
    out += [f"{node}{term}{date(day)} .\n" for term, day in ((_START, event.start), (_END, event.end)) if day]
    return f"{owner}{_EVENT}{node} .\n", "".join(out)
