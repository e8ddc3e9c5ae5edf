"""The compiled shapes that come with kg are what its shapes are compiled to."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kg.release.conformance import STORED
from kg.release.validation.checks import compiled
from kg.release.validation.compiled import FILE, plan, written
from kg.release.validation.shapes import shapes


def test_what_comes_with_kg_is_what_the_shapes_are_compiled_to() -> None:
    assert FILE.read_bytes() == written(), "run `python -m tests.compiled --write`"
    known, anew = plan(), compiled(shapes())
    assert (known.shapes, known.counts, known.checks) == (anew.shapes, anew.counts, anew.checks)
    assert {one.select for one in known.checks if one.far} == known.patterns.keys()


def test_what_comes_with_another_kg_is_compiled_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.release.validation.compiled.made_of", lambda: "other shapes")
    plan.cache_clear()
    try:
        assert plan().patterns == {}
        assert plan().checks == compiled(shapes()).checks
    finally:
        plan.cache_clear()


def test_nothing_that_reads_shapes_is_loaded_for_what_is_compiled() -> None:
    code = "import sys, kg.release.build as _; from kg.release.validation import plan; plan()"
    subprocess.run([sys.executable, "-c", f"{code}; assert 'rdflib' not in sys.modules"], check=True)


def test_nearly_all_checks_tell_how_far_they_look() -> None:
    unknown = {one.message for one in plan().checks if one.far and plan().reach(one) is None}
    assert len(unknown - {one.message for one in plan().checks if one.shape.scope not in STORED}) <= 1


def test_the_reach_of_a_check_is_read_off_its_query_where_it_is_not_known() -> None:
    bare = compiled(shapes())
    one = next(one for one in plan().checks if plan().reach(one))
    assert {edge.property for edge in bare.reach(one) or ()} == {
        edge.property for edge in plan().reach(one) or ()
    }
