"""Papers that a person claims: which author of each is meant, and the decision that says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.errors import AmbiguousName, UsageError
from kg.identifiers import Orcid
from kg.identity.decisions import Decision
from kg.identity.persons.person_name import PersonName, parse_name
from kg.identity.persons.relation import relate
from kg.iris import typed
from kg.keys import key_of, split_key
from kg.queries.naming import NamedAuthorship, NamedThing, Namer
from kg.release.search import SearchIndex
from kg.repair.names import split

_ALIKE: Final = ("equal", "middle", "shorter", "initials", "fewer initials", "initial", "short form")
"""Relations of names that are enough for whoever claims, the closest first."""


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who claims: key and IRI where the graph knows the person, and the names to look for."""

    key: str
    names: tuple[PersonName, ...]
    iri: str | None = None

    @property
    def words(self) -> str:
        """Return by what the person is known, for people to read."""
        scheme, value = split_key(self.key)
        return f"ORCID {value}" if scheme == "orcid" else value


@dataclass(frozen=True, slots=True)
class AuthorshipClaim:
    """A paper and the author of it that is claimed; `held` says that the graph thinks so already."""

    paper: NamedThing
    author: NamedAuthorship
    held: bool

    def decision(self, claimant: Claimant, by: str, why: str | None) -> Decision:
        """Return the decision: who holds this authorship is the claimant."""
        words = f"claimed with {claimant.words}"
        return Decision(
            decision="merge",
            kind="person",
            keys=(claimant.key,),
            others=self.author.part.keys,
            about=tuple(dict.fromkeys(map(_local, filter(None, (claimant.iri, self.author.holder))))),
            by=by,
            why=f"{words}: {why}" if why else words,
        )


class Claims:
    """Finds claimants, papers and authors in a graph."""

    def __init__(self, engine: Engine, index: SearchIndex | None = None) -> None:
        self._namer = Namer(engine, index)

    def claimant(self, orcid: str, name: str | None = None) -> Claimant:
        """Return who has an ORCID, under the names of the graph, and under `name`.

        Raises:
            UsageError: it is no ORCID, or the graph has nobody with it and no name is given.
        """
        parsed = Orcid.parse(orcid)
        if parsed is None:
            raise UsageError(f"{orcid!r} is no ORCID iD: 16 digits, the last of which is a check")
        names = [name] if name else []
        iri = None
        try:
            known = self._namer.named(parsed.value)
        except AmbiguousName:
            raise
        except UsageError as error:
            if not names:
                raise UsageError(
                    f"nobody in the release has the ORCID iD {parsed}; say by --name what papers print"
                ) from error
        else:
            iri = known.iri
            names += self._namer.names(known)
        return Claimant(key_of("orcid", str(parsed)), tuple(dict.fromkeys(map(_parsed, names))), iri)

    def claim(self, claimant: Claimant, paper: str, position: int | None = None) -> AuthorshipClaim:
        """Return the claim to the paper that `paper` names by IRI, identifier or title.

        Raises:
            UsageError: there is no such paper, no author of it has a name like the claimant's, or several
                have and no `position` (from 1) is given.
        """
        found = self._namer.named(paper)
        if found.kind != "paper":
            raise UsageError(f"{paper!r} is a {found.kind}, not a paper")
        authors = self._namer.authors(found)
        chosen = (
            [one for one in authors if one.position == position] if position else _like(claimant, authors)
        )
        if not chosen:
            listed = ", ".join(f"{one.position} {one.name}" for one in authors) or "nobody"
            raise UsageError(
                f"{found.label}: no author "
                + (f"at position {position}" if position else "has a name like the claimant's")
                + f"; there are: {listed}"
            )
        if len(chosen) > 1:
            listed = ", ".join(f"{one.position} {one.name}" for one in chosen)
            raise UsageError(
                f"{found.label}: several authors have such a name; write {paper}#N with one of: {listed}"
            )
        return AuthorshipClaim(found, chosen[0], chosen[0].holder == claimant.iri)


def _like(claimant: Claimant, authors: Iterable[NamedAuthorship]) -> list[NamedAuthorship]:
    """Return the authors whose names are closest, or the one who is the claimant by the graph."""
    ranked: list[tuple[int, NamedAuthorship]] = []
    for author in authors:
        if claimant.iri == author.holder:
            return [author]
        name = _parsed(author.name)
        ranks = [
            _ALIKE.index(relation)
            for one in claimant.names
            if (relation := relate(*sorted((one, name), key=lambda known: known.text))) in _ALIKE
        ]
        if ranks:
            ranked.append((min(ranks), author))
    best = min((rank for rank, _ in ranked), default=0)
    return [author for rank, author in ranked if rank == best]


def _local(iri: str) -> str:
    """Return a person's IRI without its base: `person/…`."""
    return typed(iri)


def _parsed(name: str) -> PersonName:
    given, family, suffix = split(name)
    return parse_name(name, given, family, suffix)
