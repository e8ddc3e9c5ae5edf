"""Any value of a JSON entry may be of another kind than it should: that costs the value, never the file.

Values of the cases of the JSON formats are replaced by chance. What is read of each entry is a record, a
profile or a rejection, and every value has a fate all the same.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from functools import cache
from typing import Any

import orjson
import pytest

from kg.readers import read
from kg.readers.border import DEBUG
from kg.readers.fates import Fates
from kg.readers.json_entries import JsonEntry, entries
from kg.readers.kg_jsonl import written
from kg.readers.leaves import json_leaves
from kg.readers.source import Document
from kg.records import Notice, Rejection, WorkRecord
from tests.readers.cases import cases

FORMATS = (
    "crossref-json",
    "openalex",
    "datacite-json",
    "openreview",
    "dblp-search",
    "biorxiv",
    "eric-json",
    "plos",
    "zbmath",
    "scopus",
    "springer",
    "unpaywall",
    "figshare",
    "dryad",
)
LISTS = (
    "message.items",
    "results",
    "data",
    "items",
    "notes",
    "result.hits.hit",
    "search-results.entry",
    "records",
    "collection",
    "result",
    "response.docs",
    "_embedded.stash:datasets",
)
ODD: list[Any] = [
    None, "", " ", 0, -1, 1.5, True, [], {}, [None], [[]], [{}], "x", ["x"], {"a": 1}, "1e400", [[["x"]]],
    {"name": ["x"]}, "<p>&amp;", "\u0000", 10**18, "null", {"date-parts": [[None]]}, {"date-parts": "x"},
    {"date-parts": [["2020", "x", -5]]}, ":unav", "2020-99-99", "0000", "et al.",
]  # fmt: skip


@cache
def whole(name: str) -> list[dict[str, Any]]:
    """Return the entries of the cases of a format, with those of the lists that they hold."""
    found: list[dict[str, Any]] = []
    for case in cases(name):
        for entry in entries(case.document(), LISTS):
            if isinstance(entry, JsonEntry):
                inner = entry.value.get("message", entry.value)
                found.append(inner if isinstance(inner, dict) else entry.value)
    assert found
    return found


def places(value: Any, holder: Any = None, key: Any = None) -> Iterator[tuple[Any, Any]]:
    """Yield each place in a value: what holds it, and under which key or number."""
    if holder is not None:
        yield holder, key
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inner:
        yield from places(one, value, name)


@pytest.mark.parametrize("name", FORMATS)
def test_a_value_of_another_kind_costs_itself_at_most(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DEBUG, "1")  # a fault is raised
    chance = random.Random(name)
    for _ in range(250):
        entry = copy.deepcopy(chance.choice(whole(name)))
        for _ in range(chance.choice((1, 1, 2, 4))):
            if found := list(places(entry)):
                holder, key = chance.choice(found)
                odd = copy.deepcopy(chance.choice(ODD))
                holder[key] = [holder[key]] if chance.random() < 0.2 else odd
        content = orjson.dumps(entry)
        document = Document.of_bytes(content, "entry.json")
        document.fates = Fates()
        items = list(read(document, name))
        if set(entry) & {
            "items",
            "results",
            "data",
            "message",
            "result",
            "records",
            "search-results",
            "response",
        }:
            continue  # it may have become a list of entries
        (item,) = (one for one in items if not isinstance(one, Notice))
        if not isinstance(item, Rejection):
            assert written(item).count(b"\n") == 1
        assert document.fates.total() == sum(1 for _ in json_leaves(orjson.loads(content))), content


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("crossref-json", {"DOI": "10.1000/1", "author": [
            {"family": "Lind", "affiliation": [{"name": "%s"}]}]}),
        ("openalex", {"id": "https://openalex.org/W1", "authorships": [
            {"raw_author_name": "A. Lind", "raw_affiliation_strings": ["%s"]}]}),
        ("datacite-json", {"doi": "10.5072/1", "titles": [], "creators": [
            {"name": "Lind, Ada", "affiliation": ["%s"]}]}),
    ],
)  # fmt: skip
def test_an_address_in_an_affiliation_stays_with_its_owner(name: str, entry: dict[str, Any]) -> None:
    text = orjson.dumps(entry).replace(b"%s", b"Nest Lab, Lund. Electronic address: ada@nest.example")
    (item,) = (
        one for one in read(Document.of_bytes(text, "entry.json"), name) if not isinstance(one, Notice)
    )
    assert isinstance(item, WorkRecord)
    assert b"ada@" not in written(item)
    (author,) = item.authors
    assert (author.affiliations, author.email_domain) == (("Nest Lab, Lund.",), "nest.example")
