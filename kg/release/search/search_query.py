"""What is searched for: words and identifiers, and the expressions that find them in the index.

No text of a user becomes syntax: an expression is made of folded words, which hold letters and digits
only, and of identifiers without quotation marks, each between quotation marks.
See https://www.sqlite.org/fts5.html#full_text_query_syntax.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kg.errors import UsageError
from kg.identifiers import ArxivId, Doi, Isbn, Issn, Orcid, Ror
from kg.release.search.index_entry import EntryKind
from kg.release.search.tables import identifier_token
from kg.release.search.words import name_digest, search_words, words

LONGEST: Final = 1000
"""Characters that may be searched for; the longest titles have 400."""
_MOST_WORDS: Final = 24
_INITIALS_UP_TO: Final = 5
_SCHEME: Final = re.compile(r"(?<![\w.-])[A-Za-z][\w.-]*+:(?=\S)")
_CODE: Final = re.compile(r"[^\s\d.:/\-\"'`\\]*+[\d.:/-][^\s\"'`\\]*+")
_IDENTIFIERS: Final = (ArxivId, Doi, Orcid, Issn, Isbn, Ror)


@dataclass(frozen=True)
class SearchQuery:
    """A text that is searched for.

    `words` are its folded words in order, each with the other forms that will do as well. The last one
    may be unfinished, and so may words of one letter, as these stand for a given name.
    """

    text: str
    words: tuple[tuple[str, ...], ...]

    @classmethod
    def parse(cls, text: str) -> SearchQuery:
        """Read what a user typed.

        Raises:
            UsageError: it is longer than LONGEST characters.
        """
        text = text.encode(errors="replace").decode().strip()  # half a character is none
        if len(text) > LONGEST:
            raise UsageError(f"a search may have {LONGEST:,} characters at most, not {len(text):,}")
        return cls(text, tuple(tuple(forms) for forms in search_words(text)[:_MOST_WORDS]))

    @cached_property
    def identifiers(self) -> tuple[str, ...]:
        """The identifiers in normal form that the text may be; none where it holds blanks inside."""
        found = [parsed.value for kind in _IDENTIFIERS if (parsed := kind.parse(self.text)) is not None]
        if _CODE.fullmatch(self.text):
            found += [self.text, _SCHEME.sub("", self.text, count=1)]
        return tuple(dict.fromkeys(identifier_token(value) for value in found if value))

    @cached_property
    def whole(self) -> list[str] | None:
        """The words of the text, sorted, that may be a whole name; None where it has initials or nothing."""
        folded = sorted(words(self.text))
        if not folded or (len(folded) > 1 and any(len(word) == 1 and word.isascii() for word in folded)):
            return None
        return folded

    @property
    def digest(self) -> int | None:
        """The digest of the whole text as a name."""
        return None if self.whole is None else name_digest(self.whole)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.words and not self.identifiers

    def strict(self) -> str:
        """Return the expression for what has all words, the last one perhaps unfinished."""
        parts = []
        if self.words:
            last = len(self.words) - 1
            parts.append(" AND ".join(_any(forms, at == last) for at, forms in enumerate(self.words)))
        parts += [quoted(value, unfinished=len(value) > 3) for value in self.identifiers]
        return " OR ".join(f"({part})" for part in parts)

    def forgiving(self, kind: EntryKind) -> str | None:
        """Return the expression for what may be meant as well, or None where there is no other.

        Every word may be unfinished. Of the names of people and teams all words but one may stand as
        initials, and `jr` may mean J. R.
        """
        if len(self.words) > _INITIALS_UP_TO or (len(self.words) < 2 and kind is not EntryKind.PERSON):
            return None
        whole = [_any(forms, unfinished=True) for forms in self.words]
        if kind not in (EntryKind.PERSON, EntryKind.TEAM):
            return " AND ".join(whole)
        loose = [_initial(forms) for forms in self.words]
        choices = [
            " AND ".join(whole[other] if other == at else loose[other] for other in range(len(whole)))
            for at in range(len(whole))
            if len(self.words[at][0]) > 1
        ]
        return " OR ".join(f"({choice})" for choice in choices) or None


def _any(forms: tuple[str, ...], unfinished: bool) -> str:
    each = [quoted(form, unfinished=unfinished or len(form) == 1) for form in forms]
    return each[0] if len(each) == 1 else f"({' OR '.join(each)})"


def _initial(forms: tuple[str, ...]) -> str:
    """Return the expression for a word of a name, or its initial, or the initials that it may be."""
    found = [quoted(form, unfinished=True) for form in forms]
    for form in forms:
        if form.isascii() and form.isalpha():
            found.append(quoted(form[0]))
            if 1 < len(form) <= 3:
                found.append("(" + " AND ".join(quoted(letter, unfinished=True) for letter in form) + ")")
    return f"({' OR '.join(dict.fromkeys(found))})"


def quoted(word: str, *, unfinished: bool = False) -> str:
    """Return the expression for one word, or for those that begin so."""
    return '"' + word.replace('"', '""') + '"' + ("*" if unfinished else "")
