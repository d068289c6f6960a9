"""Facebook's download of your information in JSON, and Messenger's of end-to-end encrypted chats.

Instagram's downloads look alike; `meta/files.py` says how the two are told apart.
"""

from collections.abc import Iterator
from typing import Final

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.meta import files, threads
from kithbook.formats.source import Source
from kithbook.vocabulary import Record, Said

NAME: Final = "facebook-json"
TITLE: Final = "Facebook Messenger (JSON)"
PLATFORM: Final = files.FACEBOOK
HOW_TO_EXPORT: Final = {
    "en": (
        "On facebook.com open Settings, Accounts Center, Your information and permissions, Export your information "
        "(formerly Download your information). Choose Messages and Friends, all time, and the format JSON, not HTML. "
        "End-to-end encrypted chats come apart: messenger.com, Privacy and safety, End-to-end encrypted chats, "
        "Message storage, Download secure storage data. Give Kithbook the zips."
    ),
    "zh-hans": (
        "在 facebook.com 打开“设置”→“账户中心”→“你的信息和权限”→“导出你的信息”（旧称“下载你的信息”）。"
        "选择“消息”和“好友”，时间选全部，格式选 JSON，不要选 HTML。"
        "端到端加密的聊天要另外下载：messenger.com →“隐私与安全”→“端到端加密聊天”"
        "→“消息存储”→“下载安全存储数据”。把得到的 zip 交给 Kithbook。"
    ),
    "ar": (
        "في facebook.com افتح الإعدادات ثم «مركز الحسابات» ثم «معلوماتك وأذوناتك» ثم «تصدير معلوماتك» (سابقًا «تنزيل "
        "معلوماتك»). اختر الرسائل والأصدقاء، وكل الفترات، والصيغة JSON لا HTML. أما المحادثات المشفَّرة بين الطرفين "
        "فتُنزَّل على حدة: messenger.com ثم «الخصوصية والأمان» ثم «المحادثات المشفَّرة تمامًا بين الطرفين» ثم «تخزين "
        "الرسائل» ثم «تنزيل بيانات التخزين الآمن». أعطِ Kithbook ملفات zip."
    ),
}
COVERAGE: Final = Coverage(
    versions="2018 to 2026: all names of folders, with and without types of messages; encrypted chats (2023 on)",
    kept="messages, reactions, kinds of attachment, links, places, calls, unsent ones, members, friends since when",
    left_out=(
        "the media themselves; replies and mentions, which are not in the files; notices of the app in languages other "
        "than English are text, unless they begin with a full name"
    ),
    seen=3,
)


def recognise(source: Source) -> bool:
    """Whether every file is a thread of messages or a list of friends, and nothing says that it is Instagram's."""
    return files.is_export(source, PLATFORM)


gather = files.gather


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of all threads, then of the lists; "platform" is asked where a file could be Instagram's as well."""
    return threads.read(source, answers)


def why_not(source: Source) -> Said | None:
    """What to do instead, where somebody chose HTML."""
    return files.why_not(source, PLATFORM, "Facebook")
