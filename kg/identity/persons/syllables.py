"""Given names of syllables: Chinese and Korean ones in Latin letters, told by how they are spelled."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_CHINESE_STARTS: Final = "b p m f d t n l g k h j q x zh ch sh r z c s y w".split()  # noqa: SIM905
_CHINESE_ENDS: Final = """a o e ai ei ao ou an en ang eng ong i ia ie iao iu ian in iang ing iong u ua uo uai
    ui uan un uang ue""".split()  # noqa: SIM905
_CHINESE_ALONE: Final = "a e ai ei ao ou an en ang eng er".split()  # noqa: SIM905
_KOREAN_STARTS: Final = "g k n d t r l m b p s ss j ch h y w".split()  # noqa: SIM905
_KOREAN_ENDS: Final = """a ae e eo eu ee i o oe oo ou u ui ya yae ye yeo yo yu yeu wa we wi wo wae woo
    oon""".split()  # noqa: SIM905
_KOREAN_CLOSINGS: Final = ("", "n", "ng", "m", "k", "l", "p", "b", "h", "t")
_SYLLABLES: Final = frozenset(
    [start + end for start in _CHINESE_STARTS for end in _CHINESE_ENDS]
    + _CHINESE_ALONE
    + [
        start + end + closing
        for start in ("", *_KOREAN_STARTS)
        for end in _KOREAN_ENDS
        for closing in _KOREAN_CLOSINGS
    ]
)
_ROMANISATIONS: Final = (
    ("shih", "shi"), ("chih", "chi"), ("jih", "ji"), ("tzu", "zi"), ("ssu", "su"), ("hs", "x"), ("eh", "e"),
    ("huei", "hui"), ("kuei", "kui"), ("ien", "ian"), ("yen", "yan"), ("oung", "ong"), ("eo", "u"),
    ("oo", "u"), ("ee", "i"), ("ung", "ong"),
)  # fmt: skip
_LONGEST: Final = max(map(len, _SYLLABLES))
_MOST: Final = 3


@lru_cache(maxsize=1 << 14)
def is_of_syllables(word: str) -> bool:
    """Tell whether a folded word can be read as one to three syllables of Chinese or Korean names."""
    reached = {0}
    for _ in range(_MOST):
        reached = {
            end
            for start in reached
            for end in range(start + 1, min(start + _LONGEST, len(word)) + 1)
            if word[start:end] in _SYLLABLES
        }
        if len(word) in reached:
            return True
    return False


@lru_cache(maxsize=1 << 14)
def is_syllable(word: str) -> bool:
    """Tell whether a folded word can be read as one such syllable."""
    return word in _SYLLABLES


@lru_cache(maxsize=1 << 14)
def romanised(word: str) -> str:
    """Return a folded name of syllables in a spelling that ways to write it in Latin letters have in common.

    Chinese by Wade and Giles or in Pinyin: Shih and Shi, Keh and Ke, Lung and Long, Jien and Jian, Hsiao and
    Xiao. Korean by the Revised Romanization or by habit: Hyeon and Hyun, Myoung and Myung, Soo and Su.
    """
    for old, new in _ROMANISATIONS:
        word = word.replace(old, new)
    return word
