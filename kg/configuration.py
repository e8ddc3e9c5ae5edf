"""What the publisher of a data set says of it: the file `kg.toml`.

Nothing here is guessed: what the file leaves out is not stated anywhere. Terms are those of DCAT-AP 3
(https://semiceu.github.io/DCAT-AP/releases/3.0.0/). Paths are relative to the folder of the file.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from kg.errors import ConfigurationError

NAME: Final = "kg.toml"

_CREATIVE_COMMONS: Final = "https://creativecommons.org"
_OPEN_DATA: Final = "https://opendatacommons.org/licenses"
LICENCES: Final = {
    "CC0-1.0": f"{_CREATIVE_COMMONS}/publicdomain/zero/1.0/",
    **{
        f"CC-{name}-4.0": f"{_CREATIVE_COMMONS}/licenses/{name.lower()}/4.0/"
        for name in ("BY", "BY-SA", "BY-NC", "BY-NC-SA", "BY-ND", "BY-NC-ND")
    },
    "ODbL-1.0": f"{_OPEN_DATA}/odbl/1-0/",
    "ODC-By-1.0": f"{_OPEN_DATA}/by/1-0/",
    "PDDL-1.0": f"{_OPEN_DATA}/pddl/1-0/",
}
"""Licences of data that may be given by their SPDX identifier (https://spdx.org/licenses/)."""

_IDENTIFIERS: Final = {iri: name for name, iri in LICENCES.items()}
_FOLDED: Final = {name.lower(): iri for name, iri in LICENCES.items()}


def licence_name(iri: str) -> str:
    """Return what people call a licence: its SPDX identifier where it is known, else its address."""
    return _IDENTIFIERS.get(iri, iri)


def _licence(value: str) -> str:
    return _FOLDED.get(value.lower()) or _address(value, f"nor one of {', '.join(LICENCES)}")


def _address(value: str, otherwise: str = "") -> str:
    if not re.fullmatch(r"https?://[^\s/<>\"{}|\\^`]+(?:/[^\s<>\"{}|\\^`]*)?", value):
        raise ValueError(f"{value!r} is no address that begins with https:// {otherwise}".rstrip())
    return value


def base_iri(value: str) -> str:
    """Return the base of all IRIs as it is, if IRIs can be made by appending to it.

    Raises:
        ValueError: it is no address, does not end in `/`, or has a query or a fragment.
    """
    if not value.endswith("/"):
        raise ValueError(f"{value!r} is no http or https address that ends in /")
    if re.search(r"[?#]", value):
        raise ValueError(f"{value!r} has a query or a fragment")
    return _address(value)


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Address = Annotated[Text, AfterValidator(lambda value: _address(value))]
Licence = Annotated[Text, AfterValidator(_licence)]
Base = Annotated[Text, AfterValidator(base_iri)]
Language = Annotated[Text, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
_LICENCE_KEYS: Final = AliasChoices("licence", "license")


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Party(_Table):
    """Who made or publishes the data set: a name, what it is, and the address that stands for it.

    `url` is best an ORCID, ROR or home page; it becomes the IRI of the party.
    """

    name: Text
    kind: Literal["organization", "person"]
    url: Address | None = None


class Contact(_Table):
    """Where questions about the data set go: an e-mail address, a page, or both."""

    name: Text
    email: Annotated[Text, StringConstraints(pattern=r"^[^\s@<>\"]+@[^\s@<>\"]+$")] | None = None
    url: Address | None = None

    @model_validator(mode="after")
    def _reachable(self) -> Contact:
        if self.email is None and self.url is None:
            raise ValueError("it needs an email or a url")
        return self


class DataSet(_Table):
    """What is stated of the data set as a whole; null or empty means: not stated.

    `language` is a BCP 47 tag, that of title and description. `access` is who may get the data, by
    the EU's code list of access rights; `themes` are IRIs of concepts.
    """

    title: Text | None = None
    description: Text | None = None
    language: Language | None = None
    licence: Licence | None = Field(default=None, validation_alias=_LICENCE_KEYS)
    base: Base | None = None
    keywords: tuple[Text, ...] = ()
    themes: tuple[Address, ...] = ()
    access: Literal["public", "restricted", "non-public"] | None = None
    creator: Party | None = None
    publisher: Party | None = None
    contact: Contact | None = None


class SourceTerms(_Table):
    """One entry of the sources: what to read, and the terms under which it was received.

    `path` is a file, a folder or a glob; `format` overrules the detection, `columns` says which column of a
    table is which field. `credit` is the line that the licence asks for, as its owner words it.
    """

    path: Text
    format: Text | None = None
    columns: dict[Text, Text] | None = None
    licence: Licence | None = Field(default=None, validation_alias=_LICENCE_KEYS)
    credit: Text | None = None


class Configuration(_Table):
    """A whole `kg.toml`: the data set, and the sources it is built from."""

    dataset: DataSet = DataSet()
    sources: tuple[SourceTerms, ...] = ()
    folder: Annotated[Path, Field(exclude=True)] = Path()

    @classmethod
    def read(cls, path: Path) -> Configuration:
        """Read the file `path`.

        Raises:
            ConfigurationError: it cannot be read, is no TOML, or holds what is not known here.
        """
        try:
            stated = tomllib.loads(path.read_text("utf-8-sig"))
        except OSError as error:
            raise ConfigurationError(f"{path}: cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise ConfigurationError(f"{path}: is not UTF-8: {error.reason}") from error
        except tomllib.TOMLDecodeError as error:
            raise ConfigurationError(f"{path}: is no TOML: {error}") from error
        if "folder" in stated:
            raise ConfigurationError(f"{path}: the key 'folder' is not known")
        try:
            return cls(**stated, folder=path.parent)
        except ValidationError as error:
            raise ConfigurationError(f"{path}: {'; '.join(map(_problem, error.errors()))}") from error

    @classmethod
    def find(cls, path: Path | None) -> Configuration:
        """Read `path`; without one `kg.toml` of the working folder, or nothing where there is none.

        Raises:
            ConfigurationError: as `read`.
        """
        if path is None:
            path = Path(NAME)
            if not path.exists():
                return cls()
        return cls.read(path)

    def located(self, source: SourceTerms) -> str:
        """Return the path of a source as the working folder sees it."""
        return source.path if source.path == "-" else str(self.folder / source.path)


def _problem(error: object) -> str:
    """Return one problem that pydantic found, in plain words."""
    assert isinstance(error, dict)
    place = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"the key {place!r} is not known"
    reason = str(error["msg"]).removeprefix("Value error, ")
    return f"{place}: {reason[:1].lower()}{reason[1:]}"
