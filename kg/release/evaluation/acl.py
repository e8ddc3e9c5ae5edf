"""The ACL Anthology as a corpus of persons: its editors keep which names are whose."""

from __future__ import annotations

import re
import tarfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from kg.errors import UnreadableInput
from kg.identity.persons.gathering import mentions_of_record
from kg.readers import format_named
from kg.readers.source import Document
from kg.records import WorkRecord
from kg.release.evaluation.corpus import Corpus, Listed

_PAIR: Final = re.compile(r"(first|last): *(?:'((?:[^']|'')*)'|\"([^\"]*)\"|([^,}]*))")


def acl_anthology(path: Path, blocks: int | None = None) -> Corpus:
    """Return the ACL Anthology: its XML (a folder with `data/xml` and `data/yaml`, or a tar file of it).

    A mention is of the person of its `id`, else of the entry in name_variants.yaml that lists the name,
    else of the name as printed. Curated are those of an id or an entry. `id` is hidden from the resolver.
    With `blocks`, a sample of so many blocks of names.

    Raises:
        UnreadableInput: there is no XML at `path`, or it cannot be read.
    """
    records, variants = acl_records(path)
    return Corpus.of("ACL Anthology", (_listed(record, variants) for record in records), blocks)


def _listed(record: WorkRecord, variants: dict[tuple[str, str], str]) -> Listed:
    paper = record.identifiers["acl"]
    listed = Listed(list(mentions_of_record(record, paper, hidden=["acl"])), {})
    for mention in listed.mentions:
        author = record.authors[int(mention.key.rpartition("#")[2])]
        printed = (
            author.given or "",
            " ".join(filter(None, (author.family or author.name, author.suffix))),
        )
        known = author.identifiers.get("acl") or variants.get(printed)
        listed.gold[mention.key] = known or f"name {author.name}"
        if known:
            listed.curated.add(mention.key)
    return listed


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
