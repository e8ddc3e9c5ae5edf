"""The step before the switch: the shapes of the graph, asked of the whole store that was built.

Design, section 2; `kg.release.validation`. Shapes of the description are not among them: it is complete only
when the release is (`kg validate` checks it there).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

import pyoxigraph

from kg.errors import ShapesViolated
from kg.release.report import BuildReport
from kg.release.scan import TermTest, sound
from kg.release.validation import Severity, ShapeScope, plan, validate_store
from kg.release.validation.changed import ChangedNodes
from kg.release.validation.report import Finding
from kg.release.validation.report import ValidationReport as Validation
from kg.runners import ParallelMap
from kg.store import Store

STORED: Final = (ShapeScope.RESOLVED, ShapeScope.EVERYTHING)
_MOST_FINDINGS: Final = 10


def check_shapes(
    store_path: Path,
    report: BuildReport,
    *,
    allow: bool = False,
    differences: Sequence[Path] = (),
    spared: Collection[TermTest] = frozenset(),
) -> dict[str, int]:
    """Check what was built, note the numbers in `report`, and return them for the manifest.

    `differences` are the N-Quads files of what the store has that one had not which broke no shape, and of
    what it has no more; none where it was not made of such a one. What is `spared` is known to be sound
    (`read_through`).

    Raises:
        ShapesViolated: there are violations, and they are not allowed.
    """
    store = Store.open(store_path).handle
    changed = ChangedNodes.of(store, differences) if differences else None
    found = validate_store(store, pyoxigraph.Store(), plan(), scopes=STORED, changed=changed, sound=spared)
    said = findings(found, Severity.VIOLATION)
    if found.violations and not allow:
        raise ShapesViolated(found.violations, said)
    report.violations, report.warnings = found.violations, found.warnings
    report.broken = said
    return {"violations": found.violations, "warnings": found.warnings}


def read_through(
    default: Sequence[Path], named: Sequence[Path], run: ParallelMap = map
) -> frozenset[TermTest]:
    """Return what the text of a graph says of itself that `check_shapes` is then spared.

    Raises:
        OSError: a file cannot be read.
    """
    return sound(plan().questions(STORED), default, named, run)


def findings(found: Validation, severity: Severity) -> list[str]:
    """Return what was found of one severity, a line each with the nodes that show it, the first of many."""
    lines = [
        f"{shape.label}: {finding.message} ({finding.count:,}): {_nodes(finding)}"
        for shape in found.shapes
        for finding in shape.findings
        if finding.severity is severity
    ]
    more = len(lines) - _MOST_FINDINGS
    return [*lines[:_MOST_FINDINGS], *([f"… and {more:,} more kinds of violation"] if more > 0 else [])]


def _nodes(finding: Finding) -> str:
    shown = ", ".join(example.focus for example in finding.examples)
    return f"{shown}, …" if finding.count > len(finding.examples) else shown
