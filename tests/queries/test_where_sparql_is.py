"""SPARQL is in files that run as they stand; code that puts queries together is listed, with its reason."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pyoxigraph
import pytest

from tests.test_iris import ROOT

SPARQL = re.compile(r"\b(?:SELECT|CONSTRUCT|ASK|VALUES|OPTIONAL|GRAPH|UNION|FILTER)\b[^{]*\{")
PUT_TOGETHER = {
    "kg/engine/template.py": "binds what files have",
    "kg/engine/dataset.py": "reads terms with the parser of SPARQL",
    "kg/queries/sparql_search.py": "a filter a word that is searched for",
    "kg/release/validation/checks.py": "compiles shapes of SHACL",
    "kg/release/validation/sample.py": "compiles shapes of SHACL",
    "kg/release/validation/value_constraints.py": "compiles shapes of SHACL",
    "kg/web/pages/description/entity.py": "the patterns of a kind of thing",
}


def test_no_other_code_puts_a_query_together() -> None:
    found = {}
    for path in sorted((ROOT / "kg").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                text = "".join(
                    str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values
                )
                if SPARQL.search(text):
                    found[name] = f"{name}:{node.lineno}: {text[:80]!r}"
    assert [where for name, where in found.items() if name not in PUT_TOGETHER] == []
    assert set(PUT_TOGETHER) - set(found) == set(), "these are put together no more"


@pytest.mark.parametrize("path", sorted((ROOT / "kg").rglob("*.rq")), ids=lambda path: path.stem)
def test_a_file_runs_as_it_stands(path: Path) -> None:
    """Without prefixes of ours, so that it can be pasted anywhere."""
    assert pyoxigraph.Store().query(path.read_text("utf-8")) is not None
