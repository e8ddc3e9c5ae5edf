"""What a file defines for its values: names of @string, with those of every style, and commands of TeX."""

from __future__ import annotations

from typing import Final

from kg.months import NAMES, SHORT
from kg.readers.bibtex.commands import TexCommands

_JOURNALS: Final = {  # plain.bst
    "acmcs": "ACM Computing Surveys", "acta": "Acta Informatica", "cacm": "Communications of the ACM",
    "ibmjrd": "IBM Journal of Research and Development", "ibmsj": "IBM Systems Journal",
    "ieeese": "IEEE Transactions on Software Engineering", "ieeetc": "IEEE Transactions on Computers",
    "ieeetcad": "IEEE Transactions on Computer-Aided Design of Integrated Circuits",
    "ipl": "Information Processing Letters", "jacm": "Journal of the ACM",
    "jcss": "Journal of Computer and System Sciences", "scp": "Science of Computer Programming",
    "sicomp": "SIAM Journal on Computing", "tocs": "ACM Transactions on Computer Systems",
    "tods": "ACM Transactions on Database Systems", "tog": "ACM Transactions on Graphics",
    "toms": "ACM Transactions on Mathematical Software",
    "toois": "ACM Transactions on Office Information Systems",
    "toplas": "ACM Transactions on Programming Languages and Systems",
    "tcs": "Theoretical Computer Science",
}  # fmt: skip
_ALL_AT_ONCE: Final = 50_000_000


class Macros:
    """What the names of @string stand for, in the order in which a file defines them, and its `commands`."""

    def __init__(self, commands: TexCommands | None = None) -> None:
        self.commands = commands or TexCommands()
        self._known = dict(zip(SHORT, NAMES, strict=True)) | _JOURNALS
        self._size = 0

    def get(self, name: str) -> str | None:
        """Return what `name` stands for, in any case of its letters, or None."""
        return self._known.get(name.lower())

    def define(self, name: str, value: str) -> None:
        """Let `name` stand for `value`; of more text than is held at once, no more is taken."""
        self._size += len(value)
        if self._size <= _ALL_AT_ONCE:
            self._known[name.lower()] = value
