"""`kg check`: references against a release."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from kg.cli import kg
from kg.errors import UsageError
from tests.bench import checking

PAPERS = [
    {"title": "Counting rivers in the wild", "year": 2020,
     "authors": [{"name": "Åsa Lind"}, {"name": "Ludwig van der Berg"}],
     "venue": "Journal of Rivers", "volume": "5", "pages": "1-9", "doi": "10.1234/rivers"},
    {"title": "On the sluices of old canals", "authors": [{"name": "Nidhi Vyas"}], "year": 2021,
     "doi": "10.1234/sluices", "statuses": [{"kind": "retracted", "date": "2022"}]},
    {"title": "Weirs seen from above", "authors": [{"name": "Carla Mota"}], "year": 2019,
     "arxiv_id": "1901.00001"},
]  # fmt: skip


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("check")
    write(folder / "papers.jsonl", PAPERS)
    result = CliRunner().invoke(kg, ["build", str(folder / "papers.jsonl"), "--data", str(folder / "data")])
    assert result.exit_code == 0, result.output
    return folder / "data"


def write(path: Path, records: list[dict[str, object]]) -> Path:
    path.write_bytes(b"".join(orjson.dumps(record) + b"\n" for record in records))
    return path


def run(path: Path, data: Path, *options: str) -> Result:
    return CliRunner().invoke(kg, ["check", str(path), "--data", str(data), *options])


REFERENCES: list[tuple[dict[str, object], str]] = [
    ({"title": "COUNTING RIVERS IN THE WILD", "authors": ["A. Lind", "L. Berg"], "year": 2020,
      "venue": "J. Rivers", "pages": "1–9"}, "found"),
    ({"title": "Counting rivers in the wild", "authors": ["A. Lind", "P. Berg"], "year": 2019,
      "doi": "10.1234/rivers"}, "differs"),
    ({"title": "Of the sluices of old canals", "authors": ["N. Vyas"], "year": 2021}, "retracted"),
    ({"title": "Weirs seen from above", "authors": ["C. Mota"], "arxiv_id": "1901.00001"}, "found"),
    ({"title": "Of something else", "authors": ["X. Nobody"], "doi": "10.1234/rivers"}, "not found"),
    ({"title": "Nothing like it", "authors": ["X. Nobody"], "year": 2000}, "not found"),
]  # fmt: skip


def test_each_reference_has_its_verdict(published: Path, tmp_path: Path) -> None:
    source = write(tmp_path / "refs.jsonl", [record for record, _ in REFERENCES])
    result = run(source, published, "--to", "json")
    assert result.exit_code == 1
    found = orjson.loads(result.stdout)
    assert [one["status"] for one in found] == [status for _, status in REFERENCES]
    assert [one["line"] for one in found] == [1, 2, 3, 4, 5, 6]
    differences = {one["field"]: (one["theirs"], one["ours"]) for one in found[1]["differences"]}
    assert differences == {"author 2": ("P. Berg", "Ludwig van der Berg"), "year": ("2019", "2020")}
    assert found[1]["sources"] == [{"file": "papers.jsonl", "line": 1}]
    assert found[2]["statuses"] == ["retracted 2022"]
    assert found[4]["note"] == "its identifier is that of another paper: Counting rivers in the wild"


def test_the_table_tells_what_is_not_in_order(published: Path, tmp_path: Path) -> None:
    source = write(tmp_path / "refs.jsonl", [record for record, _ in REFERENCES])
    lines = run(source, published).stdout.splitlines()
    assert lines[0] == f"{source}:2: with differences: Counting rivers in the wild"
    assert "  year      2019  →  2020" in lines
    assert "  ours: https://doi.org/10.1234/rivers from papers.jsonl:1" in lines
    assert lines[-1] == "6 references: 2 found, 1 with differences, 2 not found, 1 retracted"


def test_exit_codes(published: Path, tmp_path: Path) -> None:
    good = write(tmp_path / "good.jsonl", [REFERENCES[0][0], REFERENCES[3][0]])
    assert run(good, published).exit_code == 0
    gone = write(tmp_path / "gone.jsonl", [REFERENCES[5][0]])
    assert run(gone, published).exit_code == 1
    assert run(gone, published, "--ignore", "not found").exit_code == 0
    assert run(tmp_path / "nothing.jsonl", published).exit_code == 2
    assert run(write(tmp_path / "empty.jsonl", []), published, "--to", "json").stdout == "[]\n"
    assert isinstance(run(good, published, "--mend", str(tmp_path / "out.bib")).exception, UsageError)


BIBTEX = r"""% my references
@string{jr = "J. Rivers"}
@article{lind20,
  author = {Lind, {\AA}. and Berg, L. van der},
  title = {Counting {Rivers} in the wild},
  journal = jr, volume = 6,
  year = 2019, pages = {1--9},
  file = {:home/me/lind.pdf:PDF},
}

@misc{vyas, title="On the Sluices of Old Canals", author="N. Vyas", year=2021, doi={10.1234/sluices}}
@online{mota, author = {Mota, C.}, title = {Weirs Seen from Above}, eprint = {1901.00002}, eprinttype={arxiv}}
@book{none, title={Nothing like it}, author={Nobody, X.}, year=1900}
"""


def test_a_mended_file_has_the_wrong_values_put_right_and_nothing_else_touched(
    published: Path, tmp_path: Path
) -> None:
    source, target = tmp_path / "refs.bib", tmp_path / "mended.bib"
    source.write_text(BIBTEX, "utf-8")
    result = run(source, published, "--mend", str(target))
    assert f"{source}:3: lind20 with differences" in result.stdout
    expected = (
        BIBTEX.replace("volume = 6", "volume = {5}")
        .replace("year = 2019", "year = {2020}")
        .replace("@misc{vyas", "% retracted 2022\n@misc{vyas")
        .replace("1901.00002", "1901.00001")
    )
    assert target.read_text("utf-8") == expected
    again = run(target, published)
    assert again.stdout.splitlines()[-1] == "4 references: 2 found, 1 not found, 1 retracted"


@pytest.mark.parametrize("bibtex", [False, True])
def test_planted_errors_are_found_and_none_is_invented(bibtex: bool, tmp_path: Path) -> None:
    score = checking.run(60, 5, tmp_path, bibtex=bibtex)
    assert score.planted.total() > 30
    assert score.recall >= checking.LEAST_FOUND
    assert score.false_share <= checking.MOST_FALSE
