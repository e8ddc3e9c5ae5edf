"""Former names, replaced in what the sources state: their graphs are written before people are known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import orjson

from kg.identity.folding import name_key
from kg.identity.renaming import Masked, Renaming, forms, replaced
from kg.iris import SOURCE_GRAPH, Iris, name_in, tail
from kg.keys import document_of, page_of
from kg.mapping.literals import verbatim
from kg.records import Profile, Repair
from kg.release.pipeline.people import final
from kg.release.pipeline.shards import WorkFolder
from kg.vocab import KGO, SCHEMA

_PRINTED: Final = KGO.n("nameAsPrinted")
_LEFT: Final = (SCHEMA.n("name"), SCHEMA.n("abstract"), SCHEMA.n("citation"))


def mask_claims(folder: WorkFolder, iris: Iris, masked: Iterable[Masked]) -> None:
    """Rewrite the graphs of those sources that state a former name; the others are not touched."""
    mentions: dict[str, str] = {}
    texts: dict[str, list[Masked]] = defaultdict(list)
    for one in masked:
        mentions.update((iris.mention(mention), one.name) for mention in one.mentions)
        texts[iris.record(one.record)].append(one)
        texts[iris.document(one.record.partition("-")[0])].append(one)
    documents = {tail(one).partition("-")[0] for one in texts}
    if not texts:
        return
    # a file of claims is of one document; what is stated of the papers of a shard may be of several
    of_these = [path for path in folder.files("claims") if _document(path) in documents]
    for path in (*of_these, *folder.files("stated")):
        _rewrite(path, mentions, texts)


def _document(path: Path) -> str:
    """Return the id of the document that a file of claims is of, which names the graph of each line."""
    with path.open("rb") as source:
        return name_in(SOURCE_GRAPH, source.readline().decode().rpartition(" <")[2].partition(">")[0])


def _rewrite(path: Path, mentions: dict[str, str], texts: dict[str, list[Masked]]) -> None:
    new = path.with_suffix(".masked")
    with (
        path.open(encoding="utf-8", newline="\n") as source,
        new.open("w", encoding="utf-8", newline="\n") as out,
    ):
        for line in source:
            subject, predicate, rest = line.split(" ", 2)
            if subject in mentions and predicate == _PRINTED:
                graph = rest[rest.rindex(" <") :]
                line = f"{subject} {predicate} {verbatim(mentions[subject])}{graph}"
            elif subject in texts and rest.startswith('"'):
                is_document = name_in("source", subject) != ""
                if is_document or predicate not in _LEFT:
                    line = f"{subject} {predicate} {_masked(rest, texts[subject])}"
            out.write(line)
    new.replace(path)


def _masked(rest: str, masked: Sequence[Masked]) -> str:
    """Return the object and the graph of a line, former names in the object replaced."""
    end = rest.rindex('"') + 1
    text = orjson.loads(rest[:end])
    for one in masked:
        text = file_masked(replaced(text, one.former, one.name), one.former, one.name)
    return verbatim(text) + rest[end:]


def file_masked(text: str, former: Sequence[str], name: str) -> str:
    """Return `text`; for the name of a file called after a former name, the new name and its ending."""
    words = set(name_key(text).split())
    if " " not in text and any(set(name_key(one).split()) <= words for one in former if " " in one):
        return name.replace(" ", "-") + text[text.rindex(".") if "." in text else len(text) :]
    return text


def of_pages(
    profiles: Iterable[tuple[str, Profile]], agents: dict[str, str], renaming: Renaming
) -> list[Masked]:
    """Return what is to be replaced in documents that are headed by a former name."""
    found = []
    for key, profile in profiles:
        document = document_of(key)
        name = renaming.names.get(final(key, agents))
        if name is not None:
            printed = [profile.name, *([profile.printed] if profile.printed else [])]
            found.append(Masked(f"{document}-0", (), tuple(forms(printed, name)), name))
    return found


def page_repairs(
    profiles: Iterable[tuple[str, Profile]], agents: dict[str, str], renaming: Renaming
) -> Iterator[tuple[str, list[Repair]]]:
    """Yield the repairs of each head of a page, `{document id}-{n}`; not those of names that are hidden."""
    for key, profile in profiles:
        renamed = final(key, agents) in renaming.names
        repairs = [one for one in profile.repairs if one.field == "main_field" or not renamed]
        if repairs:
            yield page_of(key), repairs
