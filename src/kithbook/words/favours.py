"""Favours between the writer of a message and its reader: asked, given, promised, thanked for; as proposals only.

The rules are made for few false proposals rather than for all favours: the owner answers each with yes or no. What
asks everybody, jokes, advertises, is told of others, supposes or denies is left alone.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from kithbook.words.dates import day_of
from kithbook.words.favour_rules import AD, ADVANCE, HYPOTHETICAL, JOKE, NEGATED, REPORTED, RULES, SOMEBODY
from kithbook.words.fold import fold
from kithbook.words.sentences import LONGEST, Sentence, sentences

_DAY: Final = 86_400
_ANSWERED: Final = 30 * _DAY  # within which thanks belong to what was asked
_AGAIN: Final = 7 * _DAY  # within which the same is told twice
_PLAIN: Final = "help"  # thanks for "your help" may thank for any favour

# What says when a promise is due, and the words for it that `day_of` reads; "\g<0>" are the words themselves.
_WEEKDAY: Final = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_DUE: Final = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"\bday after tomorrow\b|\b(?:tomorrow|today)\b|\d{4}-\d\d-\d\d", r"\g<0>"),
        (r"\b(?:tonight|this (?:evening|afternoon))\b", "today"),
        (r"\b(?:manana|demain)\b|(?<!\w)завтра(?!\w)|\bmorgen\b(?! fruh\w)", "tomorrow"),
        (rf"\b(?:on |by |next |this )?({_WEEKDAY})\b", r"\1"),
        (r"\b(?:at|on|over|by|this) (?:the )?weekend\b", "saturday"),
        (r"\bin (?:an? |one |two |three |four |five |six |ten |\d{1,3} )(?:day|week|month)s?\b", r"\g<0>"),
        (r"\bnext (week|month)\b", r"in 1 \1"),
        (r"(?:\d{1,2}月)\d{1,2}[日号]", r"\g<0>"),
        (r"下[周週]([一二三四五六日天])|下(?:星期|礼拜|禮拜)([一二三四五六日天])", r"下周\1\2"),
        (r"(?:[周週]|星期|礼拜|禮拜)([一二三四五六日天])", r"周\1"),
        (r"下(?:个|個)?(?:[周週]|星期|礼拜|禮拜)", "一周后"),
        (r"下(?:个|個)?月", "一个月后"),
        (r"周末|週末", "周六"),
        (r"[后後]天", "后天"),
        (r"明[天日早晚]", "明天"),
        (r"今[天日晚]", "今天"),
        (r"([\d一两二三四五六七八九十])(天|周|个月)(?:以?[后後])", r"\1\2后"),
        (r"(?<!\w)بعد (?:غد|اسبوع|اسبوعين|شهر|شهرين|يومين)(?!\w)", r"\g<0>"),
        (r"(?<!\w)(?:غدا|بكره|بكرا)(?!\w)", "غدا"),
        (r"(?<!\w)اليوم(?!\w)|(?<!\w)الليله(?!\w)", "اليوم"),
        (r"(?<!\w)يوم (?:الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|السبت|الاحد)(?!\w)", r"\g<0>"),
        (r"(?<!\w)الاسبوع (?:القادم|الجاي|المقبل)", "بعد اسبوع"),
        (r"(?<!\w)الشهر (?:القادم|الجاي|المقبل)", "بعد شهر"),
    )
)


class Told(NamedTuple):
    """What the writer of a message does: ``deed`` "asked", "given", "promised" or "thanked".

    ``kind`` is "help", "time", "introduction", "money" or "gift"; ``span`` the sentence in the text; ``due_text`` when
    a promise is due, in words that ``day_of(..., ahead=True)`` reads, or "".
    """

    deed: str
    kind: str
    span: tuple[int, int]
    due_text: str = ""


class Proposal(NamedTuple):
    """A favour that a direct chat seems to tell of, for the owner to confirm.

    ``by_me`` says whose it is to give: True where the owner gave it, promised it or was asked for it, False where the
    other did. ``deed`` is "asked" (open), "promised" (open) or "given"; ``at`` (seconds) when that was told;
    ``messages`` are the ids of the messages that tell it, oldest first; ``due_text`` as in `Told`, seen from ``at``.
    """

    by_me: bool
    deed: str
    kind: str
    at: int
    messages: tuple[int, ...]
    due_text: str = ""


def favours(text: str) -> tuple[Told, ...]:
    """The favours between writer and reader that ``text`` tells, at most one a sentence; none of a very long text.

    >>> [(each.deed, each.kind) for each in favours("Could you introduce me to Tobias? 红包给你了")]
    [('asked', 'introduction'), ('given', 'money')]
    >>> favours("I'll send you the book next week.")[0].due_text
    'in 1 week'
    """
    if len(text) > LONGEST or AD.search(fold(text)):
        return ()
    return tuple(told for sentence in sentences(text) if (told := _told(sentence)) is not None)


def _told(sentence: Sentence) -> Told | None:
    """The favour of one sentence: that of the first rule that holds."""
    said = sentence.folded
    for hint, rules in RULES:
        if not hint.search(said):
            continue
        for deed, kind, pattern in rules:
            if sentence.asks and deed != "asked":
                continue
            if (found := pattern.search(said)) and not _spoilt(deed, said, found):
                due = due_text(said) if deed == "promised" else ""
                return Told(deed, kind, (sentence.start, sentence.end), due)
    return None


def _spoilt(deed: str, said: str, found: re.Match[str]) -> bool:
    """Whether the rest of the sentence takes back what was found: a joke, a call to all, a denial, a condition."""
    before, rest = said[: found.start()], said[: found.start()] + " | " + said[found.end() :]
    return bool(
        JOKE.search(said)
        or SOMEBODY.search(said)
        or NEGATED.search(before)
        or REPORTED.search(before)
        or (deed == "thanked" and ADVANCE.search(said))
        or (deed in ("promised", "given") and HYPOTHETICAL.search(rest))
    )


def due_text(text: str) -> str:
    """When something is due, in words that `day_of` reads with ``ahead=True``; "" where ``text`` names no day.

    >>> due_text("Back by Friday"), due_text("我下周给你"), due_text("soon")
    ('friday', '一周后', '')
    """
    said = fold(text)
    for pattern, words in _DUE:
        if (found := pattern.search(said)) and (due := _expanded(found, words)):
            return due
    return ""


def _expanded(found: re.Match[str], words: str) -> str:
    """``words`` with the groups of ``found``, where they are a day in any calendar year."""
    due = found.expand(words)
    return due if day_of(due, date(2024, 1, 1), ahead=True) else ""


def proposed(messages: Iterable[tuple[int, bool, int, str]], *, most: int = 5) -> tuple[Proposal, ...]:
    """Up to ``most`` favours of ONE direct chat, the newest first, out of (id, by the owner?, seconds, text).

    What is asked or promised and then given or thanked for within 30 days is one favour, given; so is what is asked and
    then promised. The same told again within a week is one. Thanks for plain help close whichever favour of that
    person is open, of what kind it may be.
    """
    known: list[Proposal] = []
    for number, mine, at, text in sorted(messages, key=lambda message: (message[2], message[0])):
        for told in favours(text):
            _enter(known, told, mine == (told.deed in ("given", "promised")), at, number)
    return tuple(sorted(known, key=lambda each: (-each.at, each.messages)))[:most]


def _enter(known: list[Proposal], told: Told, by_me: bool, at: int, number: int) -> None:
    """Add what was told to the favour that it belongs to, the latest such, or to ``known`` as a new one."""
    deed = "given" if told.deed == "thanked" else told.deed
    for place in reversed(range(len(known))):
        old = known[place]
        if old.by_me == by_me and _continues(old, deed, told.kind, at):
            messages = old.messages if number in old.messages else (*old.messages, number)
            kind = old.kind if told.kind == _PLAIN else told.kind
            moved = _RANK[deed] > _RANK[old.deed]
            known[place] = old._replace(
                deed=deed if moved else old.deed,
                kind=kind,
                at=at if moved else old.at,
                messages=messages,
                due_text=told.due_text or ("" if deed == "given" else old.due_text),
            )
            return
    known.append(Proposal(by_me, deed, told.kind, at, (number,), told.due_text))


_RANK: Final = {"asked": 0, "promised": 1, "given": 2}


def _continues(old: Proposal, deed: str, kind: str, at: int) -> bool:
    """Whether something told at ``at`` is the same favour as ``old``: told again, or one step further."""
    further = _RANK[deed] > _RANK[old.deed]
    alike = kind == old.kind or ((further or deed == "given") and _PLAIN in (kind, old.kind))
    return alike and at - old.at <= (_ANSWERED if further else _AGAIN)
