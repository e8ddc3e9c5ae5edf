"""Keywords as people and programs write them: one text or many, with marks, markup and separators.

What comes out are terms in their normal form: cleaned, NFKC, one blank between words, plain hyphens. Their
case stays, as it tells `AIDS` from `aids`; `folded` is what is compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from kg.repair.texts.cleaner import clean, is_clean

LONGEST: Final = 120
"""Characters of a term; what is longer is a sentence, and stays in its record."""
_COMMAS_OF_A_LIST: Final = 3
"""Commas from which one of several texts is a list of its own; headings are inverted with one or two."""

_LABEL: Final = re.compile(
    r"(?:key ?words?(?: and phrases)?|index terms|author keywords?|subjects?|schlüssel(?:wörter|begriffe)"
    r"|schlagw(?:ort|örter)|mots[- ]cl[eé]s|palabras clave|palavras[- ]chave|parole chiave|trefwoorden"
    r"|ключевые слова|关键词|關鍵詞|キーワード)\s{0,3}[:：—–]\s*+",
    re.IGNORECASE,
)
_SEPARATORS: Final = re.compile(r"[;；|•\n\r\t]|\s·\s")
_COMMAS: Final = re.compile(r"[,，、]")
_OPENING: Final = "([{（"
_CLOSING: Final = ")]}）"
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))  # the dashes that print has
_AROUND: Final = " \t\u00a0\"'“”„«»‚‘’`*#•·,;:/"
_ENUMERATED: Final = re.compile(r"\(?\d{1,2}[.)]\s++(?=\S)")


def keywords(stated: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each keyword of a record in its normal form, with the words as they stood.

    A text with semicolons or bullets is a list. Commas part a text only where it is the only one, or has so
    many that it is no heading: `Administration, Inhalation` is one term among others.
    """
    for text in stated:
        plain = text if is_clean(text) else clean(text, "keywords").text
        found = _LABEL.match(plain)
        parts = _SEPARATORS.split(plain[found.end() :] if found else plain)
        for part in parts:
            commas = _cuts(part)
            several = len(commas) - 1
            listed = several and ((len(stated) == 1 and len(parts) == 1) or several >= _COMMAS_OF_A_LIST)
            for one in commas if listed else [part]:
                term = normal(one)
                if term:
                    yield term, " ".join(one.split())


def _cuts(text: str) -> list[str]:
    """Return the parts of a text between commas that stand in no brackets."""
    if _COMMAS.search(text) is None or text.lstrip().startswith(("http://", "https://")):
        return [text]  # an address with its label is one term
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        if letter in _OPENING:
            depth += 1
        elif letter in _CLOSING:
            depth = max(0, depth - 1)
        elif letter in ",，、" and not depth and not _within_number(text, place):
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


def _within_number(text: str, place: int) -> bool:
    """Tell whether a comma stands between two digits: `1,2-dichloroethane` is one term."""
    return text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()


@lru_cache(maxsize=1 << 15)
def normal(text: str) -> str:
    """Return a term in its normal form; empty where the text is none: no letter in it, or a sentence."""
    term = " ".join(unicodedata.normalize("NFKC", text).translate(_DASHES).split()).strip(_AROUND)
    if found := _ENUMERATED.match(term):
        term = term[found.end() :]
    if term.endswith(".") and "." not in term[:-1]:
        term = term[:-1].rstrip(_AROUND)
    if len(term) > LONGEST or not any(map(str.isalpha, term)):
        return ""
    return term


@lru_cache(maxsize=1 << 15)
def folded(term: str) -> str:
    """Return what is compared of a term in its normal form: without case."""
    return unicodedata.normalize("NFC", term.casefold())
