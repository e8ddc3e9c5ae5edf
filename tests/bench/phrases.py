"""Invented titles and abstracts with what real ones carry: quotes, TeX, line breaks, emoji, controls."""

from __future__ import annotations

import random
from functools import cache

from .words import words

_WORDS = words("texts")


def title(chance: random.Random) -> str:
    """Return a title; about one in sixty is odd, and a few (“Editorial”) belong to many papers."""
    draw = chance.random()
    if draw < 0.001:
        return chance.choice(("Editorial", "Introduction", "Preface"))
    if draw < 0.016:
        return (
            f"{chance.choice(_WORDS['odd'])}"
            if draw < 0.002
            else f"{chance.choice(_WORDS['odd'])}: {_plain_title(chance)}"
        )
    return _plain_title(chance)


def abstract(chance: random.Random) -> str:
    """Return an abstract of about 860 characters on average."""
    sentences = chance.choices(_sentences(), k=chance.randint(8, 18))
    draw = chance.random()
    if draw < 0.25:
        text = "\n".join(sentences)
    elif draw < 0.3:
        text = "\n\n  ".join(sentences)
    else:
        text = " ".join(sentences)
    if draw > 0.98:
        text += f" {chance.choice(_WORDS['odd'])} 😀"
    if draw > 0.998:
        text += " A stray \x07 bell and a vertical\x0btab."
    return text


def _plain_title(chance: random.Random) -> str:
    parts = (
        chance.choice(_WORDS["qualities"]),
        chance.choice(_WORDS["qualities"]),
        chance.choice(_WORDS["methods"]),
        chance.choice(_WORDS["objects"]),
    )
    return f"{parts[0]} {parts[1]} {parts[2]} of {parts[3]} {chance.choice(_WORDS['settings'])}"


@cache
def _sentences() -> tuple[str, ...]:
    chance = random.Random("sentences")
    return tuple(
        chance.choice(_WORDS["clauses"]).format(
            m=chance.choice(_WORDS["methods"]).lower(),
            o=chance.choice(_WORDS["objects"]).lower(),
            q=chance.choice(_WORDS["qualities"]).lower(),
            s=chance.choice(_WORDS["settings"]),
            n=chance.randint(2, 97),
        )
        + "."
        for _ in range(3000)
    )
