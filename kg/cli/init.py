"""`kg init`: the beginning of a kg.toml, with a comment for each thing that can be stated."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from kg.configuration import LICENCES, NAME
from kg.errors import UsageError

TEMPLATE: Final = f"""\
# What this data set says of itself. `kg build` reads this file in the folder where it is run, or where
# --config says. A line that begins with # states nothing; what is not stated here is not stated in the
# graph, nor on the site. Paths are relative to the folder of this file.

[dataset]
# title = "Papers on the rivers of the north"
# description = "Papers, their authors in order, and where they appeared, from the library's own records."
# language = "en"                               # of title and description: a BCP 47 tag

# The licence of the data set as a whole: an address, or one of
# {", ".join(list(LICENCES)[:4])},
# {", ".join(list(LICENCES)[4:])}.
# licence = "CC-BY-4.0"

# How the IRIs of all things begin: the address at which the site will be reached. It ends in /.
# base = "https://data.example.org/"

# keywords = ["rivers", "hydrology"]
# themes = ["http://publications.europa.eu/resource/authority/data-theme/TECH"]
# access = "public"                             # public, restricted or non-public

# [dataset.creator]                             # who made the data set
# name = "A University Library"
# kind = "organization"                         # or "person"
# url = "https://library.example.org/"          # best a ROR, an ORCID or a home page

# [dataset.publisher]                           # who makes it available
# name = "A University Library"
# kind = "organization"
# url = "https://library.example.org/"

# [dataset.contact]                             # where questions go: an email, a url, or both
# name = "Data desk of the library"
# email = "data@library.example.org"

# What `kg build` reads where no source is named on the command line: files, folders and globs.
# [[sources]]
# path = "records/anthology.xml.gz"
# licence = "CC-BY-4.0"                         # under which it was received
# credit = "ACL Anthology, https://aclanthology.org"
# format = "acl-anthology"                      # overrules the detection
# columns = {{ title = "Name of the work", authors = "Who" }}  # of a table whose header does not say it
"""


@click.command("init")
@click.argument(
    "folder", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(), required=False
)
def command(folder: Path) -> None:
    """Write a kg.toml into FOLDER (the working folder), in which all that can be stated is a comment.

    A file that is there is left as it is.
    """
    path = folder / NAME
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(TEMPLATE)
    except FileExistsError as error:
        raise UsageError(f"{path}: is there already, and is left as it is") from error
    click.echo(f"{path} is written; state there what is to be stated, then run `kg build`.")
