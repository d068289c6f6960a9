"""What happened, told in a sentence: a meeting, a call, a message, something given or asked; and when."""

import re
from datetime import date
from typing import Final

from kithbook.words.dates import days_in
from kithbook.words.fold import fold

# In this order: who met somebody and also wrote has met them.
_SIGNS: Final = {
    "met": re.compile(
        r"\b(?:met|meet|meeting|saw|visited|visit|coffee|tea|lunch|dinner|breakfast|walk)\b"
        r"|见面|见了|碰面|吃饭|吃了|喝咖啡|喝茶|聚会|聚了|拜访|看望|散步"
        r"|(?:التقي|قابل|زرت|زار|اجتمع|لقاء|غداء|عشاء|فطور|قهوه)"
    ),
    "called": re.compile(
        r"\b(?:call|called|calls|phoned|phone|rang|video|talked|spoke)\b|电话|通话|打给|语音|视频|聊了|聊天"
        r"|(?:اتصل|مكالم|هاتف|كلم|تحدث)"
    ),
    "gave": re.compile(
        r"\b(?:gave|given|gift|lent|helped|introduced)\b|送了|送给|送她|送他|借给|帮了|介绍|(?:اعطي|اهدي|هديه|اعرت|ساعدت)"
    ),
    "asked": re.compile(r"\b(?:asked|borrowed)\b|请求|求助|借了|拜托|(?:طلبت|استعرت)"),
    "wrote": re.compile(
        r"\b(?:wrote|write|written|texted|messaged|message|mailed|emailed|letter|postcard|replied|answered)\b"
        r"|写信|写了|发了|发消息|消息|留言|回信|回复|(?:كتب|راسل|رساله|بعثت|ارسل|رددت)"
    ),
}


def deed(text: str) -> str:
    """The kind of touch that a sentence tells: "met", "called", "gave", "asked", "wrote", else "note".

    >>> deed("Called this morning"), deed("和三朵喝咖啡"), deed("likes ash glazes")
    ('called', 'met', 'note')
    """
    folded = fold(text)
    return next((kind for kind, sign in _SIGNS.items() if sign.search(folded)), "note")


# Where it happened, as the sentence names it.
_CHANNELS: Final = {
    "wechat": r"\bwechat\b|微信|ويتشات|وي تشات",
    "whatsapp": r"\bwhats ?app\b|واتس ?اب|واتس",
    "telegram": r"\btelegram\b|电报|تلغرام|تيليجرام|تليجرام",
    "signal": r"\b(?:on|via|by|over) signal\b|سيجنال",
    "linkedin": r"\blinkedin\b|领英|لينكد ?ان",
    "mail": r"\b(?:e-?mail(?:ed)?|mailed)\b|邮件|بريد",
    "phone": r"\b(?:phone[sd]?|rang)\b|电话|هاتف",
    "video": r"\b(?:video|zoom|facetime)\b|视频|فيديو",
}


def channel(text: str) -> str:
    """The channel that a sentence names: "wechat", "mail", "phone" and so on, or "".

    >>> channel("wrote on WeChat"), channel("打了电话"), channel("coffee")
    ('wechat', 'phone', '')
    """
    folded = fold(text)
    return next((name for name, sign in _CHANNELS.items() if re.search(sign, folded)), "")


def when(text: str, today: date) -> tuple[date, date | None]:
    """The day on which it happened (``today`` where none is told) and the day ahead that the sentence names, or None.

    >>> when("met Ines yesterday, again in 2 weeks", date(2026, 6, 15))
    (datetime.date(2026, 6, 14), datetime.date(2026, 6, 29))
    """
    days = days_in(text, today)
    return next((day for day in days if day <= today), today), next((day for day in days if day > today), None)
