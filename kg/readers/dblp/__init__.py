"""dblp: its whole XML, the XML of one record or of one person.

https://dblp.org/faq/ and "DBLP: Some Lessons Learned" (M. Ley, 2009). Names are keys: `Wei Wang 0001` is one
person, and `Wei Wang` may be anyone of that name. Nothing is fetched: the entities of dblp's document type
are among those of HTML. The file streams; what proceedings say is looked up in a table on disk.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from kg.readers import reader
from kg.readers.dblp.fields import SHAPE, WORKS
from kg.readers.dblp.person import person
from kg.readers.dblp.volumes import Volumes
from kg.readers.dblp.work import work
from kg.readers.source import Document
from kg.readers.xml_elements import Parsed, elements, pass_over
from kg.records import Item, Notice

NAME: Final = "dblp"

_SKIPPED: Final = frozenset(["homonyms", "coauthors"])
_BODIES: Final[dict[str, frozenset[str]]] = (
    dict.fromkeys(WORKS, frozenset[str]())
    | {"www": frozenset(), "person": frozenset()}
    | dict.fromkeys(_SKIPPED, frozenset(["person"]))
)
_SNIFF: Final = re.compile(r"<!DOCTYPE\sdblp\b|<dblp(?:person)?[\s>]")


def _sniff(head: str) -> float:
    return 0.98 if _SNIFF.search(head) else 0.0


@reader(NAME, "dblp XML: all of it, a record, a person", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield a record a publication, and a profile for each person of whom more is said than a name.

    A page that tells people of one name apart is no person; it is counted in a notice.
    """
    told: Counter[str] = Counter()
    with Volumes.of(document) as volumes:
        for one in elements(volumes.document, frozenset(), _BODIES, shape=SHAPE):
            if not isinstance(one, Parsed):
                if not isinstance(one, Notice) or "is HTML's" not in one.message:
                    yield one
            elif one.tag in _SKIPPED:
                pass_over(document, one.element, SHAPE, "what dblp counts of a person is left out")
            elif one.tag == "person" or (one.element.get("key") or "").startswith("homepages/"):
                yield from person(one, document, NAME, told)
            else:
                yield from work(one, document, NAME, volumes, told)
    for what, count in told.items():
        yield Notice(document.name, 1, f"{what}: {count:,}")
