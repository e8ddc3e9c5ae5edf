r"""TeX in the values of BibTeX, as text.

Braces are grouping here and never part of a text, so they go, all but those of mathematics, which stays as
it stands. The letters, signs and commands are those of `kg.repair.texts.tex_text`, and what only styles and
the macros of AASTeX know is added.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from kg.repair import tex
from kg.repair.texts import tex_text

_MATHEMATICS: Final = re.compile(
    r"(?<!\\)\$(?:[^$\\]|\\.){0,4000}+\$|\\\((?:[^\\]|\\[^()]){0,4000}+\\\)", re.DOTALL
)
_HELD: Final = "\ue0fe"
_ENSURE: Final = re.compile(r"\\ensuremath\s{0,3}\{((?:[^{}]|\{[^{}]{0,500}\}){0,1000}+)\}")
_SORT_ONLY: Final = re.compile(
    r"\\(?:noopsort|SortNoop|swap)\s{0,3}\{[^{}]{0,80}\}",
    re.IGNORECASE,
)
# of RevTeX: what a value is, before the value
_TYPED: Final = re.compile(r"\\bib(?:info|field)\s{0,3}\{[^{}]{0,80}\}\s{0,3}(?=\{)")
_LINK: Final = re.compile(r"\\href\s{0,3}\{([^{}]{0,2000})\}\s{0,3}\{")
_QUOTE: Final = re.compile(r"\\(?:mkbibquote|enquote\*?|textquote)\s{0,3}\{([^{}]{0,2000})\}")
_SHIFTED: Final = re.compile(
    r"\\text(super|sub)script\s{0,3}\{([^{}]{0,80})\}|\\(?:up|high)\s?\{([^{}]{0,80})\}"
)
_ADDRESS: Final = re.compile(r"\\(?:url|path)\s{0,3}\{([^{}]{1,2000})\}")
_SHORT: Final = 200
"""Characters up to which a value may well come again: names, journals, publishers."""
_TIE: Final = re.compile(r"\\t\s{0,3}\{([^\W\d_])([^\W\d_])\}")
_ALONE: Final = re.compile(r"\\([~^])\{\}")
_CYRILLIC: Final = re.compile(r"\\(CYR[A-Z]{1,5}|cyr[a-z]{1,5})(?![A-Za-z])(?:\{\})?\s?")
_SPACE: Final = re.compile(
    r"\\(?:[ ,;:!>]|(?:q?quad|thinspace|enspace|space|newline|linebreak|nobreakspace)(?![A-Za-z]))(?:\{\})?"
    r"|(?<!\\)~"
)
_COMMAND: Final = re.compile(r"\\([A-Za-z@]{2,40})\*?\s{0,3}(?:\{\})?")
_ESCAPED_BRACE: Final = re.compile(r"\\([{}])")
_LEFT: Final = "\ue0f1", "\ue0f2"
_COMMA_BELOW: Final = re.compile(r"\\textcommabelow\s{0,3}\{?([A-Za-z])\}?")
# accents that Mathematical Reviews defines for its lists
_REVIEWED: Final = re.compile(r"\\(polhk|udot|ocirc|soft|lfhook|[dD]bar)(?![A-Za-z])")
_REVIEWED_AS: Final = {
    "polhk": "\\k", "udot": "\\d", "ocirc": "\\r", "soft": "\\v", "lfhook": "\\textcommabelow",
    "dbar": "\\dj", "Dbar": "\\DJ",
}  # fmt: skip
_STRAY: Final = re.compile(r"\\([`'^~\"=.])\s{0,3}\{?([^\W_])\}?|\\([uvHckrdbhGU])\s{0,3}\{([^\W\d_])\}")
_COMBINING: Final = {
    "`": "\u0300", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307", "u": "\u0306",
    "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323", "b": "\u0331",
    "h": "\u0309", "G": "\u030f", "U": "\u030e",
}  # fmt: skip
_SUPER: Final = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_SUB: Final = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
SIGNS: Final = {
    "textasciitilde": "~", "textasciicircum": "^", "textbackslash": "\\", "textbar": "|", "textless": "<",
    "textgreater": ">", "textunderscore": "_", "textdollar": "$", "textquotedbl": '"', "textbraceleft": "{",
    "textbraceright": "}", "textsection": "§", "textparagraph": "¶", "textperiodcentered": "·",
    "textexclamdown": "¡", "textquestiondown": "¿", "guillemotleft": "«", "guillemotright": "»",
    "guilsinglleft": "‹", "guilsinglright": "›", "quotedblbase": "„", "quotesinglbase": "‚",
    "textordfeminine": "ª", "textordmasculine": "º", "textonehalf": "½", "textnumero": "№",
    "slash": "/", "allowbreak": "", "relax": "", "protect": "", "nobreakdash": "", "bibrangedash": "–",
    "hyphen": "-", "psq": " sq.", "psqq": " sqq.",
    "bibinitperiod": ".", "bibinitdelim": " ", "bibnamedelima": " ", "bibnamedelimb": " ", "addspace": " ",
    "addcomma": ",", "addcolon": ":", "addperiod": ".", "cprime": "′", "cdprime": "″", "Dutch": "", "ae": "æ",
    "bibliographyhyphen": "-", "textminus": "−", "textlnot": "¬", "textonesuperior": "¹",
    "texttwosuperior": "²", "textthreesuperior": "³", "textasteriskcentered": "*", "lq": "‘", "rq": "’",
    "textdiv": "÷", "texteuro": "€", "checkmark": "✓", "textasciigrave": "`", "textsuperscript": "",
    "textsubscript": "", "&": "&",
}  # fmt: skip
_CYRILLIC_LETTERS: Final = dict(
    zip(
        ["a", "b", "v", "g", "d", "e", "yo", "zh", "z", "i", "ishrt", "k", "l", "m", "n", "o", "p", "r", "s",
         "t", "u", "f", "h", "c", "ch", "sh", "shch", "hrdsn", "ery", "sftsn", "erev", "yu", "ya"],
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        strict=True,
    )
)  # fmt: skip
# what AASTeX prints for the names that the Astrophysics Data System writes
JOURNALS: Final = {
    "aj": "AJ", "actaa": "Acta Astron.", "araa": "ARA&A", "apj": "ApJ", "apjl": "ApJL", "apjs": "ApJS",
    "ao": "ApOpt", "apss": "Ap&SS", "aap": "A&A", "aapr": "A&A Rv", "aaps": "A&AS", "azh": "AZh",
    "baas": "BAAS", "icarus": "Icarus", "jaavso": "JAAVSO", "jcap": "JCAP", "jrasc": "JRASC",
    "memras": "MmRAS", "mnras": "MNRAS", "na": "NA", "nar": "NAR", "pra": "PhRvA", "prb": "PhRvB",
    "prc": "PhRvC", "prd": "PhRvD", "pre": "PhRvE", "prl": "PhRvL", "pasa": "PASA", "pasp": "PASP",
    "pasj": "PASJ", "qjras": "QJRAS", "rmxaa": "RMxAA", "skytel": "S&T", "solphys": "SoPh",
    "sovast": "Soviet Ast.", "ssr": "SSRv", "zap": "ZA", "nat": "Nature", "iaucirc": "IAUC",
    "aplett": "Astrophys. Lett.", "bain": "BAN", "fcp": "FCPh", "gca": "GeoCoA", "grl": "Geophys. Res. Lett.",
    "jcp": "JChPh", "jgr": "J. Geophys. Res.", "jqsrt": "JQSRT", "memsai": "MmSAI", "nphysa": "NuPhA",
    "physrep": "PhR", "physscr": "PhyS", "planss": "Planet. Space Sci.", "procspie": "Proc. SPIE",
    "psj": "PSJ", "caa": "Chinese Astron. Astrophys.", "cjaa": "ChJA&A",
}  # fmt: skip


def plain(value: str) -> str:
    """Return a value of BibTeX as text with single blanks (NFC); mathematics stays as it is."""
    return _known(value) if len(value) < _SHORT else _plain(value)


def _plain(value: str) -> str:
    if "\\" not in value and "{" not in value and "~" not in value and "--" not in value and "`" not in value:
        return " ".join(value.replace("''", "”").split()) if "``" in value else " ".join(value.split())
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[0])
        return _HELD

    def hold_text(text: str) -> str:
        held.append(text)
        return _HELD

    text = value.replace(_HELD, "")
    if "$\\" in text:
        text = tex.mathematical_accents(text)
    text = _ADDRESS.sub(lambda match: hold_text(match[1]), text)
    text = _ENSURE.sub(lambda match: f"${match[1]}$", text)
    text = _MATHEMATICS.sub(hold, text)
    text = _without_tex(text)
    pieces = text.split(_HELD)
    between = [*held, ""]
    joined = "".join(piece + math for piece, math in zip(pieces, between, strict=True))
    return unicodedata.normalize("NFC", " ".join(joined.split()))


_known: Final = lru_cache(maxsize=1 << 14)(_plain)


def lines(value: str) -> str:
    """Return an abstract as text: paragraphs are parted by a line end, other blanks are single."""
    paragraphs = re.split(r"\n[ \t\r]{0,40}\n", value.replace("\\par ", "\n\n"))
    return "\n".join(filter(None, map(plain, paragraphs)))


def is_grouped(value: str) -> bool:
    """Tell whether one pair of braces holds all of `value`."""
    text = value.strip()
    if not (text.startswith("{") and text.endswith("}")) or text.startswith("{\\"):
        return False
    depth = 0
    for place, char in enumerate(text):
        depth += (char == "{") - (char == "}")
        if depth == 0 and place < len(text) - 1:
            return False
    return depth == 0


def _without_tex(text: str) -> str:
    text = _ESCAPED_BRACE.sub(lambda match: _LEFT[match[1] == "}"], text)
    text = _TYPED.sub("", _SORT_ONLY.sub("", text))
    text = _LINK.sub("{", text)
    text = _REVIEWED.sub(lambda match: _REVIEWED_AS[match[1]], text)
    text = _COMMA_BELOW.sub(lambda match: f"{match[1]}\u0326", text)
    text = _TIE.sub("\\1\u0361\\2", _ALONE.sub(_sign, text))
    text = _CYRILLIC.sub(_cyrillic, text)
    text = _SPACE.sub(" ", text)
    for _ in range(3):
        text = _QUOTE.sub(r"“\1”", text)
    text = _SHIFTED.sub(_shifted, text)
    text = tex_text.plain(text)
    if "\\" in text:
        text = _STRAY.sub(_accented, text)
        text = _COMMAND.sub(_command, text)
        text = text.replace("\\%", "%").replace("\\&", "&").replace("\\_", "_").replace("\\#", "#")
        text = text.replace("\\$", "$").replace("\\/", "").replace("\\-", "").replace("\\@", "")
        text = text.replace("\\\\", " ")
    text = text.replace("{", "").replace("}", "")
    if "``" in text or "''" in text:
        text = text.replace("``", "“").replace("''", "”")
    text = re.sub(r"---", "—", text)
    text = re.sub(r"--", "–", text)
    return text.replace(_LEFT[0], "{").replace(_LEFT[1], "}")


def _shifted(match: re.Match[str]) -> str:
    inner = match[2] if match[2] is not None else match[3]
    if match[1] == "sub":
        made = inner.translate(_SUB)
        return made if not set(inner) - set("0123456789+-=()") else inner
    return inner.translate(_SUPER) if not set(inner) - set("0123456789+-=()n") else inner


def _accented(match: re.Match[str]) -> str:
    sign, letter = (match[1], match[2]) if match[1] else (match[3], match[4])
    if sign == "'":  # an apostrophe was meant: O\'Brien
        return f"'{letter}"
    return unicodedata.normalize("NFC", letter + _COMBINING[sign])


def _sign(match: re.Match[str]) -> str:
    return "\\textasciitilde{}" if match[1] == "~" else "\\textasciicircum{}"


def _cyrillic(match: re.Match[str]) -> str:
    r"""Return a letter of the T2A encoding: `\CYRZH`, `\cyrya`."""
    name = match[1]
    if name == "cyrchar":
        return ""
    letter = _CYRILLIC_LETTERS.get(name[3:].lower())
    return match[0] if letter is None else letter.upper() if name.isupper() else letter


def _command(match: re.Match[str]) -> str:
    """Return what a command stands for; of one that is not known, its argument stays, else the command."""
    name = match[1]
    if name in SIGNS:
        return SIGNS[name]
    if name in JOURNALS and match.string.strip() == match[0].strip():
        return JOURNALS[name]
    return "" if match.string[match.end() : match.end() + 1] == "{" else match[0]
