"""One message of Slack as Kithbook's record, and who appears in a chat for the first time."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from kithbook.formats.media import kind_of_file
from kithbook.formats.slack.emoji import reaction
from kithbook.formats.slack.lists import PLATFORM, SLACKBOT, clean, name_of
from kithbook.formats.slack.words import Words
from kithbook.formats.slack.written import (
    ABSENT,
    CHANGED,
    DELETED,
    EDITED,
    EMPTY,
    PROFILE,
    Written,
    identity,
    inner,
    plain,
    seconds,
    text_in,
    texts_in,
)
from kithbook.vocabulary import LAST_SECOND, Contact, Encounter, Handle, Message

NO_TIME: Final = "A message without a time that can be read."
COMMENT: Final = "file_comment"
# what people and bots say; all other subtypes tell what somebody did, but those below
SAID: Final = frozenset(
    (
        *("bot_message", "me_message", "thread_broadcast", "reply_broadcast", "slackbot_response", "file_share"),
        *(COMMENT, "file_mention", "message_replied", "assistant_app_thread", "document_comment_root"),
    )
)
DONE: Final = ("channel_", "group_", "bot_", "pinned_", "unpinned_", "reminder_", "app_conversation_", "joiner_")
CALLS: Final = ("huddle_thread", "sh_room_created", "sh_room_shared")
GONE: Final = "tombstone"
OF_FILES: Final = ("file_share", "file_mention", COMMENT)
TITLED: Final = ("quip", "space", "docs", "email", "list")  # written in Slack, so that the title is the name
SPOKEN: Final = "slack_audio"  # the subtype of a file that was spoken into Slack


class Talk:
    """Turns the messages of one chat into records, and notes down who appears in them for the first time."""

    def __init__(self, chat: str, words: Words) -> None:
        self.chat, self.words = chat, words
        self.new: list[Contact] = []
        self._ahead: Sequence[Written | None] = ()
        self._keys: dict[str, str] = {}
        self._met: set[str] = set()
        self._shown: set[str] = set()  # answers that were shown to the whole channel too
        self._profiles: dict[str, str] | None = None  # names by user in what comes next, once they are needed

    def look_ahead(self, batch: Sequence[Written | None]) -> None:
        """What comes next: there may stand the name of somebody whom no list names."""
        self._ahead = batch
        self._profiles = None

    def introduced(self) -> Iterator[Contact]:
        """The contacts that are new since the last time."""
        yield from self.new
        self.new.clear()

    def meet(self, key: str, name: str = "", line: int = 0) -> str:
        """The key itself; somebody new in this chat is noted down, and somebody whose name is new."""
        known = self.words.names.get(key, "")
        if key and (key not in self._met or (name and not known)):
            self._met.add(key)
            name = known or name
            if name:
                self.words.names[key] = name
            self.new.append(Contact(Handle(PLATFORM, key, name), self.chat, line=line))
        return key

    def record(self, raw: Written, line: int, gone: bool = False) -> Message | Encounter | str | None:
        """The record that a message becomes, why it becomes none, or None where it was shown before.

        ``gone`` says that it was deleted later; ``line`` is its number in the file.
        """
        number = raw.ts if type(raw.ts) is str else identity(raw.ts)
        first = number[:10]
        at = int(first) if number[10:11] == "." and first.isdecimal() else seconds(number)
        if not 0 <= at < LAST_SECOND:
            return NO_TIME
        subtype = raw.subtype
        if subtype:
            special = self._special(raw, number, at, line)
            if not isinstance(special, Written):
                return special
        sender = self._keys.get(raw.user or raw.bot_id or raw.username or "")
        if sender is None:
            sender = self._sender(raw, line)
        words = self.words
        text = raw.text or ""
        if raw.file is not ABSENT and subtype in OF_FILES:
            text = _written(raw, text)
        if "<" in text or "&" in text or ":" in text:
            text = words.plain(text)
        kind, forwarded = "text", False
        if raw.files is not ABSENT or raw.file is not ABSENT:
            kind, text = _filed(raw, text)
        if not text and raw.blocks is not ABSENT:
            text = words.of_blocks(plain(raw.blocks))
        if raw.attachments is not ABSENT and len(raw.attachments) > EMPTY:
            attached = plain(raw.attachments)
            forwarded = any(map(_is_shared, attached)) if isinstance(attached, list) else False
            text = text or words.of_attachments(attached)
        mentions = words.mentions() if words.mentioned else ()
        if subtype and subtype not in SAID and subtype.startswith((*DONE, *CALLS)):
            # what members did names whom it is about, and calls nobody
            kind, mentions = ("call", mentions) if subtype in CALLS else ("system", ())
        elif not text and kind == "text":
            kind = "unknown"
        thread = raw.thread_ts
        return Message(
            self.chat,
            sender,
            at,
            "deleted" if gone else kind,
            text,
            line,
            1,
            "UTC",
            number,
            "" if thread is None or thread == raw.ts else identity(thread),
            () if raw.reactions is ABSENT else _reactions(plain(raw.reactions)),
            mentions,
            raw.edited is not ABSENT and len(raw.edited) > EMPTY,
            forwarded,
        )

    def _special(self, raw: Written, number: str, at: int, line: int) -> "Message | Encounter | Written | str | None":
        """What is no message of its own: a call, something deleted or changed, a repeated answer; else ``raw``."""
        subtype = raw.subtype
        if subtype == "thread_broadcast":
            if number in self._shown:
                return None
            self._shown.add(number)
        elif subtype in CALLS and len(raw.room) > EMPTY:
            return self._call(raw, number, at, line)
        elif subtype == DELETED and (former := inner(raw.previous_message)) is not None:
            former.ts = former.ts or raw.deleted_ts
            return self.record(former, line, gone=True)
        elif subtype == CHANGED and (newer := inner(raw.message)) is not None:
            newer.edited = EDITED
            return self.record(newer, line)
        elif subtype in (GONE, DELETED):
            who = "" if raw.user in (None, SLACKBOT) else self._sender(raw, line)
            thread = "" if raw.thread_ts in (None, raw.ts) else identity(raw.thread_ts)
            return Message(self.chat, who, at, "deleted", raw.text or "", line, 1, "UTC", number, thread)
        return raw

    def _sender(self, raw: Written, line: int) -> str:
        """The key of who wrote it: a user, else a bot, else nobody."""
        key = clean(raw.user or raw.bot_id or _of_what_was_sent(raw))
        name = raw.username or ""
        if len(raw.bot_profile) > EMPTY:
            bot = plain(raw.bot_profile)
            name, key = name or text_in(bot, "name"), key or clean(text_in(bot, "id"))
        name = name or self._profile_name(raw)
        key = key or clean(name)
        self.meet(key, name.strip(), line)
        who = raw.user or raw.bot_id or raw.username
        if who and self.words.names.get(key):
            self._keys[who] = key
        return key

    def _profile_name(self, raw: Written) -> str:
        """The name in a message's profile of its sender, or in that of a later one by the same user."""
        if not raw.user or self.words.names.get(clean(raw.user)):
            return ""
        if self._profiles is None:
            self._profiles = {}
            for each in self._ahead:
                if each is not None and each.user and each.user not in self._profiles and (name := _of_profile(each)):
                    self._profiles[each.user] = name
        return self._profiles.get(raw.user) or _of_profile(raw)

    def _call(self, raw: Written, number: str, at: int, line: int) -> Message | Encounter:
        """A huddle: an encounter where it has an end, else a message."""
        room = plain(raw.room)
        room = room if isinstance(room, dict) else {}
        begin, end = room.get("date_start"), room.get("date_end")
        people = [key for name in ("participant_history", "participants") for key in texts_in(room.get(name))]
        starter = clean(text_in(room, "created_by"))
        if type(begin) is int and type(end) is int and 0 <= begin < end < LAST_SECOND:
            keys = tuple(dict.fromkeys(key for key in (starter, *map(clean, people)) if key))
            for key in keys:
                self.meet(key, line=line)
            return Encounter(
                "call", begin, keys, end - begin, "UTC", text_in(room, "name"), self.chat, line=line, id=number
            )
        text = self.words.plain(raw.text or "") or self.words.of_blocks(plain(raw.blocks)) or text_in(room, "name")
        sender = self.meet(starter, line=line) or self._sender(raw, line)
        return Message(self.chat, sender, at, "call", text, line, 1, "UTC", number, mentions=self.words.mentions())


def _of_profile(raw: Written) -> str:
    """The name that a message's own profile of its sender tells, or ""."""
    try:
        return name_of(PROFILE.decode(raw.user_profile)) if len(raw.user_profile) > EMPTY else ""
    except (ValueError, RecursionError):
        return ""


def _of_what_was_sent(raw: Written) -> str:
    """Whose the comment or the file is, where a message does not say whose it is."""
    for sent in (raw.comment, raw.file, raw.files):
        found = plain(sent) if len(sent) > EMPTY else None
        first = found[0] if isinstance(found, list) and found else found
        if user := text_in(first, "user"):
            return user
    return ""


def _written(raw: Written, text: str) -> str:
    """What somebody wrote with a file or on it, until 2018: ``text`` is then a sentence of Slack's own about it."""
    if raw.subtype == COMMENT:
        return text_in(plain(raw.comment), "comment") or text
    file = plain(raw.file)
    return text_in(file.get("initial_comment"), "comment") if isinstance(file, dict) and file else text


def _filed(raw: Written, text: str) -> tuple[str, str]:
    """Kind and text of a message with files: the first one's kind; the caption, else their names."""
    files = plain(raw.files) if len(raw.files) > EMPTY else [plain(raw.file)]
    files = [each for each in files if isinstance(each, dict)] if isinstance(files, list) else []
    if not files or raw.subtype == COMMENT:
        return "text", text
    first = files[0]
    kind = kind_of_file(text_in(first, "mimetype"), text_in(first, "name"))
    if text_in(first, "subtype") == SPOKEN:
        kind = "voice"
    elif text_in(first, "mode") == "tombstone":
        kind = "media" if text else "deleted"
    elif text_in(first, "mode") == "hidden_by_limit":  # only the id is left
        kind = "media"
    return kind, text or ", ".join(name for name in map(_file_name, files) if name)


def _file_name(file: dict[str, Any]) -> str:
    first, second = ("title", "name") if text_in(file, "mode") in TITLED else ("name", "title")
    return text_in(file, first) or text_in(file, second)


def _reactions(found: Any) -> tuple[tuple[str, int], ...]:
    """Pairs (what, how many)."""
    told = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
    return tuple((reaction(text_in(each, "name")), each["count"]) for each in told if type(each.get("count")) is int)


def _is_shared(attachment: Any) -> bool:
    return isinstance(attachment, dict) and attachment.get("is_share") is True
