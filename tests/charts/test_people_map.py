"""The map of who talks with whom, as SVG: everybody once, nobody on anybody, no style, mirrored for right-to-left."""

import math
import re
from collections.abc import Sequence
from xml.etree import ElementTree

import numpy as np
import pytest

from kithbook.charts import people_map, says_people_map
from kithbook.charts.people_places import HEIGHT
from kithbook.vocabulary import say
from kithbook.vocabulary.answers import Spot, TalkCircle, TalkMap, Thread
from kithbook.vocabulary.answers.named import Named

SVG = "{http://www.w3.org/2000/svg}"
WIDTH = 720


def told(
    spots: Sequence[Spot], threads: Sequence[Thread] = (), *, quiet: int = 0, unseen: int | None = None
) -> TalkMap:
    """A map of these people; its circles are theirs."""
    numbers = sorted({each.circle for each in spots} - {0})
    circles = tuple(
        TalkCircle(number, tuple(each.person for each in spots if each.circle == number), 9, 1, say("few"))
        for number in numbers
    )
    return TalkMap(circles, tuple(spots), tuple(threads), quiet, unseen, 0.2, 0.0, (say("Two circles"),))


FEW = told(
    [
        Spot(Named(1, "Me"), 0.5, 0.5, 0, 30, 30, me=True),
        Spot(Named(2, 'Ines <b> & "Co"'), 0.2, 0.3, 1, 20, 30),
        Spot(Named(3, "石小满"), 0.25, 0.5, 1, 9, 4),
        Spot(Named(4, "سليم القنديل"), 0.2, 0.6, 1, 1, 4, bridge=True),
        Spot(Named(5, "Bram"), 0.8, 0.4, 2, 5, 5),
        Spot(Named(6, ""), 0.85, 0.5, 2, 5, 5),
        Spot(Named(7, "Od\x00alys"), 0.8, 0.7, 2, 1, 0),
    ],
    [Thread(1, 2, 9), Thread(2, 3, 5), Thread(4, 5, 3)],
    quiet=12,
    unseen=40,
)
LINKS = {each.person.id: f"/people/{each.person.id}?a=1&b=2" for each in FEW.spots}


def drawn(talk_map: TalkMap = FEW, **options) -> ElementTree.Element:
    """The map as a browser would read it."""
    svg = people_map(talk_map, title="A & B", desc="1 < 2", **options)
    return ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def discs(root: ElementTree.Element) -> list[tuple[float, float, float]]:
    """Place and radius of each person's disc."""
    return [
        (float(each.get("cx", 0)), float(each.get("cy", 0)), float(each.get("r", 0)))
        for group in root.findall(f"{SVG}g")
        if group.get("class") in {"say", "data"}
        for each in group
        if each.get("class") is None
    ]


def words(root: ElementTree.Element, kind: str = "names") -> list[str]:
    """What is written on the picture itself, without the isolates around names."""
    return [
        (text.text or "").strip("\u2068\u2069")
        for group in root.findall(f"{SVG}g")
        if group.get("class") == kind
        for text in group.iter(f"{SVG}text")
    ]


def test_the_map_carries_no_colour_style_or_script():
    """Only classes of the stylesheet, so that dark mode follows and the strict policy holds."""
    root = drawn(links=LINKS)
    allowed = {
        "class",
        "viewBox",
        "role",
        "direction",
        "aria-labelledby",
        "aria-hidden",
        "aria-label",
        "id",
        "href",
        "x",
    }
    allowed |= {"y", "dy", "cx", "cy", "r", "rx", "ry", "d", "text-anchor"}
    for element in root.iter():
        assert set(element.attrib) <= allowed
        assert element.tag.removeprefix(SVG) in {"svg", "title", "desc", "g", "a", "path", "circle", "ellipse", "text"}


def test_title_and_description_are_named_by_the_picture():
    """With links it is a group, so that they are read out; without, one image."""
    root = drawn(links=LINKS)
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert (title.text, desc.text) == ("A & B", "1 < 2")
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert (root.get("role"), drawn().get("role")) == ("group", "img")


def test_everybody_with_a_name_is_one_link_with_a_title():
    """Names are escaped, lose what XML cannot hold, and keep their own direction; who has no name is no link."""
    links = list(drawn(links=LINKS).iter(f"{SVG}a"))
    assert [each.get("href") for each in links] == [LINKS[i] for i in (1, 2, 3, 4, 5, 7)]
    names = ["Me", 'Ines <b> & "Co"', "石小满", "سليم القنديل", "Bram", "Odalys"]
    assert [each.get("aria-label") for each in links] == names
    assert [each.findtext(f"{SVG}title") for each in links] == [f"\u2068{name}\u2069" for name in names]
    assert len(list(drawn().iter(f"{SVG}a"))) == 0


def test_everybody_is_one_disc_and_a_bridge_has_a_ring():
    """Seven people, the owner in the colour of what is spoken of."""
    root = drawn()
    assert len(discs(root)) == len(FEW.spots)
    rings = [each for each in root.iter(f"{SVG}circle") if each.get("class") == "bridge"]
    assert [(each.get("cx"), each.get("cy")) for each in rings] == [("144", "276")]
    assert [each.get("cx") for g in root.findall(f"{SVG}g") if g.get("class") == "data" for each in g] == ["360"]


def test_each_circle_has_a_ground_and_its_number():
    """Not by hue alone. A single circle has neither."""
    root = drawn()
    assert len(list(root.iter(f"{SVG}ellipse"))) == 2
    assert {"1", "2"} <= set(words(root))
    one = drawn(told([each for each in FEW.spots if each.circle == 1]))
    assert len(list(one.iter(f"{SVG}ellipse"))) == 0
    assert "1" not in words(one)


def test_the_rim_has_a_dot_for_each_who_answers_nobody_and_at_most_three_hundred():
    """Hollow who never wrote, full who did; beyond three hundred the shares are kept."""

    def dots(root: ElementTree.Element) -> tuple[int, int]:
        kinds = {group.get("class"): len(group) for group in root.findall(f"{SVG}g")}
        return kinds.get("hollow", 0), kinds.get("rest", 0)

    assert dots(drawn()) == (40, 12)
    assert dots(drawn(told(FEW.spots, quiet=1000, unseen=2000))) == (200, 100)
    assert dots(drawn(told(FEW.spots))) == (0, 0)


def test_right_to_left_mirrors_the_places_and_not_the_letters():
    """Each disc stands at the mirrored place, the same names are written."""
    left, right = drawn(), drawn(direction="rtl")
    for (x, y, r), (mirrored, same_y, same_r) in zip(discs(left), discs(right), strict=True):
        assert mirrored == pytest.approx(WIDTH - x, abs=0.11)
        assert (same_y, same_r) == (y, r)
    assert set(words(left)) == set(words(right))
    assert right.get("direction") == "ltr"


def test_the_owner_is_called_as_the_reader_says_it():
    """In the language of the page."""
    assert "你" in words(drawn(you="你"))
    assert "Me" not in words(drawn(you="你"))


def test_only_so_many_names_are_written():
    """The owner's, and the one with most answers in each circle, before all others."""
    assert set(words(drawn(labels=3))) == {"1", "2", "Me", 'Ines <b> & "Co"', "Bram"}
    assert set(words(drawn(labels=0))) == {"1", "2"}


def test_threads_are_those_of_the_owner_between_circles_and_within():
    """Each in a class of its own."""
    kinds = {each.get("class"): each.get("d") for each in drawn().iter(f"{SVG}path") if "d" in each.attrib}
    assert kinds["link"] == "M360 230L144 138"
    assert kinds["thread"] == "M144 138L180 230"
    assert kinds["thread across"] == "M144 276L576 184"


def crowd(people: int = 300) -> TalkMap:
    """People in six circles, strewn anew: the picture must hold whatever the layout."""
    rng = np.random.default_rng(4)
    spots = []
    for i in range(people):
        turn, reach = rng.uniform(0, 2 * math.pi), 0.14 * math.sqrt(rng.random())
        middle = 2 * math.pi * (i % 6) / 6
        x, y = (0.5 + 0.28 * f(middle) + reach * f(turn) for f in (math.cos, math.sin))
        spots.append(Spot(Named(i, f"Somebody {i}"), x, y, 1 + i % 6, int(rng.pareto(1) * 20), 3))
    return told(spots, [Thread(i, (i * 7) % people, 3) for i in range(people)])


def test_no_two_of_three_hundred_discs_overlap_and_none_vanishes():
    """However near two people stand, and however much they answer."""
    placed = np.array(discs(drawn(crowd())))
    assert len(placed) == 300
    apart = np.hypot(*(placed[:, None, :2] - placed[None, :, :2]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    nearest = (apart - placed[:, None, 2] - placed[None, :, 2]).min(axis=1)
    strewn = placed[:, 2] > 0.35  # who were strewn onto the same spot are points
    assert nearest[strewn].min() > -0.2
    assert (placed[:, 2] > 0).all()
    assert strewn.mean() > 0.9


@pytest.mark.parametrize("size", [12.0, 21.0])
def test_written_names_do_not_cross_each_other_nor_the_edge(size: float):
    """In a wide box, and in a narrow one, where letters are larger and fewer names are shown."""
    root = drawn(crowd(), labels=20)
    boxes = []
    for group in root.findall(f"{SVG}g"):
        for text in group.iter(f"{SVG}text") if group.get("class") == "names" else ():
            if size > 12 and "minor" in text.get("class", ""):
                continue
            width = 0.5 * size * len((text.text or "").strip("\u2068\u2069"))
            start = {"start": 0.0, "end": 1.0}.get(text.get("text-anchor", ""), 0.5)
            left = float(text.get("x", 0)) - start * width
            line = float(text.get("y", 0)) + float(text.get("dy", "0").removesuffix("em")) * size
            boxes.append((left, line - 0.7 * size, left + width, line + 0.2 * size))
    assert len(boxes) > 6
    for i, one in enumerate(boxes):
        assert one[0] >= 0
        assert one[2] <= WIDTH
        assert one[3] <= HEIGHT
        for other in boxes[:i]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one, other)


def test_a_map_of_nobody_is_an_empty_picture():
    """No people, no failure."""
    root = drawn(told([]))
    assert [each.tag.removeprefix(SVG) for each in root] == ["title", "desc"]
    assert discs(drawn(told([FEW.spots[0]])))[0][:2] == (360, 230)


def test_what_is_told_of_the_map_holds_its_figures():
    """The description names the sizes of the circles and those who answer nobody."""
    title, desc = says_people_map(FEW)
    assert str(title) == "Who talks with whom"
    assert re.match(r"2 circles of 3, 3 people; 1 tie .* Around them 52 people who answer nobody.", str(desc))
    one = told([each for each in FEW.spots if each.circle == 1], quiet=1)
    assert str(says_people_map(one)[1]).startswith("3 people who answer or are answered")
    assert str(says_people_map(told([], quiet=3))[1]) == "Nobody answers anybody: 3 people."
