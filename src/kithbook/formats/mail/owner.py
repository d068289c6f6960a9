"""A first look through a mailbox: whose it is, what everybody is called, and the addresses of mailing lists."""

from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from kithbook.formats.contract import Answers
from kithbook.formats.mail.header import words
from kithbook.formats.mail.letter import delivered_to, folders, is_archived, letter
from kithbook.formats.mail.mbox import Raw
from kithbook.formats.mail.words import NOT_EXCHANGED, SENT, TAG
from kithbook.vocabulary import Choice

MOST_NAMES: Final = 100_000  # of addresses; whoever comes later is called by what the first mail of theirs says
MOST_LISTS: Final = 10_000
ENOUGH: Final = 5  # mails, before being in nearly all of them tells anything
MOST_OWN: Final = 3  # addresses whose mail one person gathers in one mailbox
NOBODY: Final = "nobody"  # the answer that none of the offered addresses is the owner's


class Survey(NamedTuple):
    """What a mailbox shows as a whole. ``own`` are the owner's addresses; ``is_sure`` where mail servers or folders
    say so, not only how often they come; ``lists`` is the id of each mailing list by its address; ``tag`` is what the
    subjects in a list's archive begin with.
    """

    own: frozenset[str]
    is_sure: bool
    names: dict[str, str]
    lists: dict[str, str]
    tag: str
    choice: Choice | None


def survey(mails: Iterable[tuple[str, Raw]], answers: Answers) -> Survey:
    """Look at the head of each mail; the pairs are (role of the folder, mail)."""
    looked = _Looked()
    for role, raw in mails:
        looked.see(role, raw)
    return looked.survey(answers)


class _Looked:
    def __init__(self) -> None:
        self.mails = self.delivered = self.archived = 0
        self.into: Counter[str] = Counter()
        self.sent: Counter[str] = Counter()
        self.wrote: Counter[str] = Counter()
        self.got: Counter[str] = Counter()
        self.present: Counter[str] = Counter()
        self.tags: Counter[str] = Counter()
        self.names: dict[str, str] = {}
        self.lists: dict[str, str] = {}

    def see(self, role: str, raw: Raw) -> None:
        """Count what one mail says."""
        mail = letter(raw)
        roles = folders(mail.head) | {role}
        if not NOT_EXCHANGED.isdisjoint(roles) or mail.sender is None:
            return
        if SENT in roles:
            _count(self.sent, mail.sender.key)
        into = delivered_to(mail.head)
        if into:
            self.delivered += 1
            _count(self.into, into)
        if mail.list is not None:
            if mail.list.post and len(self.lists) < MOST_LISTS:
                self.lists.setdefault(mail.list.post, mail.list.key)
        elif is_archived(mail, raw.envelope):
            self.archived += 1
            tag = TAG.match(words(mail.head.get("subject", b""), mail.charset))
            _count(self.tags, tag[1] if tag else "")
        else:
            self._count(mail.sender.key, {each.key for each in mail.to})
        self._name(mail.sender.key, mail.sender.name, mail.is_machine)
        for each in mail.to:
            self._name(each.key, each.name, mail.is_machine)

    def _count(self, sender: str, to: set[str]) -> None:
        self.mails += 1
        _count(self.wrote, sender)
        for key in to:
            _count(self.got, key)
        for key in {sender, *to}:
            _count(self.present, key)

    def _name(self, key: str, name: str, is_machine: bool) -> None:
        if name and not is_machine and key not in self.names and len(self.names) < MOST_NAMES:
            self.names[key] = name

    def survey(self, answers: Answers) -> Survey:
        """What follows from all of it."""
        own, is_sure, choice = self._owner(answers)
        tag, count = self.tags.most_common(1)[0] if self.tags else ("", 0)
        return Survey(own, is_sure, self.names, self.lists, tag if 2 * count > self.archived else "", choice)

    def _owner(self, answers: Answers) -> tuple[frozenset[str], bool, Choice | None]:
        told = answers.get("owner", "")
        if told:
            keys = [] if told == NOBODY else [key.strip().lower() for key in told.replace(",", " ").split()]
            return frozenset(keys), bool(keys), Choice("owner", told, "as you said")
        own = {key for key, count in self.sent.items() if 10 * count >= sum(self.sent.values())} | self._delivered()
        if own:
            return (
                frozenset(own),
                True,
                Choice("owner", " ".join(sorted(own)), "mail was delivered to it or sent from it"),
            )
        return self._likely()

    def _delivered(self) -> set[str]:
        """The address, or the few, that nearly all mail was delivered to."""
        often = [key for key, count in self.into.items() if 5 * count >= self.delivered]
        told = sum(self.into[key] for key in often)
        if len(often) > 1 and (len(often) > MOST_OWN or min(self.into[key] for key in often) < ENOUGH):
            return set()
        return set(often) if 5 * told >= 4 * self.delivered else set()

    def _likely(self) -> tuple[frozenset[str], bool, Choice | None]:
        """Who both wrote and got mail, and is in nearly all of them; asked about where it is less clear."""
        ranked = [key for key, _ in self.present.most_common(3)]
        if self.mails < ENOUGH or not ranked:
            return frozenset(), False, None
        shares = [self.present[key] / self.mails for key in ranked]
        first = ranked[0]
        if self.wrote[first] and self.got[first] and shares[0] >= 0.8 and max(shares[1:], default=0) <= 0.6:
            return frozenset((first,)), False, Choice("owner", first, "it is in nearly all mails")
        offered = tuple(key for key, share in zip(ranked, shares, strict=True) if share >= 0.5)
        if not offered:
            return frozenset(), False, None
        samples = (*(self.names.get(key, key) for key in offered), "")
        because = "no mail says whose mailbox it is"
        return frozenset(), False, Choice("owner", NOBODY, because, False, (*offered, NOBODY), samples)


def _count(counter: Counter[str], key: str) -> None:
    """Count, without growing for ever where every mail names other addresses."""
    if key in counter or len(counter) < MOST_NAMES:
        counter[key] += 1
