"""A person's former names, replaced wherever a paper or a source shows them.

Whoever has changed names may ask that the former one be not shown. Nothing here keeps a way back: what
was repaired in the former name, and what is worded with it, is reworded or left out; keys that hold it
are not shown. Texts that are the work itself (titles, abstracts) and lists of references stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.identity.folding import name_key
from kg.keys import first_author_of
from kg.repair.names import split
from kg.works import Agent, Authorship, RecordRepair, Work


@dataclass(frozen=True, slots=True)
class Masked:
    """What has to be replaced in what one record states: the mentions, and the former names, by `name`."""

    record: str
    mentions: tuple[str, ...]
    former: tuple[str, ...]
    name: str


@dataclass(slots=True)
class Renaming:
    """The people of a release who are to be shown under another name only, by the key of the agent.

    `former` are the names, as printed, that they no longer have, by the same key.
    """

    names: dict[str, str] = field(default_factory=dict)
    former: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def words(self, text: str) -> str:
        """Return a text of ours without any of the former names."""
        for key, former in self.former.items():
            text = replaced(text, former, self.names[key])
        return text

    def work(self, work: Work, agents: dict[str, str]) -> list[Masked]:
        """Replace the names of renamed people in `work`; return what is to be replaced in its records."""
        found: list[Masked] = []
        for authorship in work.authorships:
            key = authorship.agent
            if key is None or authorship.collective:
                continue
            name = self.names.get(agents.get(key, key))
            if name:
                found += _replace(work, authorship, name)
        for listed in work.listed:
            name = listed.agent and self.names.get(agents.get(listed.agent, listed.agent))
            if name:
                parts = split(name)
                listed.name, listed.key = name, name_key(name)
                listed.given, listed.family = parts.given, parts.family
        for identity in work.identity:
            identity.words = self.words(identity.words)
        return found


def forms(names: list[str], new: str) -> list[str]:
    """Return how `names` may be printed, the longest first; none of them is part of the name `new`."""
    found: set[str] = set()
    for name in names:
        found.add(name)
        parts = split(name)
        if parts.given and parts.family:
            initials = "".join(word[:1] + "." for word in re.split(r"[\s-]+", parts.given) if word)
            spaced = " ".join(word[:1] + "." for word in re.split(r"[\s-]+", parts.given) if word)
            for given in (parts.given, parts.given.split()[0], initials, spaced, initials[:2], initials[:1]):
                found |= {f"{given} {parts.family}", f"{parts.family}, {given}", f"{parts.family} {given}"}
    return sorted((form for form in found if len(form) > 3 and form not in new), key=lambda f: (-len(f), f))


def replaced(text: str, former: tuple[str, ...], name: str) -> str:
    """Return `text` with each of the `former` names replaced by `name`."""
    for form in former:
        if form.casefold() in text.casefold():
            text = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", lambda _: name, text, flags=re.IGNORECASE)
    return text


def agent_renamed(agent: Agent, name: str) -> None:
    """Give a person one name and no other."""
    parts = split(name)
    agent.name, agent.given, agent.family, agent.alternates = name, parts.given, parts.family, []


def _replace(work: Work, authorship: Authorship, name: str) -> list[Masked]:
    former = tuple(forms([authorship.name, *authorship.alternates], name))
    keys = {name_key(one) for one in (authorship.name, *authorship.alternates)}
    if name_key(name) not in keys and any(key in first_author_of(work.key) for key in keys):
        work.secret = True
    parts = split(name)
    authorship.name, authorship.key = name, name_key(name)
    authorship.given, authorship.family, authorship.alternates = parts.given, parts.family, []
    work.repairs = [one for one in work.repairs if not _is_of(one, authorship)]
    for item in work.repairs:
        repair = item.repair
        item.repair = repair.model_copy(
            update={
                "before": replaced(repair.before, former, name),
                "after": repair.after and replaced(repair.after, former, name),
                "note": repair.note and replaced(repair.note, former, name),
            }
        )
    for identity in work.identity:
        identity.words = replaced(identity.words, former, name)
    for choice in work.fields:
        choice.words = replaced(choice.words, former, name)
    mentions: dict[str, list[str]] = {record: [] for record in work.records}
    for mention in authorship.mentions:
        mentions[mention.rpartition("-")[0]].append(mention)
    return [Masked(record, tuple(found), former, name) for record, found in mentions.items()]


def _is_of(item: RecordRepair, authorship: Authorship) -> bool:
    """Tell whether a repair is of the name of this very entry."""
    repair = item.repair
    if repair.field != "authors" or repair.position is None:
        return False
    return (
        f"{item.record}-{repair.position + 1}" in authorship.mentions or item.position == authorship.position
    )
