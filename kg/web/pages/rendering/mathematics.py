r"""TeX in titles and abstracts, shown as people read it: formulas as MathML, accents as letters.

arXiv prints titles and abstracts as their authors typed them, in a mix of plain text and TeX. Between
`$…$`, `$$…$$`, `\(…\)` and `\[…\]` stands mathematics, which latex2mathml turns into MathML Core; of
its result only known elements and attributes are taken, so that no formula can bring in markup. What
cannot be turned stays as it was typed. Nothing here guesses: a lone dollar sign is a dollar sign.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Final
from xml.etree.ElementTree import Element

from latex2mathml import exceptions
from latex2mathml.converter import convert_to_element
from markupsafe import Markup, escape

from kg.repair.tex import accents

LONGEST: Final = 1500
DEEPEST: Final = 30
MOST_MARKUP: Final = 30_000
"""Characters of MathML in one text; formulas past it stay as they were typed."""

_REFUSALS: Final[tuple[type[Exception], ...]] = tuple(
    error for error in vars(exceptions).values() if isinstance(error, type) and issubclass(error, Exception)
)
# It has no error of its own for all that it cannot read.
_BREAKS: Final = (IndexError, KeyError, ValueError, TypeError, StopIteration, RuntimeError)
_ELEMENTS: Final = frozenset({
    "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "ms", "mfrac", "msqrt", "mroot", "mstyle", "mpadded",
    "mphantom", "mfenced", "menclose", "msub", "msup", "msubsup", "munder", "mover", "munderover",
    "mmultiscripts", "mprescripts", "none", "mtable", "mtr", "mtd",
})  # fmt: skip
_ATTRIBUTES: Final = frozenset({
    "mathvariant", "stretchy", "fence", "separator", "linethickness", "displaystyle", "scriptlevel",
    "minsize", "maxsize", "accent", "accentunder", "columnalign", "movablelimits", "symmetric", "form",
})  # fmt: skip
_MEASURES: Final = frozenset({"width", "height", "depth", "lspace", "rspace"})
# A formula holds no blank beside its dollar signs, and no digit both begins and follows it: "$5 or $6" is
# money, "$<$5" is not.
_FORMULA: Final = re.compile(
    r"(?<!\\)\$\$(?P<display>[^$]+)\$\$"
    r"|(?<![\\$])\$(?P<inline>(?! )(?:[^$\\]|\\.)+?(?<! ))\$(?!\d)"
    r"|(?<![\\$])\$(?P<sign>[^\d\s$][^$]{0,40}?(?<! ))\$"
    r"|\\\((?P<round>(?:(?!\\[()]).)++)\\\)"
    r"|\\\[(?P<square>(?:(?!\\[\[\]]).)++)\\\]",
    re.DOTALL,
)
_STYLES: Final = {
    "emph": "em", "textit": "em", "textsl": "em", "it": "em", "em": "em", "textbf": "strong", "bf": "strong",
    "texttt": "code", "tt": "code", "textsc": None, "textrm": None, "text": None, "mbox": None,
    "textsf": None, "sc": None, "rm": None, "underline": None,
}  # fmt: skip
_STYLED: Final = re.compile(
    r"\\(?P<command>[a-z]++)\{(?P<styled>[^{}]*+)\}|\{\\(?P<old>[a-z]++)\s++(?P<in>[^{}]*+)\}"
)
_LINK: Final = re.compile(r"\\(?:url|href)\{(?P<url>https?://[^{}\s]+)\}(?:\{(?P<text>[^{}\\]*)\})?")
_LINK_OR_STYLED: Final = re.compile(f"{_LINK.pattern}|{_STYLED.pattern}")
_ESCAPED: Final = re.compile(r"\\([&%$#_{}])")
# Definitions can make a formula of a million signs out of ten lines.
_DEFINES: Final = re.compile(r"\\(?:[a-z]*newcommand|def|let|DeclareMath|require|unicode)")
_LENGTH: Final = re.compile(r"-?\d{0,2}(?:\.\d+)?(?:em|ex|pt|px|mu)?")
_TEX_WORD: Final = re.compile(r"(?<!\S)[^\s\\]*+\\\S*+")


@lru_cache(maxsize=4096)
def shown(text: str, *, linked: bool = False) -> Markup:
    """Return `text` for a page: its formulas as MathML, the TeX of its words resolved.

    Where it is `linked`, TeX's addresses can be followed; a title that is itself a link must not be.
    """
    if "$" not in text and "\\" not in text:
        return escape(text)
    pieces: list[Markup] = []
    end = written = 0
    for match in _FORMULA.finditer(text):
        source = next(group for group in match.groups() if group is not None)
        block = match["display"] is not None or match["square"] is not None
        formula = mathml(source, display=block) if written < MOST_MARKUP else None
        written += len(formula or "")
        pieces.append(_words(text[end : match.start()], linked=linked))
        pieces.append(formula if formula is not None else _source(match[0]))
        end = match.end()
    pieces.append(_words(text[end:], linked=linked))
    return Markup("").join(pieces)


def mathml(source: str, *, display: bool = False) -> Markup | None:
    """Return a formula as MathML, or None where it is no TeX mathematics that can be turned into it."""
    if len(source) > LONGEST or _depth(source) > DEEPEST or _DEFINES.search(source):
        return None
    try:
        root = convert_to_element(source, display="block" if display else "inline")
    except _REFUSALS + _BREAKS:
        return None
    if any("\\" in (element.text or "") for element in root.iter()):
        return None  # a command that it does not know
    inner = Markup("").join(map(_safe, root))
    kind = Markup(' display="block"') if display else ""
    note = Markup('<semantics>{}<annotation encoding="application/x-tex">{}</annotation></semantics>').format(
        inner, source
    )
    return Markup('<math xmlns="http://www.w3.org/1998/Math/MathML"{}>{}</math>').format(kind, note)


def _depth(source: str) -> int:
    """Return how deep groups stand in each other; the converter calls itself for each."""
    deepest = depth = 0
    for opening, closing in re.findall(r"(\{|\\left\b|\\begin\b)|(\}|\\right\b|\\end\b)", source):
        depth += bool(opening) - bool(closing)
        deepest = max(deepest, depth)
    return deepest


def _safe(element: Element) -> Markup:
    """Write an element of MathML; one that is not known is left out, and what it holds stays."""
    inner = escape(html.unescape(element.text or "")) + Markup("").join(map(_safe, element))
    tail = escape(html.unescape(element.tail or ""))
    if element.tag not in _ELEMENTS:
        return inner + tail
    attributes = Markup("").join(
        Markup(' {}="{}"').format(name, value)
        for name, value in sorted(element.attrib.items())
        if name in _ATTRIBUTES or (name in _MEASURES and _LENGTH.fullmatch(value))
    )
    return Markup("<{0}{1}>{2}</{0}>{3}").format(element.tag, attributes, inner, tail)


def _source(text: str) -> Markup:
    return Markup('<code class="tex">{}</code>').format(text)


def _words(text: str, *, linked: bool) -> Markup:
    """Write text between formulas: accents and styles resolved, other TeX as it was typed."""
    if "\\" not in text:
        return escape(text)
    pieces: list[Markup] = []
    end = 0
    for match in _LINK_OR_STYLED.finditer(text):
        pieces.append(_plain(text[end : match.start()]))
        end = match.end()
        if match["url"]:
            url, words = match["url"], match["text"] or match["url"]
            pieces.append(Markup('<a href="{}">{}</a>').format(url, words) if linked else escape(words))
        else:
            pieces.append(_styled(match))
    pieces.append(_plain(text[end:]))
    return Markup("").join(pieces)


def _styled(match: re.Match[str]) -> Markup:
    command, inner = (match["command"], match["styled"]) if match["command"] else (match["old"], match["in"])
    if command not in _STYLES:
        return _plain(match[0])
    element = _STYLES[command]
    words = _plain(inner)
    return Markup("<{0}>{1}</{0}>").format(element, words) if element else words


def _plain(text: str) -> Markup:
    def resolved(match: re.Match[str]) -> str:
        found = accents(match[0])
        return match[0] if found is None else found

    return escape(_TEX_WORD.sub(resolved, _ESCAPED.sub(r"\1", text)))
