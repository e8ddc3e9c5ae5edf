"""From what a user types to the IRI of a thing: an IRI, an identifier, a code, a name or a title."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.engine import Engine, Request
from kg.engine.template import ENTITY_KINDS, Value
from kg.errors import AmbiguousName, UsageError
from kg.identity.folding import name_key, title_key, tokens
from kg.queries.asking import question
from kg.queries.base import base_of
from kg.release.search import KINDS, EntryKind, SearchIndex
from kg.release.search.search_query import LONGEST

_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+|urn:\S+")
_SHORT: Final = re.compile(r"[a-z-]+/\S+")  # an IRI without the base of the data set: paper/kb3mfqyv67opqjqe
_RESOLVERS: Final = re.compile(
    r"(?:https?://)?(?:arxiv\.org/(?:abs|pdf)/|(?:dx\.)?doi\.org/|orcid\.org/|dblp\.org/(?:pid|rec)/|"
    r"openalex\.org/|ror\.org/)",
    re.IGNORECASE,
)
_SCHEME: Final = re.compile(
    r"(?:arxiv|doi|orcid|issn(?:-l)?|dblp|openalex|pmid|pmcid|isbn|ror):\s*", re.IGNORECASE
)
_VERSION: Final = re.compile(r"v[1-9]\d*$")
_NEAR: Final = 5
_MOST_HITS: Final = 50


class Lookup:
    """Finds the one thing of a kind that a text names. The kinds are those of ENTITY_KINDS.

    Names that are not written exactly so are looked up in the search `index` of the release; where there is
    none, the engine reads all names, which takes seconds where there are very many.
    """

    def __init__(self, engine: Engine, index: SearchIndex | None = None) -> None:
        self._engine, self._index = engine, index

    def resolve(self, kind: str, text: str) -> NamedNode:
        """Return the IRI of the thing of `kind` that `text` names.

        Tried in this order: an IRI of the graph, with or without the base of the data set (a retired
        one leads to what replaced it), an identifier, a topic's code, the exact name or title, a name or
        title that differs only in case, accents and punctuation. What several things share is never
        chosen from.

        Raises:
            AmbiguousName: several things match; the candidates say what tells them apart.
            UsageError: nothing does; the message holds names that are near.
        """
        wanted = text.strip()
        try:
            Literal(wanted)
        except ValueError as error:
            raise UsageError(f"{text!r} is no valid Unicode text") from error
        if not wanted:
            raise UsageError(f"an empty text names no {ENTITY_KINDS[kind]}")
        for step in (self._by_iri, self._by_identifier, self._by_code, self._by_name, self._by_folded_name):
            found = sorted({node.value for node in step(kind, wanted)})
            if len(found) == 1:
                return NamedNode(found[0])
            if found:
                raise AmbiguousName(wanted, self._labelled(found))
        raise self._unknown(kind, wanted)

    def kinds(self, node: NamedNode) -> tuple[str, ...]:
        """Return what a thing of the graph is: person, team, paper, venue, topic, source, record."""
        rows = self._rows("kind-of-iri", thing=[node])
        return tuple(sorted({row["kind"].value for row in rows}))

    def label(self, node: NamedNode) -> str:
        """Return the name or title of a thing, with what tells it from others of that name."""
        return self._labelled([node.value])[0][1]

    def name(self, node: NamedNode) -> str:
        """Return the name or title of a thing, or its IRI where it has none."""
        rows = self._rows("labels-to-choose", thing=[node])
        return next((row["name"].value for row in rows if "name" in row), node.value)

    def _by_iri(self, kind: str, text: str) -> Iterator[NamedNode]:
        if _SHORT.fullmatch(text):
            text = f"{base_of(self._engine) or ''}{text}"
        if not _IRI.fullmatch(text):
            return
        try:
            node = NamedNode(text)
        except ValueError:
            return
        if _fits(kind, self.kinds(node)):
            yield node
            return
        for row in self._rows("replacements", thing=[node]):
            yield row["new"]

    def _by_identifier(self, kind: str, text: str) -> Iterator[NamedNode]:
        if re.search(r"\s", _SCHEME.sub("", text)):
            return
        bare = _SCHEME.sub("", _RESOLVERS.sub("", text, count=1), count=1)
        bare = bare.removesuffix(".pdf")
        forms = list(dict.fromkeys([text, bare, bare.lower(), bare.upper()]))
        unversioned = [_VERSION.sub("", form) for form in forms if _VERSION.search(form)]
        for values in (forms, unversioned):
            rows = self._rows("by-identifier", value=[Literal(value) for value in values]) if values else []
            found = [row["thing"] for row in rows if _fits(kind, (row["kind"].value,))]
            if found:
                yield from found
                return

    def _by_code(self, kind: str, text: str) -> Iterator[NamedNode]:
        if kind not in ("topic", "thing"):
            return
        code = text.removeprefix("arxiv:")
        for query in ("by-notation", "by-short-code"):
            found = [row["thing"] for row in self._rows(query, code=[Literal(code)])]
            if found:
                yield from found
                return

    def _by_name(self, kind: str, text: str) -> Iterator[NamedNode]:
        names: list[Value] = [Literal(text), Literal(text, language="en")]
        for row in self._rows("by-name", name=names):
            if _fits(kind, (row["kind"].value,)):
                yield row["thing"]

        if kind == "source":
            yield from (row["thing"] for row in self._rows("source-by-name", name=names))

    def _by_folded_name(self, kind: str, text: str) -> Iterator[NamedNode]:
        if _fits(kind, ("person", "team")):
            key = name_key(text)
            for row in self._rows("by-name-key", key=[Literal(key)]) if key else []:
                if _fits(kind, (row["kind"].value,)):
                    yield row["thing"]
        folded = title_key(text)
        for thing, name in self._containing(kind, text) if folded else []:
            if title_key(name) == folded:
                yield thing

    def _containing(self, kind: str, text: str) -> list[tuple[NamedNode, str]]:
        """Return things with names that have all words of `text`, or without an index the longest of them."""
        if self._index is not None:
            return list(self._indexed(self._index, kind, text))
        word = max(re.findall(r"\w+", text) or [""], key=len)
        if not word:
            return []
        found: list[tuple[NamedNode, str]] = []
        for one in KINDS:
            if _fits(kind, (one.value,)):
                rows = self._rows(f"containing-{one}", limit=2000, word=[Literal(word)])
                found += [(row["thing"], row["name"].value) for row in rows]
        return found

    @staticmethod
    def _indexed(index: SearchIndex, kind: str, text: str) -> Iterator[tuple[NamedNode, str]]:
        for group in index.search(text[:LONGEST], _searched(kind), limit=_MOST_HITS).groups:
            for hit in group.hits:
                for name in (hit.entry.name, *hit.entry.also):
                    yield NamedNode(hit.entry.iri), name

    def _unknown(self, kind: str, text: str) -> UsageError:
        asked, names = text, sorted({name for _, name in self._containing(kind, text)})
        if not names and self._index is not None:
            text = self._index.meant(text[:LONGEST], _searched(kind)) or text
            names = sorted({name for _, name in self._indexed(self._index, kind, text)})
        folded = {" ".join(tokens(name)): name for name in reversed(names)}
        near = difflib.get_close_matches(" ".join(tokens(text)), folded, n=_NEAR, cutoff=0.3)
        hint = "; near are: " + ", ".join(folded[name] for name in near) if near else ""
        return UsageError(f"no {ENTITY_KINDS[kind]} is known as {asked!r}{hint}")

    def _labelled(self, iris: Sequence[str]) -> list[tuple[str, str]]:
        """Return the things with their names and a fact that tells them apart, in the order of their IRIs."""
        some = sorted(iris)
        facts: dict[str, str] = {}
        for row in self._rows("labels-to-choose", thing=[NamedNode(iri) for iri in some]):
            parts = [row[name].value for name in ("name", "fact") if name in row]
            facts[row["thing"].value] = " – ".join(parts)
        return [(iri, facts.get(iri, "")) for iri in some]

    def _rows(
        self, query: str, limit: int | None = None, **arguments: Sequence[Value]
    ) -> list[dict[str, NamedNode]]:
        # The look-ups return IRIs, and literals of which only the text is used.
        return list(self._engine.solutions(Request(question(query).bind(arguments)), limit))  # type: ignore[arg-type]


def _searched(kind: str) -> list[EntryKind]:
    """Return the kinds of the search index that may stand where a thing of `kind` is asked for."""
    return [one for one in KINDS if _fits(kind, (one.value,))]


def _fits(kind: str, kinds: Sequence[str]) -> bool:
    """Tell whether a thing of `kinds` may stand where one of `kind` is asked for."""
    if kind == "thing":
        return bool(kinds)
    if kind == "agent":
        return "person" in kinds or "team" in kinds
    return kind in kinds
