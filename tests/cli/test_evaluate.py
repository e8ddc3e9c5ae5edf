"""`kg evaluate`: how well a release knows who is who, by a table that people keep."""

from __future__ import annotations

import re
from pathlib import Path

import orjson
import pytest

from kg.errors import KgError, UnreadableInput, UsageError
from kg.release.evaluation import CORPORA, paper_twins
from kg.release.evaluation import gold as table
from tests.cli.conftest import Run

RIGHT = """\
record\tposition\tperson
# by hand
aaaa-1\t1\tLind
https://library.test/record/bbbb-1\t1\tLind
<https://library.test/record/aaaa-2>\t1\t<https://people.test/lind>

aaaa-1\t2\tOkafor
"""


def score(run: Run, folder: Path, text: str) -> tuple[list[str], str]:
    """Return the columns of the line for all mentions, and what else is said."""
    (folder / "gold.tsv").write_text(text, "utf-8")
    result = run("evaluate", str(folder / "gold.tsv"))
    if result.exception:
        raise result.exception
    lines = result.stdout.splitlines()
    (line,) = [line for line in lines if line.startswith("all ")]
    return re.split(r" {2,}", line), "\n".join(lines)


def rows(said: str) -> dict[str, list[str]]:
    """Return the columns of each line of the tables, by its name."""
    found = (re.split(r" {2,}", line.strip()) for line in said.splitlines())
    return {name: columns for name, *columns in found if columns}


def test_all_right(run: Run, tmp_path: Path) -> None:
    columns, said = score(run, tmp_path, RIGHT.replace("<https://people.test/lind>", "Lind"))
    assert columns[1:] == ["4", "2", "2", *["1.0000"] * 6, "0", "0"]
    assert "not in the release" not in said


def test_two_that_were_taken_for_one(run: Run, tmp_path: Path) -> None:
    columns, _ = score(run, tmp_path, RIGHT)
    mentions, persons, found, precision, recall, f1, *pairs, split, lumps = columns[1:]
    assert (mentions, persons, found, split, lumps) == ("4", "3", "2", "0", "1")
    # B³ of three mentions in a lump of two and one: (2/3 + 2/3 + 1/3 + 1) / 4
    assert (precision, recall, f1) == ("0.6667", "1.0000", "0.8000")
    assert pairs == ["0.3333", "1.0000", "0.5000"]


def test_one_that_was_taken_for_two(run: Run, tmp_path: Path) -> None:
    columns, _ = score(run, tmp_path, "aaaa-2\t2\tChen\nbbbb-2\t1\tChen\n")
    assert columns[1:] == [
        "2",
        "1",
        "2",
        "1.0000",
        "0.5000",
        "0.6667",
        "1.0000",
        "0.0000",
        "0.0000",
        "1",
        "0",
    ]


def test_mentions_that_are_not_there_do_not_count(run: Run, tmp_path: Path) -> None:
    columns, said = score(run, tmp_path, "aaaa-1\t1\tLind\nffff-1\t1\tLind\n")
    assert columns[1] == "1"
    assert "1 mentions of the table are not in the release and do not count: ffff-1-1" in said
    with pytest.raises(UsageError, match="none of the 1 mentions is in the release, for instance ffff-1-1"):
        score(run, tmp_path, "ffff-1\t1\tLind\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("aaaa-1\t1\tLind\naaaa-1\tLind\n", "gold.tsv:2: not three columns"),
        ("aaaa-1\tfirst\tLind\n", "gold.tsv:1: 'first' is no position"),
        ("aaaa-1\t0\tLind\n", "gold.tsv:1: '0' is no position"),
        (
            "aaaa-1\t1\tLind\naaaa-1\t1\tEk\n",
            "gold.tsv:2: aaaa-1-1 is given to 'Lind' above",
        ),
        ("# nothing\n", "gold.tsv: there is no mention in it"),
    ],
)
def test_tables_that_are_wrong(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "gold.tsv").write_text(text, "utf-8")
    with pytest.raises(UnreadableInput, match=re.escape(said)):
        table.read_gold(tmp_path / "gold.tsv")


def test_papers_are_joined_with_their_twins_and_with_nothing_else(run: Run, tmp_path: Path) -> None:
    lines = [
        orjson.dumps(
            {
                "type": "work",
                "title": f"{title} of {thing} in {place}",
                "authors": [
                    {"position": place_, "name": f"{given} {family}", "given": given, "family": family}
                    for place_, (given, family) in enumerate((("Ada", "Quill"), ("Tom", "Reed")))
                ],
                "year": 2001,
                "doi": f"10.1234/{title}.{thing}.{place}".lower(),
            }
        )
        for title in ("Slow Drift", "Sudden Loss")
        for thing in ("Paper Boats", "Umbrellas")
        for place in ("Canals", "Gardens", "Harbours")
    ]
    source = tmp_path / "papers.jsonl"
    source.write_bytes(b"\n".join(lines))
    result = run("evaluate", str(source), "--corpus", "papers")
    assert result.exit_code == 0, result.output
    assert rows(result.stdout)["all, kg"][:9] == ["24", "12", "12", *["1.0000"] * 6]


def test_a_file_without_papers_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableInput, match="no XML"):
        paper_twins(tmp_path / "empty")


def papers(folder: Path, form: str = "jsonl") -> Path:
    """Lay aside five papers of two people called Lind, and of Ada Quill, once by an initial."""
    lists = (
        ("10.1234/a", 2001, ["Ada Quill", "Tom Reed", "Eva Lind"]),
        ("10.1234/b", 2002, ["A. Quill", "Tom Reed", "Eva Lind"]),
        ("10.1234/c", 2003, ["Ada Quill", "Tom Reed"]),
        ("10.1234/d", 2001, ["Eva Lind", "Ravi Okafor"]),
        ("10.1234/e", 2002, ["Eva Lind", "Ravi Okafor"]),
    )
    titles = (
        "Slow Drift of Boats",
        "Sudden Loss of Umbrellas",
        "Paper Canals",
        "Harbours at Night",
        "Wet Gardens",
    )
    lines = [
        orjson.dumps({"title": title, "authors": names, "year": year, "doi": doi})
        for title, (doi, year, names) in zip(titles, lists, strict=True)
    ]
    (folder / f"records.{form}").write_bytes(b"\n".join(lines))
    return folder


PEOPLE = """\
record\tposition\tperson
10.1234/a\t1\tquill
10.1234/b\t1\tquill
10.1234/c\t1\tquill
10.1234/a\t3\tlind, of the boats
10.1234/b\t3\tlind, of the boats
10.1234/d\t1\tlind, of the gardens
10.1234/e\t1\tlind, of the gardens
10.1234/x\t1\tnobody
"""


def test_any_records_with_gold_are_a_corpus_of_persons(run: Run, tmp_path: Path) -> None:
    papers(tmp_path)
    (tmp_path / "gold.tsv").write_text(PEOPLE, "utf-8")
    result = run("evaluate", "--corpus", "persons", str(tmp_path))
    assert result.exit_code == 0, result.output
    assert "1 lines of the gold are of no author in the records" in result.stdout
    found = rows(result.stdout)
    # by full names both called Lind are one, and the initial is somebody else
    assert found["all, full name"][:6] == ["7", "3", "3", "0.7143", "0.8095", "0.7589"]
    assert found["all, initial and family name"][:3] == ["7", "3", "2"]
    assert found["initials only"][0] == "1"
    assert found["spelled out"][0] == "6"
    assert found["not stated"][0] == "7"
    sampled = run("evaluate", "--corpus", "persons", str(tmp_path), "--blocks", "1")
    assert "a sample of 1 blocks of names" in sampled.stdout
    assert rows(sampled.stdout)["all, kg"][0] in ("3", "4")


def test_scores_as_json_say_what_the_text_says(run: Run, tmp_path: Path) -> None:
    papers(tmp_path)
    (tmp_path / "people.tsv").write_text(PEOPLE, "utf-8")
    asked = ["evaluate", "--corpus", "persons", str(tmp_path), "--gold", str(tmp_path / "people.tsv")]
    found = orjson.loads(run(*asked, "--format", "json").stdout)
    text = rows(run(*asked).stdout)
    assert found["known"] == 7
    for method, one in found["scores"]["all"].items():
        assert text[f"all, {method}"][5] == f"{one['b3_f1']:.4f}"
    assert found["parts"]["given name"]["initials only"]["mentions"] == 1


def test_pairs_of_two_sources_count_across_them_alone(run: Run, tmp_path: Path) -> None:
    lines = [
        {"title": title, "authors": ["Ada Quill", "Tom Reed"], "year": 2001, "identifiers": {"set": name}}
        for name, title in (
            ("A1", "Slow Drift of Paper Boats"),
            ("B1", "Slow drift of paper boats."),
            ("A2", "Notes of a gardener, and much else"),
            ("A3", "Notes of a gardener, and much else"),
        )
    ]
    (tmp_path / "records.jsonl").write_bytes(b"\n".join(map(orjson.dumps, lines)))
    (tmp_path / "gold.tsv").write_text("A1\tB1\n", "utf-8")
    result = run("evaluate", "--corpus", "pairs", str(tmp_path))
    assert result.exit_code == 0, result.output
    assert "pairs of two sources alone" in result.stdout
    # A2 and A3 are one by their title: a lump, but no pair that the gold could judge
    assert rows(result.stdout)["all, title"][:9] == [
        "4", "3", "2", "0.7500", "1.0000", "0.8571", "1.0000", "1.0000", "1.0000",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--corpus", "pairs", "--blocks", "2"], "the corpus 'pairs' takes no --blocks"),
        (["--corpus", "acl", "--gold", "gold.tsv"], "the corpus 'acl' takes no --gold"),
        (["--blocks", "2"], "--gold and --blocks are for a corpus"),
        (["--corpus", "persons"], "no line of it is of an author in"),
        (["--corpus", "pairs"], "no pair of it is of two records in"),
        (["--corpus", "orcid"], "mentions.jsonl: it cannot be read"),
    ],
)
def test_what_a_corpus_lacks_is_said(
    asked: list[str], said: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(papers(tmp_path))
    (tmp_path / "gold.tsv").write_text("C7\t1\tnobody\n", "utf-8")
    result = run("evaluate", ".", *asked)
    assert isinstance(result.exception, KgError)
    assert said in str(result.exception)


@pytest.mark.parametrize("corpus", CORPORA)
def test_the_public_corpora_can_be_read(corpus: str, run: Run, shared: Path) -> None:
    places = {
        "acl": "acl-anthology",
        "orcid": "identity-orcid",
        "openreview": "identity-openreview",
        "persons": "identity-openreview",
        "dblp-acm": "papers-dblp-acm",
        "cora": "papers-cora",
        "pairs": "papers-cora",
        "papers": "papers-cora/records.jsonl",
    }
    if corpus not in places:
        pytest.skip("it takes minutes to read")
    path = shared / "corpora" / places[corpus]
    sample = ["--blocks", "20"] if "blocks" in CORPORA[corpus].takes else []
    result = run("evaluate", "--corpus", corpus, str(path), "--format", "json", *sample)
    assert result.exit_code == 0, result.output
    found = orjson.loads(result.stdout)
    assert found["known"] > 0
    assert {"all", "held out"} <= found["scores"].keys()
