"""Which value a paper gets where its records state different ones, and the record of that choice.

Mapping specification, section 6: the stronger source, then complete over cut, the latest text, the
earliest date, the longest, the smallest id. Where sources agree nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kg.identity.authors import IdentifiedRecord
from kg.identity.dates import public_date
from kg.identity.folding import title_key
from kg.identity.sources import authority
from kg.works import FieldDecision

Key = Callable[[str], str]


@dataclass(slots=True)
class Chooser:
    """Chooses field values among the records of one paper and notes each choice that had to be made."""

    listings: list[IdentifiedRecord]
    decisions: list[FieldDecision] = field(default_factory=list)

    def title(self) -> str | None:
        """Return the title of the strongest source; damaged ones come last."""
        return self._text("title", "schema:name", "SOURCE-ORDER", 0.8, _damaged("title"))

    def abstract(self) -> str | None:
        """Return the text of the latest version stated, else of the strongest source; cut ones come last."""
        cut = _damaged("abstract")
        return self._text("abstract", "schema:abstract", "LATEST-TEXT", 0.7, cut)

    def _text(
        self, name: str, prop: str, rule: str, confidence: float, damaged: Callable[[IdentifiedRecord], bool]
    ) -> str | None:
        stated = [(listing, value) for listing in self.listings if (value := getattr(listing.record, name))]
        if not stated:
            return None
        if len(stated) == 1:
            return str(stated[0][1])
        chosen = min(
            stated,
            key=lambda pair: (
                damaged(pair[0]),
                -(pair[0].record.version or 0) if name == "abstract" else 0,
                authority(pair[0].record.source.format),
                -len(pair[1]),
                pair[0].record_id,
            ),
        )
        self._note(
            name, prop, rule, confidence, [(one, title_key(value)) for one, value in stated], chosen[0]
        )
        return str(chosen[1])

    def date(self) -> str | None:
        """Return the earliest public date: of the e-print or of the publication, else the year of that."""
        stated = [(listing, value) for listing in self.listings if (value := public_date(listing.record))]
        if not stated:
            return None
        finest = max(len(value) for _, value in stated)
        first = min(value[:4] for _, value in stated)
        # a year alone does not make an exact date of the same year wrong
        exact = [pair for pair in stated if len(pair[1]) == finest and pair[1][:4] == first]
        chosen = min(
            exact or [pair for pair in stated if pair[1][:4] == first],
            key=lambda pair: (-len(pair[1]), pair[1], pair[0].record_id),
        )
        keys = [(one, value if chosen[1][: len(value)] != value else chosen[1]) for one, value in stated]
        self._note("date", "schema:datePublished", "EARLIEST-DATE", 0.9, keys, chosen[0])
        return chosen[1]

    def first(self, name: str) -> str | None:
        """Return what the strongest source that states `name` says, without a note."""
        if len(self.listings) == 1:
            value: str | None = getattr(self.listings[0].record, name)
            return value
        values = [
            (authority(listing.record.source.format), listing.record_id, value)
            for listing in self.listings
            if (value := getattr(listing.record, name))
        ]
        return str(min(values)[2]) if values else None

    def _note(
        self,
        name: str,
        prop: str,
        rule: str,
        confidence: float,
        stated: list[tuple[IdentifiedRecord, str]],
        chosen: IdentifiedRecord,
    ) -> None:
        """Write a decision where what is stated differs in more than spelling."""
        right = next(key for listing, key in stated if listing is chosen)
        against = [listing.record_id for listing, key in stated if key != right]
        if against:
            support = [listing.record_id for listing, key in stated if key == right]
            self.decisions.append(FieldDecision(name, prop, rule, confidence, support, against))


def _damaged(name: str) -> Callable[[IdentifiedRecord], bool]:
    return lambda listing: any(
        damage.field == name and damage.kind in {"abstract_truncated", "head_cut", "mojibake"}
        for damage in listing.record.damage
    )
