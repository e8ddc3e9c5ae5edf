"""By which keys a decision can name a thing of the graph, so that it still does after a rebuild.

The keys are described in `kg.identity.decisions`. They are read from the graph: the records of a paper,
the mentions and identifiers of a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.digests import opaque
from kg.engine import Engine
from kg.errors import UsageError
from kg.identity.decisions.entry import Kind
from kg.identity.folding import name_key, title_key
from kg.identity.organisations.stated import institution_keys, named_keys
from kg.iris import local, name_in, tail, typed
from kg.keys import (
    authorship_key,
    authorship_keys,
    is_record_key,
    key_of,
    listed_key,
    mention_key,
    nameless,
    publication_key_of,
    record_key,
    split_key,
    team_key,
)
from kg.queries.asking import Row, asked, listed
from kg.queries.lookup import Lookup
from kg.release.search import SearchIndex

KINDS: Final[tuple[Kind, ...]] = ("paper", "person", "team", "venue", "record")
_KEYLESS: Final[dict[str, str]] = {
    "person": "a page tells of this person that states no identifier, and no paper that is here",
    "team": "it is one entry of a list on which its name is printed twice; correct the author of the record",
    "paper": "no record of it is in the release",
    "venue": "no name or identifier of it is in the release",
}
_RECORD: Final = re.compile(r"(?:.*/)?(?:record/)?([0-9a-f]{16}-[1-9]\d*)")
_MENTION: Final = re.compile(r"(?:.*/)?(?:mention/)?([0-9a-f]{16}-[1-9]\d*-[1-9]\d*)")
_AUTHORSHIP: Final = re.compile(
    r"(?:.*/)?(?:authorship/)?([a-z2-7]{16}-(?:[1-9]\d*|profile-[0-9a-f]{16}(?:-[1-9]\d*)?))"
)
_VENUE_KEYS: Final = {"lissn": "issnl", "issn-l": "issnl", "eissn": "issn"}


@dataclass(frozen=True, slots=True)
class NamedPart:
    """One record of a paper, or one authorship of a person: its keys, and the ids a user names it by."""

    keys: tuple[str, ...]
    ids: frozenset[str]
    identifiers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NamedAuthorship:
    """A position of a paper's author list, from 1: the name as printed, the IRI of who holds it, the keys."""

    position: int
    name: str
    holder: str
    part: NamedPart


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A thing of the graph: kind, IRI, label, its parts, and keys that belong to it as a whole."""

    kind: Kind
    iri: str
    label: str
    parts: tuple[NamedPart, ...] = ()
    identifiers: tuple[str, ...] = ()
    keys: tuple[str, ...] = field(default=())

    @property
    def all_keys(self) -> tuple[str, ...]:
        """Return every key of it, each once."""
        # a name of an organisation may be that of another, where no country is printed
        parts = () if self.kind == "team" else self.parts
        found = [*self.keys, *self.identifiers, *(key for part in parts for key in part.keys)]
        return tuple(dict.fromkeys(found))

    @property
    def local(self) -> str:
        """Return the IRI without its base: `person/…`."""
        return typed(self.iri)


class Namer:
    """Finds what a user names, and the keys of it."""

    def __init__(self, engine: Engine, index: SearchIndex | None = None) -> None:
        self._engine, self._resolver = engine, Lookup(engine, index)

    def named(self, text: str) -> NamedThing:
        """Return the paper, person, team, venue or record that `text` names by IRI, identifier or name.

        Raises:
            UsageError: nothing, or something of another kind, is so called; AmbiguousName: several things.
        """
        if (found := _RECORD.fullmatch(text)) and not _MENTION.fullmatch(text):
            return self._record(found[1])
        node = self._resolver.resolve("thing", text)
        kinds = [kind for kind in KINDS if kind in self._resolver.kinds(node)]
        if not kinds:
            raise UsageError(
                f"{text!r} is no {', '.join(KINDS[:-1])} or record: nothing can be decided of it"
            )
        thing = self._of_kind(kinds[0], node)
        if not thing.all_keys:
            raise UsageError(f"nothing can be decided of {thing.label} ({thing.iri}): {_KEYLESS[thing.kind]}")
        return thing

    def _of_kind(self, kind: Kind, node: NamedNode) -> NamedThing:
        if kind == "record":
            return self._record(tail(node.value))
        label = self._resolver.label(node)
        if kind == "paper":
            return NamedThing("paper", node.value, label, self._records(node), keys=self._paper_keys(node))
        if kind == "person":
            return NamedThing("person", node.value, label, self._authorships(node), self._identifiers(node))
        if kind == "venue":
            return NamedThing("venue", node.value, label, self._names(node), keys=self._mint("venue", node))
        parts = self._organisation_names(node)
        return NamedThing(kind, node.value, label, parts, self._identifiers(node), self._mint(kind, node))

    def names(self, thing: NamedThing) -> list[str]:
        """Return the names that the graph has of a thing."""
        rows = self._rows("all-names", NamedNode(thing.iri))
        return sorted({row["n"] for row in rows})

    def part(self, thing: NamedThing, text: str) -> NamedPart:
        """Return the part of `thing` that `text` names: a record's, mention's or authorship's id or IRI.

        Raises:
            UsageError: it is no part of it.
        """
        if thing.kind in ("venue", "team"):
            for part in thing.parts:
                if not part.ids.isdisjoint((text, title_key(text))):
                    return part
            raise UsageError(f"{text!r} is no name or identifier of {thing.iri}")
        patterns = (_RECORD,) if thing.kind == "paper" else (_MENTION, _AUTHORSHIP)
        for pattern in patterns:
            match = pattern.fullmatch(text)
            for part in thing.parts if match else ():
                if match and match[1] in part.ids:
                    return part
        words = "record" if thing.kind == "paper" else "mention or authorship"
        raise UsageError(f"{text!r} is no {words} of {thing.iri}; `kg explain {thing.iri}` lists them")

    def _rows(self, query: str, node: NamedNode) -> list[Row]:
        return asked(self._engine, query, x=[node.value])

    def _record(self, record: str) -> NamedThing:
        end = Literal(f"/{local('record', record)}")
        for row in listed(self._engine, "record-ending", {"end": end}):
            return NamedThing("record", row["record"], f"record {record}", keys=(record_key(record),))
        raise UsageError(f"there is no record {record} in the current release")

    def _records(self, node: NamedNode) -> tuple[NamedPart, ...]:
        ids = sorted({tail(row["r"]) for row in self._rows("derived-from", node)})
        return tuple(NamedPart((record_key(one),), frozenset([one])) for one in ids)

    def _paper_keys(self, node: NamedNode) -> tuple[str, ...]:
        keys = [row["k"] for row in self._rows("mint-keys", node)]
        paths = [name_in("pub", row["e"]) for row in self._rows("realizations", node)]
        keys += [publication_key_of(path) for path in paths if path and not path.startswith("x/")]
        return tuple(sorted({nameless(key) for key in keys if not is_record_key(key)}))

    def authors(self, paper: NamedThing) -> tuple[NamedAuthorship, ...]:
        """Return the persons on the author list of a paper, in order; teams are left out."""
        rows = self._rows(
            "authors-with-keys",
            NamedNode(paper.iri),
        )
        found = [
            NamedAuthorship(
                int(group[0]["p"]),
                group[0]["n"],
                group[0]["holder"],
                part,
            )
            for group in _by_authorship(rows)
            for part in [_part(group)]
        ]
        return tuple(sorted(found, key=lambda one: one.position))

    def _authorships(self, node: NamedNode) -> tuple[NamedPart, ...]:
        rows = self._rows(
            "authorships-with-keys",
            node,
        )
        return tuple(map(_part, _by_authorship(rows)))

    def _names(self, node: NamedNode) -> tuple[NamedPart, ...]:
        """Return the names of a venue, and its identifiers, each with the key that it may be known by."""
        names = {title_key(row["n"]) for row in self._rows("all-names", node)}
        parts = [
            NamedPart((key_of("venue", key_of("name", name)),), frozenset([name])) for name in sorted(names)
        ]
        for one in self._identifiers(node):
            scheme, value = split_key(one)
            keys = {key_of("venue", key_of(_VENUE_KEYS.get(scheme, scheme), value))}
            parts.append(NamedPart(tuple(keys), frozenset([one, value])))
        return tuple(parts)

    def _organisation_names(self, node: NamedNode) -> tuple[NamedPart, ...]:
        """Return the names of an organisation that affiliations give it, and its identifiers."""
        if not self._rows("organisations", node):
            return ()
        names = sorted({row["n"] for row in self._rows("all-names", node)})
        countries = [row["c"] for row in self._rows("countries", node)]
        forms: dict[tuple[str, ...], set[str]] = {}
        for name in names:
            forms.setdefault(tuple(institution_keys(name, (*countries, None))), set()).add(name)
        parts = [NamedPart(keys, frozenset(same)) for keys, same in forms.items()]
        return (*parts, *(NamedPart((one,), frozenset([one])) for one in self._identifiers(node)))

    def _identifiers(self, node: NamedNode) -> tuple[str, ...]:
        return tuple(sorted(_identifier(row["i"]) for row in self._rows("identifiers", node)))

    def _is_described(self, node: NamedNode, key: str) -> bool:
        """Tell whether the graph has an organisation of which `key` makes the IRI; `node` is another one."""
        other = node.value.removesuffix(tail(node.value)) + opaque("org", key)
        return bool(self._rows("all-names", NamedNode(other)))

    def _mint(self, kind: str, node: NamedNode) -> tuple[str, ...]:
        """Return the mint key of a team or venue: of those it may have, the one that makes its IRI."""
        local = tail(node.value)
        if kind == "venue" and local == "arxiv":
            return (key_of("venue", "arxiv"),)
        names = [row["n"] for row in self._rows("all-names", node)]
        identifiers = self._identifiers(node)
        if kind == "team":
            countries = [row["c"] for row in self._rows("countries", node)]
            printed = [team_key(name_key(name)) for name in names]
            stated = [key for name in names for key in named_keys(name, (*countries, None))]
            own = {key for key in (*printed, *stated, *identifiers) if opaque("org", key) == local}
            if own:
                return tuple(sorted(own))
            # the IRI is carried from an earlier key, or it is that of one place on a list
            known = stated if self._rows("organisations", node) else printed
            return tuple(sorted({key for key in known if not self._is_described(node, key)}))
        keys = [*(key_of("name", title_key(name)) for name in names), *identifiers]
        keys += [split_key(part.keys[0])[1] for part in self._names(node)]
        keys += [key_of("issnl", split_key(one)[1]) for one in identifiers if one.startswith("issn")]
        return tuple(sorted({key_of("venue", key) for key in keys if opaque("venue", key) == local}))


def _by_authorship(rows: list[Row]) -> list[list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["a"], []).append(row)
    return [group for _, group in sorted(grouped.items())]


def _part(group: list[Row]) -> NamedPart:
    """Return the authorship that the rows of one are of."""
    first = group[0]
    # What a profile page lists has no position, and comes from the record there, not from a mention.
    # Where no mention is in the graph, the authorship says the same at the same position.
    entries = {
        row.get("m") or f"{row['r']}-{row['p']}" for row in group if "p" in row and ("m" in row or "r" in row)
    }
    mentions = sorted(map(tail, entries))
    keys = [*map(mention_key, mentions)]
    if "k" in first:
        paper, name = first["k"], name_key(first["n"])
        own = authorship_key(paper, int(first["p"]), name) if "p" in first else listed_key(paper, name)
        digest = opaque("person", own)
        keys = authorship_keys(digest, first["k"], mentions)
    stated = {_identifier(row["i"]) for row in group if "i" in row}
    ids = frozenset([*mentions, tail(first["a"])])
    return NamedPart(tuple(keys), ids, frozenset(stated))


def _identifier(iri: str) -> str:
    """Return scheme and value of an identifier's IRI."""
    return name_in("id", iri).replace("/", ":", 1)
