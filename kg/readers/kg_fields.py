"""What becomes of the values of kg's own JSON Lines: where the record has them, and which are left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final

import orjson

from kg.readers.fates import REJECTED, Fates, FieldTable
from kg.readers.leaves import Leaf, json_leaves
from kg.records import Profile, Record, WorkRecord

UNKNOWN: Final = "its key is not known"
SAYS_THE_MODEL: Final = "it says only which model the object has"


def _table(fields: Iterable[str], near: Mapping[str, str]) -> FieldTable:
    """Return the table of a model: each field is read into itself, at any depth; `near` ones into others."""
    read: dict[str, str] = {}
    for key, name in chain(((one, one) for one in fields), near.items()):
        read |= {key: name, f"{key}.*": name, f"{key}[]*": name}
    return FieldTable(read, {"*": UNKNOWN})


_TYPE: Final = {"type": "work_type work_type_as_stated"}  # where it does not name the model
_WORK: Final = _table(WorkRecord.model_fields.keys() - {"type"}, _TYPE)
_PROFILE: Final = _table(Profile.model_fields.keys() - {"type"}, {})


class KgFates:
    """Counts the fates of one document's values; does nothing where nobody asks for them."""

    def __init__(self, fates: Fates | None) -> None:
        self._fates = fates
        self._near: dict[str, str] = {}
        self._works = _WORK

    def read(self, content: bytes, record: Record) -> None:
        """Count the values of an entry that is a record just as the model has it."""
        if self._fates is None:
            return
        table = _PROFILE if isinstance(record, Profile) else _WORK
        stated = orjson.loads(content)
        if record.repairs or record.damage:  # some may be of what was mended or left out now
            leaves = [leaf for leaf in json_leaves(stated) if not self._of_model(leaf)]
            self._fates.settle(leaves, record, table, own=True)
            return
        if self._of_model(Leaf("type", stated.get("type"))):
            del stated["type"]
        self._fates.keep(stated, table)

    def leaves(self, stated: Mapping[str, Any]) -> list[Leaf]:
        """Return the values of an entry; none where nobody asks for their fates."""
        return list(json_leaves(stated)) if self._fates is not None else []

    def settle(
        self, leaves: list[Leaf], record: Record | None, unknown: Collection[str], mapped: Mapping[str, str]
    ) -> None:
        """Count the values of an entry that had to be looked at closely.

        `unknown` are the places whose keys were left out, `mapped` the keys that were read as others.
        """
        if self._fates is None:
            return
        if record is None:
            self._fates.drop(leaves, REJECTED)
            return
        known: list[Leaf] = []
        left_out = frozenset(unknown)
        for leaf in leaves:
            place = leaf.path.replace("[]", "")
            if place in left_out or not left_out.isdisjoint(_around(place)):
                self._fates.drop([leaf], UNKNOWN)
            elif not self._of_model(leaf):
                known.append(leaf)
        self._fates.settle(known, record, self._table(record, mapped), own=True)

    def _of_model(self, leaf: Leaf) -> bool:
        """Count the key that says which model it is; another word there is the kind of the work."""
        if leaf.path != "type" or leaf.value not in ("work", "profile") or self._fates is None:
            return False
        self._fates.drop([leaf], SAYS_THE_MODEL)
        return True

    def _table(self, record: Record, mapped: Mapping[str, str]) -> FieldTable:
        if isinstance(record, Profile):
            return _PROFILE
        if new := {key: own.partition(".")[0] for key, own in mapped.items() if key not in self._near}:
            self._near |= new
            self._works = _table(WorkRecord.model_fields.keys() - {"type"}, _TYPE | self._near)
        return self._works


def _around(place: str) -> Iterator[str]:
    """Yield the places around a place: of `a.b.c` those of `a.b` and `a`."""
    while "." in place:
        place = place.rpartition(".")[0]
        yield place
