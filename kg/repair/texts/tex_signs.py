"""What commands of TeX are in plain text: signs, and commands that change only the look of a text."""

from __future__ import annotations

from functools import cache
from typing import Final

from kg.repair.lexicon import meanings

LOOKS: Final = frozenset(
    ["textit", "textbf", "textsc", "textrm", "texttt", "textsf", "textsl", "textup", "textmd", "textnormal",
     "emph", "mbox", "hbox", "text", "underline", "uppercase", "url", "textsubscript", "enquote", "path",
     "MakeUppercase", "textcolor", "ensuremath", "textsmaller", "NoCaseChange", "nobreakdash"]
)  # fmt: skip
"""Commands that change the look of what follows in braces."""
_GREEK: Final = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi"
    " chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
)
_ALONE: Final = {"less": "<", "greater": ">", "mathsemicolon": ";", "prime": "′", "mathplus": "+"}


def signs() -> dict[str, str]:
    """Return commands that are a sign or a few, of text or of mathematics outside dollars."""
    return meanings("tex")


@cache
def upright() -> dict[str, str]:
    """Return commands that stand alone between dollars where text was meant."""
    greek = {("Up" if name[0].isupper() else "up") + name.lower(): signs()[name] for name in _GREEK.split()}
    return _ALONE | greek
