"""The command `kg`. Each file of this package is one command of the same name.

Exit codes: 0 all went well; 1 done, but something was rejected or a check failed; 2 nothing could
be done (wrong arguments, unreadable input, a full disk); 3 an answer was cut at a limit; 130 stopped by
Ctrl-C. This is the only place that sets them.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys

import click

from kg import __version__
from kg.cli._suggesting import SuggestingGroup
from kg.errors import AmbiguousName, KgError

STOPPED = 130
"""Exit code after Ctrl-C, as shells give it: 128 and the number of the signal."""


class Commands(SuggestingGroup):
    """Finds each command in the file of its name, and loads only the one that is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the names of all commands."""
        return sorted(
            module.name.replace("_", "-")
            for module in pkgutil.iter_modules(__path__)
            if module.name[0] != "_"
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the command `cmd_name`, or return None where there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"{__name__}.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def suggestion(self, ctx: click.Context, name: str) -> str:
        """Return what may be meant: another command, or a canned query of that name."""
        from kg.queries import Catalogue  # the commands load only what they need

        if name in Catalogue.read():
            return f" Did you mean {ctx.command_path} query {name}?"
        return super().suggestion(ctx, name)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kg")
def kg() -> None:
    """Turn records of scholarly work into a published knowledge graph."""


def main() -> None:
    """Run the command line; errors raised on purpose become one line on standard error and exit code 2."""
    try:
        sys.exit(kg.main(prog_name="kg", standalone_mode=False))
    except (click.Abort, KeyboardInterrupt):  # the second where click was not looking
        click.echo("kg: stopped", err=True)
        sys.exit(STOPPED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except AmbiguousName as error:
        click.echo(f"kg: {error}", err=True)
        for iri, label in error.candidates:
            click.echo(f"  {iri}  {label}", err=True)
        sys.exit(2)
    except KgError as error:
        click.echo(f"kg: {error}", err=True)
        sys.exit(2)
    except OSError as error:
        if error.errno is None:  # not from the system
            raise
        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"kg: {place}{error.strerror}", err=True)
        sys.exit(2)
