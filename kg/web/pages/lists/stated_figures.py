"""Numbers that sources state, beside what this graph counts itself, or why it cannot count that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.vocab import CODE
from kg.web.pages.description.properties import Figure

PAPERS: Final = str(CODE["metric-paper-count"])
LISTED: Final = str(CODE["metric-papers-listed"])
CITATIONS: Final = str(CODE["metric-citation-count"])
H_INDEX: Final = str(CODE["metric-h-index"])
REFERENCES: Final = str(CODE["metric-reference-count"])
_WHY: Final = {
    CITATIONS: "no paper here cites it",
    H_INDEX: "no paper here cites one of these",
    REFERENCES: "no source here lists its references",
}
_NOTHING: Final = "nothing here to count it from"


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    """A figure as a source states it, beside what this graph counts itself, or `why` it counts nothing."""

    figure: Figure
    here: str | None
    why: str


def compared(figures: Iterable[Figure], own: Mapping[str, str]) -> list[ComparedFigure]:
    """Return figures beside what is counted here, `own`, by the IRI of the metric."""
    return [
        ComparedFigure(one, own.get(one.metric or ""), _WHY.get(one.metric or "", _NOTHING))
        for one in figures
    ]
