"""The order of the columns of an answer on its page, and which of them lead somewhere."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kg.queries import Catalogue
from kg.web.pages.rendering.templates import coded
from kg.web.sparql.columns import arranged, as_asked

CASES = tomllib.loads(Path(__file__).with_name("arranged.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["query"])
def test_names_lead_and_iris_stand_last(case: dict[str, str]) -> None:
    asked = case["asked"].split()
    names = [name.rstrip("/") for name in asked]
    columns = arranged(names, [place for place, name in enumerate(asked) if name.endswith("/")])
    shown = [
        column.name + (f"→{names[column.target]}" if column.target is not None else "") for column in columns
    ]
    assert " ".join(shown) == case["shown"]
    assert sorted(column.place for column in columns) == list(range(len(names)))
    assert {column.place for column in columns if column.aside} == {column.target for column in columns} - {
        None
    }
    text = Catalogue.read()[case["query"]].text
    assert all(f"?{name}" in text for name in names)


def test_an_own_query_keeps_its_order() -> None:
    assert [(c.name, c.target, c.aside) for c in as_asked(["paper", "title"])] == [
        ("paper", None, False),
        ("title", None, False),
    ]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("`known` says how", "<code>known</code> says how"),
        ("a `<b>` & `c`", "a <code>&lt;b&gt;</code> &amp; <code>c</code>"),
        ("it`s <i>", "it`s &lt;i&gt;"),
        ("`a` b`c", "<code>a</code> b`c"),
        ("", ""),
    ],
)
def test_what_stands_in_backticks_is_code(text: str, written: str) -> None:
    assert coded(text) == written
