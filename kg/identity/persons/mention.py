"""A mention of a person: one position of one paper's author list, with what is known around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter
from typing import Final, NamedTuple

import orjson

from kg.identity.folding import name_key, tokens

_BEGUN: Final = 3
_MOST_CAPITALS: Final = 3
LONGEST_LIST: Final = 40
"""Of a longer author list a mention keeps so many co-authors, chosen alike on every paper (a sketch)."""


@dataclass(slots=True)
class PersonMention:
    """One authorship, as the resolver of persons sees it. It can be written as JSON and read back.

    `key` is the authorship's own key and orders mentions; two mentions with the same `paper` are never
    one person. `coauthors` are the names on the list (at most `LONGEST_LIST`; see `sample`), `listed`
    the true length of the list, this mention included. `title` holds the folded words of the title.
    `identifiers` are personal identifiers by scheme. `profiles` are the keys of aggregators' profile
    pages, and `headings` of name searches, that list the paper and whose name matches this mention's
    alone. `agent` is the key of an agent that is known already to hold it. `alternates` are other ways in
    which sources print the name at this position. `sides` are marks of people's decisions that part mentions:
    one with `+x` and one with `-x` are never one person.
    """

    key: str
    paper: str
    name: str
    given: str | None = None
    family: str | None = None
    suffix: str | None = None
    coauthors: list[str] = field(default_factory=list)
    listed: int = 1
    venue: str | None = None
    year: int | None = None
    topics: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    affiliations: list[str] = field(default_factory=list)
    identifiers: dict[str, str] = field(default_factory=dict)
    profiles: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    agent: str | None = None
    alternates: list[str] = field(default_factory=list)
    sides: list[str] = field(default_factory=list)


_ROW: Final = attrgetter(*(one.name for one in fields(PersonMention)))


def dump_mention(mention: PersonMention) -> bytes:
    """Return `mention` as one line of JSON, line end included: a row of its fields, which reads fastest."""
    return orjson.dumps(_ROW(mention)) + b"\n"


def load_mention(line: bytes) -> PersonMention:
    """Read back what `dump_mention` wrote."""
    return PersonMention(*orjson.loads(line))


def sample(names: Iterable[str]) -> list[str]:
    """Return `names`, each once; of more than `LONGEST_LIST`, those whose keys have the smallest digests.

    Two long lists that share most names then share most of their samples too (bottom-k sketch, Cohen
    and Kaplan 2007), also where one gives initials for given names.
    """
    found = {key: name for name in names if (key := name_key(name))}
    if len(found) > LONGEST_LIST:
        found = {initial_key(name): name for name in found.values()}
    chosen = sorted(found) if len(found) <= LONGEST_LIST else sorted(found, key=digest)[:LONGEST_LIST]
    return [found[key] for key in chosen]


@lru_cache(maxsize=1 << 16)
def initial_key(name: str) -> str:
    """Return the folded first letter and last word of a name, by which `P. Wang` and `Ping Wang` meet."""
    words = tokens(name)
    return f"{words[0][0]} {words[-1]}" if words else ""


class CoauthorKeys(NamedTuple):
    """By what a co-author is met on another list, and whether this gives but an initial of the given name.

    `name` is the key of the whole name, `initial` that of first letter and family name, `begun` that of three
    letters: `Xue-Qing Li`, `Xueqing Li` and `Xue Q. Li` begin alike, `Jie Li` and `Jun Li` do not.
    """

    name: str
    initial: str
    begun: str
    initialled: bool


@lru_cache(maxsize=1 << 16)
def coauthor_keys(name: str) -> CoauthorKeys:
    """Return by what a co-author of this name is met on another list."""
    words = tokens(name)
    given = "".join(words[:-1])
    begun = f"{given[:_BEGUN]} {words[-1]}" if given else ""
    first, _, rest = name.partition(" ")
    capitals = len(first) <= _MOST_CAPITALS and first.isupper() and not rest.isupper()  # `JX Li`
    initialled = capitals or "." in first[:_BEGUN] or len("".join(words[:1])) == 1
    return CoauthorKeys(name_key(name), initial_key(name), begun, initialled)


@lru_cache(maxsize=1 << 14)
def digest(key: str) -> bytes:
    """Return what orders names in a sketch."""
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
