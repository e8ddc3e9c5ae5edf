"""What a validation found, shape by shape, and how to write it down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Final

import orjson
import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.release.validation.plan import Severity
from kg.vocab import PREFIXES, RDF, SH

EXAMPLES: Final = 5
"""How many examples of each finding are kept: the first ones in the order of their IRIs."""


@dataclass(frozen=True)
class Example:
    """One node that breaks a constraint, and the value that does, in N-Triples syntax, where there is one."""

    focus: str
    value: str | None


@dataclass(frozen=True)
class Finding:
    """How often one constraint of a shape is broken, with examples."""

    message: str
    severity: Severity
    count: int
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class ShapeReport:
    """What was found of one shape: the number of nodes checked, and the constraints that some break."""

    shape: str
    label: str
    checked: int
    findings: tuple[Finding, ...]

    def number(self, severity: Severity) -> int:
        """Return the number of results of one severity."""
        return sum(finding.count for finding in self.findings if finding.severity is severity)


@dataclass(frozen=True)
class ValidationReport:
    """The result of a validation. `method` tells which engine ran, `subject` what it ran on."""

    method: str
    subject: str
    shapes: tuple[ShapeReport, ...]

    @property
    def violations(self) -> int:
        """The number of violations."""
        return sum(shape.number(Severity.VIOLATION) for shape in self.shapes)

    @property
    def warnings(self) -> int:
        """The number of warnings."""
        return sum(shape.number(Severity.WARNING) for shape in self.shapes)

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings are allowed."""
        return self.violations == 0

    def as_dict(self) -> dict[str, Any]:
        """Return the report as plain data for JSON."""
        return {
            "conforms": self.conforms,
            "method": self.method,
            "subject": self.subject,
            "violations": self.violations,
            "warnings": self.warnings,
            "shapes": [asdict(shape) for shape in self.shapes],
        }

    def as_json(self) -> str:
        """Write the report as one JSON object."""
        return orjson.dumps(self.as_dict(), option=orjson.OPT_INDENT_2).decode()

    def as_text(self) -> str:
        """Write the report for a reader: a table of the shapes, then what was found."""
        width = max((len(shape.label) for shape in self.shapes), default=5)
        lines = [f"{'shape':<{width}}  {'checked':>10}  {'violations':>10}  {'warnings':>8}"]
        for shape in self.shapes:
            violations, warnings = shape.number(Severity.VIOLATION), shape.number(Severity.WARNING)
            lines.append(f"{shape.label:<{width}}  {shape.checked:>10,}  {violations:>10,}  {warnings:>8,}")
        for shape in self.shapes:
            for finding in shape.findings:
                lines += ["", f"{finding.severity}, {shape.label}: {finding.message} ({finding.count:,})"]
                lines += [f"  {example.focus}{_shown(example)}" for example in finding.examples]
                if finding.count > len(finding.examples):
                    lines.append(f"  … and {finding.count - len(finding.examples):,} more")
        verdict = "conforms" if self.conforms else "does not conform"
        numbers = f"{self.violations:,} violations, {self.warnings:,} warnings"
        lines += ["", f"{self.subject} {verdict}: {numbers} ({self.method})"]
        return "\n".join(lines)

    def as_turtle(self) -> str:
        """Write the report as a SHACL validation report (SHACL 3.6); of each finding the examples only."""
        report, triples = BlankNode("report"), list[Triple]()
        triples.append(Triple(report, NamedNode(RDF["type"]), NamedNode(SH["ValidationReport"])))
        triples.append(Triple(report, NamedNode(SH["conforms"]), Literal(value=self.conforms)))
        for number, (shape, finding, example) in enumerate(self._results()):
            result = BlankNode(f"result{number}")
            triples.append(Triple(report, NamedNode(SH["result"]), result))
            description: dict[str, NamedNode | BlankNode | Literal] = {
                RDF["type"]: NamedNode(SH["ValidationResult"]),
                SH["sourceShape"]: NamedNode(shape.shape),
                SH["resultSeverity"]: NamedNode(SH[finding.severity]),
                SH["resultMessage"]: Literal(finding.message),
                SH["focusNode"]: _focus(example.focus),
            }
            if example.value is not None:
                description[SH["value"]] = _term(example.value)
            triples += [Triple(result, NamedNode(term), value) for term, value in description.items()]
        prefixes = {name: PREFIXES[name] for name in ("sh", "kgs", "xsd")}
        return (
            pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.TURTLE, prefixes=prefixes) or b""
        ).decode()

    def _results(self) -> Iterable[tuple[ShapeReport, Finding, Example]]:
        return (
            (shape, finding, example)
            for shape in self.shapes
            for finding in shape.findings
            for example in finding.examples
        )


def _shown(example: Example) -> str:
    if example.value is None or example.value == f"<{example.focus}>":
        return ""
    return f"  {example.value if len(example.value) <= 80 else example.value[:79] + '…'}"


def _focus(text: str) -> NamedNode | BlankNode | Literal:
    return _term(text) if text.startswith(('"', "_:")) else NamedNode(text)


def _term(text: str) -> NamedNode | BlankNode | Literal:
    (quad,) = pyoxigraph.parse(f"<x:s> <x:p> {text} .", pyoxigraph.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, NamedNode | BlankNode | Literal)
    return quad.object
