"""Charts and networks: what they hold, in which order, and that no text of the data becomes markup."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from kg.web.pages.rendering.charts import Bar, bars, by_year
from kg.web.pages.rendering.networks import MOST_EDGES, Edge, Node, most_joined, network

SVG = "{http://www.w3.org/2000/svg}"
ATTACK = "\"><script>alert('&')</script>"


def parsed(drawn: str) -> ET.Element:
    """Read a picture as XML, which fails if anything in it is not escaped."""
    return ET.fromstring(drawn)


def test_every_year_has_a_column_of_its_height() -> None:
    picture = parsed(by_year({2019: 4, 2021: 8, 2022: 0}, "Papers"))
    columns = {
        column.findtext(f"{SVG}title"): float(column.attrib["height"])
        for column in picture.iter(f"{SVG}rect")
    }
    assert columns == {"2019: 4": 60.0, "2021: 8": 120.0}
    assert picture.findtext(f"{SVG}title") == "Papers"
    assert picture.findtext(f"{SVG}desc") == "2019: 4; 2021: 8"
    assert [text.text for text in picture.iter(f"{SVG}text") if text.attrib["y"] == "154"] == [
        "2019", "2020", "2021", "2022",
    ]  # fmt: skip


def test_a_long_time_is_drawn_by_decades() -> None:
    picture = parsed(by_year({1650: 1, 1654: 1, 2023: 5}, "Papers"))
    titles = [column.findtext(f"{SVG}title") for column in picture.iter(f"{SVG}rect")]
    assert titles == ["1650–1659: 2", "2020–2029: 5"]


def test_bars_are_as_long_as_what_they_count() -> None:
    picture = parsed(bars([Bar("much", 1200, "/much"), Bar("half", 600)], "Papers"))
    long, short = (float(bar.attrib["width"].rstrip("%")) for bar in picture.iter(f"{SVG}rect"))
    assert long == pytest.approx(2 * short, abs=0.01)
    assert [link.attrib["href"] for link in picture.iter(f"{SVG}a")] == ["/much"]
    assert "1\u202f200" in [text.text for text in picture.iter(f"{SVG}text")]
    assert picture.attrib["role"] == "group"


@pytest.mark.parametrize(
    ("label", "lines", "whole"),
    [
        ("short", ["short"], True),
        ("of many words " * 4, ["of many words of many words of many words of", "many words"], True),
        ("unbroken" * 20, [("unbroken" * 6)[:44], ("unbroken" * 11)[44:87] + "…"], False),
        ("word " * 40, [("word " * 9)[:-1], ("word " * 9)[:43] + "…"], False),
        ("深層学習" * 9, [("深層学習" * 6)[:22], ("深層学習" * 9)[22:]], True),
        ("", [], True),
    ],
)
def test_long_labels_are_wrapped_and_what_is_cut_has_its_title(
    label: str, lines: list[str], whole: bool
) -> None:
    picture = parsed(bars([Bar(label, 2, "/a"), Bar("next", 1)], "Papers"))
    written = [text.text for text in picture.iter(f"{SVG}text")]
    assert written == [*lines, "2", "next", "1"]
    assert [group.findtext(f"{SVG}title") for group in picture.iter(f"{SVG}g")] == ([] if whole else [label])
    places = [float(text.attrib["y"]) for text in picture.iter(f"{SVG}text")]
    assert places == sorted(places)
    assert places[-1] < float(picture.attrib["height"])


def test_nothing_to_draw_is_an_error() -> None:
    with pytest.raises(ValueError, match="count"):
        by_year({}, "Papers")
    with pytest.raises(ValueError, match="entries"):
        bars([], "Papers")
    with pytest.raises(ValueError, match="negative"):
        bars([Bar("debt", -1)], "Papers")
    with pytest.raises(ValueError, match="node"):
        network({}, [], "Nobody")


def test_no_text_becomes_markup() -> None:
    for picture in (
        bars([Bar(ATTACK, 1, f"/{ATTACK}")], ATTACK),
        by_year({2020: 1}, ATTACK),
        network({ATTACK: Node(ATTACK, ATTACK, f"/{ATTACK}")}, [], ATTACK),
    ):
        assert "<script>" not in picture
        assert parsed(picture).attrib["aria-label"] == ATTACK


def nodes(*keys: str) -> dict[str, Node]:
    return {key: Node(key, f"Node {key}", f"/{key}") for key in keys}


def test_a_network_is_the_same_each_time_and_inside_its_picture() -> None:
    edges = [Edge("a", "b"), Edge("b", "c", 5, "cites"), Edge("x", "y"), Edge("z", "z")]
    drawn = network(nodes(*"abcxyz"), edges, "Some things")
    assert drawn == network(nodes(*"abcxyz"), edges, "Some things")
    picture = parsed(drawn)
    places = [
        (float(circle.attrib["cx"].rstrip("%")), float(circle.attrib["cy"].rstrip("%")))
        for circle in picture.iter(f"{SVG}circle")
    ]
    assert len(set(places)) == 6
    assert all(0 < x < 100 and 0 < y < 100 for x, y in places)
    lines = [line.findtext(f"{SVG}title") for line in picture.iter(f"{SVG}line")]
    assert lines == ["Node a – Node b", "Node b cites Node c", "Node x – Node y"]
    assert {link.attrib["href"] for link in picture.iter(f"{SVG}a")} == {f"/{key}" for key in "abcxyz"}


def test_names_do_not_lie_on_each_other() -> None:
    crowd = [f"{n:02}" for n in range(50)]
    picture = parsed(network(nodes(*crowd), [Edge("00", key) for key in crowd[1:]], "A crowd"))
    named = [text.attrib["class"] for text in picture.iter(f"{SVG}text")]
    assert 3 < named.count("small") < len(named) <= 30


def test_edges_of_the_same_things_are_one() -> None:
    edges, partial = most_joined(
        [Edge("a", "b", 1), Edge("a", "b", 2), Edge("b", "a", 1), Edge("a", "b", 1, "x")]
    )
    assert edges == [Edge("a", "b", 3), Edge("b", "a", 1), Edge("a", "b", 1, "x")]
    assert not partial


def test_the_most_joined_are_kept() -> None:
    star = [Edge("hub", f"{n:03}") for n in range(300)]
    edges, partial = most_joined(star, most=5)
    assert [edge.end for edge in edges] == ["000", "001", "002", "003"]
    assert partial
    edges, partial = most_joined(star, most=301)
    assert (len(edges), partial) == (MOST_EDGES, True)
