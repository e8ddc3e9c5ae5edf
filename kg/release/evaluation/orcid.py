"""Author mentions of Crossref works with clusters by ORCID, as the corpus `identity-orcid` has them."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from kg.errors import UnreadableInput
from kg.identity.persons.gathering import series_of, venue_key
from kg.identity.persons.mention import PersonMention, sample
from kg.release.evaluation.corpus import Corpus, Listed


def orcid_clusters(path: Path, blocks: int | None = None) -> Corpus:
    """Return author mentions of Crossref works with clusters by ORCID.

    `path` is a folder with `mentions.jsonl` (or `.gz`) and `gold_clusters.json`. ORCIDs are hidden from
    the resolver. With `blocks`, a sample of so many blocks of names.

    Raises:
        UnreadableInput: a file is missing, cannot be read, or is no such JSON.
    """
    lines = _bytes(path, "mentions.jsonl").splitlines()
    rows = [
        _json(path / "mentions.jsonl", line, number) for number, line in enumerate(lines, 1) if line.strip()
    ]
    clusters = _json(path / "gold_clusters.json", _bytes(path, "gold_clusters.json")).get("clusters", {})
    gold = {mention: person for person, members in clusters.items() for mention in members}
    works: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        works[row["doi"]].append(row)
    papers = (_listed(doi, works[doi], gold) for doi in works)
    return Corpus.of("ORCID clusters of Crossref works", papers, blocks)


def _listed(doi: str, rows: list[dict[str, Any]], gold: dict[str, str]) -> Listed:
    mentions = list(_mentions(doi, rows))
    known = {one.key: gold[one.key] for one in mentions if one.key in gold}
    return Listed(mentions, known, set(known))


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


def _json(path: Path, text: bytes, line: int | None = None) -> dict[str, Any]:
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise UnreadableInput(str(path), f"this is no JSON: {error}", line=line) from error
    if not isinstance(found, dict):
        raise UnreadableInput(str(path), "this is no JSON object", line=line)
    return found


def _bytes(folder: Path, name: str) -> bytes:
    """Read a file of a folder, which may be compressed."""
    plain, packed = folder / name, folder / f"{name}.gz"
    try:
        return plain.read_bytes() if plain.exists() else gzip.decompress(packed.read_bytes())
    except (OSError, EOFError) as error:
        raise UnreadableInput(str(plain), f"it cannot be read: {error}") from error
