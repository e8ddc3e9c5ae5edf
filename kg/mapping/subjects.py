"""Subjects as SKOS concepts, each of the scheme of its source; what means the same elsewhere is a match.

SKOS Reference, sections 4 (schemes), 5 (labels), 6 (notations) and 10 (mapping properties).
"""

from __future__ import annotations

from typing import Final

from kg.facts import Match, Subject, Topic
from kg.iris import Iris
from kg.mapping.literals import string, verbatim
from kg.mapping.terms import A
from kg.vocab import FABIO, SKOS

_LABEL: Final = f" {SKOS.n('prefLabel')} "
_OTHER: Final = f" {SKOS.n('altLabel')} "
_KINDS: Final = f"{A}{SKOS.n('Concept')} .\n", f"{A}{FABIO.n('SubjectTerm')} .\n"
_SCHEME: Final = f"{A}{SKOS.n('ConceptScheme')} .\n"
_EXACT: Final = f" {SKOS.n('exactMatch')} "
_CLOSE: Final = f" {SKOS.n('closeMatch')} "


def concept(iris: Iris, subject: Subject | Topic) -> str:
    """Return the IRI of a subject: of its code, else of its words."""
    return iris.concept(f"{subject.scheme}/{subject.key}")


def concept_text(iris: Iris, topic: Topic) -> str:
    """Return the triples of a concept; where it has no code and one form, they are four."""
    node, scheme = concept(iris, topic), iris.scheme(topic.scheme)
    text = (
        f"{node}{_KINDS[0]}{node}{_KINDS[1]}{node} {SKOS.n('inScheme')} {scheme} .\n"
        f"{node}{_LABEL}{string(topic.label)} .\n"
    )
    if topic.code:
        text += f"{node} {SKOS.n('notation')} {verbatim(topic.code)} .\n"
    return text + "".join([f"{node}{_OTHER}{string(one)} .\n" for one in topic.others])


def scheme_text(iris: Iris, name: str, label: str) -> str:
    """Return the triples of a scheme of concepts."""
    node = iris.scheme(name)
    return f"{node}{_SCHEME}{node}{_LABEL}{string(label)} .\n"


def match_text(iris: Iris, match: Match) -> str:
    """Return the triple of a match; SKOS says of both properties that they hold both ways."""
    return f"{iris.concept(match.concept)}{_EXACT if match.exact else _CLOSE}{iris.concept(match.other)} .\n"
