"""kg's own JSON Lines: what `kg records` prints, and the easiest way to bring records from anywhere.

`kg.records` defines it; `kg records --schema` prints its JSON Schema. On input almost all may be left
out or said in short: `{"title": "…", "authors": ["Ada Lovelace"], "doi": "…"}` is a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, Literal

import orjson
from pydantic import ValidationError

from kg.readers import json_entries, json_head, json_lines, reader
from kg.readers.decoding import mended
from kg.readers.foreign import foreign_object
from kg.readers.kg_fields import KgFates
from kg.readers.null_values import without_nulls
from kg.readers.people_kept import kept_people
from kg.readers.shorthand import written_out
from kg.readers.source import ByteLine, Document
from kg.readers.statements import check, plain
from kg.readers.values import checked, sound, sound_profile
from kg.records import Damage, Item, Notice, Profile, Record, Rejection, WorkRecord

NAME: Final = "kg-jsonl"

_NO_VALUE: Final = re.compile(
    rb'"(?:null|none|nan|n/?a|undefined|unknown|not available|[-?.]{1,3})"', re.IGNORECASE
)
_PROFILE_MARKS: Final = (b'"type":"profile"', b'"type": "profile"')
_SUBSTANCE: Final = (
    "title",
    "authors",
    "abstract",
    "doi",
    "arxiv_id",
    "identifiers",
    "journal_ref",
    "url",
    "comment",
)
_ALWAYS: Final = frozenset([
    "type", "source", "title", "authors", "authors_complete", "abstract", "comment", "arxiv_id", "version",
    "doi", "submitted", "primary_category", "categories", "code", "institutions", "damage", "repairs", "name",
])  # fmt: skip
_PERSON: Final = frozenset(["position", "name", "given", "family", "kind", "printed"])
_SINGLE: Final = frozenset(["event"])
_ALWAYS_INSIDE: Final = {
    "authors": _PERSON,
    "editors": _PERSON,
    "contributors": _PERSON | {"role"},
    "statuses": frozenset(["kind"]),
    "damage": frozenset(["kind", "field", "position"]),
    "repairs": frozenset(["field", "position", "rule", "before", "after", "certain", "confidence"]),
    "versions": frozenset(["number"]),
}
# characters that JSON need not escape, but that some readers of lines take for the end of one, and controls
_BREAKS: Final = re.compile(rb"\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9]|\x7f")
_ROUNDS: Final = 8  # an item loses one key, then itself, then its list
_SAID: Final = 100
"""Different keys of one file of which something is said."""
# keys by which the format is told; other formats share the rest
_TELLING: Final = {"title", "authors", "author", "name", "doi", "arxiv_id"}


def _sniff(head: str) -> float:
    keys = json_head.keys(head).entry
    if "authors_parsed" in keys or foreign_object(keys):
        return 0.0
    if {"type", "source"} <= keys:
        return 0.95
    if {key.lower() for key in keys} & _TELLING:
        return 0.6
    return 0.05 if json_head.looks_like_json(head) else 0.0


@reader(NAME, "kg's own JSON Lines, as `kg records` prints them", sniff=_sniff, splittable=True)
def parse(document: Document) -> Iterator[Item]:
    """Yield a record or rejection a line, and a notice the first time that an unknown key is met."""
    told: set[str] = set()
    name = document.name
    account = KgFates(document.fates)
    for number, _, content, fault in json_entries.pieces(document):
        if not fault:
            found = _fast(content, name, number)
            if found is not None:
                account.read(content, found)
                yield found
                continue
        line = ByteLine(number, content, fault)
        loaded = json_lines.load(line, name)
        if isinstance(loaded, Rejection):
            yield loaded
            continue
        leaves = account.leaves(loaded)  # before its values are read, which changes them
        made, unknown, mapped = _slow(loaded, name, number)
        if isinstance(made, str):
            account.settle(leaves, None, unknown, mapped)
            yield json_lines.rejection(line, name, made)
        else:
            made = mended(made) if isinstance(made, WorkRecord) else made
            account.settle(leaves, made, unknown, mapped)
            yield made
        for key in sorted(unknown - told)[: _SAID - len(told)] if len(told) < _SAID else ():
            told.add(key)
            more = "; further ones are left out without a word" if len(told) == _SAID else ""
            said = f"the key {key!r} is not known and was left out (said once a file{more})"
            yield Notice(name, number, said)
        for key in sorted(mapped.keys() - told):
            told.add(key)
            yield Notice(name, number, f"the key {key!r} was read as {mapped[key]!r} (said once a file)")


def _fast(content: bytes, file: str, number: int) -> Record | None:
    """Return the record where the line is one just as the model has it; None where it needs a closer look."""
    if _NO_VALUE.search(content):
        return None
    if b'"source"' not in content:
        # one more key is cheaper than a second parsing
        content = b'{"source":' + orjson.dumps(_source(file, number)) + b"," + content[1:]
    profile = any(mark in content for mark in _PROFILE_MARKS)
    try:
        if profile:
            page = Profile.model_validate_json(content)
            return page if sound_profile(page) else None
        record = WorkRecord.model_validate_json(content)
    except ValidationError:
        return None
    if not sound(record) or not plain(record):
        return None
    looked_over = kept_people(record)
    return mended(looked_over) if looked_over is not None else None


def _slow(stated: dict[str, Any], file: str, number: int) -> tuple[Record | str, set[str], dict[str, str]]:
    """Return what can be made of an object, or why nothing can, and keys left out, and read as others."""
    if name := foreign_object(stated.keys() - WorkRecord.model_fields.keys()):
        return f"it looks like {name}, not like kg's own JSON Lines", set(), {}
    record, unknown, mapped, damage = written_out(stated)
    own = _source(file, number)
    source = record.get("source")
    record["source"] = own | source if isinstance(source, dict) else own
    if source is not None and not isinstance(source, dict):
        damage.append(Damage(kind="other", field="source", note=f"not an object: {str(source)[:200]}"))
    damage += without_nulls(record)
    damage += checked(record)
    check(record, damage)
    model = Profile if record.get("type") == "profile" else WorkRecord
    made, more = _pruned(model, record, damage, own)
    unknown |= more
    if isinstance(made, WorkRecord) and not any(getattr(made, key) for key in _SUBSTANCE):
        made = "it states nothing that kg knows"
    if isinstance(made, str):
        return "; ".join([made, *(note for one in damage[:3] if (note := one.note))]), unknown, mapped
    if damage:
        made = made.model_copy(update={"damage": made.damage + tuple(damage)})
    return made, unknown, mapped


def _pruned(
    model: type[WorkRecord] | type[Profile], record: dict[str, Any], damage: list[Damage], own: dict[str, Any]
) -> tuple[Record | str, set[str]]:
    """Return the record without the values that the model refuses; each is added to `damage`."""
    unknown: set[str] = set()
    for _ in range(_ROUNDS):
        try:
            return model.model_validate(record), unknown
        except ValidationError as error:
            problems = error.errors(include_url=False, include_context=False)
        done: list[tuple[int | str, ...]] = []
        # from the end, so that what is taken out of a list does not move what is still to come
        for problem in sorted(
            problems, key=lambda one: [str(part).zfill(9) for part in one["loc"]], reverse=True
        ):
            if any(problem["loc"][: len(place)] == place for place in done):
                continue
            path = problem["loc"][:-1] if problem["type"] == "missing" else problem["loc"]
            if not path:
                return f"it has no {problem['loc'][-1]}", unknown
            if path[0] == "source":
                record["source"] = own
            removed, value = _remove(record, path)
            done += [removed] if removed else []
            if len(removed) == 2 and removed[0] == "authors":
                record["authors_complete"] = False
            if problem["type"] == "extra_forbidden":
                unknown.add(".".join(str(part) for part in removed if isinstance(part, str)))
            elif removed:
                damage.append(_damage(removed, value, problem["msg"]))
    return "it does not fit the format", unknown


def _remove(record: dict[str, Any], path: tuple[int | str, ...]) -> tuple[tuple[int | str, ...], object]:
    """Take out the value that `path` leads to, and return its place and the value.

    The path of the model may go on with the names of the types that were tried; those are no place.
    """
    holder: Any = record
    for depth, step in enumerate(path):
        inside = holder[step] if _holds(holder, step) else None
        if depth + 1 == len(path) or not _holds(inside, path[depth + 1]):
            return (path[: depth + 1], holder.pop(step)) if _holds(holder, step) else ((), None)
        holder = inside
    return (), None


def _holds(holder: object, step: int | str) -> bool:
    if isinstance(holder, dict):
        return step in holder
    return isinstance(holder, list) and isinstance(step, int) and step < len(holder)


def _damage(path: tuple[int | str, ...], value: object, reason: str) -> Damage:
    field = str(path[0])
    people = field in ("authors", "editors")
    position = path[1] if people and len(path) > 1 and isinstance(path[1], int) else None
    place = ".".join(str(part) for part in path)
    kind: Literal["date_invalid", "authors_odd", "other"] = "other"
    if field in ("submitted", "updated") or path[-1] in ("submitted", "date"):
        kind, reason = "date_invalid", "no date such as 2020, 2020-09 or 2020-09-20"
    elif people and len(path) < 3:
        kind = "authors_odd"
    return Damage(
        kind=kind, field=field, position=position, note=f"{place} left out ({reason}): {str(value)[:200]}"
    )


def written(record: Record) -> bytes:
    """Return `record` as one line of JSON, with its line end; `parse` gives the same record back.

    What is always there, null or empty if not stated, is what most readers of it want; any other key
    is there only with a value.
    """
    stated = record.model_dump()
    kept = {key: value for key, value in stated.items() if key in _ALWAYS or not _blank(value)}
    for key, value in kept.items():
        if isinstance(value, tuple | list) and value and isinstance(value[0], dict):
            always = _ALWAYS_INSIDE.get(key, frozenset())
            kept[key] = [_short(one, always) for one in value]
        elif key in _SINGLE and isinstance(value, dict):
            kept[key] = _short(value)
    kept["source"] = {name: value for name, value in kept["source"].items() if not _blank(value)}
    return _BREAKS.sub(_escaped, orjson.dumps(kept, option=orjson.OPT_APPEND_NEWLINE))


def _short(one: dict[str, Any], always: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return an object without what is null or empty, but for the keys that are always there."""
    made: dict[str, Any] = {}
    for key, value in one.items():
        if isinstance(value, tuple | list) and value and isinstance(value[0], dict):
            made[key] = [_short(inner) for inner in value]
        elif isinstance(value, dict) and value:
            made[key] = _short(value)
        elif key in always or not _blank(value):
            made[key] = value
    return made


def _escaped(match: re.Match[bytes]) -> bytes:
    return b"\\u%04x" % ord(match[0].decode())


def _blank(value: object) -> bool:
    return value is None or value == () or value == {}


def _source(file: str, number: int) -> dict[str, Any]:
    return {"file": file, "format": NAME, "first_line": number, "last_line": number}
