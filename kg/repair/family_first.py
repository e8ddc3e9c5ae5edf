"""Author lists of the form `Family, Given, Family, Given, …`, where one comma does both offices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.records import Damage, Repair
from kg.repair import misaligned_names, shift
from kg.repair.authorship.gate import is_plain, part
from kg.repair.authorship.named import ENTRY_CONFIDENCE, ENTRY_RULE
from kg.repair.authorship.nobody import without_others
from kg.repair.collectives import is_collective, is_generic, is_organisation, names_itself, words
from kg.repair.mojibake import RepairedText
from kg.repair.name_entries import AuthorList, NameEntry, finished, is_null, mended_all, pattern_of
from kg.repair.names import is_suffix

ORDER_CONFIDENCE: Final = 0.99
_BETWEEN: Final = frozenset(["jr", "sr", "jnr", "snr", "ii", "iii"])
_INITIALS: Final = re.compile(r"(?:\w\.?[-\s]?){1,4}")


def parts_of(line: str) -> list[str]:
    """Return the parts between commas, verbatim: a blank before a comma may be half of a letter."""
    parts = re.split(r", |,(?=\S)|,$", line.strip("\t\r\n").lstrip())
    return parts[:-1] if parts and not parts[-1].strip() else parts


def without_the_last(line: str) -> tuple[str, str | None]:
    """Return a list that may be cut at its end without its last entry, and that entry.

    A list that ends in a comma loses only what stands alone: what is before the comma is whole.
    """
    if ";" in line:
        rest, _, last = line.rstrip("; ").rpartition(";")
        return rest, last.strip() or None
    parts = parts_of(line)
    count = len(parts) % 2 or (0 if line.rstrip().endswith(",") else 2)
    if not count:
        return line, None
    return ", ".join(parts[:-count]), ", ".join(parts[-count:]).strip()


def family_first(line: str, *, owner: tuple[str, str] | None = None) -> AuthorList:
    """Read a list in which the family name stands first and commas part both halves and entries.

    Args:
        line: the list verbatim.
        owner: family and given name of the person the page is about: a pair that is in the list.
    """
    line, others = without_others(line)
    result = _family_first(line, owner)
    result.complete = result.complete and not others
    return result


def _family_first(line: str, owner: tuple[str, str] | None) -> AuthorList:
    if ";" in line:
        groups = [parts_of(group) for group in line.split(";") if group.strip()]
        texts = mended_all([part for group in groups for part in group])
        places = iter(range(len(texts)))
        ranges = [[next(places) for _ in group] for group in groups]
        return _read(line, texts, [part for group in groups for part in group], ranges, odd=None)
    hangs = line.rstrip().endswith(",")
    raw = parts_of(line)
    texts = mended_all(raw)
    plain = [text for text, _ in texts]
    ranges, odd = _pairs(plain, owner)
    result = _read(line, texts, raw, ranges, odd)
    result.complete = result.complete and not hangs
    return result


def _read(
    line: str,
    texts: Sequence[tuple[str, RepairedText | None]],
    raw: Sequence[str],
    ranges: list[list[int]],
    odd: int | None,
) -> AuthorList:
    texts, taken = _without_marks(texts)
    entries = []
    for places in ranges:
        # a colon that has a given name is no separator: the halves slipped
        paired = len(places) == 2 and texts[places[0]][0] == misaligned_names.SEPARATOR
        found = [
            place for place in places if paired or texts[place][0] not in ("", misaligned_names.SEPARATOR)
        ]
        if found:
            entries.append(_entry([texts[place] for place in found], [raw[place] for place in found]))
    halves = [(entry.given, entry.family) for entry in entries]
    heads = {
        place: misaligned_names.CONFIDENCE
        for place, (given, family) in enumerate(halves)
        if family
        and family != misaligned_names.SEPARATOR
        and (_separated(halves, place) or (given and _no_person(family, given)))
    }
    slipped = bool(heads) or any(
        given
        and family
        and not entry.collective
        and (names_itself(family) or family == misaligned_names.SEPARATOR)
        for entry, (given, family) in zip(entries, halves, strict=True)
    )
    result = finished(entries, misaligned_names.realign(halves, heads) if slipped else None)
    result.repairs += taken
    first = next((entry for entry in entries if entry.given and not entry.collective), None)
    if first is not None and not slipped:
        result.repairs.append(
            Repair(
                field="authors",
                rule="NAME-ORDER",
                before=first.printed,
                after=first.name,
                certain=odd is None,
                confidence=ORDER_CONFIDENCE if odd is None else 0.5,
                note="all entries print the family name first",
            )
        )
    if odd is not None:
        alone = entries[odd].printed if odd < len(entries) else line[:40]
        note = f"an odd number of parts: {alone!r} is taken to stand alone"
        result.damage.append(Damage(kind="authors_odd", field="authors", note=note))
    return result


def _without_marks(
    texts: Sequence[tuple[str, RepairedText | None]],
) -> tuple[list[tuple[str, RepairedText | None]], list[Repair]]:
    """Return the halves of names without footnote marks, degrees and the like, and a repair for each."""
    left: list[tuple[str, RepairedText | None]] = []
    repairs = []
    for text, mended in texts:
        if is_plain(text) or is_null(text) or mended:
            left.append((text, mended))
            continue
        name, removed = part(text)
        left.append((name or text, mended))
        if name and removed:
            repairs.append(
                Repair(
                    field="authors",
                    rule=ENTRY_RULE,
                    before=text,
                    after=name,
                    certain=False,
                    confidence=ENTRY_CONFIDENCE,
                    note=", ".join(removed),
                )
            )
    return left, repairs


def _no_person(family: str, given: str) -> bool:
    """Tell whether a name stands for a collective although a given name stands beside it."""
    if shift.bears_no_person(family):
        return True
    return " " in family and is_collective(family) and shift.is_common_given_name(given.split(" ")[0])


def _separated(halves: Sequence[misaligned_names.Half], place: int) -> bool:
    """Tell whether the next entry is a colon with a given name."""
    return (
        place + 1 < len(halves)
        and bool(halves[place + 1][0])
        and halves[place + 1][1] == misaligned_names.SEPARATOR
    )


def _entry(parts: list[tuple[str, RepairedText | None]], raw: list[str]) -> NameEntry:
    entry = NameEntry(", ".join(raw).strip(), mended=[mended for _, mended in parts if mended])
    texts = [text for text, _ in parts]
    suffix = next((place for place in range(1, len(texts)) if _suffix(texts, place)), None)
    if suffix is not None:
        entry.suffix = texts[suffix]
    halves = [part for place, part in enumerate(parts) if place != suffix]
    family = halves[0][0]
    given = " ".join(text for text, _ in halves[1:]) or None
    entry.null = is_null(given or "") or family == "null"
    if family == "null":
        entry.given, entry.family = None if is_null(given or "") else given, None
    else:
        entry.given, entry.family = None if is_null(given or "") else given, family
    _tell_collective(entry)
    if any(mended.pattern for mended in entry.mended):
        entry.pattern = pattern_of([*halves[1:], halves[0]] if entry.given else [halves[0]])
    return entry


def _tell_collective(entry: NameEntry) -> None:
    """Give a collective its whole name in `family`: `Gemini Team, null`, `Collaboration, ATLAS`."""
    if entry.family is None:
        return
    if entry.given is None:
        entry.collective = is_collective(entry.family)
    elif all(is_generic(word) for word in words(entry.family)) and is_collective(entry.family):
        entry.family, entry.given, entry.collective = f"{entry.given} {entry.family}", None, True
    elif is_collective(entry.family) and (is_collective(entry.given) or is_organisation(entry.given)):
        entry.family, entry.given, entry.collective = f"{entry.family}, {entry.given}", None, True


def _suffix(texts: Sequence[str], place: int) -> bool:
    """Tell whether the part at `place` of one entry is a suffix and no given name."""
    if len(texts) < 3:
        return False
    return is_suffix(texts[place]) and (place > 1 or texts[place].rstrip(".").lower() in _BETWEEN)


def _pairs(texts: list[str], owner: tuple[str, str] | None) -> tuple[list[list[int]], int | None]:
    """Return the places of the parts of each entry, and which entry stands alone for want of a partner."""
    if (slipped := _colons_in_pairs(texts)) is not None:
        return slipped, None
    ranges = _walk(texts, alone=frozenset())
    teams = [place for place, text in enumerate(texts) if names_itself(text)]
    teams = [place for place in teams if place + 1 >= len(texts) or not is_null(texts[place + 1])]
    teams += [
        place - 1
        for place in range(1, len(texts))
        if texts[place] == misaligned_names.SEPARATOR and place % 2
    ]
    in_step = not any(place in teams for places in ranges for place in places[1:])
    if in_step and all(len(places) > 1 for places in ranges):
        return ranges, None
    # A collective printed without `null` has no second part.
    ranges = _walk(texts, alone=frozenset(teams))
    if all(len(places) > 1 or places[0] in teams for places in ranges):
        return ranges, None
    place = _odd_one(texts, owner)
    ranges = _walk(texts, alone=frozenset([*teams, place]))
    return ranges, next((n for n, places in enumerate(ranges) if places[0] == place), len(ranges) - 1)


def _colons_in_pairs(texts: list[str]) -> list[list[int]] | None:
    """Return the pairs of a list in which each colon stands for a family name, with a given name after it."""
    colons = [place for place, text in enumerate(texts) if text == misaligned_names.SEPARATOR]
    if not colons or len(texts) % 2 or any(place % 2 or is_null(texts[place + 1]) for place in colons):
        return None
    return [[place, place + 1] for place in range(0, len(texts), 2)]


def _walk(texts: Sequence[str], alone: frozenset[int]) -> list[list[int]]:
    ranges: list[list[int]] = []
    place = 0
    while place < len(texts):
        if ranges and len(ranges[-1]) == 2 and is_suffix(texts[place]) and len(texts[place].rstrip(".")) > 1:
            ranges[-1].append(place)
            place += 1
            continue
        if texts[place] == misaligned_names.SEPARATOR:
            place += 2 if place + 1 < len(texts) and is_null(texts[place + 1]) else 1
            continue
        width = 1 if place in alone else 2
        if width == 2 and place + 2 < len(texts) and texts[place + 1].rstrip(".").lower() in _BETWEEN:
            width = 3
        ranges.append(list(range(place, min(place + width, len(texts)))))
        place += width
    return ranges


def _odd_one(texts: list[str], owner: tuple[str, str] | None) -> int:
    """Return the part that most likely stands alone: the pairs before and after it look most like names."""
    pairs = len(texts) // 2
    before = [0.0]
    for n in range(pairs):
        before.append(before[-1] + _strangeness(texts[2 * n], texts[2 * n + 1], owner))
    after = [0.0]
    for n in range(pairs):
        end = len(texts) - 2 * n
        after.append(after[-1] + _strangeness(texts[end - 2], texts[end - 1], owner))
    costs = [before[n] + after[pairs - n] for n in range(pairs + 1)]
    best = min(costs)
    # of equals the end, where lists are cut, else the first
    return 2 * (pairs if costs[pairs] == best else costs.index(best))


def _strangeness(family: str, given: str, owner: tuple[str, str] | None) -> float:
    if owner and (family, given) == owner:
        return -10
    cost = 0.0
    if shift.is_common_given_name(given.split(" ")[0]) or _INITIALS.fullmatch(given):
        cost -= 1
    if shift.is_common_given_name(family.split(" ")[0]) or _INITIALS.fullmatch(family):
        cost += 1
    return cost
