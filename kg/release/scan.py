"""One pass over the text of a graph that tells which constraints on single values nothing in it breaks.

Asked of the store, each value is looked up by a query for each of its constraints; in the text it stands
there, and most values are sound. So what is told here need not be asked; whatever is not surely sound the
query decides, and names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from kg.release.counting import Span, blocks, ranges
from kg.release.term_tests import Sure, Test, sure
from kg.runners import ParallelMap
from kg.vocab import RDF

_TYPE: Final = RDF.n("type").encode()

Place = Literal["value", "subject", "instance"]
"""Where terms stand that are tested: as values or subjects of a property, or as instances of a class."""


@dataclass(frozen=True, slots=True)
class TermTest:
    """Whether all terms in one place pass a test: in the resolved graph, or `everywhere`.

    `of` is the IRI of the property or class, in angle brackets.
    """

    everywhere: bool
    place: Place
    of: str
    test: Test


@dataclass(frozen=True, slots=True)
class _Task:
    """The questions to ask of a range of a file of N-Triples, or of N-Quads if it is `named`."""

    questions: tuple[TermTest, ...]
    span: Span
    named: bool


def sound(
    questions: Collection[TermTest], default: Sequence[Path], named: Sequence[Path], run: ParallelMap = map
) -> frozenset[TermTest]:
    """Return those of `questions` that nothing speaks against in the N-Triples and N-Quads files of a graph.

    Raises:
        OSError: a file cannot be read.
        ValueError: a line is no statement.
    """
    every = tuple(dict.fromkeys(questions))
    tasks = [_Task(every, span, False) for path in default for span in ranges(path)]
    tasks += [_Task(every, span, True) for path in named for span in ranges(path)]
    failed = set[int]().union(*run(failing, tasks))
    return frozenset(question for number, question in enumerate(every) if number not in failed)


def failing(task: _Task) -> set[int]:
    """Return the numbers of the questions that something in a range of a file fails to pass."""
    asked, instances = _asked(task)
    failed = set[int]()
    for lines in blocks(*task.span):
        for line in lines:
            subject, predicate, rest = line.split(b" ", 2)
            tests = asked.get(predicate)
            if tests is None:
                continue
            if tests.subjects:
                for numbers, test in tests.subjects:
                    if not test(subject):
                        failed.update(numbers)
            value = rest.rsplit(b" ", 2)[0] if task.named else rest[:-2]
            for numbers, test in tests.values:
                if not test(value):
                    failed.update(numbers)
            if predicate == _TYPE:
                for numbers, test in instances.get(value, ()):
                    if not test(subject):
                        failed.update(numbers)
        _forget(failed, asked, instances)
    return failed


_Numbered = list[tuple[frozenset[int], Sure]]


@dataclass(slots=True)
class _Tests:
    """The tests of the values and subjects of a property, with the numbers of their questions."""

    values: _Numbered
    subjects: _Numbered


def _asked(task: _Task) -> tuple[dict[bytes, _Tests], dict[bytes, _Numbered]]:
    """Return the tests of each property, and of the instances of each class; of the same tests one."""
    found: defaultdict[Place, defaultdict[bytes, defaultdict[Test, set[int]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(set))
    )
    for number, one in enumerate(task.questions):
        if one.everywhere or not task.named:
            found[one.place][one.of.encode()][one.test].add(number)
    places = {
        place: {
            of: [(frozenset(numbers), sure(test)) for test, numbers in tests.items()]
            for of, tests in every.items()
        }
        for place, every in found.items()
    }
    values, subjects = places.get("value", {}), places.get("subject", {})
    asked = {of: _Tests(values.get(of, []), subjects.get(of, [])) for of in {*values, *subjects, _TYPE}}
    return asked, places.get("instance", {})


def _forget(failed: set[int], asked: dict[bytes, _Tests], instances: dict[bytes, _Numbered]) -> None:
    """Test no more what has failed."""
    for tests in asked.values():
        tests.values = [one for one in tests.values if not one[0] <= failed]
        tests.subjects = [one for one in tests.subjects if not one[0] <= failed]
    for of, found in instances.items():
        instances[of] = [one for one in found if not one[0] <= failed]
