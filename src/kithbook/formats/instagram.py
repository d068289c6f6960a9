"""Instagram's download of your information in JSON: direct messages, followers, those you follow.

Facebook's downloads look alike; `meta/files.py` says how the two are told apart.
"""

from collections.abc import Iterator
from typing import Final

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.meta import files, threads
from kithbook.formats.source import Source
from kithbook.vocabulary import Record, Said

NAME: Final = "instagram-json"
TITLE: Final = "Instagram (JSON)"
PLATFORM: Final = files.INSTAGRAM
HOW_TO_EXPORT: Final = {
    "en": (
        "In Instagram open Settings, Accounts Center, Your information and permissions, Export your information "
        "(formerly Download your information). Choose Messages and Followers and following, all time, and the format "
        "JSON, not HTML. Give Kithbook the zip."
    ),
    "zh-hans": (
        "在 Instagram 打开“设置”→“账户中心”→“你的信息和权限”→“导出你的信息”（旧称“下载你的信息”）。"
        "选择“消息”和“粉丝与关注”，时间选全部，格式选 JSON，不要选 HTML。把得到的 zip 交给 Kithbook。"
    ),
    "ar": (
        "في Instagram افتح الإعدادات ثم «مركز الحسابات» ثم «معلوماتك وأذوناتك» ثم «تصدير معلوماتك» (سابقًا «تنزيل "
        "معلوماتك»). اختر الرسائل والمتابِعين ومن تتابعهم، وكل الفترات، والصيغة JSON لا HTML. أعطِ Kithbook ملف zip."
    ),
}
COVERAGE: Final = Coverage(
    versions="2021 to 2026: all names of folders; followers with the user name as value, as title or in the link only",
    kept="messages, reactions, kinds of attachment, links, calls, unsent ones, members, followers and those followed",
    left_out=(
        "the media themselves; replies and mentions, which are not in the files; notices of the app in languages other "
        "than English are text, unless they begin with a full name; messages.json of before 2020"
    ),
    seen=1,
)


def recognise(source: Source) -> bool:
    """Whether every file is a thread of messages or a list of followers, and something says that it is Instagram's."""
    return files.is_export(source, PLATFORM)


gather = files.gather


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of all threads, then of the lists; "platform" is asked where a file could be Facebook's as well."""
    return threads.read(source, answers)


def why_not(source: Source) -> Said | None:
    """What to do instead, where somebody chose HTML."""
    return files.why_not(source, PLATFORM, "Instagram")
