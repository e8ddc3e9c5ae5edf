"""Puts the code editor of the SPARQL page into the wheel.

The editor is Ace (https://ace.c9.io, BSD 3-clause). Its files come from the package django-ace, which the
build requires and the installed program does not: no line of Django is used, then or later. They are
copied to `kg/web/static/vendor/ace/`, which version control ignores.
"""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "django_ace"
FILES = ("ace.js", "ext-language_tools.js", "ext-searchbox.js", "css/ace.css", "css/main-*")


class EditorHook(BuildHookInterface):  # type: ignore[type-arg]  # takes the settings of any builder
    """Copies the editor's files before a wheel, editable or not, is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # the interface
        """Copy the files; without the package keep those of an earlier build, or build without them."""
        target = Path(self.root, "kg", "web", "static", "vendor", "ace")
        found = importlib.util.find_spec(PACKAGE)
        if found is None or found.origin is None:
            if not target.is_dir():
                self.app.display_warning("django-ace is not there: the SPARQL page will be a plain form")
            return
        package = Path(found.origin).parent
        source = package / "static" / PACKAGE / "ace"
        shutil.rmtree(target, ignore_errors=True)
        for pattern in FILES:
            for file in sorted(source.glob(pattern)):
                copy = target / file.relative_to(source)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, copy)
        licence = next(package.parent.glob(f"{PACKAGE}-*.dist-info/licenses/LICEN*E"))
        shutil.copyfile(licence, target / "LICENSE")
