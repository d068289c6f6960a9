"""Which chat of the book an export's chat continues: by its key, by what was said, by title and members, or as told."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from kithbook.book.looking import ChatLook, Line
from kithbook.book.telling import told
from kithbook.formats import Answers
from kithbook.identity import PLAIN, ChatSketch, Held, Join, Relation, Sample, relate, same_chat
from kithbook.store import rows
from kithbook.store.models import Chat, Handle, Membership, Sighting
from kithbook.vocabulary import Choice, Refused, Said, say

NEAR: Final = 1_800  # seconds: where the book has a message this close, it was watching, and must hold the same line
FIRST_LOOK: Final = 24  # lines by which most chats are found to be none of it
FEW: Final = 48  # lines of a chat that its platform's key has found already
NEW: Final = "new"  # the answer that a chat is none of the book's


class Joined(NamedTuple):
    """The chat of the book that an export's chat continues, or None; how they relate; and what to ask, or None."""

    chat: Chat | None
    relation: Relation = PLAIN
    question: Choice | None = None


def keyed(platform: str, key: str) -> Chat | None:
    """The chat that the platform itself knows under ``key``."""
    found: Chat | None = Chat.every.filter(platform=platform, key=key).first() if key else None
    return found


def has_candidates(platform: str) -> bool:
    """Whether the book has any chat of this platform, so that a first look through an export is worth its time."""
    chats = Chat.objects.filter(platform=platform) if platform else Chat.objects.all()
    return bool(chats.exists())


def continued(look: ChatLook, answers: Answers) -> Joined:
    """The chat of the book that ``look`` continues, as far as can be told, or as the person has answered.

    Raises Refused where the answer names no chat of this platform.
    """
    found = keyed(look.chat.platform, look.chat.key)
    if found is not None:
        return Joined(found, _relation_of_known(found, _samples(look)))
    name = question_name(look.chat.ref)
    answer = answers.get(name, "")
    if answer == NEW:
        return Joined(None)
    return _answered(look, name, answer) if answer else _likeliest(look, name)


def question_name(ref: str) -> str:
    """How the question about one chat of an export is called."""
    return f"chat {ref}"


def _answered(look: ChatLook, name: str, answer: str) -> Joined:
    chat = Chat.objects.filter(pk=int(answer), platform=look.chat.platform).first() if answer.isdecimal() else None
    if chat is None:
        raise Refused(say("{answer} is no answer to “{name}”. Look at the preview again.", answer=answer, name=name))
    return Joined(chat, _relation(chat, _samples(look)))


def _likeliest(look: ChatLook, name: str) -> Joined:
    """The first candidate that fits, those with the same title before others; an unsure one is asked about."""
    candidates = Chat.objects.filter(platform=look.chat.platform)
    if look.chat.key:
        candidates = candidates.filter(key="")  # two keys of one platform are two chats
    new, samples, doubtful = look.sketch(), _samples(look), None
    for chat in sorted(candidates, key=lambda each: (each.title != look.chat.title, each.pk)):
        sketch = _sketch(chat)
        titled = look.chat.title in (chat.title, *sketch.titles)
        relation = _relation(chat, samples) if titled or _meets(chat, samples) else PLAIN
        join = same_chat(new, sketch, relation.compared, relation.equal)
        if join.same:
            return Joined(chat, relation, None if join.sure else _question(name, chat, join, relation))
        if not join.sure and doubtful is None:
            doubtful = Joined(None, PLAIN, _question(name, chat, join, relation))
    return doubtful or Joined(None)


def _question(name: str, chat: Chat, join: Join, relation: Relation) -> Choice:
    """Is it this chat or a new one? The likelier answer is the one that is taken where nobody answers."""
    because: Said
    if relation.compared:
        because = say(
            "{equal} of {compared} lines are the same as in {title}",
            equal=relation.equal,
            compared=relation.compared,
            title=chat.shown,
        )
    else:
        because = say("the title and the members are those of {title}", title=chat.shown)
    joins = told(say("continues {title}", title=chat.shown))
    apart = told(say("a chat of its own"))
    value = str(chat.pk) if join.same else NEW
    return Choice(name, value, told(because), sure=False, options=(str(chat.pk), NEW), samples=(joins, apart))


def _sketch(chat: Chat) -> ChatSketch:
    members = Membership.objects.filter(chat=chat).values_list("name", "handle__name", "handle__key").distinct()
    names = {name for each in members for name in (each[0], each[1] or each[2]) if name}
    titles = set(Sighting.objects.filter(chat=chat).values_list("title", flat=True))
    first, last = rows.span(chat.pk, but_not_of=0)
    return ChatSketch(chat.title, chat.kind, names, first, last, titles)


def _samples(look: ChatLook) -> list[Sample]:
    """The lines of a look, with the handles that the book has for their senders' keys."""
    lines: Sequence[Line] = look.lines()
    keys = list({key for _, _, key, _ in lines if key})
    handles: dict[str, int] = {}
    for first in range(0, len(keys), 500):
        some = Handle.every.filter(platform=look.chat.platform, key__in=keys[first : first + 500])
        handles.update(some.values_list("key", "pk"))
    return [Sample(at, key, handles.get(key), text) for at, _, key, text in lines]


def _meets(chat: Chat, samples: list[Sample]) -> bool:
    """Whether any of the longest lines, which are seldom said twice, is in the chat at all about that time."""
    longest = sorted(samples, key=lambda sample: -len(sample.text))[:FIRST_LOOK]
    return any(rows.beside(chat.pk, sample.at, 27 * 3600, sample.text) for sample in longest)


def _relation(chat: Chat, samples: list[Sample]) -> Relation:
    return relate(
        samples,
        lambda sample, within: (Held(*row) for row in rows.beside(chat.pk, sample.at, within, sample.text)),
        lambda at: rows.is_beside(chat.pk, at, NEAR),
    )


def _relation_of_known(chat: Chat, samples: list[Sample]) -> Relation:
    """The same for a chat that its key has found: a few lines show that its clock and names are the same, as mostly."""
    few = samples[:: max(1, len(samples) // FEW)]
    relation = _relation(chat, few)
    return PLAIN if relation.plain and not relation.clock else _relation(chat, samples)
