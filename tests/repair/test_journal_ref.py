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
I. Sund, L. A. Roth, Owl Letters 2, 1074-1079 (2006) | Owl Letters | 2 | | 1074-1079 | | 2006
L. H. Sund. Order of owls: a study. Journal of Owls, 1(1):013513, 2007. | Journal of Owls | 1 | 1 | | 013513 | 2007
Owl Letters 247 (2007) 645?C649                 | Owl Letters | 247 | | 645-649 | | 2007
JHEP 0812:112,2008                              | JHEP | 0812 | | | 112 | 2008
PTEO 2019 (2019) no.1, 013B01                   | PTEO | 2019 | 1 | | 013B01 | 2019
Ann. of Owls (2) 165 (2007), no. 3, 843-888     | Ann. of Owls | 165 | 3 | 843-888 | | 2007
J. ACM 54 (2007), no. 1                         | J. ACM | 54 | 1 | | | 2007
Transactions of the ACM, Vol. 7, 2019, 12-25    | Transactions of the ACM | 7 | | 12-25 | | 2019
Proc. ACM Owl. Lang. 3, POPL, Article 12 (January 2019) | Proc. ACM Owl. Lang. | 3 | POPL | | 12 | 2019
Owls in Computer Science, Volume 4, Issue 2 (April 25, 2008) oics:1234 | Owls in Computer Science | 4 | 2 | | | 2008
Theoretical Owls, Volume 412, Issue 1, 2011, Pages 1-10, ISSN 0304-3975 | Theoretical Owls | 412 | 1 | 1-10 | | 2011
Owls and Houses, I. Sund, ed. (Owl Press, Bergen, 2008), pp. 183-245 | Owls and Houses | | | 183-245 | | 2008
Advances in Owl Systems 32                      | Advances in Owl Systems | 32 | | | |
In IJCAI-07, pages 12-20                        | IJCAI-07 | | | 12-20 | | 2007
Proceedings of the 57th Annual Meeting of Owls, pages 12-20, Florence, Italy, July 28 - August 2, 2019 | Proceedings of the 57th Annual Meeting of Owls | | | 12-20 | | 2019
in Proc. IEEE Int. Symp. Owls (ISO), Nice, France, Jun. 2007, pp. 1-5 | Proc. IEEE Int. Symp. Owls (ISO) | | | 1-5 | | 2007
Dans Actes de la conférence HIBOU 2007, Toulouse : France (2007) | Actes de la conférence HIBOU 2007 | | | | | 2007
"""  # noqa: E501


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
        ("Bergen 2005", 2005),
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


SERIES = """
Proc. 5th Intl. Conf. on Owls (ICO'05), LNCS 1234 | Proc. 5th Intl. Conf. on Owls (ICO'05) | LNCS | 1234 | 2005
Owls at Night: 7th Workshop (OAN), 4645 volume of Lecture Notes in Computer Science, pp. 240-251, Bergen, Norway, May 2007. Springer | Owls at Night: 7th Workshop (OAN) | Lecture Notes in Computer Science | 4645 | 2007
Owls and Related Birds, Lecture Notes in Physics, vol. 753, Ina Sund, ed. (Springer, Berlin, 2008), pp. 3-5 | Owls and Related Birds | Lecture Notes in Physics | 753 | 2008
Proceedings of the 36th Conference on Owls, PMLR 97:1234-1243, 2019 | Proceedings of the 36th Conference on Owls | PMLR | 97 | 2019
In: Owl Computing and Intervention - OCNI 2019. LNCS, vol 11764. Springer, Cham | Owl Computing and Intervention - OCNI 2019 | LNCS | 11764 | 2019
"""  # noqa: E501


@pytest.mark.parametrize("row", [line for line in SERIES.splitlines() if line], ids=lambda row: row[:40])
def test_a_volume_of_a_book_series_keeps_its_own_name(row: str) -> None:
    reference, venue, series, number, year = (cell.strip() for cell in row.split("|"))
    found = read(reference)
    assert found
    assert (found.venue, found.series, found.series_number, str(found.year)) == (venue, series, number, year)


def test_references_of_arxiv_are_taken_apart_as_people_read_them() -> None:
    """The journal references among the first 200 e-prints of arXiv's snapshot, read by hand."""
    lines = (Path(__file__).parent / "journal_refs.tsv").read_text("utf-8").splitlines()
    names, *rows = [line.split("\t") for line in lines]
    wrong = []
    for row in rows:
        found = read(row[0])
        parts = found.fields() if found else {}
        if [str(parts.get(name, "")) for name in names[1:]] != row[1:]:
            wrong.append(row[0])
    assert len(rows) == 109
    assert wrong == []


def test_forms_of_many_fields_are_taken_apart() -> None:
    """Physics, astronomy, mathematics, computing, medicine, chemistry: real journals, invented numbers."""
    lines = (Path(__file__).parent / "journal_ref_forms.tsv").read_text("utf-8").splitlines()
    names, *rows = [line.split("\t") for line in lines]
    assert len(rows) > 150
    for row in rows:
        found = read(row[0])
        parts = found.fields() if found else {}
        assert [str(parts.get(name, "")) for name in names[1:]] == row[1:]


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
    assert taken == 109


def test_confidence_is_the_share_that_is_right() -> None:
    """Of what is read, all that is said has to be right; what is left out is not said."""
    counts: dict[float, list[bool]] = {}
    for name in ("journal_refs.tsv", "reference_styles.tsv"):
        lines = (Path(__file__).parent / name).read_text("utf-8").splitlines()
        names, *rows = [line.split("\t") for line in lines]
        for row in rows:
            if found := read(row[0]):
                said, gold = found.fields(), dict(zip(names, row, strict=True))
                right = all(gold[part] == str(said[part]) for part in names[1:] if part in said)
                counts.setdefault(found.confidence, []).append(right)
    for confidence, every in counts.items():
        measured = (sum(every) + 1) / (len(every) + 2)
        assert measured - 0.03 < confidence <= measured


def test_references_in_other_styles_are_taken_apart() -> None:
    """Of these, nine in ten at least are read as a whole."""
    lines = (Path(__file__).parent / "reference_styles.tsv").read_text("utf-8").splitlines()
    names, *rows = [line.split("\t") for line in lines]
    right = 0
    for row in rows:
        found = read(row[0])
        parts = found.fields() if found else {}
        right += [str(parts.get(name, "")) for name in names[1:]] == row[1:]
    assert right >= 0.9 * len(rows)
