"""TeX in titles and abstracts: what becomes MathML, what stays, and that nothing becomes markup."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from kg.web.pages.rendering.mathematics import MOST_MARKUP, mathml, shown

ALLOWED = {
    "math", "semantics", "annotation", "mrow", "mi", "mn", "mo", "mtext", "mspace", "ms", "mfrac", "msqrt",
    "mroot", "mstyle", "mpadded", "mphantom", "mfenced", "menclose", "msub", "msup", "msubsup", "munder",
    "mover", "munderover", "mmultiscripts", "mprescripts", "none", "mtable", "mtr", "mtd", "em", "strong",
    "code", "a",
}  # fmt: skip
HOSTILE = (
    r"$\text{<script>alert(1)</script>}$",
    r"$\href{javascript:alert(1)}{x}$",
    r"$\text{&lt;img src=x onerror=alert(1)&gt;}$",
    r"$\class{x}{y}$ $\style{color:red}{y}$ $\color{red\"onload=}x$",
    r"\href{javascript:alert(1)}{x} \url{https://example.org/\"onclick=alert(1)}",
    r"$\hspace{99999em}x$",
    "<b>\"&'",
    r"\emph{<script>}",
    "$" + "{" * 400 + "$",
    "$" + r"\sqrt" * 290 + "x$",
    "$" + r"\frac1" * 240 + "$",
    "$" + "x^" * 600 + "$",
    r"$\newcommand{\a}{\b\b}\newcommand{\b}{\c\c}\a$",
    r"$\def\a{\a\a}\a$",
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (r"about $x^2$ rivers", "about x2 rivers"),
        (r"$\mathbb{R}^n$", "ℝn"),
        (r"$$\sum_{i=1}^n i$$", "∑i=1ni"),
        (r"\(a<b\) and \[c\]", "a<b and c"),
        (r"p$<$0.05", "p<0.05"),
        (r"$O(n \log n)$ time", "O(nlogn) time"),
    ],
)
def test_formulas_become_mathml(text: str, words: str) -> None:
    soup = BeautifulSoup(shown(text), "html.parser")
    assert soup.find("math") is not None
    for note in soup.find_all("annotation"):
        note.extract()
    assert soup.get_text() == words


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain <text> & more", "plain &lt;text&gt; &amp; more"),
        ("costs $5 or $6", "costs $5 or $6"),
        ("US$ and A$", "US$ and A$"),
        (r"50\% of R\&D", r"50% of R&amp;D"),
        (r"Poincar\'e and {\O}bro", "Poincaré and Øbro"),
        (r"\emph{so} {\bf bold} \texttt{x} \textsc{S}", "<em>so</em> <strong>bold</strong> <code>x</code> S"),
        (r"\emph{Poincar\'e}", "<em>Poincaré</em>"),
        (r"see \cite{key2020}", r"see \cite{key2020}"),
        (r"$\unknowncommand{x}$", r'<code class="tex">$\unknowncommand{x}$</code>'),
        (r"$\left( x$", r'<code class="tex">$\left( x$</code>'),
        ("\\", "\\"),
        ("$", "$"),
        ("", ""),
    ],
)  # fmt: skip
def test_all_else_stays_readable(text: str, html: str) -> None:
    assert shown(text) == html


def test_addresses_are_followed_only_where_links_may_stand() -> None:
    text = r"code at \url{https://example.org/a_b}, \href{https://example.org}{here}"
    assert shown(text) == "code at https://example.org/a_b, here"
    assert shown(text, linked=True) == (
        'code at <a href="https://example.org/a_b">https://example.org/a_b</a>, '
        '<a href="https://example.org">here</a>'
    )


def check(text: str) -> None:
    for linked in (False, True):
        for element in BeautifulSoup(shown(text, linked=linked), "html.parser").find_all(True):
            assert isinstance(element, Tag)
            assert element.name in ALLOWED
            assert linked or element.name != "a"
            for name, value in element.attrs.items():
                assert not name.startswith("on")
                assert name not in ("style", "class") or value == ["tex"]
                assert name != "href" or str(value).startswith("https://")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup(text: str) -> None:
    check(text)


@given(st.text(alphabet="$\\{}<>&\"' ^_axfrctexhrefmbd()[]", max_size=60))
def test_no_text_at_all_becomes_markup(text: str) -> None:
    check(text)


def test_a_page_is_not_filled_by_formulas() -> None:
    text = " ".join(f"$x_{{{n}}}^2$" for n in range(3000))
    html = shown(text)
    assert html.count("<math") > 50
    assert len(html) < MOST_MARKUP + 5 * len(text)


def test_what_cannot_be_turned_is_none() -> None:
    assert mathml("x" * 5000) is None
    assert mathml(r"\frac") is None or "<math" in str(mathml(r"\frac"))
