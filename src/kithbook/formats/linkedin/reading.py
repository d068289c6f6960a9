"""The records of one archive of LinkedIn: the owner, connections, conversations, invitations."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import msgspec

from kithbook.formats.contract import Answers
from kithbook.formats.linkedin.messages import is_exchanged, kind_and_text, moment, shown
from kithbook.formats.linkedin.people import PLATFORM, People, clean, full_name, profile_key
from kithbook.formats.linkedin.sheets import (
    CONNECTIONS,
    INVITATIONS,
    MESSAGES,
    NO_HEADER,
    PROFILE,
    Row,
    Sheet,
    made,
    tables,
)
from kithbook.formats.people_dates import Orders, day_of, moment_of
from kithbook.formats.source import Source
from kithbook.vocabulary import DELETED_KEY, Chat, Choice, Contact, Handle, Message, Problem, Record, Tally

MAX_HELD: Final = 8 << 20  # bytes of messages.csv that is turned around, since LinkedIn puts the newest first
MAX_KNOWN: Final = 500_000  # texts that are remembered to know the words of an invitation again
NO_NAME: Final = "A connection whose name and profile LinkedIn leaves out, because the account is closed or hidden."
NO_TIME: Final = "A row without a time that can be read."
WHOSE: Final = "An invitation that does not say who sent it, or whether it came or went."
AMERICAN: Final = "nothing in the file settles it; LinkedIn writes the month first in English"


class Invitation(NamedTuple):
    """One row of Invitations.csv, by keys: who sent it to whom, and what they wrote."""

    inviter: str
    invitee: str
    outgoing: bool
    sent: str
    text: str
    name: str
    link: str

    @property
    def other(self) -> str:
        """Whoever of the two is not the owner."""
        return self.invitee if self.outgoing else self.inviter


class Reading:
    """One walk through an archive, after a look at all of it: names, members and the owner come from several files."""

    def __init__(self, source: Source, answers: Answers) -> None:
        self.source, self.answers = source, answers
        self.sheets = [Sheet(source, name, answers) for name in tables(source)]
        self.made = made(source)
        self.people = People()
        self.orders = Orders()
        self.order = "mdy"
        self.american = False  # whether a clock of twelve hours stands beside the dates
        self.total = self.blank = self.not_read = 0
        self.seen: set[tuple[str, ...]] = set()  # conversations with who writes to whom
        self.refs: dict[str, str] = {}  # conversation -> ref
        self.met: set[tuple[str, str]] = set()  # (ref, key) of everybody introduced in a chat
        self.inviting: set[str] = set()  # whose invitations came with words
        self.known: set[int] = set()  # hashes of texts in the chats with those
        self.chats = 0

    def records(self) -> Iterator[Record]:
        """All records; raises Refused where the answer "date_order" is no order."""
        self._look()
        yield from self._choices()
        steps = {
            PROFILE: self._profile,
            CONNECTIONS: self._connections,
            MESSAGES: self._messages,
            INVITATIONS: self._invitations,
        }
        for kind, step in steps.items():
            for sheet in self.sheets:
                if sheet.kind == kind:
                    yield from step(sheet)
        for sheet in self.sheets:
            if not sheet.kind:
                self.total += 1
                yield self._problem(sheet, 1, NO_HEADER)
        yield Tally("record", self.total, self.total - self.blank - self.not_read, self.blank, self.not_read)

    # ------------------------------------------------------------------------------------------ the first look

    def _look(self) -> None:
        """Names from every file first, then who invited whom and who is in which conversation."""
        looks = {
            PROFILE: self._see_owner,
            CONNECTIONS: self._see_connection,
            MESSAGES: self._see_message,
            INVITATIONS: self._see_invitation,
        }
        for sheet in self.sheets:
            for row in sheet.data() if sheet.kind else ():
                looks[sheet.kind](row)
        for sheet in self.sheets:  # once all names are known
            for found in map(self._invitation, sheet.data()) if sheet.kind == INVITATIONS else ():
                if found is not None:
                    self.people.invited(found.inviter, found.invitee, found.outgoing)
                    self.inviting |= {found.other} if found.text else set()
        self.people.settle()

    def _see_owner(self, row: Row) -> None:
        self.people.owner_name = self.people.owner_name or full_name(row[0], row[1])

    def _see_connection(self, row: Row) -> None:
        first, last, url, *_, connected = row
        self.people.meet(url, full_name(first, last))
        self.people.connections.add(profile_key(url))
        self.orders.see((connected,))

    def _see_message(self, row: Row) -> None:
        who = tuple(row[:6])
        if who not in self.seen and is_exchanged(row) and moment(row[6]) is not None:
            self.seen.add(who)
            self.people.talk(_number(row), who[1:])

    def _see_invitation(self, row: Row) -> None:
        sender, to, sent, _, _, sender_url, to_url = row
        self.people.meet(sender_url, sender)
        self.people.meet(to_url, to)
        self.orders.see((sent,))
        self.american = self.american or sent.rstrip().endswith(("AM", "PM"))

    def _choices(self) -> Iterator[Choice]:
        encodings = [choice for sheet in self.sheets for choice in sheet.text.choices()]
        yield from encodings[:1]
        choice = self.orders.choice(self.answers)
        if choice is None:
            return
        if not choice.sure and self.american and choice.because.startswith("nothing in the file"):
            choice = msgspec.structs.replace(choice, value="mdy", because=AMERICAN)
        self.order = choice.value
        yield choice

    # ------------------------------------------------------------------------------------------ file by file

    def _rows(self, sheet: Sheet, turned: bool = False) -> Iterator[tuple[int, Row | Problem]]:
        """The rows that say something, each counted; what cannot be read is a Problem."""
        found: Iterable[tuple[int, Row | str | None]] = sheet.rows()
        if turned and sheet.size <= MAX_HELD:
            found = _oldest_first(list(found))
        for number, row in found:
            self.total += 1
            if row == "":
                self.blank += 1
            elif isinstance(row, str):
                yield number, self._problem(sheet, number, row)
            elif row is not None:
                yield number, row

    def _profile(self, sheet: Sheet) -> Iterator[Record]:
        """The owner; LinkedIn writes one row."""
        for number, row in self._rows(sheet):
            if isinstance(row, Problem):
                yield row
                continue
            first, last, maiden, headline, place, _ = row
            name = full_name(first, last)
            key = self.people.owner if name == self.people.owner_name else name
            if not key:
                yield self._problem(sheet, number, NO_NAME)
                continue
            facts = (("other_name", clean(maiden)), ("role", clean(headline)), ("place", clean(place)))
            told = tuple(fact for fact in facts if fact[1])
            yield Contact(Handle(PLATFORM, key, name), is_me=True, line=number, facts=told)

    def _connections(self, sheet: Sheet) -> Iterator[Record]:
        for number, row in self._rows(sheet):
            if isinstance(row, Problem):
                yield row
                continue
            first, last, url, mail, company, position, connected = map(str.strip, row)
            name = full_name(first, last)
            key = self.people.key(url, name)
            if not key:
                yield self._problem(sheet, number, NO_NAME)
                continue
            day = day_of(connected, self.order)
            since = day.iso if day is not None and day.year else ""
            facts = (("organisation", clean(company)), ("role", clean(position)), ("connected", since))
            yield Contact(
                Handle(PLATFORM, key, name),
                mails=(mail.lower(),) if "@" in mail else (),
                links=_links(url),
                notes=connected if connected and not since else "",
                line=number,
                facts=tuple(fact for fact in facts if fact[1]),
            )

    def _messages(self, sheet: Sheet) -> Iterator[Record]:
        for number, row in self._rows(sheet, turned=True):
            if isinstance(row, Problem):
                yield row
                continue
            if not is_exchanged(row):
                self.blank += 1
                continue
            when = moment(row[6])
            if when is None:
                yield self._problem(sheet, number, NO_TIME)
                continue
            conversation = _number(row)
            ref = self.refs.get(conversation)
            if ref is None:
                ref = self.refs[conversation] = self._ref()
                yield from self._opened(ref, row[0], conversation, number)
            sender = self.people.key(row[3], row[2])
            kind, text = kind_and_text(row[7], row[8], row[10])
            at, zone = when
            if self.inviting.intersection(self.people.talks[conversation].members) and len(self.known) < MAX_KNOWN:
                self.known.add(hash((ref, clean(shown(row[8])))))
            yield Message(ref, sender, at, kind if sender else "system", text, number, 1, zone)

    def _opened(self, ref: str, key: str, conversation: str, number: int) -> Iterator[Chat | Contact]:
        """A conversation and everybody in it."""
        talk = self.people.talks[conversation]
        others = [self.people.name(member) for member in talk.members if member != self.people.owner]
        title = talk.title or (others[0] if talk.kind == "direct" and len(others) == 1 else "")
        yield Chat(ref, PLATFORM, clean(key), title, talk.kind, seen_until=self.made)
        yield from self._introduced(ref, talk.members, number)

    def _introduced(self, ref: str, keys: Iterable[str], number: int) -> Iterator[Contact]:
        for key in keys:
            if (ref, key) not in self.met:
                self.met.add((ref, key))
                yield self.people.contact(key, ref, number)

    def _invitations(self, sheet: Sheet) -> Iterator[Record]:
        direct = self._direct()
        opened: dict[str, str] = {}
        for number, row in self._rows(sheet):
            if isinstance(row, Problem):
                yield row
                continue
            found = self._invitation(row)
            if found is None:
                yield self._problem(sheet, number, WHOSE)
                continue
            when = moment_of(found.sent, self.order)
            if found.text and (when is None or when.all_day):
                yield self._problem(sheet, number, NO_TIME)
                continue
            label = "invitation sent" if found.outgoing else "invitation received"
            handle = Handle(PLATFORM, found.other, found.name)
            yield Contact(handle, links=_links(found.link), line=number, facts=(("label", label),))
            if not found.text or when is None:
                continue
            ref = direct.get(found.other) or opened.get(found.other, "")
            if not ref:
                ref = opened[found.other] = self._ref()
                yield Chat(ref, PLATFORM, f"invitation:{found.other}", found.name, "direct", seen_until=self.made)
            elif hash((ref, clean(found.text))) in self.known:  # it became the first message of the conversation
                continue
            yield from self._introduced(ref, (found.inviter, found.invitee), number)
            yield Message(ref, found.inviter, when.at, "text", found.text, number, 1, when.zone)

    def _invitation(self, row: Row) -> Invitation | None:
        """A row by keys, None where it does not say enough."""
        sender, to, sent, text, direction, sender_url, to_url = row
        inviter, invitee = self.people.key(sender_url, sender), self.people.key(to_url, to)
        direction = direction.strip().upper()
        if not inviter or not invitee or direction not in ("OUTGOING", "INCOMING", "SENT", "RECEIVED"):
            return None
        outgoing = direction in ("OUTGOING", "SENT")
        name, link = (to, to_url) if outgoing else (sender, sender_url)
        return Invitation(inviter, invitee, outgoing, sent.strip(), shown(text).strip(), clean(name), link.strip())

    def _direct(self) -> dict[str, str]:
        """The chat of two with each person; LinkedIn begins a second one now and then: then the first of the file."""
        found: dict[str, str] = {}
        for conversation, ref in self.refs.items():
            talk = self.people.talks[conversation]
            for key in talk.members if talk.kind == "direct" else ():
                if key not in (self.people.owner, DELETED_KEY):
                    found.setdefault(key, ref)
        return found

    def _ref(self) -> str:
        self.chats += 1
        return str(self.chats)

    def _problem(self, sheet: Sheet, number: int, why: str) -> Problem:
        self.not_read += 1
        return Problem(sheet.name, number, why)


def _number(row: Row) -> str:
    """What the rows of one conversation have in common: its id, or who is in it where a row has none."""
    return row[0].strip() or "\n".join(sorted({row[3] or row[2], *(row[5] or row[4]).split(",")}))


def _links(url: str) -> tuple[str, ...]:
    """The address of a profile, with the protocol where LinkedIn leaves it out."""
    if not profile_key(url):
        return ()
    return (url if "://" in url else f"https://{url}",)


def _oldest_first(found: Sequence[tuple[int, Row | str | None]]) -> Iterable[tuple[int, Row | str | None]]:
    times = [row[6] for _, row in found if row and not isinstance(row, str) and row[6][:1] in ("1", "2")]
    return reversed(found) if times and times[0] > times[-1] else found
