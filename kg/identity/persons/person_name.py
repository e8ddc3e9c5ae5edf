"""Names compared as names: what two ways of writing a name say of each other.

A name is taken apart into family name, particles (`van den`, `El`), given names and initials, all
folded: hyphens, accents, case and dots make no difference. Two names then are equal, or one may stand
for the other (an initial, a missing middle name, a short form, another order), or they contradict.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from kg.identity.folding import fold, tokens
from kg.identity.persons.given_names import is_given_name
from kg.identity.persons.syllables import is_of_syllables
from kg.repair.names import is_suffix, split

_PARTICLES: Final = frozenset(
    """van von vom zu zum zur der den dem des del della dello dei degli de da das di dos du la las lo los le
    les ter ten tot te el al ul abi abu ibn bin bint ben af av st t s y e i d""".split()  # noqa: SIM905
)
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "ß": "ss", "đ": "dj"})
_CYRILLIC: Final = str.maketrans(
    dict(zip("абвгдеёзийклмнопрстуфыэіїґ", "abvgdeeziiklmnoprstufyeiig", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "є": "ye",
       "ъ": "", "ь": ""}
)  # fmt: skip
_CYRILLIC_LETTER: Final = re.compile("[\u0400-\u04ff]")
_GREEK: Final = str.maketrans(
    dict(zip("αβγδεζηικλμνξοπρςστυφω", "avgdeziiklmnxoprsstyfo", strict=True))
    | {"θ": "th", "χ": "ch", "ψ": "ps"}
)
_GREEK_PAIRS: Final = (("ου", "ou"), ("αυ", "av"), ("ευ", "ev"), ("γγ", "ng"), ("γχ", "nch"), ("μπ", "b"))
_GREEK_LETTER: Final = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart; every part folded.

    `family` holds the words of the family name without particles, `whole_family` all of it as one
    word; `given` the given names in order, an initial being one letter. `spelled` is the family name
    with its umlauts written out (`mueller`), where it has any. `syllabic` tells that the family name
    stands in names of syllables (Chinese, Korean, Vietnamese), where half a given name is another name.

    What follows is worked out once, as every comparison asks for it: `core` is the family name without
    particles as one word, `joined` all given names as one word, `first` the first of them or nothing;
    `is_full` tells whether any is spelled out. Equal names are grouped by `key`; `text` is all of it.
    """

    family: tuple[str, ...]
    whole_family: str
    given: tuple[str, ...]
    suffix: str = ""
    spelled: str = ""
    syllabic: bool = False
    core: str = field(init=False, compare=False)
    first: str = field(init=False, compare=False)
    joined: str = field(init=False, compare=False)
    is_full: bool = field(init=False, compare=False)
    key: str = field(init=False, compare=False)
    text: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        joined, core = "".join(self.given), "".join(self.family)
        for name, value in (
            ("core", core),
            ("first", self.given[0] if self.given else ""),
            ("joined", joined),
            ("is_full", any(len(word) > 1 for word in self.given)),
            ("key", f"{joined} {core} {self.suffix}"),
            (
                "text",
                "|".join((*self.given, "", *self.family, "", self.whole_family, self.suffix, self.spelled)),
            ),
        ):
            object.__setattr__(self, name, value)

    def __hash__(self) -> int:
        return hash(self.text)


@lru_cache(maxsize=1 << 17)
def parse_name(name: str, given: str | None, family: str | None, suffix: str | None = None) -> PersonName:
    """Take a name apart; where its parts are not stated, `name` is split by convention."""
    if not family or not given:
        parts = split(name)
        if parts.family and not family:
            given, family, suffix = parts.given, parts.family, suffix or parts.suffix
    family = family or name
    if not name.isascii() and (_CYRILLIC_LETTER.search(name) or _GREEK_LETTER.search(name)):
        family, given = (part and latin(part) for part in (family, given))
    assert family is not None
    if given:
        given, family = _turned(*_initials_to_given(given, family))
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
    """Return Cyrillic text in Latin letters, in capitals where it had them; Greek text, folded (ELOT 743)."""
    if _GREEK_LETTER.search(text):
        text = fold(text)
        for pair, letters in _GREEK_PAIRS:
            text = text.replace(pair, letters)
        text = text.translate(_GREEK).title()
    return "".join(
        letter.lower().translate(_CYRILLIC).capitalize() if letter.isupper() else letter.translate(_CYRILLIC)
        for letter in text
    )


def _initials_to_given(given: str, family: str) -> tuple[str, str]:
    """Move initials that stand before a family name to the given names: `Marta`, `R. Costa-jussà`."""
    words = family.split()
    kept = next((number for number, word in enumerate(words) if len(word.rstrip(".")) > 1), 0)
    if not kept or not all(
        word[0].isupper() and word not in {"E", "I", "O", "Y", "O."} for word in words[:kept]
    ):
        return given, family
    return " ".join([given, *words[:kept]]), " ".join(words[kept:])


def _turned(given: str, family: str) -> tuple[str, str]:
    """Turn a name round that stands family name first, in capitals: `LIU Yi`, `KIM Min-jun`.

    Both must be known as what they then are, so that `MA Jordan` and `SANTOS Lima` stay as they are.
    """
    first, *rest = given.split()
    if len(first) < 2 or not (first.isalpha() and first.isupper()) or family.isupper():
        return given, family
    given = " ".join([*rest, family])
    if fold(first) in surnames() and all(is_given_name(one) or is_of_syllables(one) for one in tokens(given)):
        return given, first
    return " ".join([first, *rest]), family


def _given_words(given: str, family: str) -> list[str]:
    """Return the folded given names; `TJ` and `JD` in a name of mixed case are initials, `EVA` is a name.

    So is `KIM` or `LIU`, which is a family name that stands first; of two letters, `MA` is likelier initials.
    """
    words: list[str] = []
    for part in given.replace("'", "").replace("’", "").split():
        letters = part.replace(".", "").replace("-", "")
        capitals = 1 < len(letters) <= 3 and letters.isalpha() and letters.isupper()
        word = part == letters and (
            is_given_name(fold(letters)) or (len(letters) == 3 and fold(letters) in surnames())
        )
        if capitals and not family.isupper() and not word:
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
