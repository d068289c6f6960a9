"""Suggestions: why this person and why now, where, with what to give, and first words for it."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from kithbook import ties
from kithbook import words as tongue
from kithbook.book import ground, listing, measuring, moments, sentences
from kithbook.store import models, rooms, timeline
from kithbook.store import people as shelf
from kithbook.store.people import Line
from kithbook.store.rooms import Home
from kithbook.vocabulary import Said, Tie, say
from kithbook.vocabulary.answers import Named, NudgeAnswer, Settings

DAY: Final = 86_400
WRITING: Final = 4  # minutes for a message to somebody one writes to anyway
FIRST_TIME: Final = 6  # minutes for the first message one to one
A_WHILE: Final = 60 * DAY  # a silence after which a message greets instead of going on
STALE: Final = 90 * DAY  # seen longer ago than this, a suggestion says "as of"
REASONS: Final = 3
QUOTED: Final = 80  # characters of a remembered line


def minutes(line: Line) -> int:
    """The minutes that a message to somebody takes: more for the first one outside a group."""
    return WRITING if line.direct else FIRST_TIME


def suggestions(lines: Sequence[Line], wishes: dict[int, date], prefs: Settings, now: int) -> list[NudgeAnswer]:
    """The cards of some people; ``wishes`` are the days by which the owner wanted to be in touch again.

    Looks up where the owner and each of them last talked, and nothing else of the history.
    """
    ids = [line.id for line in lines]
    kept = {row.pk: row for row in models.Tie.objects.filter(person_id__in=ids)}
    homes = rooms.homes(ids)
    handles = shelf.handles_of(ids)
    base = ground.read()
    return [
        _suggestion(
            line, kept.get(line.id), homes.get(line.id, []), handles[line.id], wishes.get(line.id), prefs, base, now
        )
        for line in lines
    ]


def _suggestion(
    line: Line,
    row: models.Tie | None,
    homes: list[Home],
    handles: list[int],
    wish: date | None,
    prefs: Settings,
    base: ties.Ground,
    now: int,
) -> NudgeAnswer:
    tie = listing.tie(line) if row is None else measuring.at(row, base, now)
    talk = timeline.last_talk([home.id for home in homes if home.direct], handles)
    home = next((home for home in homes if talk is not None and home.id == talk.chat), None)
    texts = [] if talk is None else timeline.last_texts(talk, handles)
    language = tongue.language(texts) if texts else prefs.language or "en"
    says = sentences.of_tie(line, tie, prefs.zone, owner_known=True)
    wished = () if wish is None else (say("You wanted to be in touch again by {day}.", day=wish),)
    return NudgeAnswer(
        person=Named(line.id, line.shown),
        why=(*wished, says),
        channel="" if home is None else home.platform,
        minutes=minutes(line),
        draft=_draft(line, tie, home, language, prefs.zone, now),
        give=_give(talk, home, texts, prefs.zone),
        language=language,
        word=ties.word(tie.strength.value),
        drifting=ties.drifting(tie),
        as_of=moments.iso_day(tie.seen_until, prefs.zone) if 0 < tie.seen_until < now - STALE else "",
        evidence=_evidence(tie),
    )


def _draft(line: Line, tie: Tie, home: Home | None, language: str, zone: str, now: int) -> str:
    """First words, in the language that the two write; of what is not known nothing is said."""
    if tie.last is None:
        return ""
    if home is not None and not home.direct:
        situation = "from a group to one to one"
    else:
        situation = "hello after a while" if now - tie.last >= A_WHILE else "keep the thread"
    return tongue.draft(
        situation,
        language,
        name=line.shown,
        chat="" if home is None or home.direct else home.title,
        last=moments.day(tie.last, zone),
        today=moments.day(now, zone),
    )


def _give(talk: timeline.Talk | None, home: Home | None, texts: Sequence[str], zone: str) -> Said | None:
    """Something to offer. The first piece of it: a memory that both have, found in the book."""
    if talk is None or home is None or not texts:
        return None
    day, said = moments.day(talk.at, zone), " ".join(texts[0].split())
    if len(said) > QUOTED:
        said = said[:QUOTED].rstrip() + "…"
    if home.direct:
        return say("A memory: your last words with each other, on {day}: “{words}”", day=day, words=said)
    return say("A memory from {chat}, {day}: “{words}”", chat=home.title, day=day, words=said)


def _evidence(tie: Tie) -> tuple[Said, ...]:
    """What the suggestion rests on: the strongest reasons of the tie, and what is likely if nothing is done."""
    told = tuple(reason.says for reason in tie.strength.reasons[:REASONS])
    if tie.drift is None:
        return told
    return (*told, say("If nothing happens: {chance:.0%} chance of 90 more days of silence.", chance=tie.drift))
