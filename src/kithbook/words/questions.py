"""What a question asks about: its content words, to be matched with what somebody wrote."""

import re
from typing import Final

from kithbook.words.fold import fold, without_article
from kithbook.words.sentences import sentences
from kithbook.words.stops import STOP_EDGES, STOPS

MOST: Final = 12  # words: a question that holds more is a story

# An address, a mention, a smile, code: nobody asks about these.
_NOISE: Final = re.compile(r"\w+://\S+|www\.\S+|[@#<]\S+|:\w+:|`[^`]*`|\S+@\S+")
_WORD: Final = re.compile(r"[^\W\d_\u3400-\u9fff][\w'-]*|\d+[^\W\d_]\w*")
_HAN: Final = re.compile("[\u3400-\u9fff]+")
# What asks without a mark, as chats leave it out.
_ASKS: Final = re.compile(
    r"^\W*(?:how (?:do|does|can|to)|where (?:can|do|to)|does any|who knows|any(?:one|body) know|can any(?:one"
    r"|body))\b"
    r"|怎么|怎麼|如何|哪[里裡儿个個家]|有没有|有沒有|[谁誰](?:知道|有)|^\W*(?:اين|كيف|من يعرف|مين يعرف|وين"
    r"|ممكن احد)(?!\w)"
)
# Words of asking, beside the STOPS of topics.
_ASKING: Final = frozenset(
    fold(
        """
    anybody somebody recommend recommends recommended recommendation recommendations suggest suggestion suggestions
    advice tip tips help please kindly possible able does experience experienced heard hear wondering wonder curious
    how's where's who'd going doing feeling morning evening afternoon folks friends everybody hiya sup plans busy free
    sleep slept eaten weather home happening joining join
    أحد حدا أحدكم مين منو شو ايش إيش وش ليش كيفك حالك حالكم أخبارك أخباركم شلونك شلونكم تعرف يعرف تعرفون تنصح تنصحون
    تنصحوني ينصح يعرفون أفضل أحسن وين فين إزاي ازاي اين كم بكم جرب جربتم موجود لديكم عندكم سمحتم سمحت فضلك فضلكم فيكم
    وصلت نمت صحتك بخير اخبار
    alguien sabe saben recomienda recomiendan como cual cuales estas esta quelqu'un connait sait ca va comment quel
    quelle jemand weiss kennt empfehlen geht welche welcher welches подскажите подскажи кто-нибудь кто-то знает
    посоветуйте посоветуй пожалуйста дела какие-то
    """
    ).split()
)
# What Chinese asks with and talks of in passing; longer ones first, so that 有没有人知道 goes as a whole.
_ZH_ASKING: Final = re.compile(
    "|".join(
        sorted(
            fold(
                """
            请问 請問 有没有 有沒有 有人 谁知道 誰知道 知道 推荐 推薦 怎么样 怎麼樣 怎么办 怎麼辦
            怎么 怎麼 怎样 如何 什么 什麼 为什么 為什麼 哪里 哪裡 哪儿 哪个 哪個 哪家 哪些 多少
            多久 几点 幾點 几个 可以 可不可以 能不能 是不是 要不要 会不会 大家 各位 大佬 群里 群裡
            你们 我们 咱们 他们 觉得 覺得 认为 建议 建議 求助 帮忙 幫忙 一下 比较 比較 有空 有时间
            在吗 在嗎 在不在 干嘛 幹嘛 干什么 忙什么 吃饭 吃飯 吃了 睡了 睡觉 起床 下班 最近 今天
            明天 昨天 晚上 周末 週末 早上 现在 現在 时候 時候 身体 身體 近况 过得 還好 还好 好吗
            好嗎 没事 沒事 真的 应该 應該 需要 用过 用過 试过 好用 好吃 去过 想要 想问 问问 问下
            請教 请教 了解 一个 一個 这个 這個 那个 那個 区别 區別 东西 地方 问题 問題 办法 辦法
            方便 到家 聊聊 见面 出来 出來 一起 喜欢 喜歡
            """
            ).split(),
            key=len,
            reverse=True,
        )
    )
)


def asked_about(text: str) -> str:
    """The content words of what ``text`` asks, folded, in order and joined by spaces; "" for small talk or no question.

    Chinese is left in runs of two characters and more, as it has no spaces to cut it at.

    >>> asked_about("Hi all, can anyone recommend a good kiln for ash glazes?"), asked_about("How are you?")
    ('kiln ash glazes', '')
    >>> asked_about("有人知道草木灰釉怎么配吗？")
    '草木灰釉'
    """
    found: list[str] = []
    for sentence in sentences(text):
        if sentence.asks or _ASKS.search(sentence.folded):
            found += _words(_NOISE.sub(" ", sentence.text))
    return " ".join(list(dict.fromkeys(found))[:MOST])


def _words(text: str) -> list[str]:
    """The content words of a question, in order."""
    said = fold(text).replace("\u2019", "'")
    found = [(word.start(), word.group().strip("'-").removesuffix("'s")) for word in _WORD.finditer(said)]
    kept = [(place, word) for place, word in found if _has_content(word)]
    cut = _ZH_ASKING.sub(lambda gone: " " * len(gone.group()), said)
    for run in _HAN.finditer(cut):
        bare = run.group().strip("".join(STOP_EDGES))
        if len(bare) > 1:
            kept.append((run.start(), bare))
    return [word for _, word in sorted(kept)]


def _has_content(word: str) -> bool:
    """Whether a folded word of a spaced script says what a question is about."""
    bare = without_article(word)
    return len(bare) > 2 and not {word, bare} & (STOPS | _ASKING)
