r"""TeX accents in names, as Unicode: `Bal\'azs` is `Balázs`, `{\O}bro` is `Øbro`.

Only what stands for letters is converted (The TeXbook, chapter 9; LaTeX's T1 letters). The TeX of titles and
abstracts, where there may be mathematics, is the matter of `kg.repair.texts.tex_text`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

RULE: Final = "TEX-ACCENT"
"""The name of the repair; it is certain, since a TeX accent has one meaning."""

_ACCENTS: Final = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331", "h": "\u0309", "G": "\u030f", "U": "\u030e",
}  # fmt: skip
_IN_MATHEMATICS: Final = {
    "grave": "`", "acute": "'", "hat": "^", "tilde": "~", "ddot": '"', "bar": "=", "dot": ".", "breve": "u",
    "check": "v", "mathring": "r",
}  # fmt: skip
_LETTERS: Final = {
    "ss": "ß", "SS": "ẞ", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø",
    "O": "Ø", "l": "ł", "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "th": "þ",
    "TH": "Þ", "ng": "ŋ", "NG": "Ŋ", "textquoteright": "’", "textquotesingle": "'", "textquoteleft": "‘",
    "textendash": "–", "textemdash": "—", "cprime": "ʹ", "Cprime": "ʹ", "cdprime": "ʺ", "Cdprime": "ʺ",
}  # fmt: skip
_BASE: Final = r"(?:\\(?P<dotless>[ij])(?![A-Za-z])\s?|(?P<letter>[^\W\d_]))"
_ACCENT: Final = re.compile(
    r"\\(?:(?P<sign>[`'^~\"=.])|(?P<command>[uvHckrdbhGU])(?![A-Za-z])(?=[\s{\\])\s*)"
    rf"(?:\{{\s*{_BASE}\s*\}}|{_BASE.replace('dotless', 'dotless2').replace('letter', 'letter2')})"
)
_MATHEMATICAL: Final = re.compile(
    rf"\$\s?\\({'|'.join(_IN_MATHEMATICS)})\s?\{{?\s?(\\?[^\W\d_](?![^\W\d_]))\s?\}}?\s?\$"
)
_LETTER: Final = re.compile(
    rf"\\({'|'.join(sorted(_LETTERS, key=len, reverse=True))})(?![A-Za-z])(?:\{{\}}|\s+(?=[A-Za-z]))?"
)
# `\a'e` is `\'e` in LaTeX's tabbing, and what BibTeX's styles of some journals write everywhere
_TABBING: Final = re.compile(r"\\a(?=['`=]\s?\{?\s?\\?[^\W\d_])")
# `\ü` is no command: somebody put the letter for `\"u` and left the backslash
_STRAY: Final = re.compile(r"\\(?=[\u00c0-\u024f\u1e00-\u1eff])")
_DASH: Final = re.compile(r"(?<=\w)--(?=\w)")
_PLAIN: Final = (("\\&", "&"), ("\\-", ""), ("\\ ", " "), ("\\,", " "), ("\\/", ""), ("~", " "))


def may_hold_letters(text: str) -> bool:
    """Tell whether `text` may hold TeX's accents or letters."""
    return any(found.search(text) is not None for found in (_ACCENT, _LETTER, _TABBING, _STRAY))


def letters(text: str) -> str:
    """Return `text` with its TeX accents and letters as Unicode; other TeX stays as it is."""
    text = _STRAY.sub("", _TABBING.sub(r"\\", text))
    for _ in range(3):  # accents on accents, as in Vietnamese
        again = _ACCENT.sub(_accented, text)
        if again == text:
            break
        text = again
    return _LETTER.sub(lambda match: _LETTERS[match[1]], text)


def mathematical_accents(text: str) -> str:
    r"""Return `text` with letters whose accents are mathematics (`$\acute{e}$`) as TeX's of text."""
    return _MATHEMATICAL.sub(lambda match: f"\\{_IN_MATHEMATICS[match[1]]}{{{match[2]}}}", text)


def accents(text: str) -> str | None:
    """Return `text` with its TeX accents and letters as Unicode (NFC); None if other TeX is left.

    Text without a backslash comes back as it is.
    """
    if "\\" not in text:
        return text
    text = letters(mathematical_accents(text))
    for tex, plain in _PLAIN:
        text = text.replace(tex, plain)
    if "\\" in text:
        return None
    text = _DASH.sub("–", text.replace("{", "").replace("}", ""))
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _accented(match: re.Match[str]) -> str:
    base = match["dotless"] or match["dotless2"] or match["letter"] or match["letter2"]
    letter = unicodedata.normalize(
        "NFC", base.replace("ı", "i") + _ACCENTS[match["sign"] or match["command"]]
    )
    # no such letter, as in O\'Brien: an apostrophe, not an accent, was meant
    return letter if len(letter) == 1 else match[0]
