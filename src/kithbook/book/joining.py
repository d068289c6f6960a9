"""Which chat of the book an export's chat continues: by its key, by what was said, by title and members."""

from kithbook.book.looking import ChatLook
from kithbook.identity import ChatSketch, same_chat
from kithbook.store import rows
from kithbook.store.models import Chat, Membership

NEAR = 1_800  # seconds: where the book has a message this close, it was watching, and must hold the same line


def keyed(platform: str, key: str) -> Chat | None:
    """The chat that the platform itself knows under ``key``."""
    found: Chat | None = Chat.every.filter(platform=platform, key=key).first() if key else None
    return found


def has_candidates(platform: str) -> bool:
    """Whether the book has any chat of this platform, so that a first look through an export is worth its time."""
    return bool(Chat.objects.filter(platform=platform).exists())


def continued(look: ChatLook) -> Chat | None:
    """The chat of the book that ``look`` continues, or None where it is new."""
    found = keyed(look.chat.platform, look.chat.key)
    if found is not None:
        return found
    candidates = Chat.objects.filter(platform=look.chat.platform)
    if look.chat.key:
        candidates = candidates.filter(key="")  # two keys of one platform are two chats
    new = look.sketch()
    # The same title first: where several would do, that is the likelier one.
    for chat in sorted(candidates, key=lambda each: (each.title != look.chat.title, each.pk)):
        compared, equal = _compare(chat.pk, look.samples)
        if same_chat(new, _sketch(chat), compared, equal):
            found = chat
            break
    return found


def _sketch(chat: Chat) -> ChatSketch:
    members = Membership.objects.filter(chat=chat).values_list("handle__name", "handle__key").distinct()
    first, last = rows.span(chat.pk, but_not_of=0)
    return ChatSketch(chat.title, chat.kind, {name or key for name, key in members}, first, last)


def _compare(chat: int, samples: list[tuple[int, str]]) -> tuple[int, int]:
    """How many sampled lines fall where the book was watching this chat, and how many of them it holds."""
    compared = equal = 0
    for at, text in samples:
        near = rows.all_of(
            "SELECT at = %s AND text = %s FROM store_message WHERE chat_id = %s AND at BETWEEN %s AND %s"
            " AND source_id NOT IN (SELECT id FROM store_import WHERE hides) ORDER BY 1 DESC LIMIT 1",
            (at, text, chat, at - NEAR, at + NEAR),
        )
        if near:
            compared += 1
            equal += near[0][0]
    return compared, equal
