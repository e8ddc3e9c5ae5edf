"""`kg explain`: where a thing comes from."""

from __future__ import annotations

import json

import pytest

from kg.errors import AmbiguousName, UsageError
from tests.cli.conftest import Run

PAPER = """\
Learning the Tides from Harbour Logs – Åsa Lind, 2021
https://library.test/paper/tides  (paper)

Sources: 2
  records.jsonl, line 1
      “Learning the Tides from Harbour Logs”
      https://library.test/record/aaaa-1
  lind.txt, lines 5–9
      “Learning the tides from harbor logs”
      https://library.test/record/bbbb-1

Repairs: 2
  NAME-NULL: placeholder token removed (not certain, confidence 0.9)
      “Harbour Collaboration, null” → “Harbour Collaboration”
      name of https://library.test/authorship/tides-3
      found in https://library.test/mention/aaaa-1-3
      a collaboration has no given name
  ENC-CP1252: wrong character decoding undone (certain, confidence 0.99)
      “Ã…sa Lind” → “Åsa Lind”
      name of https://library.test/authorship/tides-1
      found in https://library.test/mention/aaaa-1-1

Decisions: 1
  Of several values of the title one was chosen, by rule MAJORITY (confidence 0.8)
      for: https://library.test/record/aaaa-1
      against: https://library.test/record/bbbb-1
      https://library.test/curation/title-tides
"""


def test_a_paper(run: Run) -> None:
    result = run("explain", "10.5555/tides")
    assert (result.exit_code, result.stdout) == (0, PAPER)


def test_a_person_who_may_be_another(run: Run) -> None:
    result = run("explain", "https://library.test/person/chen1")
    assert "Not decided whether they are one, by rule NAME-ONLY (confidence 0.5)" in result.stdout
    assert "with: https://library.test/person/chen2" in result.stdout
    assert "author 2, printed “Wei Chen”" in result.stdout


def test_as_json(run: Run) -> None:
    found = json.loads(run("explain", "Harbour Collaboration", "--to", "json").stdout)
    assert found["kinds"] == ["team"]
    assert [(one["file"], one["first_line"], one["position"]) for one in found["sources"]] == [
        ("records.jsonl", 1, 3)
    ]
    assert [one["rule"] for one in found["repairs"]] == ["NAME-NULL"]


def test_venues_have_sources_too(run: Run) -> None:
    assert "Sources: 2\n" in run("explain", "Journal of Ropes").stdout
    assert "Sources: none" not in run("explain", "ICOK").stdout  # a series has those of its volumes


def test_what_cannot_be_explained(run: Run) -> None:
    assert isinstance(run("explain", "Wei Chen").exception, AmbiguousName)
    assert isinstance(run("explain", "https://library.test/paper/none").exception, UsageError)


@pytest.mark.parametrize(
    ("path", "kind", "said"),
    [
        ("pub/arxiv/2103.00001", "publication", ["lind.txt, lines 5–9", "records.jsonl, line 1"]),
        ("pub/arxiv/2103.00001v1", "publication", ["lind.txt, lines 5–9"]),
        ("id/arxiv/2103.00001", "identifier", ["lind.txt, lines 5–9"]),
        ("id/orcid/0000-0002-1825-0097", "identifier", ["author 1, printed “A. Lind”"]),
        ("authorship/tides-1", "authorship", ["author 1, printed “Ã…sa Lind”"]),
        ("mention/aaaa-1-3", "mention", ["printed “Harbour Collaboration, null”", "NAME-NULL"]),
        ("record/aaaa-1", "record", ["records.jsonl, line 1", "ENC-CP1252", "by rule MAJORITY"]),
        ("source/bbbb", "source", ["lind.txt, lines 5–9"]),
        ("observation/bbbb-h-index", "observation", ["Sources: 1\n  lind.txt\n"]),
        ("curation/null-aaaa-1-3", "repair", ["records.jsonl, line 1", "NAME-NULL"]),
        ("curation/title-tides", "decision", ["lind.txt, lines 5–9", "by rule MAJORITY"]),
    ],
)
def test_whatever_has_an_iri(path: str, kind: str, said: list[str], run: Run) -> None:
    result = run("explain", f"https://library.test/{path}")
    assert result.exit_code == 0
    assert f"https://library.test/{path}  ({kind})\n" in result.stdout
    for words in said:
        assert words in result.stdout


def test_topics_have_the_records_of_their_papers(run: Run) -> None:
    assert "Sources: 4\n" in run("explain", "cs.LG").stdout


AT = "https://library.test/"


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("person/chen1", "person/chen2", "It is not decided"),
        ("authorship/knots-2", "mention/bbbb-2-1", "It is not decided"),
        ("person/chen1", "authorship/knots-2", "They are one."),
        ("paper/tides", "record/bbbb-1", "They are one."),
        ("pub/doi/10.5555/tides", "paper/tides", "They are one."),
        ("person/lind", "person/okafor", "They are two.\n\nBoth sign, at positions of their own:\n  https"),
        ("person/okafor", "person/chen2", "They are two: nothing was found that joins them."),
        ("paper/tides", "paper/moss", "They are two: nothing was found that joins them."),
    ],
)
def test_two_things(one: str, other: str, said: str, run: Run) -> None:
    result = run("explain", AT + one, AT + other)
    assert result.exit_code == 0
    assert said in result.stdout
    assert ("by rule NAME-ONLY" in result.stdout) == said.startswith("It is not decided")
    assert run("explain", AT + other, AT + one).stdout.splitlines()[5:7] == result.stdout.splitlines()[5:7]


def test_two_things_as_json(run: Run) -> None:
    found = json.loads(run("explain", "Åsa Lind", AT + "authorship/tides-2", "--to", "json").stdout)
    assert found["outcome"] == "different"
    assert found["other"]["whole"] == AT + "person/okafor"
    assert found["papers"] == [[AT + "paper/tides", "Learning the Tides from Harbour Logs"]]


def test_two_things_of_which_one_is_unknown(run: Run) -> None:
    assert isinstance(run("explain", "Åsa Lind", "Wei Chen").exception, AmbiguousName)
    assert isinstance(run("explain", "Åsa Lind", "Nobody").exception, UsageError)
