"""The keys by which decisions name an authorship, and where to look for what a key names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_AUTHORSHIP: Final = "~"


def authorship_keys(digest: str, paper_key: str, mentions: list[str]) -> list[str]:
    """Return the keys of one authorship: its mentions, and the digest of its own key.

    `digest` is what the IRI of its holder would be made of, were the position all that is known of it.
    """
    return [*(f"mention:{mention}" for mention in mentions), f"{_AUTHORSHIP}{digest}@{nameless(paper_key)}"]


def nameless(paper_key: str) -> str:
    """Return a paper's key without the name of the first author that a title's key ends in."""
    return paper_key.partition("|")[0] if paper_key.startswith("title:") else paper_key


def record_id(key: str) -> str | None:
    """Return the id of the record that a key leads to, or null where it leads to none."""
    if key.startswith("record:"):
        return key.removeprefix("record:")
    if key.startswith("mention:"):
        return key.removeprefix("mention:").rpartition("-")[0]
    if key.startswith(_AUTHORSHIP) and (paper := key.partition("@")[2]).startswith("record:"):
        return paper.removeprefix("record:")
    return None


def block_keys(key: str) -> Iterator[str]:
    """Yield the blocking key (`kg.identity.keys`) under which the records of a key's paper stand."""
    paper = key.partition("@")[2] if key.startswith(_AUTHORSHIP) else key
    if paper.startswith("pub:"):
        yield paper.removeprefix("pub:")
    elif paper.startswith("title:"):
        yield "title=" + nameless(paper).removeprefix("title:")
        if "|" in paper:  # records with a short title stand under that and their first author
            yield paper
