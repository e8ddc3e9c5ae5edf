"""No query joins a UNION, or what may be unbound, to patterns around it: on a large store that reads all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
FILES: Final = sorted({*(ROOT / "queries").rglob("*.rq"), *(ROOT / "kg").rglob("*.rq")})
SMALL: Final = ROOT / "kg" / "readers"
"""Queries of readers ask one document at a time."""
ALLOWED: Final = {"paper-by-identifier": "each branch binds one value, which the engine looks up"}
_LEFT_OUT: Final = re.compile(r"#[^\n]*|<[^<>\s]*>|\"[^\"\n]*\"")
_OPEN_ENDED: Final = re.compile(
    r"VALUES\s+(?:\S+|\([^)]*\))\s*\{\}|(?:OPTIONAL|MINUS|(?:FILTER\s+)?(?:NOT\s+)?EXISTS)\s*\{\}"
)
_CHOSEN: Final = re.compile(r"BIND\(\s*COALESCE\(((?:[^()]|\([^()]*\))*)\)\s+AS\s+\?(\w+)\s*\)")
_OPTIONAL: Final = re.compile(r"OPTIONAL\s*(\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})")
_EXPRESSION: Final = re.compile(r"\b(?:BIND|FILTER)\s*\(")


def groups(text: str) -> list[str]:
    """Return what stands in each group of a query, nested groups as `{}`."""
    text = _LEFT_OUT.sub(" ", text)
    begun: list[list[str]] = [[]]
    found = []
    for letter in text:
        if letter == "{":
            begun[-1].append("{}")
            begun.append([])
        elif letter == "}":
            found.append("".join(begun.pop()))
        else:
            begun[-1].append(letter)
    return found


def without_expressions(group: str) -> str:
    """Return a group without its BINDs and FILTERs, which join nothing."""
    while match := _EXPRESSION.search(group):
        depth, end = 1, match.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(group[end], 0)
            end += 1
        group = group[: match.start()] + group[end:]
    return group


def joined(text: str) -> list[str]:
    """Return what is joined to a UNION in the groups of a query."""
    rests = (
        re.sub(r"\{\}|UNION", "", without_expressions(_OPEN_ENDED.sub("", group))).strip()
        for group in groups(text)
        if "UNION" in group
    )
    return [rest for rest in rests if rest]


def looked_up(text: str) -> list[str]:
    """Return variables that COALESCE binds, or leaves unbound, and of which something is asked behind it."""
    text = _LEFT_OUT.sub(" ", text)
    sure = _OPTIONAL.sub(" ", text)
    return [
        found[2]
        for found in _CHOSEN.finditer(text)
        if (last := re.search(r"\?(\w+)\s*\)?$", found[1]))
        and not re.search(rf"\?{last[1]}\b", sure.partition(found[0])[0].rpartition("{")[2])
        and re.search(rf"[{{}}.]\s*[?$]{found[2]}\s+[\w?$(^!]", text[found.end() :])
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_may_be_unbound_is_not_looked_up(path: Path) -> None:
    found = looked_up(path.read_text("utf-8"))
    assert not found, f"the engine compares these with all that there are; ask in a branch for each: {found}"


@pytest.mark.parametrize(
    "path", [path for path in FILES if SMALL not in path.parents], ids=lambda path: path.stem
)
def test_a_union_stands_alone(path: Path) -> None:
    found = joined(path.read_text("utf-8"))
    assert not found or path.stem in ALLOWED, f"put this into each branch: {found}"


def test_what_is_joined_is_seen() -> None:
    assert joined("SELECT * { ?a <p> ?b . { ?b <q> ?c } UNION { ?b <r> ?c } }")
    assert joined("SELECT * { { ?b <q> ?c } UNION { ?b <r> ?c } ?c <s> ?d FILTER(?d > 1) }")
    assert not joined("SELECT * { VALUES ?b { 1 } { ?b <q> ?c } UNION { ?b <r> ?c } OPTIONAL { ?c <s> ?d } }")


def test_what_is_looked_up_is_seen() -> None:
    chosen = "SELECT * { OPTIONAL { ?a <p> ?b } OPTIONAL { ?a <q> ?c } BIND(COALESCE(?b, STR(?c)) AS ?d)"
    assert looked_up(chosen + " GRAPH ?g { ?d <r> ?e } }") == ["d"]
    assert not looked_up(chosen + " } ORDER BY ?d")
    assert not looked_up(
        "SELECT * { ?c <s> 1 OPTIONAL { ?a <q> ?c } BIND(COALESCE(?a, ?c) AS ?d) ?d <r> ?e }"
    )
