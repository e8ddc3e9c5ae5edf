"""One description of each concept that works are on, and what means the same in several schemes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from kg.facts import Match
from kg.identity.tallies import merged
from kg.identity.topics.concepts import Concept, Concepts, dump_concept, load_concept
from kg.identity.topics.matching import decided, labels, matches
from kg.identity.topics.schemes import ARXIV
from kg.iris import Iris
from kg.mapping.subjects import concept_text, match_text, scheme_text
from kg.release.pipeline.shards import WorkFolder
from kg.release.sorting import sort_unique
from kg.works import IdentityDecision


@dataclass(slots=True)
class Topics:
    """What came of it: the file of their triples, how many concepts there are, and the decisions."""

    path: Path | None = None
    concepts: int = 0
    decisions: list[IdentityDecision] = field(default_factory=list)


def write_concepts(folder: WorkFolder, shard: int, concepts: Concepts) -> None:
    """Lay aside what the works of a shard say of concepts."""
    with folder.file("topics", shard, "tsv").open("wb") as output:
        output.writelines(concepts.lines(shard))


def describe_topics(folder: WorkFolder, iris: Iris) -> Topics:
    """Write the triples of all concepts, each once, those of a subject together."""
    result = Topics()
    if not any(path.stat().st_size for path in folder.files("topics")):
        return result
    ordered, plain = folder.path / "topics-sorted.tsv", folder.path / "topics-plain.nt"
    named, by_label = folder.path / "topic-labels.tsv", folder.path / "topic-labels-sorted.tsv"
    sort_unique(folder.files("topics"), ordered)
    schemes: dict[str, str] = {}
    with ordered.open("rb") as lines, plain.open("w", encoding="utf-8", newline="\n") as out:
        with named.open("wb") as labelled:
            for one in merged(lines, load_concept):
                text = dump_concept(one)
                labelled.writelines(b"%s\t%s\n" % (orjson.dumps(label), text) for label in labels(one))
                if one.scheme != ARXIV:
                    result.concepts += 1
                    schemes.setdefault(one.scheme, one.scheme_label)
                    out.write(concept_text(iris, one.topic))
        out.writelines(scheme_text(iris, *scheme) for scheme in sorted(schemes.items()))
        sort_unique([named], by_label)
        found: dict[tuple[str, str], Match] = {}
        for match in matches(_labelled(by_label)):
            known = found.setdefault((match.concept, match.other), match)
            if match.confidence > known.confidence:
                found[match.concept, match.other] = match
        for _, match in sorted(found.items()):
            out.write(match_text(iris, match))
            result.decisions.append(decided(match))
    result.path = folder.path / "topics.nt"
    sort_unique([plain], result.path)
    for path in (ordered, plain, named, by_label):
        path.unlink()
    return result


def _labelled(path: Path) -> Iterator[tuple[str, Concept]]:
    with path.open("rb") as lines:
        for line in lines:
            label, _, text = line.partition(b"\t")
            yield orjson.loads(label), load_concept(text)
