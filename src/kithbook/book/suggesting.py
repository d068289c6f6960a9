"""Suggestions: why this person and why now, where, with what to give, and first words for it."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from kithbook import ties, words
from kithbook.book import drafting, favouring, giving, ground, listing, measuring, moments, occasions, sentences
from kithbook.book import reasons as why
from kithbook.book.learning import Lessons
from kithbook.store import described, models, rooms, timeline
from kithbook.store import people as shelf
from kithbook.store.people import Line
from kithbook.store.rooms import Home
from kithbook.vocabulary import Said, Tie, say
from kithbook.vocabulary.answers import Named, NudgeAnswer, Occasion, Settings

DAY: Final = 86_400
STALE: Final = 90 * DAY  # seen longer ago than this, a suggestion says "as of"
REASONS: Final = 3
NEVER_LATE: Final = (None, False)


class Person(NamedTuple):
    """What a suggestion is made from, of one person."""

    line: Line
    tie: Tie
    homes: Sequence[Home]
    handles: Sequence[int]

    @property
    def direct(self) -> list[int]:
        """The chats that are between the two alone."""
        return [home.id for home in self.homes if home.direct]


def ways() -> dict[int, str]:
    """How the owner said to be in touch with each person: one of checking.WAYS."""
    return described.single("way")


def way_of(line: Line, chosen: Mapping[int, str]) -> str:
    """How to be in touch: as the owner said, else by a message; "first" is the first message outside of a group."""
    return chosen.get(line.id) or ("message" if line.direct else "first")


def people(lines: Sequence[Line], now: int) -> list[Person]:
    """These people with their ties as of ``now`` and where they are found."""
    ids = [line.id for line in lines]
    kept = {row.pk: row for row in models.Tie.objects.filter(person_id__in=ids)}
    homes, handles, base = rooms.homes(ids), shelf.handles_of(ids), ground.read()
    return [
        Person(
            line,
            measuring.at(kept[line.id], base, now) if line.id in kept else listing.tie(line),
            homes.get(line.id, []),
            handles[line.id],
        )
        for line in lines
    ]


def reasons(
    lines: Sequence[Line],
    told: Mapping[int, Sequence[Occasion]],
    latest: Mapping[int, tuple[float | None, bool]],
    prefs: Settings,
    now: int,
) -> tuple[dict[int, list[Occasion]], dict[int, str]]:
    """What speaks for being in touch with each of these people now, the strongest first; and where they are reached."""
    me = shelf.owner()
    mine = [] if me is None else shelf.handles_of([me.pk])[me.pk]
    known = why.Known(mine, prefs.zone, why.writings(now), now)
    library = giving.library()
    found: dict[int, list[Occasion]] = {}
    channels: dict[int, str] = {}
    for each in people(lines, now):
        person = each.line.id
        channels[person] = each.homes[0].platform if each.homes else ""  # one to one before groups
        fresh = library.fresh(person, prefs.zone, now)
        more = [*told.get(person, ()), *([] if fresh is None else [fresh])]
        found[person] = why.reasons(
            each.line, each.tie, each.homes, each.handles, more, latest.get(person, NEVER_LATE), known
        )
    return found, channels


def suggestions(
    lines: Sequence[Line],
    told: Mapping[int, Sequence[Occasion]],
    chosen_ways: Mapping[int, str],
    lessons: Lessons,
    prefs: Settings,
    now: int,
) -> list[NudgeAnswer]:
    """The cards of some people, of whom ``told`` is why now."""
    if not lines:
        return []
    library = giving.library()
    favours = favouring.favours(now=now).favours
    free = favouring.ask_free()
    found = []
    for each in people(lines, now):
        way = way_of(each.line, chosen_ways)
        talk = timeline.last_talk(each.direct, each.handles)
        home = next((home for home in each.homes if talk is not None and home.id == talk.chat), None)
        texts = [] if talk is None else timeline.last_texts(talk, each.handles)
        language = words.language(texts) if texts else prefs.language or "en"
        reason = told[each.line.id][0]
        offer = library.offer(each.line.id, each.direct, each.handles, home, language, prefs.zone, reason=reason)
        draft = drafting.first(each, home, reason, offer, language, prefs.zone, now)
        found.append(
            NudgeAnswer(
                person=Named(each.line.id, each.line.shown),
                why=_why(each, told[each.line.id], prefs.zone),
                channel="" if home is None else home.platform,
                minutes=lessons.takes(way),
                draft=draft.text,
                give=None if offer is None else offer.says,
                language=language,
                word=ties.word(each.tie.strength.value),
                drifting=ties.drifting(each.tie),
                as_of=moments.iso_day(each.tie.seen_until, prefs.zone) if 0 < each.tie.seen_until < now - STALE else "",
                evidence=_evidence(each.tie, told[each.line.id]),
                offer=offer,
                occasion=None if reason.kind == "none" else reason,
                drift=each.tie.drift,
                asks=favouring.asks(each.line.id, draft.text, favours, free, moments.day(now, prefs.zone)),
                situation=draft.situation,
                tone=draft.tone,
                way="message" if way == "first" else way,
                open=drafting.doors(each.handles, "" if home is None else home.platform, draft.text),
            )
        )
    return found


def _why(each: Person, told: Sequence[Occasion], zone: str) -> tuple[Said, ...]:
    """The reason in one line; where it is not about the silence itself, how the two stand goes after it."""
    if told[0].kind in {"drift", "late", "none"}:
        return (told[0].says,)
    return (told[0].says, sentences.of_tie(each.line, each.tie, zone, owner_known=True))


def _evidence(tie: Tie, told: Sequence[Occasion]) -> tuple[Said, ...]:
    """What the suggestion rests on: what else speaks for now, the strongest reasons of the tie, what lies ahead."""
    found = [each.says for each in told[1:] if each.kind in occasions.NOW or each.kind == "late"]
    found += [reason.says for reason in tie.strength.reasons[:REASONS]]
    if tie.drift is not None:
        found.append(say("If nothing happens: {chance:.0%} chance of 90 more days of silence.", chance=tie.drift))
    return tuple(found)
