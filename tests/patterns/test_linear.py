"""No pattern of the package does more work on a hostile text than a little for each character."""

from __future__ import annotations

import math
import re
import signal
from collections import deque
from time import process_time
from typing import Any

import pytest

from tests.patterns.found import METHODS, Found, patterns
from tests.patterns.hostile import Run, runs

LENGTH = 8_000
FREE = 0.025
"""Seconds of CPU within which so long a text proves a pattern good: most need a hundredth of it."""
LIMIT = 1.0
"""Seconds of CPU after which a pattern is stopped: what is exponential would not end."""
GROWTH = 9.0
"""Four times the text may cost four times as much, and as much again for what else the machine does."""
COMPUTED = {
    "kg.identity.renaming": "a former name, escaped",
}
"""Modules that make patterns of data, and why these cannot be hostile."""

FOUND, UNKNOWN = patterns()


class Stopped(Exception):
    """The limit was passed."""


def _stop(number: int, frame: object) -> None:
    raise Stopped


def cost(pattern: re.Pattern[Any], method: str, text: str) -> float:
    """Return the seconds of CPU that a method needs for a text; infinity beyond the limit."""
    given: Any = text.encode() if isinstance(pattern.pattern, bytes) else text
    call = getattr(pattern, method)
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    start = process_time()
    try:
        if method in ("sub", "subn"):
            call(type(given)(), given)
        elif method == "finditer":
            deque(call(given), maxlen=0)
        else:
            call(given)
        return process_time() - start
    except Stopped:
        return math.inf
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def trouble(pattern: re.Pattern[Any], method: str, run: Run, length: int = LENGTH) -> str | None:
    """Return what is wrong where the cost of a run of that length grows faster than its length."""
    spent = cost(pattern, method, run.text(length))
    if spent <= FREE:
        return None
    if spent < LIMIT:
        # the best of three, for a machine that does other things at the same time
        spent = min(spent, *(cost(pattern, method, run.text(length)) for _ in range(2)))
        before = min(cost(pattern, method, run.text(length // 4)) for _ in range(3))
        if spent <= FREE or spent <= GROWTH * before:
            return None
    return f"{method}: {spent:.2f} s for {length:,} characters of {run}"


@pytest.mark.parametrize("found", FOUND, ids=lambda one: one.place)
def test_the_cost_of_a_pattern_grows_with_the_text(found: Found) -> None:
    for run in runs(found.pattern):
        for method in sorted(found.methods):
            if said := trouble(found.pattern, method, run):
                pytest.fail(f"{found.pattern.pattern!r} {said}")


def test_all_patterns_are_found() -> None:
    known = {one.pattern.pattern for one in FOUND}
    assert len(known) > 150
    assert {module for place in UNKNOWN if (module := place.split(":")[0])} == set(COMPUTED)
    assert all(one.methods <= METHODS for one in FOUND)


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"\s*x", "search"), (r"(a+)+b", "match"), (r"(a|a)*b", "fullmatch"), (r"\s+$", "sub"),
        (r"\d*\d*x", "match"), (r"<.*>", "findall"), (r"arXiv:[ ]*[ ]*!", "fullmatch"),
        (r"(a.{1,2}){40}b", "search"),
    ],
)  # fmt: skip
def test_a_pattern_that_goes_back_is_seen(pattern: str, method: str) -> None:
    compiled = re.compile(pattern)
    # So long that it is slow on the fastest machine: at the usual length it may be quick there.
    assert any(trouble(compiled, method, run, 3 * LENGTH) for run in runs(compiled))


@pytest.mark.parametrize(
    ("pattern", "method"), [(r"(?<!\s)\s*+x", "search"), (r"(?:a++)+b", "match"), (r"[^<]*+<", "match")]
)
def test_a_pattern_that_does_not_is_not(pattern: str, method: str) -> None:
    compiled = re.compile(pattern)
    assert not any(trouble(compiled, method, run) for run in runs(compiled))
