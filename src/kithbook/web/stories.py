"""What the templates of a group's story need beside the answer: its charts, its tables, whom each talks with."""

from collections import defaultdict
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi

from kithbook import book
from kithbook.vocabulary.answers import GroupAnswer, TalkMap

WIDTH: Final = 720
PARTNERS: Final = 3  # named for each person of the table


def group_story(answer: GroupAnswer, *, live: bool) -> dict[str, Any]:
    """The context of the parts of a group's story; ``live`` on the page, where links lead on and forms can be sent."""
    speaking = {"language": get_language() or "en", "direction": "rtl" if get_language_bidi() else "ltr"}
    drawn = book.uplift_charts(answer, direction=speaking["direction"])
    return {
        "answer": answer,
        "group": answer.group,
        "live": live,
        "charts": book.charts_of_group(answer, width=WIDTH, **speaking),
        "months": answer.activity[::-1],
        "revivals": [
            {"one": one, "chart": chart, "told": told}
            for one, (chart, told) in zip(answer.revivals, drawn, strict=True)
        ],
        "map": "" if answer.circles is None else book.map_chart(answer.circles, links=_links(answer, live), **speaking),
        "spots": [] if answer.circles is None else _spots(answer.circles),
    }


def _links(answer: GroupAnswer, live: bool) -> dict[int, str]:
    """The page of each person of the map."""
    if not live or answer.circles is None:
        return {}
    return {spot.person.id: reverse("person", args=[spot.person.id]) for spot in answer.circles.spots if not spot.me}


def _spots(circles: TalkMap) -> list[dict[str, Any]]:
    """A row for each person, by circle and answers, with those they talk most with."""
    names = {spot.person.id: spot.person.name for spot in circles.spots}
    partners: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for thread in circles.threads:
        partners[thread.one].append((thread.answers, thread.other))
        partners[thread.other].append((thread.answers, thread.one))
    ordered = sorted(circles.spots, key=lambda spot: (not spot.circle, spot.circle, -(spot.gave + spot.got)))
    return [
        {"spot": spot, "with": [names.get(other, "") for _, other in sorted(partners[spot.person.id])[::-1][:PARTNERS]]}
        for spot in ordered
    ]
