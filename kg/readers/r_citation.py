"""CITATION of a package of R: what it wants to be cited, as calls of `bibentry` or `citEntry`.

https://stat.ethz.ch/R-manual/R-devel/library/utils/html/bibentry.html. The file is a program of R and is not
run: texts, `c(…)`, `paste`, `person` and `personList` are read; what is computed (`sprintf`, `meta$Version`)
stays unread. What `toBibtex` prints is BibTeX.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from kg.readers import reader
from kg.readers.bibtex.fields import KEY, KINDS, PARTS
from kg.readers.bibtex.text import plain
from kg.readers.draft import Draft
from kg.readers.eight_bit import text_lines
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import people
from kg.readers.leaves import Leaf
from kg.readers.printed_dates import printed, state_publication
from kg.readers.serials import issns_and_isbns
from kg.readers.source import Document
from kg.records import Item, Rejection

NAME: Final = "r-citation"
MOST: Final = 1_000_000
"""Characters of a file that are looked at."""
_CALL: Final = re.compile(r"\b(bibentry|citEntry)\s{0,9}\(")
_SIGN: Final = re.compile(
    r"^[ \t]{0,9}(?:[\w.]{1,40}[ \t]{0,3}<-[ \t]{0,3})?(?:c\()?(?:bibentry|citEntry|citHeader)[ \t]{0,9}\(",
    re.MULTILINE,
)
_TOKEN: Final = re.compile(
    r"""(?P<text>"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+')|(?P<word>[A-Za-z_.][\w.$:]*+|\d[\w.]*+)"""
    r"""|(?P<sign>[(),=])|(?P<rest>#[^\n]*+|\s++|.)""",
    re.DOTALL,
)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES: Final = {"n": " ", "t": " "}
_AND: Final = re.compile(r"\s{1,9}and\s{1,9}")
_TEX: Final = frozenset(["title", "journal", "booktitle", "publisher", "note", "series", "abstract"])
_NOTHING: Final = object()
"""What stands in an argument of which nothing was read yet."""
_PRINT: Final = "it is how the reference is printed"
TABLE: Final = FieldTable(
    read={
        "bibtype": "work_type work_type_as_stated", "entry": "work_type work_type_as_stated", "key": "stated",
        "title": "title", "author": "authors", "editor": "editors contributors", "journal": "venue",
        "booktitle": "venue", "year": "year published", "month": "published", "volume": "volume",
        "number": "issue report_no", "pages": "pages", "publisher": "publisher", "address": "place",
        "doi": "doi", "url": "url", "isbn": "identifiers venue_identifiers", "issn": "venue_identifiers",
        "note": "comment", "edition": "edition", "series": "series", "school": "contributors",
        "institution": "contributors", "abstract": "abstract",
    },
    dropped={
        "textVersion": _PRINT, "header": _PRINT, "footer": _PRINT, "mheader": _PRINT, "mfooter": _PRINT,
        "author.email": "an e-mail address is not published", "author.role": _PRINT,
    },
)  # fmt: skip


class Call(NamedTuple):
    """A call of R: what is called, and its arguments with their names; what is computed is None."""

    name: str
    arguments: list[tuple[str, Any]]

    def named(self, name: str) -> Any:
        """Return the argument called so."""
        return next((value for own, value in self.arguments if own == name), None)


def _sniff(head: str) -> float:
    return 0.9 if _SIGN.search(head) and not head.lstrip("\ufeff \n\r\t").startswith(("<", "{", "@")) else 0.0


@reader(NAME, "CITATION of a package of R", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each entry that the file makes.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    program = "\n".join(line.text for line in text_lines(document))[:MOST]
    end, line = 0, 1
    for found in _CALL.finditer(program):
        start = found.start()
        beginning = program[program.rfind("\n", 0, start) + 1 : start]
        if start < end or beginning.lstrip().startswith("#"):
            continue
        line += program.count("\n", end, start)
        call, end = _call(program, found.end(), found[1])
        if call is None:
            excerpt = " ".join(program[start : start + 200].split())
            yield Rejection(document.name, line, f"its call of {found[1]} has no end", excerpt)
            return
        first, line = line, line + program.count("\n", start, end)
        yield from _record(document, call, (first, line))
    if not end:
        yield Rejection(document.name, 1, "it makes no entry with bibentry or citEntry", program[:80])


def _call(program: str, start: int, name: str) -> tuple[Call | None, int]:
    """Return the call whose arguments begin at `start`, and where it ends; None where it has no end."""
    calls = [Call(name, [])]
    named, held = [""], [_NOTHING]  # of each open call: the name and the value of the argument at hand
    word = ""
    place = start
    while token := _TOKEN.match(program, place):
        place = token.end()
        if text := token["text"]:
            held[-1] = _text(text) if held[-1] is _NOTHING else None
        elif token["word"]:
            word = token["word"]
            held[-1] = word if word.isdigit() and held[-1] is _NOTHING else None
        elif (sign := token["sign"]) == "(":
            calls.append(Call(word, []))
            named.append("")
            held.append(_NOTHING)
        elif sign == "=":
            named[-1], held[-1] = word, _NOTHING
        elif sign:
            if held[-1] is not _NOTHING:
                calls[-1].arguments.append((named[-1], held[-1]))
            named[-1], held[-1] = "", _NOTHING
            if sign == ")":
                done = calls.pop()
                named.pop(), held.pop()
                if not calls:
                    return done, place
                held[-1] = done
    return None, place


def _text(quoted: str) -> str:
    return _ESCAPED.sub(lambda one: _ESCAPES.get(one[1], one[1]), quoted[1:-1])


def _value(stated: Any) -> str | None:
    """Return the text that an argument is, put together where `paste` does so."""
    if isinstance(stated, Call) and stated.name in ("paste", "paste0"):
        parts = [_value(value) for name, value in stated.arguments if name not in ("sep", "collapse")]
        if None in parts:
            return None
        between = _value(stated.named("sep")) if stated.named("sep") is not None else None
        mark = between if between is not None else "" if stated.name == "paste0" else " "
        return " ".join(mark.join(part or "" for part in parts).split())
    return " ".join(stated.split()) or None if isinstance(stated, str) else None


def _people(stated: Any) -> list[Any]:
    """Return whom an argument names: `person`, a list of them, or a text with `and`."""
    if isinstance(stated, str):
        return people(_AND.split(stated))
    if not isinstance(stated, Call):
        return []
    if stated.name.rpartition(":")[2] != "person":
        return [one for _, value in stated.arguments for one in _people(value)]
    plain = [value for name, value in stated.arguments if not name]
    given = _value(stated.named("given") or (plain[0] if plain else None))
    family = _value(stated.named("family") or (plain[1] if len(plain) > 1 else None))
    if given and family:
        return [{"given": given, "family": family}]
    return people([given or family or ""])


def _leaves(stated: Any, path: str) -> Iterator[Leaf]:
    if isinstance(stated, str):
        yield Leaf(path, stated)
    elif isinstance(stated, Call):
        for name, value in stated.arguments:
            yield from _leaves(value, f"{path}.{name}" if name in ("email", "role", "comment") else path)


def _record(document: Document, call: Call, lines: tuple[int, int]) -> Iterator[Item]:
    arguments = [(name or "bibtype", value) for name, value in call.arguments]
    leaves = [leaf for name, value in arguments for leaf in _leaves(value, name)]
    said = dict(reversed(arguments))
    texts = {name: text for name, value in said.items() if (text := _value(value))}
    for name in _TEX & texts.keys():  # as toBibtex and R's own printing take them
        texts[name] = plain(texts[name])
    draft = Draft(document, NAME, lines, leaves, TABLE, excerpt=texts.get("title", ""))
    fields = draft.fields
    word = (texts.get("bibtype") or texts.get("entry") or "").lower()
    for field, name in (
        ("title", "title"), ("volume", "volume"), ("publisher", "publisher"), ("place", "address"),
        ("doi", "doi"), ("url", "url"), ("comment", "note"), ("edition", "edition"), ("series", "series"),
        ("abstract", "abstract"),
    ):  # fmt: skip
        fields[field] = texts.get(name)
    fields["authors"] = _people(said.get("author"))
    fields["venue"] = texts.get("journal") or texts.get("booktitle")
    fields["venue_kind"] = PARTS.get(word) if fields["venue"] else None
    editors = _people(said.get("editor"))
    fields["editors"] = editors if fields["venue"] else []
    contributors = [] if fields["venue"] else [_in_role(one, "editor") for one in editors]
    granted = [texts[name] for name in ("school", "institution") if name in texts]
    contributors += [_in_role({"name": one, "kind": "collective"}, "institution") for one in granted]
    fields["contributors"] = contributors
    fields["report_no" if word == "techreport" else "issue"] = texts.get("number")
    if pages := texts.get("pages"):
        fields["pages"] = re.sub(r"(?<=\w)\s?[-–—]{1,3}\s?(?=\w)", "-", pages)
    if year := texts.get("year"):
        state_publication(printed(year, texts.get("month")), draft)
    part = bool(fields["venue"])
    fields.update(issns_and_isbns([texts.get("issn", "")], [texts.get("isbn", "")], part=part))
    found = KINDS.get(word)
    fields["work_type"], fields["work_type_as_stated"] = found, word if word and word != found else None
    if "key" in texts:
        fields["stated"] = [{"field": KEY, "value": texts["key"]}]
    yield from draft.finish()


def _in_role(one: Any, role: str) -> dict[str, Any]:
    return ({"name": one} if isinstance(one, str) else one) | {"role": role}
