"""Slack's export, as a zip or a folder, and what slackdump makes in its likeness or as one file for each channel.

Fields as in exports of 2016 to 2026, those of Enterprise Grid among them, and in slackdump 2 to 4; what Slack itself
says of them is in its article "How to read Slack data exports".
"""

from collections.abc import Iterator
from typing import Final

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.slack.files import gather, recognise, why_not
from kithbook.formats.slack.reader import Reading
from kithbook.formats.source import Source
from kithbook.vocabulary import Record

NAME: Final = "slack"
TITLE: Final = "Slack"
PLATFORM: Final = "slack"
HOW_TO_EXPORT: Final = {
    "en": (
        "Owners and admins of a workspace: on a computer, press its name, then Tools & settings, Workspace settings, "
        "Import/Export Data, Export. Slack mails you when the zip can be downloaded; on most plans it holds public "
        "channels only. Everybody else, and for direct messages: slackdump (free, on GitHub) with slackdump export."
    ),
    "zh-hans": (
        "工作区的拥有者和管理员：在电脑上点工作区名称 → 工具和设置 → 工作区设置 → 导入/导出数据 → 导出。可以下载 zip "
        "时 Slack 会发邮件给你；多数套餐只含公共频道。其他人，或者要导出私信，就用 slackdump（免费，在 GitHub 上），"
        "运行 slackdump export。"
    ),
    "ar": (
        "لمالكي مساحة العمل ومشرفيها: على الحاسوب، اضغط اسمها ثم Tools & settings ثم Workspace settings ثم "
        "Import/Export Data ثم Export. يرسل إليك Slack رسالة حين يصبح ملف zip جاهزًا، وفي معظم الخطط لا يحوي إلا "
        "القنوات العامة. ولغيرهم، وللرسائل المباشرة: برنامج slackdump (مجاني، على GitHub) بالأمر slackdump export."
    ),
}
COVERAGE: Final = Coverage(
    versions="Slack 2016 to 2026, Enterprise Grid; slackdump's exports and dumps; single files of a day or a channel",
    kept=(
        "messages, threads, mentions, reactions, edits, deletions, huddles as calls, files by name, texts of bots, "
        "what members did, members of channels, profiles with mail, phone and role"
    ),
    left_out="the files themselves; canvases, lists and logs of apps; bold and the like; pictures of custom emoji",
    seen=3,
)
ATTACHES: Final = ("__uploads",)  # where slackdump puts files in its Mattermost layout

__all__ = [
    "ATTACHES",
    "COVERAGE",
    "HOW_TO_EXPORT",
    "NAME",
    "PLATFORM",
    "TITLE",
    "gather",
    "read",
    "recognise",
    "why_not",
]


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of the export: people, then each channel with its members and messages. Nothing is asked."""
    return Reading(source).records()
