"""Which names of organisations are of one, by all that records and the publisher's authority file say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import orjson

from kg.errors import UnreadableInput
from kg.identity.decisions import Decisions
from kg.identity.organisations.authority import AuthorityRecord, dump_entry, entry_of, load_entry
from kg.identity.organisations.institution import dump_institution, load_institution
from kg.identity.organisations.joining import Member, OrganisationJoin, grouped, meeting, stated
from kg.identity.organisations.settling import settled
from kg.identity.tallies import merged
from kg.keys import key_of
from kg.readers.json_entries import entries
from kg.readers.source import Document
from kg.records import Rejection
from kg.release.pipeline.agents import NEVER_REPLACED, write_agents
from kg.release.pipeline.barred_identifiers import Barred
from kg.release.pipeline.papers import NOTHING_DECIDED
from kg.release.pipeline.shards import WorkFolder
from kg.release.sorting import sort_unique
from kg.works import IdentityDecision, load_agent

AUTHORITY: Final = 99_998
"""The number of the file of agents that an authority file describes."""
_LISTS: Final = ("items", "organizations")


@dataclass(slots=True)
class Organisations:
    """What came of it: pairs of keys that are of one organisation, decisions, and notices."""

    pairs: list[tuple[str, str]] = field(default_factory=list)
    decisions: list[IdentityDecision] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def join_organisations(
    folder: WorkFolder,
    authority: Path | None,
    human: Decisions = NOTHING_DECIDED,
    *,
    carried: bool = False,
) -> Organisations:
    """Decide which names and identifiers are of one organisation; describe those that the authority tells.

    What people decided of them (`human`) goes before. With `carried` keys are noted to carry IRIs on.

    Raises:
        UnreadableInput: the authority file cannot be read, or holds no organisation.
    """
    result = Organisations()
    ordered, met, by_word = (folder.path / f"institutions-{name}.tsv" for name in ("sorted", "met", "words"))
    sort_unique(folder.files("institutions"), ordered)
    found: list[OrganisationJoin] = []
    with ordered.open("rb") as lines, met.open("wb") as out:
        for one in merged(lines, load_institution):
            found += stated(one)
            text = dump_institution(one)
            out.writelines(b"%s\ti%s\n" % (orjson.dumps(word), text) for word in meeting(one))
        for entry in _authority(authority, result) if authority else ():
            text = dump_entry(entry)
            out.writelines(b"%s\te%s\n" % (orjson.dumps(word), text) for word in meeting(entry))
    sort_unique([met], by_word)
    found += grouped(_met(by_word))
    parted = [(placed.entry.keys, placed.entry.others) for placed, _, _ in human.cannot_link("team")]
    result.pairs, result.decisions = settled(found, human.pairs(), parted)
    if authority:
        _describe(folder, authority, {key for pair in result.pairs for key in pair})
    if carried:
        _note(folder)
    for path in (ordered, met, by_word):
        path.unlink()
    return result


def _met(path: Path) -> Iterator[tuple[str, Member]]:
    with path.open("rb") as lines:
        for line in lines:
            word, _, text = line.rstrip(b"\n").partition(b"\t")
            load = load_entry if text[:1] == b"e" else load_institution
            yield orjson.loads(word), load(text[1:])


def check_authority(path: Path | None) -> None:
    """Read the first organisation of an authority file, before a build takes its time.

    Raises:
        UnreadableInput: the file cannot be read, or holds no organisation.
    """
    if path:
        next(_authority(path, Organisations()))


def _authority(path: Path, result: Organisations) -> Iterator[AuthorityRecord]:
    """Yield the organisations of the dump; of the entries that are none, the first is told."""
    told, fault, line = 0, "there is no organisation in it", None
    for item in entries(Document(path), _LISTS):
        found = item.reason if isinstance(item, Rejection) else entry_of(item.value)
        if isinstance(found, AuthorityRecord):
            told += 1
            yield found
        elif line is None:
            fault, line = found, item.line if isinstance(item, Rejection) else item.first_line
    if not told:
        advice = "bring the JSON file of ROR's data dump, schema version 2"
        raise UnreadableInput(str(path), fault, line=line, advice=advice)
    if line is not None:
        result.notices.append(f"{path}:{line}: this entry is left out: {fault} (said once a file)")


def _note(folder: WorkFolder) -> None:
    """Lay aside the keys of those that sign nothing (organisations, editors): their IRIs are carried on."""
    keys: set[tuple[bytes, bytes]] = set()
    barred = Barred(folder)
    for path in folder.files("agents"):
        with path.open("rb") as lines:
            parts = (line.split(b"\t", 2) for line in lines)
            rows = ((key, text) for key, reference, text in parts if int(reference) == NEVER_REPLACED)
            keys.update(
                (b"org" if load_agent(text).collective else b"person", key) for key, text in barred.rows(rows)
            )
    with folder.file("people", AUTHORITY, "tsv").open("wb") as out:
        out.writelines(b"%s\t%s\n" % one for one in sorted(keys))


def _describe(folder: WorkFolder, authority: Path, wanted: set[str]) -> None:
    """Write what the authority says of the organisations that names were joined with."""
    with folder.file("agents", AUTHORITY, "tsv").open("wb") as out:
        for item in entries(Document(authority), _LISTS):
            found = None if isinstance(item, Rejection) else entry_of(item.value)
            if isinstance(found, AuthorityRecord) and key_of("ror", found.ror) in wanted:
                write_agents(out, [found.agent], NEVER_REPLACED)
