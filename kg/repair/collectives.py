"""Collective authors: teams, collaborations, consortia, institutions.

A collective is told by a word such as Team or Collaboration, or is one of a few organisations that sign
papers under their bare name. Telling it from a person with a single name ("Madonna") needs such a word:
a missing given name alone proves nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TEAM_WORDS: Final = _set(
    """team teams collaboration collaborations consortium consortia group groups project projects collective
    initiative network committee subcommittee taskforce workgroup institute institution university
    society
    association organization organisation foundation laboratory laboratories lab labs center centre department
    investigators contributors collaborators community alliance council agency observatory commission
    partnership federation panel collab company corporation inc ltd gmbh ministry bureau secretariat
    participants federation konsortium gruppe équipe equipo kollaboration collaborazione colaboración
    colaboração consorcio consorzio gruppo grupo arbeitsgruppe arbeitskreis forschungsgruppe
    université universität universitaet universidad università universidade universiteit universitet
    uniwersytet univerzita universitat üniversitesi yliopisto institut instituto istituto
    instituut institutet academy akademie académie academia accademia hochschule fachhochschule polytechnic
    politecnico département departamento fakultät faculty faculté facultad laboratoire laboratorio
    laboratorium zentrum klinikum ministerium ministère ministerio ministero kommission comité comitato
    ausschuss gesellschaft société sociedad società verein verband stiftung fondation fundación fondazione
    bibliothek library museum authority agentur agence agencia университет институт академия лаборатория
    группа коллаборация комитет фонд 大学 大學 研究所 研究院 学院 學院 实验室 协作组
    institutes institutions universities centers centres hospital hospitals academies societies associations
    organizations organisations foundations museums libraries observatories ministries bundesamt bundesanstalt
    bundesministerium forschungsgemeinschaft forschungszentrum landesamt
    委员会 委員会 대학교 연구소 연구원"""
)
# Such a word with these alone names nobody: "Scientific Collaboration" wants "LIGO" before it.
_GENERIC: Final = _set(
    """the scientific science research working study task force steering international national global joint
    open development engineering core writing clinical trial and of for on behalf data analysis project
    members authors all technical telescope detector experiment survey satellite mission observatory"""
)
_ORGANISATIONS: Final = _set(
    """openai deepmind google meta microsoft nvidia amazon apple ibm baidu alibaba tencent huawei samsung
    intel     adobe salesforce anthropic mistral cohere bytedance deepseek xiaomi qwen eleutherai bigscience
    bigcode hugging cern nasa esa fermilab ligo kagra lhcb icecube
    unesco unicef who oecd nist darpa cnrs inria csiro riken"""
)
# Bodies that issue standards and the like, by their letters: `Iso` is a family name
_BODIES_BY_LETTERS: Final = frozenset(
    {"ISO", "IEC", "IEEE", "ACM", "W3C", "IETF", "ANSI", "ITU", "ETSI", "DIN", "CEN", "CENELEC", "BSI",
     "ASTM", "FAO", "ILO", "IMF", "UNEP", "UNDP", "USGS", "NIH", "CDC", "FDA", "NOAA", "IPCC", "IUPAC",
     "IAEA", "EFSA", "WMO", "WTO", "UNHCR", "UNCTAD", "ISO/IEC", "ISO/IEC/IEEE"}
)  # fmt: skip
# Institutions and experiments that bear a person's name: a given name before them is theirs.
_NAMESAKES: Final = frozenset(
    {"pierre auger", "max planck", "alan turing", "james webb", "vera rubin", "vera c. rubin", "niels bohr",
     "albert einstein", "marie curie", "isaac newton", "paul scherrer", "carl zeiss", "edwin hubble",
     "nancy grace roman", "nancy roman", "fritz haber", "lawrence berkeley", "lawrence livermore",
     "daya bay", "henry ford", "johns hopkins", "george washington", "george mason", "robert koch",
     "ronald koch", "francis crick", "wellcome sanger", "carl sagan", "enrico fermi", "martin luther",
     "simon fraser", "gran sasso", "chan zuckerberg", "allen telescope", "simons observatory",
     "jean monnet", "anton pannekoek", "bruno kessler", "rosa luxemburg", "ada lovelace", "grace hopper"}
)  # fmt: skip
_BODIES: Final = _set("editors trialists reviewers writers correspondents")
_BODIES_WITH_ARTICLE: Final = _BODIES | _set("authors staff board members researchers")
"""Last words that are no family name: `PLOS ONE Editors`, behind an article also `The BMJ Staff`."""
_DIVISIONS: Final = frozenset(["ai", "research", "deepmind", "brain", "genai", "face"])
_AI_LAB: Final = re.compile(r"\w*[a-z\d.-]AI")
# Forms of companies and registered societies that are no initials of a person: `B. V.` may be
_LEGAL: Final = re.compile(r"(?:\be\.\s?V\.|\bS\.?p\.?A\.?|\b(?:LLC|LLP|PLC|Pty)\.?|&\sCo\.?)$")
_EAST_ASIAN: Final = tuple(word for word in _TEAM_WORDS if word[0] > "\u2fff")
_WORDS: Final = re.compile(r"[^\W_]+")


def words(name: str) -> list[str]:
    """Return the words of `name` in lower case; hyphens and points part them."""
    return [word.lower() for word in _WORDS.findall(name)]


def is_team_word(token: str) -> bool:
    """Tell whether `token` is, or ends in after a hyphen, a word that only collectives bear."""
    return any(word in _TEAM_WORDS for word in words(token))


@lru_cache(maxsize=1 << 14)
def is_collective(name: str) -> bool:
    """Tell whether `name`, in reading order, is surely a collective's."""
    found = words(name)
    if not found or any(word in _TEAM_WORDS for word in found):
        return bool(found)
    if _LEGAL.search(name.rstrip()):
        return True
    bodies = _BODIES_WITH_ARTICLE if found[0] == "the" else _BODIES
    if found[-1] in bodies and any(word not in _GENERIC and word not in bodies for word in found[:-1]):
        return True
    if found[0] == "groupe" and len(found) > 1:  # alone it is a family name
        return True
    if not name.isascii() and name.endswith(_EAST_ASIAN):
        return True
    if (alone := name.strip()) in _BODIES_BY_LETTERS:
        return True
    if " " not in alone:
        return (
            name.strip() in _BODIES_BY_LETTERS
            or found[0] in _ORGANISATIONS
            or _AI_LAB.fullmatch(name.strip()) is not None
            if found
            else False
        )
    return found[0] in _ORGANISATIONS and found[-1] in _DIVISIONS


@lru_cache(maxsize=1 << 12)
def names_itself(name: str) -> bool:
    """Tell whether `name` is a collective's and says whose: `Gemma Team`, but not `The Collaboration`."""
    found = words(name)
    return any(word in _TEAM_WORDS for word in found) and any(
        word not in _TEAM_WORDS and word not in _GENERIC for word in found
    )


def is_organisation(word: str) -> bool:
    """Tell whether `word` is the name of an organisation, so no given name."""
    return word.lower() in _ORGANISATIONS or _AI_LAB.fullmatch(word) is not None


def is_generic(word: str) -> bool:
    """Tell whether `word` belongs to the wording of a collective's name and is no name itself."""
    return word.lower() in _GENERIC or is_team_word(word)


def is_namesake(name: str) -> bool:
    """Tell whether a collective's `name` begins with the whole name of a person it is called after."""
    folded = name.lower()
    return any(folded.startswith(namesake) for namesake in _NAMESAKES)


_INITIALS: Final = 2


def is_group_in_halves(given: str, family: str) -> bool:
    """Tell whether fields for given and family name hold the halves of a group's name.

    A word for groups alone proves nothing: there are people called Group and Institute.
    """
    if not is_collective(f"{given} {family}"):
        return False
    acronym = given.isupper() and len(given) > _INITIALS and "." not in given
    several = len(family.split()) > 1 and is_collective(family)
    return acronym or several or is_collective(given)
