"""Whether what a model wrote may stand for the draft: looked at before anybody sees it, refused in one sentence."""

import re
from collections.abc import Callable
from typing import Final

from kithbook.vocabulary import Refused, say
from kithbook.words.masking import ACCOUNT, CLOSING, LINK, MAIL, OPENING, PHONE, restored
from kithbook.words.prompting import LANGUAGES, Ask, limit, prompt, visible
from kithbook.words.scripts import is_question, language

_QUOTES: Final = {'"': '"', "“": "”", "„": "“", "«": "»", "「": "」", "『": "』"}
# A placeholder in other clothes: [person 1], {{mail 2}}, person_1.
_UNDRESSED: Final = re.compile(r"(?:[\[{(<【]\s*|\b)(?:person|mail|link|phone|account|sign)[ _-]?\d+\b", re.IGNORECASE)
_MARK_UP: Final = re.compile(
    r"```|^\s*#{1,6}\s|\*\*|^\s*[-*]\s|</?[a-z][^>]*>|[⟪⟫]|^\s*\|\s", re.MULTILINE | re.IGNORECASE
)
# The message is announced, or commented on, in place of being given.
_ABOUT: Final = re.compile(
    r"^(?:(?:sure|certainly|of course|absolutely)\b[^\n]*[:：]\s*$"
    r"|here(?:'s|’s| is| are) (?:a|an|the|your|my)\b[^\n]*[:：]"
    r"|(?:polished|revised|improved)?\s*(?:message|draft|version)\s*[:：]"
    r"|(?:当然|好的)?[，,！!]?\s*(?:以下|下面)是[^\n]*[:：]|(?:润色|修改)后[^\n]*[:：]"
    r"|(?:بالتأكيد|بالطبع)?[،,!]?\s*(?:إليك|فيما يلي)\b[^\n]*:)",
    re.MULTILINE | re.IGNORECASE,
)
_HELP: Final = (
    r"(?:help(?! but\b| \w+ing\b)|assist|comply|fulfil|provide|create|generate|polish|do that|continue with"
    r"|write (?:this|that|such|it|an?)\b)"
)
_REFUSAL: Final = re.compile(
    r"\b(?:as|i['’]?m|i am) an? (?:ai\b|artificial|(?:large )?language model)"
    rf"|\bi (?:can(?:no|['’])t|can not|won['’]t|am (?:not able|unable) to) {_HELP}"
    rf"|\bi['’]?m (?:not able|unable) to {_HELP}"
    r"|(?:作为|我是|我只是)(?:一个|一名|一款)?\s*(?:AI|人工智能|(?:大型)?语言模型)"
    r"|(?:我|抱歉)[，, ]?(?:我|暂时)?(?:无法|不能|没办法)(?:为您|为你|帮您|帮你)?"
    r"(?:协助|提供|满足|处理|生成|执行|润色|撰写|回答)"
    r"|كنموذج|بصفتي نموذج|أنا نموذج|كمساعد (?:ذكي|افتراضي)"
    r"|لا (?:أستطيع|يمكنني|أقدر) (?:مساعد|المساعدة|تقديم|كتابة|تلبية|تنفيذ|إنشاء)",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"\d+(?:[,٬]\d{3}\b)*")


def accepted(answer_text: str, ask: Ask) -> str:
    """The message that a model wrote, with the names put back. Raises Refused where it may not stand for the draft.

    Whatever the sentence of a refusal says, it holds nothing of the answer and nothing of the draft.
    """
    text = _bare(restored(visible(answer_text), prompt(ask).names).strip(), ask.draft)
    for look in _LOOKS:
        look(text, ask)
    return text


def _bare(text: str, draft: str) -> str:
    """Without the quotation marks that models like to put around a message."""
    if len(text) > 1 and _QUOTES.get(text[0]) == text[-1] and not draft.strip().startswith(text[0]):
        return text[1:-1].strip()
    return text


def _given(ask: Ask) -> str:
    """All that the person gave: the draft, the facts, the name."""
    return visible("\n".join((ask.draft, *ask.facts.values(), ask.name)))


def _not_empty(text: str, ask: Ask) -> None:
    if not text:
        raise Refused(say("The model wrote nothing. The draft stays as it was; try again."))


def _short(text: str, ask: Ask) -> None:
    most = limit(ask)
    if len(text) > most:
        raise Refused(
            say(
                "The model wrote {count:,} characters, and {most:,} fit. The draft stays as it was; try again.",
                count=len(text),
                most=most,
            )
        )


def _declines(text: str, ask: Ask) -> None:
    if _REFUSAL.search(text) and not _REFUSAL.search(ask.draft):
        raise Refused(say("The model declined to write this message. The draft stays as it was."))


def _plain(text: str, ask: Ask) -> None:
    if _MARK_UP.search(text) and not _MARK_UP.search(ask.draft):
        raise Refused(say("The model wrote mark-up and no plain message. The draft stays as it was; try again."))
    if _ABOUT.search(text) and not _ABOUT.search(ask.draft):
        raise Refused(say("The model wrote about the message, and not the message. The draft stays as it was."))


def _whole(text: str, ask: Ask) -> None:
    given = _given(ask)
    left = any(sign in text and sign not in given for sign in (OPENING, CLOSING))
    if left or (ask.masked and _UNDRESSED.search(text) and not _UNDRESSED.search(given)):
        raise Refused(
            say(
                "The model changed a sign that stands for a name. The draft stays as it was; try again, or allow names."
            )
        )


def _in_language(text: str, ask: Ask) -> None:
    plain = text
    for known in sorted(filter(None, (ask.name, *ask.name.split(), *ask.facts.values())), key=len, reverse=True):
        plain = plain.replace(known, " ")
    for pattern in (MAIL, LINK, ACCOUNT):
        plain = pattern.sub(" ", plain)
    if any(map(str.isalpha, plain)) and language([plain]) != ask.language:
        raise Refused(
            say("The model did not write in {language}. The draft stays as it was.", language=LANGUAGES[ask.language])
        )


def _nothing_new(text: str, ask: Ask) -> None:
    given = _given(ask)
    for pattern, what in (
        (MAIL, say("The model added a mail address that is not yours. The draft stays as it was.")),
        (LINK, say("The model added a link that is not in the draft. The draft stays as it was.")),
        (PHONE, say("The model added a telephone number that is not in the draft. The draft stays as it was.")),
        (ACCOUNT, say("The model added an account that is not in the draft. The draft stays as it was.")),
        (_NUMBER, say("The model added a number that is not in the draft. The draft stays as it was.")),
    ):
        if not _found(pattern, text) <= _found(pattern, given):
            raise Refused(what)
        text = pattern.sub(" ", text)  # the digits of a number that was given are no numbers of their own


def _found(pattern: re.Pattern[str], text: str) -> set[str]:
    """What ``pattern`` finds, each written one way: numbers in our digits without zeros before them."""
    if pattern in {_NUMBER, PHONE}:
        digits = ("".join(str(int(sign)) for sign in found if sign.isdecimal()) for found in pattern.findall(text))
        return {run.lstrip("0") or "0" for run in digits}
    return {found.rstrip(".,;:!?)'\"").casefold() for found in pattern.findall(text)}


def _asks_nothing(text: str, ask: Ask) -> None:
    """A draft that asks nothing becomes none that asks: it is what drafts promise."""
    if is_question(text) and not is_question(ask.draft):
        raise Refused(say("The model added a question, and the draft asks nothing. The draft stays as it was."))


_LOOKS: Final[tuple[Callable[[str, Ask], None], ...]] = (
    *(_not_empty, _short, _declines, _plain, _whole, _in_language, _nothing_new, _asks_nothing),
)
