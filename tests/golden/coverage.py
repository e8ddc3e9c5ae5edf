"""What the golden cases must use, computed from the models, the ontology and the code, and what they use.

A thing to be covered is named by one string: `WorkRecord.publisher`, `Damage.kind=mojibake`, the IRI
of a class, property or code, `class BookSeries` (in whatever vocabulary), or `kgo:onProperty IRI`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

import pyoxigraph
from pydantic import BaseModel
from pyoxigraph import NamedNode, RdfFormat

import kg
from kg import vocab
from kg.mapping import curation, identifiers
from kg.records import Profile, WorkRecord
from kg.resources import folder
from kg.vocab import CODE, KGO, OWL, RDF, SKOS
from tests.golden.case import FILES, LONG, cases

MAPPING: Final = sorted((Path(kg.__file__).parent / "mapping").glob("*.py"))
IDENTITY: Final = Path(kg.__file__).parent / "identity"
TABLES: Final = [*MAPPING, IDENTITY / "expressions.py", IDENTITY / "kinds.py"]
"""Where the classes of works, expressions and venues are named as words."""

_CLASS_NAME: Final = re.compile(r"(?:[A-Z][a-z]+)+")
_NAMESPACES: Final = {name: one for name, one in vars(vocab).items() if isinstance(one, vocab.Namespace)}

NEVER: Final[dict[str, str]] = {
    KGO["PrintedName"]: "only the domain of two properties; the ontology says that it is not stated in data",
    KGO["CurationActivity"]: "always one of its subclasses",
    KGO["curatedBy"]: "the inverse is stored",
    KGO["scope"]: "used in the shapes file only",
    CODE["list-absent"]: "no reader can tell yet that a paper has no author, from a list that is not stated",
    CODE["scope-resolved"]: "used in the shapes file only",
    CODE["scope-everything"]: "used in the shapes file only",
    CODE["scope-description"]: "used in the shapes file only",
}
"""What is deliberately in no data, each with the reason."""


def wanted() -> set[str]:
    """Return what the cases must use together."""
    found = set(_fields()) | _ontology() | _named() | _class_names()
    found |= {f"kgo:onProperty {iri.strip('<>')}" for iri in curation._PROPERTIES.values()}
    for scheme in identifiers._SCHEMES | identifiers._RENAMED.keys():
        found.add(identifiers.scheme_term(scheme, "resource").strip("<>"))
    for of in ("resource", "person", "organisation"):
        found.add(identifiers.scheme_term("no scheme", of).strip("<>"))
    return found


def used() -> set[str]:
    """Return what the cases use: of the records that are read, and of the statements that are expected."""
    found: set[str] = set()
    for case in cases():
        for item in case.items():
            if isinstance(item, BaseModel):
                found.update(_used_fields(item))
        for name in (*FILES, LONG):
            found |= _used_terms(case.expected()[name], name)
    return found


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for field in model.model_fields.values():
        for inner in _inside(field.annotation):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from _models(inner)


def _inside(annotation: Any) -> Iterator[Any]:
    """Yield the types that an annotation is made of."""
    if get_origin(annotation) in (Annotated, Union, UnionType, tuple, list, dict):
        for part in get_args(annotation):
            yield from _inside(part)
    else:
        yield annotation


def _fields() -> Iterator[str]:
    for top in (WorkRecord, Profile):
        for model in _models(top):
            for name, field in model.model_fields.items():
                yield f"{model.__name__}.{name}"
                for inner in _inside(field.annotation):
                    if get_origin(inner) is Literal:
                        yield from (f"{model.__name__}.{name}={value}" for value in get_args(inner))


def _used_fields(item: BaseModel) -> Iterator[str]:
    for name, field in type(item).model_fields.items():
        value = getattr(item, name)
        literal = any(get_origin(inner) is Literal for inner in _inside(field.annotation))
        if literal:
            yield f"{type(item).__name__}.{name}={value}"
        if literal or field.is_required() or value != field.get_default(call_default_factory=True):
            yield f"{type(item).__name__}.{name}"
        for part in value if isinstance(value, tuple) else [value]:
            if isinstance(part, BaseModel):
                yield from _used_fields(part)


def _ontology() -> set[str]:
    """Return the classes, properties and codes that are kg's own."""
    kinds = {OWL["Class"], OWL["ObjectProperty"], OWL["DatatypeProperty"], SKOS["Concept"]}
    return {
        quad.subject.value
        for name in ("kg.ttl", "codes.ttl")
        for quad in pyoxigraph.parse(path=folder("ontology") / name, format=RdfFormat.TURTLE)
        if quad.predicate.value == RDF["type"]
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
        and quad.object.value in kinds
        and quad.subject.value.startswith((str(KGO), str(CODE)))
    }


def _named() -> set[str]:
    """Return the terms that the mapping names as `NS.n("term")`, its codes and its properties."""
    found = set()
    for path in MAPPING:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id=name), attr="n"),
                    args=[ast.Constant(value=str(term))],
                ) if name in _NAMESPACES and not term.endswith("-"):
                    found.add(_NAMESPACES[name][term])
    return found


def _class_names() -> set[str]:
    """Return the classes that the mapping and its tables name as words, such as `BookSeries`."""
    found = set()
    for path in TABLES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Constant(value=str(word)) if _CLASS_NAME.fullmatch(word):
                    found.add(_class(word))
    return found


def _class(name: str) -> str:
    return f"class {name}"


def _used_terms(text: str, name: str) -> set[str]:
    found: set[str] = set()
    format_ = RdfFormat.N_TRIPLES if name.endswith(".nt") else RdfFormat.N_QUADS
    for quad in pyoxigraph.parse(text, format_):
        found.add(quad.predicate.value)
        if isinstance(quad.object, NamedNode):
            iri = quad.object.value
            found.add(iri)
            if quad.predicate.value == KGO["onProperty"]:
                found.add(f"kgo:onProperty {iri}")
            if quad.predicate.value == RDF["type"]:
                found.add(_class(re.split("[/#]", iri)[-1]))
        elif isinstance(quad.object, pyoxigraph.Literal):
            found.add(quad.object.datatype.value)
    return found


@cache
def uncovered() -> tuple[str, ...]:
    """Return what no case uses and nobody said that none need."""
    return tuple(sorted(wanted() - used() - NEVER.keys()))


def needless(said: Iterable[str] = NEVER) -> list[str]:
    """Return what is said to be in no data and is, or does not exist."""
    in_use, known = used(), wanted()
    return sorted(one for one in said if one in in_use or one not in known)
