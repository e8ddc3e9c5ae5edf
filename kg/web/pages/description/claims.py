"""What each source says of a paper, field by field: who agrees, and where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.queries.asking import Row, asked
from kg.vocab import DCTERMS, KGO, SCHEMA
from kg.web.pages.description.entity import short
from kg.web.pages.description.names import NamedLink
from kg.web.pages.description.reasons import origins

MOST_RECORDS: Final = 12
LONGEST: Final = 400

_FIELDS: Final = {
    SCHEMA["name"]: "Title",
    KGO["authorCount"]: "Number of authors",
    KGO["authorListStatus"]: "Author list",
    SCHEMA["datePublished"]: "Date",
    KGO["dateAsStated"]: "Date, as printed",
    DCTERMS["dateSubmitted"]: "Submitted",
    SCHEMA["version"]: "Version",
    KGO["categoryAsStated"]: "Subjects, as printed",
    KGO["authorComment"]: "Comment",
    KGO["submitterAsPrinted"]: "Submitted by",
    KGO["damage"]: "Damage seen",
    SCHEMA["abstract"]: "Abstract",
}

_VERBATIM: Final = frozenset({
    KGO["dateAsStated"], KGO["categoryAsStated"], KGO["authorComment"], KGO["damage"],
    KGO["submitterAsPrinted"],
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class StatedValue:
    """One value as some records state it; long ones are cut."""

    value: str
    cut: bool
    stated_by: tuple[NamedLink, ...]


@dataclass(frozen=True, slots=True)
class StatedField:
    """A field and its readings; `agreed` where all records that state it say the same, or may differ."""

    field: str
    readings: tuple[StatedValue, ...]
    verbatim: bool = False

    @property
    def agreed(self) -> bool:
        """Whether there is one reading only, or sources have each a way of their own to print it."""
        return len(self.readings) == 1 or self.verbatim


def claims(engine: Engine, paper: str) -> tuple[int, list[NamedLink], list[StatedField], bool]:
    """Return how many records a paper rests on, the first of them, and what these state.

    The last tells whether what else its record states is left to the paper's own description.
    """
    records = [row["r"] for row in asked(engine, "paper-records", paper=[paper])]
    places = origins(engine, records[:MOST_RECORDS])
    links = [places.get(record, NamedLink(record, short(record))) for record in records[:MOST_RECORDS]]
    stated = asked(engine, "record-claims", record=[link.iri for link in links], property=_FIELDS)
    return len(records), links, _fields(stated, links), any("same" in row for row in stated)


def _fields(stated: Sequence[Row], records: Sequence[NamedLink]) -> list[StatedField]:
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    # what the graph of a source has of a property is whole there
    own = {(row["property"], row["record"]) for row in stated if "same" not in row}
    for row in stated:
        if "same" not in row or (row["property"], row["record"]) not in own:
            said[row["property"]][row["record"]].add(row.get("label") or row["o"])
    found = []
    for iri, label in _FIELDS.items():
        by_value: dict[str, list[NamedLink]] = defaultdict(list)
        for link in records:
            if link.iri in said[iri]:
                by_value[", ".join(sorted(said[iri][link.iri]))].append(link)
        if by_value:
            skipped = _alike(list(by_value))
            readings = (_reading(value, skipped, links) for value, links in by_value.items())
            found.append(StatedField(label, tuple(readings), iri in _VERBATIM))
    return found


def _alike(texts: Sequence[str]) -> int:
    """Return how much of the beginning can be left out because all long texts begin alike."""
    common = next(
        (i for i, letters in enumerate(zip(*texts, strict=False)) if len(set(letters)) > 1),
        min(map(len, texts)),
    )
    if len(texts) == 1 or common < LONGEST // 2:
        return 0
    return texts[0].rfind(" ", 0, common - LONGEST // 4) + 1


def _reading(value: str, skipped: int, links: Sequence[NamedLink]) -> StatedValue:
    text = value[skipped : skipped + LONGEST]
    return StatedValue(f"… {text}" if skipped else text, len(value) > skipped + LONGEST, tuple(links))
