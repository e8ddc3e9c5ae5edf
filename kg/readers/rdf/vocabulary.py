"""The queries of this package, and what they say of terms: short names, and the field into which each goes.

Each vocabulary is a `.rq` file beside this one, which can be asked as it stands. Its table of `VALUES` pairs
predicates with fields; that table is also what says which values of a graph are read.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
VOCABULARIES: Final = ("kg", "bibo", "vivo", "spar", "schema", "dublin-core")
"""The queries of works."""

_PREFIX: Final = re.compile(r"^PREFIX ([\w-]{1,20}+): <([^<>\s]{1,200}+)>", re.MULTILINE)
_PAIR: Final = re.compile(r"\(([a-z]{1,20}+:[\w-]{1,60}+) \"([\w -]{1,60}+)\"\)")
_PLACE: Final = "{ UNDEF }"
_FURTHER: Final = (  # those that the queries do not have in a table
    "http://purl.org/spar/pro/isDocumentContextFor",
    "http://vivoweb.org/ontology/core#relatedBy",
    "http://vivoweb.org/ontology/core#informationResourceInAuthorship",
)


@cache
def query(name: str) -> str:
    """Return the text of a query of this package."""
    return (FOLDER / f"{name}.rq").read_text("utf-8")


def bound(name: str, iris: list[str]) -> str:
    """Return a query with its empty blocks of values bound to `iris`, which are valid IRIs."""
    return query(name).replace(_PLACE, f"{{ {' '.join(f'<{iri}>' for iri in iris)} }}")


@cache
def prefixes() -> dict[str, str]:
    """Return the namespaces of all queries with their prefixes."""
    return {
        space: name
        for path in FOLDER.glob("*.rq")
        for name, space in _PREFIX.findall(path.read_text("utf-8"))
    }


@cache
def table(name: str) -> dict[str, tuple[str, ...]]:
    """Return the fields into which a query puts the values of each predicate, by the predicate's IRI."""
    text = query(name)
    spaces = dict(_PREFIX.findall(text))
    found: dict[str, tuple[str, ...]] = {}
    for term, field in _PAIR.findall(text):
        prefix, _, local = term.partition(":")
        iri = f"{spaces[prefix]}{local}"
        found[iri] = (*found.get(iri, ()), field)
    return found


@cache
def ordered_predicates() -> frozenset[str]:
    """Return the predicates of works of which the order of values in the file is kept: all that are read."""
    return frozenset(_FURTHER).union(*(table(name) for name in VOCABULARIES))


@cache
def short(iri: str) -> str:
    """Return an IRI with its prefix, `dcterms:title`; as it is where no query has a prefix for it."""
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = prefixes().get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix else iri


def local(iri: str) -> str:
    """Return what follows the namespace of an IRI."""
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
