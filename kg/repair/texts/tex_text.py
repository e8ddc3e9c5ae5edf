r"""TeX in titles, abstracts and comments, as text; mathematics stays as it is.

Read are accents and letters, quotation marks, dashes, ties, escaped signs, commands that only change the
look of a text, and braces that only keep capitals (The TeXbook, chapters 2 and 9; LaTeX2e). What stands
between dollars, `\(` and `\[`, or in an environment is mathematics and is not touched, nor is a command
that is not known, nor braces that may be a set: `{0,1}^n`.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import chain, zip_longest
from typing import Final

from kg.repair import tex
from kg.repair.texts.html_markup import raised
from kg.repair.texts.tex_signs import LOOKS, signs, upright

RULE: Final = "TEX-TEXT"

_HELD: Final = "\ue0ff"
"""Stands for a piece of mathematics while the text around it is read."""

_MATHEMATICS: Final = re.compile(
    r"(?<!\\)\$\$?[^$]{1,4000}+\$\$?|\\\((?:[^\\]|\\[^()]){0,4000}+\\\)"
    r"|\\\[(?:[^\\]|\\[^\[\]]){0,4000}+\\\]"
    r"|\\begin\{([a-z*]{1,20})\}[^\\]{0,400}+(?:\\(?!end\{\1\})[^\\]{0,400}+){0,400}+\\end\{\1\}",
    re.DOTALL,
)
_SWITCH: Final = re.compile(
    r"\\(?:it|bf|em|sc|rm|tt|sf|sl|itshape|bfseries|scshape|upshape|ttfamily|sffamily|normalfont|small|large|Large)"
    r"(?![A-Za-z])\s?"
)
_SIGN: Final = re.compile(r"\\([A-Za-z]{1,18})(?![A-Za-z])(?:\{\}|\s(?=[^\W\d_]))?")
_LOOK: Final = re.compile(
    rf"\\({'|'.join(sorted(LOOKS, key=len, reverse=True))})\s?\{{([^{{}}]{{0,2000}})\}}"
)
_RAISED: Final = re.compile(r"\\(?:textsuperscript|up)\s?\{([^{}]{1,60})\}")
# dblp's raised and lowered text, in mathematics that holds nothing else
_SCRIPT: Final = re.compile(r"\\\(\{\}([\^_])\{\\mbox\{([^{}]{1,60})\}\}\\\)")
_ORDINAL: Final = re.compile(
    r"(?<=\d)\s?\$\s?(?:\{\})?\^\s?\{?\s?(?:\\(?:rm|mathrm|text|textrm|mbox|hbox|textup|it|mathit)\s?)?\{?\s?"
    r"(st|nd|rd|th|er|re|e|ème|o|a)\s?\}{0,2}\s?\$",
    re.IGNORECASE,
)
_ANGLE: Final = re.compile(
    r"\{\\text(?:(less)|greater)(?:\{\})?\s?\}|\\text(less|greater)(?![A-Za-z])(?:\{\}|\s(?=[A-Za-z/]))?"
)
# Crossref's BibTeX has signs of text in mathematics of their own
_LONE: Final = re.compile(
    r"\$\s?\\(less|greater|mathsemicolon|prime|mathplus|up[a-z]{2,7}|Up[a-z]{2,7})\s?\$"
)
_SORTED: Final = re.compile(
    r"\{?\\(?:noopsort|sortnoop|noop|noopsort)\s?\{[^{}]{0,60}\}\s?\}?", re.IGNORECASE
)
_EITHER: Final = re.compile(r"\\texorpdfstring\s?\{(?:[^{}]|\{[^{}]{0,200}\}){0,500}+\}\s?\{([^{}]{0,500})\}")
_LINK: Final = re.compile(r"\\href\s?\{[^{}]{0,500}\}\s?\{([^{}]{0,500})\}")
_BRACES: Final = re.compile(
    r"(\\[A-Za-z]{1,20}\*?(?:\[[^\[\]]{0,100}\])?(?:\{[^{}]{0,2000}\})+|[\^_]\{[^{}]{0,500}\})"
    r"|\{([\w\ue0ff .'’“”‘:&/–—+-]{0,500})\}(?![\^_{])"
)
_ESCAPED: Final = re.compile(r"\\([%&#_])|\\([ ,])|\\([-/])|\\\\(?:\[[\d.a-z]{1,8}\])?(?=\s|$)")
_DASHES: Final = re.compile(r"(?<=[\w\ue0ff.)\]’”\"%}])(---?)(?=[\w\ue0ff(\[“‘\"\\{])|(?<=\s)(---?)(?=\s)")
_TIE: Final = re.compile(r"(?<=[a-z]{2}|[A-Za-z]\.|[a-z][\d)\]])~(?=[\w\ue0ff\\(\[])")
_ONE: Final = re.compile(r"\{([^\W\d_A-Za-z])\}")
_QUOTED: Final = re.compile(r"``([^`]{1,500}?)''")
_SINGLE: Final = re.compile(r"(?<![\w`])`([^`'\s][^`']{0,120})'(?![\w'])")


def may_hold(text: str) -> bool:
    """Tell whether `text` may hold TeX of text; at once for most text."""
    return "\\" in text or "{" in text or "--" in text or "~" in text or "`" in text


def plain(text: str, *, letters_only: bool = False) -> str:
    """Return `text` with its TeX as Unicode (NFC where anything was read), its mathematics as it stands.

    Of a text that is shown rather than looked for, such as an abstract, `letters_only` reads the letters and
    their accents, and leaves its dashes, quotation marks and commands to those who show it.
    """
    given = text
    if "\\text" in text:
        text = _ANGLE.sub(lambda match: "<" if match[1] or match[2] == "less" else ">", text)
    if letters_only and ("\\" not in text or not tex.may_hold_letters(text)):
        return text
    if not may_hold(text) or _HELD in text:
        return text
    if "$\\" in text:
        text = tex.mathematical_accents(text)
    if "texorpdfstring" in text:
        text = _EITHER.sub(r"\1", text)
    if "$" in text or "\\(" in text:
        text = _plain_scripts(text)
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[0])
        return _HELD

    rest = _MATHEMATICS.sub(hold, text) if "$" in text or "\\" in text else text
    for _ in range(4):  # what one pass lays bare, the next one reads
        again = _letters(rest) if letters_only else _read(rest)
        if again == rest:
            break
        rest = again
    between = rest.split(_HELD)
    read = "".join(chain.from_iterable(zip_longest(between, held, fillvalue="")))
    return given if read == given else unicodedata.normalize("NFC", read)


def _letters(text: str) -> str:
    read = tex.letters(text)
    return text if read == text else _ONE.sub(r"\1", read)


def _plain_scripts(text: str) -> str:
    """Return `text` with what is raised or lowered text, or one sign of text, out of its mathematics."""
    text = _ORDINAL.sub(r"\1", _LONE.sub(lambda match: upright().get(match[1], match[0]), text))
    return _SCRIPT.sub(lambda match: _scripted(match) if match[1] == "^" else match[2], text)


def _scripted(match: re.Match[str]) -> str:
    inner = match[match.lastindex or 1].strip()
    return raised(inner, match.string[match.start() - 1 : match.start()] if match.start() else "")


def _read(text: str) -> str:
    if "\\" in text:
        text = _SORTED.sub("", text)
        text = tex.letters(text)
        text = _RAISED.sub(_scripted, text)
        text = _LINK.sub(r"\1", text)
        text = _SWITCH.sub("", text)
        text = _LOOK.sub(r"\2", text)
        text = _SIGN.sub(lambda match: signs().get(match[1], match[0]), text)
        text = _ESCAPED.sub(lambda match: match[1] or ("" if match[3] else " "), text)
    if "{" in text:
        text = _BRACES.sub(lambda match: match[1] or match[2] or "", text)
    if "`" in text:
        text = _SINGLE.sub("‘\\1’", _QUOTED.sub("“\\1”", text))
    if "--" in text:
        text = _DASHES.sub(_dash, text)
    if "~" in text:
        text = _TIE.sub(" ", text)
    return text


def _dash(match: re.Match[str]) -> str:
    return "—" if len(match[1] or match[2]) == 3 else "–"
