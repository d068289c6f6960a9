"""One mail's head as people understand it: who wrote to whom, whether a machine did, whether it came over a list."""

import functools
import re
from typing import Final, NamedTuple

from kithbook.formats.mail.address import Address, addresses
from kithbook.formats.mail.header import Fields, content, fields, split, words
from kithbook.formats.mail.mbox import Raw
from kithbook.formats.mail.words import FOLDERS, IS_AWAY

SENDERS: Final = ("from", "sender", "resent-from", "return-path")  # the first that names somebody
DELIVERED: Final = (
    *("delivered-to", "x-delivered-to", "envelope-to", "x-envelope-to", "x-apparently-to", "x-original-to"),
)
SECOND_LEVEL: Final = ("com", "org", "net", "gov", "edu")  # under the domains of countries
# names of mailboxes that no person writes from
MACHINE: Final = re.compile(
    r"(?:.*[._+-])?(?:no-?reply|do-?not-?reply|donotreply|no-?response|mailer-daemon|mailerdaemon|postmaster|bounces?|"
    r"notifications?|notify|newsletters?|auto-?confirm|auto-?mailer|automated|autoreply|alerts?|nobody|root|cron|"
    r"www-data|apache|daemon|system|mailer)(?:[._+-].*)?"
)
BRACKETED: Final = re.compile(r"<([^<>\s]{1,200})>")
MAILTO: Final = re.compile(rb"<mailto:([^<>?\s]{3,200})", re.IGNORECASE)
LIST_ADDRESS: Final = re.compile(r"([^\s<>;,\"]{1,100}@[^\s<>;,\"]{1,100})")
ENVELOPE_SENDER: Final = re.compile(rb"From (\S{1,200}@\S{1,200}|[\w.+=-]{1,100} at [\w.-]{1,100})(?= )")
QUOTED_LABEL: Final = re.compile(r'"((?:[^"]|"")*)"|([^,"]+)')
MUNGED: Final = re.compile(r"\s+(?:via|über|por)\s+.{1,100}$", re.IGNORECASE)
EXPUNGED: Final = 0x8  # of X-Mozilla-Status: thrown away, but still in the file


class MailingList(NamedTuple):
    """A mailing list: its id in lower case, its title, its address where that is told."""

    key: str
    title: str
    post: str = ""


class Letter(NamedTuple):
    """A mail. ``start`` is where in ``data`` the body begins; ``charset`` is what the head says that its text is in."""

    head: Fields
    data: bytes
    start: int
    charset: str
    sender: Address | None
    to: tuple[Address, ...]
    hidden: tuple[Address, ...]  # that only the sender's own copy tells
    list: MailingList | None
    is_machine: bool
    copied: frozenset[str]  # the addresses of those who only got a copy


def letter(raw: Raw) -> Letter:
    """What the head of a mail says."""
    block, start = split(raw.data)
    head = fields(block)
    charset = content(head.get("content-type", b""))[1].get("charset", "")
    sender = _sender(head, raw.envelope, charset)
    meant = _people(head, ("to", "apparently-to"), charset)
    to = _people(head, ("to", "cc", "apparently-to"), charset)
    copied = frozenset(each.key for each in to) - {each.key for each in meant}
    found = mailing_list(head, sender, to)
    if found and sender and sender.key == found.post:
        sender = _behind(head, sender, charset)
    is_machine = sender is not None and _is_machine(head, sender, found, to)
    hidden = _people(head, ("bcc",), charset)
    return Letter(head, raw.data, start, charset, sender, to, hidden, found, is_machine, copied)


def _sender(head: Fields, envelope: bytes, charset: str) -> Address | None:
    for name in SENDERS:
        told = addresses(head[name], charset) if name in head else ()
        if told:  # a name of an account, without a machine, only where there is nothing better
            return next((each for each in told if "@" in each.key), told[0])
    line = ENVELOPE_SENDER.match(envelope)
    found = addresses(line[1]) if line else ()
    return found[0] if found else None


def _people(head: Fields, names: tuple[str, ...], charset: str) -> tuple[Address, ...]:
    """Everybody in these fields whose address is one that mail can be sent to, each once."""
    found: dict[str, Address] = {}
    for name in names:
        if name in head:
            for each in addresses(head[name], charset):
                if "@" in each.key:
                    found.setdefault(each.key, each)
    return tuple(found.values())


def _behind(head: Fields, sender: Address, charset: str) -> Address:
    """Who wrote to a list that puts its own address in place of the sender's (because of DMARC)."""
    for name in ("x-original-from", "reply-to"):
        for each in addresses(head.get(name, b""), charset):
            if each.key != sender.key:
                return Address(each.key, each.name or MUNGED.sub("", sender.name))
    return sender


def delivered_to(head: Fields) -> str:
    """The address of the mailbox that a mail was put into, "" where no mail server says so."""
    for name in DELIVERED:
        if name in head:
            value = head[name]
            if name == "x-apparently-to":
                value = value.partition(b" via ")[0]
            found = addresses(value) if b" " not in value.strip() else ()
            return found[0].key if found and "@" in found[0].key else ""
    return ""


def folders(head: Fields) -> frozenset[str]:
    """The folders of Gmail that a mail is in, as roles (`words.FOLDERS`)."""
    return _roles(head["x-gmail-labels"]) if "x-gmail-labels" in head else frozenset()


@functools.lru_cache(1024)
def _roles(value: bytes) -> frozenset[str]:
    labels = ((quoted or plain).replace("\\\\", "\\") for quoted, plain in QUOTED_LABEL.findall(words(value)))
    return frozenset(role for each in labels if (role := FOLDERS.get(each.strip().casefold())))


def is_expunged(head: Fields) -> bool:
    """Whether Thunderbird has thrown a mail away without taking it out of the file."""
    try:
        return bool(int(head.get("x-mozilla-status", b"0"), 16) & EXPUNGED)
    except ValueError:
        return False


def is_archived(mail: Letter, envelope: bytes) -> bool:
    """Whether a mail is from the public archive of a list, which leaves out to whom it went (Mailman's Pipermail)."""
    return not mail.to and b" at " in envelope[:200]


def is_auto_reply(head: Fields, subject: str) -> bool:
    """Whether a program answered in somebody's place, as while they are away (RFC 3834)."""
    said = head.get("auto-submitted", b"").lower()
    return (
        said.startswith(b"auto-replied")
        or "x-autoreply" in head
        or "x-autorespond" in head
        or head.get("precedence", b"").lower() == b"auto_reply"
        or IS_AWAY.match(subject) is not None
    )


# ----------------------------------------------------------------------------------------------- lists and machines


def mailing_list(head: Fields, sender: Address | None, to: tuple[Address, ...]) -> MailingList | None:
    """The list that a mail came over, None where it is none that people talk on."""
    posts = MAILTO.findall(head.get("list-post", b""))
    post = posts[0].decode("utf-8", "replace").lower() if posts else ""
    if "list-id" in head:
        return _by_id(head, words(head["list-id"]), post, to)
    for name in ("mailing-list", "x-beenthere", "x-mailing-list", "x-mailinglist"):
        if name in head:
            told = LIST_ADDRESS.search(words(head[name]).lower())
            key = told[1] if told else words(head[name]).lower()[:200]
            return MailingList(key, key.partition("@")[0], post or (key if told else "")) if key else None
    delivered = words(head.get("delivered-to", b""))
    if delivered.startswith("mailing list "):
        key = delivered[13:].strip().lower()
        return MailingList(key, key.partition("@")[0], key)
    if post or (head.get("precedence", b"").lower() == b"list" and to):
        key = post or to[0].key
        return None if sender and key == sender.key else MailingList(key, key.partition("@")[0], key)
    return None


def _by_id(head: Fields, value: str, post: str, to: tuple[Address, ...]) -> MailingList | None:
    """The list of a field List-Id (RFC 2919); not where only its owner writes, as in a newsletter."""
    bracketed = BRACKETED.search(value)
    told = bracketed or LIST_ADDRESS.search(value)
    key = (told[1] if told else value).lower()[:200]
    if not key:
        return None
    here = next((each.key for each in to if each.key.replace("@", ".") == key or each.key == key), "")
    is_talk = bool(post or here or "x-beenthere" in head or "mailing-list" in head or "x-mailman-version" in head)
    if not is_talk and head.get("precedence", b"").lower() != b"list" and "list-unsubscribe" in head:
        return None
    title = value[: bracketed.start()].strip(" \"'") if bracketed else ""
    return MailingList(key, title or key.partition("@")[0].partition(".")[0], post or here)


def _is_machine(head: Fields, sender: Address, found: MailingList | None, to: tuple[Address, ...]) -> bool:
    """Whether nobody wrote this: a newsletter, a notice, a mail that came back."""
    if is_machine_address(sender.key) or b"delivery-status" in head.get("content-type", b"").lower():
        return True
    said = head.get("auto-submitted", b"no").lower()
    if said.startswith((b"auto-generated", b"auto-notified")):
        # an invitation is sent by the calendar in the name of a person
        return b"calendar" not in head.get("sender", b"") and not IS_AWAY.match(words(head.get("subject", b"")))
    if found is not None:
        return False
    return "list-unsubscribe" in head or head.get("precedence", b"").lower() in (b"bulk", b"junk")


def is_machine_address(key: str) -> bool:
    """Whether an address is one that no person writes from.

    >>> is_machine_address("no-reply@example.org"), is_machine_address("rooty@example.org")
    (True, False)
    """
    return MACHINE.fullmatch(key.partition("@")[0]) is not None


def organisation(key: str) -> str:
    """The domain of an address without the names of machines in it.

    >>> organisation("news@e.mail.example.co.uk"), organisation("root")
    ('example.co.uk', 'root')
    """
    labels = key.rpartition("@")[2].split(".")
    is_two = len(labels[-1]) == 2 and len(labels) > 2 and (len(labels[-2]) == 2 or labels[-2] in SECOND_LEVEL)
    return ".".join(labels[-3 if is_two else -2 :])
