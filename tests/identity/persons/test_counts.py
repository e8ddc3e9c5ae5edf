"""Counts: exact, added up part by part, shared by a file, and silent on what was never counted."""

from __future__ import annotations

from pathlib import Path

from kg.identity.persons.counts import StringCounts

MANY = 50_000


def counted() -> StringCounts:
    found = StringCounts()
    found.update({f"key {number}": number % 9 + 1 for number in range(MANY)})
    return found


def test_counts_are_exact_and_what_was_not_counted_is_not_there(tmp_path: Path) -> None:
    found = counted()
    found.write(tmp_path / "table")
    mapped = StringCounts.mapped(tmp_path / "table")
    assert all(mapped[f"key {number}"] == number % 9 + 1 for number in range(MANY))
    unseen = sum(mapped[f"other {number}"] > 0 for number in range(MANY))
    assert unseen < 0.005 * MANY


def test_counts_of_parts_add_up() -> None:
    found = counted()
    found += counted()
    found.update({"key 3": 5, "more": 1})
    assert (found["key 3"], found["key 4"], found["more"]) == (13, 10, 1)


def test_a_count_stops_where_its_place_ends() -> None:
    found = StringCounts()
    found.update({"a": 1 << 30, "b": 1})
    assert (found["a"], found["b"]) == ((1 << 24) - 1, 1)
