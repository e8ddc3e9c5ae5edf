"""Identifiers: normal forms, check digits, and what is none."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.identifiers import ArxivId, Doi, Isbn, Isni, Issn, Orcid, Pmcid, Pmid, Ror, stated_dois

ALL = (ArxivId, Doi, Isbn, Isni, Issn, Orcid, Pmcid, Pmid, Ror)


@pytest.mark.parametrize(
    ("text", "value", "version"),
    [
        ("2009.09496", "2009.09496", None),
        ("arXiv:2009.09496v1", "2009.09496", 1),
        ("arXiv:2009.09496v12 [cs.LG]", "2009.09496", 12),
        ("0704.0001", "0704.0001", None),
        ("1412.9999", "1412.9999", None),
        ("https://arxiv.org/abs/1501.00001v2", "1501.00001", 2),
        ("http://arxiv.org/pdf/1501.00001.pdf", "1501.00001", None),
        ("hep-th/9901001v2", "hep-th/9901001", 2),
        ("math.GT/0309136", "math/0309136", None),
        ("HEP-TH/9901001", "hep-th/9901001", None),
        ("cs/0703001", "cs/0703001", None),
    ],
)
def test_arxiv(text: str, value: str, version: int | None) -> None:
    identifier = ArxivId.parse(text)
    assert identifier is not None
    assert (identifier.value, identifier.version) == (value, version)
    assert ArxivId.parse(str(identifier)) == identifier
    assert ArxivId.parse(identifier.url) == identifier


@pytest.mark.parametrize(
    "text",
    [
        "2009.0949",
        "2013.09496",
        "0703.0001",
        "1412.00001",
        "1501.0001",
        "2009.09496v0",
        "hep-th/990100",
        "math/2501001",
        "",
    ],
)
def test_no_arxiv(text: str) -> None:
    assert ArxivId.parse(text) is None


def test_arxiv_month_and_doi() -> None:
    old, new = ArxivId.parse("hep-th/9901001"), ArxivId.parse("2009.09496v1")
    assert old is not None
    assert new is not None
    assert (old.month, new.month) == ("1999-01", "2020-09")
    assert str(new.doi) == "10.48550/arxiv.2009.09496"
    assert new.doi.arxiv == ArxivId("2009.09496")
    assert old.doi.arxiv == old


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10.1000/182", "10.1000/182"),
        ("doi:10.1000/ABC", "10.1000/abc"),
        ("https://doi.org/10.1103/PhysRevD.76.013009", "10.1103/physrevd.76.013009"),
        ("http://dx.doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O",
         "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o"),
        ("10.1000/182.", "10.1000/182"),
        ("10.1000/(a)b)", "10.1000/(a)b"),
        ("DOI 10.1000/182", "10.1000/182"),
    ],
)  # fmt: skip
def test_doi(text: str, value: str) -> None:
    doi = Doi.parse(text)
    assert doi is not None
    assert doi.value == value
    assert not doi.issued_by_arxiv
    assert doi.arxiv is None


@pytest.mark.parametrize(
    "text",
    [
        "10.1/x",
        "11.1000/182",
        "10.1000",
        "10.1000/",
        "see 10.1000/182",
        "10.1000/a b",
        "10.1000/../../x",
        "https://doi.org/10.1000/..",
    ],
)
def test_no_doi(text: str) -> None:
    assert Doi.parse(text) is None


@pytest.mark.parametrize(
    ("text", "names", "cleaned"),
    [
        ("https://doi.org/10.1000%2Fabc", "10.1000/abc", False),
        ("http://dx.doi.org/doi:10.1000/abc", "10.1000/abc", False),
        ("doi : 10.1000/abc", "10.1000/abc", False),
        ("https://doi-org.proxy.example.edu/10.1000/abc", "10.1000/abc", False),
        ("http://dx.doi.org.proxy.example.edu/10.1000/abc/", "10.1000/abc", False),
        ("10.1000/1 10.1000/2", "10.1000/1 10.1000/2", False),
        ("doi: 10.1000/1; https://doi.org/10.1000/2", "10.1000/1 10.1000/2", False),
        ("10.1000/a(b)c-<1::d>2.0.CO;2-#", "10.1000/a(b)c-<1::d>2.0.CO;2-#", False),
        ("https://doi.org/10.1000/a%3C1%3E3.0.CO;2-%23", "10.1000/a<1>3.0.CO;2-#", False),
        ("10.1000/a%3Cb%3E", "10.1000/a<b>", True),
        ("https://doi.org/10.1000/a%253Cb%253E", "10.1000/a<b>", False),
        ("10.1000/a&lt;b&amp;gt;", "10.1000/a<b>", True),
        ("https://doi.org/10.1000/abc?utm_source=x#top", "10.1000/abc", True),
        ("10.1000/abc&genre=article", "10.1000/abc", True),
        ("https://example.org/doi/pdf/10.1000/abc", "10.1000/abc", True),
        ("https://example.org/doi/10.1000/abc/full", "10.1000/abc", True),
        ("https://example.org/show?doi=10.1000/abc&x=1", "10.1000/abc", False),
        ("<https://doi.org/10.1000/abc>.", "10.1000/abc", True),
        ("10.1000/abc (in press).", "10.1000/abc", True),
        ("10.1000/a\u200bbc\u00ad", "10.1000/abc", True),
        ("10.1000/a bc", "", False),
        ("10.1000/a\u2013bc", "10.1000/a-bc", True),
        ("10.1000/a\u2010b\u2011c", "10.1000/a-b-c", True),
        (
            "10.1002/1098(1979)5:2¡105::AID-AB2¿3.0.CO;2-U",
            "10.1002/1098(1979)5:2<105::AID-AB2>3.0.CO;2-U",
            True,
        ),
        ("10.1000/e\ufb01x", "", False),
        ("10.1000/caf\ufffd", "", False),
        ("https://doi.org/", "", False),
    ],
)
def test_what_stands_around_a_doi_is_told_from_it(text: str, names: str, *, cleaned: bool) -> None:
    found = stated_dois(text)
    assert (" ".join(found.names), found.cleaned) == (names, cleaned)
    assert (found.fault is None) == bool(names)
    for name in found.names:
        assert stated_dois(name).names == (name,)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (ArxivId, "oai:arXiv.org:0704.0001", "0704.0001"),
        (ArxivId, "https://arxiv.org/abs/2101.00001?context=cs", "2101.00001"),
        (ArxivId, "10.48550/arXiv.2101.00001", "2101.00001"),
        (ArxivId, "[arXiv:cond-mat.str-el/0101001v2]", "cond-mat/0101001v2"),
        (Orcid, "ORCID iD: https://orcid.org/0000-0002-1694-233x/", "0000-0002-1694-233X"),
        (Orcid, "(0000\u20110002\u20111825\u20110097)", "0000-0002-1825-0097"),
        (Isni, "ISNI 0000 0001 2103 2683", "0000000121032683"),
        (Isni, "https://isni.org/isni/000000012103268X", None),
        (Pmid, "PMID: 0123", "123"),
        (Pmid, "https://pubmed.ncbi.nlm.nih.gov/123/", "123"),
        (Pmid, "PMC123", None),
        (Pmcid, "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3531190.1/", "PMC3531190"),
        (Issn, "e-ISSN: 0378-5955 (online)", "0378-5955"),
        (Isbn, "978-0-306-40615-7 (hbk)", "9780306406157"),
    ],
)
def test_forms_of_other_identifiers(kind: Any, text: str, value: str | None) -> None:
    found = kind.parse(text)
    assert (str(found) if found else None) == value


@pytest.mark.parametrize(
    "text", ["0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097", "0000000218250097"]
)
def test_orcid(text: str) -> None:
    assert str(Orcid.parse(text)) == "0000-0002-1825-0097"


def test_orcid_with_x_and_with_a_wrong_digit() -> None:
    assert str(Orcid.parse("0000-0002-1694-233x")) == "0000-0002-1694-233X"
    assert Orcid.parse("0000-0002-1825-0098") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("0378-5955", "0378-5955"), ("ISSN 2434-561x", "2434-561X"), ("03785955", "0378-5955")],
)
def test_issn(text: str, value: str) -> None:
    assert str(Issn.parse(text)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0-306-40615-2", "9780306406157"),
        ("ISBN-13: 978-0-306-40615-7", "9780306406157"),
        ("080442957X", "9780804429573"),
    ],
)
def test_isbn(text: str, value: str) -> None:
    assert str(Isbn.parse(text)) == value


def test_ror() -> None:
    assert str(Ror.parse("https://ror.org/02mhbdp94")) == "02mhbdp94"
    assert Ror.parse("02mhbdp95") is None


@pytest.mark.parametrize("text", ["0378-5954", "1234567", "x"])
def test_no_issn(text: str) -> None:
    assert Issn.parse(text) is None


@pytest.mark.parametrize("text", ["0-306-40615-3", "978-0-306-40615-8", "123"])
def test_no_isbn(text: str) -> None:
    assert Isbn.parse(text) is None


@given(st.integers(0, 10**15 - 1))
def test_one_orcid_check_digit_of_eleven_is_right(number: int) -> None:
    digits = f"{number:015}"
    right = [check for check in "0123456789X" if Orcid.parse(digits + check)]
    assert len(right) == 1


@given(st.text())
def test_no_text_raises(text: str) -> None:
    for kind in ALL:
        found = kind.parse(text)
        assert found is None or kind.parse(str(found)) is not None
