r"""Text as LaTeX, for values of BibTeX entries.

Titles from arXiv may hold TeX of their own. What is known to be harmless stays (formulas, accents);
all else is written so that LaTeX prints it as it stands. So a title that says `\input{…}` is printed
and never run.
"""

from __future__ import annotations

import re
from typing import Final

_SIGNS: Final = {
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "\\": r"\textbackslash{}", "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}", "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}",
}  # fmt: skip
# a price is no formula: only one with a command may be followed by a digit
_MATHEMATICS: Final = re.compile(
    r"(?<!\\)\$(?! )(?:((?:[^$\\]|\\.)+?)(?<! )\$(?!\d)|([^$\\]*+\\[A-Za-z](?:[^$\\]|\\.)*?)(?<! )\$)"
)
_COMMAND: Final = re.compile(r"\\([A-Za-z]+|.)")
_HARMLESS: Final = frozenset({
    "frac", "dfrac", "tfrac", "sqrt", "mathbb", "mathcal", "mathrm", "mathbf", "mathit", "mathsf", "mathtt",
    "mathfrak", "mathscr", "boldsymbol", "bm", "text", "textrm", "textit", "textbf", "operatorname", "left",
    "right", "big", "Big", "bigl", "bigr", "hat", "bar", "tilde", "vec", "dot", "ddot", "overline",
    "underline", "widehat", "widetilde", "ell", "log", "ln", "exp", "sin", "cos", "tan", "min", "max", "sup",
    "inf", "lim", "det", "dim", "ker", "deg", "gcd", "Pr", "limits", "quad", "qquad", "ldots", "cdots",
    "dots", "ensuremath", "to", "rm", "bf", "it", "cal",
    ",", ";", ":", "!", " ", "{", "}", "|", "%", "&", "#", "_", "$",
})  # fmt: skip
_ACCENT: Final = re.compile(r"\\[`'^~\"=.](?:\{\\?[A-Za-z]\}|\\?[A-Za-z])|\\[uvHcrdbk]\{\\?[A-Za-z]\}")
_LETTER: Final = re.compile(r"\\(?:ss|ae|AE|oe|OE|aa|AA|o|O|l|L|i|j)(?![A-Za-z])(?:\{\})?")
_KEPT: Final = re.compile(rf"{_ACCENT.pattern}|{_LETTER.pattern}|\\([&%$#_])")
_WORD: Final = re.compile(r"[^\W\d_][^\W_]*")
_BEGINS_ANEW: Final = (":", ".", "?", "!", "–", "—")
_LONG: Final = 3  # shorter words are small in titles of either style


def latex(text: str) -> str:
    """Return `text` as LaTeX that prints it; its formulas and accents stay TeX."""
    pieces, end = [], 0
    for match in _MATHEMATICS.finditer(text):
        pieces.append(_words(text[end : match.start()]))
        pieces.append(match[0] if _harmless(match[1] or match[2]) else _escaped(match[0]))
        end = match.end()
    return "".join([*pieces, _words(text[end:])])


def title(text: str) -> str:
    """Return a title as LaTeX, with braces around words whose capitals BibTeX styles must not make small.

    Those are words with capitals past their first letter (BERT, DNA, arXiv) and single capitals; where the
    title is written small but for names, also the names.
    """
    names = _names(text)
    pieces, end = [], 0
    for match in _MATHEMATICS.finditer(text):
        pieces.append(_kept(latex(text[end : match.start()]), names, first=not end))
        pieces.append(f"{{{latex(match[0])}}}")
        end = match.end()
    return "".join([*pieces, _kept(latex(text[end:]), names, first=not end)])


def _names(text: str) -> frozenset[str]:
    """Return the words that are names, as their capitals say in a title that is written small."""
    inner = [
        match[0]
        for match in list(_WORD.finditer(text))[1:]
        if not text[max(0, match.start() - 4) : match.start()].rstrip(" \"'(‘“").endswith(_BEGINS_ANEW)
    ]
    small = sum(word[0].islower() for word in inner if len(word) > _LONG)
    capital = sum(word[0].isupper() for word in inner if len(word) > _LONG)
    if small <= capital:
        return frozenset()
    return frozenset(word for word in inner if len(word) > 1 and word[0].isupper())


def _kept(words: str, names: frozenset[str], *, first: bool) -> str:
    """Put braces around names, words with capitals past their first letter, and single capitals."""

    def braced(match: re.Match[str]) -> str:
        word = match[0]
        alone = len(word) == 1 and word.isupper() and not (first and match.start() == 0) and word != "A"
        return f"{{{word}}}" if alone or word in names or any(c.isupper() for c in word[1:]) else word

    # Commands keep their names; what stands between them is looked at word by word.
    parts = re.split(r"(\\[A-Za-z]+(?:\{\})?|\\.)", words)
    return "".join(part if part.startswith("\\") else _WORD.sub(braced, part) for part in parts)


def _harmless(formula: str) -> bool:
    """Tell whether a formula is balanced and holds only commands that print something."""
    depth = 0
    for brace in re.findall(r"\\.|[{}]", formula):
        depth += {"{": 1, "}": -1}.get(brace, 0)
        if depth < 0:
            return False
    # BibTeX counts braces also where a backslash stands before them.
    balanced = formula.count("{") == formula.count("}")
    commands = _COMMAND.findall(formula)
    known = all(name in _HARMLESS or _is_symbol(name) for name in commands)
    return depth == 0 and balanced and known and "^^" not in formula


def _is_symbol(command: str) -> bool:
    from latex2mathml.symbols_parser import (
        convert_symbol,  # its table takes long to load, and few texts need it
    )

    return convert_symbol(f"\\{command}") is not None


def _words(text: str) -> str:
    if "\\" not in text:
        return _escaped(text)
    pieces, end = [], 0
    for match in _KEPT.finditer(text):
        pieces.append(_escaped(text[end : match.start()]))
        pieces.append(match[0] if match[1] else f"{{{match[0]}}}")
        end = match.end()
    return "".join([*pieces, _escaped(text[end:])])


def _escaped(text: str) -> str:
    return "".join(_SIGNS.get(sign, sign) for sign in text)
