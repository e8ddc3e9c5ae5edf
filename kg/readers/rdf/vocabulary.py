"""The queries of this package, and what they say of terms: short names, and the field into which each goes.

Each vocabulary is a `.rq` file beside this one, which can be asked as it stands. Its tables of `VALUES` pair
predicates with fields; these tables are what the reader goes by (`kg.readers.rdf.patterns`), and a test holds
its answers against those of the queries.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
VOCABULARIES: Final = ("kg", "bibo", "vivo", "spar", "schema", "dublin-core")
"""The queries of works."""

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
HOLDS: Final = "http://purl.org/spar/pro/holdsRoleInTime"

_PREFIX: Final = re.compile(r"^PREFIX ([\w-]{1,20}+): <([^<>\s]{1,200}+)>", re.MULTILINE)
_PAIR: Final = re.compile(r"\(([a-z]{1,20}+:[\w-]{1,60}+) \"([\w -]{1,60}+)\"\)")
_TABLE: Final = re.compile(r"VALUES \(\?\w{1,20}+ \?field\) \{([^{}]{1,9000}+)\}")
_TERM: Final = re.compile(r"[a-z]{1,20}+:[\w-]{1,60}+")


@dataclass(frozen=True, slots=True)
class Works:
    """What tells works, by `works.rq` and `beside.rq`: IRIs of classes and predicates.

    A work is of `classes`, or has one of `makers` and of `titles`. It is none of its own where it is one of
    `sets`, where one of `forms` points to it, where `form_of` leads from it to something of a class, and
    where one of `pointing` points to it and it has none of `owners`.
    """

    classes: frozenset[str]
    makers: frozenset[str]
    titles: frozenset[str]
    sets: frozenset[str]
    forms: frozenset[str]
    form_of: tuple[str, ...]
    pointing: frozenset[str]
    owners: frozenset[str]


@cache
def query(name: str) -> str:
    """Return the text of a query of this package."""
    return (FOLDER / f"{name}.rq").read_text("utf-8")


@cache
def works() -> Works:
    """Return what the queries say of how works are told."""
    found, beside = (query(name).partition("WHERE")[2] for name in ("works", "beside"))
    return Works(
        classes=frozenset(_before("works", found, "?work a ?type")),
        makers=frozenset(_before("works", found, "?maker", "?work ")),
        titles=frozenset(_before("works", found, "?title", "?work ")),
        sets=frozenset(_before("beside", beside, "}", "?work a ")),
        forms=frozenset(_before("beside", beside, "?of }", "?work ")),
        form_of=tuple(_before("beside", beside, "?of . ?of a", "?work ")),
        pointing=frozenset(_before("beside", beside, "?other", "?work ")),
        owners=frozenset(_before("beside", beside, "?maker", "?work ")),
    )


def _before(name: str, text: str, end: str, start: str = "{") -> list[str]:
    """Return the terms that stand before the first `end`, from the last `start` before that on."""
    piece = text[: text.index(end, text.index(start))].rpartition(start)[2]
    return [_full(name, term) for term in _TERM.findall(piece)]


def _full(name: str, term: str) -> str:
    prefix, _, local = term.partition(":")
    return f"{_spaces(name)[prefix]}{local}"


@cache
def _spaces(name: str) -> dict[str, str]:
    return dict(_PREFIX.findall(query(name)))


@cache
def prefixes() -> dict[str, str]:
    """Return the namespaces of all queries with their prefixes."""
    return {
        space: name
        for path in FOLDER.glob("*.rq")
        for name, space in _PREFIX.findall(path.read_text("utf-8"))
    }


@cache
def tables(name: str) -> tuple[dict[str, tuple[str, ...]], ...]:
    """Return the tables of a query in their order: the fields of each term, by the term's IRI."""
    found = []
    for block in _TABLE.findall(query(name)):
        table: dict[str, tuple[str, ...]] = {}
        for term, field in _PAIR.findall(block):
            iri = _full(name, term)
            table[iri] = (*table.get(iri, ()), field)
        found.append(table)
    return tuple(found)


@lru_cache(maxsize=1 << 14)
def short(iri: str) -> str:
    """Return an IRI with its prefix, `dcterms:title`; as it is where no query has a prefix for it."""
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = prefixes().get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix else iri


def local(iri: str) -> str:
    """Return what follows the namespace of an IRI."""
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
