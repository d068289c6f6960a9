"""Which chat of the book an export's chat continues: by its key, by what was said, by title and members, or as told."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from kithbook.book.looking import ChatLook, Line
from kithbook.book.telling import told
from kithbook.formats import Answers
from kithbook.identity import PLAIN, ChatSketch, Held, Join, Relation, Sample, bare_title, relate, same_chat
from kithbook.identity.relation import QUARTER, RESIDUE, TELLING, WIDEST
from kithbook.store import rows, sought
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
    """The candidate that surely fits, or else the likeliest of those that may: it is asked about."""
    new, samples = look.sketch(), _samples(look)
    doubtful: list[tuple[bool, int, Joined]] = []
    for chat in _candidates(look, samples):
        relation = _relation(chat, samples)
        join = same_chat(new, _sketch(chat), relation.compared, relation.equal)
        if join.same and join.sure:
            return Joined(chat, relation)
        if not join.sure:
            question = _question(name, chat, join, relation)
            joined = Joined(chat, relation, question) if join.same else Joined(None, PLAIN, question)
            doubtful.append((join.same, relation.equal, joined))
    return max(doubtful, key=lambda each: each[:2])[2] if doubtful else Joined(None)


def _candidates(look: ChatLook, samples: list[Sample]) -> list[Chat]:
    """The chats that hold any of the lines that tell most, or ever had the title; those with most lines first."""
    platform, title = look.chat.platform, bare_title(look.chat.title)
    chats = Chat.objects.filter(platform=platform)
    if look.chat.key:
        chats = chats.filter(key="")  # two keys of one platform are two chats
    told = Sighting.objects.filter(chat__platform=platform).values_list("chat_id", "title")
    names = [*chats.values_list("pk", "title"), *told] if title else []
    titled = {pk for pk, each in names if bare_title(each) == title}
    telling = [sample for sample in samples if len(sample.text) >= TELLING]
    longest = sorted(samples, key=lambda sample: -len(sample.text))[:FIRST_LOOK]
    # the first and the last too, because one export often ends a little after the other begins
    chosen = {*longest, *telling[: FIRST_LOOK // 2], *telling[-FIRST_LOOK // 2 :]}
    met = sought.chats(platform, [(sample.at, sample.text) for sample in chosen], WIDEST, QUARTER, RESIDUE)
    found: dict[int, Chat] = chats.in_bulk(titled | met.keys())
    return sorted(found.values(), key=lambda chat: (-met.get(chat.pk, 0), chat.pk not in titled, chat.pk))


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


def _relation(chat: Chat, samples: list[Sample]) -> Relation:
    def near(some: Sequence[Sample], within: int) -> list[list[Held]]:
        found = sought.near(chat.pk, [(sample.at, sample.text) for sample in some], within)
        return [[Held(*row) for row in lines] for lines in found]

    return relate(samples, near, lambda moments: sought.watched(chat.pk, moments, NEAR))


def _relation_of_known(chat: Chat, samples: list[Sample]) -> Relation:
    """The same for a chat that its key has found: a few lines show that its clock and names are the same, as mostly."""
    few = samples[:: max(1, len(samples) // FEW)]
    relation = _relation(chat, few)
    return PLAIN if relation.plain and not relation.clock else _relation(chat, samples)
