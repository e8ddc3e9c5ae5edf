"""What makes a release: this very code and its tables, so that nothing is taken over from another kg."""

from __future__ import annotations

import sys
import zlib
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

import pyoxigraph

from kg.resources import folder
from kg.version import __version__

_PACKAGE: Final = Path(__file__).resolve().parent.parent
_LEFT_OUT: Final = frozenset({".pyc", ".pyo"})


@cache
def made_by() -> str:
    """Return a digest of the code and tables of kg, and of what it compresses, stores and runs with."""
    found = blake2b(digest_size=20)
    versions = (__version__, pyoxigraph.__version__, sys.version, zlib.ZLIB_RUNTIME_VERSION)
    found.update(repr(versions).encode())
    for root in (_PACKAGE, folder("ontology"), folder("queries")):
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix not in _LEFT_OUT:
                found.update(repr((path.relative_to(root).as_posix(), path.stat().st_size)).encode())
                found.update(path.read_bytes())
    return found.hexdigest()
