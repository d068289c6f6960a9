"""One suggestion: why this person and why now, where, with what to give, and first words for it."""

from datetime import date
from typing import Final

from kithbook import ties
from kithbook import words as tongue
from kithbook.book import listing, measuring, moments, sentences
from kithbook.store import models, rooms, timeline
from kithbook.store import people as shelf
from kithbook.store.people import Line
from kithbook.store.rooms import Room
from kithbook.store.timeline import Talk
from kithbook.vocabulary import Said, Tie, say
from kithbook.vocabulary.answers import Named, NudgeAnswer, Settings

DAY: Final = 86_400
WRITING: Final = 4  # minutes for a message to somebody one writes to anyway
FIRST_TIME: Final = 6  # minutes for the first message one to one
A_WHILE: Final = 60 * DAY  # a silence after which a message greets instead of going on
STALE: Final = 90 * DAY  # seen longer ago than this, a suggestion says "as of"
REASONS: Final = 3


def minutes(line: Line) -> int:
    """The minutes that a message to somebody takes: more for the first one outside a group."""
    return WRITING if line.direct else FIRST_TIME


def suggestion(line: Line, wish: date | None, prefs: Settings, now: int) -> NudgeAnswer:
    """The card of one person; ``wish`` is the day by which the owner wanted to be in touch again.

    Looks up where these two last talked, and nothing else of the history.
    """
    row = models.Tie.objects.filter(person_id=line.id).first()
    tie = listing.tie(line) if row is None else ties.at(measuring.parameters(row), now=now, circle=row.circle)
    homes = {room.id: room for room in rooms.rooms(rooms.homes([line.id]).get(line.id, []))}
    handles = [handle.pk for handle in shelf.handles(line.id)]
    talk = timeline.last_talk([room.id for room in homes.values() if room.direct], handles)
    room = None if talk is None else homes.get(talk.chat)
    texts = [] if talk is None else timeline.last_texts(talk, handles)
    language = tongue.language(texts) if texts else prefs.language
    owner_known = row is not None
    says = sentences.of_tie(line, tie, prefs.zone, owner_known=owner_known)
    wished = () if wish is None else (say("You wanted to be in touch again by {day}.", day=wish),)
    return NudgeAnswer(
        person=Named(line.id, line.shown),
        why=(*wished, says),
        channel="" if room is None else room.platform,
        minutes=minutes(line),
        draft=_draft(line, tie, room, language, prefs.zone, now),
        give=_give(talk, room, prefs.zone),
        language=language,
        word=ties.word(tie.strength.value),
        drifting=ties.drifting(tie),
        as_of=moments.iso_day(tie.seen_until, prefs.zone) if 0 < tie.seen_until < now - STALE else "",
        evidence=_evidence(tie),
    )


def _draft(line: Line, tie: Tie, room: Room | None, language: str, zone: str, now: int) -> str:
    """First words, in the language that the two write; of what is not known nothing is said."""
    if tie.last is None:
        return ""
    if room is not None and not room.direct:
        situation = "from a group to one to one"
    else:
        situation = "hello after a while" if now - tie.last >= A_WHILE else "keep the thread"
    return tongue.draft(
        situation,
        language,
        name=line.shown,
        chat="" if room is None or room.direct else room.title,
        last=moments.day(tie.last, zone),
        today=moments.day(now, zone),
    )


def _give(talk: Talk | None, room: Room | None, zone: str) -> Said | None:
    """Something to offer. The first piece of it: a memory that both have, found in the book."""
    if talk is None or room is None:
        return None
    day = moments.day(talk.at, zone)
    if talk.direct:
        return say("A memory: what the two of you last wrote, on {day}.", day=day)
    return say("A memory from {chat}: what was said there on {day}.", chat=room.title, day=day)


def _evidence(tie: Tie) -> tuple[Said, ...]:
    """What the suggestion rests on: the strongest reasons of the tie, and what is likely if nothing is done."""
    told = tuple(reason.says for reason in tie.strength.reasons[:REASONS])
    if tie.drift is None:
        return told
    return (*told, say("If nothing happens: {chance:.0%} chance of 90 more days of silence.", chance=tie.drift))
