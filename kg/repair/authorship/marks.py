"""What is printed at a name and is no part of it: footnote marks, numbers, degrees, roles, dates, addresses.

What brackets hold is told apart: an affiliation is kept as such, a role or a mark is dropped, a short form
in the midst of a name becomes another spelling of it. Everything that is taken off is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from kg.identifiers import Orcid
from kg.repair.collectives import is_collective

_SIGNS: Final = "*∗⋆★⁎†‡☨§¶‖∥#✉✝⊥¹²³⁰⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠ"
_NUMBER: Final = re.compile(r"^[(\[]?\d{1,3}[.):\]]\s?(?=[^\W\d_])|^[-•‣▪●*–—·]\s(?=\S)")
_NUMBER_ALONE: Final = re.compile(r"^\d{1,2}\s(?=[^\W\d_])(?![a-z])")
_MAIL: Final = re.compile(r"[<(\[]?\b(?:mailto:)?[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}\b[>)\]]?")
# `Name <name at host.org>`, as mailing lists and catalogues of packages write it
MAIL: Final = re.compile(
    r"\s?<[\w.+%-]{1,64}(?:@|\s?(?:\s|[\[({])(?:at|AT)(?:[\])}]|\s)\s?)"
    r"[\w-]{1,63}(?:(?:\.|\s(?:dot|DOT)\s)[\w-]{1,63}){1,5}>"
)
_ADDRESS: Final = re.compile(r"<?\bhttps?://[^\s<>()]{1,200}>?")
_ORCID: Final = re.compile(
    r"[(\[]?\s?(?:ORCID(?:\siD)?\s?:?\s?)?(?:https?://(?:www\.)?orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])\s?[)\]]?"
)
_MARKS: Final = re.compile(
    rf"\s?(?:[{_SIGNS}]|\$\s?\^[^$]{{1,20}}\$|\^\{{[^{{}}]{{1,20}}\}}|\^[\da-z*]{{1,2}}(?!\w)|"
    r"\\(?:thanks|footnote|footnotemark|inst|IEEEauthorrefmark|textsuperscript)(?:\[\w{1,3}\])?\{[^{}]{0,300}\})"
    rf"(?:\s?,?\s?(?:[{_SIGNS}]|(?<=[{_SIGNS},])\s?\d{{1,2}}(?!\d)))*"
)
_DIGITS: Final = re.compile(
    rf"(?<=[^\W\d_]|[.)])\s?\d{{1,2}}(?:\s?,\s?(?:\d{{1,2}}(?!\d)|[a-z](?!\w)|[{_SIGNS}]))*+(?=\s?(?:[,;&/]|$|\s(?:and|und|et|y)\s))"
)
_DATES: Final = re.compile(
    r"[\s,(]{1,3}(?:b\.|born|geb\.|ca\.|d\.|fl\.|\*)?\s?1\d{3}\s?[-–—/]\s?(?:1\d{3}|20\d\d)?\??\)?[.,]?$"
    r"|[\s,(]{1,3}(?:b\.|born|geb\.|d\.|fl\.)\s?(?:1\d|20)\d\d\)?[.,]?$|,\s?1\d{3}\??[.,]?$"
)
_BY: Final = re.compile(
    r"^(?:by|written by|edited by|from|authors?|von|par)\s?:\s?|^(?:by|written by|edited by)\s", re.IGNORECASE
)
_DOCTOR: Final = (
    r"Dr\.?(?:\s?-?(?:rer|nat|phil|med|iur|jur|ing|Ing|h|c|habil|theol|sc|techn|oec|pol|agr|vet)\.)*"
)
_TITLE: Final = re.compile(
    rf"^(?:(?:Assoc(?:iate|\.)?|Ass(?:istan)?t\.?|Univ\.-?|em\.)\s?)?(?:Prof(?:essor(?:in)?|\.)?|{_DOCTOR}|Drs\.|Mr\.?|Mrs\.?|"
    r"Ms\.?|Miss|Sir|Hon\.|Rev\.|Dipl\.-?\s?[A-Z][a-z]{1,8}\.?|Ing\.|Mag\.|PD(?=\s(?:Dr|Prof))|Ph\.?\s?D\.?)"
    r"(?:\s|(?<=\.)(?=[^\W\d_]))+(?=\S)"
)
_DEGREE: Final = re.compile(
    rf"(?:,\s?|\s)(?:Ph\.?\s?D\.?|D\.?\s?Phil\.?|M\.?Sc\.?|B\.?Sc\.?|MBA|MPH|MPhil|Pharm\.?D\.?|{_DOCTOR}|FRS|FRCP|FACP|"
    r"Ed\.D\.|DVM|Psy\.?D\.?|LL\.?[MBD]\.?|Esq\.?|MRCP|FRCS|RN)$"
)
_AFTER_COMMA: Final = re.compile(
    r",\s?(?:MD|M\.\s?D\.|MA|M\.\s?A\.|MS|M\.\s?S\.|BA|B\.\s?A\.|BS|JD|J\.D\.|DDS|PE|P\.E\.|CPA|DO|PT|MEd|M\.Ed\.)$"
)
_ROLE: Final = re.compile(
    r"(?:hrsgg?|hg|herausgeber(?:in)?|eds?|editors?|éds?|dirs?|directeur|coords?|coordinator|orgs?|comps?|"
    r"übers|trans|translator|traducteur|trad|ill|authors?|autor(?:in)?|corresponding(?: author)?|contributor|"
    r"present(?:er|ing author)|speaker|chair|supervisor|advisor|aut|pi|co-?authors?|equal contribution|"
    r"deceased|retired|verf|begr|red|bearb|ed\. lit|edt|first author|lead author|guest|\*|†)\.?",
    re.IGNORECASE,
)
_ROLE_AFTER: Final = re.compile(r",?\s(?:\(?(?:Hrsgg?\.|Hg\.|eds?\.|Eds?\.|editors?|\(ed\))\)?)$")
_MARK_ONLY: Final = re.compile(rf"[\d\s,;{_SIGNS}]+|[a-z](?:,\s?[a-z])*|and")
_FORMER: Final = re.compile(r"(?:n[ée]e?|geb\.|geborene|born|formerly|previously)\s(?=[^\W\d_])")
_BIRTH: Final = re.compile(
    r"(?:b\.|born|geb\.|née?|nee|\*)?\s?(?:1\d|20)\d\d\s?(?:[-–—]\s?(?:(?:1\d|20)\d\d)?)?"
)


@dataclass(slots=True)
class Marked:
    """A name as it is left, and what stood at it."""

    name: str
    affiliations: list[str] = field(default_factory=list)
    variants: list[str] = field(default_factory=list)
    orcid: str | None = None
    removed: list[str] = field(default_factory=list)


def without_footnotes(text: str) -> str:
    """Return a name, or a list of names, without marks and numbers of footnotes."""
    text = _MARKS.sub("", text)
    return text if is_collective(text) and "," not in text else _DIGITS.sub("", text)


def without_dates(text: str) -> str:
    """Return a name, or a list of names, without the dates of a life at its end."""
    return _DATES.sub("", text)


def taken_off(text: str) -> Marked:
    """Return the name that one entry prints, and what was taken off it."""
    made = Marked(text)
    _take(made, _NUMBER, "number")
    if not is_collective(made.name):  # the 5 Gyres Institute keeps its number
        _take(made, _NUMBER_ALONE, "footnote mark")
    if match := _ORCID.search(made.name):
        orcid = Orcid.parse(match[1])
        made.orcid = str(orcid) if orcid else None
        _take(made, _ORCID, "ORCID iD")
    if "@" in made.name:
        _take(made, _MAIL, "e-mail address")
    if "<" in made.name:
        _take(made, MAIL, "e-mail address")
    if "://" in made.name:
        _take(made, _ADDRESS, "address")
    if "(" in made.name or "[" in made.name:
        _brackets(made)
    plain = without_footnotes(made.name)
    _keep(made, plain, "footnote mark")
    _take(made, _DATES, "dates of life")
    _take(made, _BY, "label")
    _take(made, _ROLE_AFTER, "role")
    for _ in range(4):
        _take(made, _TITLE, "title")
        _take(made, _DEGREE, "degree")
        if " " in made.name.partition(",")[0].strip():
            _take(made, _AFTER_COMMA, "degree")
    _keep(made, _closed(made.name), "punctuation")
    return made


def _take(made: Marked, pattern: re.Pattern[str], what: str) -> None:
    _keep(made, pattern.sub(" ", made.name), what)


def _keep(made: Marked, name: str, what: str) -> None:
    name = " ".join(name.split()).strip(" ,;") if name != made.name else name
    if name != made.name:
        if what not in made.removed and name.replace(" ", "") != made.name.replace(" ", ""):
            made.removed.append(what)
        made.name = name


def _closed(name: str) -> str:
    name = name.strip(" ,;:|/\\")
    last = name.rpartition(" ")[2]
    # a full stop after a word, which is none of an initial or of Jr.
    if name.endswith(".") and len(last) > 4 and last[:-1].isalpha() and last[1:-1].islower():
        name = name[:-1]
    return name


def _brackets(made: Marked) -> None:
    """Take brackets, which may be nested, out of the name."""
    depth, start, outside, held = 0, 0, [], []
    for place, char in enumerate(made.name):
        if char in "([":
            if not depth:
                start = place
            depth += 1
        elif char in ")]" and depth:
            depth -= 1
            if not depth:
                held.append(
                    (made.name[start + 1 : place].strip(), bool(made.name[place + 1 :].strip(" ,.;*")))
                )
        elif not depth:
            outside.append(char)
    if depth:  # one that is not closed holds the rest
        held.append((made.name[start + 1 :].strip(), False))
    name = " ".join("".join(outside).split())
    if not name:
        return
    for inner, inside in held:
        _tell(made, inner, name, inside=inside)
    made.name = name


def _tell(made: Marked, inner: str, name: str, *, inside: bool) -> None:
    if (former := _FORMER.match(inner)) and " " in name:
        made.removed.append("former name")
        made.variants.append(f"{name.rpartition(' ')[0]} {inner[former.end() :]}")
    elif not inner or _MARK_ONLY.fullmatch(inner):
        made.removed.append("footnote mark")
    elif _ROLE.fullmatch(inner):
        made.removed.append("role")
    elif _BIRTH.fullmatch(inner):
        made.removed.append("dates of life")
    elif inside and inner.replace(".", "").replace("-", "").isalpha():
        made.removed.append("short form")
        made.variants.append(f"{inner} {name.rpartition(' ')[2]}")
    else:
        made.removed.append("affiliation")
        made.affiliations.append(inner)
