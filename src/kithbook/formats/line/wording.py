"""What LINE writes itself, in many languages: words that stand for what was sent, calls, notices, titles."""

import json
import re
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

WORDS: Final[dict[str, Any]] = json.loads(files(__package__).joinpath("words.json").read_text("utf-8"))
# weekday by its name; a word of two letters means another day in another language, so it only shows that it is one
WEEKDAYS: Final[dict[str, int | None]] = {
    word: None if word.isascii() and len(word) < 3 else number
    for number, some in enumerate(WORDS["weekdays"])
    for word in some
}
THINGS: Final[dict[str, str]] = {
    word.casefold(): kind for kind, some in WORDS.items() if kind != "weekdays" for word in some
}
BRACKETED: Final = re.compile(r"\[([^\[\]\n]{1,30})\] ?")
CALLED: Final = re.compile(
    r"(?:☎ ?)?(?:call time|通話時間|通话时间|ระยะเวลาการโทร|เวลาโทร|통화 ?시간|durasi panggilan|thời gian gọi)[:：]? ?"
    r"(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,3}):(?P<s>\d{2})",
    re.IGNORECASE,
)
LENGTH: Final = re.compile(r"(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,3}):(?P<s>[0-5]\d)\s*")
MISSED: Final = frozenset(
    word.casefold()
    for word in (
        *("Missed call", "No answer", "Canceled call", "Cancelled call", "Canceled the call", "不在着信", "応答なし"),
        *(
            "通話をキャンセルしました",
            "通話に応答がありませんでした",
            "キャンセル",
            "未接來電",
            "無人接聽",
            "您已取消通話",
        ),
        *("取消通話", "未接来电", "无人接听", "ไม่ได้รับสาย", "สายที่ไม่ได้รับ", "ไม่มีคำตอบ", "ยกเลิกการโทร", "부재중 통화"),
    )
)
UNSENT: Final = re.compile(
    r"(?P<who>[^\n]{0,100}?) ?(?:が|님이 )?(?:unsent a [a-z ]{4,20}|メッセージの送信を取り消しました|送信取消しました"
    r"|(?:已)?收回(?:了)?(?:一則)?訊息|(?:已)?(?:收回|撤回)(?:了)?(?:一条)?(?:消息|讯息|信息)|(?:ได้)?ยกเลิกข้อความ(?:แล้ว)?"
    r"|메시지를 취소했습니다|membatalkan pengiriman pesan)[.。]?",
    re.IGNORECASE,
)
NOTICE: Final = re.compile(
    r"(?P<who>[^\n]{1,100}?) (?:(?:joined|left|has left) (?:the )?(?:group|chat|room|square)|(?:invited|added|removed) "
    r"[^\n]{1,200}|changed the (?:group|chat)[^\n]{1,200}|was (?:invited|removed)[^\n]{0,100})[.]?"
    r"|[^\n]{1,100}(?:が(?:グループに|トークに|オープンチャットに)?(?:参加|退出)しました|がグループ(?:から退会|を退会|を退出)しました"
    r"|を(?:グループに)?招待しました|をグループに追加しました|がグループ名を[^\n]{1,100}に変更しました"
    r"|がグループの(?:アイコン|プロフィール画像)を変更しました)[。]?"
    r"|[^\n]{1,100}(?:加入聊天|離開聊天|已加入群組|加入了群組|已退出群組|離開了群組|退出了群组|加入了群组|邀請[^\n]{1,100}加入[^\n]{0,20}"
    r"|เข้าร่วมกลุ่ม(?:แล้ว)?|เข้ากลุ่ม(?:แล้ว)?|ออกจากกลุ่ม(?:แล้ว)?|님이 (?:들어왔습니다|나갔습니다|초대했습니다))[。.]?",
    re.IGNORECASE,
)
# one of these stands in whatever the two above can match: looked for first, since most lines hold none
SIGNS: Final = re.compile(
    r"unsent a|joined|left|invited|added|removed|changed the|was |しました|聊天|群|訊息|消息|讯息|信息|ข้อความ|กลุ่ม"
    r"|님이|취소|membatalkan"
)
# (pattern, whether it is only used of groups)
TITLES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), is_group)
    for pattern, is_group in (
        (r"Chat history (?:in|with the group) [\"“](.+)[\"”]", True),
        (r"Chat in [\"“](.+)[\"”]", True),
        (r"Chat (?:history )?with (.+)", False),
        (r"Chat history (?:in|of) (.+)", False),
        (r"(.+)とのトーク(?:履歴)?", False),
        (r"(.+)のトーク(?:履歴)?", False),
        (r"[與与] ?(.+?) ?的聊天(?:[記记紀][錄录])?", False),
        (r"(.+?)的聊天[記记紀][錄录]", False),
        (r"ประวัติการ(?:แชท|สนทนา)ในกลุ่ม [\"“](.+)[\"”]", True),
        (r"ประวัติการ(?:แชท|สนทนา)(?:กับ|ใน) ?(.+)", False),
        (r"(.+?) ?님과(?:의)? ?(?:대화|나눈 대화|채팅)(?: ?내용| ?기록)?", False),
        (r"(?:Riwayat (?:obrolan|chat|percakapan) dengan|Lịch sử trò chuyện với|Historial de chat con) (.+)", False),
    )
)
BANNER: Final = "[LINE]"


def title_of(line: str) -> tuple[str, bool]:
    """The chat's title in a first line or a file's name, or "", and whether only a group is called so.

    >>> title_of("[LINE] Chat history with Ines"), title_of('[LINE] Chat in "Lantern Street"'), title_of("Ines")
    (('Ines', False), ('Lantern Street', True), ('', False))
    """
    if not line.startswith(BANNER) or len(line) > 300:
        return "", False
    words = " ".join(line.removeprefix(BANNER).split())
    for pattern, is_group in TITLES:
        if found := pattern.fullmatch(words):
            return found[1].strip(), is_group
    return words, False


def notice(line: str) -> str | None:
    """Whom a line of LINE's own is about ("" where it does not say), None where it is no such line.

    >>> notice("Ines left the group."), notice("メッセージの送信を取り消しました"), notice("Ines: warm")
    ('Ines', '', None)
    """
    if not SIGNS.search(line):
        return None
    for pattern in (UNSENT, NOTICE):
        if found := pattern.fullmatch(line):
            return (found["who"] or "").strip()
    return None


def kind_of(text: str, is_bare: bool) -> tuple[str, str]:
    """Kind and text of what somebody sent; ``is_bare``: words that stand for things have no brackets (on a computer).

    >>> kind_of("[Sticker]", False), kind_of("Photo", False), kind_of("Photo", True), kind_of("[File] a.pdf", False)
    (('sticker', ''), ('text', 'Photo'), ('image', ''), ('file', 'a.pdf'))
    """
    if len(text) > 300 or not (is_bare or text[:1] in "[☎"):
        return "text", text
    return _short(text, is_bare)


@lru_cache(4096)  # the same few words make up most of what is no plain text
def _short(text: str, is_bare: bool) -> tuple[str, str]:
    found = BRACKETED.match(text)
    if found and (kind := THINGS.get(found[1].casefold())):
        return kind, text[found.end() :]
    folded = text.strip().casefold()
    if is_bare and (kind := THINGS.get(folded)):
        return kind, ""
    if text.startswith("☎") or (is_bare and (folded in MISSED or CALLED.fullmatch(text.strip()))):
        return "call", text
    if is_bare and (found := UNSENT.fullmatch(text)) and not found["who"]:
        return "deleted", ""
    return "text", text


def call_length(text: str) -> int | None:
    """Seconds of a call that took place.

    >>> call_length("☎ Call time 1:02:03"), call_length("☎ 不在着信")
    (3723, None)
    """
    found = LENGTH.search(text)
    return int(found["h"] or 0) * 3600 + int(found["m"]) * 60 + int(found["s"]) if found else None
