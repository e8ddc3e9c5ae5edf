"""Whose an identifier is that is stated of people with quite different names."""

from __future__ import annotations

from collections.abc import Sequence

from kg.identity.contested import Contested, StatedIdentifier, contested
from kg.identity.folding import name_key
from kg.identity.persons.one_bearer import Borne

_IRIS, _OLE = "Iris Sandoval", "Ole Brandt"


def _stated(
    *papers: tuple[str, ...], pages: Sequence[str] = (), own: str | None = None
) -> list[StatedIdentifier]:
    """Return what states one identifier: of the first name of each paper, or by a page."""
    found = [
        StatedIdentifier(Borne(names[0]), number, f"r-{number}", 1) for number, names in enumerate(papers)
    ]
    found += [StatedIdentifier(Borne(name), -number) for number, name in enumerate(pages, 1)]
    return [*found, StatedIdentifier(Borne(own), -99, own=True)] if own else found


def _taken(
    *papers: tuple[str, ...], pages: Sequence[str] = (), own: str | None = None
) -> tuple[set[str], list[Contested]]:
    """Return of whom the identifier is taken."""
    lists = {number: {name_key(name) for name in names} for number, names in enumerate(papers)}
    stated = _stated(*papers, pages=pages, own=own)
    found = list(contested("orcid", "0000-0000-0000-0001", stated, lambda paper: lists.get(paper, ())))
    return {one.name for one in found}, found


def test_names_of_one_person_contest_nothing() -> None:
    assert _taken((_IRIS,), ("I. Sandoval",), ("Sandoval Iris",), ("Iris Sandoval-Reyes",)) == (set(), [])


def test_most_papers_tell() -> None:
    names, found = _taken((_IRIS,), (_IRIS,), ("I. Sandoval",), (_OLE,))
    assert names == {_OLE}
    assert found[0].held
    assert 0.8 < found[0].confidence < 0.95
    assert "Iris Sandoval (3 papers), Ole Brandt (1 paper)" in found[0].words
    assert found[0].records == ("r-0", "r-1", "r-2")


def test_of_equally_many_nobody_has_it() -> None:
    names, found = _taken((_IRIS,), (_OLE,))
    assert names == {_IRIS, _OLE}
    assert not any(one.held for one in found)
    assert "cannot be told" in found[0].words


def test_an_initial_that_fits_both_stays_with_who_has_it() -> None:
    assert _taken((_IRIS,), (_IRIS,), ("Jan Sandoval",), ("Sandoval",))[0] == {"Jan Sandoval"}


def test_a_name_in_another_script_is_no_bridge() -> None:
    assert _taken((_IRIS,), (_IRIS,), ("张伟",), (_OLE,))[0] == {_OLE}


def test_who_stands_on_the_list_has_submitted_it() -> None:
    names, found = _taken((_IRIS,), (_OLE, _IRIS))
    assert names == {_OLE}
    assert "no other of them is an author" in found[0].words


def test_the_own_record_of_the_registry_tells() -> None:
    assert _taken((_IRIS,), (_IRIS,), (_OLE,), own=_OLE)[0] == {_IRIS}
    names, found = _taken((_IRIS,), pages=[_OLE], own=_OLE)
    assert names == {_IRIS}
    assert found[0].confidence > 0.95


def test_a_page_speaks_as_a_paper_does() -> None:
    names, found = _taken((_IRIS,), (_OLE,), pages=["Iris B. Sandoval"])
    assert names == {_OLE}
    assert "1 paper, 1 page" in found[0].words


def test_an_identifier_for_everybody_is_nobodys() -> None:
    families = ["Sandoval", "Brandt", "Quillamore", "Ek", "Novak", "Yildirim", "Popescu", "Haddad", "Moreau"]
    given = ["Iris", "Ole", "Giulia", "Karel", "Petra", "Selim", "Radu", "Nadia", "Zoe", "Kenji", "Chidi"]
    given += ["Aino", "Hugo", "Wanda", "Yannick"]
    crowd = [(f"{one} {two}",) for place, one in enumerate(given) for two in families[place % 2 :: 2]]
    names, found = _taken(*crowd)
    assert len(crowd) > 64
    assert {one[0] for one in crowd} == names
    assert not any(one.held for one in found)
