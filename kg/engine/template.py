"""A SPARQL text with parameters, and how arguments get into it.

    VALUES $author { <https://kg.example.org/person/nmuvysl2biiib3lu> }   # the author
    VALUES $year   { UNDEF }                                             # [year] only papers of this year

A parameter is a `VALUES` block on a variable written with `$`. The values in it are an example, so
that the file runs as it stands; their type is the parameter's. `UNDEF` makes it optional. The
comment on the same line is its help; a kind in brackets before it says what the example cannot.
The same block may stand in several groups of one query.

Binding replaces the values in the block by terms, each serialised from a validated RDF term. No
text of a user ever becomes part of a query.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from kg.engine.query_text import bare
from kg.errors import UsageError
from kg.vocab import CODE, TOPIC, XSD

Value = NamedNode | Literal

EXAMPLE_BASE: Final = "https://kg.example.org/"
"""Base of the entity IRIs in the files. It is no data set's; tests and users bind their own."""

_BLOCK = re.compile(r"VALUES\s+\$(\w+)\s*\{([^{}]*)\}", re.IGNORECASE)
_USE = re.compile(r"\$(\w+)")
_PROLOGUE = re.compile(r"\b(?:PREFIX\s+[^\s:]*:\s*<\s*>|BASE\s*<\s*>)", re.IGNORECASE)
_HELP = re.compile(r"[ \t]*#[ \t]*(?:\[([\w-]+)\][ \t]*)?([^\r\n]*)")

ENTITY_KINDS: Final = {
    "person": "person",
    "team": "team",
    "agent": "person or team",
    "paper": "paper",
    "venue": "venue",
    "topic": "topic",
    "source": "source document",
    "thing": "person, team, paper, venue or topic",
    "iri": "IRI",
}
"""Kinds whose values are IRIs, and how to call them. The last one is taken as it is given."""

DATATYPES: Final = {
    "string": XSD["string"],
    "integer": XSD["integer"],
    "decimal": XSD["decimal"],
    "boolean": XSD["boolean"],
    "year": XSD["gYear"],
    "date": XSD["date"],
}
"""Kinds whose values are literals, and the datatype of each."""
_LEXICAL: Final = {
    "integer": re.compile(r"[+-]?\d{1,18}"),
    "decimal": re.compile(r"[+-]?(\d{1,18}(\.\d{0,18})?|\.\d{1,18})"),
    "boolean": re.compile(r"true|false"),
    "year": re.compile(r"\d{4}"),
    "date": re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"),
}
_KIND_OF_FOLDER: Final = {
    "person": "person",
    "org": "team",
    "paper": "paper",
    "venue": "venue",
    "source": "source",
}


@dataclass(frozen=True)
class Parameter:
    """What a user may fill in: its name without `$`, kind, help, and whether it may be left out.

    `kind` is one of ENTITY_KINDS or `string`, `integer`, `decimal`, `boolean`, `year`, `date`.
    `examples` are the values in the file; none where it is optional.
    """

    name: str
    kind: str
    help: str
    optional: bool
    examples: tuple[Value, ...] = ()

    @property
    def is_entity(self) -> bool:
        """Tell whether its values are IRIs of things that users may also call by name."""
        return self.kind in ENTITY_KINDS

    @property
    def repeatable(self) -> bool:
        """Tell whether several values may be given; a bound such as a least number is one."""
        return self.kind not in ("integer", "decimal", "boolean")

    def literal(self, text: str) -> Literal:
        """Return `text` as a literal of the parameter's type.

        Raises:
            UsageError: it is none.
        """
        pattern = _LEXICAL.get(self.kind)
        cleaned = text if pattern is None else text.strip()
        if pattern is not None and not pattern.fullmatch(cleaned):
            raise UsageError(f"{self.name}: {text!r} is no {self.kind}")
        try:
            return Literal(cleaned, datatype=NamedNode(DATATYPES[self.kind]))
        except ValueError as error:
            raise UsageError(f"{self.name}: {text!r} is no valid Unicode text") from error

    def iri(self, text: str) -> NamedNode:
        """Return `text` as an IRI.

        Raises:
            UsageError: it is none.
        """
        try:
            return NamedNode(text)
        except ValueError as error:
            raise UsageError(f"{self.name}: {text!r} is no IRI: {error}") from error


@dataclass(frozen=True)
class Template:
    """A SPARQL query whose `VALUES` blocks on `$` variables are parameters."""

    text: str

    @classmethod
    def read(cls, path: Path) -> Template:
        """Return the template in the file `path`, which comes with kg."""
        return cls(path.read_text("utf-8"))

    def part(self, name: str) -> str | None:
        """Return the text of a part, which is `#+ begin NAME … #+ end NAME`; None where there is none."""
        _, begun, rest = self.text.partition(f"#+ begin {name}\n")
        return rest.partition(f"#+ end {name}\n")[0] if begun else None

    def with_part(self, name: str, text: str) -> Template:
        """Return the template with `text` in the place of a part; an empty one leaves it out."""
        before, _, rest = self.text.partition(f"#+ begin {name}\n")
        _, end, behind = rest.partition(f"#+ end {name}\n")
        assert end, f"there is no part {name} in {self.text!r}"
        return Template(f"{before}{text}\n{behind}")

    @cached_property
    def _blocks(self) -> list[re.Match[str]]:
        return list(_BLOCK.finditer(bare(self.text)))

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """The parameters, in the order of their first block."""
        found: dict[str, Parameter] = {}
        for block in self._blocks:
            parameter = self._parameter(block)
            known = found.setdefault(parameter.name, parameter)
            if known.examples != parameter.examples:
                raise ValueError(f"${parameter.name} has different examples in its blocks")
        return tuple(found.values())

    def bind(self, arguments: Mapping[str, Sequence[Value]]) -> str:
        """Return the query with the values of each block replaced by those given for its parameter.

        An optional parameter without values becomes `UNDEF`.

        Raises:
            UsageError: a parameter lacks its value, or there is no such parameter.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in arguments:
            if name not in known:
                raise UsageError(
                    f"there is no parameter {name!r}" + (f"; known are {', '.join(known)}" if known else "")
                )
        blocks = {}
        for name, parameter in known.items():
            values = list(dict.fromkeys(arguments.get(name, ())))
            if not values and not parameter.optional:
                raise UsageError(f"the parameter {name!r} needs a value: {parameter.help or parameter.kind}")
            if len(values) > 1 and not parameter.repeatable:
                raise UsageError(f"the parameter {name!r} takes one value, not {len(values)}")
            blocks[name] = " ".join(map(_serialised, values)) or "UNDEF"
        pieces, end = [], 0
        for block in self._blocks:
            pieces += [self.text[end : block.start(2)], f" {blocks[block[1]]} "]
            end = block.end(2)
        return "".join(pieces) + self.text[end:]

    def inlined(self, arguments: Mapping[str, Sequence[Value]]) -> str:
        """Return the query in which each parameter is its value itself, as the ends of a path should be.

        Several values stand one after the other with commas, which is right inside `IN ( )` alone. The blocks
        are gone, so that no parameter may be among the variables of the answer.

        Raises:
            UsageError: as `bind` does.
        """
        self.bind(arguments)
        texts = {name: ", ".join(map(_serialised, values)) for name, values in arguments.items()}
        blocks = [(block.start(), block.end(), "") for block in self._blocks]
        uses = [
            (use.start(), use.end(), texts[use[1]])
            for use in _USE.finditer(bare(self.text))
            if not any(start <= use.start() < end for start, end, _ in blocks)
        ]
        pieces, end = [], 0
        for start, after, text in sorted([*blocks, *uses]):
            pieces += [self.text[end:start], text]
            end = after
        return "".join(pieces) + self.text[end:]

    @staticmethod
    def narrowed(bound: str, variable: str, values: Iterable[NamedNode]) -> str:
        """Return a query in which `values` stand in the place of the group that finds all of `variable`.

        That is the group `{ SELECT DISTINCT ?variable WHERE { … } }`.

        Raises:
            ValueError: it has not one such group.
        """
        plain = bare(bound)
        begun = f"{{ SELECT DISTINCT ?{variable} WHERE {{"
        if plain.count(begun) != 1:
            raise ValueError(f"one group should begin with {begun}, and {plain.count(begun)} do")
        start = plain.index(begun)
        end, open_groups = start + 1, 1
        while open_groups and end < len(plain):
            open_groups += {"{": 1, "}": -1}.get(plain[end], 0)
            end += 1
        return f"{bound[:start]}VALUES ?{variable} {{ {' '.join(map(str, values))} }}{bound[end:]}"

    def _parameter(self, block: re.Match[str]) -> Parameter:
        values = self.text[block.start(2) : block.end(2)]
        note = _HELP.match(self.text, block.end())
        kind, words = (note[1], note[2].strip()) if note else (None, "")
        if values.strip().upper() == "UNDEF":
            return Parameter(block[1], kind or "string", words, optional=True)
        examples = tuple(self._terms(values))
        return Parameter(block[1], kind or _kind(examples), words, optional=False, examples=examples)

    def _terms(self, values: str) -> Iterable[Value]:
        """Read the terms of a block with the parser of SPARQL, under the prefixes of this query."""
        plain = bare(self.text)
        prologue = " ".join(self.text[found.start() : found.end()] for found in _PROLOGUE.finditer(plain))
        try:
            rows = Store().query(f"{prologue} SELECT ?value {{ VALUES ?value {{ {values} }} }}")
        except SyntaxError as error:
            raise ValueError(f"the example {values.strip()!r} of a parameter is no RDF term") from error
        assert isinstance(rows, QuerySolutions)
        terms = [row["value"] for row in rows]
        return [term for term in terms if isinstance(term, NamedNode | Literal)]


def _serialised(value: Value) -> str:
    if not isinstance(value, NamedNode | Literal):
        raise TypeError(f"an argument must be an IRI or a literal, not {type(value).__name__}")
    return str(value)


def _kind(examples: Sequence[Value]) -> str:
    """Tell the kind of a parameter from its example."""
    if not examples:
        raise ValueError("a parameter's block holds neither an example nor UNDEF")
    first = examples[0]
    if isinstance(first, Literal):
        return next((kind for kind, iri in DATATYPES.items() if iri == first.datatype.value), "string")
    if first.value.startswith(TOPIC):
        return "topic"
    if first.value.startswith(CODE):
        return "iri"
    folder = first.value.removeprefix(EXAMPLE_BASE).partition("/")[0]
    return _KIND_OF_FOLDER.get(folder, "iri")
