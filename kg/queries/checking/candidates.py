"""Which paper of the graph a reference means: by its identifiers, then by the words of its title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.engine import Engine, Request
from kg.engine.template import Template, Value
from kg.identifiers import ArxivId, Doi
from kg.queries.bibliography.citing import editions
from kg.queries.bibliography.facts import ReferenceFacts
from kg.queries.checking import people, titles
from kg.queries.checking.comparison import compare
from kg.queries.checking.verdict import Place, ReferenceCheck, ReferenceStatus
from kg.release.search import EntryKind, SearchIndex
from kg.release.search.words import words
from kg.vocab import FRBR, SCHEMA
from kg.writers.references import Reference

AT_ONCE: Final = 20
"""References that are looked at together."""
_HITS: Final = 8
_WORDS: Final = 10
"""Words of a title that are looked for together; half of them where one may be misspelled."""
_ALIKE: Final = 0.8
"""How alike the titles of one paper are at least, where no identifier says that it is one."""
_FAR: Final = 0.6
"""The same where an identifier says so (which may be another paper's), or authors and year do."""
_KNOWN_BY: Final = 0.5
"""The share of the authors who are the same at least."""
_NEARLY: Final = 0.95
_TELLING: Final = 4
"""Words of a title that, with the year, tell a paper even where its authors are told wrongly."""


def check(
    engine: Engine, index: SearchIndex | None, references: Iterable[Reference]
) -> Iterator[ReferenceCheck]:
    """Yield a verdict on each reference, in their order.

    Without a search index papers are found by their identifiers alone.

    Raises:
        QueryError: the graph could not be asked.
    """
    waiting = iter(references)
    while some := list(islice(waiting, AT_ONCE)):
        yield from _checked(engine, index, some)


def _checked(
    engine: Engine, index: SearchIndex | None, some: Sequence[Reference]
) -> Iterator[ReferenceCheck]:
    named = _identified(engine, some)
    titled = [_titled(index, one) for one in some] if index else [[] for _ in some]
    papers = list(dict.fromkeys(iri for found in (*named, *titled) for iri in found))
    facts = ReferenceFacts.ask(engine, papers)
    verdicts = [
        _verdict(facts, one, [iri for iri in by_name if facts.classes(iri)], by_title)
        for one, by_name, by_title in zip(some, named, titled, strict=True)
    ]
    found = list(dict.fromkeys(verdict.found.iri for verdict in verdicts if verdict.found))
    places = _places(engine, found)
    for verdict in verdicts:
        yield _with(verdict, places[verdict.found.iri]) if verdict.found else verdict


def _with(verdict: ReferenceCheck, sources: Sequence[Place]) -> ReferenceCheck:
    return ReferenceCheck(
        verdict.asked, verdict.status, verdict.found, verdict.differences, tuple(sources), verdict.note
    )


def _verdict(
    facts: ReferenceFacts, asked: Reference, named: Sequence[str], titled: Sequence[str]
) -> ReferenceCheck:
    ranked = sorted(
        ((_likeness(facts, asked, iri, iri in named), iri) for iri in dict.fromkeys([*named, *titled])),
        reverse=True,
    )
    if not ranked or ranked[0][0] <= 0:
        note = ""
        if named:
            title = facts.text(named[0], SCHEMA["name"]) or named[0]
            note = f"its identifier is that of another paper: {title}"
        return ReferenceCheck(asked, ReferenceStatus.NOT_FOUND, note=note)
    iri = ranked[0][1]
    ours, differences = compare(asked, editions(facts, iri), partial(_identifiers, facts, iri))
    status = ReferenceStatus.DIFFERS if differences else ReferenceStatus.FOUND
    holders = [iri, *facts.values(iri, FRBR["realization"])]
    became = {code.rpartition("-")[2] for holder in holders for code, _ in facts.statuses.get(holder, ())}
    status = next(
        (one for one in (ReferenceStatus.RETRACTED, ReferenceStatus.WITHDRAWN) if one.value in became), status
    )
    return ReferenceCheck(asked, status, ours, tuple(differences))


def _likeness(facts: ReferenceFacts, asked: Reference, iri: str, named: bool) -> float:
    """Return how sure it is that a reference means a paper; 0 where it means another.

    `named` says that an identifier of the reference is the paper's.
    """
    ours = next(iter(editions(facts, iri)))
    if not (titles.known(asked.title) and titles.known(ours.title)):
        return float(named)
    title = titles.likeness(asked.title, ours.title)
    shared = people.family_shared(asked.authors, ours.authors)
    year = 0.0
    if asked.year and ours.year:
        year = {0: 1.0, 1: 0.5}.get(abs(asked.year - ours.year), 0.0)
    if named:
        enough = title >= _FAR or (shared >= _KNOWN_BY and year > 0)
    else:
        known = shared >= _KNOWN_BY or (not (asked.authors and ours.authors) and year > 0)
        telling = title >= _NEARLY and year == 1 and len(words(ours.title)) >= _TELLING
        enough = (title >= _ALIKE and (known or telling)) or (title >= _FAR and shared == year == 1)
    return 2 * title + shared + 0.5 * year + named if enough else 0.0


def _identified(engine: Engine, some: Sequence[Reference]) -> list[list[str]]:
    """Return for each reference the papers that have one of its identifiers."""
    wanted = [_values(one) for one in some]
    every = list(dict.fromkeys(value for values in wanted for value in values))
    if not every:
        return [[] for _ in some]
    found: dict[str, list[str]] = defaultdict(list)
    for row in _rows(engine, "identified", {"value": [Literal(value) for value in every]}):
        found[row["of"]].append(row["paper"])
    return [list(dict.fromkeys(iri for value in values for iri in sorted(found[value]))) for values in wanted]


def _values(asked: Reference) -> list[str]:
    """Return the identifiers of a reference as the graph writes them."""
    doi = Doi.parse(asked.doi) if asked.doi else None
    eprint = ArxivId.parse(asked.arxiv) if asked.arxiv else doi.arxiv if doi else None
    return [one.value for one in (doi, eprint) if one is not None] + ([asked.pmid] if asked.pmid else [])


def _titled(index: SearchIndex, asked: Reference) -> list[str]:
    """Return the papers whose titles have the words of a reference's, or most of them."""
    if not titles.known(asked.title):
        return []
    told = words(asked.title)
    half = max(2, min(len(told), _WORDS) // 2)
    author = words(asked.authors[0].family)[-1:] if asked.authors else []
    long = sorted(set(told), key=lambda word: (-len(word), word))
    for wanted in (
        told[:_WORDS], told[:half], told[half : 2 * half], told[-half:],
        [*long[:2], *author], [*long[2:4], *author], [*long[1:3]],
    ):  # fmt: skip
        if len(wanted) < min(2, len(told)):
            continue
        answer = index.search(" ".join(wanted), [EntryKind.PAPER], limit=_HITS)
        near = [
            hit.entry.iri
            for group in answer.groups
            for hit in group.hits
            if titles.likeness(asked.title, hit.entry.name) >= _FAR
        ]
        if near:
            return near
    return []


def _identifiers(facts: ReferenceFacts, iri: str, scheme: str) -> set[str]:
    """Return all values of a scheme that a paper, its publications or, of books, their volumes have."""
    holders = [iri, *facts.values(iri, FRBR["realization"])]
    if scheme == "isbn":
        holders += [venue for holder in holders for venue in facts.values(holder, SCHEMA["isPartOf"])]
    return {
        value for holder in holders for found, value in facts.identifiers.get(holder, ()) if found == scheme
    }


def _places(engine: Engine, papers: Sequence[str]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    if papers:
        for row in _rows(engine, "records", {"paper": [NamedNode(iri) for iri in papers]}):
            found[row["of"]].append(Place(row["file"], int(row["line"]) if "line" in row else None))
    return found


@cache
def _template(name: str) -> Template:
    return Template.read(Path(__file__).with_name(f"{name}.rq"))


def _rows(engine: Engine, name: str, arguments: dict[str, Sequence[Value]]) -> list[dict[str, str]]:
    found = engine.solutions(Request(_template(name).bind(arguments)))
    return [{key: getattr(term, "value", str(term)) for key, term in row.items()} for row in found]
