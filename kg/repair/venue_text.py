"""Whether a text is the name of a venue as a reference prints it, and what around it is none of the name."""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 220
_FEW: Final = 4
_LEADING: Final = re.compile(
    r"^(?:(?:published|appeared|appears)\s{1,2}in\b:?|in\b:|in\s{0,2}(?=proc)|in\s(?=the\s|[A-Z]{3})|dans\s|journal\s?-?ref(?:erence)?:|ref:)\s{0,2}",
    re.IGNORECASE,
)
_NOT_YET: Final = re.compile(
    r"\b(?:to\sappear|to\sbe\s(?:published|submitted)|accepted|submitted|in\spress|forthcoming|unpublished|preprint|"
    r"under\sreview|ph\.?\s?d\.?\b|thesis|dissertation|habilitation|master'?s|diploma|technical\sreport|tech\.\srep|"
    r"withdrawn|private\scommunication|presented|talk|poster|contribut|invited|seminar|given\sat|based\son)",
    re.IGNORECASE,
)
_EVENT: Final = re.compile(
    r"\b(?:conf(?:erence)?|proc(?:eedings)?|symposium|symp|workshop|congress|meeting|colloquium|school|ieee|acm|ifip|"
    r"lecture\snotes|international|annual|actes|intl?|atti)\b",
    re.IGNORECASE,
)
_PERSON: Final = re.compile(
    r"(?:^|,\s|\band\s)(?:[A-Z]\.[ -]?){1,4}[A-Z][a-z]{2,30},|^(?:[A-Z]\. ?){2,4}[A-Z][a-z]{3,30}\b(?!\.)"
)
_SENTENCE: Final = re.compile(
    r"[a-z]{3}[.?!]\s[A-Z][a-z]++(?:\s[a-z]++){2}|\b[Ee]ds?(?:\.|\))|[\"\u201c\u201d]|``|''|@"
)
_DATED_ACRONYM: Final = re.compile(
    r"(?:[^\d]{0,80}\s[-\u2013]\s)?[A-Z][A-Za-z+/-]{1,14}[\s'\u2019-]{1,2}(?:(?:19|20)\d\d|\d\d)"
)
_LABELLED: Final = re.compile(r"\b(?:pp?|pages?|vol(?:ume)?|no)[.:]?\s?\d", re.IGNORECASE)
_CLOSING: Final = re.compile(r"[\s,;:-]{1,6}(?:vol(?:ume)?|no|pp?|pages?)?\.?$", re.IGNORECASE)
_SPARE: Final = re.compile(r"\(\s{0,3}\)|\[\s{0,3}\]")
_GAP: Final = re.compile(r"\s(?=[),:;\]])")
_DANGLING: Final = re.compile(r"[\s,]{1,2}(?:and|&|und|et|y|e|with)$")
_CATALOGUE: Final = re.compile(r"\s?\((?:IEEE\s)?Cat\.?\s?No\.?[^()]{2,30}\)")
_YEAR_FIRST: Final = re.compile(r"^\[(?P<year>(?:19|20)\d\d)\]\s")
_FORMER: Final = re.compile(
    r",?\s\(?(?:formerly|previously)(?:\s(?:known\sas|called|titled))?:?\s(?:the\s)?(?P<former>[A-Z][^,;()]{3,120}?)"
    r"(?=[,;)]|\sVol(?:ume|\.)|$)\)?",
    re.IGNORECASE,
)


def cut_former(text: str) -> tuple[str | None, str]:
    """Return the name that `text` says a venue had before, or null, and the text without it."""
    match = _FORMER.search(text, 3)
    return (match["former"].strip(), text[: match.start()] + text[match.end() :]) if match else (None, text)


def trimmed(text: str) -> str:
    """Return `text` without what stands before and after the name: `In`, commas, a label of what follows."""
    name = _LEADING.sub("", _YEAR_FIRST.sub(r"\g<year> ", _CATALOGUE.sub("", text)).strip(" ,;:("), count=1)
    while (shorter := _CLOSING.sub("", name)) != name:
        name = shorter
    name = name.strip(" ,;:([")
    # the full stop of a sentence, not of an abbreviation
    return name[:-1] if name.endswith(".") and name.count(".") == 1 and len(name.split()) > _FEW else name


def tidied(text: str) -> str:
    """Return the name of a series without what the parts that were cut out of it left behind."""
    text = re.sub(r"\s?,(?:\s?,){0,9}", ",", " ".join(_SPARE.sub("", text).split()))
    text = re.sub(r"^(?:the|of|on|in)\s(?!the\b)", "", text, flags=re.IGNORECASE)
    return _DANGLING.sub("", _GAP.sub("", text).strip(" ,;:.-\u2013\u2014("))


def is_acronym(text: str) -> bool:
    """Tell whether each word of `text` has two capitals or more, as acronyms have: `NAACL HLT`, `SemEval`."""
    return all(sum(map(str.isupper, word)) > 1 for word in text.split())


def is_event(text: str) -> bool:
    """Tell whether `text` speaks of a meeting or its proceedings."""
    return _EVENT.search(text) is not None


def is_not_yet(text: str) -> bool:
    """Tell whether `text` speaks of what is not published, or in no venue: a thesis, a talk, a submission."""
    return _NOT_YET.search(text) is not None


def is_series(text: str) -> bool:
    """Tell whether `text` may be a series where nothing but a year follows: no single word, as a town is."""
    return len(text.split()) > 1 or sum(char.isupper() for char in text) > 2 or "." in text


def is_name(text: str) -> bool:
    """Tell whether `text` may be the name of a journal, of proceedings or of a book, and nothing more.

    No name are names of people with what they wrote, remarks on what is not published, and anything with
    numbers that is not about a meeting.
    """
    letters = sum(char.isalpha() for char in text)
    return (
        2 <= len(text) <= _LONGEST
        and letters * 3 > len(text)
        and (text[0].isupper() or text[0].isdigit() or not text[0].isascii() or text.startswith("npj"))
        and text.count("(") == text.count(")")
        and text.count("[") == text.count("]")
        and (
            not any(char.isdigit() for char in text.lstrip("0123456789"))
            or is_event(text)
            or _DATED_ACRONYM.fullmatch(text) is not None
        )
        and not _LABELLED.search(text)
        and not is_not_yet(text)
        and not _PERSON.search(text)
        and not _SENTENCE.search(text)
    )
