"""The words by which texts are found: folded, and in the several ways in which they are written.

Case, accents and punctuation make no difference (`kg.identity.folding.fold`). A word with an umlaut is
also found as it is spelled without (`Müller`: muller, mueller), a Cyrillic one by its Latin letters, a
hyphenated one also as one word. Scripts that put no blanks between words (Chinese, Japanese, Thai,
Lao, Burmese, Khmer) are cut into overlapping pairs of characters, which is what search engines do where
they have no dictionary (Manning, Raghavan and Schütze, Introduction to Information Retrieval, 2.2.1).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Final

from kg.identity.folding import fold, tokens
from kg.identity.persons.person_name import latin

_ASCII_WORD: Final = re.compile(r"\w+")
_PLANES: Final = (range(0x300, 0x20000), range(0xE0000, 0xE1000))  # beyond are ideographs and private use
_UNSPACED: Final = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003fffd]+)"
)
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "ß": "ss"})
_UMLAUT: Final = re.compile("[äöüøå]")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_JOINT: Final = re.compile("['’ʼ‘`‐‑-]")
_JOINED: Final = re.compile(r"(?<![^\W_])[^\W_]++(?:['’ʼ‘`‐‑-][^\W_]++)++")
_TEX: Final = re.compile(r"\\[a-zA-Z]+")


def words(text: str) -> list[str]:
    """Return the folded words of `text`, in their order; pairs of characters where a script has no blanks."""
    if "\\" in text:
        text = _TEX.sub(" ", text)
    if text.isascii():
        return tokens(text)
    found: list[str] = []
    for word in _word().findall(fold(text).replace("_", " ")):
        found += [word] if word.isascii() else _parts(word)
    return found


def further_words(text: str) -> list[str]:
    """Return the words of other ways to write `text`, beside its own."""
    found: list[str] = []
    if is_plain(text):
        return found
    if not text.isascii():
        # The end of a run of characters begins a word too, so that a search for it alone finds it.
        found += [run[-1] for run in _UNSPACED.findall(fold(text)) if len(run) > 1]
        for other in _spellings(text):
            found += words(other)
    for joined in _JOINED.findall(text):
        found += words(_JOINT.sub("", joined))
    return found


@lru_cache(maxsize=1 << 16)
def index_words(text: str) -> tuple[str, ...]:
    """Return all words under which `text` is found: its own, and those of other ways to write it."""
    return tuple(dict.fromkeys([*words(text), *further_words(text)]))


def is_plain(text: str) -> bool:
    """Tell whether `text` is written in one way only: ASCII without hyphens and apostrophes."""
    return text.isascii() and "-" not in text and "'" not in text and "`" not in text


def alternatives(word: str) -> list[str]:
    """Return the folded forms of one word of a search, as it was typed: at least one."""
    return list(dict.fromkeys(" ".join(words(form)) for form in (word, *_spellings(word)) if words(form)))


def search_words(text: str) -> list[list[str]]:
    """Return the words of what was typed, each with its forms; a text is found if it has one of each."""
    found: list[list[str]] = []
    plain = _TEX.sub(" ", text).replace("_", " ")
    pattern = _ASCII_WORD if plain.isascii() else _word()
    for typed in pattern.findall(unicodedata.normalize("NFC", plain)):
        forms = alternatives(typed)
        if len(forms) == 1 or any(" " in form for form in forms):
            found += [[part] for part in words(typed)]
        elif forms:
            found.append(forms)
    return found


def name_digest(folded: list[str]) -> int:
    """Return a number of 63 bits that is the same for names of the same words, in whatever order."""
    digest = blake2b(" ".join(sorted(folded)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


@cache
def _word() -> re.Pattern[str]:
    """Return what finds a word of any script: letters, digits and marks, once `_` has been taken out."""
    marks = "".join(chr(c) for plane in _PLANES for c in plane if unicodedata.category(chr(c))[0] == "M")
    return re.compile(f"[\\w{re.escape(marks)}]+")


def _parts(word: str) -> list[str]:
    """Cut the runs of a folded word that are written without blanks into pairs of characters."""
    found: list[str] = []
    for run in _UNSPACED.split(word):
        if len(run) > 1 and _UNSPACED.match(run):
            found += [run[at : at + 2] for at in range(len(run) - 1)]
        elif run:
            found.append(run)
    return found


def _spellings(text: str) -> list[str]:
    """Return other ways to write `text` in Latin letters, if it has any."""
    found = []
    lower = text.lower()
    if _UMLAUT.search(lower):
        found.append(lower.translate(_UMLAUTS))
    if _CYRILLIC.search(text):
        found.append(latin(text))
    return found
