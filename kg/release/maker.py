"""What makes a release: this very code and its tables, so that nothing is taken over from another kg."""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Final

from kg.resources import folder
from kg.version import __version__

_PACKAGE: Final = Path(__file__).resolve().parent.parent
_DISTRIBUTION: Final = "kgpub"
_ALWAYS: Final = frozenset({"orjson", "pydantic", "pyoxigraph", "zstandard"})
_NAME: Final = re.compile(r"[^A-Za-z0-9._-]")
_LEFT_OUT: Final = frozenset({".pyc", ".pyo"})


@cache
def made_by() -> str:
    """Return a digest of the code and tables of kg, and of what it reads, stores and runs with."""
    found = blake2b(digest_size=20)
    versions = (__version__, sys.version, zlib.ZLIB_RUNTIME_VERSION, *_packages())
    found.update(repr(versions).encode())
    for root in (_PACKAGE, folder("ontology"), folder("queries")):
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix not in _LEFT_OUT:
                found.update(repr((path.relative_to(root).as_posix(), path.stat().st_size)).encode())
                found.update(path.read_bytes())
    return found.hexdigest()


def _packages() -> Iterator[tuple[str, str]]:
    """Yield name and version of each package that kg needs or can use, and that is here."""
    try:
        named = requires(_DISTRIBUTION) or []
    except PackageNotFoundError:  # run from its folder: what it needs is then not known
        named = []
    for name in sorted({_NAME.split(one, maxsplit=1)[0] for one in named} | _ALWAYS):
        with suppress(PackageNotFoundError):
            yield name, version(name)
