"""arXiv's metadata as JSON Lines: the form of its public snapshot, an e-print a line.

The keys are those of arXiv's own export (https://www.kaggle.com/datasets/Cornell-University/arxiv):
`authors` is the list as typed, with TeX accents and affiliations, `authors_parsed` the same read by
arXiv: `[family, given, suffix, affiliation…]`. A record describes the e-print's last version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.readers import json_entries, json_head, json_lines, reader
from kg.readers.arxiv_authors import authors_of, text_of, without_tex
from kg.readers.arxiv_fields import instant
from kg.readers.decoding import mended
from kg.readers.fates import FieldTable
from kg.readers.leaves import json_leaves
from kg.readers.null_values import without_nulls
from kg.readers.source import ByteLine, Document
from kg.readers.values import checked
from kg.records import Damage, Item, Notice, Rejection, Repair, Source, Version, WorkRecord
from kg.repair.journal_ref import published

NAME: Final = "arxiv-jsonl"

_TEXTS: Final = {
    "title": "title", "abstract": "abstract", "comments": "comment", "journal-ref": "journal_ref",
    "report-no": "report_no", "license": "license", "submitter": "submitter", "doi": "doi", "id": "arxiv_id",
}  # fmt: skip
_TABLE: Final = FieldTable(
    _TEXTS
    | {
        "authors": "authors", "authors_parsed*": "authors", "versions[].version": "versions",
        "versions[].created": "versions", "categories": "categories", "update_date": "updated",
    }
)  # fmt: skip
_KEYS: Final = frozenset([*_TEXTS, "authors", "authors_parsed", "versions", "categories", "update_date"])


def _sniff(head: str) -> float:
    opening = json_head.keys(head)
    keys = opening.entry
    if "metadata.authors_parsed" in opening.within:
        return 0.99
    if "authors_parsed" in keys and keys & {"id", "categories", "update_date"}:
        return 0.99
    return 0.9 if {"id", "categories", "abstract", "authors"} <= keys else 0.0


@reader(NAME, "arXiv's metadata snapshot, JSON Lines", sniff=_sniff, splittable=True)
def parse(document: Document) -> Iterator[Item]:
    """Yield a record or rejection a line, and a notice the first time that an unknown key is met."""
    told: set[str] = set()
    for piece in json_entries.pieces(document):
        line = ByteLine(piece.first_line, piece.content, piece.fault)
        loaded = json_lines.load(line, document.name)
        if isinstance(loaded, Rejection):
            yield loaded
            continue
        loaded = _metadata(loaded, document)
        made = _record(
            loaded,
            Source(file=document.name, format=NAME, first_line=piece.first_line, last_line=piece.last_line),
        )
        if not isinstance(made, str):
            made = mended(made)
        if document.fates is not None:
            known = None if isinstance(made, str) else made
            document.fates.settle(json_leaves(loaded), known, _TABLE)
        yield json_lines.rejection(line, document.name, made) if isinstance(made, str) else made
        for key in sorted(loaded.keys() - _KEYS - told):
            told.add(key)
            message = f"the key {key!r} is not known; what it states is kept as stated (said once a file)"
            yield Notice(document.name, line.number, message)


def _metadata(loaded: dict[str, Any], document: Document) -> dict[str, Any]:
    """Return the metadata of an entry: unarXive has the text of the paper beside them, which is dropped."""
    held = loaded.get("metadata")
    if not isinstance(held, dict) or "authors_parsed" in loaded:
        return loaded
    if document.fates is not None:
        rest = {key: value for key, value in loaded.items() if key != "metadata"}
        document.fates.drop(json_leaves(rest), "the text of the paper and what is made of it")
    return held


def _record(stated: dict[str, Any], source: Source) -> WorkRecord | str:
    """Return the record of one object, or why there is none."""
    damage: list[Damage] = []
    repairs: list[Repair] = []
    record: dict[str, Any] = {}
    for key, field in _TEXTS.items():
        text = text_of(stated.get(key), field, damage)
        if text is not None:
            record[field] = text
    if not record.keys() & {"title", "abstract", "arxiv_id"}:
        return "it has no id, title or abstract"
    for key, field in (("categories", "categories"), ("update_date", "updated")):
        text = text_of(stated.get(key), field, damage)
        if text is not None:
            record[field] = text
    if "categories" in record:
        record["categories"] = record["categories"].split()
        record["primary_category"] = record["categories"][0]
    if "submitter" in record:
        record["submitter"] = without_tex(record["submitter"], "submitter", None, damage, repairs)
    _versions(stated.get("versions"), record, damage)
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", record.get("updated", "0000-00-00")):
        damage.append(
            Damage(kind="date_invalid", field="updated", note=f"no date: {record.pop('updated')[:80]}")
        )
    damage += without_nulls(record)
    damage += checked(record)
    repairs += record.pop("repairs", ())
    if "journal_ref" in record and (publication := published(record["journal_ref"])):
        record |= publication[0]
        repairs.append(publication[1])
    if "title" not in record:
        damage.append(Damage(kind="title_lost", field="title"))
    authors = authors_of(stated, record, damage, repairs)
    if stated.keys() - _KEYS:
        record["stated"] = tuple(_TABLE.unread(json_leaves(stated)))
    return WorkRecord(
        source=source, **record, authors=tuple(authors), damage=tuple(damage), repairs=tuple(repairs)
    )


def _versions(stated: object, record: dict[str, Any], damage: list[Damage]) -> None:
    """Add the versions; the date of the first is when the e-print was submitted."""
    versions = []
    for entry in stated if isinstance(stated, list) else ():
        number = (
            re.fullmatch(r"v?([1-9]\d{0,3})", str(entry.get("version", "")))
            if isinstance(entry, dict)
            else None
        )
        if number is None:
            damage.append(
                Damage(kind="other", field="versions", note=f"no version, left out: {str(entry)[:200]}")
            )
            continue
        created = entry.get("created")
        moment = instant(created)
        if moment is None and created is not None:
            damage.append(Damage(kind="date_invalid", field="versions", note=f"no date: {str(created)[:80]}"))
        versions.append(Version(number=int(number[1]), submitted=moment))
        if versions[-1].number == 1 and moment:
            record |= {"submitted": moment[:10], "date_as_stated": created}
    if versions:
        versions.sort(key=lambda version: version.number)
        record |= {"versions": tuple(versions), "version": versions[-1].number}
