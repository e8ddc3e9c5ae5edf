"""Digital Object Identifiers, as sources print them (DOI Handbook; ISO 26324).

A DOI is told from what print and the web put around it: resolvers and proxies, `doi:`, publishers' pages,
percent-encoding, entities, trackers, brackets, full stops. A character that print puts in the place of
another (a ligature, a dash, a blank) is not guessed away: such a text states no DOI that is known.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import quote, unquote

from kg.identifiers.print_marks import visible

if TYPE_CHECKING:
    from kg.identifiers.arxiv import ArxivId

ARXIV_DOI_PREFIX: Final = "10.48550/arxiv."
"""What the DOIs that arXiv itself issues begin with, in normal form."""

_NAME: Final = re.compile(r"10\.\d{4,9}(?:\.\d{1,9}){0,5}/[^\s\x00-\x1f\x7f]+")
_WORD: Final = re.compile(
    r"(?:(?:e-?)?doi(?:\s?[:=]\s?|\.?\s?(?=10\.))|info:doi/|urn:doi:|hdl:(?=10\.))", re.IGNORECASE
)
_ADDRESS: Final = re.compile(
    r"(?:https?:/{1,2}|//)[^\s/]{1,253}/|(?:[a-z\d-]{1,63}\.){1,6}[a-z]{2,12}/", re.IGNORECASE
)
_RESOLVER: Final = re.compile(r"(?:https?:)?/*(?:[a-z]{2,4}\.)?doi[.-]org(?:[./:]|$)", re.IGNORECASE)
_IN_ADDRESS: Final = re.compile(r"[/=:]10\.\d{4,9}")
_BETWEEN: Final = re.compile(
    r"(?<![\s,;|])[\s,;|]+(?=(?:and |& )?(?:doi\b|https?://|10\.\d{4,9}/))(?:and |& )?", re.IGNORECASE
)
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"%[\da-f]{2}", re.IGNORECASE)
_REMARK: Final = re.compile(r"\s[(\[][^()\[\]]{1,60}[)\]]$")
# what is asked of a page, not what its thing is called: `?utm_source=x`, `&genre=article`
_QUERY: Final = re.compile(r"[?&](?:amp;)?[A-Za-z][\w.-]{0,40}=\S*$")
_PAGE: Final = re.compile(
    r"(?:/(?:abstract|full|fulltext|full-text|pdf|epdf|pdfdirect|html|meta|summary|references|issuetoc|epub|"
    r"download|figures|metrics|asset/[^\s]{0,80})|\.(?:pdf|html?|xml|full|abstract|short)){1,2}$",
    re.IGNORECASE,
)
_PREPRINT_PAGE: Final = re.compile(r"(10\.(?:1101|64898)/[\d.]{6,30})v\d{1,2}$")
_STEPS: Final = re.compile(r"/\.{1,2}(?:/|$)")
_TRAILING: Final = ".,;:!?'\"’”»"
_PAIRS: Final = {"(": ")", "[": "]", "{": "}", "<": ">", '"': '"', "'": "'", "“": "”", "‘": "’", "«": "»"}


@dataclass(frozen=True, slots=True)
class StatedDois:
    """What a text that should state a DOI states.

    `names` are the DOIs in the letters of the source, without prefix or resolver. `cleaned` says that more
    than these was taken off (a tracker, an entity, a remark, a full stop). `fault` says why there is none.
    """

    names: tuple[str, ...] = ()
    cleaned: bool = False
    fault: str | None = None


# hyphens of print, and angle brackets that TeX's first encoding shows as `¡…¿`
HYPHENS: Final = re.compile("[\u2010\u2011\u2012\u2013\u2212\u00ad]")
_SICI: Final = re.compile(r"¡(\d{1,6}::[A-Z]{2,4}-[A-Z0-9]{1,20})¿")


@lru_cache(maxsize=4096)
def stated_dois(text: str) -> StatedDois:
    """Return the DOIs that `text` is a list of, mostly one; blanks, commas or semicolons part them."""
    plain = visible(text)
    cleaned = plain != text.strip()
    if "&" in plain:
        again = plain
        for _ in range(3):
            again = _ENTITY.sub(lambda match: html.unescape(match[0]), again)
        plain, cleaned = again, cleaned or again != plain
    names = []
    for part in _parts(plain):
        name, changed = _name(part)
        if isinstance(name, _Fault):
            return StatedDois(fault=name.reason)
        names.append(name)
        cleaned = cleaned or changed
    return StatedDois(tuple(dict.fromkeys(names)), cleaned)


def _parts(text: str) -> list[str]:
    """Part a list of DOIs; what stands before the first number, such as `doi:`, stays with it."""
    parts: list[str] = []
    for part in _BETWEEN.split(text):
        if parts and "10." not in parts[-1]:
            parts[-1] += f" {part}"
        else:
            parts.append(part)
    return parts


@dataclass(frozen=True, slots=True)
class _Fault:
    reason: str


def _name(part: str) -> tuple[str | _Fault, bool]:
    """Return the DOI that `part` states, or why there is none, and whether more than a prefix went."""
    text = _unwrapped(_SICI.sub(r"<\1>", HYPHENS.sub("-", part.strip())))
    cleaned = text != part.strip()
    without = _REMARK.sub("", text.rstrip(_TRAILING))
    if without != text.rstrip(_TRAILING):
        text, cleaned = without, True
    text, address, page = _without_prefix(text)
    if address:
        text, cleaned = _without_query(text, cleaned=cleaned)
    else:
        without = _QUERY.sub("", text)
        text, cleaned = without, cleaned or without != text
    if _ESCAPE.search(text):
        cleaned = cleaned or not address
        for _ in range(2):  # `%253C` is encoded twice
            text = unquote(text, errors="strict") if _decodes(text) else text
    if page:
        without = _PREPRINT_PAGE.sub(r"\1", _PAGE.sub("", text))
        text, cleaned = without, True
    closed = _closed(text)
    cleaned = cleaned or closed != text
    if address and closed.endswith("/"):
        closed = closed.rstrip("/")
    return _Fault(fault) if (fault := _fault(closed)) else closed, cleaned


def _without_prefix(text: str) -> tuple[str, bool, bool]:
    """Take off words and addresses; say whether there was an address, and whether of a publisher's page."""
    address = page = False
    for _ in range(4):  # `http://dx.doi.org/doi:10.…`
        if match := _WORD.match(text):
            text = text[match.end() :].lstrip()
            continue
        match = _ADDRESS.match(text)
        if match is None or text.startswith("10."):
            break
        address = True
        resolver = _RESOLVER.match(match[0]) is not None
        path = text[match.end() - 1 :].replace("%2F", "/").replace("%2f", "/")
        place = _IN_ADDRESS.search(path)
        if place is None:
            text = text[match.end() :]
            break
        page = page or not resolver
        if path[place.start()] == "=":  # `?doi=10.…&x=1`
            path = path.partition("&")[0] if "?" in path[: place.start()] else path
            page = False
        text = path[place.start() + 1 :]
    return text, address, page


def _without_query(text: str, *, cleaned: bool) -> tuple[str, bool]:
    """Take query and fragment off what stood in an address; the check character of a SICI may be `#`."""
    short = text.partition("?")[0]
    if "#" in short and not short.endswith(";2-#"):
        short = short.partition("#")[0]
    without = _QUERY.sub("", short)
    return without, cleaned or without != text


def _decodes(text: str) -> bool:
    try:
        return unquote(text, errors="strict").isprintable()
    except UnicodeDecodeError:
        return False


def _unwrapped(text: str) -> str:
    """Take off brackets and quotation marks that hold the whole text."""
    while len(text) > 2 and _PAIRS.get(text[0]) == text.rstrip(".,;")[-1:]:
        text = text.rstrip(".,;")[1:-1].strip()
    return text


def _closed(text: str) -> str:
    """Take off full stops and the like, and brackets that close what was never opened."""
    while text:
        short = text.rstrip(_TRAILING)
        for opening, closing in ("()", "[]", "{}", "<>"):
            if short.endswith(closing) and short.count(opening) < short.count(closing):
                short = short[:-1]
        if short == text:
            break
        text = short
    return text


def _fault(name: str) -> str | None:
    """Tell why `name` is no DOI; None if it is one."""
    if re.search(r"\s", name) and name.startswith("10."):
        return "a blank stands in it"
    if _NAME.fullmatch(name) is None or (name.endswith("/") and name.count("/") < 2):
        return "it does not have the form 10.NUMBER/NAME"
    if _STEPS.search(name):
        return "a step to another place (`/../`) stands in it, which its address would follow"
    if name.isascii():
        return None
    for char in name:
        if not char.isascii() and (
            unicodedata.category(char)[0] in "PZC"
            or char == "\ufffd"
            or unicodedata.normalize("NFKC", char) not in (char, unicodedata.normalize("NFD", char))
        ):
            return f"{char} (U+{ord(char):04X}) may stand for another character"
    return None


@dataclass(frozen=True, slots=True)
class Doi:
    """A Digital Object Identifier: lower case, without resolver (DOI Handbook, 2.4: case-insensitive)."""

    value: str

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> Self | None:
        """Return the DOI that `text` is, with or without prefix or resolver; None if it is none."""
        found = stated_dois(text)
        return cls(found.names[0].lower()) if len(found.names) == 1 else None

    @property
    def url(self) -> str:
        """The address that resolves it."""
        return "https://doi.org/" + quote(self.value, safe="/:;()._-~!*',@&=+$")

    @property
    def arxiv(self) -> ArxivId | None:
        """The e-print it stands for, where arXiv issued it (`10.48550/arXiv.…`)."""
        from kg.identifiers.arxiv import ArxivId

        return ArxivId.parse(self.value.removeprefix(ARXIV_DOI_PREFIX)) if self.issued_by_arxiv else None

    @property
    def issued_by_arxiv(self) -> bool:
        """Whether arXiv issued it, so that it names the e-print and no other publication."""
        return self.value.startswith(ARXIV_DOI_PREFIX)

    def __str__(self) -> str:
        return self.value
