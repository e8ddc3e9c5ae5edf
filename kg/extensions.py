"""Formats that other packages add: entry points of the groups `kg.readers` and `kg.writers`.

Source: the entry points specification of PyPA (https://packaging.python.org/specifications/entry-points/). A
package names the module that holds its `@reader` or `@register` function; importing it adds the format:

    [project.entry-points."kg.readers"]
    refer = "kg_refer.reader"
"""

from __future__ import annotations

from importlib.metadata import entry_points

from kg.errors import UsageError


def load(group: str) -> None:
    """Import what the installed packages add under `group`, in the order of their names.

    Raises:
        UsageError: a package cannot be loaded, or its format has the name of another; says which package.
    """
    for point in sorted(entry_points(group=group)):
        try:
            point.load()
        except Exception as error:  # whatever the code of others raises
            package = point.dist.name if point.dist else point.value
            raise UsageError(
                f"the installed package {package} adds {point.name!r} to {group}, which cannot be loaded: "
                f"{type(error).__name__}: {error}; mend or uninstall it"
            ) from error
