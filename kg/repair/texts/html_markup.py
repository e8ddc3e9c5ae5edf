"""HTML, JATS and MathML in texts: entities read, tags taken out.

A tag goes only where it is one of those that stand in titles and abstracts and is closed, or closes itself:
`p<0.05`, `a<b and c>d` and `List<T>` are text. See https://html.spec.whatwg.org (13.5 for entities) and
https://jats.nlm.nih.gov.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from html.entities import html5
from typing import Final

from kg.repair.lexicon import word_list

ENTITY_RULE: Final = "HTML-ENTITY"
TAG_RULE: Final = "HTML-TAG"

_ENTITY: Final = re.compile(r"\\?&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});")
_TAG: Final = re.compile(
    r"<(?P<close>/?)(?P<space>[A-Za-z]{1,8}:)?(?P<name>[A-Za-z][A-Za-z\d-]{0,20})(?P<rest>(?:\s[^<>]{0,500})?)(?P<self>/?)>"
)
_HEADING: Final = re.compile(
    r"(?:\s|<(?:jats:)?(?:sec|p|div)\b[^<>]{0,80}>){0,6}<(?:(?:jats:)?(?P<tag>title|h[1-6])>(?P<words>[^<>]{1,60})"
    r"</(?:jats:)?(?P=tag)>|AbstractText\b[^<>]{0,80}?\bLabel=[\"'](?P<label>[^\"'<>]{1,60})[\"'][^<>]{0,80}>)"
    r"(?=(?:\s|<[^<>]{1,80}>){0,6}[^\s<])",
    re.IGNORECASE,
)
_RAISED: Final = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_SUP: Final = re.compile(r"<(?:[a-z]{1,8}:)?sup>([^<>]{1,40})</(?:[a-z]{1,8}:)?sup>", re.IGNORECASE)
_ORDINALS: Final = frozenset(
    ["st", "nd", "rd", "th", "e", "er", "re", "o", "a", "ème", "bis", "ter", "®", "™"]
)
_TEX_MATH: Final = re.compile(
    r"<(?:[a-z]{1,8}:)?tex-math[^<>]{0,200}>([^<>]{1,2000})</(?:[a-z]{1,8}:)?tex-math>", re.IGNORECASE
)


def entities(text: str) -> str:
    """Return `text` with its entities read, those that were escaped twice as well."""
    for _ in range(4):
        if "&" not in text or ";" not in text:
            break
        read = _ENTITY.sub(_read, text)
        if read == text:
            break
        text = read
    return text


def _read(match: re.Match[str]) -> str:
    name = match[0].removeprefix("\\")[1:]
    if not name.startswith("#"):
        return html5.get(name, match[0])
    char = html.unescape(f"&{name}")
    return char if char != "\ufffd" else match[0]


def without_tags(text: str) -> str:
    """Return `text` without the tags of markup; what they raised stays raised where Unicode has it so."""
    if "<" not in text or ">" not in text or _TAG.search(text) is None:
        return text
    found = list(_TAG.finditer(text))
    opened = Counter(_name(one) for one in found if not one["close"] and not _closes_itself(one))
    closed = Counter(_name(one) for one in found if one["close"])

    def taken(match: re.Match[str]) -> str:
        name = _name(match)
        if name not in word_list("html", "blocks", "inline") and not _jats(match):
            return match[0]
        if not _closes_itself(match) and not (opened[name] and closed[name]) and not _jats(match):
            return match[0]
        return " " if name in word_list("html", "blocks") else ""

    text = _TEX_MATH.sub(_mathematics, _HEADING.sub(_heading, text))
    return _TAG.sub(taken, _SUP.sub(_raised, text))


def _heading(match: re.Match[str]) -> str:
    """Return the heading of a section as a line of its own begins: `Results: `."""
    words = (match["words"] or match["label"]).strip().rstrip(" :.")
    return f"\n{words}: " if words else " "


def _name(match: re.Match[str]) -> str:
    return match["name"].lower()


def _jats(match: re.Match[str]) -> bool:
    return match["space"] is not None and match["space"].lower() in ("jats:", "mml:", "m:")


def _closes_itself(match: re.Match[str]) -> bool:
    return bool(match["self"]) or match["rest"].endswith("/") or _name(match) in ("br", "hr")


def _raised(match: re.Match[str]) -> str:
    return raised(match[1].strip(), match.string[match.start() - 1 : match.start()])


def raised(inner: str, before: str) -> str:
    """Return a superscript in plain text, after the character `before`: `10⁻³`, `x^k`, `4th`."""
    if all(char in _RAISED for char in inner):
        return "".join(_RAISED[char] for char in inner)
    if inner.lower() in _ORDINALS or not before.isalnum():
        return inner
    return f"^{inner}"


def _mathematics(match: re.Match[str]) -> str:
    inner = match[1].strip()
    return match[0] if "\\documentclass" in inner else inner if inner.startswith("$") else f"${inner}$"
