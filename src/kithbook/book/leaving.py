"""The way out of a group: its plan as of today, with first words to each of those worth keeping."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Final

from kithbook import groups
from kithbook import words as tongue
from kithbook.book import moments, reporting
from kithbook.book.preferences import settings
from kithbook.store import models, rooms, timeline
from kithbook.store import people as shelf
from kithbook.store.rooms import Home
from kithbook.vocabulary.answers import GroupAnswer, GroupWords, Letter, Listed, Plan

MINUTES: Final = 8  # for a letter out of a group
OFTEN: Final = 3  # answers between the two that are worth a word
READ: Final = 10  # texts of a person by which their language is known


def plan(whole: GroupAnswer, chat: models.Chat, *, now: int) -> Plan:
    """The plan of a group as of ``now``, for the end that was chosen or else for its verdict."""
    prefs = settings()
    told = reporting.words_of(chat)
    answer = told.choice or whole.verdict.answer
    letters = () if answer == "too little data" else _letters(whole, chat, told, prefs.language or "en")
    ground = groups.Ground(
        answer=answer,
        kept=len(whole.shortlist),
        core=sum(one.core for one in whole.shortlist),
        letters=letters,
        words=told,
        ticks=dict(models.Step.objects.filter(chat=chat).values_list("key", "done")),
        circles=whole.circles,
        revivals=whole.revivals,
        reach=whole.reach,
        topics=whole.topics,
        note=_note(answer, told, letters, prefs.language or "en"),
    )
    return groups.plan(ground, minutes=prefs.minutes, today=moments.day(now, prefs.zone))


def _letters(whole: GroupAnswer, chat: models.Chat, told: GroupWords, fallback: str) -> tuple[Letter, ...]:
    """First words to everybody of the shortlist, those of the core first."""
    listed = sorted(whole.shortlist, key=lambda one: not one.core)
    ids = [one.person.id for one in listed]
    homes, handles = rooms.homes(ids), shelf.handles_of(ids)
    platforms = shelf.platforms(ids)
    found = []
    for one in listed:
        texts = timeline.last_texts(timeline.Talk(chat.pk, 0, False), handles[one.person.id], count=READ)
        language = tongue.language(texts) if texts else fallback
        channel = _channel(told, homes.get(one.person.id, []), platforms.get(one.person.id, ()), chat.platform)
        draft = _draft(one, language, chat.shown, told, channel)
        found.append(Letter(one.person, draft, language, channel, MINUTES, one.core))
    return tuple(found)


def _channel(told: GroupWords, homes: list[Home], platforms: Collection[str], here: str) -> str:
    """Where to write: LinkedIn for work, else where the two write already, else one to one on the group's platform."""
    if told.purpose == "work" and "linkedin" in platforms:
        return "linkedin"
    direct = next((home.platform for home in homes if home.direct), "")
    return direct or here


def _draft(one: Listed, language: str, title: str, told: GroupWords, channel: str) -> str:
    """First words, with the first of these reasons that is a fact."""
    known = {reason.name: reason for reason in one.reasons}
    reason: tuple[str, Mapping[str, str]] = ("writing", {})
    if "history" in known:
        reason = ("history", {"shared": known["history"].says.values["history"]})
    elif "with you" in known and (known["with you"].value or 0) >= OFTEN:
        reason = ("answered", {})
    elif "country" in known:
        reason = ("abroad", {"country": known["country"].says.values["country"]})
    elif "questions" in known:
        reason = ("question", {})
    return tongue.letter(
        language, name=one.person.name, chat=title, reason=reason, purpose=told.purpose, channel=channel
    )


def _note(answer: str, told: GroupWords, letters: Collection[Letter], fallback: str) -> str:
    """The note to pin, in the language that most of the letters are in."""
    kind = (
        "ask-free"
        if told.ask_free
        else {"broadcast": "broadcast", "archive": "archive", "leave": "leaving"}.get(answer)
    )
    if kind is None:
        return ""
    spoken = Counter(letter.language for letter in letters).most_common(1)
    return tongue.note(spoken[0][0] if spoken else fallback, kind)
