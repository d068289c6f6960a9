"""First words to somebody: which situation it is, what is known for it, where it can be opened. Never sent."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote

from kithbook import words
from kithbook.book import favouring, giving, knowing, modelling, moments, naming, occasions
from kithbook.book.preferences import settings
from kithbook.book.reasons import NEWS_WORDS
from kithbook.store import models, timeline
from kithbook.store import people as shelf
from kithbook.store.rooms import Home
from kithbook.vocabulary import Refused, say
from kithbook.vocabulary.answers import DraftAnswer, Named, Occasion, Offer

if TYPE_CHECKING:
    from kithbook.book.suggesting import Person

DAY: Final = 86_400
A_WHILE: Final = 60 * DAY  # a silence after which a message greets instead of going on
SUBJECT: Final = 60  # characters of a mail's subject
_SAD: Final = ("ill", "loss")
_PLAIN: Final = ("travel", "left job", "exam", "moved")  # nothing to congratulate on
_USER: Final = re.compile(r"(?:https?://)?(?:www\.)?(?:t\.me|telegram\.me)/([A-Za-z]\w{3,31})/?")


class Drafted(NamedTuple):
    """A draft with what it is one of."""

    text: str
    situation: str
    tone: str


def first(
    each: "Person",
    home: Home | None,
    reason: Occasion,
    offer: Offer | None,
    language: str,
    zone: str,
    now: int,
    *,
    tone: str = "",
    turn: int = 0,
) -> Drafted:
    """A draft for the reason, in ``language``; what is not known is left out, and without anything to say it is "".

    Without a ``tone`` it is warm to those who are close, light to others.
    """
    tone = tone or ("warm" if (each.tie.strength.value or 0) >= 0.4 else "light")
    situation = _situation(each, home, reason, offer, now)
    if not situation:
        return Drafted("", "", tone)
    text = words.draft(
        situation,
        language,
        tone=tone,
        name=each.line.shown,
        facts=_facts(home, reason, offer, language),
        last=None if each.tie.last is None else moments.day(each.tie.last, zone),
        today=moments.day(now, zone),
        turn=turn,
    )
    return Drafted(text, situation, tone)


def _situation(each: "Person", home: Home | None, reason: Occasion, offer: Offer | None, now: int) -> str:
    """Which of words.SITUATIONS it is; "" where nothing could be said truly."""
    if reason.kind in {"birthday", "promise", "question"}:
        return {"birthday": "birthday", "promise": "check in on a promise", "question": "answer a question"}[
            reason.kind
        ]
    if reason.kind == "news" and (kind := _news(reason)) not in _PLAIN:
        return "condole" if kind in _SAD else "congratulate"
    if offer is not None and offer.kind == "piece" and reason.kind != "waiting":
        return "share a piece"
    if home is None:  # known from a list alone: of a talk nothing can be said
        there = models.Handle.objects.filter(pk__in=each.handles, platform="linkedin").exists()
        return "connect" if there else ""
    if not home.direct:
        return "connect" if home.platform == "linkedin" else "from a group to one to one"
    silent = each.tie.last is None or now - each.tie.last >= A_WHILE
    return "hello after a while" if silent and reason.kind != "waiting" else "keep the thread"


def _news(reason: Occasion) -> str:
    told = reason.says.values.get("news")
    return next((kind for kind, said in NEWS_WORDS.items() if said == told), "")


def _facts(home: Home | None, reason: Occasion, offer: Offer | None, language: str) -> dict[str, str]:
    told: dict[str, Any] = reason.says.values
    facts = {"chat": "" if home is None or home.direct else home.title}
    if reason.kind == "news" and (kind := _news(reason)):
        facts["news"] = words.phrase(kind, language)
    if reason.kind == "question":
        facts |= {"topic": str(told["topic"]), "chat": str(told["chat"]), "piece": str(told["piece"])}
    if reason.kind == "promise":
        facts["promise"] = str(told["what"])
    if offer is not None and offer.kind == "piece":
        facts |= {"piece": offer.title, "link": offer.link}
        if offer.because:
            facts["topic"] = offer.because[0]
    return {name: value for name, value in facts.items() if value}


class _Whole(NamedTuple):
    """A draft with all that it was made from."""

    each: "Person"
    platform: str
    language: str
    facts: dict[str, str]
    drafted: Drafted


def _whole(name: str | int, now: int, tone: str, turn: int, key: str) -> _Whole:
    from kithbook.book import suggesting

    if tone and tone not in words.TONES:
        raise Refused(say("There is no tone {word}. Choose {words}.", word=tone, words=", ".join(words.TONES)))
    person, prefs = naming.find_person(name), settings()
    line = shelf.lines([person.pk])[0]
    each = suggesting.people([line], now)[0]
    told = occasions.coming(moments.day(now, prefs.zone), [line.id], now=now)
    reason = suggesting.reasons([line], told, {}, prefs, now)[0][line.id][0]
    talk = timeline.last_talk(each.direct, each.handles)
    home = next((home for home in each.homes if talk is not None and home.id == talk.chat), None)
    texts = [] if talk is None else timeline.last_texts(talk, each.handles)
    language = words.language(texts) if texts else prefs.language or "en"
    library = giving.library()
    offer = library.offer(line.id, each.direct, each.handles, home, language, prefs.zone, reason=reason, key=key)
    if key:  # the piece itself is what it is about
        reason = Occasion("none", reason.says)
    drafted = first(each, home, reason, offer, language, prefs.zone, now, tone=tone, turn=turn)
    facts = _facts(home, reason, offer, language)
    return _Whole(each, "" if home is None else home.platform, language, facts, drafted)


def draft(name: str | int, *, now: int, tone: str = "", turn: int = 0, key: str = "") -> DraftAnswer:
    """First words to somebody, for what speaks for now; ``tone`` is "light" or "warm", ``turn`` numbers the wordings.

    ``key`` names the piece that goes along, else the one that fits best. Raises Refused for a tone that there is not.
    """
    whole = _whole(name, now, tone, turn, key)
    return _answer(whole, whole.drafted.text, turn, now)


def look_polish(name: str | int, *, now: int, tone: str = "", turn: int = 0, key: str = "") -> str:
    """Exactly what would be sent to the language model to polish this draft. Raises Refused where none is set up."""
    return modelling.would_send(_ask(_whole(name, now, tone, turn, key)))


def polished(name: str | int, *, now: int, seen: str, tone: str = "", turn: int = 0, key: str = "") -> DraftAnswer:
    """The draft as the language model polished it; ``seen`` is what was looked at (`look_polish`), and nothing else is
    sent. Raises Refused for whatever goes wrong; the draft then stays as it is.
    """
    whole = _whole(name, now, tone, turn, key)
    return _answer(whole, modelling.polish(_ask(whole), seen=seen), turn, now)


def _ask(whole: _Whole) -> words.Ask:
    return words.Ask(
        situation=whole.drafted.situation,
        language=whole.language,
        tone=whole.drafted.tone,
        draft=whole.drafted.text,
        facts=whole.facts,
        name=whole.each.line.shown,
        masked=modelling.model_settings().masked,
    )


def _answer(whole: _Whole, text: str, turn: int, now: int) -> DraftAnswer:
    person = whole.each.line.id
    today = moments.day(now, settings().zone)
    return DraftAnswer(
        person=Named(person, whole.each.line.shown),
        situation=whole.drafted.situation,
        tone=whole.drafted.tone,
        turn=turn,
        language=whole.language,
        text=text,
        open=doors(whole.each.handles, whole.platform, text),
        asks=favouring.asks(person, text, favouring.favours(now=now).favours, favouring.ask_free(), today),
    )


# ------------------------------------------------------------------------------------------------ where to open it


def doors(handles: Sequence[int], platform: str, text: str) -> tuple[tuple[str, str], ...]:
    """(platform, address) of the places where the draft can be opened, that of ``platform`` first.

    WhatsApp takes the number and the text, mail the address and the text, Telegram and LinkedIn only who it is.
    """
    known = [*knowing.known(handles), *_keys(handles)]
    found: dict[str, str] = {}
    for kind, value in known:
        digits = "".join(filter(str.isdecimal, value))
        if kind == "phone" and value.strip().startswith("+") and len(digits) > 6:
            found.setdefault("whatsapp", f"https://wa.me/{digits}?text={quote(text, safe='')}")
        elif kind == "mail":
            subject = text.split("\n", 1)[0][:SUBJECT]
            found.setdefault("mail", f"mailto:{quote(value)}?subject={quote(subject)}&body={quote(text, safe='')}")
        elif kind == "link" and (user := _USER.fullmatch(value)):
            found.setdefault("telegram", f"https://t.me/{user[1]}")
        elif kind == "link" and "linkedin.com/in/" in value and value.startswith("http"):
            found.setdefault("linkedin", value)
    if platform in {"wechat", "signal", "line", "discord", "slack"}:
        found.pop("whatsapp", None)  # a number is known, but it is not where the two talk
    return tuple(sorted(found.items(), key=lambda pair: (pair[0] != platform, pair[0])))


def _keys(handles: Sequence[int]) -> list[tuple[str, str]]:
    """Numbers, addresses and user names that are keys of handles."""
    found = []
    for platform, key in models.Handle.objects.filter(pk__in=handles).values_list("platform", "key"):
        if platform == "whatsapp" and key.startswith("+"):
            found.append(("phone", key))
        elif platform == "mail" and "@" in key:
            found.append(("mail", key))
        elif platform == "linkedin" and "/in/" in key:
            found.append(("link", key if key.startswith("http") else f"https://www.linkedin.com{key}"))
    return found
