"""Why now: what the history between the owner and one person says, for the few who may be suggested. Never invented.

Each reason is read from messages or notes that are named with it. Where nothing speaks for now, that is said.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from kithbook import ties, words
from kithbook.book import knowing, moments, occasions
from kithbook.store import models, timeline
from kithbook.store import people as shelf
from kithbook.store.people import Line
from kithbook.store.rooms import Home
from kithbook.vocabulary import Said, Tie, dated_note, say, say_n
from kithbook.vocabulary.answers import Occasion
from kithbook.words.terms import terms

DAY: Final = 86_400
WAITING: Final = 180 * DAY  # a question that is older waits for nobody
NEWS: Final = 120 * DAY
ASKED: Final = 60 * DAY
READ: Final = 40  # of the newest texts of somebody
LIKELY: Final = 1 / 3  # the chance of silence from which drift is a reason
ALIKE: Final = 2  # words that a question and a piece must share, or one that few pieces have


class Writing(NamedTuple):
    """A piece of the owner's that a question may be about: key, title, moment, and the tokens that it is made of."""

    key: str
    title: str
    at: int
    tokens: frozenset[str]


class Known(NamedTuple):
    """What reasons are read from, the same for everybody: handles of the owner, zone, pieces the owner wrote, now."""

    mine: Sequence[int]
    zone: str
    writings: Sequence[Writing]
    now: int


def reasons(
    line: Line,
    tie: Tie,
    homes: Sequence[Home],
    handles: Collection[int],
    told: Sequence[Occasion],
    latest: tuple[float | None, bool],
    known: Known,
) -> list[Occasion]:
    """Everything that speaks for being in touch now, the strongest first; one of kind "none" where nothing does.

    ``told`` are the occasions that are known without the history, ``latest`` the most days that may pass, and whether
    the owner said so of this very person.
    """
    direct = [home.id for home in homes if home.direct]
    found = [
        *told,
        *_waiting(direct, handles, known),
        *_news(line.id, direct, handles, tie, known),
        *_question(homes, handles, direct, known),
        *_season(line.id, direct, tie, known),
        *_late(tie, *latest, handles, known),
        *_drift(tie, handles, known),
    ]
    found.sort(key=lambda each: -occasions.STRENGTH[each.kind])
    return found or [Occasion("none", _nothing(tie, known))]


def _waiting(direct: Sequence[int], handles: Collection[int], known: Known) -> list[Occasion]:
    """The last word between the two is a question of theirs."""
    last = timeline.last_of(direct, until=known.now)
    if last is None or last.sender not in handles or not last.question or known.now - last.at > WAITING:
        return []
    day = moments.day(last.at, known.zone)
    says = say("They wrote last, on {day}, and asked: “{words}”", day=day, words=occasions.short(last.text))
    return [Occasion("waiting", says, day.isoformat(), (last.id,))]


def _news(person: int, direct: Sequence[int], handles: Collection[int], tie: Tie, known: Known) -> list[Occasion]:
    """Something has happened in their life, which you noted or they wrote, and the two were not in touch since."""
    for note in _notes(person, handles, known):
        kinds = words.news(note.text, note=True)
        if kinds and (tie.last is None or moments.day(tie.last, known.zone) <= note.on):
            says = say("{news}: you noted it on {day}.", news=_phrase(kinds[0].kind), day=note.on)
            return [Occasion("news", says, note.on.isoformat())]
    for line in timeline.recent(handles, since=known.now - NEWS, until=known.now, most=READ):
        kinds = words.news(line.text)
        if kinds and not timeline.wrote_after(known.mine, [*direct, line.chat], line.at):
            day = moments.day(line.at, known.zone)
            says = say(
                "{news}: they wrote on {day}: “{words}”",
                news=_phrase(kinds[0].kind),
                day=day,
                words=occasions.short(line.text),
            )
            return [Occasion("news", says, day.isoformat(), (line.id,))]
    return []


class _Note(NamedTuple):
    on: date
    text: str


def _notes(person: int, handles: Collection[int], known: Known) -> list[_Note]:
    """What the owner wrote down about somebody lately, newest first."""
    since = moments.day(known.now - NEWS, known.zone)
    found = [_Note(touch.on, touch.text) for touch in shelf.touches(person) if touch.kind == "note"]
    found += [_Note(moments.day(note.created, known.zone), note.text) for note in shelf.notes(person)]
    for kind, value in knowing.known(handles):
        told = dated_note(value) if kind == "dated_note" else None
        if told is not None:
            found.append(_Note(date.fromisoformat(told.day), told.text))
    return sorted((note for note in found if since <= note.on), key=lambda note: note.on, reverse=True)


def _phrase(kind: str) -> Said:
    return NEWS_WORDS[kind]


# How each kind of news is called at the head of a sentence.
NEWS_WORDS: Final[dict[str, Said]] = {
    "new job": say("A new job"),
    "left job": say("The end of a job"),
    "moved": say("A move"),
    "engaged": say("An engagement"),
    "married": say("A wedding"),
    "baby": say("A baby"),
    "graduated": say("A degree"),
    "published": say("Something published"),
    "launched": say("Something launched"),
    "award": say("An award"),
    "ill": say("An illness"),
    "loss": say("A loss"),
    "travel": say("A journey"),
    "exam": say("An exam"),
    "anniversary": say("An anniversary"),
}


def content(text: str) -> frozenset[str]:
    """The words of a text that a question and a piece may share; of Chinese and Japanese pairs of signs."""
    return frozenset(term.key for term in terms(text) if term.key)


def _question(homes: Sequence[Home], handles: Collection[int], direct: Sequence[int], known: Known) -> list[Occasion]:
    """They asked in a group about something that the owner wrote about."""
    if not known.writings:
        return []
    titles = {home.id: home.title for home in homes if not home.direct}
    for line in timeline.recent(handles, since=known.now - ASKED, until=known.now, most=READ):
        if not line.question or line.chat not in titles:
            continue
        about = words.asked_about(line.text)
        asked = content(about)
        best = max(known.writings, key=lambda each: len(each.tokens & asked), default=None)
        if best is None or len(best.tokens & asked) < ALIKE:
            continue
        if timeline.wrote_after(known.mine, [*direct, line.chat], line.at):
            continue
        day = moments.day(line.at, known.zone)
        says = say(
            "They asked in {chat} on {day} about {topic}; you wrote “{piece}”.",
            chat=titles[line.chat],
            day=day,
            topic=occasions.short(about),
            piece=best.title,
            key=best.key,
        )
        return [Occasion("question", says, day.isoformat(), (line.id,))]
    return []


def _season(person: int, direct: Sequence[int], tie: Tie, known: Known) -> list[Occasion]:
    """The two spoke at this time of the year for years, and this year not yet."""
    if not direct:
        return []
    today = moments.day(known.now, known.zone)
    days = [
        date(1970, 1, 1) + timedelta(days=day)
        for day in timeline.days(direct, shift=moments.shift(known.now, known.zone))
    ]
    seen = moments.day(min(known.now, tie.seen_until), known.zone)
    found = ties.season(days, today, until=seen)
    if found is None:
        return []
    says = say(
        "You two talked around this time of the year in each of the last {years} years, between {first} and {last}; "
        "this year not yet.",
        years=found.years,
        first=found.first,
        last=found.last,
    )
    starts = [moments.start(day, known.zone) for day in found.days]
    seen_in = [timeline.first_between(direct, start, start + DAY) for start in starts]
    return [Occasion("season", says, found.first.isoformat(), tuple(each for each in seen_in if each is not None))]


def _late(tie: Tie, latest: float | None, own: bool, handles: Collection[int], known: Known) -> list[Occasion]:
    if latest is None or tie.last is None or known.now - tie.last <= latest * DAY:
        return []
    on = moments.day(tie.last, known.zone)
    if own:
        says = say_n(
            "Last in touch on {day}; you wanted to let no more than {count} day pass.",
            "Last in touch on {day}; you wanted to let no more than {count} days pass.",
            round(latest),
            day=on,
        )
    else:
        says = say_n(
            "Last in touch on {day}, longer ago than the {count} day that their circle is meant to wait.",
            "Last in touch on {day}, longer ago than the {count} days that their circle is meant to wait.",
            round(latest),
            day=on,
        )
    return [Occasion("late", says, on.isoformat(), _last(tie.last, handles, known))]


def _drift(tie: Tie, handles: Collection[int], known: Known) -> list[Occasion]:
    """The chance of silence, told with the month in which it ends."""
    if tie.drift is None or tie.drift < LIKELY or tie.last is None or not ties.drifting(tie):
        return []
    until = moments.day(min(known.now, tie.seen_until) + 90 * DAY, known.zone)
    says = say(
        "Drifting: {chance:.0%} silent until {day} if nothing happens, after silence since {last}.",
        chance=tie.drift,
        day=until,
        last=moments.day(tie.last, known.zone),
    )
    return [Occasion("drift", says, until.isoformat(), _last(tie.last, handles, known))]


def _last(moment: int, handles: Collection[int], known: Known) -> tuple[int, ...]:
    """The message that was the last contact, where it was one."""
    return tuple(timeline.at_moment([*handles, *known.mine], moment)[:1])


def _nothing(tie: Tie, known: Known) -> Said:
    if tie.last is None:
        return say("No particular reason: nothing has passed between the two of you yet.")
    return say_n(
        "No particular reason, only that {count} day has passed.",
        "No particular reason, only that {count} days have passed.",
        max(0, (known.now - tie.last) // DAY),
    )


def writings(now: int) -> list[Writing]:
    """The pieces that the owner wrote, with the tokens of their titles, tags and beginnings."""
    found: dict[str, Writing] = {}
    told = models.Piece.objects.exclude(source__hides=True).filter(kind__in=("post", "talk")).order_by("pk")
    for row in told:
        text = " ".join([row.title, *(row.tags or ()), (row.text or "")[:2000]])
        found[row.key] = Writing(row.key, row.title or row.link, row.at or now, content(text))
    return list(found.values())
