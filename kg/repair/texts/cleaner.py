"""The one cleaner of texts: titles, abstracts, comments, references, venues, keywords.

In this order: entities, wrong decoding, invisible characters, tags, conventions of data bases, TeX. Each
step is a repair on record, with the text before it and after it; of a long text, the places that changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from kg.records import Damage, Repair
from kg.repair import tex
from kg.repair.mojibake import mend_text
from kg.repair.texts import conventions, html_markup, invisible, tex_text

_LONG: Final = 300
"""Characters from which a repair shows only the places that changed."""
_MOST: Final = 12
_SHOWN: Final = frozenset(["abstract"])
"""Fields that are read rather than looked for: of their TeX only the letters are read."""
_TITLES: Final = frozenset(["title", "titles", "subtitle", "venue", "series"])
_MARKS: Final = re.compile(r"[&<\\{`~]|--|/su[bp] |^\s{0,20}(?:Abstract|ABSTRACT|abstract)\b")
_APART: Final = 24
_CONFIDENCE: Final = {
    html_markup.ENTITY_RULE: 0.99, html_markup.TAG_RULE: 0.97, invisible.RULE: 0.99,
    tex_text.RULE: 0.97, tex.RULE: 1, conventions.SCRIPT_RULE: 0.97, conventions.SORTING_RULE: 0.97,
    conventions.HEADING_RULE: 0.97, conventions.LOST_RULE: 0.9,
}  # fmt: skip


@dataclass(slots=True)
class Cleaned:
    """A text after cleaning, with what was damaged in it and each step that changed it."""

    text: str
    damage: list[Damage] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)


def is_clean(text: str) -> bool:
    """Tell whether `clean` would leave `text` as it is; false where it must look closer."""
    if _MARKS.search(text) is not None:
        return False
    return text.isascii() and (text.isprintable() or not invisible.hides(text))


def clean(text: str, name: str, *, decode: bool = True) -> Cleaned:
    """Return `text`, the value of the field `name`, cleaned; blanks are not folded.

    Args:
        text: the value verbatim.
        name: the record's field, for damage and repairs.
        decode: whether to look for wrongly decoded characters.
    """
    made = Cleaned(text)
    if is_clean(text):
        return made
    if "&" in text:
        _step(made, name, html_markup.ENTITY_RULE, html_markup.entities(made.text))
    if "\ufffd" in made.text:
        _step(made, name, conventions.LOST_RULE, conventions.with_lost_marks(made.text))
    if decode and not made.text.isascii() and (mended := mend_text(made.text)):
        made.damage.append(mended.damage(name))
        made.repairs.append(mended.repair(name, " ".join(made.text.split()), " ".join(mended.text.split())))
        made.text = mended.text
    if invisible.hides(made.text):
        turned = invisible.turns(made.text)
        _step(made, name, invisible.RULE, invisible.without(made.text), certain=not turned)
    if name in _TITLES:
        _step(made, name, conventions.SORTING_RULE, conventions.without_sorting_marks(made.text))
    if "<" in made.text:
        _step(made, name, html_markup.TAG_RULE, html_markup.without_tags(made.text))
    _step(made, name, conventions.SCRIPT_RULE, conventions.scripts(made.text))
    if name == "abstract":
        _step(made, name, conventions.HEADING_RULE, conventions.without_heading(made.text))
    if tex_text.may_hold(made.text):
        letters_only = name in _SHOWN
        rule = tex.RULE if letters_only else tex_text.RULE
        before = made.text
        _step(made, name, rule, tex_text.plain(made.text, letters_only=letters_only), certain=letters_only)
        if before != made.text:  # markup that was escaped for TeX: `{\\textless}i{\\textgreater}`
            _step(made, name, html_markup.ENTITY_RULE, html_markup.entities(made.text))
            _step(made, name, html_markup.TAG_RULE, html_markup.without_tags(made.text))
    return made


def _step(made: Cleaned, name: str, rule: str, after: str, *, certain: bool = False) -> None:
    if after == made.text:
        return
    before, shown = (made.text, after) if len(made.text) <= _LONG else _places(made.text, after)
    if rule == invisible.RULE:
        before = invisible.escaped(before)
    made.repairs.append(
        Repair(
            field=name,
            rule=rule,
            before=before,
            after=shown,
            certain=certain or rule == html_markup.ENTITY_RULE,
            confidence=_CONFIDENCE[rule],
            note=_note(rule, short=len(made.text) > _LONG),
        )
    )
    made.text = after


def _note(rule: str, *, short: bool) -> str | None:
    notes = ["the places that changed"] if short else []
    notes += ["what is invisible is shown as its number"] if rule == invisible.RULE else []
    return "; ".join(notes) or None


def _places(before: str, after: str) -> tuple[str, str]:
    """Return the words that changed, of both texts."""
    shown = list(islice(_changes(before.split(), after.split()), _MOST + 1))
    more = ["…"] if len(shown) > _MOST else []
    return (
        " … ".join([one for one, _ in shown[:_MOST]] + more) or before[:_LONG],
        " … ".join([one for _, one in shown[:_MOST]] + more),
    )


def _changes(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the stretches of words in which the texts differ; cleaning changes few words at one place."""
    a = b = 0
    while a < len(old) or b < len(new):
        while (same := old[a : a + _APART]) and same == new[b : b + _APART]:
            a, b = a + len(same), b + len(same)
        while a < len(old) and b < len(new) and old[a] == new[b]:
            a, b = a + 1, b + 1
        if a == len(old) and b == len(new):
            return
        skip, other = next(
            (
                (total - more, more)
                for total in range(1, _APART)
                for more in range(total + 1)
                if old[a + total - more : a + total - more + 2] == new[b + more : b + more + 2]
            ),
            (len(old) - a, len(new) - b),
        )
        yield " ".join(old[a : a + skip]), " ".join(new[b : b + other])
        a, b = a + skip, b + other
