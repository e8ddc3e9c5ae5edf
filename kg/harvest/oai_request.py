"""What is asked of a repository, and how far the asking has come: kept beside the answers."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final

import orjson

from kg.errors import UsageError

STATE: Final = ".harvest.json"
"""The file that says how far the harvest in its folder has come; hidden, so that no build reads it."""


@dataclass(frozen=True, slots=True)
class HarvestRequest:
    """A selective harvest (OAI-PMH 2.7): records of a format, perhaps of a set, changed within some days.

    `since` and `until` are days or moments in UTC, as the repository's granularity has them.
    """

    url: str
    prefix: str = "oai_dc"
    set: str | None = None
    since: str | None = None
    until: str | None = None

    def parameters(self, since: str | None = None) -> dict[str, str]:
        """Return the arguments of the request; `since` in place of the question's own, if it is given."""
        stated = {"set": self.set, "from": since or self.since, "until": self.until}
        given = {name: value for name, value in stated.items() if value}
        return {"verb": "ListRecords", "metadataPrefix": self.prefix, **given}


@dataclass(slots=True)
class HarvestProgress:
    """How far a harvest has come.

    `token` is what the next answer is asked with; `page` is the number of the last answer that was saved.
    `latest` is the latest datestamp of a record so far, and `ordered` is false once an earlier one came after
    a later one. `begun` is the repository's own time at the first answer, from which the next harvest asks.
    """

    token: str | None = None
    page: int = 0
    records: int = 0
    latest: str | None = None
    ordered: bool = True
    begun: str | None = None
    since: str | None = None
    finished: bool = False


def load(folder: Path, question: HarvestRequest) -> HarvestProgress:
    """Return how far the harvest in `folder` has come; a new one where there is none.

    Raises:
        UsageError: the folder holds another harvest, or files that are none.
    """
    path = folder / STATE
    try:
        stated = orjson.loads(path.read_bytes())
        asked = HarvestRequest(**stated["question"])
        progress = HarvestProgress(**stated["progress"])
    except FileNotFoundError:
        if folder.exists() and any(folder.glob("*.xml")):
            raise UsageError(f"{folder} holds files that are of no harvest; name another --out") from None
        return HarvestProgress()
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        raise UsageError(f"{path} cannot be read; delete the folder, or name another --out") from None
    for name in (field.name for field in fields(HarvestRequest)):
        before, now = getattr(asked, name), getattr(question, name)
        if before != now:
            told = f"{name} {before or 'none'}, not {now or 'none'}"
            raise UsageError(f"{folder} holds a harvest with {told}; name another --out")
    return progress


def save(folder: Path, question: HarvestRequest, progress: HarvestProgress) -> None:
    """Write how far the harvest has come, whole or not at all."""
    state = {"question": asdict(question), "progress": asdict(progress)}
    written(folder / STATE, orjson.dumps(state, option=orjson.OPT_INDENT_2))


def written(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    beside = path.with_name(f".{path.name}.part")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
