"""The compiled shapes that come with kg (`kg.release.validation.compiled`), compared and written anew.

`python -m tests.compiled` tells whether they are what the shapes are compiled to now, and with `--write`
writes them.
"""

from __future__ import annotations

import sys

import click

from kg.release.validation.compiled import FILE, written


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--write", is_flag=True, help="Write the file.")
def main(*, write: bool) -> None:
    """Compare the compiled shapes with the shapes."""
    now = written()
    if write:
        FILE.write_bytes(now)
    sys.exit(not FILE.exists() or FILE.read_bytes() != now)


if __name__ == "__main__":
    main()
