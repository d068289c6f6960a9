"""What KakaoTalk writes itself: words that stand for what was sent, calls, notices."""

import re
from functools import lru_cache
from typing import Final

WORDS: Final = {
    "image": "사진 photo photos image 写真 照片 图片",
    "video": "동영상 video videos 動画 视频",
    "sticker": "이모티콘 스티커 (이모티콘) emoticon emoticons sticker stickers スタンプ 表情",
    "voice": "음성메시지 음성|메시지 voice|message voice|note voicenote ボイスメッセージ 音声メッセージ 语音消息",
    "location": "지도 위치 map location 地図 位置情報",
    "contact": "연락처 contact 連絡先",
    "file": "파일 file ファイル",
}
WHOLE: Final = {word.replace("|", " "): kind for kind, some in WORDS.items() for word in some.split()}
DELETED: Final = frozenset(
    (
        "삭제된 메시지입니다",
        "이 메시지는 삭제되었습니다",
        "메시지가 삭제되었습니다",
        "this message was deleted",
        "this message has been deleted",
        "deleted message",
        "message deleted",
        "削除されたメッセージです",
        "채팅방 관리자가 메시지를 가렸습니다",
    )
)
SEVERAL: Final = re.compile(r"(?:사진|写真|photos?) ?\d{1,3} ?[장枚]?|\d{1,3} photos?", re.IGNORECASE)
NAMED: Final = re.compile(r"(파일|file|ファイル|지도|위치|location|map|연락처|contact) ?: ?([^\n]+)", re.IGNORECASE)
KEPT: Final = re.compile(r"[0-9a-f]{32,}\.([a-z0-9]{2,5})")  # how what was sent is called when it was saved along
KEPT_KINDS: Final = {
    ending: kind
    for kind, some in {
        "image": "jpg jpeg png gif heic webp",
        "video": "mp4 mov avi",
        "voice": "m4a amr aac",
        "audio": "mp3 wav",
    }.items()
    for ending in some.split()
}
CALL: Final = re.compile(
    r"(?:부재중 |취소된 |그룹 ?)?(?:보이스톡|페이스톡|라이브톡|그룹콜|voice ?(?:call|talk)|video call|face ?talk|"
    r"live ?talk|ボイストーク|フェイストーク)(?P<rest>[^\n]{0,30})",
    re.IGNORECASE,
)
CALL_DEEDS: Final = re.compile(
    r"(?:\s*(?:해요|취소|부재중|거절|응답 ?없음|종료|시작|missed|cancell?ed|no answer|declined|ended|started|"
    r"キャンセル|不在着信|応答なし)?[.!]?\s*(?:\d{1,3}:)?(?:\d{1,3}:\d{2})?\s*)",
    re.IGNORECASE,
)
LENGTH: Final = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)\s*\Z")
MONEY: Final = re.compile(
    r"[\d,]{1,15}원(?:을|를)? ?(?:보냈어요|보냈습니다|받으세요|받기 완료|송금)[^\n]{0,80}|(?:송금|sent ₩)[^\n]{0,40}"
)
POLL: Final = re.compile(r"(?:톡게시판 )?'?(?:투표|poll)'? ?: ?(.+)", re.IGNORECASE | re.DOTALL)
NOTICE: Final = re.compile(
    r"[^\n]{1,100}님(?:이|을|과) [^\n]{0,100}"
    r"(?:들어왔습니다|나갔습니다|초대했습니다|내보냈습니다|퇴장하셨습니다|입장하셨습니다)\.?"
    r"|채팅방 관리자가 메시지를 가렸습니다\.?|운영정책을 위반한 메시지로[^\n]{0,120}"
    r"|[^\n]{1,100} (?:joined|left|has left|has joined) this (?:chatroom|chat room|group chat)\.?"
    r"|[^\n]{1,100} (?:invited [^\n]{1,100}|was (?:removed|kicked)[^\n]{0,60})\."
    r"|[^\n]{1,100}(?:が退出しました|が参加しました|を招待しました)。?"
)
MINE: Final = ("회원님", "you")  # how some exports call their owner


def kind_of(text: str) -> tuple[str, str]:
    """Kind and text of what somebody sent: a word that stands for a thing is no text of theirs.

    >>> kind_of("사진"), kind_of("사진 3장"), kind_of("파일: 유약.pdf"), kind_of("사진 좋다")
    (('image', ''), ('image', '사진 3장'), ('file', '유약.pdf'), ('text', '사진 좋다'))
    """
    return _short(text) if len(text) < 200 else ("text", text)


@lru_cache(4096)  # the same few words make up most of what is no plain text
def _short(text: str) -> tuple[str, str]:
    folded = text.strip().casefold().rstrip(".。")
    kind = WHOLE.get(folded)
    if kind is not None:
        return kind, ""
    if folded in DELETED:
        return "deleted", ""
    if SEVERAL.fullmatch(folded):
        return "image", text
    if found := NAMED.fullmatch(text):
        return WHOLE[found[1].casefold()], found[2].strip()
    if found := KEPT.fullmatch(text):
        return KEPT_KINDS.get(found[1], "file"), text
    if (found := CALL.fullmatch(text.strip())) and CALL_DEEDS.fullmatch(found["rest"]):
        return "call", text
    if MONEY.fullmatch(text):
        return "transfer", text
    if found := POLL.fullmatch(text):
        return "poll", found[1]
    return "text", text


def call_length(text: str) -> int | None:
    """Seconds of a call that took place.

    >>> call_length("보이스톡 1:02:03"), call_length("보이스톡 해요")
    (3723, None)
    """
    found = LENGTH.search(text)
    return int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3]) if found else None


def is_notice(text: str) -> bool:
    """Whether a line is what KakaoTalk itself says about the chat's members."""
    return bool(NOTICE.fullmatch(text.strip()))
