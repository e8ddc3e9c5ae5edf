"""Subjects as SKOS concepts, each of the scheme of its source; none is taken for one of another scheme."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.facts import Subject
from kg.iris import Iris
from kg.mapping.literals import string, verbatim
from kg.mapping.terms import A
from kg.vocab import FABIO, SKOS

_APART: Final = re.compile(r"[^a-z0-9]+")
_LABEL: Final = f" {SKOS.n('prefLabel')} "
_OTHER: Final = f" {SKOS.n('altLabel')} "


def scheme_name(scheme: str) -> str:
    """Return what tells a scheme from others in an IRI: its name or address, in small letters and hyphens."""
    return (
        _APART.sub("-", scheme.casefold().removeprefix("https://").removeprefix("http://")).strip("-") or "x"
    )


def concept(iris: Iris, subject: Subject) -> str:
    """Return the IRI of a subject: of its code, else of its words."""
    return iris.local("concept", f"{scheme_name(subject.scheme)}/{_said(subject)}")


def _said(subject: Subject) -> str:
    return subject.code or " ".join((subject.term or "").casefold().split())


def concept_lines(iris: Iris, subjects: Iterable[Subject]) -> Iterator[str]:
    """Yield the triples of concepts and their schemes. Several papers may give one concept several labels."""
    for one in subjects:
        node, scheme = concept(iris, one), iris.local("concept", scheme_name(one.scheme))
        yield f"{node}{A}{SKOS.n('Concept')} .\n{node}{A}{FABIO.n('SubjectTerm')} .\n"
        yield f"{node} {SKOS.n('inScheme')} {scheme} .\n"
        yield f"{node}{_LABEL}{string(one.term or one.code or '')} .\n"
        yield f"{node} {SKOS.n('notation')} {verbatim(_said(one))} .\n"
        yield f"{scheme}{A}{SKOS.n('ConceptScheme')} .\n{scheme}{_LABEL}{string(one.scheme)} .\n"


def one_label(lines: Iterable[str]) -> Iterator[str]:
    """Yield sorted triples so that each concept has one preferred label; further ones are alternative."""
    labelled = ""
    for line in lines:
        subject, _, rest = line.partition(" ")
        if rest.startswith(_LABEL[1:]):
            if subject == labelled:
                line = f"{subject}{_OTHER}{rest[len(_LABEL) - 1 :]}"
            labelled = subject
        yield line
