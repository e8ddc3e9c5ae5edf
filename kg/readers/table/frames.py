"""Cells as data frames write them: a list in the notation of Python or JSON, `['Lind, Ada', 'Berg']`."""

from __future__ import annotations

import ast
import re
from typing import Final

_LIST: Final = re.compile(r"\[\s{0,9}(['\"]).{0,20000}\1\s{0,9},?\s{0,9}\]", re.DOTALL)


def unlisted(cell: str) -> str:
    """Return a cell that holds a list of texts with `;` between them; any other as it is."""
    if not cell.startswith("[") or _LIST.fullmatch(cell) is None:
        return cell
    try:
        value = ast.literal_eval(cell)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return cell
    if not isinstance(value, list) or not all(isinstance(one, str) and ";" not in one for one in value):
        return cell
    return "; ".join(one.strip() for one in value if one.strip())
