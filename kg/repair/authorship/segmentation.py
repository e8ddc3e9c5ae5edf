"""Several people in one text: where it is to be cut, and how sure that is.

`A; B`, `A and B`, `A, B and C`, `Lind, Ada; Berg, Karl`, `Lind, A., Berg, K.`: a comma may part people, or
the halves of one name. It is told by what stands beside it: initials, single words, particles, given names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.repair.collectives import is_collective, is_generic
from kg.repair.names import is_suffix
from kg.repair.shift import is_common_given_name

_HELD: Final = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\]|<[^<>]*>|\{[^{}]*\}")
_STRONG: Final = re.compile(r"[;；\n|•、，]\s*+|\s[·/]\s")
_NUMBERED: Final = re.compile(r"\s(?=\d{1,3}[.)]\s?[^\W\d_])")
_AND: Final = re.compile(r"(?:^|(?<=[\s,]))(?:and|und|et|y|og|och)(?:\s++|$)|(?<!\\)&\s*+")
_WEAK_AND: Final = re.compile(r"\s(?:y|et|og|och)\s")
_BEHALF: Final = re.compile(
    r"(?:(?<!\s)\s++(?:,\s*+)?|,\s*+)?+\(?\b(?:on behalf of|for|im Namen|pour)\s(?=(?:the|der|la)\s)",
    re.IGNORECASE,
)
_INITIALS: Final = re.compile(r"(?:[^\W\d_a-zß-ÿ]\.?[\s-]?){1,4}")
_INITIAL: Final = re.compile(r"[^\W\d_]\.")
_VANCOUVER: Final = re.compile(r"(?<![^\W\d_])[^\W\d_][^\W\d_'’-]++(?:\s[^\W\d_][^\W\d_'’-]++)?\s[A-Z]{1,3}")
_DEGREES: Final = frozenset(["phd", "ph.d", "md", "m.d", "msc", "mba", "mph", "dr", "frs", "rn", "facp"])

_COMPANIES: Final = frozenset(["inc", "ltd", "llc", "gmbh", "corp", "plc", "co. ltd"])


@dataclass(frozen=True, slots=True)
class Segmentation:
    """The entries of a text, how sure it is that it was to be cut so, and what is doubtful."""

    entries: tuple[str, ...]
    confidence: float = 1.0
    doubt: str | None = None


def cut(text: str) -> Segmentation:
    """Return the entries that `text` holds: itself where it holds one."""
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[0])
        return chr(0xE100 + len(held) - 1)

    made = _cut(_HELD.sub(hold, text) if len(text) < 100_000 else text)
    if not held:
        return made
    back = {chr(0xE100 + place): inner for place, inner in enumerate(held)}
    entries = tuple("".join(back.get(char, char) for char in entry) for entry in made.entries)
    return Segmentation(entries, made.confidence, made.doubt)


def _cut(text: str) -> Segmentation:
    pattern = _NUMBERED if _NUMBERED.match(f" {text}") and len(_NUMBERED.findall(text)) else _STRONG
    groups = [group for group in pattern.split(text) if group.strip()]
    if len(groups) > 1:
        cuts = [_at_and(group.strip()) for group in groups]
        return Segmentation(
            tuple(entry for one in cuts for entry in one.entries),
            min(0.98, *(one.confidence for one in cuts)),
            next((one.doubt for one in cuts if one.doubt), None),
        )
    return _at_and(text.strip())


def _at_and(text: str) -> Segmentation:
    head, colon, rest = text.partition(": ")
    if colon and is_collective(head) and rest.strip():
        made = _at_and(rest.strip())
        return Segmentation((head, *made.entries), min(0.95, made.confidence), made.doubt)
    if match := _BEHALF.search(text):
        group = text[match.end() :].rstrip(") ")
        if is_collective(group) and match.start():
            made = _at_and(text[: match.start()])
            return Segmentation(
                (*made.entries, re.sub(r"^(?:the|der|la)\s", "", group)), min(0.95, made.confidence)
            )
    pieces = [piece.strip(" ,") for piece in _AND.split(text) if piece.strip(" ,")]
    if len(pieces) < 2:
        only = pieces[0] if pieces else text
        return _at_commas(_parts(only)) if "," in only else Segmentation((only,))
    if is_collective(text) and not _people_and_team(pieces):
        return (
            _at_commas(_parts(text))
            if ", " in text and _people_and_team(_parts(text))
            else Segmentation((text,))
        )
    confidence = 0.9 if _WEAK_AND.search(text) else 0.97
    parted = [_parts(piece) for piece in pieces]
    if all(len(parts) == 2 and _family_first(*parts) >= 0.5 for parts in parted):
        return Segmentation(tuple(", ".join(parts) for parts in parted), confidence)
    flat = [part for parts in parted for part in parts]
    if len(flat) > len(pieces) and _WEAK_AND.search(text) and " " not in pieces[0]:
        return _at_commas(_parts(text))  # `Ramón y Cajal, Santiago`
    if len(flat) > len(pieces):
        made = _at_commas(flat)
        return made if len(made.entries) > 1 else Segmentation(tuple(pieces), 0.8)
    single = [" " not in piece for piece in pieces]
    if all(single):
        return Segmentation(tuple(pieces), 0.8)
    if any(single):
        if _WEAK_AND.search(text):  # Ruiz y Picasso
            return Segmentation((text,))
        return Segmentation((text,), doubt="it may be one name or several")
    return Segmentation(tuple(pieces), confidence)


def _people_and_team(pieces: list[str]) -> bool:
    """Tell whether collectives stand beside people in `pieces`, and are not parts of one long name."""
    if any(piece.startswith("the ") and is_collective(piece) for piece in pieces[1:]):
        return not is_collective(pieces[0])
    people = [piece for piece in pieces if not is_collective(piece)]
    return bool(people) and all(
        1 < len(piece.split()) < 6
        and (_INITIAL.match(piece) is not None or is_common_given_name(piece.split()[0]))
        for piece in people
    )


def _parts(text: str) -> list[str]:
    """Part at commas; a suffix or degree stays with the name before it, and the form of a company."""
    parts: list[str] = []
    for part in map(str.strip, text.split(",")):
        if parts and (is_suffix(part) or part.lower().rstrip(".") in _DEGREES | _COMPANIES):
            parts[-1] += f", {part}"
        elif part:
            parts.append(part)
    return parts


def _one_word(part: str) -> bool:
    return " " not in part.partition(",")[0]


def _is_initials(part: str) -> bool:
    return _INITIALS.fullmatch(part) is not None


def _family_first(family: str, given: str) -> float:
    """Return how likely two parts are the halves of one name, family name first."""
    if is_collective(family) and all(is_generic(word) for word in family.split()):
        return 0.9  # `Collaboration, ATLAS`
    if is_collective(family) or is_collective(given):
        return 0.9 if is_collective(family) and is_collective(given) else 0.0
    if _is_initials(given) or _one_word(family) or family[:1].islower():
        return 0.95
    if _one_word(given):
        return 0.85
    if _INITIAL.match(family) or is_common_given_name(family.split()[0]):
        return 0.05
    halves = given.split()
    names = all(is_common_given_name(word) or _INITIAL.fullmatch(word) for word in halves)
    return 0.8 if names else 0.3


def _at_commas(parts: list[str]) -> Segmentation:
    if len(parts) < 2:
        return Segmentation(tuple(parts))
    if len(parts) == 2:
        likely = _family_first(*parts)
        if likely >= 0.5:
            return Segmentation((", ".join(parts),))
        return Segmentation(tuple(parts), 0.95 if likely < 0.1 else 1 - likely)
    if all(not _one_word(part) and not _is_initials(part) for part in parts):
        return Segmentation(tuple(parts), 0.95)
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    if len(parts) % 2 == 0 and all(
        not _is_initials(family) and (_is_initials(given) or _one_word(given) or _one_word(family))
        for family, given in pairs
    ):
        sure = all(_is_initials(given) for _, given in pairs)
        return Segmentation(tuple(", ".join(pair) for pair in pairs), 0.97 if sure else 0.85)
    if len(parts) == 3 and _one_word(parts[0]):
        return Segmentation((", ".join(parts),), doubt="its parts are of no known form")
    return Segmentation(tuple(parts), 0.6, doubt="it is not sure which commas part people")
