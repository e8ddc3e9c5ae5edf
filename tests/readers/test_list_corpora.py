"""Lists as reference managers and data bases write them: no file is lost, and each value has a fate."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from kg.readers import detect, read
from kg.readers.fates import Fates
from kg.readers.source import Document
from kg.records import Rejection, WorkRecord

SHARED: Final = Path(__file__).resolve().parents[3] / "shared" / "corpora"
# format, files, records, and rejections: of entries that state no title, no author and no identifier
CORPORA: Final = (
    ("bibtex", "bibtex/*.bib", 6_315, 0),
    ("bibtex", "biber/*.bib", 432, 29),
    ("bibtex", "better-bibtex/*.bib", 1_333, 6),
    ("bibtex", "bolognese/*.bib", 2, 0),
    ("ris", "ris/example_[!w]*.ris", 23, 0),
    ("ris", "bolognese/*.ris", 2, 0),
    ("web-of-science", "ris/example_wos.ris", 2, 0),
    ("csl-json", "bolognese/citeproc*.json", 2, 0),
)


@pytest.mark.parametrize(("name", "files", "records", "rejections"), CORPORA)
def test_no_file_is_lost(name: str, files: str, records: int, rejections: int) -> None:
    paths = sorted(SHARED.glob(files))
    if not paths:
        pytest.skip(f"the corpus {files} is not here")
    counts: Counter[type] = Counter()
    for path in paths:
        document = Document(path)
        document.fates = Fates()
        assert detect(document).name == name, path.name
        items = list(read(document))
        counts.update(map(type, items))
        assert any(isinstance(item, WorkRecord) for item in items), path.name
        assert all(fate.reason for fate in document.fates.counts if fate.kind == "dropped"), path.name
    assert (counts[WorkRecord], counts[Rejection]) == (records, rejections)
