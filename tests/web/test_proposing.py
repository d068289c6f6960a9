"""The page that asks whether a new group would hold: chosen by box or by name, refused in one sentence."""

import pytest
from django.test import Client

from kithbook import book
from kithbook.vocabulary import Refused, say
from kithbook.vocabulary.answers import Chance, CirclesAnswer, Named, ProposeAnswer, Seat, Shared, Standing

HOSTILE = "<b>Bram</b> \u202eTeakettle"
ONE, OTHER, THIRD = Named(1, HOSTILE), Named(2, "云三朵"), Named(3, "نادية")
ANSWER = ProposeAnswer(
    as_of="2026-06-15",
    people=(
        Seat(ONE, Chance(0.62, 0.5, 0.71, ()), 2, (say("knows {n}", n=2),)),
        Seat(OTHER, None, 0, (say("too little"),)),
        Seat(THIRD, Chance(0.3, 0.2, 0.4, ()), 1, (say("silent"),)),
    ),
    shared=(Shared(ONE, OTHER, 0.6, (say("both care for {what}", what="<i>kilns</i>"),)),),
    holds=Chance(0.55, 0.3, 0.8, ()),
    rests_on=9,
    road="one group",
    says=(say("They may hold as one group"), say("A sentence.")),
    helps=(say("Give it a purpose."),),
    circles=((ONE, THIRD),),
)
STANDING = CirclesAnswer(
    as_of="2026-06-15",
    people=(Standing(ONE, 0.5, 0.4, 0.6, "core", "book"), Standing(Named(9, "Ines"), 0.3, 0.2, 0.4, "curated", "book")),
    gaps=(),
    layers=(),
    says=(),
    since="",
    closer=(),
    apart=(),
)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[object]]:
    """What the page asked the book for."""
    found: list[list[object]] = []

    def propose(names: list[object], *, now: int) -> ProposeAnswer:
        found.append(names)
        if "nobody" in names:
            raise Refused(say("Nobody called {name} is in this book.", name="nobody"), status=404)
        return ANSWER

    monkeypatch.setattr(book, "propose", propose, raising=False)
    monkeypatch.setattr(book, "circles", lambda *, now: STANDING, raising=False)
    return found


def test_without_a_choice_it_only_offers(client: Client, asked: list[list[object]]) -> None:
    """The core and the curated, unchecked."""
    page = client.get("/groups/new").content.decode()
    assert asked == []
    assert page.count('type="checkbox" name="who"') == 2
    assert "checked" not in page


def test_boxes_and_names_are_asked_together(client: Client, asked: list[list[object]]) -> None:
    """Everything escaped; those who were named are offered as boxes that are checked."""
    page = client.get("/groups/new?who=1&who=x&names=云三朵, نادية").content.decode()
    assert asked == [[1, "云三朵", "نادية"]]
    assert "They may hold as one group" in page
    assert "<b>Bram" not in page
    assert "<i>kilns" not in page
    assert page.count(" checked>") == 3


def test_what_is_refused_is_one_sentence_and_what_was_typed_stays(client: Client, asked: list[list[object]]) -> None:
    """With the status of the refusal."""
    answer = client.get("/groups/new?names=nobody")
    assert answer.status_code == 404
    assert "Nobody called" in answer.content.decode()
    assert 'value="nobody"' in answer.content.decode()
