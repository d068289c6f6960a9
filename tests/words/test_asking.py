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
    # More of each
    "Would it be possible to stay at yours for two nights?",
    "I need a favour.",
    "Could I trouble you for the recipe?",
    "Are you free on Thursday for a coffee?",
    "Sorry to bother you, but can you look over my form?",
    "Would you be so kind as to forward this to Tobias?",
    "Drop me a line when you have decided.",
    "I am short of money this month and hoped you might help.",
    "May I ask what you paid for the wheel?",
    "It'd mean a lot if you came to the opening.",
    "Sign our petition for the night bus!",
    "RSVP by 3 June.",
    "可否抽空看一下我的稿子？",
    "你能帮我带本书吗？",
    "借我两百块行吗",
    "周六有时间一起吃饭吗？",
    "请尽快回复。",
    "有认识的律师吗？推荐一个。",
    "你看这样行不行？给个意见吧。",
    "帮我转发一下呗",
    "急用钱，能转我一点吗？",
    "هل لديك وقت غدًا؟",
    "أحتاج مساعدتك في أمر بسيط.",
    "هل تستطيع أن تعرّفني على سليم؟",
    "أتمنى أن ترد عليّ قريبًا.",
    "ممكن تقرضني مئة؟",
    "أريد رأيك في هذا النص.",
    "¿Tienes tiempo mañana?",
    "J'aurais besoin de ton aide.",
    "Kannst du mir Geld leihen?",
    "Ты не мог бы ответить до пятницы?",
    "Will you be able to look after the cat in August?",
    "Might you have a moment this week?",
    "Send me your address when you can.",
    "I'd love your take on the new label.",
    "Would you recommend me to your editor?",
    "Can we talk on Sunday? I need to decide.",
    "Is there any way you could cover my shift?",
    "Tell me what you would do.",
    "We still lack fifty for the roof; every coin helps, so give what you can.",
    "If it is not too much trouble, bring two chairs.",
    "可以帮忙照看一下猫吗？",
    "周末能陪我去看房子吗？",
    "你那边有合适的工作，推荐我一下吧。",
    "麻烦转给石小满，谢谢。",
    "请教一下，这个釉怎么调？",
    "投我一票吧。",
    "想跟你借一本书。",
    "能给我十分钟吗？",
    "هل بإمكانك قراءة رسالتي؟",
    "أنتظر ردك.",
    "أطلب منك خدمة صغيرة.",
    "هل تعرف محاميًا جيدًا؟",
    "ساعدني في الترجمة لو سمحت.",
    "هل يناسبك أن نلتقي يوم الأحد؟",
    "¿Me puedes prestar cien euros?",
    "Pouvez-vous me répondre avant lundi ?",
    "Ich brauche deine Hilfe.",
    "Подскажи, пожалуйста, хорошего врача.",
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
    # More of each
    "What a summer, wasn't it?",
    "Who won the match?",
    "I hope the move went well.",
    "Could be worse, the roof held.",
    "I can send you the recipe whenever you like.",
    "You were right about the clay.",
    "We will miss you on Friday.",
    "Congratulations on the new kiln.",
    "I'm sorry for your loss. There is nothing you need to say.",
    "Did you sleep at all on the train?",
    "Are the cats well?",
    "Thanks for introducing me to Odalys.",
    "I helped Ines move and she gave me a lamp.",
    "Just to say the key is under the pot.",
    "Would you look at that, snow in May.",
    "I will call you on Sunday.",
    "孩子多大了？",
    "昨天的比赛看了吗？",
    "恭喜你搬新家。",
    "我帮你把书带来了。",
    "想你了，愿你一切都好。",
    "你寄的茶收到了，很好喝。",
    "我周末可以帮你搬家。",
    "生日快乐，不用回我。",
    "كيف حالك؟",
    "وصلت الصور، وهي جميلة.",
    "مبارك البيت الجديد.",
    "هل انتهت الامتحانات؟",
    "سأرسل الكتاب غدًا.",
    "أنا هنا إن احتجت إلى شيء.",
    "¿Cómo están los niños?",
    "Félicitations pour la maison.",
    "Alles Gute zum Geburtstag.",
    "Как дела?",
    "Come rain or shine, the market is open.",
    "I shared your letter with nobody.",
    "Is it still snowing there?",
    "I answered Tobias yesterday.",
    "You could hear the sea from the window.",
    "It was good to see you.",
    "Here is the link you wanted.",
    "I hope your back is better.",
    "We came home late.",
    "My mother sends her love.",
    "Isn't it odd how quiet the street is?",
    "I found the recipe, so here it is: flour, milk, eggs.",
    "What a lovely thing to say.",
    "I will bring two chairs.",
    "你妈妈身体好些了吗？",
    "新工作还顺利吗？",
    "照片发你了。",
    "我请你吃饭，上次说好的。",
    "路上小心。",
    "你推荐的书我看完了，真好看。",
    "节日快乐，阖家安康。",
    "能认识你我很高兴。",
    "هل وصلتم بخير؟",
    "الحمد لله على السلامة.",
    "أعجبتني الصور كثيرًا.",
    "أتمنى لك يومًا طيبًا.",
    "كيف كان الامتحان؟",
    "قرأت كتابك وسعدت به.",
    "¡Qué alegría verte!",
    "Tu as vu la neige ?",
    "Wie geht es deiner Mutter?",
    "С днём рождения.",
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
