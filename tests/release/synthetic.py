"""A small build through a draft, for tests of what happens around it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kg.release import Counts, DataDirectory, Draft, Manifest, Release
from kg.store import Store

BASE = "https://kg.example.org/"


def default_lines(size: int, mark: str = "a") -> list[str]:
    """Return sorted N-Triples of `size` invented papers; `mark` makes one build differ from another."""
    kind, name = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<https://schema.org/name>"
    lines = []
    for number in range(size):
        paper = f"<{BASE}paper/{number:08d}>"
        lines.append(f"{paper} {kind} <https://schema.org/ScholarlyArticle> .\n")
        lines.append(f'{paper} {name} "Paper {number} of build {mark}, with \\"quotes\\" and \u00e9"@en .\n')
    return sorted(lines, key=str.encode)


def named_lines(size: int) -> list[str]:
    """Return sorted N-Quads of a graph of sources."""
    graph = f"<{BASE}graph/curation>"
    return sorted(f'<{BASE}repair/{number:08d}> <{BASE}rule> "R{number % 7}" {graph} .\n' for number in range(size))


def fill(draft: Draft, size: int = 200, mark: str = "a") -> Manifest:
    """Write store and dumps of a synthetic graph into `draft` and return its manifest."""
    default, named = draft.work_path / "default.nt", draft.work_path / "named.nq"
    default.write_text("".join(default_lines(size, mark)), encoding="utf-8")
    named.write_text("".join(named_lines(size // 2)), encoding="utf-8")
    Store.load(draft.store_path, [default, named])
    content = hashlib.sha256(default.read_bytes() + named.read_bytes()).hexdigest()
    (draft.dumps_path / "kg.nq").write_bytes(default.read_bytes() + named.read_bytes())
    draft.report_path.write_text("{}")
    triples = 2 * size
    return Manifest(
        base=BASE, counts=Counts(triples=triples, quads=triples + size // 2, entities=size), content_sha256=content
    )


def build(directory: Path, size: int = 200, mark: str = "a") -> Release:
    """Build and publish a synthetic release."""
    with DataDirectory(directory).begin() as draft:
        return draft.commit(fill(draft, size, mark))
