"""Validation of a release against the shapes of `ontology/shapes.ttl`.

Two engines run the one shapes file: pySHACL on a sample of works, and SPARQL made from the shapes on
the whole store. Shapes of the resolved graph read the default graph; those of records and curation
all graphs as one; those of the description the graph `meta` together with the release's description.
"""

from __future__ import annotations

import pyoxigraph

from kg.errors import ReleaseDamaged
from kg.iris import Iris, bare
from kg.release.published import Release
from kg.release.validation.compiled import plan
from kg.release.validation.plan import Severity, ShapeScope, ValidationPlan
from kg.release.validation.report import Example, Finding, ShapeReport, ValidationReport
from kg.release.validation.whole import Progress, validate_store

__all__ = [
    "Example",
    "Finding",
    "Progress",
    "Severity",
    "ShapeReport",
    "ShapeScope",
    "ValidationPlan",
    "ValidationReport",
    "plan",
    "validate_release",
    "validate_store",
]


def validate_release(
    release: Release, *, sample: int | None = None, progress: Progress | None = None
) -> ValidationReport:
    """Validate `release`: all of it by SPARQL, or a sample of `sample` works by pySHACL.

    Raises:
        ReleaseDamaged: the store or the description cannot be read.
    """
    try:
        store = pyoxigraph.Store.read_only(str(release.store_path))
        description = _description(store, release)
        if sample is None:
            return validate_store(store, description, plan(), subject=release.id, progress=progress)
        # a build has no use for pySHACL, nor for what reads shapes
        from kg.release.validation.sample import validate_sample
        from kg.release.validation.shapes import shapes

        return validate_sample(store, description, shapes(), works=sample, subject=release.id)
    except (OSError, RuntimeError) as error:
        raise ReleaseDamaged(f"{release.path}: {error} (run `kg verify`, then `kg build`)") from error


def _description(store: pyoxigraph.Store, release: Release) -> pyoxigraph.Store:
    """Return the graph `meta` of the store together with the description file, as one small store."""
    description, meta = pyoxigraph.Store(), pyoxigraph.NamedNode(bare(Iris(release.base).meta))
    description.extend(
        pyoxigraph.Quad(quad.subject, quad.predicate, quad.object)
        for quad in store.quads_for_pattern(None, None, None, meta)
    )
    try:
        description.load(path=str(release.description_path), format=pyoxigraph.RdfFormat.TURTLE)
    except SyntaxError as error:
        raise ReleaseDamaged(f"{release.description_path}: not Turtle: {error}") from error
    return description
