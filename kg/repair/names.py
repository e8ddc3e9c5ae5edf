"""Personal names: given and family name, particles, suffixes.

A name printed given name first has to be split where its family name begins. That is certain where a
particle (`van den`, `de las`, `El`) or nothing but one last word marks it, and a convention elsewhere:
arXiv takes the last word. Names stay as printed; only the split is decided here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# In any case: these are no given names.
_PARTICLES: Final = _set(
    """van von vom zu zum zur der den dem des del della dello dei degli de da das di dos du la las lo los le
    les ter ten tot el al ul abi abu ibn bin bint ben bar mac af av st. 't 's"""
)
# Capitalised, only these: the others are also given names or initials.
_CAPITALISED: Final = _set(
    """Van Von Vom Zu Zur Der Den Del Della De Da Di Dos Das Du La Las Los Lo Le Les Ter Ten El Al Abi Abu Ibn
    Bin Ben Mac St. VAN VON DER DEN DEL DE DA DI DOS DAS DU LA LE EL"""
)
# Particles that arXiv's own author parser puts before the family name (arxiv-base, authors.py).
_AND: Final = frozenset(["y", "e", "i"])
_ARXIV_PARTICLES: Final = _set("van der de la von del della da mac ter dem di vaziri")
_SUFFIX: Final = re.compile(r"(?:jr|sr|jnr|snr|esq|m\.?d|ph\.?d)\.?|i{2,3}|iv|vi{0,3}", re.IGNORECASE)
# what tells a child from a parent, or a nephew from an uncle, in Portuguese, Spanish and French
_GENERATIONS: Final = _set(
    "junior júnior filho filha neto netto neta sobrinho bisneto segundo hijo hija nieto fils père aîné"
)
# those of them that are printed as the last word of a name, and are no family name by themselves
_AFTER_FAMILY: Final = _set("filho júnior junior neto netto sobrinho bisneto")
_ROMAN: Final = frozenset(["II", "III", "IV", "V", "VI", "VII", "2nd", "3rd", "4th"])
_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]{2,4}")
_EAST_ASIAN: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff々〇]{1,4}")
_HANGUL: Final = re.compile(r"[\uac00-\ud7af]{3}")
_HAN_FAMILY: Final = frozenset(
    "王李张劉刘陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高罗羅郑鄭梁谢謝宋唐许許韩韓邓鄧冯馮曹彭曾肖蕭蔡潘袁于董余苏蘇叶葉吕呂魏蒋蔣"
    "杜沈姜钟鐘程崔卢盧姚邹鄒熊陆陸郝孔邱秦侯邵孟万萬钱錢严嚴赖賴覃洪武莫龚龔汪"
)
_HAN_DOUBLE: Final = frozenset(
    ["欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "皇甫", "东方", "令狐", "慕容", "尉迟"]
)


class NameParts(NamedTuple):
    """The parts of a personal name; null where it has none or where the order is not known."""

    given: str | None
    family: str | None
    suffix: str | None = None

    @property
    def name(self) -> str:
        """The whole name, given name first."""
        return " ".join(part for part in self if part)


def is_suffix(token: str) -> bool:
    """Tell whether `token`, standing alone after a name, is a generational or academic suffix."""
    token = token.strip()
    if token in _ROMAN:
        return True
    return _SUFFIX.fullmatch(token) is not None and (token.rstrip(".").lower() in _WRITTEN or token.isupper())


def is_stated_suffix(token: str) -> bool:
    """Tell whether `token`, which stands apart as a suffix, is one; `Neto` may else be a family name.

    >>> is_stated_suffix("Filho"), is_stated_suffix("III"), is_stated_suffix("FRCP")
    (True, True, False)
    """
    return is_suffix(token) or token.strip(" .,").lower() in _GENERATIONS


def is_generation(token: str) -> bool:
    """Tell whether `token` is a suffix that tells a child from a parent, and is neither title nor initial.

    >>> is_generation("Jr."), is_generation("III"), is_generation("V"), is_generation("MD")
    (True, True, False, False)
    """
    return token.strip(".,").lower() in ("jr", "sr", "jnr", "snr") or token in ("II", "III", "IV")


def suffix_apart(given: str, family: str) -> NameParts:
    """Return given and family name without the suffix that one of them ends in: `A. B. Jr`, `Lind III`.

    >>> suffix_apart("A. B., Jr.", "Lind")
    NameParts(given='A. B.', family='Lind', suffix='Jr.')
    """
    before, _, last = family.rpartition(" ")
    if before and is_generation(last):
        return NameParts(given, before.rstrip(","), last)
    before, _, last = given.rpartition(" ")
    if before and is_generation(last):
        return NameParts(before.rstrip(","), family, last)
    return NameParts(given, family, None)


_WRITTEN: Final = frozenset(["jr", "sr", "jnr", "snr", "esq", "md", "m.d", "phd", "ph.d"])


@lru_cache(maxsize=1 << 15)
def split(name: str) -> NameParts:
    """Split a person's `name`, printed given name first with single blanks.

    One word alone is a family name of none: it is given as it stands, with both parts null, except
    where it is Chinese or Korean and begins with a known family name.
    """
    tokens = name.split(" ")
    if len(tokens) == 2 and not name.isascii() and (found := _east_asian_pair(*tokens)):
        return found
    if len(tokens) == 2 and tokens[1] not in _ROMAN and not is_suffix(tokens[1]):
        return NameParts(tokens[0], tokens[1])
    if len(tokens) == 1:
        return _east_asian(name)
    suffix = None
    if len(tokens) > 2 and is_suffix(tokens[-1]) and not (tokens[-1] in ("V", "I") and len(tokens) == 2):
        suffix = tokens.pop()
        tokens[-1] = tokens[-1].rstrip(",")
    start = _family_start(tokens)
    return NameParts(" ".join(tokens[:start]), " ".join(tokens[start:]), suffix)


def _family_start(tokens: list[str]) -> int:
    """Return where the family name begins: at its first small particle, else at its last word as a rule."""
    for place in range(1, len(tokens) - 1):
        token = tokens[place]
        if token in _AND and place > 1:
            return place - 1  # Ramón y Cajal
        if token in _PARTICLES or (token[:2] in ("d'", "d’") and len(token) > 2):
            return place
    start = last_words(tokens)
    while start > 1 and tokens[start - 1] in _CAPITALISED:
        start -= 1
    return start


def last_words(tokens: list[str]) -> int:
    """Return where the family name begins in a name without particles: at its last word, as a rule.

    `Souza Filho` is one, and so are the words in capitals that end a name of which others are not.

    >>> last_words(["João", "Souza", "Filho"]), last_words(["Rita", "LAGO", "PRADO"])
    (1, 1)
    """
    start = len(tokens) - 1
    if start > 1 and tokens[start].lower() in _AFTER_FAMILY and len(tokens[start - 1].rstrip(".")) > 2:
        start -= 1
    if tokens[-1].isupper() and not tokens[0].isupper():
        while start > 1 and tokens[start - 1].isupper() and len(tokens[start - 1].rstrip(".")) > 2:
            start -= 1
    return start


def split_as_arxiv(name: str) -> NameParts:
    """Split `name` as arXiv's author parser does: the last word, or all from its first particle on."""
    tokens = name.split(" ")
    suffix = tokens.pop() if len(tokens) > 2 and is_suffix(tokens[-1]) else None
    start = len(tokens) - 1
    for place in range(1, len(tokens) - 1):
        if tokens[place].lower() in _ARXIV_PARTICLES:
            start = place
            break
    if start < 1:
        return NameParts(None, name, suffix)
    return NameParts(" ".join(tokens[:start]), " ".join(tokens[start:]), suffix)


def _east_asian_pair(first: str, second: str) -> NameParts | None:
    """Split two words in an East Asian script: the family name stands first, as in `山田 太郎`."""
    if not (_EAST_ASIAN.fullmatch(first) and _EAST_ASIAN.fullmatch(second)):
        return None
    turned = second in _HAN_FAMILY and first not in _HAN_FAMILY
    return NameParts(first, second) if turned else NameParts(second, first)


def _east_asian(name: str) -> NameParts:
    if name.isascii():
        return NameParts(None, None)
    if _HANGUL.fullmatch(name):
        return NameParts(name[1:], name[0])
    if _HAN.fullmatch(name):
        if name[:2] in _HAN_DOUBLE and len(name) > 2:
            return NameParts(name[2:], name[:2])
        if name[0] in _HAN_FAMILY and len(name) < 4:
            return NameParts(name[1:], name[0])
    return NameParts(None, None)
