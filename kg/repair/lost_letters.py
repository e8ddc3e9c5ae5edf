r"""What a name with lost letters may have been: a pattern, and whether a name fits it.

The pattern is written like a regular expression, so that people can read it, but it may come from a file of
a stranger; so it is matched here, without going back: letters, `[…]`, `.`, `\w`, each once or with `?` or
`{1,2}`, and `(?:…|…)` of these. Whatever says more fits nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

_LONGEST: Final = 1_000
"""Characters that a name, and places that a pattern, may have; nobody's name is longer."""

_OPTIONAL: Final = {"?": (0, 1), "{1,2}": (1, 2)}


@dataclass(frozen=True, slots=True)
class _Place:
    """One place of a pattern: the letters it takes (None: any), or the sequences of which it takes one."""

    letters: frozenset[str] | None = None
    word: bool = False
    either: tuple[tuple[_Place, ...], ...] = ()
    least: int = 1
    most: int = 1

    def takes(self, character: str) -> bool:
        if self.word:
            return character.isalnum() or character == "_"
        return character != "\n" if self.letters is None else character in self.letters


def may_be(text: str, pattern: str) -> bool:
    """Tell whether `text` as a whole fits `pattern`."""
    places = _Parser(pattern).places() if len(text) <= _LONGEST else None
    return places is not None and len(text) in _ends(places, {0}, text)


def _ends(places: tuple[_Place, ...], starts: set[int], text: str) -> set[int]:
    """Return where in `text` a match of `places` may end that begins at one of `starts`."""
    for place in places:
        ends = set(starts) if place.least == 0 else set()
        now = starts
        for count in range(1, place.most + 1):
            if place.either:
                now = {end for sequence in place.either for end in _ends(sequence, now, text)}
            else:
                now = {at + 1 for at in now if at < len(text) and place.takes(text[at])}
            if count >= place.least:
                ends |= now
        starts = ends
        if not starts:
            break
    return starts


class _Parser:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self._pattern, self._at = pattern, 0

    def places(self) -> tuple[_Place, ...] | None:
        """Return the places of the whole pattern; None where it is none of these."""
        found = self._sequence(nested=False)
        return found if found is not None and len(found) <= _LONGEST else None

    def _next(self, sign: str) -> bool:
        """Go on behind `sign` if it stands here, and tell whether it does."""
        stands = self._pattern.startswith(sign, self._at)
        self._at += len(sign) * stands
        return stands

    def _sequence(self, *, nested: bool) -> tuple[_Place, ...] | None:
        found: list[_Place] = []
        while self._at < len(self._pattern) and not (nested and self._pattern[self._at] in "|)"):
            place = self._place(nested=nested)
            if place is None:
                return None
            found.append(place)
        return tuple(found)

    def _place(self, *, nested: bool) -> _Place | None:
        place: _Place | None
        if not nested and self._next("(?:"):
            place = self._either()
        elif self._next("["):
            place = self._set()
        elif self._next("\\w"):
            place = _Place(word=True)
        elif self._next("."):
            place = _Place()
        else:
            letter = self._letter("()[]{}|?*+^$")
            place = None if letter is None else _Place(frozenset([letter]))
        for sign, (least, most) in _OPTIONAL.items():
            if place is not None and self._next(sign):
                return replace(place, least=least, most=most)
        return place

    def _letter(self, refused: str) -> str | None:
        """Take one letter, which may stand behind a backslash."""
        escaped = self._next("\\")
        letter = self._pattern[self._at : self._at + 1]
        if not letter or (letter in refused and not escaped) or (escaped and letter.isalnum()):
            return None
        self._at += 1
        return letter

    def _set(self) -> _Place | None:
        letters = set()
        while not self._next("]"):
            letter = self._letter("[]^")
            if letter is None:
                return None
            letters.add(letter)
        return _Place(frozenset(letters))

    def _either(self) -> _Place | None:
        sequences = []
        while True:
            sequence = self._sequence(nested=True)
            if sequence is None:
                return None
            sequences.append(sequence)
            if self._next(")"):
                return _Place(either=tuple(sequences))
            if not self._next("|"):
                return None
