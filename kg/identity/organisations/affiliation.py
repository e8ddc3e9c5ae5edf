"""A printed affiliation taken apart: department, institution, city, country, acronym.

`Dept. of Physics, Univ. of Oxford (UK), Parks Road, Oxford OX1 3PU` names the University of Oxford. The parts
between commas are told by their words; of those, the one of the highest rank is the institution, as every
university has departments and no department has universities. What cannot be told is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.identity.folding import fold, tokens
from kg.identity.organisations.countries import MOST_WORDS, country_called, is_state
from kg.identity.organisations.printed_parts import is_code, is_legal_form, regrouped

LONGEST: Final = 400
"""Characters of an affiliation; what is longer names many, and is not taken apart."""
_NAME_LONGEST: Final = 150

_UNIVERSITY, _INSTITUTE, _UNIT, _PLAIN, _PART, _PLACE = 5, 4, 3, 2, 1, 0
_RANKS: Final = (
    (_UNIVERSITY, re.compile(
        r"universi|\buniv\b|\bu$|^u\b|uniwersytet|univerzit|univerza|sveuciliste|universitas|yliopisto|egyetem"
        r"|ulikool|hochschule\b|polytechni|politechni|politecnic|politehnic"
        r"|institutes? of technology|\beth\b|\bepfl\b"
        r"|institut(?:o|e)? (?:nacional |national )?(?:de )?tecnolog"
        r"|ecole (?:normale|polytechnique|centrale)|университет|大学|大學|πανεπιστημιο|대학교")),
    (_PART, re.compile(
        r"\b(?:dep(?:artmen)?ts?|departament[oa]?|departement|dipartiment[oi]|facult|fachbereich|fakulta"
        r"|lehrstuhl|division|section|chair|programme?|unit[aey]?|group|school of|schools of|college of"
        r"|graduate school|key laborator|key lab|research group|team|secci|servi[cz]|kafedra|кафедра"
        r"|факультет)")),
    (_INSTITUTE, re.compile(
        r"institut|\binst\b|\bacad\b|\bhosp\b|\bcoll\b"
        r"|instytut|academ|akadem|accadem|observator|council|consiglio|consejo|national lab"
        r"|laborator\w{1,3} nazional|hospital|hopital|klinik|clinic|krankenhaus|infirmary|museum"
        r"|agenc|agenzia|ministry|foundation|fondation|stiftung|society|gesellschaft|corporation"
        r"|\bcorp\b|\binc\b|\bltd\b|\bllc\b|\bgmbh\b|\bag\b|\bcompany\b|\bco\b|\bbank\b|\bcollege\b"
        r"|\bcern\b|\binfn\b|\bcnrs\b|\bnasa\b|\binria\b|\bcsic\b|\bcea\b|организац|институт"
        r"|академия|研究所|研究院|病院|医院|medical school|business school|school of economics|polyclinic")),
    (_UNIT, re.compile(
        r"cent(?:er|re|rum|ro)\b|zentrum|laborator|\blabs?\b|school|survey|library|archive|station"
        r"|trust")),
)  # fmt: skip
_STREET: Final = re.compile(
    r"\b(?:street|str|st\.|road|rd|avenue|ave|boulevard|blvd|lane|drive|square|platz|strasse|rue|via|calle|box|building"
    r"|bldg|floor|campus|suite|room|highway|park)\b|strasse\b|straße\b|weg\b|p\.? ?o\.? box|\d",
    re.IGNORECASE,
)
_NUMBERS: Final = re.compile(r"\b[A-Z]{0,3}-?\d[\w-]{0,12}\b")
_MARK: Final = re.compile(r"[*†‡§¶#]|^\s{0,3}(?:\(?\d{1,2}[).\s]|[a-z]\)\s)")
_MAIL: Final = re.compile(r"(?:e-?mail|electronic address|corresponding author)\b.{0,200}$", re.IGNORECASE)
_ACRONYM: Final = re.compile(r"\(([A-Z][A-Za-z&-]{0,3}[A-Z][A-Za-z0-9&-]{0,8})\)")
_BRACKETS: Final = re.compile(r"\(([^()]{0,80})\)")
_OTHER: Final = re.compile(r"\s[–—]\s|\s-\s|\s\|\s")
# no name begins behind `of` where another follows: `Institute of Technology and Bay University`
_WITHIN: Final = re.compile(
    r".{3,80}?\s(?:at|of)\s(?:the\s)?(?=(?:(?!\s(?:and|&)\s).){0,60}universit)", re.IGNORECASE
)
_DEPARTMENT: Final = re.compile(r"(?:dep|facul|school|division|college|institut)", re.IGNORECASE)
_OF_A_PLACE: Final = re.compile(r"\bUniversi\w{1,5} (?:of|de|di|degli|zu) .+")
_POSTAL: Final = re.compile(r"\b(?=[\w-]{0,9}\d)[A-Z]{0,3}-?\d[\dA-Z-]{3,11}\b")
_NAMELESS: Final = re.compile(r"\bdell universita\b(?! (?:di|degli|del|della|dell|cattolica)\b)")
_GLUED: Final = re.compile(r"[a-z][A-Z](?=[a-z])")
_LEADING: Final = re.compile(r"(?:the|from the|from|at the|and)\s+", re.IGNORECASE)
_SHORT: Final = {
    "univ": "university", "inst": "institute", "natl": "national", "nat": "national",
    "lab": "laboratory", "labs": "laboratories", "tech": "technology", "sci": "science",
    "hosp": "hospital", "acad": "academy", "ctr": "center", "centre": "center", "res": "research",
    "coll": "college", "med": "medical", "u": "university", "phys": "physics", "intl": "international",
    "engn": "engineering",
    "eng": "engineering", "st": "saint",
}  # fmt: skip
_SYSTEMS: Final = frozenset({
    "university of california", "university of texas", "university of illinois",
    "university of wisconsin", "university of north carolina", "university of massachusetts",
    "university of maryland", "university of minnesota", "university of michigan",
    "university of colorado", "university of nebraska", "university of alabama",
    "university of tennessee", "university of missouri", "university of hawaii", "university of alaska",
    "university of arkansas", "university of london", "university of wales",
    "state university of new york", "california state university", "texas a and m university",
    "city university of new york", "suny", "cuny", "indian institute of technology",
    "indian institute of management", "national institute of technology",
    "indian institute of science education and research", "indian institute of information technology",
    "infn", "istituto nazionale di fisica nucleare", "tecnologico de monterrey", "max planck institute",
    "universidad nacional autonoma de mexico", "purdue university", "indiana university",
    "rutgers university", "uc", "csu", "iit", "nit", "iiit", "iim", "iiser", "unc",
})  # fmt: skip
"""Names under which several organisations stand, told apart by the place that follows."""
_COMMON: Final = frozenset({
    "a", "academy", "advanced", "central", "city", "community", "county", "district", "memorial", "municipal",
    "provincial", "regional", "teaching", "and", "applied", "astronomy", "astrophysics", "atomic", "basic",
    "biology", "center", "chemistry", "college", "computer", "computing", "data", "de", "e", "earth",
    "economics", "energy", "engineering", "environmental", "experimental", "for", "fundamental",
    "general", "health", "high", "hospital", "informatics", "information", "institut", "institute",
    "instituto", "istituto", "laboratory", "life", "materials", "mathematics", "mechanics", "medical",
    "medicine", "molecular", "natural", "nuclear", "of", "optics", "particle", "physics", "physical",
    "physik", "research", "school", "science", "sciences", "solid", "state", "statistics", "studies",
    "system", "systems", "technical", "technology", "theoretical", "theory", "und", "university",
})  # fmt: skip
"""Words that are in the names of many: a name of no others is told apart by a place."""
_STATE_OF: Final = re.compile(
    r"(?:the\s)?(?:[\w'’-]+\s){0,2}(?:republic|kingdom|states?|sultanate|emirates?|principality|federation|duchy|commonwealth)"
    r"\sof(?:\sthe)?$",
    re.IGNORECASE,
)
"""What stands before the name of a country in its long form: `Grand Duchy of`, `Republic of`."""
_BEFORE_A_NAME: Final = re.compile(r"\b(?:of|of\sthe|de|del|du|de\sla|della|di|do|da|von)$", re.IGNORECASE)
_STATES_TOO: Final = frozenset({"georgia"})
"""Names of countries that are those of a state elsewhere."""
_SHORT_NAME: Final = re.compile(r"[A-Z][A-Z&-]{1,7}")


@dataclass(frozen=True, slots=True)
class Affiliation:
    """What one affiliation names: the institution as printed, what it is compared by, and where it is.

    `country` is a code of two letters (ISO 3166-1); what is not stated, or cannot be told, is null.
    """

    name: str
    folded: str
    country: str | None = None
    city: str | None = None
    acronym: str | None = None
    department: str | None = None

    @property
    def key(self) -> str:
        """Return the key of the institution: its folded name and its country, as far as known."""
        return institution_key(self.folded, self.country)


def institution_key(folded: str, country: str | None) -> str:
    """Return the key of an organisation that its name alone tells, with the country as far as known."""
    return f"institution:{folded}|{country or ''}"


@lru_cache(maxsize=1 << 15)
def affiliations(text: str) -> tuple[Affiliation, ...]:
    """Return what an affiliation as printed names; nothing where no institution can be told in it."""
    if len(text) > LONGEST:
        return ()
    plain = " ".join(_MAIL.sub("", _MARK.sub(" ", text)).split())
    several = [part for part in plain.split(";") if part.strip(" .")]
    if len(several) > 1 and not all(_country_of(part)[0] for part in several):
        several = [", ".join(several)]
    return tuple(found for part in several if (found := _one(part)))


def _one(text: str) -> Affiliation | None:
    country, text = _country_of(text)
    parts = [part for part in _parts(text) if part]
    if not parts:
        return None
    ranks = [_rank(part) for part in parts]
    best = max(ranks)
    if best in (_PART, _PLACE):
        return None
    chosen = ranks.index(best)
    if best == _PLAIN and (chosen or len(parts) == 1):
        return None  # words that tell nothing, behind a department or alone: `Leiden` is a place
    if best == _PLAIN and _is_short(parts[1]) and not _is_short(parts[0]):
        parts[:2] = parts[1], parts[0]  # `Hefei, CUST`, as INSPIRE has it
    chosen = regrouped(parts, chosen, university=best == _UNIVERSITY)
    if is_legal_form(parts[chosen]):
        return None
    acronym = found[1] if (found := _ACRONYM.search(parts[chosen])) else None
    name = _named(" ".join(_BRACKETS.sub(" ", parts[chosen]).split()), best)
    after = parts[chosen + 1 :]
    place = _city(after)
    folded = folded_name(name)
    if (folded in _SYSTEMS or _NAMELESS.search(folded)) and after and (campus := _campus(after[0])):
        name, folded = f"{name}, {campus}", f"{folded} {folded_name(campus)}"
    elif _COMMON.issuperset(folded.split()):
        before = parts[chosen - 1] if chosen else ""
        country = country or country_called(before)
        if (told := _told_apart(before, place)) is None and country is None:
            return None  # of the many Institutes of Physics no place says which
        if told is not None:
            name, folded = f"{name}, {told[0]}", f"{folded} {told[1]}".rstrip()
    if len(_GLUED.findall(name)) > 1:
        return None  # parts that lost what stood between them
    if not folded or len(name) > _NAME_LONGEST or not any(map(str.isalpha, folded)):
        return None
    return Affiliation(name, folded, country, place, acronym, parts[0] if chosen else None)


def _told_apart(before: str, place: str | None) -> tuple[str, str] | None:
    """Return what tells one institution of a common name from others, and that folded, if anything does.

    A town does, and a country that stands before it (`Taiwan, Inst. Phys.`), which the key has anyway.
    """
    if not place and country_called(before):
        return before, ""
    town = place or (_city([before]) if before else None)
    return (town, folded_name(town)) if town else None


def _is_short(part: str) -> bool:
    return _SHORT_NAME.fullmatch(part) is not None and not is_state(part) and country_called(part) is None


def _parts(text: str) -> Iterator[str]:
    for part in text.split(","):
        for piece in _OTHER.split(part):
            yield piece.strip(" .:«»\"'“”„")


def _rank(part: str) -> int:
    if is_state(" ".join(_NUMBERS.sub(" ", part).split())):
        return _PLACE  # `CO` is Colorado where it stands so, and no company
    plain = fold(part)
    for rank, words in _RANKS:
        if words.search(plain):
            return rank
    if is_code(part):
        return _PART
    return _PLACE if _STREET.search(part) or is_state(part) else _PLAIN


def _country_of(text: str) -> tuple[str | None, str]:
    """Return the country that a text ends in, and the text before it."""
    rest = text.rstrip(" .;,")
    if rest.endswith(")") and "(" in rest and (code := country_called(rest[rest.rindex("(") + 1 : -1])):
        return code, rest[: rest.rindex("(")]
    head, comma, last = rest.rpartition(",")
    words = last.split()
    for length in range(min(MOST_WORDS, len(words)), 0, -1):
        name = " ".join(words[-length:])
        if code := country_called(name):
            before = " ".join(words[:-length])
            if length < len(words) and code == "MX" and words[-2].casefold() == "new":
                break
            if comma and _STATE_OF.fullmatch(before):
                return code, head
            if _BEFORE_A_NAME.search(before):  # National University of Singapore; University of Georgia
                return None if name.casefold() in _STATES_TOO else code, rest
            return code, f"{head}{comma}{before}" if before else head
    bare = " ".join(_NUMBERS.sub(" ", last).split())
    if comma and is_state(bare):
        return "US", rest
    return None, rest


def _named(part: str, rank: int) -> str:
    """Return the name of an institution from its part: what it is the hospital or department of, no codes."""
    name = part
    if rank == _UNIVERSITY and (inner := _WITHIN.match(name)) and _rank(inner[0]) < _UNIVERSITY:
        if _DEPARTMENT.match(name) and not inner[0].rstrip().casefold().endswith((" at", " at the")):
            found = _OF_A_PLACE.search(name)
            name = found[0] if found else ""  # where its department's name ends cannot be told
        else:
            name = name[inner.end() :]
    if found := _POSTAL.search(name):
        name = name[: found.start()]
    found = _LEADING.match(name)
    return name[found.end() if found else 0 :].strip(" -.")


def _campus(part: str) -> str | None:
    """Return the place that tells one organisation of several of one name."""
    bare = " ".join(_NUMBERS.sub(" ", part).split()).strip(" -")
    if not bare or _rank(part) == _UNIVERSITY or is_state(bare):
        return None
    return bare


def _city(after: list[str]) -> str | None:
    """Return the city among the parts behind an institution: the first that is neither street nor state."""
    for part in after:
        bare = " ".join(_NUMBERS.sub(" ", part).split()).strip(" -")
        if bare and not is_state(bare) and not _STREET.search(bare) and _rank(bare) == _PLAIN:
            return bare
    return None


def folded_name(name: str) -> str:
    """Return what names of organisations are compared by: without case, accents and usual short forms."""
    words = tokens(name.replace("&", " and "))
    if words[:1] == ["the"]:
        words = words[1:]
    return " ".join(_SHORT.get(word, word) for word in words if word != "at")
