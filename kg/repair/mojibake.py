"""UTF-8 that was read through another code page: found, and read again.

Each text (a name, a title, an abstract) is mended for itself, stretch by stretch. A stretch is touched
only where its characters are the bytes of UTF-8 **and** could not well stand there themselves: genuine
Thai, Cyrillic, Vietnamese or Portuguese is left as it is. Where bytes were dropped, the certain part is
given back, each lost letter is shown as U+FFFD, and `RepairedText.pattern` says what it may have been, so
that another source of the same name can settle it.

Compare the heuristics of ftfy (R. Speer, "ftfy", 2019), which looks at whole texts and has no
repair with losses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from kg.records import Damage, Repair
from kg.repair.codepages import DOUBLE_BYTE, EAST_ASIAN_RUN, REPLACEMENT, CodePage, code_pages, suspect
from kg.repair.lost_letters import may_be
from kg.repair.plausibility import oddness
from kg.repair.stretch import Strength, Stretch, stretches
from kg.repair.utf8 import Hole, script

CONFIDENCE: Final = 0.95
"""That a lossless re-decoding is right (mapping specification, section 6, rule ENC-TIS620)."""

LOSSY_CONFIDENCE: Final = 0.1
"""That the text with its gaps is what was meant: it is not, until a witness fills them."""

_PATTERN: Final = "pattern: "
_MOST_ROUNDS: Final = 8
_BYTES: Final = {chr(byte): byte for byte in range(0x100)} | {
    char: byte
    for byte in range(0x80, 0xA0)
    if (char := bytes([byte]).decode("cp1252", "replace")) != REPLACEMENT
}
_GRAVE: Final = re.compile(r"(?<![^\W_])Ã  ?(?=[a-z])")
_LEFT_OVER: Final = re.compile("Ã[\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ]|Â[\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ]|â€")
_ASKED: Final = re.compile(r"\?[^\W\d_]")
_ASKED_ESCAPED: Final = re.compile(r"(?:\\\?)+")
_ALONE: Final = re.compile(r"(?<![^\W_])â(?![^\W_])")
_BEYOND: Final = re.compile(r"[^\x00-\x7f]+(?:[\x00-\x7f][^\x00-\x7f]+)*")


@dataclass(frozen=True, slots=True)
class RepairedText:
    """A text after repair.

    `text` has U+FFFD for each character that is lost; `lossless` says that there is none. `pattern` is a
    regular expression that what was meant fits as a whole, given only where something is lost. `rivals`
    are what other code pages make of it, if that is as likely. `doubtful` says that the text was, or may
    still be, damaged more than once.
    """

    text: str
    rule: str
    lossless: bool
    pattern: str | None = None
    page: str = ""
    rivals: tuple[str, ...] = ()
    doubtful: bool = False

    def damage(self, field: str, position: int | None = None) -> Damage:
        """Return what to report of the source."""
        note = None if self.lossless else "characters are lost"
        return Damage(kind="mojibake", field=field, position=position, note=note)

    def repair(
        self, field: str, before: str, after: str, position: int | None = None, pattern: str | None = None
    ) -> Repair:
        """Return what was done. `after` and `pattern` are of the whole value, of which this may be a part."""
        return Repair(
            field=field,
            position=position,
            rule=self.rule if self.lossless else f"{self.rule}-LOSSY",
            before=before,
            after=after if after != before else None,
            certain=self.lossless and not self.rivals and not self.doubtful,
            confidence=self.confidence,
            note=self._note(pattern),
        )

    @property
    def confidence(self) -> float:
        """The estimated probability that `text` is what was meant."""
        if not self.lossless:
            return LOSSY_CONFIDENCE
        return CONFIDENCE / (1 + len(self.rivals))

    def _note(self, pattern: str | None) -> str | None:
        if not self.lossless:
            return _PATTERN + (pattern or self.pattern or "")
        return f"or {', '.join(self.rivals)}" if self.rivals else None


def fits(repair: Repair, text: str) -> bool:
    """Tell whether `text` can be what the damaged value of a lossy `repair` was before it was damaged."""
    if repair.note is None or not repair.note.startswith(_PATTERN):
        return False
    return may_be(text, repair.note.removeprefix(_PATTERN))


def _suspicious(text: str) -> bool:
    # looking only where characters beyond ASCII stand, with their neighbours, is 20 times faster
    runs = [text[max(run.start() - 1, 0) : run.end() + 1] for run in _BEYOND.finditer(text)]
    return suspect().search("\n".join(runs)) is not None


def mend_text(text: str, page: str | None = None) -> RepairedText | None:
    """Return `text` mended, or None where nothing is wrong with it: at once for most text.

    Args:
        text: one name, title or abstract, verbatim: a blank at its end may be half of a letter.
        page: the code page that damaged its neighbours, if known (`RepairedText.page`); it lets doubtful
            places count.
    """
    if text.isascii():
        return None
    if "Ã " in text:  # its no-break space was printed, or folded, as a blank
        text = _GRAVE.sub("Ã\u00a0 ", text)
    if not _suspicious(text):
        return _stripped(text)
    if found := _whole_again(text):
        return found
    best = _through_one_page(text, page)
    if best is not None and best.lossless:
        # what was damaged twice over is damaged still
        for _ in range(4):
            again = _through_one_page(best.text, page) if suspect().search(best.text) else None
            if again is None:
                break
            best = replace(again, rule=best.rule, page=best.page, rivals=best.rivals, doubtful=True)
            if not again.lossless:
                break
        if best.lossless and _LEFT_OVER.search(best.text):
            best = replace(best, doubtful=True)
    if best is None:
        best = _through_double_bytes(text) or _stripped(text)
    if best is None and REPLACEMENT in text:
        pattern = re.escape(text).replace(REPLACEMENT, ".{1,2}")
        best = RepairedText(text, "ENC-REPLACED", lossless=False, pattern=pattern)
    return best


def mend_name(name: str, page: str | None = None) -> RepairedText | None:
    """Return `name` mended as a text is; `?` amid its letters stands for letters that were lost, too."""
    found = mend_text(name, page)
    if found is None and "?" in name and _ASKED.search(name):
        pattern = _ASKED_ESCAPED.sub(".{1,2}", re.escape(name))
        return RepairedText(name, "ENC-REPLACED", lossless=False, pattern=pattern)
    return found


def _whole_again(text: str) -> RepairedText | None:
    """Return `text` where all of it was damaged more than once in the same way: each time proves the last."""
    rounds = 0
    try:
        while rounds < _MOST_ROUNDS and not text.isascii():
            text = bytes(_BYTES[char] for char in text).decode()
            rounds += 1
    except (KeyError, UnicodeDecodeError):
        pass
    return RepairedText(text, "ENC-CP1252", lossless=True, page="cp1252") if rounds > 1 else None


def _stripped(text: str) -> RepairedText | None:
    """Tell of an `â` that stands alone: a dash or quotation mark of which two bytes are gone."""
    if "â" not in text or _ALONE.search(text) is None:
        return None
    pattern = re.escape(text).replace("â", "[â–—‘’“”•…]")
    return RepairedText(text, "ENC-LATIN1", lossless=False, pattern=pattern)


def _through_one_page(text: str, hint: str | None) -> RepairedText | None:
    """Return `text` read again through the page that gives the least odd result."""
    found: list[tuple[float, int, int, RepairedText]] = []
    for page in code_pages():
        if page.name != hint and page.hint.search(text) is None:
            continue
        possible = stretches(text, page)
        strong = any(one.strength is Strength.STRONG for one in possible)
        floor = Strength.FAINT if strong else Strength.WEAK if page.name == hint else Strength.STRONG
        accepted = [one for one in possible if one.strength >= floor]
        if accepted:
            mended, covered = _rebuilt(text, page, accepted)
            gain = sum(one.gain for one in accepted)
            # a letter that the page does not have says that the text went through another one
            foreign = sum(not char.isascii() and char not in page.to_byte for char in text)
            found.append((oddness(mended.text, covered) + foreign, foreign, -gain, mended))
    if not found:
        return None
    found.sort(key=lambda one: one[:3])
    odd, _, gain, best = found[0]
    rivals = sorted(
        {one.text for other, _, size, one in found if other < odd + 1 and size <= gain} - {best.text}
    )
    return replace(best, rivals=tuple(rivals)) if rivals else best


def _rebuilt(
    text: str, page: CodePage, accepted: list[Stretch]
) -> tuple[RepairedText, list[tuple[int, int]]]:
    """Return `text` with the accepted stretches read again, and where these stand in the result."""
    mended: list[str] = []
    pattern: list[str] = []
    covered = []
    place, lossless, controls = 0, True, False
    for one in accepted:
        mended.append(text[place : one.start])
        pattern.append(_perhaps(text[place : one.start], page))
        place = one.end
        length = sum(map(len, mended))
        controls = controls or any("\x80" <= char < "\xa0" for char in text[one.start : one.end])
        for piece in one.pieces:
            if isinstance(piece, Hole):
                lossless = False
                mended.append(REPLACEMENT)
                pattern.append(f"[{re.escape(piece.options)}]" if piece.options else r"\w{1,2}")
            else:
                mended.append(piece)
                pattern.append(re.escape(piece))
        if one.alternative:  # a letter and its blank, of which one was printed for both
            pattern[-1] = f"(?:{one.alternative} ?|{pattern[-1]} )"
            mended.append(" ")
        covered.append((length, sum(map(len, mended))))
    mended.append(text[place:])
    pattern.append(_perhaps(text[place:], page))
    rule = "ENC-LATIN1" if controls and page.name == "cp1252" else page.rule
    result = RepairedText("".join(mended), rule, lossless, None if lossless else "".join(pattern), page.name)
    return result, covered


def _perhaps(text: str, page: CodePage) -> str:
    """Return a pattern of what stands between damage: what looks sound may have lost its other half."""
    whole = {char: _whole(page.to_byte[char]) for char in text if char in page.to_byte}
    return "".join(f"[{char}{whole[char]}]" if whole.get(char) else re.escape(char) for char in text)


def _whole(first: int) -> str:
    """Return the letters of which the first byte is shown and the other one may be shown as nothing."""
    if not 0xC2 <= first <= 0xDF:
        return ""
    letters = (bytes([first, byte]).decode() for byte in range(0x80, 0xA0))
    return "".join(letter for letter in letters if letter.isalpha())


def _through_double_bytes(text: str) -> RepairedText | None:
    """Mend Latin letters shown as Han, Kana or Hangul in the midst of a Latin word."""
    runs = list(EAST_ASIAN_RUN.finditer(text))
    if not runs or not all(_touches_latin(text, run.start(), run.end()) for run in runs):
        return None
    for codec, rule in DOUBLE_BYTE:
        decoded = [_decoded(run.group(), codec) for run in runs]
        if all(decoded):
            parts, place = [], 0
            for run, new in zip(runs, decoded, strict=True):
                parts += [text[place : run.start()], new or ""]
                place = run.end()
            return RepairedText("".join(parts) + text[place:], rule, lossless=True, page=codec)
    return None


def _decoded(run: str, codec: str) -> str | None:
    try:
        text = run.encode(codec).decode("utf-8")
    except UnicodeError:
        return None
    good = all(script(char) == "LATIN" for char in text) and not text.isascii()
    return text if good else None


def _touches_latin(text: str, start: int, end: int) -> bool:
    return (start > 0 and _latin(text[start - 1])) or (end < len(text) and _latin(text[end]))


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
