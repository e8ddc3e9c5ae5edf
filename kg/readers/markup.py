"""Texts of XML with markup in them (JATS, PubMed, MODS): titles, abstracts, affiliations, as plain text.

What is raised stays raised where Unicode has it so, mathematics is TeX where the source has TeX (JATS Tag
Library, `<alternatives>`, `<tex-math>`) and else a line of its symbols (MathML 3), and footnotes with the
marks that point to them are left out where a text is a title or a name.
"""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from kg.readers.leaves import local_name
from kg.repair.texts.html_markup import raised

NOTES: Final = frozenset(["fn", "xref", "footnote", "target", "index-term", "x", "graphic", "inline-graphic"])
"""Elements in titles, names and affiliations that are no part of them."""

_BLOCKS: Final = frozenset(
    ["p", "sec", "list-item", "disp-quote", "abstracttext", "def-item", "title", "disp-formula", "verse-line"]
)
_PIECES: Final = frozenset(
    ["addr-line", "article-title", "chapter-title", "city", "collab", "conf-name", "country", "day",
     "edition", "fpage", "given-names", "institution", "issue", "lpage", "month", "name", "part-title",
     "person-group",
     "postal-code", "prefix", "pub-id", "publisher-loc", "publisher-name", "series", "source", "state",
     "string-name", "suffix", "surname", "volume", "year"]
)  # fmt: skip
"""Elements that are a value each, so that two of them with nothing between are no one word."""
_BREAKS: Final = frozenset(["break", "br", "hr"])
_NOT_TEXT: Final = frozenset(
    ["object-id", "inline-graphic", "graphic", "media", "supplementary-material", "annotation-xml", "label"]
)
_BEST: Final = ("tex-math", "math", "textual-form", "inline-formula", "disp-formula")
_BEGIN: Final = r"\begin{document}"
_END: Final = r"\end{document}"


def text_of(element: Element | None, *, without: frozenset[str] = frozenset()) -> str | None:
    """Return all text in an element on one line with single blanks, or None where there is none.

    `without` names further elements (local names) that are passed over; what follows them stays.
    """
    if element is not None and len(element) == 0:
        return " ".join((element.text or "").split()) or None
    return " ".join(paragraphs(element, without=without)) or None


def paragraphs(element: Element | None, *, without: frozenset[str] = frozenset()) -> list[str]:
    """Return the text in an element by its paragraphs, each with single blanks; none is empty."""
    if element is None:
        return []
    parts: list[str] = []
    _inside(element, parts, without, 0)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\x00"))
    return [line for line in lines if line]


def _inside(element: Element, parts: list[str], without: frozenset[str], depth: int) -> None:
    if element.text:
        parts.append(element.text)
    glued = False
    for child in element:
        if isinstance(child.tag, str):
            piece = local_name(child.tag) in _PIECES
            if piece and glued:
                parts.append(" ")
            _child(child, parts, without, depth)
            glued = piece and not child.tail
        if child.tail:
            parts.append(child.tail)


def _child(child: Element, parts: list[str], without: frozenset[str], depth: int) -> None:
    name = local_name(child.tag).lower()
    if name in without or depth > 60:
        return
    if name in _BREAKS:
        parts.append(" ")
    elif name in ("sup", "superscript"):
        inner = (
            "".join(child.itertext()).strip() if len(child) == 0 else (text_of(child, without=without) or "")
        )
        parts.append(raised(inner, _last(parts)) if inner else "")
    elif name == "alternatives":
        if (best := _best(child)) is not None:
            _child(best, parts, without, depth + 1)
    elif name == "tex-math":
        parts.append(tex(child))
    elif name == "math":
        parts.append(mathematics(child))
    elif name not in _NOT_TEXT:
        block = name in _BLOCKS
        parts += ["\x00"] if block else []
        _inside(child, parts, without, depth + 1)
        parts += ["\x00"] if block else []


def _last(parts: list[str]) -> str:
    return next((part[-1] for part in reversed(parts) if part), "")


def _best(alternatives: Element) -> Element | None:
    """Return that form of several which is read best as text; a picture is none."""
    children = {local_name(child.tag).lower(): child for child in alternatives if isinstance(child.tag, str)}
    for name in _BEST:
        if name in children:
            return children[name]
    return next((child for name, child in children.items() if name not in _NOT_TEXT), None)


def tex(element: Element) -> str:
    r"""Return the TeX of a `<tex-math>` between `$`, without the document around it."""
    text = "".join(element.itertext())
    if _BEGIN in text:
        text = text.partition(_BEGIN)[2].partition(_END)[0]
    text = " ".join(text.split())
    for mark in ("$$", "$"):
        if len(text) > 2 * len(mark) and text.startswith(mark) and text.endswith(mark):
            text = text.removeprefix(mark).removesuffix(mark).strip()
            break
    text = text.removeprefix(r"\(").removesuffix(r"\)").removeprefix(r"\[").removesuffix(r"\]").strip()
    return f"${text}$" if text else ""


def mathematics(element: Element) -> str:
    """Return MathML as a line of text: its own TeX where it has it, else its symbols in their order."""
    for note in element.iter():
        is_tex = "tex" in (note.get("encoding") or "").lower()
        if is_tex and local_name(note.tag) == "annotation" and (stated := tex(note)):
            return stated
    return " ".join(_symbols(element, 0).split())


def _symbols(element: Element, depth: int) -> str:
    """Return the symbols of one element of MathML (3.2 to 3.4 of MathML 3)."""
    name = local_name(element.tag)
    if name.startswith("annotation") or depth > 60:
        return ""
    children = [child for child in element if isinstance(child.tag, str)]
    made = [_symbols(child, depth + 1) for child in children]
    if not children:
        text = (element.text or "").strip()
        return " " if name == "mspace" or (name == "mtext" and not text) else text
    if name in ("msup", "mover") and len(made) == 2:
        return made[0] + (raised(made[1], made[0][-1:]) if name == "msup" else made[1])
    if name == "msubsup" and len(made) == 3:
        return made[0] + made[1] + raised(made[2], "x")
    if name == "mfrac" and len(made) == 2:
        return f"{_grouped(made[0])}/{_grouped(made[1])}"
    if name == "msqrt":
        return f"√{_grouped(''.join(made))}"
    if name == "mfenced":
        return f"{element.get('open', '(')}{','.join(made)}{element.get('close', ')')}"
    return "".join(made)


def _grouped(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"
