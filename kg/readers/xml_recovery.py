"""A piece of XML that is not well-formed, read as far as it goes: one broken tag costs no article.

An end tag closes the nearest element of its name that is open, and one that closes nothing is passed over;
what is still open at the end is closed there. A `<` that begins no tag is text. Nothing is fetched or
expanded.
"""

from __future__ import annotations

import html
import re
from typing import Final
from xml.etree.ElementTree import Element

_TAG: Final = re.compile(
    r"""<(/?)(?:[\w.-]{1,60}:)?([A-Za-z_][\w.-]{0,60})((?:[^<>"']|"[^"<]*+"|'[^'<]*+')*+)>"""
)
_ATTRIBUTE: Final = re.compile(
    r"""(?:[\w.-]{1,60}:)?([A-Za-z_][\w.-]{0,60})\s{0,20}=\s{0,20}(?:"([^"]*+)"|'([^']*+)')"""
)
_PASSED: Final = (("<!--", "-->"), ("<?", "?>"), ("<!", ">"))
_DEEPEST: Final = 200


def recovered(text: str, name: str) -> Element:
    """Return an element `name` (a local name) with what `text`, its XML, states; names have no namespaces."""
    root: Element | None = None
    open_: list[Element] = []
    for kind, value, attributes in _tokens(text):
        if kind == "text" and open_:
            _add(open_[-1], html.unescape(value))
        elif kind == "begin":
            closed = attributes.pop("/", None)
            one = Element(value, attributes)
            if root is None:
                root = one
            elif open_:
                open_[-1].append(one)
            if not closed and len(open_) < _DEEPEST:
                open_.append(one)
        elif kind == "end" and (place := _nearest(open_, value)):
            del open_[place:]
    return root if root is not None and root.tag == name else Element(name)


def _tokens(text: str) -> list[tuple[str, str, dict[str, str]]]:
    """Return the tags and texts of a piece in their order; comments and instructions are left out."""
    found: list[tuple[str, str, dict[str, str]]] = []
    at, absent = 0, set()
    while at < len(text):
        begin = text.find("<", at)
        if begin < 0:
            begin = len(text)
        if begin > at:
            found.append(("text", text[at:begin], {}))
        if begin == len(text):
            break
        if text.startswith("<![CDATA[", begin):
            end = text.find("]]>", begin)
            end = len(text) if end < 0 else end
            found.append(("text", html.escape(text[begin + 9 : end]), {}))
            at = end + 3
            continue
        for mark, stop in _PASSED:
            if text.startswith(mark, begin) and stop not in absent:
                end = text.find(stop, begin + len(mark))
                if end >= 0:
                    at = end + len(stop)
                    break
                absent.add(stop)
        else:
            match = _TAG.match(text, begin)
            if match is None:
                found.append(("text", "<", {}))
                at = begin + 1
                continue
            at = match.end()
            attributes = {
                one[1]: html.unescape(one[2] or one[3] or "") for one in _ATTRIBUTE.finditer(match[3])
            }
            if match[3].endswith("/"):
                attributes["/"] = "/"
            found.append(("end" if match[1] else "begin", match[2], attributes))
    return found


def _add(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _nearest(open_: list[Element], name: str) -> int | None:
    """Return the place of the innermost open element of a name; the outermost of all stays open."""
    return next((place for place in range(len(open_) - 1, 0, -1) if open_[place].tag == name), None)
