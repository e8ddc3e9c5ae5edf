"""Which concepts of several schemes mean the same: one label is not enough, the field has to be one too.

Words are shared by fields that know nothing of each other (`networks`, `kernel`, `mass`). So two concepts of
one label are matched where something else says that one field speaks: a paper that has both, a common branch
of arXiv or venue, or further terms that both stand beside. A match is no merger: each concept stays its
scheme's, and SKOS says how close they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from kg.digests import opaque
from kg.facts import Match
from kg.identity.topics.concepts import FIELD, PAPER, TERM, VENUE, Concept
from kg.identity.topics.keywords import folded
from kg.identity.topics.schemes import ARXIV, known
from kg.identity.unmeasured import told
from kg.keys import key_of
from kg.taxonomy import lineage, taxonomy
from kg.works import IdentityDecision

TERMS_BESIDE: Final = 2
"""Further terms that two concepts of one label must both stand beside, where nothing else is shared."""
WORDS_OF_A_TERM: Final = 2
"""Words from which a label is telling enough to mean one thing in a whole field."""
_SHORTEST: Final = 3


def labels(concept: Concept) -> list[str]:
    """Return what a concept may be met by: its labels without case, and arXiv's ways to name a category."""
    found = {folded(one) for one in (*concept.terms, *concept.stated)}
    if concept.scheme == ARXIV:
        found |= {concept.key.casefold(), *(_with_archive(concept.key))}
    return sorted(one for one in found if len(one) >= _SHORTEST)


def _with_archive(code: str) -> Iterator[str]:
    """Yield a category's name behind its archive's, as ADS and arXiv's own listings write it."""
    name = taxonomy()[code].name
    for above in lineage(code)[1:]:
        yield folded(f"{taxonomy()[above].name} - {name}")


def matches(concepts: Iterable[tuple[str, Concept]]) -> Iterator[Match]:
    """Yield the matches among concepts that come with a label each, in the order of the labels.

    A concept is compared with stronger ones first: arXiv's categories, terms with codes, then free ones.
    """
    for label, group in groupby(concepts, key=lambda pair: pair[0]):
        several = sorted((one for _, one in group), key=_rank)
        for place, one in enumerate(several):
            found = next(
                (
                    match
                    for other in several[:place]
                    if other.scheme != one.scheme and (match := _match(one, other, label))
                ),
                None,
            )
            if found:
                yield found


def _rank(one: Concept) -> tuple[bool, bool, bool, str]:
    return one.scheme != ARXIV, known(one.scheme) is None, one.code is None, one.local


def _match(one: Concept, other: Concept, label: str) -> Match | None:
    if other.scheme == ARXIV and label != folded(other.label):
        words = f"{label!r} is how arXiv's category {other.key} is written"
        return Match(one.local, other.local, True, "TOPIC-ARXIV-NAME", 0.98, words)
    called = f"both are called {label!r}"
    if papers := _common(one, other, PAPER):
        words = f"{called}, and {_count(papers, 'paper has', 'papers have')} both"
        return Match(one.local, other.local, True, "TOPIC-LABEL-PAPER", 0.95, words)
    for kind, name in ((FIELD, "field"), (VENUE, "venue")):
        if shared := _common(one, other, kind):
            telling = len(label.split()) >= WORDS_OF_A_TERM
            words = f"{called}, on papers of one {name}"
            if kind == FIELD:
                words += f" ({', '.join(sorted(taxonomy()[one].name for one in shared)[:3])})"
            return Match(
                one.local, other.local, telling, "TOPIC-LABEL-FIELD", 0.9 if telling else 0.75, words
            )
    beside = _common(one, other, TERM)
    if len(beside) >= TERMS_BESIDE:
        words = f"{called}, and stand beside {', '.join(repr(term) for term in sorted(beside)[:3])}"
        return Match(one.local, other.local, False, "TOPIC-LABEL-BESIDE", 0.75, words)
    return None


def _common(one: Concept, other: Concept, kind: str) -> set[str]:
    return one.beside.get(kind, set()) & other.beside.get(kind, set())


def _count(found: set[str], one: str, many: str) -> str:
    return f"{len(found)} {one if len(found) == 1 else many}"


def decided(match: Match) -> IdentityDecision:
    """Return a match as a decision: what is only close is not decided to be the same."""
    return IdentityDecision(
        name=f"topics-{opaque('topics', f'{match.concept} {match.other}')}",
        outcome="same" if match.exact else "undecided",
        rule=match.rule,
        confidence=match.confidence,
        things=[key_of("topic", one) for one in (match.concept, match.other)],
        words=told(match.rule, match.words),
    )
