"""Names compared as names: what two ways of writing a name say of each other.

A name is taken apart into family name, particles (`van den`, `El`), given names and initials, all
folded: hyphens, accents, case and dots make no difference. Two names then are equal, or one may stand
for the other (an initial, a missing middle name, a short form, another order), or they contradict.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal

from kg.identity.names import fold, tokens
from kg.repair.names import is_suffix, split

Relation = Literal[
    "equal", "middle", "shorter", "initials", "initial", "short form", "near", "shifted", "part", "reversed",
    "missing",
]  # fmt: skip
"""How two names that may be one person's are related, from the same to the least alike.

`middle`: a middle initial beside the name spelled out; `shorter`: a middle name only in one;
`initials`: both give initials only; `initial`: an initial beside a name; `short form`: Bob and Robert;
`near`: a slip of the pen or another transliteration; `shifted`: a first name is left out; `part`: one
bears only a part of the other's family name; `reversed`: family name first; `missing`: no given name.
"""

_PARTICLES: Final = frozenset(
    """van von vom zu zum zur der den dem des del della dello dei degli de da das di dos du la las lo los le
    les ter ten tot te el al ul abi abu ibn bin bint ben af av st t s y e i d""".split()  # noqa: SIM905
)
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "ß": "ss"})
_CYRILLIC: Final = str.maketrans(
    dict(zip("абвгдеёзийклмнопрстуфыэіїґ", "abvgdeeziiklmnoprstufyeiig", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "є": "ye",
       "ъ": "", "ь": ""}
)  # fmt: skip
_SPELLINGS: Final = (
    ("shch", "sh"), ("tch", "ch"), ("sch", "sh"), ("kh", "h"), ("ph", "f"), ("ks", "x"), ("ck", "k"),
    ("ou", "u"), ("yu", "u"), ("iu", "u"), ("ju", "u"), ("ya", "a"), ("ia", "a"), ("ja", "a"), ("ye", "e"),
    ("ie", "e"), ("w", "v"), ("y", "i"), ("j", "i"), ("c", "k"), ("z", "s"), ("th", "t"), ("ei", "i"),
)  # fmt: skip
_CYRILLIC_LETTER: Final = re.compile("[\u0400-\u04ff]")
_DOUBLE: Final = re.compile(r"(.)\1+")
_LEAST_SHORT_FORM: Final = 3
_LEAST_NEAR: Final = 5


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart; every part folded.

    `family` holds the words of the family name without particles, `whole_family` all of it as one
    word; `given` the given names in order, an initial being one letter. `spelled` is the family name
    with its umlauts written out (`mueller`), where it has any. `syllabic` tells that the family name
    stands in names of syllables (Chinese, Korean, Vietnamese), where half a given name is another name.
    """

    family: tuple[str, ...]
    whole_family: str
    given: tuple[str, ...]
    suffix: str = ""
    spelled: str = ""
    syllabic: bool = False

    @property
    def core(self) -> str:
        """Return the family name without particles as one word."""
        return "".join(self.family)

    @property
    def first(self) -> str:
        """Return the first given name, or the empty string."""
        return self.given[0] if self.given else ""

    @property
    def is_full(self) -> bool:
        """Tell whether any given name is spelled out."""
        return any(len(word) > 1 for word in self.given)

    @property
    def joined(self) -> str:
        """Return all given names as one word."""
        return "".join(self.given)

    @property
    def key(self) -> str:
        """Return the name as one string by which equal names are grouped."""
        return f"{self.joined} {self.core} {self.suffix}"


@lru_cache(maxsize=1 << 17)
def parse_name(name: str, given: str | None, family: str | None, suffix: str | None = None) -> PersonName:
    """Take a name apart; where its parts are not stated, `name` is split by convention."""
    if not family or not given:
        parts = split(name)
        if parts.family and not family:
            given, family, suffix = parts.given, parts.family, suffix or parts.suffix
    family = family or name
    if not name.isascii() and _CYRILLIC_LETTER.search(name):
        family, given = (part and latin(part) for part in (family, given))
    assert family is not None
    words = tokens(family.replace("'", "").replace("’", ""))
    core = tuple(word for word in words if word not in _PARTICLES) or tuple(words) or (fold(family),)
    first_names = _given_words(given or "", family)
    if len(core) > 1 and is_suffix(family.split()[-1]):
        suffix, core = suffix or family.split()[-1], core[:-1]
    while len(first_names) > 1 and first_names[-1] in _PARTICLES and len(first_names[-1]) > 1:
        first_names.pop()  # Casas, Diego de las
    spelled = "".join(tokens(family.lower().translate(_UMLAUTS))) if not family.isascii() else ""
    whole = "".join(words)
    return PersonName(
        core, whole, tuple(first_names), _suffix(suffix), "" if spelled == whole else spelled,
        is_syllabic("".join(core)),
    )  # fmt: skip


def latin(text: str) -> str:
    """Return Cyrillic text in Latin letters, in capitals where it had them."""
    return "".join(
        letter.lower().translate(_CYRILLIC).capitalize() if letter.isupper() else letter.translate(_CYRILLIC)
        for letter in text
    )


def _given_words(given: str, family: str) -> list[str]:
    """Return the folded given names; `TJ` and `JD` in a name of mixed case are initials."""
    words: list[str] = []
    for part in given.replace("'", "").replace("’", "").split():
        letters = part.replace(".", "").replace("-", "")
        if 1 < len(letters) <= 3 and letters.isalpha() and letters.isupper() and not family.isupper():
            words += [fold(letter) for letter in letters]
        else:
            words += tokens(part)
    return words


def _suffix(suffix: str | None) -> str:
    folded = "".join(tokens(suffix or ""))
    return {"2nd": "ii", "3rd": "iii", "4th": "iv", "jnr": "jr", "snr": "sr"}.get(folded, folded)


@cache
def surnames() -> dict[str, tuple[int, bool]]:
    """Return the common family names: of 100,000 researchers how many bear it, and whether it is syllabic."""
    table = {}
    for line in (Path(__file__).parent / "surnames.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, share, syllabic = line.split("\t")
            table[name] = (int(share), syllabic == "1")
    return table


def is_syllabic(family: str) -> bool:
    """Tell whether a folded family name is one of names written with syllables."""
    return surnames().get(family, (0, False))[1]


@cache
def short_forms() -> dict[str, frozenset[int]]:
    """Return for each given name the numbers of the groups of forms that it belongs to."""
    groups: dict[str, set[int]] = {}
    lines = (Path(__file__).parent / "nicknames.tsv").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if not line.startswith("#"):
            for form in line.split("\t"):
                groups.setdefault(form, set()).add(number)
    return {form: frozenset(numbers) for form, numbers in groups.items()}


@lru_cache(maxsize=1 << 18)
def relate(a: PersonName, b: PersonName) -> Relation | None:
    """Say how two names are related; None if they contradict each other."""
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return None
    families = _families(a, b)
    given = _given(a, b)
    if families == "equal":
        return given
    if a.given + a.family == b.given + b.family or a.joined + a.whole_family == b.joined + b.whole_family:
        return "equal"  # the same words, split elsewhere
    if families == "part" and given in ("equal", "middle", "shorter") and a.is_full and b.is_full:
        return "part"
    if a.is_full and b.is_full and a.core == b.joined and b.core == a.joined:
        return "reversed"
    return None


def _families(a: PersonName, b: PersonName) -> Relation | None:
    if a.core == b.core or a.whole_family == b.whole_family:
        return "equal"
    if b.whole_family == a.spelled or a.whole_family == b.spelled:
        return "equal"
    short, long = sorted((a.family, b.family), key=len)
    if len(short) < len(long) and (long[: len(short)] == short or long[-len(short) :] == short):
        return "part"
    return None


def _given(a: PersonName, b: PersonName) -> Relation | None:
    if not a.given or not b.given:
        return "missing"
    if a.joined == b.joined:
        return "equal" if a.is_full or b.is_full else "initials"
    syllabic = a.syllabic or b.syllabic
    first = _word(a.first, b.first, syllabic)
    if first is None:
        return _shifted(a, b, syllabic)
    if not _letters_fit(a, b, syllabic):
        return None
    rest = _rest(a.given[1:], b.given[1:], syllabic)
    if rest is None:
        return None
    if first == "equal" and len(a.first) == 1:
        return "initials" if not (a.is_full or b.is_full) else "initial"
    if first != "equal":
        return first
    if rest == "shorter" and syllabic and _has_syllable(a, b):
        return None  # Jian Tang is not Jian-Xin Tang
    return rest


def _word(a: str, b: str, syllabic: bool) -> Relation | None:
    """Compare one given name with another."""
    if a == b:
        return "equal"
    if len(a) == 1 or len(b) == 1:
        return "initial" if a[0] == b[0] else None
    if syllabic:
        return None
    if _plain(a) == _plain(b):
        return "equal"  # Jörg, Joerg
    groups = short_forms()
    if groups.get(a, frozenset()) & groups.get(b, frozenset()):
        return "short form"
    short, long = sorted((a, b), key=len)
    if len(short) >= _LEAST_SHORT_FORM and len(long) - len(short) >= 2 and long.startswith(short):
        return "short form"
    if len(short) >= _LEAST_NEAR and (_one_slip(a, b) or respelled(a) == respelled(b)):
        return "near"
    return None


def _plain(word: str) -> str:
    """Return a folded word as if its written-out umlauts had been folded too."""
    return word.replace("oe", "o").replace("ae", "a").replace("ue", "u")


def _letters_fit(a: PersonName, b: PersonName, syllabic: bool) -> bool:
    """Tell whether the initials of one fit the syllables of the other (J.-X. and Jianxin, not Jianyu)."""
    if not syllabic or a.is_full == b.is_full:
        return True
    letters, name = (b.given, a.given) if a.is_full else (a.given, b.given)
    if len(letters) < 2 or len(name) > 1:
        return True
    return letters[1] in name[0][1:]


def _rest(a: tuple[str, ...], b: tuple[str, ...], syllabic: bool) -> Relation | None:
    """Compare the middle names: those of the shorter list must stand in the longer one, in its order."""
    short, long = sorted((a, b), key=len)
    place, spelled = 0, False
    for word in short:
        while place < len(long):
            found = _word(word, long[place], syllabic)
            place += 1
            if found:
                spelled |= found != "equal"
                break
        else:
            return None
    if len(short) < len(long):
        return "shorter"
    return "middle" if spelled else "equal"


def _has_syllable(a: PersonName, b: PersonName) -> bool:
    """Tell whether the longer name has a second name spelled out that the shorter one lacks."""
    short, long = sorted((a.given, b.given), key=len)
    return any(len(word) > 1 for word in long[len(short) :])


def _shifted(a: PersonName, b: PersonName, syllabic: bool) -> Relation | None:
    """Tell whether one name leaves out the first name of the other: Sophia and A. Sophia."""
    short, long = sorted((a.given, b.given), key=len)
    if syllabic and len(short) == 1 and len(long) == 2 and len(long[0]) > 1 and len(long[0]) <= 4:
        return None  # Xin Tang is not Jian-Xin Tang
    rest = long[1:]
    if not rest or len(short[0]) == 1:
        return None
    kept = [word for word in short if len(word) > 1]
    return "shifted" if all(word in rest for word in kept) else None


def _one_slip(a: str, b: str) -> bool:
    """Tell whether one letter was left out, added, replaced, or swapped with its neighbour."""
    if abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    if len(rest_a) == len(rest_b):
        swapped = rest_a[:2] == rest_b[:2][::-1] and rest_a[2:] == rest_b[2:]
        return rest_a[1:] == rest_b[1:] or swapped
    short, long = sorted((rest_a, rest_b), key=len)
    return long[1:] == short and len(short) > 0  # Daniel and Daniela are two names


@lru_cache(maxsize=1 << 16)
def respelled(word: str) -> str:
    """Return `word` in a spelling that transliterations from Cyrillic and like variants have in common."""
    for old, new in _SPELLINGS:
        word = word.replace(old, new)
    return _DOUBLE.sub(r"\1", word)
