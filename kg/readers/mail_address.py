"""E-mail addresses in affiliations and notes: cut out, as only the domain after the `@` is kept."""

from __future__ import annotations

import re
from typing import Final

_ADDRESS: Final = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}+(?:\s{0,2}@\s{0,2}|\s?\[at\]\s?|\(at\))"
    r"([a-z0-9](?:[a-z0-9-]{0,62}\.){1,8}[a-z]{2,24})\b",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"[\s(\[,;:.–-]{0,6}(?:\b(?:electronic\s(?:mail\s)?address(?:es)?|e-?mails?(?:\saddress(?:es)?)?|contact|"
    r"corresponding\sauthor)\b[\s:.]{0,4})?"
    r"\x00[\s)\],;.]{0,4}(?:\([A-Z][A-Z.\s-]{0,8}\)[\s,;.]{0,4})?"
    r"(?:\x00[\s)\],;.]{0,4}(?:\([A-Z][A-Z.\s-]{0,8}\)[\s,;.]{0,4})?){0,40}",
    re.IGNORECASE,
)


def without_addresses(text: str) -> tuple[str, list[str]]:
    """Return `text` without the e-mail addresses in it and what announces them, and their domains in order.

    A full stop that ended the text before an address stays.
    """
    if "@" not in text and "[at]" not in text and "(at)" not in text:
        return text, []
    domains = [match[1].lower() for match in _ADDRESS.finditer(text)]
    if not domains:
        return text, []
    bare = _ADDRESS.sub("\x00", text.replace("\x00", ""))
    bare = _LABEL.sub(_joined, bare)
    return " ".join(bare.split()).strip(" ,;:"), list(dict.fromkeys(domains))


def _joined(match: re.Match[str]) -> str:
    opening = match[0].lstrip()[:1]
    return ". " if opening == "." else " "
