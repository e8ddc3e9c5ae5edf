"""The words that repairs go by: each list is asked for, and has no word twice."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from kg.repair import lexicon

KG = Path(lexicon.__file__).resolve().parent.parent
TABLES = tomllib.loads((KG / "repair" / "lexicon.toml").read_text("utf-8"))
ASKED = re.compile(r'(?:word_list|meanings)\(\s*("[^)]*?")\s*(?:, kind)?\)')


def test_each_list_is_asked_for_somewhere() -> None:
    asked = set[tuple[str, ...]]()
    for path in KG.rglob("*.py"):
        for match in ASKED.finditer(path.read_text("utf-8")):
            table, *names = re.findall(r'"([^"]+)"', match[1])
            asked |= {(table, name) for name in names} or {(table,)}
    held = {(table, name) for table, lists in TABLES.items() for name in lists}
    assert {one for one in held if one not in asked and one[:1] not in asked} == set()
    assert {one for one in asked if len(one) > 1 and one not in held} == set()


@pytest.mark.parametrize("table", TABLES)
def test_no_list_has_a_word_twice(table: str) -> None:
    for name, words in TABLES[table].items():
        assert isinstance(words, str) or len(words) == len(set(words)), name
