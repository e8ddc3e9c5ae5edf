"""Readers of articles in XML (JATS, PubMed) on real files, and what they do with memory."""

from __future__ import annotations

import json
import re
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.readers import detect, read
from kg.readers.fates import UNUSED, Fates
from kg.readers.jats import parse
from kg.readers.source import Document
from kg.records import Item, Notice, Rejection, WorkRecord


def works(path: Path, name: str) -> Iterator[Item]:
    document = Document(path)
    document.fates = Fates()
    assert detect(document).name == name
    yield from (item for item in read(document) if not isinstance(item, Notice))
    assert all(fate.reason for fate in document.fates.counts if fate.kind == "dropped")
    lost = sum(count for fate, count in document.fates.counts.items() if fate.reason == UNUSED)
    assert lost <= 1, path.name


def light(text: str | None) -> str:
    """Return a text without tags, marks and blanks, in lower case."""
    return re.sub(r"[\W_]+", "", re.sub(r"<[^>]{0,200}>", "", text or "")).lower()


def names(gold: dict[str, Any]) -> list[tuple[str, str]]:
    """Return a gold's authors; an entry of it that names nobody is none."""
    found = [one.get("name", {}) for one in gold.get("authors", [])]
    return [
        (light(one.get("surname") or one.get("collab")), light(one.get("given_name"))) for one in found if one
    ]


def test_real_articles_agree_with_what_ads_reads_of_them(shared: Path) -> None:
    folder = shared / "corpora" / "ads-ingest"
    inputs = [
        path for path in sorted(folder.glob("input/*.xml")) if path.name.startswith(("jats", "mdpi", "nlm"))
    ]
    if not inputs:
        pytest.skip("needs the articles of ads-ingest in the shared corpora")
    differ: dict[str, list[str]] = {
        "title": [],
        "authors": [],
        "year": [],
        "doi": [],
        "references": [],
        "affiliations": [],
    }
    compared = 0
    for path in inputs:
        (work,) = works(path, "jats")
        assert isinstance(work, WorkRecord)
        expected = folder / "expected" / f"{path.stem}.json"
        gold = json.loads(expected.read_bytes()) if expected.exists() else {}
        if "title" not in gold:  # ADS reads nothing of it
            continue
        compared += 1
        ids = [one["DOI"].lower() for one in gold.get("persistentIDs", []) if "DOI" in one]
        pairs = {
            "title": (light(work.title), light(gold["title"]["textEnglish"])),
            "authors": (
                [(light(one.family or one.name), light(one.given)) for one in work.authors],
                names(gold),
            ),
            "year": (str(work.year), gold["publication"]["pubYear"]),
            "doi": ([(work.doi or "").lower()], ids),
            "references": (len(work.references), len(gold.get("references", []))),
            "affiliations": (
                [[light(text) for text in one.affiliations] for one in work.authors],
                [
                    [light(text["affPubRaw"]) for text in one.get("affiliation", [])]
                    for one in gold.get("authors", [])
                    if one.get("name")
                ],
            ),
        }
        for key, (ours, theirs) in pairs.items():
            if ours != theirs:
                differ[key].append(path.stem)
    assert compared == 40
    # kg reads entities and mathematics that ADS's gold has lost
    assert differ["title"] == ["jats_iop_aj_162_1", "jats_springer_JHEP_JHEP07_2023_200"]
    # ADS counts the members of a group among the authors, and does not part `Sapuan S.M.`
    assert differ["authors"] == ["jats_nature_natsd_12_7375", "jats_versita_index_tags_1"]
    # the issue is of 2024; it was online in 2023
    assert differ["year"] == ["jats_versita_index_tags_1"]
    assert differ["doi"] == differ["references"] == []
    # a street `98bis`; groups have affiliations, too
    assert differ["affiliations"] == [
        "jats_a+a_multiparagraph_abstract",
        "jats_nature_natsd_12_7375",
        "jats_springer_JHEP_JHEP07_2023_200",
    ]


def test_an_article_of_pubmed_is_read_whole(shared: Path) -> None:
    path = shared / "corpora" / "pubmed" / "pubmed-29768149.xml"
    if not path.exists():
        pytest.skip("needs the PubMed article in the shared corpora")
    (work,) = works(path, "pubmed-xml")
    assert isinstance(work, WorkRecord)
    assert (work.doi, work.identifiers["pmid"]) == ("10.1056/NEJMoa1715274", "29768149")
    assert (work.year, work.published) == (2018, "2018-05-17")
    assert [one.family for one in work.authors][:3] == ["O'Byrne", "FitzGerald", "Bateman"]
    assert len(work.subjects) == 42  # 23 headings, 10 qualifiers, 6 substances, 3 numbers of these
    assert work.abstract is not None
    assert work.abstract.startswith("BACKGROUND: In patients")


def test_the_body_of_an_article_costs_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.xml"
    paragraph = "<p>Word after word after word &c; of the <xref>body</xref> of an article in parts.</p>\n"
    with path.open("w") as file:
        file.write("<article><front><article-meta><title-group><article-title>Long</article-title>")
        file.write("</title-group></article-meta></front><body>\n")
        for _ in range(40_000):
            file.write(paragraph * 3)
        file.write(
            "</body><back><ref-list><ref><mixed-citation>A. B.</mixed-citation></ref></ref-list></back>"
        )
        file.write("</article>")
    tracemalloc.start()
    try:
        found = list(parse(Document(path)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    (work,) = found
    assert not isinstance(work, Rejection | Notice)
    assert isinstance(work, WorkRecord)
    assert [one.text for one in work.references] == ["A. B."]
    assert path.stat().st_size > 9_000_000
    assert peak < 4_000_000
