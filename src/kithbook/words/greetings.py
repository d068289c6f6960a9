"""Whether a message turns to everybody of a group: a greeting to all, a call to all, a red envelope.

Told by words alone, in English, Chinese, Arabic, and a little Spanish, French, German and Russian. A greeting to one
person is none to all, and neither is "everyone" in the middle of a sentence about something else.
"""

import re
from typing import Final

from kithbook.words.fold import fold

_LONGEST: Final = 400  # characters: a longer text is an essay, whatever it opens with
_HEAD: Final = 60  # characters of the folded text in which the greeting must begin

# Patterns are written as `fold` leaves a text: no case, no accents, one form of each Arabic letter, Latin commas.
_ALL: Final = r"(?:every ?(?:one|body)|all|y'?all|folks|guys|people|friends|team|gang|group)"
_ANY: Final = r"(?:^|[.!?,] |\b(?:is|does|has|did) )(?:any ?(?:one|body)|is some ?(?:one|body))"
_FEAST: Final = (
    r"(?:new year|christmas|holidays|easter|thanksgiving|diwali|eid|lunar new year|ramadan|weekend|friday|hanukkah)"
)
_EN: Final = (
    r"^\W*(?:hello|hi|hey|hiya|heya|greetings|howdy|welcome back|good (?:morning|afternoon|evening|day|night)"
    rf"|morning|evening)(?: there)?(?: to)?[ ,]+(?:my |dear |the )?{_ALL}\b",
    r"^\W*dear (?:all|every ?(?:one|body)|friends)\b",
    r"^\W*(?:every ?(?:one|body)|all|folks|guys)[ ,:!]+(?:how are you|hello|hi|happy)\b",
    rf"{_ANY}(?:'s| is)?(?: still| else)? (?:here|there|around|alive|awake|active|in this group)\b",
    r"\bwho(?:'s| is)? still (?:here|there|around|alive|reading)\b|^\W*who(?:'s| is)? (?:here|around)\b",
    r"\bis (?:this|the) (?:group|chat|channel) (?:still )?(?:alive|dead|active)\b",
    rf"\b(?:happy|merry|blessed) {_FEAST}(?: \d+)?(?:,? to| for)?(?: you)?,? {_ALL}\b",
    rf"^\W*(?:(?:happy|merry) {_FEAST}|season's greetings|eid mubarak|ramadan (?:kareem|mubarak))(?: \d{{4}})?\W*$",
    r"\bhow (?:is|are|have) (?:every ?(?:one|body)|you all|y'?all|all of you)\b|\bhow's every ?(?:one|body)\b",
    r"\b(?:miss(?:ed)?|thinking of) (?:you all|all of you|every ?(?:one|body))\b",
    r"\b(?:red|lucky) (?:envelope|packet)s?\b",
)
_ZH_ALL: Final = (
    "(?:大家|各位|诸位|諸位|所有人|(?:亲|親|小?伙伴|夥伴|朋友|同学|同學|家人|兄弟|姐妹|老铁|群友)(?:们|們))"
)
_ZH_FEAST: Final = (
    "(?:新年|新春|[春元中端国圣聖][节節旦秋午庆诞誕](?:节|節)?|元宵(?:节|節)?|节日|節日|周末"
    "|[鼠牛虎兔龙龍蛇马馬羊猴鸡狗猪]年)"
)
_ZH: Final = (
    rf"^\W*{_ZH_ALL}(?:都|最近|近来|晚上|早上|下午|中午)?(?:好|早|晚安|还好|還好|过得|在吗|在嗎|{_ZH_FEAST}|辛苦|都在)",
    rf"^\W*{_ZH_ALL}(?:$|[^\w])",
    rf"^\W*(?:[你早晚下中]?[们們上午]*好|早安?|晚安|嗨|哈[喽啰]|hello|hi)[,!、 ~]*{_ZH_ALL}",
    rf"[祝愿願给給向]{_ZH_ALL}.{{0,6}}?(?:{_ZH_FEAST}|快乐|快樂|健康|平安|顺利|順利|万事|拜年|问好|問好)",
    rf"^\W*祝?{_ZH_FEAST}(?:快乐|快樂|安康|愉快|大吉|好)|^\W*(?:恭喜发财|恭喜發財|过年好|過年好|拜年了)",
    "有(?:没有|沒有)?人(?:还|還)?在?(?:吗|嗎|么|没|沒)|有人(?:还|還)?在|[谁誰](?:(?:还|還)在|在[吗啊呀线])",
    "[群裡里]+(?:还|還)?(?:有人|活[着著])|都在[吗嗎]|(?:还|還)活[着著][吗嗎]|冒(?:个|個)?泡",
    "[发發].{0,4}(?:红包|紅包|个包|個包)|[抢搶][红紅]?包|^\\W*(?:红包|紅包)|(?:红包|紅包)(?:来|來|雨|走起|已)",
)
_AR_HELLO: Final = "(?:سلام عليكم|مرحبا|اهلا(?: وسهلا)?|(?:صباح|مساء|مسا) (?:الخير|النور)|تحيه|سلام|هلا)"
_AR_ALL: Final = (
    r"(?:جميعا|للجميع|بالجميع|الجميع|يا (?:جماعه|شباب|اصدقا\w*|اخوان|احبه|قوم|ناس)|اصدقايي|احبتي|بكم|كلكم|الكل)(?!\w)"
)
_AR: Final = (
    rf"{_AR_HELLO}[^.؟?]{{0,25}}?{_AR_ALL}|^\W*(?:يا (?:جماعه|شباب)|اعزايي|احبتي|ايها الاصدقا\w*)(?!\w)",
    r"^\W*(?:ال)?سلام عليكم(?: ورحمه الله(?: تعالي)?)?(?: وبركاته)?\W*$",
    r"(?<!\w)(?:من|مين) (?:ما ?زال|لا يزال|بقي|لسا|لسه)(?: \w+)?\W*$|^\W*(?:من|مين) هنا\W*$",
    r"(?<!\w)(?:هناك|في|فيه) احد(?: هنا)?\W*$|هل من احد|(?<!\w)(?:احد|حد) (?:لسا |لسه )?(?:هنا|موجود|هون)",
    r"كل (?:عام|سنه) و(?:انتم|انتو|انتوا|الجميع|كلكم)(?!\w)|^\W*(?:عيد|رمضان|جمعه|عام) (?:مبارك|سعيد|كريم)\w*\W*$",
    r"(?:عيدكم|رمضانكم|جمعتكم|عامكم) (?:مبارك|سعيد|كريم)|كيف (?:حالكم|احوالكم|الجميع|الكل)|شلونكم|كيفكم",
    r"اشتقت (?:لكم|اليكم|للجميع)",
)
_FEW: Final = (
    # Spanish, French, German, Russian
    r"^\W*(?:hola|buenas|buenos dias|buenas (?:tardes|noches)|feliz (?:ano(?: nuevo)?|navidad))[ ,]+(?:a )?"
    r"(?:tod[oa]s|gente|chicos|amigos|grupo)\b",
    r"\balguien (?:sigue )?(?:aqui|por aqui|ahi|vivo)\b|\bquien sigue (?:aqui|por aqui)\b",
    r"^\W*(?:bonjour|salut|bonsoir|coucou|bonne (?:annee|nuit|journee)|joyeux noel)[ ,]+(?:a )?"
    r"(?:tous|toutes|tout le monde|les amis|les gens)\b",
    r"\b(?:y a[- ]t[- ]il|il y a) (?:encore )?quelqu'un\b|\bqui est (?:encore |toujours )?la\b",
    r"^\W*(?:hallo|hi|moin|servus|guten (?:morgen|tag|abend)|frohes neues(?: jahr)?|frohe weihnachten)[ ,]+(?:an )?"
    r"(?:alle|allerseits|zusammen|leute|ihr lieben)\b",
    r"\b(?:wer|jemand) (?:ist )?(?:noch )?(?:hier|da)\b|\bist (?:noch |hier )+jemand\b",
    r"^\W*всем (?:привет|здравствуи\w*|добр\w+|хорош\w+)(?!\w)",
    r"^\W*(?:привет|здравствуите|добр\w+ (?:утро|день|вечер|ночи)|хаи|с (?:новым годом|праздником|рождеством))[ ,!]+"
    r"(?:всем|всех|друзья|коллеги|народ|ребята|господа)(?!\w)",
    r"^\W*всех с (?:новым|наступающ\w+|праздник\w+|рождеств\w+|пятниц\w+)",
    r"^\W*(?:\w+[ ,!]+)?(?:есть (?:тут |здесь )?(?:кто|живые)|кто (?:еще )?(?:здесь|тут|жив\w*))(?![\w-])",
    r"^\W*(?:народ|коллеги|ребята|друзья|господа)[,!]",
)
_CALLED: Final = re.compile(
    r"(?:^|[\s(\[])@(?:all|every ?one|here|channel|room|所有人|全体成员|全體成員|الجميع)(?!\w)"
    "|<!(?:here|channel|everyone)(?:\\||>)|\U0001f9e7"  # the last is the sign of a red envelope
)
_GREETS: Final = re.compile("|".join(f"(?:{each})" for each in (*_EN, *_ZH, *_AR, *_FEW)))
# What tells a red envelope handed out from one talked about is not in the words; thanks for one are.
_THANKS: Final = re.compile(r"^\W*(?:谢|謝|多谢|多謝|感谢|感謝|thanks?\b|thank you\b|شكرا)")


def greets_all(text: str) -> bool:
    """Whether ``text`` greets or calls everybody of a group, or hands out something to all of it.

    >>> greets_all("Hello everyone"), greets_all("还有人吗？"), greets_all("Hello Ines"), greets_all("@所有人 明天开窑")
    (True, True, False, True)
    """
    if len(text) > _LONGEST:
        return False
    folded = " ".join(fold(text).replace("\u2019", "'").split())
    if _CALLED.search(folded):
        return True
    found = _GREETS.search(folded)
    return found is not None and found.start() < _HEAD and not _THANKS.match(folded)
