"""The words and names that repairs go by, from `lexicon.toml`, which says what each list is for.

The file is read when the first list is asked for.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text("utf-8"))


@cache
def word_list(table: str, *names: str) -> frozenset[str]:
    """Return the words of one or several lists of a table: `word_list("places", "states")`.

    Raises:
        KeyError: there is no such list.
    """
    return frozenset(word for name in names for word in _tables()[table][name])


@cache
def meanings(table: str) -> dict[str, str]:
    """Return what each word of a table stands for.

    Raises:
        KeyError: there is no such table.
    """
    return dict(_tables()[table])
