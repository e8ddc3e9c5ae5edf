"""`kg claim`: a person says which papers are theirs; the next build obeys, and says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from kg.cli import kg
from kg.errors import DecisionError, KgError, UsageError

ORCID = "0000-0002-1825-0097"
PAPERS = [
    {"title": "Tides of the Inner Harbour", "doi": "10.5555/tides", "year": 2001,
     "authors": [{"name": "Ada Lindqvist", "orcid": ORCID}, "Bo Ekman"]},
    {"title": "A Grammar of Whistled Signals", "doi": "10.5555/whistles", "year": 2012,
     "authors": ["Ravi Okafor", "A. Lindqvist"]},
    {"title": "On Knots, Nets and Baskets", "doi": "10.5555/knots", "year": 2019,
     "authors": ["Alma Lindqvist", "Ada Lindqvist"]},
    {"title": "Salt in Old Bricks", "doi": "10.5555/salt", "year": 2020, "authors": ["Zoe Quandt"]},
    {"title": "Sand in New Bricks", "doi": "10.5555/sand", "year": 2020,
     "authors": ["Z. Quandt", "Zia Quandt"]},
]  # fmt: skip
Kg = Callable[..., Result]


@pytest.fixture
def called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kg:
    """Return a function that runs `kg` on a release of the papers; `build` builds it anew."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_BY", "Eva")
    (tmp_path / "papers.jsonl").write_bytes(b"\n".join(map(orjson.dumps, PAPERS)))

    def call(*arguments: str) -> Result:
        result = CliRunner().invoke(kg, arguments)
        if result.exception is not None and not isinstance(result.exception, KgError | SystemExit):
            raise result.exception
        return result

    assert call("build", "papers.jsonl", "--processes", "1").exit_code == 0
    return call


def explained(called: Kg, text: str) -> dict[str, object]:
    found: dict[str, object] = orjson.loads(called("explain", text, "--to", "json").stdout)
    return found


def test_a_list_of_papers_becomes_one_person(called: Kg, tmp_path: Path) -> None:
    (tmp_path / "mine.bib").write_text(
        "@article{w, title={A Grammar of Whistled Signals}, author={Okafor, Ravi and Lindqvist, A.}}\n"
        "@article{n, title={Nowhere to be Found at All}, author={Lindqvist, Ada}, year=1999}\n",
        "utf-8",
    )
    asked = ["claim", "--orcid", f"https://orcid.org/{ORCID}", "--papers", "mine.bib"]
    asked += ["--papers", "On Knots, Nets and Baskets#2", "--papers", "10.5555/tides,10.5555/absent"]
    tried = called(*asked, "--papers", "10.5555/tides", "--dry-run")  # one of them twice
    assert tried.exit_code == 1
    assert not (tmp_path / "decisions.jsonl").exists()
    assert len(tried.stdout.splitlines()) == 3
    done = called(*asked)
    assert done.exit_code == 1
    assert "not claimed: mine.bib:2: not found: Nowhere to be Found at All" in done.stderr
    assert "not claimed: 10.5555/absent: " in done.stderr
    assert "1 Ada Lindqvist: Tides of the Inner Harbour" in done.stderr
    assert "(the graph has it so already)" in done.stderr
    assert "3 written to" in done.stdout
    lines = (tmp_path / "decisions.jsonl").read_text("utf-8").splitlines()
    assert lines == tried.stdout.splitlines()
    assert "0 written" in called(*asked).stdout
    built = called("build", "papers.jsonl", "--processes", "1")
    assert built.exit_code == 0, built.output
    found = explained(called, ORCID)
    titles = {one["title"] for one in found["sources"]}  # type: ignore[attr-defined]
    assert titles == {paper["title"] for paper in PAPERS[:3]}
    claims = [one for one in found["decisions"] if one["rule"] == "HUMAN-MERGE"]  # type: ignore[attr-defined]
    assert len(claims) == 3
    assert all(one["words"] == f"claimed with ORCID {ORCID}" for one in claims)
    assert all(one["supported_by"] for one in claims)
    assert "Alma Lindqvist" not in called("query", "author-names", ORCID).stdout


def test_an_orcid_that_no_source_states_needs_a_name_and_then_names_the_person(called: Kg) -> None:
    new = "0000-0001-5109-3700"
    refused = called("claim", "--orcid", new, "--papers", "10.5555/salt")
    assert isinstance(refused.exception, UsageError)
    assert "say by --name" in str(refused.exception)
    done = called(
        "claim",
        "--orcid",
        new,
        "--papers",
        "10.5555/salt",
        "--name",
        "Zoe Quandt",
        "--why",
        "she wrote to us",
    )
    assert done.exit_code == 0, done.output
    assert called("build", "papers.jsonl", "--processes", "1").exit_code == 0
    found = explained(called, new)
    assert [one["title"] for one in found["sources"]] == ["Salt in Old Bricks"]  # type: ignore[attr-defined]
    words = [one["words"] for one in found["decisions"] if one["rule"] == "HUMAN-MERGE"]  # type: ignore[attr-defined]
    assert words == [f"claimed with ORCID {new}: she wrote to us"]


def test_a_batch_tells_what_fits_nobody_or_several(called: Kg, tmp_path: Path) -> None:
    (tmp_path / "all.tsv").write_text(
        "orcid\tpaper\tname\n"
        f"{ORCID}\t10.5555/whistles\n"
        f"{ORCID}\t10.5555/salt\n"
        "0000-0001-5109-3700\t10.5555/sand\tZ. Quandt\n"
        "0000-0001-5109-3701\t10.5555/sand\tZ. Quandt\n"
        "0000-0001-5109-3700\t10.5555/sand#7\tZ. Quandt\n"
        "0000-0001-5109-3700\t10.5555/sand#2\tZ. Quandt\n",
        "utf-8",
    )
    done = called("claim", "--batch", "all.tsv")
    assert done.exit_code == 1
    assert "2 written to" in done.stdout or "3 written to" in done.stdout
    said = done.stderr
    assert "all.tsv:3: Salt in Old Bricks" in said
    assert "no author has a name like the claimant's; there are: 1 Zoe Quandt" in said
    assert "all.tsv:5: '0000-0001-5109-3701' is no ORCID iD" in said
    assert "no author at position 7" in said


def test_a_claim_against_a_split_is_refused(called: Kg, tmp_path: Path) -> None:
    asked = ["claim", "--orcid", ORCID, "--papers", "10.5555/whistles"]
    entry = orjson.loads(called(*asked, "--dry-run").stdout)
    apart = entry | {"decision": "split", "why": "another one"}
    (tmp_path / "decisions.jsonl").write_bytes(orjson.dumps(apart) + b"\n")
    done = called(*asked)
    assert done.exit_code == 1
    assert "contradict each other" in done.stderr
    assert len((tmp_path / "decisions.jsonl").read_text("utf-8").splitlines()) == 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--orcid", ORCID], "give either --orcid and --papers, or --batch"),
        (["--papers", "10.5555/salt"], "give either"),
        (["--orcid", "0000-0002-1825-0098", "--papers", "10.5555/salt"], "is no ORCID iD"),
        (["--batch", "papers.jsonl"], "not two columns"),
    ],
)
def test_what_is_wrong_is_said(called: Kg, asked: list[str], said: str) -> None:
    result = called("claim", *asked)
    assert isinstance(result.exception, KgError)
    assert not isinstance(result.exception, DecisionError)
    assert said in str(result.exception)
