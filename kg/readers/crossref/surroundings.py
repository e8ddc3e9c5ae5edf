"""What stands around a work in Crossref's XML: journal and issue, book, proceedings, event, series."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.readers.crossref.elements import event_of, work_of
from kg.readers.json_values import count
from kg.readers.markup import text_of
from kg.readers.xml_elements import Parsed

_MEDIA: Final = ("published-print", "published-online", "published-other")


@dataclass(slots=True)
class Context:
    """What stands around the works: the start tag of their container, and what it says of itself."""

    tag: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    head: Parsed | None = None
    wholes: list[Parsed] = field(default_factory=list)
    issue: Parsed | None = None
    event: Parsed | None = None
    people: Parsed | None = None  # of a conference
    items: list[Parsed] = field(default_factory=list)  # what a query result says before a record
    used: bool = False

    def parts(self) -> list[Parsed]:
        """Return the pieces that it has, in the order in which they stand."""
        found = [self.head, *self.items, *self.wholes, self.issue, self.event, self.people]
        return [one for one in found if one is not None]

    def add(self, piece: Parsed) -> None:
        """Add a piece that says something of the container, or of all works in it."""
        if piece.tag == "crm-item":
            self.items.append(piece)
        elif piece.tag == "journal_issue":
            self.issue = piece
        elif piece.tag == "event_metadata":
            self.event = piece
        elif piece.tag == "contributors":
            self.people = piece
        else:
            self.wholes.append(piece)


class Untold:
    """The pieces of which no record has told yet: what stands around several works counts with the first."""

    def __init__(self) -> None:
        self._pieces: list[Parsed] = []

    def add(self, piece: Parsed) -> None:
        """Add a piece as it comes."""
        self._pieces.append(piece)

    def parted(self, pieces: list[Parsed]) -> tuple[list[Parsed], list[Parsed]]:
        """Part `pieces`, of which a record tells now, into those of which none did before, and the others."""
        new = [one for one in pieces if any(one is other for other in self._pieces)]
        self._pieces = [one for one in self._pieces if not any(one is other for other in new)]
        return new, [one for one in pieces if not any(one is other for other in new)]

    def left(self, context: Context) -> list[Parsed]:
        """Take out those of which no record will tell, as they do not stand in `context`."""
        held = context.parts()
        gone = [one for one in self._pieces if not any(one is other for other in held)]
        self._pieces = [one for one in self._pieces if any(one is other for other in held)]
        return gone


def read_surroundings(context: Context, piece: Parsed, stated: dict[str, Any]) -> None:
    """Add what the container says to what the work does: names, numbers, publisher, event, editors."""
    for one in context.wholes:
        if one is not piece:
            _whole(one, stated)
    _series(piece.element, stated)
    if context.issue is not None and context.issue is not piece:
        _issue(context.issue.element, stated)
    if context.event is not None:
        stated["event"] = event_of(context.event.element)
    if context.people is not None:
        holder = Element("conference")
        holder.append(context.people.element)
        people = work_of(holder)
        stated |= {key: stated.get(key) or people.get(key) for key in ("editor", "chair")}
    for one in context.items:
        _reckoned(one.element, stated)


def _whole(one: Parsed, stated: dict[str, Any]) -> None:
    """Add what the volume or journal that the work is in says, or the series of that volume."""
    whole = work_of(one.element)
    names = [text_of(one.element.find(name)) for name in ("full_title", "proceedings_title")]
    title = next(filter(None, (*names, *whole["title"])), None)
    _series(one.element, stated)
    if title:
        stated.setdefault("container-title", [title])
    for key in ("publisher", "publisher-location", "language", "volume", "edition-number", "editor"):
        stated[key] = stated.get(key) or whole.get(key)
    stated["short-container-title"] = [
        *stated.get("short-container-title", ()),
        *(found for each in one.element.findall("abbrev_title") if (found := text_of(each))),
    ]
    for key in ("isbn-type", "issn-type"):
        stated[key] = [*stated.get(key, ()), *whole[key]]
    _days(whole, stated)


def _days(whole: dict[str, Any], stated: dict[str, Any]) -> None:
    """Take the dates of the whole where the work has none."""
    if not any(key in stated for key in _MEDIA):
        stated |= {key: whole[key] for key in _MEDIA if key in whole}


def _issue(element: Element, stated: dict[str, Any]) -> None:
    issue = work_of(element)
    stated["volume"] = text_of(element.find("journal_volume/volume")) or stated.get("volume")
    stated["issue"] = text_of(element.find("issue"))
    stated["journal-issue"] = {key: issue[key] for key in _MEDIA if key in issue}
    _days(issue, stated)


def _series(element: Element, stated: dict[str, Any]) -> None:
    """Add the series that a book or proceedings are in, with its ISSN."""
    for one in element.findall("series_metadata"):
        stated["collection-title"] = text_of(one.find("titles/title"))
        stated["issn-type"] = [*stated.get("issn-type", ()), *work_of(one)["issn-type"]]


def _reckoned(element: Element, stated: dict[str, Any]) -> None:
    """Add what Crossref itself says in a query result."""
    name, value = element.get("name"), text_of(element)
    if name == "citedby-count":
        stated["is-referenced-by-count"] = count(value)
    elif name == "publisher-name":
        stated["publisher"] = stated.get("publisher") or value
