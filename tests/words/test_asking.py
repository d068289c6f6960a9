"""Asks: what a text wants of its reader, told from small talk, offers, thanks and what need not be answered."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.words import NEEDS, SITUATIONS, TONES, asks, asks_something, draft

ASKS = [
    # English: plain, polite, without a question mark
    "Could you send me the key to the kiln?",
    "Would you mind having a look at my letter",
    "I would be grateful for a line by Friday.",
    "I was wondering if you had an hour next week.",
    "Please vote for our garden.",
    "Can I borrow your ladder on Sunday?",
    "Any chance of a lift to Lantern Street?",
    "Do you know anyone who repairs accordions?",
    "I could use some advice about the roof.",
    "Let me know by Monday.",
    "It would be lovely if you could introduce me to Odalys.",
    "We are collecting for the bridge; would you chip in?",
    "No hurry at all, but what do you think of the second chapter?",
    "Thank you for the photos. Could you send me the others too?",
    # Chinese
    "能不能借我点钱？月底还你。",
    "麻烦你帮我看看这份简历。",
    "方便的话，介绍我认识一下石小满吧。",
    "有空吗？想请你帮个忙。",
    "看到了回我一下。",
    "拜托了，这周一定要。",
    "《陶土》你怎么看？",
    "请问你认识会修手风琴的人吗？",
    "最近好吗？想听听你的建议。",
    # Arabic
    "هل يمكنك أن ترسل لي المفتاح؟",
    "لو سمحت، أحتاج إلى ساعة من وقتك.",
    "أرجو الرد قبل يوم الخميس.",
    "ممكن تساعدني في نقل الأثاث؟",
    "ما رأيك في الفصل الثاني؟",
    "من فضلك أخبرني عن موعد اللقاء.",
    # Others
    "¿Me ayudas con la mudanza, por favor?",
    "¿Podrías presentarme a Tobías?",
    "Tu pourrais me prêter ton vélo ?",
    "Réponds-moi vite, s'il te plaît.",
    "Könntest du mir die Fotos schicken?",
    "Bitte gib mir Bescheid.",
    "Помоги мне, пожалуйста, с переводом.",
    "Можешь одолжить мне лестницу?",
]
NO_ASKS = [
    # small talk with a question mark
    "How was the trip?",
    "Did the glaze turn out well?",
    "Can you believe it has been ten years?",
    "How are you, and how is the garden?",
    # offers
    "Can I help you with the move?",
    "Let me know if I can bring anything.",
    "Do you need a ladder? Mine is free.",
    "If you need a place to stay, there is one here.",
    # thanks, news, wishes
    "Thank you for your help with the roof.",
    "I saw your kiln in the paper and was glad.",
    "Happy birthday. No need to answer.",
    "Please don't feel that you have to write back.",
    "Nothing to do on your side; the photos are on their way.",
    "No reply needed, only a wave.",
    "See https://kiln.example/?please=help for the pictures.",
    "",
    # Chinese
    "旅行怎么样？",
    "最近好吗？",
    "不用回，就是想起你了。",
    "谢谢你帮我搬家。",
    "需要我帮忙吗？我周末有空。",
    "吃了吗？",
    # Arabic
    "كيف كانت الرحلة؟",
    "لا حاجة إلى الرد، أردت فقط أن تصل هذه التحية.",
    "شكرًا على مساعدتك في نقل الأثاث.",
    "كل عام وأنت بخير.",
    # Others
    "¿Qué tal el viaje?",
    "Gracias por tu ayuda.",
    "Comment s'est passé le voyage ?",
    "Wie war die Reise?",
    "Du musst nicht antworten.",
    "Как прошла поездка?",
    "Спасибо за помощь.",
]


@pytest.mark.parametrize("text", ASKS)
def test_what_asks_is_told(text: str) -> None:
    """Plain and polite asks for help, money, time, an introduction, an answer, with or without a question mark."""
    assert asks_something(text)


@pytest.mark.parametrize("text", NO_ASKS)
def test_what_only_sounds_like_it_is_no_ask(text: str) -> None:
    """Small talk, offers, thanks, and saying that nothing need be answered."""
    assert not asks_something(text)


@pytest.mark.parametrize(("situation", "tongue", "tone"), list(product(SITUATIONS, ("en", "zh-hans", "ar"), TONES)))
def test_drafts_ask_where_their_situation_does(situation: str, tongue: str, tone: str) -> None:
    """The rule over texts and the word of the situation agree for every wording."""
    every = {fact: "2024" if fact == "when" else "Åske" for way in NEEDS[situation] for fact in way}
    more = dict.fromkeys(("topic", "news", "for_what", "day", "place", "occasion", "because", "memory"), "Åske")
    for facts, turn in product((every, {**more, **every}), range(8)):
        said = draft(situation, tongue, tone=tone, name="Ines", facts=facts, turn=turn)
        assert said
        assert asks_something(said) == asks(situation), said


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    """No text breaks the rule, and spaces around it change nothing."""
    assert asks_something(text) == asks_something(f"  {text} ")
