"""Lists of references whose tags say what those of RIS say under other names, and are read as these are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.ris_kinds import TABLE as RIS
from kg.readers.ris_kinds import WORDS
from kg.readers.ris_work import read_reference
from kg.readers.source import Document
from kg.readers.tagged import Dialect, TaggedEntry, Tags, read
from kg.records import Item


class TaggedFormat:
    """One such format: its name, how it is written, and the tag of RIS for each of its own.

    Kinds are words (`Journal Article`). A tag that RIS has not is stated as it is.
    """

    def __init__(
        self, name: str, dialect: Dialect, tags: Mapping[str, str], words: Mapping[str, str] | None = None
    ) -> None:
        """Name the format; `tags` are RIS's by the format's own, `words` its kinds by words in lower case."""
        self._name, self._dialect, self._tags = name, dialect, tags
        self._words = {**WORDS, **(words or {})}
        self._own = {tag: own for own, tag in reversed(list(tags.items()))}
        self.table = FieldTable(
            read={own: RIS.read[tag] for own, tag in tags.items() if tag in RIS.read},
            dropped={own: RIS.dropped[tag] for own, tag in tags.items() if tag in RIS.dropped},
        )

    def parse(self, document: Document) -> Iterator[Item]:
        """Yield the record of each entry.

        Raises:
            UnreadableInput: nothing can be read from the document.
        """
        return read(document, self._dialect, self._entry)

    def _entry(self, document: Document, entry: TaggedEntry) -> Iterator[Item]:
        tags = Tags([(self._tags.get(tag, tag), value) for tag, value in entry.values])
        word = tags.first("TY") or ""
        kind = self._words.get(word.lower(), "JOUR" if not word and tags.has("JF") else word)
        leaves = [leaf._replace(path=self._own.get(leaf.path, leaf.path)) for leaf in tags.leaves(RIS, kind)]
        lines = (entry.first_line, entry.last_line)
        draft = Draft(document, self._name, lines, leaves, self.table, excerpt=entry.excerpt)
        read_reference(draft, tags, kind, word)
        leaves[:] = [leaf._replace(path=self._path(leaf.path)) for leaf in tags.leaves(RIS, kind or "entry")]
        if entry.guessed:
            draft.odd("source", f"bytes that are not UTF-8 were read as {entry.guessed}")
        yield from draft.finish()

    def _path(self, path: str) -> str:
        """Return the path of a leaf in the format's own tags."""
        kind, slash, tag = path.rpartition("/")
        return f"{kind}{slash}{self._own.get(tag, tag)}"
