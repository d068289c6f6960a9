"""LinkedIn's "Get a copy of your data": Connections.csv, messages.csv, Invitations.csv and Profile.csv, or one of them.

LinkedIn describes no columns; they are those of real archives of 2020 to 2026, as their readers report them.
"""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.linkedin.people import PLATFORM
from kithbook.formats.linkedin.reading import Reading
from kithbook.formats.linkedin.sheets import FILES, is_other, kind_of, tables
from kithbook.formats.source import Source
from kithbook.vocabulary import Record

__all__ = ["COVERAGE", "HOW_TO_EXPORT", "NAME", "PLATFORM", "TITLE", "gather", "read", "recognise"]

NAME: Final = "linkedin"
TITLE: Final = "LinkedIn"
HOW_TO_EXPORT: Final = {
    "en": (
        "On linkedin.com click Me, Settings & Privacy, Data privacy, Get a copy of your data. Choose Connections, "
        "Messages, Invitations and Profile, or the larger archive. The mail with the zip comes within minutes to a "
        "day. Give Kithbook the zip."
    ),
    "zh-hans": (
        "在 linkedin.com 点“我”→“设置与隐私”→“数据隐私”→“获取数据副本”。勾选人脉（Connections）、消息（Messages）、"
        "邀请（Invitations）和个人资料（Profile），或选择完整存档。几分钟到一天内会收到含 zip 的邮件。"
        "把 zip 交给 Kithbook。"
    ),
    "ar": (
        "في linkedin.com اضغط «أنا» ثم «الإعدادات والخصوصية» ثم «خصوصية البيانات» ثم «الحصول على نسخة من بياناتك». "
        "اختر جهات الاتصال (Connections) والرسائل (Messages) والدعوات (Invitations) والملف الشخصي (Profile)، أو "
        "الأرشيف الأكبر. تصل رسالة بملف zip خلال دقائق أو يوم. أعطِ Kithbook ملف zip."
    ),
}
COVERAGE: Final = Coverage(
    versions="2020 to 2026: with and without notes above the connections, addresses of profiles, drafts, attachments",
    kept="connections with company, role and day, conversations, invitations with their words, the owner",
    left_out=(
        "drafts, spam and advertisements, which nobody exchanged (counted as blank); attached files; the rest of the "
        "profile and all other tables of the archive"
    ),
    seen=3,
)
FOLDERS: Final = ("jobs", "verifications", "services marketplace", "articles")  # of the archive, with other tables


def recognise(source: Source) -> bool:
    """Whether a file has the columns of one of the four tables, after notes or at once."""
    return any(kind_of(source, name)[0] for name in tables(source))


def gather(names: Sequence[str]) -> list[tuple[str, ...]]:
    """The four tables of one folder, whichever of them are there, with the other tables beside them."""
    folders: dict[PurePosixPath, list[str]] = {}
    others: dict[PurePosixPath, list[str]] = {}
    for name in names:
        path = PurePosixPath(name)
        if path.name.lower() in FILES:
            folders.setdefault(path.parent, []).append(name)
        elif is_other(path.name):
            inner = path.parent.name.lower() in FOLDERS
            others.setdefault(path.parent.parent if inner else path.parent, []).append(name)
    return [(*files, *others.get(folder, ())) for folder, files in folders.items()]


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of an archive; "date_order" is asked where the dates of invitations could be read in two ways."""
    return Reading(source, answers).records()
