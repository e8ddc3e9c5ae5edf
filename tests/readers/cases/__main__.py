"""The command line of the readers' cases: `python -m tests.readers.cases --help`."""

from __future__ import annotations

import click

from tests.differences import show
from tests.readers.cases import cases


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("names", nargs=-1, metavar="[FORMAT|FORMAT/NAME]…")
@click.option("--write", is_flag=True, help="Take what is read now for what is expected.")
def main(names: tuple[str, ...], *, write: bool) -> None:
    """Show how what is read of the cases differs from what is expected (all cases without a name).

    Exits with 1 where one differs. Cases are the files of tests/readers/cases/FORMAT.
    """
    known = cases()
    for name in names:
        if not any(name in (case.name, case.format) for case in known):
            raise click.UsageError(f"there is no case {name!r}")
    chosen = [case for case in known if not names or case.name in names or case.format in names]
    show(chosen, "cases", write=write)


if __name__ == "__main__":
    main(prog_name="python -m tests.readers.cases")
