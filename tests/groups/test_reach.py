"""What one voice reaches, on hand-drawn timelines."""

import pytest

from kithbook.groups import talks
from kithbook.groups.reach import reach
from kithbook.vocabulary import KINDS

ME, INES, BRAM, DAY, START = 1, 2, 3, 86_400, 1_700_006_400
NAMES = {ME: "Me", INES: "Ines", BRAM: "Bram"}


def reached(events, me: int | None = ME, until: float = 200):
    """The reach of a voice, seen until a day."""
    spoken = talks.with_talks(events)
    return reach(spoken, talks.answers(spoken), me=me, seen_until=START + round(until * DAY), names=NAMES)


def weekly(drawn, posts: int = 20, heard: int = 10):
    """A post of the owner every week; the first ``heard`` of them are answered by Ines, two of these by Bram too."""
    lines = [(7 * i, ME) for i in range(posts)]
    lines += [(7 * i + 0.003, INES) for i in range(heard)] + [(7 * i + 0.006, BRAM) for i in range(2)]
    return drawn(sorted(lines))


def test_a_voice_is_heard_where_somebody_answers(drawn):
    """Half of twenty weekly posts were answered by Ines; Bram answered her, not the post."""
    found = reached(weekly(drawn))
    assert found is not None
    assert (found.voice.name, found.by_you, found.heard, found.every_days) == ("Me", True, 0.5, 7.0)
    assert [(reader.person.name, reader.answers) for reader in found.readers] == [("Ines", 10)]
    assert [str(line) for line in found.says] == [
        "20 posts in the last year; 50% (30% to 70%) drew an answer or a reaction.",
        "1 person answered them.",
        "At most one in 7 days.",
    ]


def test_a_reaction_counts_as_heard(drawn):
    """A thumb is an ear."""
    found = reached(drawn([(7 * i, ME) for i in range(20)], reacted=True))
    assert found is not None
    assert (found.heard, found.readers) == (1.0, ())


@pytest.mark.parametrize(("posts", "voice"), [(12, "Me"), (11, "Ines")])
def test_the_owner_is_the_voice_from_twelve_posts_on(drawn, posts, voice):
    """Otherwise the loudest is."""
    found = reached(drawn(sorted([(7 * i, ME) for i in range(posts)] + [(7 * i + 1, INES) for i in range(25)])))
    assert found is not None
    assert (found.voice.name, found.by_you) == (voice, voice == "Me")


def test_nobody_who_posts_is_no_voice(drawn):
    """Eleven posts are too few to say anything, and so are those of two years ago."""
    assert reached(drawn([(7 * i, ME) for i in range(11)])) is None
    assert reached(drawn([(7 * i, ME) for i in range(40)]), until=900) is None
    assert reached(drawn([])) is None


def test_the_kind_that_is_heard_best_is_told(drawn):
    """Ten pictures that were answered, ten texts that were not."""
    pictures = drawn([(14 * i, ME) for i in range(10)], kind=KINDS.index("image"), reacted=True)
    texts = drawn([(14 * i + 7, ME) for i in range(10)])
    found = reached(pictures.vstack(texts.with_columns(id=texts["id"] + 100)).sort("at"))
    assert found is not None
    assert "Pictures are heard best: 100% of 10." in [str(line) for line in found.says]
