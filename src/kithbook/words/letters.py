"""First words to one person, to go on outside a group: why them, and where. And notes to pin in the group.

Like every draft (`words.drafts`) a letter gives and asks for nothing, and holds only what was given as a fact. Arabic
is worded so that it fits whoever writes and whoever reads: no verb of the second person but in the past, no imperative.
"""

from collections.abc import Mapping
from typing import Final

from kithbook.words.drafts import called, said_day, worded

# Why this person: each reason with the facts that it needs.
REASONS: Final[dict[str, tuple[str, ...]]] = {
    "answered": (),  # answered the owner often
    "talk": ("topic",),  # a long talk about something
    "question": (),  # asked something good
    "met": ("when",),  # met in person; an ISO day, month or year
    "history": ("shared",),  # a school, an employer, a contest by its name
    "abroad": ("country",),  # lives elsewhere and sees things from there
    "writing": (),  # the owner likes what they write
}
NOTES: Final = ("leaving", "ask-free", "broadcast", "archive")

# How the group is named within a sentence, and where it has no title.
_GROUP: Final = {
    "en": ("{chat}", "our group"),
    "zh-hans": ("“{chat}”", "群"),
    "ar": ("«{chat}»", "مجموعتنا"),
}
_WHY: Final[dict[tuple[str, str, str], tuple[str, ...]]] = {
    ("answered", "en", "warm"): (
        "you have often answered me in {group}, and I have not forgotten it.",
        "many a time when I wrote in {group}, it was you who answered, and I am glad of it.",
    ),
    ("answered", "en", "light"): (
        "you have often answered me in {group}, and that was kind.",
        "a wave for all your answers in {group}.",
    ),
    ("answered", "zh-hans", "warm"): (
        "在{group}里，你常常回我的话，我一直记着。",
        "在{group}里说话，常常是你接的，想起来心里挺暖。",
    ),
    ("answered", "zh-hans", "light"): (
        "{group}里你常接我的话，我记得。",
        "你在{group}里常回我，跟你说一声，我都记着。",
    ),
    ("answered", "ar", "warm"): (
        "كثيرًا ما أجبتني في {group}، ولم أنسَ ذلك.",
        "كثيرًا ما جاءني الجواب في {group} منك، وسعدتُ به.",
    ),
    ("answered", "ar", "light"): ("وصلتني منك ردود كثيرة في {group}، وأذكرها بالخير.",),
    ("talk", "en", "warm"): (
        "our long talk about {topic} in {group} has stayed with me.",
        "I often think back to our long talk about {topic} in {group}.",
    ),
    ("talk", "en", "light"): (
        "our talk about {topic} in {group} came back to me today.",
        "I still think of {topic}, and of our talk about it in {group}.",
    ),
    ("talk", "zh-hans", "warm"): (
        "我们在{group}里聊“{topic}”聊了很久，我到现在还记得。",
        "那次在{group}里和你聊“{topic}”，聊得很久，也很开心。",
    ),
    ("talk", "zh-hans", "light"): ("还记得我们在{group}里聊“{topic}”。", "今天又想起我们在{group}里聊的“{topic}”。"),
    ("talk", "ar", "warm"): (
        "حديثنا الطويل عن «{topic}» في {group} ما زال في بالي.",
        "كثيرًا ما أعود في ذهني إلى حديثنا الطويل عن «{topic}» في {group}.",
    ),
    ("talk", "ar", "light"): ("خطر لي اليوم حديثنا عن «{topic}» في {group}.",),
    ("question", "en", "warm"): ("a question of yours in {group} was a good one, and it has stayed with me.",),
    ("question", "en", "light"): ("you asked a good question in {group}, and I still think of it.",),
    ("question", "zh-hans", "warm"): ("你在{group}里问过一个好问题，我后来一直在想。",),
    ("question", "zh-hans", "light"): ("你在{group}里有个问题问得好，我还记着。",),
    ("question", "ar", "warm"): ("أعجبني سؤال من أسئلتك في {group}، وبقي في بالي.",),
    ("question", "ar", "light"): ("لك في {group} سؤال جيد ما زلت أذكره.",),
    ("met", "en", "warm"): ("we met in {when}, and I am glad that we know each other from more than {group}.",),
    ("met", "en", "light"): ("we met in {when}, and I like to think of it.",),
    ("met", "zh-hans", "warm"): ("{when}我们见过面，那次我一直记着。能不只在{group}里认识你，挺好的。",),
    ("met", "zh-hans", "light"): ("{when}我们见过面，我还记得。",),
    ("met", "ar", "warm"): ("التقينا في {when}، وما زال ذلك اللقاء ذكرى طيبة عندي، أبعد من {group}.",),
    ("met", "ar", "light"): ("أذكر لقاءنا في {when} بالخير.",),
    ("history", "en", "warm"): ("we both have {shared} behind us, and I was glad to find that in {group}.",),
    ("history", "en", "light"): ("we have {shared} in common, and I like that.",),
    ("history", "zh-hans", "warm"): ("我们都有“{shared}”这段经历，能在{group}里遇到你，挺高兴的。",),
    ("history", "zh-hans", "light"): ("我们都有“{shared}”这段经历，想起来挺亲切。",),
    ("history", "ar", "warm"): ("يجمعنا اسم «{shared}»، ويسعدني أن عرفتُ ذلك في {group}.",),
    ("history", "ar", "light"): ("يجمعنا اسم «{shared}»، وهذا يسعدني.",),
    ("abroad", "en", "warm"): ("what you write in {group} comes from {country}, and I value that other view.",),
    ("abroad", "en", "light"): ("I like how things look from {country}, as you tell them in {group}.",),
    ("abroad", "zh-hans", "warm"): ("你在{country}，看事情的角度和我这边不一样，在{group}里读你的话总有收获。",),
    ("abroad", "zh-hans", "light"): ("你在{country}，在{group}里说的话角度不一样，我喜欢看。",),
    ("abroad", "ar", "warm"): ("تحمل كلماتك في {group} نظرة أخرى من {country}، وأقدّرها.",),
    ("abroad", "ar", "light"): ("تعجبني النظرة من {country} في كلماتك في {group}.",),
    ("writing", "en", "warm"): (
        "I like what you write in {group}, and it felt right to say so only to you.",
        "reading you in {group} is one of the things I like about it.",
    ),
    ("writing", "en", "light"): (
        "I like reading you in {group}.",
        "a hello outside {group}, where I like reading you.",
    ),
    ("writing", "zh-hans", "warm"): (
        "喜欢看你在{group}里说的话，想单独跟你说一声。",
        "在{group}里，看你说话总是挺开心的。",
    ),
    ("writing", "zh-hans", "light"): ("在{group}里喜欢看你说话。", "{group}之外，单独跟你打个招呼，喜欢看你说的话。"),
    ("writing", "ar", "warm"): (
        "تعجبني كلماتك في {group}، وأحببت أن أقول ذلك على انفراد.",
        "قراءة كلماتك من أجمل ما أجده في {group}.",
    ),
    ("writing", "ar", "light"): ("تسعدني قراءة كلماتك في {group}.",),
}
_MOVE: Final[dict[tuple[str, str, str], tuple[str, ...]]] = {
    ("direct", "en", "warm"): (
        "I am glad to go on here, just the two of us, whenever it suits. No answer needed.",
        "From now on I will write to you here, just the two of us. There is nothing to answer.",
    ),
    ("direct", "en", "light"): ("From here on it is just the two of us. No answer needed.",),
    ("direct", "zh-hans", "warm"): ("以后就在这里单独聊，什么时候都行。不用回。",),
    ("direct", "zh-hans", "light"): ("以后就在这儿聊，不急，不用回。",),
    ("direct", "ar", "warm"): ("يسعدني أن نكمل هنا، بيننا فقط، وفي أي وقت. لا حاجة إلى الرد.",),
    ("direct", "ar", "light"): ("نكمل هنا على مهل، بلا حاجة إلى الرد.",),
    ("linkedin", "en", "warm"): ("I am glad to go on here on LinkedIn, whenever it suits. No answer needed.",),
    ("linkedin", "en", "light"): ("LinkedIn is a good place to go on, at any pace. No answer needed.",),
    ("linkedin", "zh-hans", "warm"): ("以后就在领英上接着聊，什么时候都行。不用回。",),
    ("linkedin", "zh-hans", "light"): ("以后在领英上聊也方便，不急，不用回。",),
    ("linkedin", "ar", "warm"): ("يسعدني أن نكمل على لينكدإن، وفي أي وقت. لا حاجة إلى الرد.",),
    ("linkedin", "ar", "light"): ("نكمل على لينكدإن على مهل، بلا حاجة إلى الرد.",),
    ("mail", "en", "warm"): ("I am glad to go on by mail, whenever it suits. No answer needed.",),
    ("mail", "en", "light"): ("Mail is a good place to go on, at any pace. No answer needed.",),
    ("mail", "zh-hans", "warm"): ("以后就写邮件接着聊，什么时候都行。不用回。",),
    ("mail", "zh-hans", "light"): ("以后写邮件聊也方便，不急，不用回。",),
    ("mail", "ar", "warm"): ("يسعدني أن نكمل بالبريد، وفي أي وقت. لا حاجة إلى الرد.",),
    ("mail", "ar", "light"): ("نكمل بالبريد على مهل، بلا حاجة إلى الرد.",),
}
_NOTES: Final[dict[tuple[str, str], str]] = {
    ("leaving", "en"): "This room has been good to us. I read it seldom now; write to me directly, I will answer.",
    ("leaving", "zh-hans"): "谢谢这个群。我现在看得少了，想聊就直接发给我，我会回。",
    ("leaving", "ar"): "كان هذا المكان طيبًا معنا. صرت أقرأ هنا قليلًا؛ رسائلكم المباشرة تصلني، وسأجيب عنها.",
    ("ask-free", "en"): (
        "Nothing is asked of anybody in this group: no favours, no requests. "
        "Those have their place in a direct message."
    ),
    ("ask-free", "zh-hans"): "这个群里不向任何人提请求，也不托人办事。有事单独联系就好。",
    ("ask-free", "ar"): "لا يُطلب من أحد شيء في هذه المجموعة: لا خدمات ولا طلبات. ما كان من ذلك فمكانه رسالة خاصة.",
    ("broadcast", "en"): (
        "This group is for news now and then; none of it needs an answer. "
        "For a talk, write to me directly, I will answer."
    ),
    ("broadcast", "zh-hans"): "这个群以后偶尔发些消息，不用回。想聊就直接发给我，我会回。",
    ("broadcast", "ar"): (
        "في هذه المجموعة أخبار من حين إلى حين، ولا حاجة إلى الرد عليها. "
        "أما الحديث فرسائلكم المباشرة تصلني، وسأجيب عنها."
    ),
    ("archive", "en"): (
        "This group rests from here on, with thanks to all who wrote in it. "
        "What was said stays; write to me directly, I will answer."
    ),
    ("archive", "zh-hans"): "这个群就到这里了，谢谢每个在这里说过话的人。说过的都还在，想聊就直接发给我，我会回。",
    ("archive", "ar"): (
        "تستريح هذه المجموعة من الآن، مع الشكر لكل من كتب فيها. ما قيل باقٍ هنا، ورسائلكم المباشرة تصلني، وسأجيب عنها."
    ),
}


def move(purpose: str, channel: str) -> str:
    """Where a talk goes on: "linkedin", "mail", or "direct"; a group for work leads to LinkedIn unless said otherwise.

    >>> move("work", ""), move("friends", ""), move("work", "mail"), move("hobby", "telegram")
    ('linkedin', 'direct', 'mail', 'direct')
    """
    if channel in ("linkedin", "mail"):
        return channel
    return "linkedin" if purpose == "work" and not channel else "direct"


def letter(
    language: str,
    *,
    name: str,
    chat: str,
    reason: tuple[str, Mapping[str, str]],
    purpose: str = "",
    channel: str = "",
    tone: str = "warm",
) -> str:
    """First words to one person: why them, then where to go on; "" where the facts that the reason needs are missing.

    ``language`` is "en", "zh-hans" or "ar", ``reason`` one of REASONS with its facts ("when" as "2024-06-15", "2024-06"
    or "2024"), ``purpose`` what the group is for (answers.PURPOSES or ""), ``channel`` the platform on which the letter
    goes, "" not known. The same facts give the same words; another name may give others.

    >>> letter("en", name="Ines Halfmoon", chat="Lantern Street", reason=("talk", {"topic": "ash"}), tone="light")[:66]
    'Ines, our talk about ash in Lantern Street came back to me today. '
    """
    key, given = reason
    titled, untitled = _GROUP[language]
    facts = {**given, "group": titled.format(chat=chat) if chat else untitled}
    if "when" in given:
        facts["when"] = said_day(given["when"], language)
    why = worded(_WHY[key, language, tone], facts, name)
    if not why:
        return ""
    space = "" if language == "zh-hans" else " "
    # The reversed name, so that the wordings of the two halves do not always go together.
    where = worded(_MOVE[move(purpose, channel), language, tone], {}, name[::-1])
    return called(why + space + where, name, language)


def note(language: str, kind: str) -> str:
    """A courteous note to pin in a group; ``kind`` is one of NOTES, ``language`` as for `letter`."""
    return _NOTES[kind, language]
