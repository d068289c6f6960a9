"""Whether a text asks its reader for something: help, money, time, an introduction, an answer.

A rule over phrases, for drafts to people from whom nothing is asked. A question by itself is no ask ("how was the
trip?"), and an ask needs no question mark ("I would be grateful for a line"). The phrases are the usual ones of
English, Chinese and Arabic, and a few of Spanish, French, German and Russian. It is a hint and no guard: of twenty asks
written after the rule it found nine, and it took one of twenty other texts for one.
"""

import re
from typing import Final

from kithbook.words.fold import fold

_LINK: Final = re.compile(r"\b\w+://\S+")
_PART: Final = r"[^,.?!;:،؟。、\n]*"  # the rest of a part of a sentence; folding has made full-width marks narrow

# What sounds like an ask and is none: nothing need be answered, an offer, a thank-you, a manner of speaking.
_NOT_ASKING: Final = (
    # English
    rf"\b(?:no (?:need|reason|rush|hurry)|nothing|(?:please )?(?:do not|don't))\b{_PART}",
    r"\bno (?:answer|reply|favou?rs?|help)\b",
    r"\bplease accept\b|\b(?:can|could) you (?:believe|imagine)\b|\bwould you (?:believe|look at that)\b",
    rf"\b(?:let me know )?if (?:i can|you (?:ever )?need|there is anything i)\b{_PART}",
    rf"\b(?:can|could|may|shall) i (?:help|bring|offer|give|lend|send)\b{_PART}|\bdo you need\b{_PART}",
    rf"\bthank(?:s| you)\b{_PART}",
    # Chinese
    rf"(?:不用|不必|不需要|无需|(?<![特分区])别(?!人)|(?<!要)不要){_PART}",
    rf"(?:要不要|(?<!不)需要|需不需要)我(?:帮|来|给|替|送){_PART}|(?:谢谢|感谢|多谢){_PART}|请(?:放心|(?:多)?保重|节哀)|(?<!想)我请你[吃喝看]",
    # Arabic, folded
    rf"(?:لا حاجه|بلا حاجه|لا داعي|لا ضروره|لا شيء){_PART}|(?:شكرا|اشكرك){_PART}|هل تحتاج{_PART}|ان احتجت{_PART}",
    # Spanish, French, German, Russian
    rf"\bno (?:hace falta|es necesario)\b{_PART}|\b(?:pas besoin|inutile) d{_PART}",
    rf"\bkeine? (?:antwort|eile)\b|\bmusst nicht\w*\b{_PART}|\b(?:не нужно|не надо|необязательно)\b{_PART}",
    rf"\b(?:gracias|merci|danke|спасибо)\b{_PART}",
)
_ASKING: Final = (
    # English
    r"\bplease\b|\brsvp\b|\b(?:can|could|would|will|might) you\b|\bif you (?:could|would)\b",
    r"\bany (?:chance|way) (?:you|of)\b|\bwould it be (?:possible|okay?|all right)\b",
    r"\bnot too much (?:trouble|bother)\b",
    r"\bdo you (?:mind|have (?:time|a (?:minute|moment)))\b|\bare you free\b|\bshall we\b",
    r"\bcan i (?:ask|borrow|get|have|come)\b|\b(?:could|may|might) i\b|\bi (?:really )?need\b|\bi could use\b",
    r"\b(?:grateful|appreciate it) (?:if|for a)\b|\bwondering (?:if|whether) you\b",
    r"\bmean (?:a lot|so much) (?:to me )?if\b|\bhoped? (?:that )?you (?:might|could|can)\b",
    r"\b(?:can|could) we (?:talk|meet)\b",
    r"\blet me know\b|\b(?:help|lend|send|tell|give|call|show|introduce|drop) me\b|\bget back to me\b",
    r"\bwrite back\b|\bput me in touch\b",
    r"\bdo you know (?:any|some|who)|\bwhat do you think\b|\bhear what you think\b|\bhow do you see\b",
    r"\bwhat is your (?:view|opinion|impression)\b",
    r"\byour (?:advice|opinion|feedback|help|support|(?:thoughts|take) on)\b",
    r"\blook(?:ing)? forward to your (?:reply|answer)\b|\bdo me a favou?r\b|\bdonat\w+|\bchip in\b",
    r"\bgive what you can\b",
    r"(?:^|[.!?;:,]) *(?:sign|vote for|share|subscribe|answer|reply|respond|send|bring|lend|call)\b",
    # Chinese
    r"请(?:你|您|问|帮|回|给|把|教|尽快|尽早|务必|参加|支持|转)|(?<![不太添])麻烦(?!的|了|死)|拜托|求(?:你|您|助)",
    r"帮(?:我|个忙|忙)|能不能|可不可以|能否|可否|(?<!我)能[^,?。]{0,6}我[^,?。]*吗|推荐(?:我|一|个|下)|投我|等你的?回",
    r"方便(?:吗|的话)|(?:有空|有时间|愿意|[,:?。]来|你来)[^,?。]*吗|有没有(?:空|时间|认识)|有认识|[,。][^,。]{0,10}好吗",
    r"借(?:我|点)|[跟向和]你借|(?:想不想|要不要)[^,?。]*(?:介绍|一起|见|认识)|介绍(?:我|给我)|回(?:我|复)一|给我|告诉我",
    r"你怎么[看想]|你觉得怎么样|听听你|(?:看法|意见|建议)",
    # Arabic, folded
    r"من فضلك|لو سمحت|ارجو|رجاء|ممكن|هل (?:يمكن|تستطيع|بامكان|يناسب|لديك|عندك|لك ان|تعرف (?!ان|ما|كيف))",
    r"(?:اتمني|امل) ان (?:ترد|تجيب|تساعد|يصلني)|ساعد(?:ني|يني|وني)|احتاج|اطلب منك|اريد منك|انتظر (?:ردك|جوابك)",
    r"رايك|ما (?:انطباعك|نظرتك)|(?:اقرض|عرف|ابلغ|اخبر|اعط)ني|ارسل لي",
    # Spanish, French, German, Russian
    r"\bpor favor\b|\b(?:puedes|podrias?|me ayudas?|necesito|te importaria|tienes tiempo)\b|\bs'il (?:te|vous) plait\b",
    r"\b(?:peux-tu|pourrais-tu|pouvez-vous|pourriez-vous|tu (?:peux|pourrais)|j'(?:ai|aurais) besoin|aide-moi)\b",
    r"\bbitte\b|\b(?:kannst|konntest|wurdest) du\b|\b(?:konnen|konnten|wurden) sie\b|\bich brauche\b|\bhilf mir\b",
    r"\b(?:пожалуиста|можешь|можете|мог бы|могла бы|помоги\w*|нужна твоя|прошу)\b",
)
_IS_NONE: Final = re.compile("|".join(_NOT_ASKING))
_IS_ASK: Final = re.compile("|".join(_ASKING))


def asks_something(text: str) -> bool:
    """Whether ``text`` asks its reader for help, money, time, an introduction, or an answer.

    >>> asks_something("Could you send me the key?"), asks_something("How was the trip?"), asks_something("借我点钱")
    (True, False, True)
    """
    plain = fold(_LINK.sub("", text)).replace("’", "'")
    return bool(_IS_ASK.search(_IS_NONE.sub(" ", plain)))
