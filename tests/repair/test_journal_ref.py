"""References to publications as authors of e-prints type them, taken apart where they are understood."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kg.repair.journal_ref import published, read

# reference | venue | volume | issue | pages | article number | year
TAKEN = """
Phys.Rev.D76:013009,2007                        | Phys.Rev.D | 76 | | | 013009 | 2007
Phys. Rev. B77, 075325 (2008)                   | Phys. Rev. B | 77 | | | 075325 | 2008
Phys. Rev. D {\\bf 76}, 044016 (2007)           | Phys. Rev. D | 76 | | | 044016 | 2007
Astrophys.J.663:1149-1173,2007                  | Astrophys.J. | 663 | | 1149-1173 | | 2007
Class.Quant.Grav.24:S541-S550,2007              | Class.Quant.Grav. | 24 | | S541-S550 | | 2007
JHEP 0705:034,2007                              | JHEP | 0705 | | | 034 | 2007
JHEP05(2021)034                                 | JHEP | 05 | | | 034 | 2021
JCAP 0902:007,2009                              | JCAP | 0902 | | | 007 | 2009
PoS(OWLS 2008)001                               | PoS | OWLS 2008 | | | 001 |
PoS LAT2007:123,2007                            | PoS | LAT2007 | | | 123 | 2007
J. Stat. Mech. (2007) P07001                    | J. Stat. Mech. | | | | P07001 | 2007
Illinois J. Math. 52 (2008) no.2, 681--689      | Illinois J. Math. | 52 | 2 | 681-689 | | 2008
Algebra Number Theory 3 (2009) 1, 1-20          | Algebra Number Theory | 3 | 1 | 1-20 | | 2009
J.Opt.Soc.Am.A 23(10): 2592-2601 (2006)         | J.Opt.Soc.Am.A | 23 | 10 | 2592-2601 | | 2006
Physica A, V. 387, Issues 2-3 (2008), Pages 385-406 | Physica A | 387 | 2-3 | 385-406 | | 2008
J. Owls A: Theor. 40 No 41 (12 October 2007) 12-33 | J. Owls A: Theor. | 40 | 41 | 12-33 | | 2007
Annals of Owls 2008, Vol. 18, No. 3, 1026-1058  | Annals of Owls | 18 | 3 | 1026-1058 | | 2008
PLoS ONE 4(3): e4803, 2009                      | PLoS ONE | 4 | 3 | | e4803 | 2009
C. R. Acad. Sci. Paris 345 (2007) 1-4           | C. R. Acad. Sci. Paris | 345 | | 1-4 | | 2007
Astronomy & Astrophysics, Volume 537, id.A12, 10 pp. | Astronomy & Astrophysics | 537 | | | A12 |
Owl Letters ( Volume: 65 , Issue: 4 , April 2019 ) | Owl Letters | 65 | 4 | | | 2019
Nature 466, 730 (2010); Erratum: Nature 467, 1 (2010) | Nature | 466 | | 730 | | 2010
Phys. Rev. Lett. 99, 048301 (2007), arXiv:0704.0001 | Phys. Rev. Lett. | 99 | | | 048301 | 2007
In Proc. Owl Days (OWL 2020), pages 14-26. ACM, 2020 | Proc. Owl Days (OWL 2020) | | | 14-26 | | 2020
2022 IEEE Conference on Owls (OWL 2022)         | 2022 IEEE Conference on Owls (OWL 2022) | | | | | 2022
Owls, Herons & Storks 2021                      | Owls, Herons & Storks | | | | | 2021
"""


@pytest.mark.parametrize("row", [line for line in TAKEN.splitlines() if line], ids=lambda row: row[:40])
def test_a_reference_that_is_understood_is_taken_apart(row: str) -> None:
    reference, *cells = (cell.strip() or None for cell in row.split("|"))
    venue, volume, issue, pages, article, year = cells
    found = read(reference or "")
    assert found
    assert (found.venue, found.volume, found.issue, found.pages, found.article_number, found.year) == (
        venue, volume, issue, pages, article, int(year) if year else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("reference", "year"),
    [
        ("to appear in Phys. Rev. D", None),
        ("Accepted for publication in Owl Letters (2010)", None),
        ("Ph.D. thesis, University of Owls, 2004", None),
        ("Talk given at Owl Days 2009", None),
        ("I. Sund, L. A. Roth, Owl Letters 2, 1074-1079 (2006)", 2006),
        ("L. H. Sund. Order of owls: a study. Journal of Owls, 1(1):013513, 2007.", 2007),
        ("Owls and Their Houses, I. Sund, ed. (Owl Press, Bergen, 2008), pp. 183-245", 2008),
        ("Bergen 2005", 2005),
        ("Owl Letters 247 (2007) 645?C649", 2007),
        ("between 1999 and 2005", None),
        ("", None),
        ("2007", 2007),
        (", , ;", None),
        ("x" * 500, None),
    ],
)
def test_of_another_at_most_the_year_is_read(reference: str, year: int | None) -> None:
    found = read(reference)
    assert (found and found.venue, found and found.year) == (None, year)


def test_what_was_taken_apart_is_a_guess_that_keeps_the_reference() -> None:
    fields, repair = published("Owl Lett. 7 (2031) 1-9") or ({}, None)
    assert fields == {"venue": "Owl Lett.", "volume": "7", "pages": "1-9", "year": 2031}
    assert repair
    assert (repair.field, repair.rule, repair.before, repair.after) == (
        "venue", "JOURNAL-REF", "Owl Lett. 7 (2031) 1-9", "Owl Lett.",
    )  # fmt: skip
    assert not repair.certain
    assert repair.note == "volume 7, pages 1-9, year 2031"
    assert published("to appear") is None


def test_the_doi_bears_out_what_is_taken_apart(shared: Path) -> None:
    """DOIs of the American Physical Society say journal, volume and article: `PhysRevD.76.013009`."""
    snapshot = shared / "corpora" / "arxiv-kaggle" / "arxiv-metadata-oai-snapshot.json"
    stated = taken = 0
    for line in snapshot.read_text("utf-8").splitlines():
        entry = json.loads(line)
        if not entry.get("journal-ref"):
            continue
        stated += 1
        found = read(entry["journal-ref"])
        taken += found is not None and found.venue is not None
        if match := re.search(r"PhysRev([A-Z]|Lett)\.(\d+)\.(\d+)$", entry.get("doi") or ""):
            assert found
            assert found.venue
            assert found.venue.rstrip(".").endswith(match[1])
            assert (found.volume, found.article_number) == (match[2], match[3])
    assert stated == 109
    assert taken >= 103
