"""What print and the clipboard leave around an identifier: blanks, invisible characters, brackets, stops."""

from __future__ import annotations

import re
from typing import Final

_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f]"
)


def visible(text: str) -> str:
    """Return `text` without invisible characters, its blanks made single, and none at its ends."""
    if text.isascii() and text.isprintable():
        return text.strip() if "  " not in text else " ".join(text.split())
    return " ".join(_INVISIBLE.sub("", text).split())


def bare(text: str) -> str:
    """Return `visible(text)` without brackets around it and without a full stop or comma after it."""
    text = visible(text).rstrip(".,;")
    if text[:1] in ("(", "[", "<", "{") and text[-1:] in (")", "]", ">", "}"):
        text = text[1:-1].strip()
    return text
