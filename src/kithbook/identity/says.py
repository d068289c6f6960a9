"""Pieces of evidence as sentences."""

from collections.abc import Callable
from typing import Final

from kithbook.identity.evidence import Piece
from kithbook.vocabulary import Said, say, say_n

# Platforms that write themselves otherwise than with one capital.
BRANDS: Final = {
    "whatsapp": "WhatsApp",
    "wechat": "WeChat",
    "linkedin": "LinkedIn",
    "kakaotalk": "KakaoTalk",
    "line": "LINE",
}
_SAYS: Final[dict[tuple[str, str], Callable[[str, str], Said]]] = {
    ("names", "same"): lambda a, b: say("same name: {a}", a=a),
    ("names", "reordered"): lambda a, b: say("same name in another order: {a}, {b}", a=a, b=b),
    ("names", "spelled"): lambda a, b: say("same name in another spelling: {a}, {b}", a=a, b=b),
    ("names", "nickname"): lambda a, b: say("names agree by a short form: {a}, {b}", a=a, b=b),
    ("names", "close"): lambda a, b: say("names nearly agree: {a}, {b}", a=a, b=b),
    ("names", "fewer"): lambda a, b: say("names agree, one is longer: {a}, {b}", a=a, b=b),
    ("names", "initials"): lambda a, b: say("names agree by an initial: {a}, {b}", a=a, b=b),
    ("names", "part"): lambda a, b: say("one name is a part of the other: {a}, {b}", a=a, b=b),
    ("names", "family"): lambda a, b: say("same family name only: {a}, {b}", a=a, b=b),
    ("names", "given"): lambda a, b: say("same given name only: {a}, {b}", a=a, b=b),
    ("names", "other"): lambda a, b: say("different names: {a}, {b}", a=a, b=b),
    ("names", "user"): lambda a, b: say("a user name tells the name: {a}, {b}", a=a, b=b),
    ("phones", "same"): lambda a, b: say("same phone: {a}", a=a),
    ("phones", "fixed"): lambda a, b: say("same landline: {a}", a=a),
    ("phones", "office"): lambda a, b: say("same phone, which many share: {a}", a=a),
    ("phones", "other name"): lambda a, b: say("same phone under different names, shared or passed on: {a}", a=a),
    ("phones", "long after"): lambda a, b: say("same phone, long after; it may have been passed on: {a}", a=a),
    ("phones", "different"): lambda a, b: say("different phones: {a}, {b}", a=a, b=b),
    ("mails", "same"): lambda a, b: say("same mail: {a}", a=a),
    ("mails", "office"): lambda a, b: say("same mail, which many share: {a}", a=a),
    ("mails", "role"): lambda a, b: say("same mail, which is an office's: {a}", a=a),
    ("mails", "other name"): lambda a, b: say("same mail under different names: {a}", a=a),
    ("mails", "local"): lambda a, b: say("same name at two mail providers: {a}, {b}", a=a, b=b),
    ("mails", "close"): lambda a, b: say("mails nearly agree: {a}, {b}", a=a, b=b),
    ("mails", "different"): lambda a, b: say("different mails: {a}, {b}", a=a, b=b),
    ("users", "account"): lambda a, b: say("same account: {a}", a=a),
    ("users", "other name"): lambda a, b: say("same account under different names: {a}", a=a),
    ("users", "same"): lambda a, b: say("same user name: {a}", a=a),
    ("users", "named"): lambda a, b: say("same user name, made of the name: {a}", a=a),
    ("users", "different"): lambda a, b: say("different accounts on one platform: {a}, {b}", a=a, b=b),
    ("links", "same"): lambda a, b: say("same page: {a}", a=a),
    ("birthday", "same"): lambda a, b: say("same birthday: {a}", a=a),
    ("birthday", "day"): lambda a, b: say("same birthday, one without a year: {a}, {b}", a=a, b=b),
    ("birthday", "slip"): lambda a, b: say("birthdays that differ by one slip: {a}, {b}", a=a, b=b),
    ("birthday", "close"): lambda a, b: say("birthdays nearly agree: {a}, {b}", a=a, b=b),
    ("birthday", "year"): lambda a, b: say("different birthdays of one year: {a}, {b}", a=a, b=b),
    ("birthday", "different"): lambda a, b: say("different birthdays: {a}, {b}", a=a, b=b),
    ("birthday", "other day"): lambda a, b: say("different birthdays: {a}, {b}", a=a, b=b),
    ("numbers", "same"): lambda a, b: say("same number: {a}", a=a),
    ("numbers", "slip"): lambda a, b: say("numbers that differ by one slip: {a}, {b}", a=a, b=b),
    ("numbers", "different"): lambda a, b: say("different numbers: {a}, {b}", a=a, b=b),
    ("places", "many"): lambda a, b: say("several places agree, such as {a}", a=a),
    ("places", "two"): lambda a, b: say("two places agree, such as {a}", a=a),
    ("places", "same"): lambda a, b: say("same place: {a}", a=a),
    ("places", "close"): lambda a, b: say("places nearly agree: {a}, {b}", a=a, b=b),
    ("places", "different"): lambda a, b: say("different places: {a}, {b}", a=a, b=b),
    ("organisations", "same"): lambda a, b: say("same organisation: {a}", a=a),
    ("organisations", "close"): lambda a, b: say("organisations nearly agree: {a}, {b}", a=a, b=b),
    ("organisations", "different"): lambda a, b: say("different organisations: {a}, {b}", a=a, b=b),
    ("roles", "same"): lambda a, b: say("same work: {a}", a=a),
    ("roles", "close"): lambda a, b: say("work nearly agrees: {a}, {b}", a=a, b=b),
    ("roles", "different"): lambda a, b: say("different work: {a}, {b}", a=a, b=b),
    ("titles", "different"): lambda a, b: say("a man and a woman: {a}, {b}", a=a, b=b),
    ("several", "one of them"): lambda a, b: say("one is the name of several people: {a}", a=a),
    ("generation", "different"): lambda a, b: say("junior and senior: {a}, {b}", a=a, b=b),
    ("generation", "only one"): lambda a, b: say("only one is called junior or senior"),
    ("chats", "together"): lambda a, b: say("both active in one chat at once"),
    ("chats", "members"): lambda a, b: say("both members of one chat"),
    ("chats", "after"): lambda a, b: say("in one chat, one began when the other had ended"),
    ("companions", "one"): lambda a, b: say("chats with the same person: {b}", b=b),
    ("companions", "two"): lambda a, b: say("chats with the same two people, such as {b}", b=b),
    ("companions", "several"): lambda a, b: say_n(
        "chats with {count} of the same people, such as {b}",
        "chats with {count} of the same people, such as {b}",
        int(a),
        b=b,
    ),
    ("platform", "two accounts"): lambda a, b: say("two accounts on {a}", a=BRANDS.get(a, a.capitalize())),
}


def sentence(piece: Piece) -> Said:
    """The sentence for a piece of evidence."""
    return _SAYS[piece.field, piece.level](piece.a, piece.b)


def told() -> frozenset[tuple[str, str]]:
    """Every (field, level) that has a sentence."""
    return frozenset(_SAYS)
