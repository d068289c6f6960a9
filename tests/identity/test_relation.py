"""How the clock and the names of another phone's export are found out."""

import random
from collections.abc import Iterable, Sequence

from hypothesis import given
from hypothesis import strategies as st

from kithbook.identity import PLAIN, Alignment, Coming, Held, Relation, Row, Sample, relate

HOUR = 3600
DAY = 24 * HOUR
PEOPLE = ("Ines", "Lio", "Bram", "Noor")


class Chat:
    """A chat of the book, asked as `relate` asks."""

    def __init__(self, lines: Iterable[tuple[int, int, str]]) -> None:
        self.lines = list(lines)

    def near(self, samples: Sequence[Sample], within: int) -> list[list[Held]]:
        """The lines of the same words near to each sample."""
        return [
            [Held(at, who) for at, who, text in self.lines if text == each.text and abs(at - each.at) <= within]
            for each in samples
        ]

    def watching(self, moments: Sequence[int]) -> list[bool]:
        """Whether there is any line within half an hour of each."""
        return [any(abs(line[0] - at) <= 1800 for line in self.lines) for at in moments]


def talk(count: int, *, gap: int = 600, start: int = 1_700_000_000) -> list[tuple[int, int, str]]:
    """Lines of a group: (moment, number of the sender, words), every second of them said again and again."""
    chance = random.Random(7)
    words = ("ok", "ha", "see you at the kiln tomorrow", "who brings the glazes this time?")
    lines = []
    for n in range(count):
        start += chance.randrange(10, 2 * gap)
        text = chance.choice(words)
        lines.append((start, chance.randrange(4), text if n % 2 else f"{text} {n}"))
    return lines


def exported(lines: list[tuple[int, int, str]], names: dict[int, str], shift: int, minutes: bool) -> list[Sample]:
    """The same lines as another phone tells them: with its names, on its clock, without seconds."""
    return [
        Sample(
            (at - shift) // 60 * 60 if minutes else at - shift, names[who], None if names[who] not in PEOPLE else who, t
        )
        for at, who, t in lines
    ]


def test_the_same_phone_is_plain() -> None:
    """Nothing has to be done to an export of the same phone."""
    lines = talk(60)
    samples = exported(lines, dict(enumerate(PEOPLE)), 0, minutes=False)
    relation = relate(samples, Chat(lines).near, Chat(lines).watching)
    assert relation.plain
    assert (relation.compared, relation.equal, relation.clock) == (60, 60, ())


def test_another_chat_has_nothing_in_common() -> None:
    """Other words at the same times are compared, and none is equal; far away nothing is compared."""
    lines = talk(60)
    there = Chat([(at, who, f"about the garden {at}") for at, who, _ in lines])
    samples = exported(lines, dict(enumerate(PEOPLE)), 0, minutes=False)
    assert (
        relate(samples, there.near, there.watching).compared,
        relate(samples, there.near, there.watching).equal,
    ) == (
        60,
        0,
    )
    later = Chat([(at + 400 * DAY, who, text) for at, who, text in lines])
    assert relate(samples, later.near, later.watching) == PLAIN


@given(
    shift=st.sampled_from([0, HOUR, -HOUR, 5 * HOUR + 1800, -8 * HOUR, 13 * HOUR]),
    minutes=st.booleans(),
    renamed=st.sets(st.integers(0, 3)),
    overlap=st.integers(30, 80),
)
def test_clock_and_names_are_found(shift: int, minutes: bool, renamed: set[int], overlap: int) -> None:
    """Whatever the zone, whoever was renamed: what both hold is found once, and what is new is new."""
    lines = talk(160)
    there = Chat(lines[:80])
    names = {who: f"{name} from work" if who in renamed else name for who, name in enumerate(PEOPLE)}
    samples = exported(lines[80 - overlap :], names, shift, minutes)
    relation = relate(samples, there.near, there.watching)
    assert {relation.shift(sample.at) for sample in samples} == {shift}
    known = {who: relation.names.get(names[who], who if who not in renamed else 100 + who) for who in range(4)}
    said = {who for _, who, _ in lines[80 - overlap : 80]}
    assert all(known[who] == who for who in said)
    rows = [Row(number, at, who, 0, text, None) for number, (at, who, text) in enumerate(there.lines)]
    told = [
        Coming(sample.at + relation.shift(sample.at), known[who], 0, sample.text, None)
        for sample, (_, who, _) in zip(samples, lines[80 - overlap :], strict=True)
    ]
    assert Alignment(rows, relation).pair(told) == [*range(80 - overlap, 80), *[None] * 80]


def test_a_clock_that_steps_twice_a_year() -> None:
    """Where the two zones change to summer on different days, the difference is another for some weeks."""
    lines = talk(120, gap=6 * HOUR)
    summer = range(50, 80)
    samples = [
        Sample(at - (5 if n in summer else 6) * HOUR, PEOPLE[who], who, text)
        for n, (at, who, text) in enumerate((at, who, f"{text} {at}") for at, who, text in lines)
    ]
    there = Chat([(at, who, f"{text} {at}") for at, who, text in lines])
    relation = relate(samples, there.near, there.watching)
    assert [shift for _, shift in relation.clock] == [6 * HOUR, 5 * HOUR, 6 * HOUR]
    assert relation.equal == 120


def test_a_name_that_two_people_share_leads_nowhere() -> None:
    """One new name for the lines of two people says nothing; each keeps their own."""
    lines = talk(80)
    names = {0: "Anna", 1: "Anna", 2: "Bram", 3: "Noor"}
    there = Chat(lines)
    relation = relate(exported(lines, names, 0, minutes=False), there.near, there.watching)
    assert "Anna" not in relation.names


def test_clock_of_a_moment_before_the_first_step_is_the_first() -> None:
    """Before anything is known the first known difference is the best guess."""
    assert Relation(clock=((1000, HOUR), (2000, 0))).shift(5) == HOUR
    assert Relation().shift(5) == 0


def test_a_clock_is_changed_in_a_night_to_sunday() -> None:
    """Between the last line of one difference and the first of the next, the clocks were changed on a Sunday."""
    saturday = 1_711_756_800 + 10 * HOUR  # 2024-03-30 10:00 UTC
    lines = [(saturday + n * HOUR, 0, f"before the night {n}") for n in range(5)]
    lines += [(saturday + 48 * HOUR + n * HOUR, 0, f"after the night {n}") for n in range(5)]
    samples = [Sample(at - (6 if at < saturday + 16 * HOUR else 5) * HOUR, "Ines", 0, text) for at, _, text in lines]
    relation = relate(samples, Chat(lines).near, Chat(lines).watching)
    sunday = saturday + 14 * HOUR
    assert [(relation.shift(sunday - HOUR), relation.shift(sunday + 4 * HOUR))] == [(6 * HOUR, 5 * HOUR)]


def test_a_word_that_several_said_tells_nobody() -> None:
    """Who was renamed is found by what only they said about then, whatever others said in the same minute."""
    lines = [(60_000 + n * 600, n % 2, f"the kiln is at {n} degrees") for n in range(6)]
    lines += [(60_000 + n * 600 + who, who, "ok") for n in range(20) for who in (0, 1)]
    samples = exported(sorted(lines), {0: "Ines", 1: "L"}, 0, minutes=True)
    relation = relate(samples, Chat(sorted(lines)).near, Chat(lines).watching)
    assert relation.names == {"L": 1}


def test_minutes_and_seconds_in_one_chat() -> None:
    """Where the book holds both, of several imports, an export with seconds is compared by the minute."""
    lines = [(at // 60 * 60 if n < 30 else at, who, f"{text} {n}") for n, (at, who, text) in enumerate(talk(60))]
    samples = [Sample(at + 7 if n < 30 else at, PEOPLE[who], who, text) for n, (at, who, text) in enumerate(lines)]
    relation = relate(samples, Chat(lines).near, Chat(lines).watching)
    assert (relation.coarse, relation.slack, relation.equal) == (60, 0, 60)
