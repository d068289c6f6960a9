"""News about somebody's life out of a sentence: a new job, a move, a wedding, a loss; and its name in a draft.

Made for few false news rather than for all. In a message the news is the writer's ("I", "we", or no subject at all);
in a note, which the owner writes about a person, it is that person's ("she", "he", "they", or no subject). Questions,
suppositions, denials, news of long ago and of third parties are left alone as far as a rule can tell.
"""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from kithbook.words.fold import fold
from kithbook.words.news_rules import AR, DEEDS, FEW, KIN, THINGS, ZH, ZH_KIN
from kithbook.words.sentences import Sentence, sentences

# kind: its name in a draft, as what one congratulates on, asks after or is sorry about.
_PHRASES: Final = {
    "new job": ("the new job", "新工作", "العمل الجديد"),
    "left job": ("leaving the job", "离职", "ترك العمل"),
    "moved": ("the move", "搬家", "الانتقال"),
    "engaged": ("the engagement", "订婚", "الخطوبة"),
    "married": ("the wedding", "结婚", "الزواج"),
    "baby": ("the baby", "宝宝", "المولود"),
    "graduated": ("the graduation", "毕业", "التخرج"),
    "published": ("the publication", "作品发表", "النشر"),
    "launched": ("the launch", "新开张的事", "الانطلاقة"),
    "award": ("the award", "获奖", "الجائزة"),
    "ill": ("the illness", "身体", "الوعكة الصحية"),
    "loss": ("the loss", "亲人离世", "الفقد"),
    "travel": ("the journey", "这次出行", "السفر"),
    "exam": ("the exam", "考试", "الامتحان"),
    "anniversary": ("the anniversary", "纪念日", "ذكرى الزواج"),
}
KINDS: Final = tuple(_PHRASES)
_LANGUAGES: Final = ("en", "zh-hans", "ar")

_OPENING: Final = (
    r"^\W*(?:(?:so|and|but|ok|okay|oh|well|hey|hi|hello|yes|yep|yay|wow|guess what|finally|also|btw|by the way"
    r"|actually|(?:big|good|bad|sad|great|some|other)"
    r" news|update|today|yesterday|last (?:week|month|night|year)|this (?:week|morning)|apparently"
    r"|fyi)\b[ ,:!.-]*){0,3}"
)
_HOW: Final = (
    r"(?:(?:'ve|'m|'re| have| has| had| am| are| was| were| will be|'s| is)?"
    r"(?: (?:just|finally|officially|recently|also|now|actually|already|only|really|today|yesterday|even|gonna"
    r"|going to))*)"
)
# Who speaks of themselves: in a message, and in a note on a person.
_SUBJECT: Final = {
    False: r"(?<![\w'])(?:i|we|me and my (?:\w+ ){1,2})",
    True: rf"(?:(?<![\w'])(?:she|he|they)|^(?!(?:i|we|you|it|who|the|{KIN})\b)[^\W\d_]+)",
}
_MY: Final = {False: "my|our", True: "his|her|their"}

# All that may stand before the news in an Arabic clause, and what may not stand in its sentence.
_AR_LEAD: Final = re.compile(
    r"(?:(?:و?انا|نحن|احنا|و|لقد|قد|اليوم|امس|البارحه|امبارح|اخيرا|الحمد لله|بحمد الله|بفضل الله|الاسبوع الماضي"
    r"|الشهر الماضي|هذا الاسبوع"
    r"|للتو|توي|مؤخرا|خبر(?: سعيد| حلو| حزين)?|بشري|مبروك علي|عندي خبر|ابشركم?|ابشرك|يا \w+|للاسف|صباح اليوم"
    r"|ليله امس|ايضا|اني|غدا|بكره|بعد غد|اسمع\w?|تعرف\w?|مع الاسف|انا لله وانا اليه راجعون)(?: |$))*"
)
# What makes it no news, before it or after it.
_BEFORE: Final = re.compile(
    r"\b(?:if|when|whenever|once|unless|until|before|after|while|as soon as|suppose|imagine|wish\w*|hop(?:e|es|ing)"
    r"|maybe|perhaps|might|would|could|should|can|want\w*|plan(?:ned|s)?|dream\w*|thinking (?:of|about)|consider\w*"
    r"|almost|nearly|not|never|no|nobody|pretend\w*|like i|as if|like|says?|said|heard|thought|used to|back in"
    r"|the time"
    r"|ever since|since|whether|where|had|ago|\d\d (?:years|yrs))\b|n't\b|\bin (?:19|20)\d\d\b"
)
_AFTER: Final = re.compile(
    r"\bin '\d\d\b|\b(?:ago|in (?:19|20)\d\d|back then|if|in my dreams?|once|unless|when i was|at the time"
    r"|years? old)\b"
)
_CAUTION_FEW: Final = re.compile(
    r"\b(?:si|no|nunca|ne|pas|jamais|wenn|falls|nicht|nie|vor \w+ jahren|hace \w+ anos)\b|(?<!\w)(?:если|не|когда"
    r"|бы|лет назад|раньше)(?!\w)"
)
# All that may stand in a clause before the news: whose it is, when, and how sure. Anything else is somebody else.
_ZH_WHEN: Final = (
    "[今昨前]天|[今昨][晚早日]|上?(?:周|週|星期|[个個]月)[一二三四五六日末]?|[这這](?:周|週|[个個]月)|最近"
    "|[终終][于於]|[刚剛]|已[经經]|也|要|[马馬]上|快|就|正式|又"
    "|是|[顺順]利|[真都]|成功|前[几幾]天|[这這][几幾]天|[报報]告|[对對]了|[好]消息|不小心|[结結]果|[从從]今天起"
    "|[跟和]?[你您][说說]一?[声聲下]?|告[诉訴]你"
)
_ZH_LEAD: Final = {
    False: re.compile(f"(?:我[们們]?|俺|咱[们們]?|自己|{_ZH_WHEN}|家|老[婆公]|媳[妇婦]|的)*"),
    True: re.compile(f"(?:[她他][们們]?|TA|ta)?(?:[^我你您,]{{2,4}}?)?(?:{_ZH_WHEN})*"),
}
_ZH_UNREAL: Final = re.compile(
    "第.{1,3}天|[后後][来來]|想|要是|如果|打算|考[虑慮]|[没沒不別别未]|假如|[万萬]一|希望|可能|[应應][该該]"
    "|也[许許]|差[点點]|以前|[当當]年|去年|前年|[年][前]|那[时時]|的[时時]候|之前|之[后後]|以[后後]|自从|自從"
    "|等(?!奖|獎)|快要?[^到]{0,3}吧|[哪怎]|梦|夢|幸[亏虧]|[怕]|[据據][说說]|[应]该|多久|什么|什麼|[会會]不"
)
_AR_CAUTION: Final = re.compile(
    r"(?<!\w)(?:لو|اذا|لا|لم|لن|ما|مش|مو|ليت|اتمني|ربما|ممكن|لعل|عندما|لما|قبل (?:سنه|سنوات|سنتين|\w+ سنوات)"
    r"|منذ (?:سنوات|سنين|\w+ سنوات)"
    r"|هو|هي|هم|انت|انتي|انتم|قال|قالت|سمعت|حلمت|كنت|اريد|ابغي|بدي|سنه \d{4}|عام \d{4})(?!\w)"
)
_ZH_AFTER: Final = re.compile(r"\W*(?:的|[吗嗎吧]|之|以[前后後]|才|就好|再|[没沒]|怎|后|後|[会會])")
_WORDS: Final = re.compile(r"[^\W\d_][\w'\u2019-]*")
# In a note the rules' "my" and "am" are the person's.
_OF_PERSON: Final = re.compile(r"\bmy\b|\bam\|'m")
_PERSON: Final = {"my": "(?:his|her|their)", "am|'m": "is|'s"}
_JOKE: Final = re.compile(r"\b(?:lol|lmao|haha\w*|jk|kidding|rofl)\b|[哈]{2,}|ههه|开玩笑")

# Capital letters that begin no town: software, days, months, nations' tongues.
_NO_PLACE: Final = re.compile(
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july"
    r"|august|september|october|november|december"
    r"|linux|ubuntu|debian|fedora|arch|gentoo|mint|suse|opensuse|windows|win(?:xp|\d+)?|vista|mac(?:os|book)?|osx|ios|android"
    r"|gnome|kde|xfce|unity|wayland|xorg|python\d*|java(?:script)?|rust|go|kotlin|swift|php|ruby|perl|django"
    r"|git(?:hub|lab)?|bitbucket|docker|kubernetes|aws|azure|gcp|slack|discord|telegram|whatsapp|signal|zoom|teams|firefox"
    r"|chrome|opera|safari|postgres\w*|mysql|mongo\w*|sqlite|redis|jira|trello|notion|vim|emacs"
    r"|allure|jenkins|selenium|playwright|cypress|maven|gradle|hardy|gutsy|feisty|edgy|dapper|intrepid|jaunty"
    r"|karmic|lucid|natty|precise|xubuntu|kubuntu|lubuntu|grub|lilo|ext\d|nvidia|ati|amd|intel|apple"
    r"|english|german|french|spanish|plan|part|page|level|step|version|phase|stage|chapter|room|channel|the|this"
    r"|that|my|your|another)$"
)
_TECHNICAL: Final = re.compile(
    r"\b(?:server|version|branch|linux|ubuntu|windows|kernel|driver|repo|code|desktop|folder|file|partition"
    r"|distro|install\w*|upgrad\w*|dual boot|boot|grub|firmware|node|channel|router|api|database|boards?"
    r"|mqtt|mhz|frequency|preset|config\w*|settings|protocol|platform)\b"
)


class News(NamedTuple):
    """A piece of news: one of KINDS, whether it is good (None where it can be either), and its sentence in the text."""

    kind: str
    good: bool | None
    span: tuple[int, int]


_Rule = tuple[str, bool | None, re.Pattern[str]]


def _english(*, note: bool) -> tuple[_Rule, ...]:
    """The English rules with their subject: what the writer did, or in a note what the person did."""
    subject = rf"(?:{_OPENING}|{_SUBJECT[note]}{_HOW} ?)"
    rules = [(kind, good, f"{subject}(?:{each})") for kind, good, several in DEEDS for each in several]
    rules += [
        (kind, good, each.replace("{my}", f"(?:{_MY[note]})")) for kind, good, several in THINGS for each in several
    ]
    if note:
        rules = [(k, good, _OF_PERSON.sub(lambda f: _PERSON[f.group()], each)) for k, good, each in rules]
    return tuple((kind, good, re.compile(each)) for kind, good, each in rules)


def _plain(rules: tuple[tuple[str, bool | None, tuple[str, ...]], ...]) -> tuple[_Rule, ...]:
    """Rules of languages that leave the subject out, or bend the verb to it."""
    return tuple((kind, good, re.compile(each)) for kind, good, several in rules for each in several)


_ENGLISH: Final = {note: _english(note=note) for note in (False, True)}
_CHINESE, _ARABIC, _OTHERS = _plain(ZH), _plain(AR), _plain(FEW)
_ADDRESS: Final = 7  # characters: "三朵,跟你说,"
_HAN: Final = re.compile("[\u3400-\u9fff]")
_ARABIC_LETTER: Final = re.compile("[\u0620-\u064a]")
_ZH_RELATIVE: Final = re.compile(ZH_KIN)
_OWN: Final = ("loss", "baby")  # kinds that are told of one's family


def news(text: str, *, note: bool = False) -> tuple[News, ...]:
    """The news that ``text`` tells of its writer or, as a ``note``, of the person it is about; one a sentence at most.

    >>> [each.kind for each in news("I started at Puddlewick Rail. 我们搬家了")]
    ['new job', 'moved']
    >>> news("my neighbour got a new job"), news("She got engaged", note=True)[0].kind
    ((), 'engaged')
    """
    return tuple(told for each in sentences(text) if not each.asks and (told := _told(each, note=note)) is not None)


def phrase(kind: str, language: str) -> str:
    """What a draft in ``language`` ("en", "zh-hans", "ar"; English for others) calls a piece of news.

    >>> phrase("new job", "en"), phrase("new job", "zh-hans"), phrase("new job", "ar")
    ('the new job', '新工作', 'العمل الجديد')
    """
    return _PHRASES[kind][_LANGUAGES.index(language) if language in _LANGUAGES else 0]


def _told(sentence: Sentence, *, note: bool) -> News | None:
    """The news of one sentence, in the language of its letters."""
    said = sentence.folded
    if _JOKE.search(said):
        return None
    if _HAN.search(said):
        found = _first(_CHINESE, said, lambda kind, match: _chinese(kind, match, note=note))
    elif _ARABIC_LETTER.search(said):
        found = _first(_ARABIC, said, lambda _, match: _arabic(match))
    else:
        found = _first(_ENGLISH[note], said, lambda _, match: _here_and_now(match, sentence.text))
        found = found or _first(_OTHERS, said, lambda _, match: not _CAUTION_FEW.search(_around(match)))
    return News(*found, (sentence.start, sentence.end)) if found else None


def _first(
    rules: tuple[_Rule, ...], said: str, holds: Callable[[str, re.Match[str]], bool]
) -> tuple[str, bool | None] | None:
    """Kind and goodness by the first rule that is found and holds."""
    for kind, good, pattern in rules:
        if (match := pattern.search(said)) and holds(kind, match):
            return kind, good
    return None


def _around(match: re.Match[str]) -> str:
    """The sentence without what was found."""
    return f"{match.string[: match.start()]} | {match.string[match.end() :]}"


def _here_and_now(match: re.Match[str], text: str) -> bool:
    """Whether an English sentence tells it as a fact of these days, and its place is one."""
    said = match.string
    if _BEFORE.search(said[: match.start()]) or _AFTER.search(said[match.end() :]):
        return False
    place = match.groupdict().get("place")
    if place is None:
        return True
    capital = any(word[0].isupper() and fold(word) == place for word in _WORDS.findall(text))
    return capital and not _NO_PLACE.match(place) and not _TECHNICAL.search(said)


def _arabic(match: re.Match[str]) -> bool:
    """Whether an Arabic sentence tells it of no other: a verb in -t is "I" or "she", so no noun stands before it."""
    clause = re.split("[,;:!]", match.string[: match.start()])[-1].strip()
    return _AR_LEAD.fullmatch(clause) is not None and not _AR_CAUTION.search(_around(match))


def _chinese(kind: str, match: re.Match[str], *, note: bool) -> bool:
    """Whether a Chinese sentence tells it of the writer (in a note: not of the writer), as a fact."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    clause = re.split(r"\W", before)[-1]
    earlier = before[: len(before) - len(clause)]
    # A clause without a subject has that of the clause before it, unless that is only a name or "listen".
    if not note and len(earlier) > _ADDRESS and not re.search("[我咱俺]", before):
        return False
    if (kind not in _OWN and _ZH_RELATIVE.search(clause)) or not _ZH_LEAD[note].fullmatch(clause):
        return False
    return not (_ZH_UNREAL.search(before) or _ZH_AFTER.match(after))
