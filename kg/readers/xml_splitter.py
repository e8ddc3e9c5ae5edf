"""The text of an XML document cut into pieces at the tags that begin and end them, before any is parsed.

Comments, CDATA sections and processing instructions hide the tags in them. Where one has no end, or an
element that was taken to stand within another proves to have none, that is taken back: it hides nothing.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Final

from kg.readers.source import Document
from kg.readers.xml_entities import entities_of
from kg.readers.xml_passed import Passed
from kg.readers.xml_piece import LONGEST, XmlPiece
from kg.readers.xml_tags import LONGEST_TAG, NAME, NamespaceScope, declared, end_of_tag, prefix_of
from kg.readers.xml_text import XmlLine, text_lines
from kg.records import Notice

_HIDING: Final = r"<!--|<!\[CDATA\[|<\?|<!DOCTYPE\b"
_ENDS: Final = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>", "<!DOCTYPE": ">"}
_WORDS: Final = {
    "<!--": "comment", "<![CDATA[": "CDATA section", "<?": "processing instruction",
    "<!DOCTYPE": "document type",
}  # fmt: skip
_DECLARATION: Final = re.compile(r"<\?xml\s")
_SUBSET_ENDS: Final = re.compile(r"\]\s*+>")
_LINES_OF_A_TAG: Final = 200
_NOT_READ: Final = "of document types only entities of plain text are read; nothing that they name is fetched"


class Splitter:
    """Goes through the lines once, with one piece open at most.

    What `entries` of `kg.readers.xml_entries` yields; `heads` and `bodies` are its arguments.
    """

    def __init__(
        self,
        document: Document,
        heads: frozenset[str],
        bodies: dict[str, frozenset[str]],
        passed: Passed | None = None,
        lines: Iterator[XmlLine] | None = None,
    ) -> None:
        """Begin at the first line; `passed` is shown what is in no piece, but for attributes of `heads`.

        `lines` are those that are looked at, where not all are.
        """
        self._name, self._heads, self._bodies = document.name, heads, bodies
        self._passed = passed
        self._lines = lines if lines is not None else text_lines(document)
        self._again: deque[XmlLine] = deque()  # lines that are looked at anew
        self._outside = re.compile(rf"{_HIDING}|<(/?)(?:{NAME}:)?({NAME})")
        names = "|".join(sorted(bodies)) or "(?!)"
        self._inside = re.compile(rf"{_HIDING}|<(/?)(?:{NAME}:)?({names})(?=[\s/>])")
        self._scope = NamespaceScope()
        self._entities: Mapping[str, str] = {}
        self._piece: XmlPiece | None = None
        self._nests = True
        self._hides = ""  # the mark that began what is not looked into
        self._hidden: list[XmlLine] = []
        self._hidden_length = 0
        self._endless: dict[str, int] = {}  # up to which line a mark is known to have no end
        self._text = ""  # the line, where it is read, and what has been counted of its inner line ends
        self._at = self._number = self._counted = 0
        self._joined = False

    def pieces(self) -> Iterator[XmlPiece | Notice]:
        """Yield the pieces, and what the user should know."""
        number = 1
        while True:
            line = self._again.popleft() if self._again else next(self._lines, None)
            if line is not None:
                number = line.number
                piece = self._piece
                if (
                    piece is not None
                    and not self._hides
                    and piece.length <= LONGEST
                    and not self._inside.search(line.text)
                ):
                    piece.take(line)  # most lines of most documents, which hold no mark
                else:
                    yield from self._line(line.text, number)
            elif self._hides:
                yield self._reveal(number)
            elif self._piece is not None:
                yield self._cut(self._piece, number)
            else:
                return

    def _line(self, text: str, number: int) -> Iterator[XmlPiece | Notice]:
        self._text, self._at, self._number, self._counted = text, 0, number, 0
        self._joined = text.find("\n", 0, -1) >= 0  # several lines, joined by a tag that goes over them
        while self._at < len(self._text):
            if self._hides:
                yield from self._pass_over()
            elif (piece := self._piece) and piece.length > LONGEST and piece.nested_at is not None:
                self._again.appendleft(XmlLine(self._rest(), self._number))
                yield self._cut(piece, self._number)
            else:
                yield from self._next()

    def _go_to(self, place: int) -> None:
        """Go to a place of the line, and count the line ends before it."""
        if self._joined:
            self._number += self._text.count("\n", self._counted, place)
            self._counted = place
        self._at = place

    def _rest(self) -> str:
        """Return what is left of the line, and go to its end."""
        rest = self._text[self._at :]
        self._at = len(self._text)
        return rest

    def _next(self) -> Iterator[XmlPiece | Notice]:
        """Take in what stands up to the next mark, and the mark."""
        piece = self._piece
        match = (self._inside if piece else self._outside).search(self._text, self._at)
        upto = match.start() if match else len(self._text)
        if piece:
            piece.add(self._text[self._at : upto], self._number)
        elif self._passed:
            self._passed.text(self._text[self._at : upto])
        if match is None:
            self._at = upto
            return
        self._go_to(upto)
        if match[0] in _ENDS:
            another = match[0] == "<!DOCTYPE" or _DECLARATION.match(self._text, self._at)
            if piece and another:  # another document begins
                yield self._closed(piece, self._number, whole=False)
            self._hide(match[0])
            return
        end = end_of_tag(self._text, self._at)
        if end is None:
            if self._join():
                return
            end = match.end()
        tag, first = self._text[self._at : end], self._number
        if piece and self._next_begins(piece, match[1] == "/", match[2], tag):
            yield self._closed(piece, self._number, whole=False)
            return
        self._go_to(end)
        if piece is None:
            yield from self._outer(match[2], tag, first)
            return
        piece.add(tag, first)
        if piece.depth < 0:
            yield self._closed(piece, self._number)

    # ---- tags

    def _join(self) -> bool:
        """Put a tag without its end before the next line; false where that cannot be its end."""
        length = len(self._text) - self._at
        if length > LONGEST_TAG or self._text.count("\n", self._at) > _LINES_OF_A_TAG:
            return False
        line = self._again.popleft() if self._again else next(self._lines, None)
        if line is None:
            return False
        self._again.appendleft(XmlLine(self._rest() + line.text, self._number))
        return True

    def _outer(self, name: str, tag: str, first: int) -> Iterator[XmlPiece]:
        """Take in a tag that stands in no piece; it may begin one."""
        begins = not tag.startswith("</")
        if self._passed and not (begins and name in self._bodies):
            self._passed.tag(tag, counted=name not in self._heads)
        if begins and name in self._bodies:
            if self._passed:
                self._passed.entry()
            bindings, prefix = self._scope.bindings, prefix_of(tag)
            namespace = (bindings | declared(tag)).get(prefix, "")
            piece = self._piece = XmlPiece(name, prefix, namespace, bindings, self._entities, first)
            piece.add(tag, first)
            if tag.endswith("/>"):
                yield self._closed(piece, self._number)
            return
        if begins and name in self._heads:
            head = XmlPiece(name, prefix_of(tag), "", self._scope.bindings, self._entities, first)
            head.add(tag.removesuffix(">").removesuffix("/") + "/>", first)
            yield head.closed(self._number, whole=tag.endswith(">"))
        self._scope.see(tag)

    def _next_begins(self, piece: XmlPiece, ends: bool, name: str, tag: str) -> bool:
        """Tell whether a tag within a piece begins the next one; else count how deep its own name stands."""
        own = name == piece.tag
        if ends:
            piece.depth -= own
            return False
        if name not in self._bodies[piece.tag] and not piece.is_foreign(tag):
            return True
        if own and not self._nests:
            return True
        if own and not tag.endswith("/>"):
            piece.depth += 1
            if piece.nested_at is None:
                piece.nested_at = len(piece.parts)
        return False

    def _closed(self, piece: XmlPiece, number: int, *, whole: bool = True) -> XmlPiece:
        self._piece = None
        return piece.closed(number, whole=whole)

    def _cut(self, piece: XmlPiece, number: int) -> XmlPiece:
        """Close a piece that has no end, before the first of its own name in it, which is the next one."""
        if piece.nested_at is not None and piece.nested_at < len(piece.parts):
            self._nests = False
            number = piece.parts[piece.nested_at].number
            self._again.extendleft(reversed(piece.parts[piece.nested_at :]))
            del piece.parts[piece.nested_at :]
        return self._closed(piece, number, whole=False)

    # ---- what hides tags

    def _hide(self, mark: str) -> None:
        """Begin what is not looked into."""
        if _DECLARATION.match(self._text, self._at):
            self._scope.clear()
            self._entities = {}
        if self._number > self._endless.get(mark, 0):
            self._hides, self._hidden, self._hidden_length = mark, [XmlLine(mark, self._number)], 0
        elif self._piece:
            self._piece.add(mark, self._number)
        self._at += len(mark)

    def _pass_over(self) -> Iterator[XmlPiece | Notice]:
        """Go to where it ends, which may be on a later line."""
        end = self._end_of_hidden(self._text, self._at)
        self._hidden.append(XmlLine(self._text[self._at : end], self._number))
        if end is not None:
            self._go_to(end)
            yield from self._shown()
            return
        self._hidden_length += len(self._rest())
        if self._hidden_length > LONGEST:
            yield self._reveal(self._number)

    def _end_of_hidden(self, text: str, at: int) -> int | None:
        mark = self._hides
        if mark != "<!DOCTYPE":
            found = text.find(_ENDS[mark], at)
            return found + len(_ENDS[mark]) if found >= 0 else None
        close, bracket = text.find(">", at), text.find("[", at)
        if not any("[" in line.text for line in self._hidden) and (bracket < 0 or 0 <= close < bracket):
            return close + 1 if close >= 0 else None
        match = _SUBSET_ENDS.search(text, at)
        return match.end() if match else None

    def _shown(self) -> Iterator[Notice]:
        """Leave what was not looked into: only CDATA is kept of it, and where lines end."""
        mark, self._hides = self._hides, ""
        if mark == "<!DOCTYPE":
            self._scope.clear()
            self._entities, every = entities_of("".join(line.text for line in self._hidden))
            if not every:
                yield Notice(self._name, self._hidden[0].number, _NOT_READ)
        elif self._piece:
            for line in self._hidden:
                text = line.text if mark == "<![CDATA[" else "\n" * line.text.count("\n")
                self._piece.add(text, line.number)
        elif self._passed and mark == "<![CDATA[":
            self._passed.text("".join(line.text for line in self._hidden)[len(mark) : -3])
        self._hidden = []

    def _reveal(self, number: int) -> Notice:
        """Take back what hides all that follows."""
        mark, self._hides = self._hides, ""
        self._endless[mark] = number
        first, *rest = self._hidden
        self._hidden = []
        if self._piece:
            self._piece.add(mark, first.number)
        self._again.extendleft(reversed(rest))
        message = (
            f"the {_WORDS[mark]} that begins here has no end; what follows is read as if it did not begin"
        )
        return Notice(self._name, first.number, message)
