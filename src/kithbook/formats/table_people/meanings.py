"""What a column of a table of people can mean, and which headers say so in which language."""

import json
import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from kithbook.vocabulary import Said, say

PLAIN: Final = ("name", "given", "middle", "family", "mail", "phone", "link")
CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
NO_WORD: Final = re.compile(r"[^\w']+|_")
NUMBERED: Final = re.compile(r"(?<=\D)\s?\d{1,2}$")


class Known(NamedTuple):
    """What a header says: a meaning, and how plainly (3 word for word, 2 with a word beside it, 1 somewhere in it).

    ``payer`` is set where it is about whoever paid, who counts only where nobody else is named.
    """

    meaning: str
    plainly: int
    payer: bool = False


def meanings() -> dict[str, Said]:
    """Every meaning that a column can have, with what it does, in the order in which a person chooses."""
    return {
        "name": say("the whole name"),
        "given": say("the first name"),
        "middle": say("the middle name"),
        "family": say("the family name"),
        "mail": say("a mail address"),
        "phone": say("a telephone number"),
        "link": say("the address of a page"),
        "linkedin": say("their page or name on LinkedIn"),
        "twitter": say("their page or name on X (Twitter)"),
        "github": say("their page or name on GitHub"),
        "telegram": say("their page or name on Telegram"),
        "instagram": say("their page or name on Instagram"),
        "username": say("a user name somewhere else"),
        "nickname": say("a nickname"),
        "other_name": say("another name, or the name in another script"),
        "organisation": say("where they work or study"),
        "role": say("what they do there"),
        "place": say("where they live, or a part of the address"),
        "birthday": say("the birthday"),
        "anniversary": say("an anniversary"),
        "label": say("groups or tags"),
        "connected": say("since when you are connected"),
        "met": say("where or how you met"),
        "relation": say("how they are related to you"),
        "last_contact": say("when you were last in touch"),
        "last_met": say("when you last met or spoke"),
        "rhythm": say("how often you mean to write"),
        "reminder": say("days on which to turn to them, and what for"),
        "reminder_what": say("what the reminder is about"),
        "reminder_every": say("how often the reminder comes again"),
        "favour": say("what you gave them or did for them"),
        "favour_got": say("what they gave you or did for you"),
        "dated_note": say("a log: notes, each with its day"),
        "event": say("an event that they came to"),
        "follows": say("who follows whom"),
        "notes": say("notes"),
        "meeting_date": say("when you met"),
        "attendees": say("whom you met, one or several"),
        "meeting_place": say("where you met"),
        "meeting_title": say("what the meeting was about"),
        "keep": say("something else: kept in the notes with the name of the column"),
        "ignore": say("nothing: left out"),
    }


def plain_header(text: str) -> str:
    """A header without case, marks, numbers at its end and the like, for looking it up.

    >>> plain_header("firstName"), plain_header("📧 E-Mail 2"), plain_header("Phone_Number*")
    ('first name', 'e mail', 'phone number')
    """
    text = unicodedata.normalize("NFKC", CAMEL.sub(" ", text[:200])).casefold().replace("’", "'")
    text = " ".join(NO_WORD.sub(" ", text).split())
    return NUMBERED.sub("", text)


@lru_cache(maxsize=1)
def _told() -> dict[str, list[str]]:
    """Words by what they mean in a header; in brackets those that only tell whom or what a header is about."""
    told: dict[str, list[str]] = json.loads(files(__package__).joinpath("words.json").read_text("utf-8"))
    return told


@lru_cache(maxsize=8)
def some(what: str) -> frozenset[str]:
    """The words of one of the lists in brackets."""
    return frozenset(_told()[f"({what})"])


@lru_cache(maxsize=1)
def words() -> dict[str, str]:
    """The meaning by the header, word for word; "bare name" and "spoiler" are for the guess alone."""
    lists = ((meaning, several) for meaning, several in _told().items() if not meaning.startswith("("))
    return {plain_header(word): meaning for meaning, several in lists for word in several}


def known(header: str) -> Known | None:
    """What a header says about its column, or None.

    >>> known("E-Mail-Adresse"), known("Buyer Email"), known("工作邮箱"), known("Assistant's phone")
    (Known(meaning='mail', plainly=3, payer=False), Known(meaning='mail', plainly=2, payer=True), \
Known(meaning='mail', plainly=1, payer=False), Known(meaning='keep', plainly=1, payer=False))
    """
    text = plain_header(header)
    if not text:
        return None
    by_word = words()
    if "#" in header and by_word.get(text) != "phone":  # "Attendee #" is a number, but nobody's telephone
        return None
    if text in by_word:
        return Known(by_word[text], 3)
    tokens = text.split()
    if some("of somebody else").intersection(tokens):
        return Known("keep", 1)
    payers = some("of whoever pays")
    payer = bool(payers.intersection(tokens))
    beside = some("of the same person") | payers
    for start in range(len(tokens)):
        for end in range(len(tokens), start, -1):
            if beside.issuperset((*tokens[:start], *tokens[end:])):
                meaning = by_word.get(" ".join(tokens[start:end]))
                if meaning in (*PLAIN, "bare name", "place", "organisation", "birthday"):
                    return Known("name" if meaning == "bare name" else meaning, 2, payer)
    for meaning in ("mail", "phone"):  # 工作邮箱, "Email for the newsletter"
        if any(by_word.get(token) == meaning for token in tokens) or any(
            word in text for word, what in by_word.items() if what == meaning and len(word) > 1 and not word.isascii()
        ):
            return Known(meaning, 1, payer)
    return None
