"""Records out of mails, the same for a mailbox and for single files; every mail is read, passed over or a problem."""

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from kithbook.formats.contract import Answers
from kithbook.formats.mail.address import Address
from kithbook.formats.mail.body import Body
from kithbook.formats.mail.header import Fields, raw_text, words
from kithbook.formats.mail.letter import Letter, folders, is_auto_reply, is_expunged, letter
from kithbook.formats.mail.mbox import Raw
from kithbook.formats.mail.moment import DAY, Moment, of_envelope, of_station, written
from kithbook.formats.mail.owner import Survey, survey
from kithbook.formats.mail.reply import own_words
from kithbook.formats.mail.rooms import Room, room
from kithbook.formats.mail.words import IS_FORWARD, IS_REPLY, NOT_EXCHANGED
from kithbook.vocabulary import Chat, Contact, Handle, Message, Problem, Record, Tally

PLATFORM: Final = "mail"
KEEP: Final = 4 << 20  # bytes of one mail that are held; what is left out of a longer one is an attachment
KEEP_HEAD: Final = 512 << 10  # the same, for the first look
MOST_CHATS: Final = 200_000
MOST_MET: Final = 500_000  # pairs of a chat and a member, and mails, that are remembered; then they are told again
NOTICE: Final = 2_000  # characters of what a machine wrote
LONGEST_ID: Final = 998  # characters of a line (RFC 5322, 2.1.1)
IDS: Final = re.compile(r"<([^<>]{1,998})>")
NO_TIME: Final = "A mail without a date that can be read."
NO_SENDER: Final = "A mail that does not say who wrote it."
NO_MAIL: Final = "Something that is no mail."
TOO_MANY: Final = "A mail of one chat more than anybody has."


class Unit(NamedTuple):
    """One mail of an export: in which file, in which folder (as a role of `words.FOLDERS`, or ""), and its bytes."""

    file: str
    role: str
    raw: Raw


def read(walk: Callable[[int], Iterator[Unit]], answers: Answers, title: str, *, is_quoted: bool) -> Iterator[Record]:
    """The records of all mails. ``walk`` goes through them, keeping so many bytes of each; it is called twice.

    ``title`` is that of the file; ``is_quoted`` is True in a mailbox, whose texts quote lines that begin with "From ".
    """
    seen = survey(((unit.role, unit.raw) for unit in walk(KEEP_HEAD) if unit.raw.is_mail), answers)
    if seen.choice is not None:
        yield seen.choice
    reading = _Reading(seen, title, is_quoted)
    for unit in walk(KEEP):
        yield from reading.records(unit)
    yield reading.tally()


class _Reading:
    """One walk through the mails: which chats and people were told of, and what has been counted."""

    def __init__(self, seen: Survey, title: str, is_quoted: bool) -> None:
        self.seen, self.title, self.is_quoted = seen, title, is_quoted
        self.total = self.blank = self.not_read = 0
        self.refs: dict[str, str] = {}
        self.met: set[tuple[str, str]] = set()
        self.told: set[int] = set()

    def records(self, unit: Unit) -> Iterator[Record]:
        """What one mail makes: at least a message, a problem, or nothing where it was never exchanged."""
        self.total += 1
        if not unit.raw.is_mail:
            yield self._problem(unit.file, NO_MAIL)
            return
        mail = letter(unit.raw)
        if not NOT_EXCHANGED.isdisjoint(folders(mail.head) | {unit.role}) or is_expunged(mail.head):
            self.blank += 1
            return
        moment = _moment(mail.head, unit.raw.envelope)
        if mail.sender is None or moment is None:
            yield self._problem(unit.file, NO_SENDER if mail.sender is None else NO_TIME)
            return
        place = room(mail, mail.sender, unit.raw.envelope, self.seen, self.title)
        ref = self.refs.get(place.key)
        if ref is None:
            if len(self.refs) == MOST_CHATS:
                yield self._problem(unit.file, TOO_MANY)
                return
            ref = self.refs[place.key] = str(len(self.refs) + 1)
            yield Chat(ref, PLATFORM, place.key, place.title, place.kind, place.size)
        message = self._message(mail, mail.sender, moment, ref, place)
        if message.id and self._is_copy(message):
            self.blank += 1
            return
        for each in place.members:
            yield from self._introduced(ref, each)
        yield message

    def tally(self) -> Tally:
        """How everything was accounted for."""
        return Tally("record", self.total, self.total - self.blank - self.not_read, self.blank, self.not_read)

    def _introduced(self, ref: str, each: Address) -> Iterator[Contact]:
        if (ref, each.key) in self.met:
            return
        if len(self.met) >= MOST_MET:
            self.met.clear()
        self.met.add((ref, each.key))
        name = self.seen.names.get(each.key) or each.name
        is_me = True if self.seen.is_sure and each.key in self.seen.own else None
        mails = (each.key,) if "@" in each.key else ()
        yield Contact(Handle(PLATFORM, each.key, name), ref, is_me, mails=mails, line=self.total)

    def _is_copy(self, message: Message) -> bool:
        """Whether the same mail came before, as it does to who sent it, or who got it over a list as well."""
        mark = hash((message.chat, message.id, message.at, message.text))
        if mark in self.told:
            return True
        if len(self.told) >= MOST_MET:
            self.told.clear()
        self.told.add(mark)
        return False

    def _message(self, mail: Letter, sender: Address, moment: Moment, ref: str, place: Room) -> Message:
        head = mail.head
        subject = words(head.get("subject", b""), mail.charset)
        reply_to = _id(head, "in-reply-to", 0) or _id(head, "references", -1)
        is_forward = IS_FORWARD.match(subject) is not None
        is_reply = not is_forward and (bool(reply_to) or IS_REPLY.match(subject) is not None)
        body = Body(head, mail.data, mail.start, is_reply=is_reply, is_quoted=self.is_quoted)
        kind, text = _words_of(body, subject, is_reply, begins=not is_reply and not is_forward)
        speaks = place.speaks
        if not speaks:
            text = text[:NOTICE]
        elif is_auto_reply(head, subject):
            kind, speaks = "system", False
        return Message(
            ref,
            sender.key if speaks else "",
            moment.at,
            kind,
            text,
            self.total,
            1,
            moment.zone,
            _id(head, "message-id", 0),
            reply_to,
            mentions=_meant(mail, sender, place),
            forwarded=is_forward,
        )

    def _problem(self, file: str, why: str) -> Problem:
        self.not_read += 1
        return Problem(file, self.total, why)


def _words_of(body: Body, subject: str, is_reply: bool, *, begins: bool) -> tuple[str, str]:
    """The kind of message that a mail is, and its text: with the subject where it begins a conversation."""
    text = own_words(body.text, is_reply)
    if text or body.is_calendar:
        shown = (subject, text) if begins or body.is_calendar else (text,)
        return "text", "\n".join(part for part in shown if part)
    if body.files:
        first = body.files[0]
        return first.kind, (subject if begins else "") or first.name or subject
    return "text", subject


def _moment(head: Fields, envelope: bytes) -> Moment | None:
    """When a mail was written; where that cannot be, when it arrived."""
    said = written(raw_text(head["date"])) if "date" in head else None
    arrived = of_station(head["received"]) if "received" in head else None
    if said is None:
        return arrived or of_envelope(envelope)
    if arrived is not None and arrived.zone and said.at > arrived.at + DAY:
        return arrived
    return said


def _meant(mail: Letter, sender: Address, place: Room) -> tuple[str, ...]:
    """Whom of a circle a mail was sent to, where others only got a copy; else it is meant for everybody."""
    if not mail.copied or place.kind != "group" or mail.list is not None:
        return ()
    return tuple(each.key for each in place.members if each.key != sender.key and each.key not in mail.copied)


def _id(head: Fields, field: str, which: int) -> str:
    """The first or last id in a field; without brackets only an id of its own is one."""
    value = raw_text(head[field], most=16 << 10) if field in head else ""
    found = IDS.findall(value)
    if found:
        return "".join(found[which].split())
    plain = value.split()
    return plain[0][:LONGEST_ID] if field == "message-id" and plain else ""
