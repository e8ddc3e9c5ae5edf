"""Published corpora whose authors are known: mentions without what identifies them, and whose they are."""

from __future__ import annotations

import gzip
import re
import tarfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

import orjson

from kg.errors import UnreadableInput
from kg.identity.persons.gathering import mentions_of_record, series_of, venue_key
from kg.identity.persons.mention import PersonMention, sample
from kg.readers import format_named
from kg.readers.source import Document
from kg.records import WorkRecord
from kg.release.evaluation.gold import read_gold

_PAIR: Final = re.compile(r"(first|last): *(?:'((?:[^']|'')*)'|\"([^\"]*)\"|([^,}]*))")


@dataclass(slots=True)
class Corpus:
    """Mentions, the person of those whose person is known, and those that were checked by hand."""

    name: str
    mentions: list[PersonMention]
    gold: dict[str, str]
    curated: set[str]


def acl_anthology(path: Path) -> Corpus:
    """Return the ACL Anthology: its XML (a folder with `data/xml` and `data/yaml`, or a tar file of it).

    A mention is of the person of its `id`, else of the entry in name_variants.yaml that lists the name,
    else of the name as printed. Curated are those of an id or an entry. `id` is hidden from the resolver.

    Raises:
        UnreadableInput: there is no XML at `path`, or it cannot be read.
    """
    records, variants = acl_records(path)
    mentions: list[PersonMention] = []
    gold: dict[str, str] = {}
    curated: set[str] = set()
    for record in records:
        paper = record.identifiers["acl"]
        for mention in mentions_of_record(record, paper, hidden=["acl"]):
            author = record.authors[int(mention.key.rpartition("#")[2])]
            printed = (
                author.given or "",
                " ".join(filter(None, (author.family or author.name, author.suffix))),
            )
            known = author.identifiers.get("acl") or variants.get(printed)
            gold[mention.key] = known or f"name {author.name}"
            if known:
                curated.add(mention.key)
            mentions.append(mention)
    return Corpus("ACL Anthology", mentions, gold, curated)


def acl_records(path: Path) -> tuple[list[WorkRecord], dict[tuple[str, str], str]]:
    """Return the papers of the ACL Anthology, and the person of each name in name_variants.yaml.

    Raises:
        UnreadableInput: there is no XML at `path`, or it cannot be read.
    """
    variants: dict[tuple[str, str], str] = {}
    records: list[WorkRecord] = []
    for name, content in sorted(_files(path), key=lambda pair: pair[0]):
        if name.endswith("name_variants.yaml"):
            variants = _variants(content().decode("utf-8"))
        elif name.endswith(".xml"):
            parsed = format_named("acl-anthology").parse(Document.of_bytes(content(), name))
            records += [item for item in parsed if isinstance(item, WorkRecord)]
    if not records:
        raise UnreadableInput(str(path), "there is no XML of the ACL Anthology in it")
    return records, variants


def _files(path: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield name and content of each XML and YAML file."""
    try:
        if path.is_dir():
            for one in sorted([*path.rglob("*.xml"), *path.rglob("name_variants.yaml")]):
                yield one.name, one.read_bytes
        else:
            with tarfile.open(path) as archive:
                for member in archive:
                    if member.isfile() and member.name.endswith((".xml", "name_variants.yaml")):
                        content = archive.extractfile(member)
                        assert content is not None
                        data = content.read()
                        yield PurePosixPath(member.name).name, lambda data=data: data  # type: ignore[misc]
    except (OSError, tarfile.TarError) as error:
        raise UnreadableInput(str(path), f"it cannot be read: {error}") from error


def _variants(text: str) -> dict[tuple[str, str], str]:
    """Return the person of each name in name_variants.yaml; names of several persons are left out.

    The file has one layout throughout (`- canonical: {first: …, last: …}`, `id:`, `variants:`), so no
    YAML library is needed for it.
    """
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    names: list[tuple[str, str]] = []
    person, number = "", 0

    def close() -> None:
        for name in names:
            owners[name].add(person)

    for line in text.splitlines():
        if line.startswith("- canonical:"):
            close()
            number += 1
            person, names = f"variants {number}", [_name(line)]
        elif line.startswith("  id:"):
            person = line.partition(":")[2].strip()
        elif line.lstrip().startswith("- {"):
            names.append(_name(line))
    close()
    return {name: next(iter(persons)) for name, persons in owners.items() if len(persons) == 1}


def _name(line: str) -> tuple[str, str]:
    parts = {
        key: single.replace("''", "'") or double or plain.strip()
        for key, single, double, plain in _PAIR.findall(line)
    }
    return parts.get("first", ""), parts.get("last", "")


def openreview(path: Path) -> Corpus:
    """Return records whose authors have profiles at OpenReview: `gold.tsv` and `records.jsonl` of a folder.

    The first may be packed by no program, the second by gzip or Zstandard. A record is named by its
    identifier of the scheme `set`.

    Raises:
        UnreadableInput: a file is missing or cannot be read.
    """
    sources = sorted(path.glob("records.jsonl*")) if path.is_dir() else []
    if not sources:
        raise UnreadableInput(str(path), "there is no records.jsonl in it")
    table = read_gold(path / "gold.tsv")
    mentions: list[PersonMention] = []
    for record in format_named("kg-jsonl").parse(Document(sources[0])):
        if isinstance(record, WorkRecord) and (name := record.identifiers.get("set")):
            mentions += mentions_of_record(record, name)
    gold = {}
    for mention in mentions:
        name, _, place = mention.key.rpartition("#")
        if person := table.get(f"{name}-{int(place) + 1}"):
            gold[mention.key] = person
    return Corpus("authors with profiles at OpenReview", mentions, gold, set(gold))


def orcid_clusters(path: Path) -> Corpus:
    """Return author mentions of Crossref works with clusters by ORCID.

    `path` is a folder with `mentions.jsonl` (or `.gz`) and `gold_clusters.json`. ORCIDs are hidden from
    the resolver.

    Raises:
        UnreadableInput: a file is missing or cannot be read.
    """
    rows = [orjson.loads(line) for line in _bytes(path, "mentions.jsonl").splitlines() if line.strip()]
    clusters = orjson.loads(_bytes(path, "gold_clusters.json"))["clusters"]
    gold = {mention: person for person, members in clusters.items() for mention in members}
    works: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        works[row["doi"]].append(row)
    mentions = [mention for doi in works for mention in _mentions(doi, works[doi])]
    return Corpus("ORCID clusters of Crossref works", mentions, gold, set(gold))


def _mentions(doi: str, rows: list[dict[str, Any]]) -> Iterator[PersonMention]:
    names = sample([*(row["raw_name"] for row in rows), *(name for row in rows for name in row["coauthors"])])
    for row in rows:
        yield PersonMention(
            key=row["mention_id"],
            paper=doi,
            name=row["raw_name"],
            given=row["firstname"] or None,
            family=row["lastname"] or None,
            coauthors=names,
            listed=max(len(rows), len(names)),
            venue=venue_key(row["venue"]) or series_of(doi),
            year=int(row["year"]) if row["year"] else None,
            affiliations=[row["affiliation"]] if row["affiliation"] else [],
        )


def _bytes(folder: Path, name: str) -> bytes:
    """Read a file of a folder, which may be compressed."""
    plain, packed = folder / name, folder / f"{name}.gz"
    try:
        return plain.read_bytes() if plain.exists() else gzip.decompress(packed.read_bytes())
    except (OSError, EOFError) as error:
        raise UnreadableInput(str(plain), f"it cannot be read: {error}") from error
