"""Bytes that are kept take the memory of their length."""

from __future__ import annotations

import tracemalloc

import orjson

from kg.compact import compact


def test_many_take_little_more_than_their_length() -> None:
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        kept = [compact([number, "x" * 40]) for number in range(1000)]
        taken = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert taken < 2.5 * sum(map(len, kept)) < 200_000


def test_it_is_the_same_json() -> None:
    value = {"é": [1, None, "\n"]}
    assert compact(value) == orjson.dumps(value)
    assert compact(value, option=orjson.OPT_APPEND_NEWLINE) == orjson.dumps(value) + b"\n"
