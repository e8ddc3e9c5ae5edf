"""arXiv's taxonomy: codes, names, aliases, and short codes that stand for several categories."""

from __future__ import annotations

from kg.taxonomy import candidates, canonical_code, category, named, resolve_short, taxonomy


def test_the_table_is_whole() -> None:
    levels = [entry.level for entry in taxonomy().values()]
    assert (levels.count("group"), levels.count("archive"), levels.count("category")) == (8, 38, 147)
    assert all(entry.alias_of is None or entry.alias_of in taxonomy() for entry in taxonomy().values())
    assert all(entry.archive in taxonomy() for entry in taxonomy().values() if entry.archive)


def test_codes_in_any_case() -> None:
    assert category("CS.lg") is taxonomy()["cs.LG"]
    assert category("grp_cs") is None
    assert category("xx.YY") is None


def test_aliases_lead_to_the_current_code() -> None:
    assert canonical_code("math.IT") == "cs.IT"
    assert canonical_code("cmp-lg") == "cs.CL"
    assert canonical_code("hep-th") == "hep-th"
    assert canonical_code("nothing") is None


def test_short_codes() -> None:
    assert [entry.code for entry in candidates("LG")] == ["cs.LG"]
    assert [entry.code for entry in candidates("CV")] == ["cs.CV", "math.CV"]
    assert [entry.code for entry in candidates("IT")] == ["cs.IT"]
    assert [entry.code for entry in candidates("hep-th")] == ["hep-th"]
    assert candidates("ZZ") == ()


def test_the_context_decides_what_is_ambiguous_but_not_for_certain() -> None:
    sure, certain = resolve_short("LG", [])
    assert sure is not None
    assert (sure.code, certain) == ("cs.LG", True)
    likely, certain = resolve_short("CV", ["cs.LG", "stat.ML", "math.OC", "cs.CL"])
    assert likely is not None
    assert (likely.code, certain) == ("cs.CV", False)
    assert resolve_short("CV", []) == (None, False)
    assert resolve_short("CV", ["cs.LG", "math.OC"]) == (None, False)


def test_names_now_and_before() -> None:
    assert {entry.code for entry in named("machine  learning")} == {"cs.LG", "stat.ML"}
    assert [entry.code for entry in named("Learning")] == ["cs.LG"]
