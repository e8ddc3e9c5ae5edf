"""What became of a paper: withdrawn, retracted, corrected or superseded, as stated or as its texts say.

Design, section 3. A status that a record states is taken as it is. The words that authors and publishers
use (`This paper has been withdrawn`, `RETRACTED: …`) are read by rules, each a decision with its confidence.
Each status belongs to one publication: what was withdrawn is the e-print, all else the published version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.facts import EditorialNotice
from kg.identity.authors import IdentifiedRecord
from kg.identity.expressions import Appeared
from kg.identity.relations import BY_NOTICES, OF_NOTICES, address, relation_key
from kg.keys import split_key
from kg.kinds import StatusKind
from kg.records import Relation, WorkRecord
from kg.works import FieldDecision, Status

_THING: Final = r"(?:paper|article|manuscript|submission|preprint|work|note|letter|version|document)"
_WITHDRAWN: Final = re.compile(
    rf"\W{{0,4}}(?:(?:this|the) {_THING}"
    r"(?: has(?: now)? been| is(?: being)?| was) (?:temporarily )?withdrawn\b"
    r"|withdrawn(?=$|[.,;:!]| by\b| due\b| because\b| as\b| since\b| for\b| pending\b))",
    re.IGNORECASE,
)
_SUPERSEDED: Final = re.compile(
    rf"\W{{0,4}}(?:this {_THING} (?:has been|is|was) )?superseded by "
    r"(?:the paper )?(?:arXiv:)?(?P<by>\d{4}\.\d{4,5}|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7})\b",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"\W{0,3}(?P<kind>retracted|withdrawn)(?: article| paper| chapter)?\W{0,3}:", re.IGNORECASE
)
_TEXTS: Final = (("comment", "STATUS-COMMENT", 0.95), ("abstract", "STATUS-ABSTRACT", 0.95))
_PUBLISHED_FIRST: Final[frozenset[StatusKind]] = frozenset({"retracted", "corrected"})


@dataclass(frozen=True, slots=True)
class Read:
    """A status that the words of a record say: by which rule, and how sure."""

    kind: StatusKind
    rule: str
    confidence: float
    words: str
    by: str | None = None


def read(record: WorkRecord) -> Iterator[Read]:
    """Yield what the title, the comment and the abstract of a record say of its status."""
    if record.title and (match := _LABEL.match(record.title)):
        kind: StatusKind = "retracted" if match["kind"].lower() == "retracted" else "withdrawn"
        yield Read(kind, "STATUS-TITLE", 0.97, record.title)
    for field, rule, confidence in (
        ("comment", "STATUS-COMMENT", 0.95),
        ("abstract", "STATUS-ABSTRACT", 0.95),
    ):
        text = " ".join((getattr(record, field) or "")[:400].split())
        if _WITHDRAWN.match(text):
            yield Read("withdrawn", rule, confidence, text)
        elif match := _SUPERSEDED.match(text):
            yield Read("superseded", rule, confidence, text, match["by"])


def set_statuses(
    listings: list[IdentifiedRecord], appeared: Appeared, told: Sequence[EditorialNotice] = ()
) -> tuple[list[Status], list[FieldDecision]]:
    """Give the publications the statuses that records state or say; return those of the paper itself.

    `told` is what notices say of the paper, which are papers themselves.

    A paper holds a status itself where no publication of it is known. The decisions are on what was read
    from words.
    """
    loose: list[Status] = []
    decisions: list[FieldDecision] = []
    for listing in listings:
        record = listing.record
        for one in record.statuses:
            _add(_holder(one.kind, listing, appeared, loose), one.kind, one.date, one.note, one.by, listing)
        stated = {one.kind for one in record.statuses}
        for found in read(record):
            if found.kind in stated:
                continue
            stated.add(found.kind)
            held = _holder(found.kind, listing, appeared, loose)
            _add(held, found.kind, None, found.words, found.by, listing)
            decisions.append(_decision(found, listing, _path(held, appeared)))
        for relation in record.relations:
            if kind := BY_NOTICES.get(relation.kind):
                held = _holder(kind, listing, appeared, loose)
                _add(held, kind, None, None, _named(relation), listing)
    for notice in told:
        kind = OF_NOTICES[notice.relation]
        held = _holder(kind, listings[0], appeared, loose)
        _add_notice(held, kind, notice)
    for held in (loose, *(one.statuses for one in appeared.expressions)):
        _join(held)
    return loose, decisions


def _named(relation: Relation) -> str | None:
    """Return what a notice is named by: its DOI, arXiv number or address."""
    key = relation_key(relation) or ""
    scheme, value = split_key(key)
    return value if scheme in ("doi", "arxiv") else address(relation)


def _add_notice(held: list[Status], kind: StatusKind, notice: EditorialNotice) -> None:
    """Add what a paper of the graph says of this one, to what is known of the same already."""
    for known in held:
        if known.kind == kind and (not known.notices or notice.paper in known.notices):
            known.notices, known.date = [notice.paper], known.date or notice.date
            known.records = list(dict.fromkeys([*known.records, notice.record]))
            return
    held.append(Status(kind, notice.date, None, None, [notice.record], [notice.paper]))


def _join(held: list[Status]) -> None:
    """Make one of statuses of one kind and date, which two notices may give."""
    found: dict[tuple[StatusKind, str | None], Status] = {}
    for one in held:
        known = found.setdefault((one.kind, one.date), one)
        if known is not one:
            known.note, known.by = known.note or one.note, known.by or one.by
            known.notices = list(dict.fromkeys([*known.notices, *one.notices]))
            known.records = list(dict.fromkeys([*known.records, *one.records]))
    held[:] = found.values()


def _decision(found: Read, listing: IdentifiedRecord, path: str) -> FieldDecision:
    return FieldDecision(
        name=f"status-{found.kind}-{listing.record_id}",
        prop="pso:holdsStatusInTime",
        rule=found.rule,
        confidence=found.confidence,
        supported=[listing.record_id],
        contradicted=[],
        words=f"its words: {found.words}",
        on=path,
    )


def _holder(
    kind: StatusKind, listing: IdentifiedRecord, appeared: Appeared, loose: list[Status]
) -> list[Status]:
    """Return the list of statuses of the publication that a record's status is of."""
    there = [one for one in appeared.expressions if listing in appeared.records.get(one.path, ())]
    eprints = [one for one in there if one.path.startswith("arxiv/")]
    published = [one for one in there if not one.path.startswith("arxiv/")]
    order = published + eprints if kind in _PUBLISHED_FIRST else eprints + published
    return order[0].statuses if order else loose


def _path(held: list[Status], appeared: Appeared) -> str:
    return next((one.path for one in appeared.expressions if one.statuses is held), "")


def _add(
    held: list[Status],
    kind: StatusKind,
    date: str | None,
    note: str | None,
    by: str | None,
    listing: IdentifiedRecord,
) -> None:
    """Add a status, or what one more record says of it."""
    for known in held:
        if known.kind == kind and (not (date and known.date) or date == known.date):
            known.date, known.note, known.by = known.date or date, known.note or note, known.by or by
            known.records = list(dict.fromkeys([*known.records, listing.record_id]))
            return
    held.append(Status(kind, date, note, by, [listing.record_id]))
