"""A small build through a draft, for tests of what happens around it; also a program that can be killed."""

from __future__ import annotations

import sys
from pathlib import Path

from kg.configuration import DataSet
from kg.release import DataDirectory, Release
from kg.release.description import describe
from kg.release.draft import ReleaseDraft, begin
from kg.release.dumps import write_dumps
from kg.release.manifest import InputFile, Manifest
from kg.release.pipeline.publish import GraphFiles
from kg.store import Store

BASE = "https://kg.example.org/"
STATED = DataSet(title="Invented papers", licence="CC-BY-4.0", language="en")
SOURCE = InputFile(name="papers.jsonl", sha256="ab" * 32, bytes=1000, format="kg", records=10)


def default_lines(size: int, mark: str = "a") -> list[str]:
    """Return sorted N-Triples of `size` invented papers; `mark` makes one build differ from another."""
    kind, name = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<https://schema.org/name>"
    integer = "<http://www.w3.org/2001/XMLSchema#integer>"
    lines = []
    for number in range(size):
        paper = f"<{BASE}paper/{number:08d}>"
        lines.append(f"{paper} {kind} <https://schema.org/ScholarlyArticle> .\n")
        lines.append(f'{paper} {name} "Paper {number} of {mark}: \\"<a> .\\" \\n \u00e9 \U0001f600"@en .\n')
        lines.append(f'{paper} <https://w3id.org/kgpub/ontology#authorCount> "{number}"^^{integer} .\n')
        if number % 5 == 0:
            lines.append(f"{paper} <https://schema.org/sameAs> <https://doi.org/10.1234/{number}> .\n")
    return sorted(lines, key=str.encode)


def named_lines(size: int) -> list[str]:
    """Return sorted N-Quads of a graph of repairs and of a source."""
    curation, source = f"<{BASE}graph/curation>", f"<{BASE}graph/source/{SOURCE.sha256[:16]}>"
    lines = [
        f'<{BASE}repair/{number:08d}> <{BASE}rule> "R{number % 7}" {curation} .\n' for number in range(size)
    ]
    lines += [
        f'<{BASE}record/{number:08d}> <{BASE}line> "<{number}> ." {source} .\n' for number in range(size)
    ]
    return sorted(lines, key=str.encode)


def write_work(draft: ReleaseDraft, size: int = 200, mark: str = "a") -> GraphFiles:
    """Write the files that a release is made of."""
    default, named = draft.work_path / "default.nt", draft.work_path / "named.nq"
    default.write_text("".join(default_lines(size, mark)), encoding="utf-8")
    named.write_text("".join(named_lines(size // 2)), encoding="utf-8")
    return GraphFiles([default], [named])


def fill(draft: ReleaseDraft, size: int = 200, mark: str = "a") -> Manifest:
    """Write all parts of a release into `draft` and return its manifest."""
    graph = write_work(draft, size, mark)
    counts, meta = describe(draft, graph, BASE, [SOURCE], dataset=STATED)
    graph.named.append(meta)
    Store.load(draft.store_path, [*graph.default, *graph.named])
    digest, _ = write_dumps(graph, draft.dumps_path, BASE)
    draft.report_path.write_text('{"records": 10}')
    return Manifest(base=BASE, dataset=STATED, inputs=[SOURCE], counts=counts, content_sha256=digest)


def build(directory: Path, size: int = 200, mark: str = "a") -> Release:
    """Build and publish a synthetic release."""
    with begin(DataDirectory(directory)) as draft:
        return draft.commit(fill(draft, size, mark))


def main() -> None:
    """Build, saying on standard output when it begins and when it is about to be committed."""
    folder, size, mark = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    with begin(DataDirectory(folder)) as draft:
        sys.stdout.write("begun\n")
        sys.stdout.flush()
        manifest = fill(draft, size, mark)
        sys.stdout.write("committing\n")
        sys.stdout.flush()
        draft.commit(manifest)
    sys.stdout.write("done\n")


if __name__ == "__main__":
    main()
