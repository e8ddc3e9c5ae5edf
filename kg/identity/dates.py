"""When a paper became public, as one record says it: as an e-print, or by its publication."""

from __future__ import annotations

from kg.records import WorkRecord


def public_date(record: WorkRecord) -> str | None:
    """Return the earliest public date that a record states, in its precision (`2021`, `2021-03`, …).

    That is when its e-print was submitted, or when it was published, whichever came first; else its year.
    """
    stated = [one for one in (record.submitted or _first_version(record), record.published) if one]
    if not stated:
        return str(record.year) if record.year else None
    first = min(one[:4] for one in stated)
    # of one year, the finer date says more than the year alone; of two fine ones the earlier is meant
    return min((one for one in stated if one[:4] == first), key=lambda one: (-len(one), one))


def public_year(record: WorkRecord) -> int | None:
    """Return the year of `public_date`."""
    found = public_date(record)
    return int(found[:4]) if found else None


def publication_date(record: WorkRecord) -> str | None:
    """Return when the publication that is no e-print appeared, as the record says."""
    if record.published:
        return record.published
    # with an e-print beside it, `submitted` is the e-print's date
    if record.submitted and not record.arxiv_id:
        return record.submitted
    return str(record.year) if record.year else None


def _first_version(record: WorkRecord) -> str | None:
    for version in record.versions:
        if version.number == 1 and version.submitted:
            return version.submitted[:10]
    return None
