"""Names in BibTeX: lists parted by `and`, and the parts first, von, last and jr of each.

The forms are those of btxdoc (section 4) and BibTeX's own rules: `First von Last`, `von Last, First` and
`von Last, Jr, First`; a name that braces hold is one unit; `family=…, given=…` is BibLaTeX's extended form
(biblatex manual, section 3.4). What fits none of them is given to the gate of author entries as it stands.
"""

from __future__ import annotations

import re
from typing import Any, Final

from kg.readers.bibtex.text import is_grouped, plain
from kg.readers.inverted_names import TWO_PEOPLE, Person, is_generation, unit
from kg.repair.authorship.marks import MAIL
from kg.repair.authorship.nobody import without_others
from kg.repair.collectives import is_collective, is_generic
from kg.repair.names import is_stated_suffix, is_suffix, last_words

_MARK: Final = re.compile(r"[{}]|(?<!\S)(?:and|AND|And)(?!\S)")
_PART: Final = re.compile(r"[{},]")
_TOKEN: Final = re.compile(r"[{}]|[\s~]+")
_OTHERS: Final = frozenset(["others", "others.", "et al.", "et al", "{others}", "…", "..."])
_OPTION: Final = re.compile(r"\s*[a-z]{4,40}\s{0,3}=\s{0,3}(?:true|false|\d{1,3})\s*")  # of the list, no name
_EXTENDED: Final = re.compile(r"\s*\"?\s{0,9}[a-z][a-z-]{1,30}\s{0,9}=")
_PAIR: Final = re.compile(r"\s{0,9}\"?\s{0,9}([a-z][a-z-]{1,30})\s{0,9}=\s{0,9}(.*)", re.DOTALL)
_SPECIAL: Final = re.compile(r"\{\\(?:([A-Za-z]{1,20})|.)[\s{\\]{0,4}([^\W\d_])?", re.DOTALL)
_LETTER_COMMANDS: Final = frozenset(["ss", "ae", "oe", "aa", "o", "l", "i", "j", "dh", "dj", "th", "ng"])
_INITIAL: Final = re.compile(r"[^\W\d_]\.\s")
_LIST: Final = re.compile(r";|\\&|\s&\s")
_EAST_ASIAN: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PARTICLES: Final = frozenset(
    ["van", "von", "vom", "zu", "zum", "zur", "der", "den", "dem", "des", "del", "della", "dello", "dei",
     "degli", "de", "da", "das", "di", "dos", "du", "la", "las", "lo", "los", "le", "les", "ter",
     "ten", "tot", "el", "al", "ul", "abi", "abu", "ibn", "bin", "bint", "ben", "bar", "mac", "af", "av",
     "st.", "d'", "of"]
)  # fmt: skip


def people(value: str) -> tuple[list[Person], bool]:
    """Return whom a value names, for `kg.readers.people`, and whether the list is given whole."""
    found: list[Person] = []
    complete = True
    for name in names(value):
        if name.strip().lower() in _OTHERS:
            complete = False
            continue
        if "{" not in name:
            shorter, others = without_others(" ".join(name.split()))
            if others:
                complete, name = False, shorter
        if name.strip(" ,;") and not _OPTION.fullmatch(name):
            found.append(person(name))
    return found, complete


def names(value: str) -> list[str]:
    """Return the names of a list, parted at each `and` that no brace holds."""
    depth, start = 0, 0
    found: list[str] = []
    for mark in _MARK.finditer(value):
        if mark[0] == "{":
            depth += 1
        elif mark[0] == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            found.append(value[start : mark.start()])
            start = mark.end()
    found.append(value[start:])
    return [name.strip() for name in found if name.strip()]


def person(name: str) -> Person:
    """Return the parts of one name, or the name as text where its form tells none."""
    name = MAIL.sub("", name) if "<" in name else name
    name = name.strip().strip(",").strip()
    if _EXTENDED.match(name):
        return _extended(name)
    if is_grouped(name):
        return _unit(name)
    if TWO_PEOPLE.fullmatch(name):
        return name
    parts = _parted(name)
    if len(parts) == 1:
        return _reading_order(name)
    whole = plain(name)
    family = plain(parts[0])
    if _LIST.search(whole) or (is_collective(family) and all(map(is_generic, family.split()))):
        return whole
    if len(parts) == 2:
        given = plain(parts[1])
        if not given or is_generation(given):  # `Dahl, III`
            return whole
        if _EAST_ASIAN.search(family) and _EAST_ASIAN.search(given):
            return f"{family}, {given}"  # which is read in that order
        if _INITIAL.match(parts[0]) and " " in family:  # `A. Lind, B. Berg`
            return whole
        return {"given": given, "family": family}
    middle, last = plain(parts[1]), plain(parts[2])
    if len(parts) == 3 and last and (is_stated_suffix(middle) or middle in ("jun", "sen", "jun.", "sen.")):
        return {"given": last, "family": family, "suffix": middle}
    if len(parts) == 3 and is_stated_suffix(last):
        return {"given": middle, "family": family, "suffix": last}
    return whole


def _unit(name: str) -> Person:
    """Return what braces hold as one name: nearly always a collective, and else one whose parts are open."""
    text = name.strip()[1:-1].strip()
    while is_grouped(text):
        text = text[1:-1].strip()
    whole = plain(text)
    if not is_collective(whole) and len(names(text)) > 1 and all("," in one for one in names(text)):
        return whole  # a whole list in braces
    return unit(whole)


def _extended(name: str) -> Person:
    stated: dict[str, str] = {}
    for pair in _parted(name):
        if found := _PAIR.fullmatch(pair.strip().strip('"')):
            stated[found[1]] = plain(found[2].strip().strip('"'))
    family = " ".join(filter(None, [stated.get("prefix"), stated.get("family")]))
    made = {"given": stated.get("given"), "family": family, "suffix": stated.get("suffix")}
    kept: dict[str, Any] = {key: half for key, half in made.items() if half}
    if "given" in kept and "family" in kept:
        return kept
    return " ".join(str(kept[key]) for key in ("given", "family", "suffix") if key in kept) or plain(name)


def _reading_order(name: str) -> Person:
    """Return the parts of `First von Last`."""
    whole = plain(name)
    tokens = _tokens(name)
    if is_collective(whole) or _LIST.search(whole) or (_EAST_ASIAN.search(whole) and len(tokens) < 3):
        return whole
    words = [plain(token) for token in tokens]
    if len(words) < 2 or (len(words) == 2 and is_generation(words[1])):
        return whole
    suffix = words.pop() if len(words) > 2 and is_suffix(words[-1]) else None
    small = [_is_small(token) for token in tokens[: len(words)]]
    start = last_words(words)
    if True in small[:-1] and not (all(small) and words[0].lower() not in _PARTICLES):
        start = small.index(True)
    elif all(small) and words[0].lower() not in _PARTICLES:
        start = len(words) - 1
    family = " ".join(filter(None, words[start:]))
    given = " ".join(filter(None, words[:start]))
    if not given or not family:
        return whole
    made: dict[str, Any] = {"given": given, "family": family}
    return made | {"suffix": suffix} if suffix else made


def _parted(name: str) -> list[str]:
    """Part a name at the commas that no brace holds."""
    depth, start = 0, 0
    found: list[str] = []
    for mark in _PART.finditer(name):
        if mark[0] == ",":
            if depth == 0:
                found.append(name[start : mark.start()].strip())
                start = mark.end()
        else:
            depth = max(0, depth + (1 if mark[0] == "{" else -1))
    found.append(name[start:].strip())
    return found


def _tokens(name: str) -> list[str]:
    """Part a name at the blanks and ties that no brace holds."""
    depth, start = 0, 0
    found: list[str] = []
    for mark in _TOKEN.finditer(name):
        if mark[0] in "{}":
            depth = max(0, depth + (1 if mark[0] == "{" else -1))
        elif depth == 0:
            command = name[start : mark.start()]
            if re.search(r"\\[A-Za-z]$", command):  # `\v Simek`: the blank ends the command
                continue
            found.append(command)
            start = mark.end()
    found.append(name[start:])
    return [token for token in found if token]


def _is_small(token: str) -> bool:
    """Tell whether BibTeX takes a word for a part of `von`: its first letter outside braces is small.

    A command in braces counts as the letter that it makes; other braces have no case.
    """
    if token.startswith("{\\"):
        found = _SPECIAL.match(token)
        if found is None:
            return False
        if found[1] and found[1].lower() in _LETTER_COMMANDS:
            return found[1].islower()
        return bool(found[2]) and found[2].islower()
    if token.startswith("{"):
        return False
    text = plain(token)
    letter = next((char for char in text if char.isalpha()), "")
    return letter.islower()
