"""First words for a message, by situation, language and tone: short, giving, asking for nothing.

A draft holds only what was given as a fact; what is not known is left out rather than guessed.
Arabic drafts are worded so that they fit whoever writes and whoever reads.
"""

import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from string import Formatter
from typing import Final

SITUATIONS: Final = ("hello after a while", "keep the thread", "from a group to one to one")
TONES: Final = ("warm", "light")

MONTHS: Final = {
    "en": [
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ],
    "zh-hans": [f"{number}月" for number in range(1, 13)],
    "ar": [
        *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
        *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ],
}
# What stands before the text where a name is known.
_GREETINGS: Final = {"en": "{name}, ", "zh-hans": "{name}，", "ar": "{name}، "}

_TEXTS: Final[dict[tuple[str, str, str], tuple[str, ...]]] = {
    ("hello after a while", "en", "warm"): (
        "I was reading back through our messages from {when} and they made me smile. "
        "No need to answer; I only wanted you to know that you came to mind.",
        "our talk of {when} came back to me today, and I am glad that we had it. "
        "Nothing to answer. I hope the days are kind to you.",
    ),
    ("hello after a while", "en", "light"): (
        "you came to mind today, by way of our messages from {when}. A wave from here, no answer needed.",
        "a small hello, with no reason but a good memory from {when}.",
    ),
    ("hello after a while", "zh-hans", "warm"): (
        "刚才翻到我们{when}的聊天，看着看着就笑了。不用回，就是想起你了，跟你说一声。",
        "今天忽然想起{when}和你聊的那些，心里挺暖的。不用回，愿你一切都好。",
    ),
    ("hello after a while", "zh-hans", "light"): (
        "今天想起你了，是因为翻到{when}的聊天。打个招呼，不用回。",
        "没什么事，就是记得{when}聊得很开心，跟你问个好。",
    ),
    ("hello after a while", "ar", "warm"): (
        "عدتُ اليوم إلى رسائلنا من {when} فابتسمت. لا حاجة إلى الرد، أردت فقط أن تصل هذه التحية.",
        "خطر لي اليوم حديثنا في {when}، وسعدتُ به من جديد. لا حاجة إلى الرد، مع أطيب الأمنيات.",
    ),
    ("hello after a while", "ar", "light"): (
        "تحية صغيرة، بعد أن مررتُ برسائلنا من {when}. لا حاجة إلى الرد.",
        "سلام من هنا، بلا سبب سوى ذكرى طيبة من {when}.",
    ),
    ("keep the thread", "en", "warm"): (
        "our last talk stayed with me. I am glad of it, and I am here whenever you feel like going on.",
        "what we talked about in {when} is still going round in my head, in a good way. "
        "Whenever you feel like it, I would enjoy going on.",
    ),
    ("keep the thread", "en", "light"): (
        "still thinking of our last talk. More whenever it suits you.",
        "a small thread from {when}, picked up again. No hurry at all.",
    ),
    ("keep the thread", "zh-hans", "warm"): (
        "上次聊的我还记着，挺开心的。你什么时候想接着聊，我都在。",
        "{when}聊的那些，这几天又想起来了。不急，等你有空再聊。",
    ),
    ("keep the thread", "zh-hans", "light"): (
        "还在想上次聊的事。不急，哪天方便再接着聊。",
        "接一下{when}的话头，不急。",
    ),
    ("keep the thread", "ar", "warm"): (
        "بقي حديثنا الأخير في بالي، وسعدتُ به. نكمله متى كان الوقت مناسبًا، بلا عجلة.",
        "ما تحدثنا عنه في {when} ما زال في بالي، وعلى خير. نكمله في أي وقت.",
    ),
    ("keep the thread", "ar", "light"): (
        "ما زلت أفكر في حديثنا الأخير. نكمله بلا عجلة.",
        "نصل الخيط من {when}، على مهل.",
    ),
    ("from a group to one to one", "en", "warm"): (
        "I always enjoy what you write in {chat}, and it felt right to say so here, only to you. Nothing to answer.",
        "a line just to you for once, outside {chat}: I like reading you there. No answer needed.",
    ),
    ("from a group to one to one", "en", "light"): (
        "a hello outside {chat} for once. I like what you write there.",
        "we mostly meet in {chat}; here is a wave just for you.",
    ),
    ("from a group to one to one", "zh-hans", "warm"): (
        "在“{chat}”里总喜欢看你说的话，想单独跟你说一声。不用回。",
        "我们多半在“{chat}”里碰面，今天单独跟你打个招呼。看你说话总是挺开心的。",
    ),
    ("from a group to one to one", "zh-hans", "light"): (
        "“{chat}”之外，单独跟你打个招呼。",
        "平时都在“{chat}”里见，今天单独问个好。",
    ),
    ("from a group to one to one", "ar", "warm"): (
        "تعجبني دائمًا كلماتك في «{chat}»، وأحببت أن أقول ذلك هنا وحدنا. لا حاجة إلى الرد.",
        "نلتقي غالبًا في «{chat}»، وهذه تحية خاصة من خارجه. تسعدني كلماتك هناك.",
    ),
    ("from a group to one to one", "ar", "light"): (
        "تحية صغيرة من خارج «{chat}».",
        "نلتقي عادة في «{chat}»، وهذه تحية خاصة.",
    ),
}
# First words that do not stand alone: parts of Arabic compound names, particles, titles.
_TWO_WORDS: Final = {
    *("عبد", "أبو", "ابو", "أم", "ام", "ابن", "بنت", "de", "da", "del", "la", "van", "von"),
    *("dr", "dr.", "mr", "mr.", "ms", "ms.", "mrs", "mrs."),
}


def address(name: str) -> str:
    """How a message would call somebody of this name: the first part of a spaced name; "" for a number or a bare sign.

    >>> address("Ines Halfmoon"), address("云三朵"), address("+44 20 7946 0958")
    ('Ines', '云三朵', '')
    """
    parts = name.replace("~", " ").split()
    if not parts or not parts[0][0].isalpha() or any(part.isdigit() and len(part) > 3 for part in parts):
        return ""
    return " ".join(parts[:2]) if parts[0].lower() in _TWO_WORDS else parts[0]


def _needs(text: str) -> set[str]:
    """The facts that a wording names."""
    return {fact for _, fact, _, _ in Formatter().parse(text) if fact}


def worded(texts: Sequence[str], facts: Mapping[str, str], name: str) -> str:
    """One of ``texts`` that the known facts carry, filled, chosen by the name; "" where they carry none."""
    known = {fact for fact in facts if facts[fact]}
    fitting = [text for text in texts if _needs(text) <= known]
    return fitting[zlib.crc32(name.encode(errors="replace")) % len(fitting)].format(**facts) if fitting else ""


def called(text: str, name: str, language: str) -> str:
    """``text`` after the name by which a message would call somebody; without one it begins with a capital."""
    if not text:
        return ""
    short = address(name)
    return _GREETINGS[language].format(name=short) + text if short else text[0].upper() + text[1:]


def _when(last: date, today: date, language: str) -> str:
    """The month of ``last``, with its year where that is not this one."""
    month = MONTHS[language][last.month - 1]
    if last.year == today.year:
        return month
    return f"{last.year}年{month}" if language == "zh-hans" else f"{month} {last.year}"


def draft(
    situation: str,
    language: str,
    *,
    tone: str = "warm",
    name: str = "",
    chat: str = "",
    last: date | None = None,
    today: date | None = None,
) -> str:
    """A first wording of a message, to be changed at will; "" where the facts do not carry any of its wordings.

    ``situation`` is one of SITUATIONS, ``language`` "en", "zh-hans" or "ar", ``tone`` one of TONES. ``last`` is the day
    of the last contact and ``today`` the day of writing; ``chat`` the group that the two share. The same facts give the
    same wording; another name may give another.

    >>> draft("from a group to one to one", "en", tone="light", name="Ines Halfmoon", chat="Lantern Street")
    'Ines, a hello outside Lantern Street for once. I like what you write there.'
    """
    facts = {"chat": chat, "when": _when(last, today, language) if last and today else ""}
    return called(worded(_TEXTS[situation, language, tone], facts, name), name, language)
