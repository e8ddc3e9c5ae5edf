"""Writes RML mappings (https://rml.io/specs/rml/) for tables and nested documents of a graph."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import orjson

from .shape import Column, Kind, kind_name, split
from .triples import by_subject

_HEAD = """\
@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
"""
_NESTED_BY = {
    "<http://purl.org/spar/pro/isDocumentContextFor>",
    "<http://purl.org/spar/pro/isHeldBy>",
    "<http://purl.org/vocab/frbr/core#realization>",
    "<http://purl.org/dc/terms/hasVersion>",
    "<https://schema.org/isPartOf>",
    "<http://purl.org/spar/datacite/hasIdentifier>",
}


def write_tables(graph: Path, base: str, kinds: dict[str, Kind], folder: Path) -> Path:
    """Write a CSV table for each kind and each property with several values; return their mapping."""
    handles = []
    writers = {}
    maps = [_HEAD]
    for kind in kinds.values():
        single = [column for column in kind.columns if not column.many]
        tables: list[tuple[str, list[Column], tuple[tuple[str, str], ...]]] = [
            (kind.name, single, kind.constants)
        ]
        tables += [(f"{kind.name}-{column.name}", [column], ()) for column in kind.columns if column.many]
        for name, columns, constants in tables:
            handle = (folder / f"{name}.csv").open("w", encoding="utf-8", newline="")
            handles.append(handle)
            writers[name] = csv.writer(handle, quoting=csv.QUOTE_MINIMAL, lineterminator="\n")
            writers[name].writerow(["iri", *(column.name for column in columns)])
            source = f'rml:source "{name}.csv" ; rml:referenceFormulation ql:CSV'
            maps.append(_triples_map(name, source, constants, [(column, column.name) for column in columns]))
    for subject, properties in by_subject(graph):
        name = kind_name(subject, base) or ""
        if name not in kinds:
            continue
        iri, kind = subject[1:-1], kinds[name]
        values = split(kind, properties)
        writers[name].writerow([iri, *(values.get(one, [""])[0] for one in kind.columns if not one.many)])
        for column in kind.columns:
            if column.many:
                writers[f"{name}-{column.name}"].writerows([iri, value] for value in values.get(column, ()))
    for handle in handles:
        handle.close()
    return _saved(folder, maps)


def write_nested(graph: Path, base: str, kinds: dict[str, Kind], folder: Path) -> Path:
    """Write a JSON array of papers, all that belongs to each nested in it; return the mapping of it.

    Every key of a kind is always there, empty where nothing is known, because the engine drops
    objects that lack one. What is nested keeps its plain reference too, so that the engine can
    link it from outside.
    """
    entities: dict[str, bytes] = {}
    for subject, properties in by_subject(graph):
        name = kind_name(subject, base)
        if name is not None:
            values = split(kinds[name], properties)
            members: dict[str, object] = {"iri": subject[1:-1]}
            for column in kinds[name].columns:
                found = values.get(column, [])
                members[column.name] = found if column.many else (found or [""])[0]
            nested = sorted(
                {
                    value[1:-1]
                    for predicate, value in properties
                    if predicate in _NESTED_BY and value != subject
                }
            )
            entities[subject[1:-1]] = orjson.dumps([name, members, nested])
    paths: set[tuple[str, ...]] = {()}

    def document(iri: str, path: tuple[str, ...]) -> dict[str, object]:
        _, members, nested = orjson.loads(entities[iri])
        for other in nested:
            if other in entities:
                name = orjson.loads(entities[other])[0]
                paths.add((*path, name))
                members.setdefault(f"{name}_", []).append(document(other, (*path, name)))
        result: dict[str, object] = members
        return result

    with (folder / "papers.json").open("wb") as out:
        separator = b"["
        for iri in entities:
            if iri.startswith(f"{base}paper/"):
                out.write(separator + orjson.dumps(document(iri, ())))
                separator = b",\n"
        out.write(b"]\n")
    maps = [_HEAD]
    for path in sorted(paths):
        kind = kinds[path[-1] if path else "paper"]
        iterator = "$[*]" + "".join(f".{step}_[*]" for step in path)
        source = (
            f'rml:source "papers.json" ; rml:referenceFormulation ql:JSONPath ; rml:iterator "{iterator}"'
        )
        references = [(column, column.name) for column in kind.columns]
        maps.append(_triples_map("-".join(("paper", *path)), source, kind.constants, references))
    return _saved(folder, maps)


def _triples_map(
    name: str, source: str, constants: Iterable[tuple[str, str]], references: Iterable[tuple[Column, str]]
) -> str:
    lines = [
        f"<#{name}> a rr:TriplesMap ;",
        f"  rml:logicalSource [ {source} ] ;",
        '  rr:subjectMap [ rml:reference "iri" ; rr:termType rr:IRI ]',
    ]
    for predicate, value in constants:
        lines.append(f"  ; rr:predicateObjectMap [ rr:predicate {predicate} ; rr:object {value} ]")
    for column, reference in references:
        if column.form == "iri":
            form = " ; rr:termType rr:IRI"
        elif column.form.startswith("@"):
            form = f' ; rr:language "{column.form[1:]}"'
        else:
            form = f" ; rr:datatype <{column.form}>" if column.form else ""
        lines.append(
            f"  ; rr:predicateObjectMap [ rr:predicate {column.predicate} ; "
            f'rr:objectMap [ rml:reference "{reference}"{form} ] ]'
        )
    return "\n".join(lines) + " .\n"


def _saved(folder: Path, maps: list[str]) -> Path:
    mapping = folder / "mapping.rml.ttl"
    mapping.write_text("\n".join(maps), encoding="utf-8")
    return mapping
