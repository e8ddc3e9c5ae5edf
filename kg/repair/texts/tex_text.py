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

RULE: Final = "TEX-TEXT"

_HELD: Final = "\ue0ff"
"""Stands for a piece of mathematics while the text around it is read."""

_MATHEMATICS: Final = re.compile(
    r"(?<!\\)\$\$?[^$]{1,4000}+\$\$?|\\\((?:[^\\]|\\[^()]){0,4000}+\\\)"
    r"|\\\[(?:[^\\]|\\[^\[\]]){0,4000}+\\\]"
    r"|\\begin\{([a-z*]{1,20})\}.{0,4000}?\\end\{\1\}",
    re.DOTALL,
)
_SIGNS: Final = {
    "ldots": "…", "dots": "…", "textellipsis": "…", "TeX": "TeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2e",
    "BibTeX": "BibTeX", "XeTeX": "XeTeX", "copyright": "©", "textcopyright": "©", "S": "§", "P": "¶",
    "pounds": "£", "textsterling": "£", "euro": "€", "texteuro": "€", "textdegree": "°", "degree": "°",
    "textregistered": "®", "texttrademark": "™", "textmu": "µ", "textendash": "–", "textemdash": "—",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”",
    "textquotesingle": "'", "guillemotleft": "«", "guillemotright": "»", "textbullet": "•", "quad": " ",
    "qquad": " ", "newline": " ", "linebreak": " ", "par": " ", "noindent": "", "xspace": "", "sim": "∼",
    "pm": "±", "times": "×", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "approx": "≈", "infty": "∞",
    "rightarrow": "→", "to": "→", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε",
    "varepsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ",
    "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ",
    "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
    "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
_LOOKS: Final = frozenset(
    ["textit", "textbf", "textsc", "textrm", "texttt", "textsf", "textsl", "textup", "textmd", "textnormal",
     "emph", "mbox", "hbox", "text", "underline", "uppercase", "url", "textsubscript", "enquote", "path",
     "MakeUppercase", "textcolor", "NoCaseChange", "nobreakdash"]
)  # fmt: skip
_SWITCH: Final = re.compile(
    r"\\(?:it|bf|em|sc|rm|tt|sf|sl|itshape|bfseries|scshape|upshape|ttfamily|sffamily|normalfont|small|large|Large)"
    r"(?![A-Za-z])\s?"
)
_SIGN: Final = re.compile(r"\\([A-Za-z]{1,18})(?![A-Za-z])(?:\{\}|\s(?=[^\W\d_]))?")
_LOOK: Final = re.compile(
    rf"\\({'|'.join(sorted(_LOOKS, key=len, reverse=True))})\s?\{{([^{{}}]{{0,2000}})\}}"
)
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
    if letters_only and ("\\" not in text or not tex.may_hold_letters(text)):
        return text
    if not may_hold(text) or _HELD in text:
        return text
    if "$\\" in text:
        text = tex.mathematical_accents(text)
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
    return text if read == text else unicodedata.normalize("NFC", read)


def _letters(text: str) -> str:
    read = tex.letters(text)
    return text if read == text else _ONE.sub(r"\1", read)


def _read(text: str) -> str:
    if "\\" in text:
        text = tex.letters(text)
        text = _LINK.sub(r"\1", text)
        text = _SWITCH.sub("", text)
        text = _LOOK.sub(r"\2", text)
        text = _SIGN.sub(lambda match: _SIGNS.get(match[1], match[0]), text)
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
