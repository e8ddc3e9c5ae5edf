"""`kg releases`: what has been built, and which of it is current."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import orjson

from kg.cli._options import data_option
from kg.errors import NoRelease, ReleaseDamaged
from kg.release import DataDirectory, Release


@click.command()
@click.option(
    "--to",
    "name",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="The format.",
)
@data_option
def command(name: str, data: Path) -> None:
    """List the releases, oldest first."""
    directory = DataDirectory(data)
    try:
        current = directory.current().id
    except (NoRelease, ReleaseDamaged) as error:
        current = ""
        click.echo(f"kg: {error}", err=True)
    rows = [_row(release, current) for release in directory.releases()]
    if name == "json":
        click.echo(orjson.dumps(rows, option=orjson.OPT_INDENT_2).decode())
        return
    if rows:
        click.echo(
            f"  {'release':<25}  {'built (UTC)':<19}  {'triples':>12}  {'quads':>12}  {'size':>10}  sources"
        )
    for row in rows:
        mark = "*" if row["current"] else " "
        if "damage" in row:
            click.echo(f"{mark} {row['id']:<25}  damaged: {row['damage']}")
            continue
        size = f"{row['bytes'] / 1e6:,.1f} MB"
        built = str(row["created"])[:19].replace("T", " ")
        counts = f"{row['triples']:>12,}  {row['quads']:>12,}"
        pulled = f"  pulled from {row['origin']}" if row["origin"] else ""
        click.echo(f"{mark} {row['id']:<25}  {built}  {counts}  {size:>10}  {row['sources']}{pulled}")


def _row(release: Release, current: str) -> dict[str, Any]:
    row: dict[str, Any] = {"id": release.id, "current": release.id == current}
    try:
        manifest = release.manifest
    except ReleaseDamaged as error:
        return {**row, "damage": str(error)}
    return {
        **row,
        "created": manifest.created.isoformat().replace("+00:00", "Z"),
        "triples": manifest.counts.triples,
        "quads": manifest.counts.quads,
        "bytes": sum(entry.bytes for entry in manifest.files.values()),
        "sources": len(manifest.inputs),
        "base": manifest.base,
        "origin": manifest.origin.url if manifest.origin is not None else None,
        "path": str(release.path),
    }
