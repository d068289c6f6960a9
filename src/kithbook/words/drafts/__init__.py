"""First words for a message, by situation, language and tone: short, giving, mostly asking for nothing.

A draft holds only what was given as a fact; what is not known is left out rather than guessed. The wordings stand in
one file per language beside this module. Arabic is worded so that it fits whoever writes and whoever reads: no verb of
the second person but in the past, no imperative, nothing said of the owner that has a gender.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from kithbook.words.drafts.wording import MONTHS, address, called, chosen, cut, month, needs, said_day, texts, worded

__all__ = ["MONTHS", "NEEDS", "SITUATIONS", "TONES", "address", "asks", "called", "draft", "said_day", "worded"]

TONES: Final = ("warm", "light")
# Each situation with the fewest facts that carry a draft; where there are several ways, each of them does.
NEEDS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "hello after a while": (("when",), ("topic",), ("memory",)),
    "keep the thread": ((),),  # may know: when, topic
    "from a group to one to one": (("chat",),),  # topic
    "congratulate": ((),),  # news, a short noun phrase: "the new job"
    "share a piece": (("piece",),),  # a title; link, topic, because: half a sentence
    "ask for an opinion": (("piece",), ("topic",)),  # link
    "thank": ((),),  # for_what, when
    "birthday": ((),),  # never an age
    "introduce": (("other",),),  # another's name; topic, which both care about
    "invite": ((),),  # occasion, day, place
    "connect": ((),),  # a note on LinkedIn; chat, topic, when
    "a memory": (("memory",),),  # a line as it was written; when
    "answer a question": (("topic",),),  # chat, piece, link
    "condole": ((),),  # news
    "check in on a promise": (("promise",),),  # what the owner promised
}
SITUATIONS: Final = tuple(NEEDS)
_ASKING: Final = {"ask for an opinion", "introduce", "invite"}
# Here `last` is the time of which a draft speaks; elsewhere "when" is the time of a deed or of a line.
_OF_THE_LAST_TALK: Final = {"hello after a while", "keep the thread", "connect"}
_LIST: Final = {"en": ", ", "zh-hans": "，", "ar": "، "}
_LONGEST: Final = 120  # characters of a fact: a message of three sentences stays one
_NOTE: Final = 299  # LinkedIn takes notes under 300 characters, counted in UTF-16
_NAMED: Final = 40  # whoever is called by more than this is not called by name in a note


def asks(situation: str) -> bool:
    """Whether a draft of this situation asks for something, so that none is offered for who is free of asks.

    >>> asks("invite"), asks("birthday")
    (True, False)
    """
    return situation in _ASKING


def draft(
    situation: str,
    language: str,
    *,
    tone: str = "warm",
    name: str = "",
    facts: Mapping[str, str] = {},
    chat: str = "",
    last: date | None = None,
    today: date | None = None,
    turn: int = 0,
) -> str:
    """A first wording of a message, to be changed at will; "" where the facts do not carry any of its wordings.

    ``situation`` is one of SITUATIONS, ``language`` "en", "zh-hans" or "ar", ``tone`` one of TONES; ``facts`` are those
    that NEEDS names, in the language of the draft, "when" as an ISO day, month or year. ``chat`` is the group that the
    two share. ``last`` is the day of the last contact and ``today`` the day of writing: "when" for a draft about the
    last talk that quotes nothing of another time. A link stands on a line of its own below the piece. The same facts
    give the same wording; another name may give another, and each ``turn`` gives the next.

    >>> draft("from a group to one to one", "en", tone="light", name="Ines Halfmoon", chat="Lantern Street")
    'Ines, a hello outside Lantern Street for once. I like what you write there.'
    >>> draft("share a piece", "en", tone="light", facts={"piece": "Ash", "link": "https://kiln.example/ash"})
    '“Ash” made me think of you.\\nhttps://kiln.example/ash'
    """
    known = _known({"chat": chat, **facts}, language)
    if situation in _OF_THE_LAST_TALK and last and today and not known.keys() & {"when", "topic", "memory"}:
        known["when"] = month(last, today, language)
    wording = chosen(texts(language)[situation][tone], frozenset(known), name, turn)
    if situation == "connect":
        return _note(wording, known, name, language)
    short = {fact: cut(value, _LONGEST) for fact, value in known.items() if fact in needs(wording)}
    written = called(wording.format(**short), name, language)
    return f"{written}\n{known['link']}" if "piece" in short and "link" in known else written


def _known(given: Mapping[str, str], language: str) -> dict[str, str]:
    """The facts that say something, each on one line; a time in words, and what is known of a meeting as one."""
    facts = {fact: " ".join(value.split()) for fact, value in given.items()}
    facts["when"] = said_day(facts.get("when", ""), language)
    # These end a sentence of ours, which has its own full stop.
    for fact in {"because", "promise"} & facts.keys():
        facts[fact] = facts[fact].rstrip(" .。")
    facts["meeting"] = _LIST[language].join(filter(None, (facts.get(part) for part in ("occasion", "day", "place"))))
    return {fact: value for fact, value in facts.items() if value}


def _note(wording: str, facts: Mapping[str, str], name: str, language: str) -> str:
    """A note that LinkedIn takes: the facts are cut as far as it needs, the sentences never."""
    if len(address(name)) > _NAMED:
        name = ""
    notes = (
        called(wording.format(**{fact: cut(value, most) for fact, value in facts.items()}), name, language)
        for most in range(_LONGEST, 0, -1)
    )
    return next(note for note in notes if len(note.encode("utf-16-le", errors="replace")) // 2 <= _NOTE)
