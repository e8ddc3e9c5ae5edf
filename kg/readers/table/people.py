"""The people in the cells of a table: lists of names as exports and people write them, ids, addresses."""

from __future__ import annotations

import re
from typing import Any, Final

_AND: Final = re.compile(r"\s(?:and|&|und|et|y)\s(?!al\b)")
_ID: Final = re.compile(r"(.{1,200}?)\s?\((\d{5,15})\)")
_INITIALS: Final = re.compile(r"[A-Z](?:[.-]?[A-Z]){0,4}\.?")
_ENDS_SHORT: Final = re.compile(r".{1,80}\s(?:[A-Z]\.[\s-]?){1,5}")
_NOBODY: Final = re.compile(
    r"\[(?:no author name available|anonymous)\]|anonymous|no author.{0,20}", re.IGNORECASE
)
_CUT: Final = re.compile(r"\bet al\.?$|\.\.\.$|…$", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"\[([^\[\]]{1,20000}+)\]([^\[\]]{0,2000}+)")
_GOES_ON: Final = frozenset(["Mc", "Mac", "De", "Di", "Du", "La", "Le", "Van", "Von", "Fitz", "van", "de"])
"""Beginnings of family names after which a capital letter may follow."""
_PLACED: Final = re.compile(r"\s{0,9}([^/;]{1,200}+)/([^;]{1,80}+)")


def names(cell: str) -> list[Any]:
    """Return the entries of a list of names: parted at `;`, else at `|` or line ends, else at `and`.

    A cell with commas alone is one entry, which the gate of author entries reads.
    """
    if _NOBODY.fullmatch(cell.strip()):
        return []
    for mark in (";", "|", "\n"):
        if mark in cell:
            return [part for one in cell.split(mark) if (part := one.strip())]
    parts = [part.strip(" ,") for part in _AND.split(cell)]
    if len(parts) > 1 and all("," not in part or part.count(",") == 1 for part in parts):
        return [part for part in parts if part]
    return [cell.strip()]


def glued_names(cell: str) -> list[str]:
    """Return the entries of a list in which nothing stands between the names: `Ada LindKarl N. Berg`.

    A name is taken to end where a capital letter follows a small one, but in names such as `McKay` and
    `DeLuca`. That is a guess, which whoever calls puts on record.
    """
    names: list[str] = []
    start = word = 0
    for place in range(1, len(cell)):
        before, letter = cell[place - 1], cell[place]
        if before in " -'’":
            word = place
        ended = before.islower() or cell[start:place].endswith((" Jr.", " Sr."))
        if ended and letter.isupper() and cell[word:place] not in _GOES_ON:
            names.append(cell[start:place].strip())
            start = word = place
    return [name for name in (*names, cell[start:].strip()) if name]


_PARTICLES: Final = r"(?:(?:van|von|de|der|den|del|della|da|di|du|la|le|dos|ten|ter) ){0,2}"
_WITH_INITIALS: Final = (
    rf"{_PARTICLES}[A-Z][\w'’-]{{1,30}}(?: [A-Z][\w'’-]{{1,30}}){{0,2}},? (?:[A-Z]\. ?){{1,4}}"
)
_GLUED: Final = re.compile(rf"(?:{_WITH_INITIALS}){{2,200}}")
_INITIAL_END: Final = re.compile(rf"(?<= [A-Z]\.)(?={_PARTICLES}[A-Z][a-z'’])")


def glued_initials(cell: str) -> list[str]:
    """Return the entries of a list such as `Lind A. B.Berg K.`, where nothing stands between the names.

    Empty where the cell is no such list. It is a guess, which whoever calls puts on record.
    """
    names = _INITIAL_END.split(cell.strip())
    return names if len(names) > 1 and _GLUED.fullmatch(cell.strip()) else []


def short_names(cell: str) -> list[Any]:
    """Return the entries of a list such as `Lind A, Berg KT, et al.`: family name, blank, initials."""
    made: list[Any] = []
    for part in (one.strip() for one in (cell.split(";") if ";" in cell else cell.split(","))):
        text = part if _CUT.search(part) else part.rstrip(".") if part.count(".") == 1 else part
        family, _, initials = text.rpartition(" ")
        if family and _INITIALS.fullmatch(initials):
            made.append({"family": family, "given": initials})
        elif text:
            made.append(text)
    return made


def with_ids(cell: str) -> list[dict[str, Any]]:
    """Return the entries of Scopus's full names: `Lind, Ada (57190000000); Berg, Karl (7004000000)`."""
    made: list[dict[str, Any]] = []
    for part in (one.strip() for one in cell.split(";")):
        if not part or _NOBODY.fullmatch(part):
            continue
        match = _ID.fullmatch(part)
        made.append(
            _inverted(match[1] if match else part) | ({"identifiers": {"scopus": match[2]}} if match else {})
        )
    return made


def full_names(cell: str) -> list[dict[str, Any]]:
    """Return the entries of a list of full names, each with the family name first."""
    return [_inverted(part) for one in cell.split(";") if (part := one.strip())]


def _inverted(name: str) -> dict[str, Any]:
    family, comma, given = name.partition(",")
    if comma and given.strip() and "," not in given:
        return {"family": family.strip(), "given": given.strip()}
    return {"name": name}


def by_name(cell: str) -> dict[str, str]:
    """Return what Web of Science lists of people, `Lind, Ada/0000-0002-1825-0097; …`, by folded name."""
    return {
        _folded(match[1]): match[2].strip() for one in cell.split(";") if (match := _PLACED.fullmatch(one))
    }


def addresses(cell: str) -> dict[str, list[str]]:
    """Return the addresses of Web of Science, `[Lind, Ada; Berg, Karl] Univ, …; …`, by folded name."""
    found: dict[str, list[str]] = {}
    for people, address in _ADDRESS.findall(cell):
        for name in people.split(";"):
            found.setdefault(_folded(name), []).append(address.strip(" ;"))
    return found


def affiliated(cell: str, count: int) -> list[list[str]] | None:
    """Return the affiliations of Scopus, `Lind A., Univ, Sweden; Berg K., …`, an entry a person.

    None where there are not as many entries as people.
    """
    parts = [part.strip() for part in cell.split(";") if part.strip()]
    if len(parts) != count:
        return None
    # what precedes the first address is the name: `Lind, A.` or `Lind A.`
    found = []
    for part in parts:
        pieces = [piece.strip() for piece in part.split(",")]
        apart = len(pieces) > 2 and not _ENDS_SHORT.fullmatch(pieces[0])
        begin = 2 if apart and _INITIALS.fullmatch(pieces[1].replace(" ", "")) else 1
        text = ", ".join(pieces[begin:])
        found.append([text] if text else [])
    return found


def in_order(cell: str, count: int) -> list[list[str]] | None:
    """Return the affiliations of IEEE Xplore, `Univ, Ulm, Germany; Institute, Kiel`, an entry a person.

    None where there are not as many entries as people: an address may have a semicolon of its own.
    """
    parts = [part.strip() for part in cell.split(";")]
    return [[part] if part else [] for part in parts] if len(parts) == count else None


def bracketed(cell: str, count: int) -> list[list[str]] | None:
    """Return the affiliations of Dimensions, `Lind, Ada (Univ, Sweden; Institute); Berg, Karl ()`, by person.

    None where there are not as many entries as people.
    """
    depth, parts = 0, [""]
    for char in cell:
        depth = max(0, depth + (char == "(") - (char == ")"))
        if char == ";" and not depth:
            parts.append("")
        else:
            parts[-1] += char
    parts = [part.strip() for part in parts if part.strip()]
    if len(parts) != count:
        return None
    inside = [part.partition("(")[2].removesuffix(")") for part in parts]
    return [[one.strip() for one in text.split(";") if one.strip()] for text in inside]


def folded_name(entry: Any) -> str:
    """Return the name of an entry as lists of ids and addresses write it, family name first."""
    if isinstance(entry, dict):
        parts = [entry["family"], entry["given"]] if "family" in entry else [entry.get("name", "")]
        return _folded(", ".join(parts))
    return _folded(entry)


def _folded(name: str) -> str:
    return " ".join(name.replace(".", " ").replace(",", " ").casefold().split())
