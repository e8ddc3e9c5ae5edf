"""References, read back by parsers that are not ours: pybtex for BibTeX, rispy for RIS."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson
import pytest
import rispy
from pybtex.database import Entry, parse_string

from kg.formats import format_named
from kg.writers.references import Bibliography, Name, Reference, ReferenceKind
from kg.writers.references.bibtex import bibtex
from kg.writers.references.latex import latex, title
from kg.writers.references.prose import prose
from kg.writers.references.reference import name_of
from kg.writers.references.ris import ris

CASES: list[dict[str, Any]] = orjson.loads(Path(__file__).with_name("cases.json").read_bytes())


IRI = "https://kg.example.org/paper/x"


def written(name: str, *references: Reference, style: str | None = None) -> str:
    output = BytesIO()
    format_named(name, Bibliography).write(Bibliography(references, style), output)
    return output.getvalue().decode()


def csl_json(cited: Reference) -> str:
    return written("csl-json", cited)


def reference(case: dict[str, Any]) -> Reference:
    given = dict(case["reference"])
    names = tuple(Name(**name) for name in given.pop("authors", []))
    editors = tuple(Name(**name) for name in given.pop("editors", []))
    given["statuses"] = tuple(given.get("statuses", ()))
    keywords = tuple(given.pop("keywords", []))
    given["languages"] = tuple(given.get("languages", ()))
    kind = ReferenceKind(given.pop("kind", "other"))
    return Reference(kind=kind, authors=names, editors=editors, keywords=keywords, iri=IRI, **given)


def entry(text: str) -> Entry:
    found = parse_string(text, "bibtex").entries
    assert len(found) == 1
    return next(iter(found.values()))


def plain(value: str) -> str:
    """Return a value as LaTeX would print it, as far as these cases need."""
    for sign, tex in (("\\", r"\textbackslash{}"), ("{", r"\textbraceleft{}"), ("}", r"\textbraceright{}"),
                      ("~", r"\textasciitilde{}"), ("^", r"\textasciicircum{}"), ("<", r"\textless{}"),
                      (">", r"\textgreater{}"), ("|", r"\textbar{}")):  # fmt: skip
        value = value.replace(tex, f"\0{ord(sign):04x}")
    value = (
        re.sub(r"\\([&%$#_])", lambda match: f"\0{ord(match[1]):04x}", value)
        .replace("{", "")
        .replace("}", "")
    )
    return re.sub("\0([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), value)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_bibtex_is_read_back(case: dict[str, Any]) -> None:
    cited = reference(case)
    found = entry(bibtex(cited))
    assert found.type == case["bibtex"]["type"]
    assert found.key == cited.key
    for name, value in case["bibtex"].get("fields", {}).items():
        assert found.fields[name] == value, name
    if "$" not in cited.title and "\\" not in cited.title:
        assert plain(found.fields["title"]) == " ".join(cited.title.split())
    persons = [
        {
            "first": " ".join(p.first_names + p.middle_names),
            "von": " ".join(p.prelast_names),
            "last": " ".join(p.last_names),
        }
        for p in found.persons.get("author", [])
    ]
    editors = [str(person) for person in found.persons.get("editor", [])]
    assert editors == case["bibtex"].get("editors", [])
    if "authors" in case["bibtex"]:
        assert persons == case["bibtex"]["authors"]
    assert len(persons) == len(cited.authors) + (not cited.list_complete)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_ris_is_read_back(case: dict[str, Any]) -> None:
    cited = reference(case)
    text = ris(cited)
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in text.split("\r\n")[:-1])
    (found,) = rispy.loads(text)
    assert found["type_of_reference"] == case["ris"]["type"]
    assert found.get("title") == " ".join(cited.title.split())
    assert found.get("authors", []) == case["ris"]["authors"]
    assert found.get("doi") == cited.doi
    for name, value in case["ris"].get("fields", {}).items():
        assert found[name] == value, name
    assert found.get("keywords", []) == list(cited.keywords)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_csl_json_says_the_same(case: dict[str, Any]) -> None:
    cited = reference(case)
    (item,) = orjson.loads(csl_json(cited))
    assert item["title"] == cited.title
    assert item["type"] == case["csl"]["type"]
    assert item.get("author", []) == case["csl"]["author"]
    assert item.get("issued") == case["csl"].get("issued")
    for name, value in case["csl"].get("fields", {}).items():
        assert item[name] == value, name
    assert all(value for value in item.values())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_prose(case: dict[str, Any]) -> None:
    assert prose(reference(case)) == case["prose"]


@pytest.mark.parametrize(
    ("printed", "given", "family", "team", "expected"),
    [
        ("Ludwig van der Berg", "Ludwig", "van der Berg", False, Name("van der Berg", "Ludwig")),
        ("Ludwig van der Berg", None, None, False, Name("van der Berg", "Ludwig")),
        ("L. Berg", "Ludwig", "Berg", False, Name("Berg", "L.")),
        ("María José Ruiz Soto", "María José", "Ruiz Soto", False, Name("Ruiz Soto", "María José")),
        ("Li Wei", "Wei", "Li", False, Name("Li", "Wei")),
        ("Plato", None, None, False, Name("Plato")),
        ("River Team", "River", "Team", True, Name("River Team", team=True)),
        ("", None, None, False, Name("")),
    ],
)
def test_names_are_cut_where_the_family_name_begins(
    printed: str, given: str | None, family: str | None, team: bool, expected: Name
) -> None:
    assert name_of(printed, given, family, team=team) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50% of R&D in #1_a", r"50\% of R\&D in \#1\_a"),
        (r"On $\alpha^2$ decay", r"On $\alpha^2$ decay"),
        (r"Poincar\'e and \"Uber", r"Poincar{\'e} and {\"U}ber"),
        (r"\input{/etc/passwd}", r"\textbackslash{}input\textbraceleft{}/etc/passwd\textbraceright{}"),
        (r"$\input{/etc/passwd}$", r"\$\textbackslash{}input\textbraceleft{}/etc/passwd\textbraceright{}\$"),
        (r"$\write18{ls}$", r"\$\textbackslash{}write18\textbraceleft{}ls\textbraceright{}\$"),
        (r"$^^5cinput x$", r"\$\textasciicircum{}\textasciicircum{}5cinput x\$"),
        ("costs $5 or $6", r"costs \$5 or \$6"),
        ("an open { brace", r"an open \textbraceleft{} brace"),
        (r"$\{x$ and }", r"\$\textbackslash{}\textbraceleft{}x\$ and \textbraceright{}"),
        ("ends in \\", r"ends in \textbackslash{}"),
    ],
)
def test_latex_prints_and_never_runs(text: str, expected: str) -> None:
    assert latex(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BERT for deep GraphNets", "{BERT} for deep {GraphNets}"),
        ("A study of A and B", "A study of A and {B}"),
        ("Über DNA", "Über {DNA}"),
        ("On $O(N)$ sets", "On {$O(N)$} sets"),
    ],
)
def test_capitals_that_styles_must_keep(text: str, expected: str) -> None:
    assert title(text) == expected


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        (Name("van der Berg", "Ludwig"), "On the DNA of rivers", "berg2021dna"),
        (Name("River Team", team=True), "The rivers", "river2021rivers"),
        (Name("Ünlü", "Çağlar"), "$x^2$", "unlu2021x"),
        (Name("李", "明"), "水", "2021"),
    ],
)
def test_keys_to_cite_by(name: Name, text: str, key: str) -> None:
    assert Reference(ReferenceKind.OTHER, text, (name,), IRI, year=2021).key == key


def test_nine_hundred_authors() -> None:
    names = tuple(Name(f"Family{n}", f"Given{n}") for n in range(900))
    cited = Reference(ReferenceKind.PREPRINT, "A crowd", names, "https://kg.example.org/paper/big", year=2023)
    assert [str(person) for person in entry(bibtex(cited)).persons["author"]] == [
        f"Family{n}, Given{n}" for n in range(900)
    ]
    (found,) = rispy.loads(ris(cited))
    assert len(found["authors"]) == 900
    assert "Given18 Family18, … Given899 Family899 (2023). A crowd." in prose(cited)


def test_a_formula_with_a_command_may_stand_before_a_number() -> None:
    assert latex(r"a rate of $\sim$15 for $5 or $6") == r"a rate of $\sim$15 for \$5 or \$6"
