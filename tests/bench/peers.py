"""The programs kg is measured against, each in a virtual environment of its own.

Morph-KGC pins other versions of pyoxigraph and rdflib than kg needs, so no environment can hold
both. Environments are made once, below the cache folder.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

MORPH = "morph-kgc==2.10.0"
OXIGRAPH = "oxigraph==0.5.13"
RDFLIB_ENDPOINT = "rdflib-endpoint[cli]==0.6.3"


def environment(requirement: str, cache: Path) -> Path:
    """Return the folder of programs of a virtual environment that holds `requirement`, made if need be.

    Raises:
        subprocess.CalledProcessError: it cannot be installed (for instance, without a network).
    """
    home = cache / re.sub(r"\[.*\]", "", requirement).replace("==", "-")
    ready = home / "ready"
    if not ready.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
        subprocess.run([str(home / "bin" / "pip"), "install", "--quiet", requirement], check=True)
        ready.touch()
    return home / "bin"


def morph(folder: Path, mapping: Path, output: Path, cache: Path) -> list[str]:
    """Return the command that runs Morph-KGC over a mapping whose sources lie in `folder`.

    One process: with several, the work is split by predicate, uses more CPU time and gains nothing
    on two cores. Only an empty value is held to be missing; by default the title “nan” is, too.
    """
    configuration = folder / "morph.ini"
    configuration.write_text(
        f"[CONFIGURATION]\noutput_file={output}\noutput_format=N-TRIPLES\nna_values=\n"
        f"number_of_processes=1\nlogging_level=WARNING\n\n[records]\nmappings={mapping}\n",
        encoding="utf-8",
    )
    return [str(environment(MORPH, cache) / "python"), "-m", "morph_kgc", str(configuration)]


def oxigraph(cache: Path, *arguments: str) -> list[str]:
    """Return a command line of the Oxigraph program."""
    return [str(environment(OXIGRAPH, cache) / "oxigraph"), *arguments]
