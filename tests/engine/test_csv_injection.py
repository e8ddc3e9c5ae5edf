"""CSV and TSV for spreadsheets: no text is run as a formula, and all else is as it was."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal

from kg.engine import LocalEngine, Request
from kg.store import Store
from kg.writers.results import guarded

ENGINE = LocalEngine(Store(pyoxigraph.Store(), Path()))
QUERY = """SELECT * { VALUES (?a ?b) {
  ("=1+1" "+41 555") ("-1.5e3" -7) ("@sum(A1)" "-x, \\"y\\"") ("\\tx" "plain") (UNDEF <e:=1>) ("=é"@fr "a=b")
} }"""


def answer(name: str) -> str:
    return b"".join(ENGINE.stream(Request(QUERY), name)).decode()


def test_csv_and_tsv() -> None:
    rows = answer("csv-safe").split("\r\n")
    assert rows[:4] == ["a,b", "'=1+1,'+41 555", "-1.5e3,-7", '\'@sum(A1),"\'-x, ""y"""']
    assert rows[4:] == ["'\tx,plain", ",e:=1", "'=é,a=b", ""]
    tsv = answer("tsv-safe").split("\n")
    assert tsv[1] == '"\'=1+1"\t"\'+41 555"'
    assert tsv[6] == '"\'=é"@fr\t"a=b"'
    assert "'" not in answer("csv") + answer("tsv")


def test_what_needs_no_apostrophe_is_as_usual() -> None:
    plain = Request("SELECT * { VALUES (?x ?y) { (1 'a') (-2.5 'b,c') (<e:e> UNDEF) } }")
    for name in ("csv", "tsv"):
        usual, safe = (b"".join(ENGINE.stream(plain, one)) for one in (name, f"{name}-safe"))
        assert safe == usual
    assert b"".join(ENGINE.stream(Request("ASK {}"), "csv-safe")) == b"true"


@pytest.mark.parametrize("text", ["=1", "+x", "-x", "@x", "\tx", "\r=1", "-", "+1+1", "-1-1", "=", "-٣"])
def test_formulas_get_an_apostrophe(text: str) -> None:
    (row,) = guarded([[Literal(text)]])
    assert row == (Literal(f"'{text}"),)


@pytest.mark.parametrize("text", ["-1", "+1.5", "-.5", "1e-3", "-1.E+5", "", "x=1", "'=1", " =1"])
def test_numbers_and_other_text_do_not(text: str) -> None:
    (row,) = guarded([[Literal(text)]])
    assert row == (Literal(text),)
