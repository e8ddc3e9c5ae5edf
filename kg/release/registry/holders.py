"""Who holds which authorship, as the registry of IRIs has to know it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.keys import HUMAN, apart_key, is_authorship_key, place_of, split_place
from kg.release.pipeline.persons import whose
from kg.release.pipeline.shards import WorkFolder


def placed_agents(
    folder: WorkFolder, canonical: Callable[[str], str]
) -> Iterator[tuple[str, str, str, list[str]]]:
    """Yield kind, key, agent key or nothing, and own keys of each authorship, by the files of kind `people`.

    `canonical` gives the key that an agent key stands for. Who has two places of one paper by what other
    papers say has the first, as in the graph.
    """
    for path in folder.files("people"):
        people = whose(folder, int(path.stem))
        paper, placed = "", set[tuple[str, str]]()
        with path.open(encoding="utf-8", newline="\n") as source:
            for line in source:
                kind, agent, *own = line.rstrip("\n").split("\t")
                agent = agent or (people.get(own[0], "") if own else "")
                key = canonical(agent) if agent else own[0]
                if own and is_authorship_key(own[0]) and not agent.startswith(HUMAN):
                    if (now := split_place(place_of(own[0]))[0]) != paper:
                        paper, placed = now, set()
                    if (kind, key) in placed:
                        # the key of the place may be that of the holder of the first
                        own = [apart_key(own[0]), *(own if canonical(own[0]) == own[0] != key else ())]
                        agent, key = "", own[0]
                    placed.add((kind, key))
                yield kind, key, agent, own
