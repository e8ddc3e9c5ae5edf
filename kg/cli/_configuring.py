"""`kg.toml` on the command line: what the publisher states, and the sources that it names."""

from __future__ import annotations

import glob
from collections.abc import Iterable
from pathlib import Path

import click
from pyoxigraph import NamedNode

from kg.configuration import NAME, Configuration, SourceTerms, base_iri
from kg.readers.sources import documents
from kg.release.mapping import DEFAULT_BASE

config_option = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="KG_CONFIG",
    show_envvar=True,
    metavar="FILE",
    help=f"What the publisher states of the data set and its sources.  [default: ./{NAME}, if it is there]",
)


def _base(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Return the base IRI as it is, if IRIs can be made by appending to it."""
    if value is None:
        return None
    try:
        NamedNode(base_iri(value))
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    return value


base_option = click.option(
    "--base",
    callback=_base,
    metavar="IRI",
    help="Base IRI of the graph's own things: an address that ends in /.  "
    f"[default: that of {NAME}, else {DEFAULT_BASE}]",
)


def base_of(given: str | None, configuration: Configuration) -> str:
    """Return the base IRI: the one given, else the configured one, else that of a server on this machine."""
    return given or configuration.dataset.base or DEFAULT_BASE


def sources_of(given: tuple[str, ...], configuration: Configuration) -> tuple[str, ...]:
    """Return the names of sources that were given, or else those that are configured.

    Raises:
        click.UsageError: there are neither.
    """
    found = given or tuple(configuration.located(one) for one in configuration.sources)
    if not found:
        raise click.UsageError(
            f"no source was given: name files or folders of records, or list them in {NAME} (see `kg init`)"
        )
    return found


def terms_of(configuration: Configuration) -> dict[Path, SourceTerms]:
    """Return what is stated of each source file, by absolute path; the first entry counts."""
    found: dict[Path, SourceTerms] = {}
    for one in configuration.sources:
        for path in _files(configuration.located(one)):
            found.setdefault(path.resolve(), one)
    return found


def _files(name: str) -> Iterable[Path]:
    if name == "-":
        return (Path(name),)
    if not glob.has_magic(name) and not Path(name).exists():
        return ()  # the build says so, if it is to read it
    return (document.path for document in documents([name]))
