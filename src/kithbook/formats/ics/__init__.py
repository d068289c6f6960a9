"""Calendars as iCalendar (RFC 5545), of any program: a meeting for each time that an event takes place."""

from collections.abc import Iterator
from typing import Final

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.ics.reading import Reading
from kithbook.formats.source import HEAD, Source
from kithbook.formats.text import head_text
from kithbook.vocabulary import Record, Said, say

NAME: Final = "ics"
TITLE: Final = "Calendar (ICS)"
PLATFORM: Final = "mail"  # people of a calendar are known by their address
HOW_TO_EXPORT: Final = {
    "en": (
        "Google: on the web, Settings, Import & export, Export; the zip has a file for each calendar. Mac: Calendar, "
        "choose one, File, Export. iCloud and iPhone: through the Mac. Outlook: choose the calendar, File, Save "
        "Calendar, whole calendar, full details. Thunderbird: right-click the calendar, Export."
    ),
    "zh-hans": (
        "Google：网页版 → 设置 → 导入和导出 → 导出，压缩包里每个日历一个文件。Mac：日历 → 选中日历 → 文件 → 导出。"
        "iCloud 和 iPhone：经由 Mac。Outlook：选中日历 → 文件 → 保存日历 → 整个日历、完整的详细信息。Thunderbird："
        "右键点日历 → 导出。"
    ),
    "ar": (
        "Google: على الويب، «الإعدادات» ثم «الاستيراد والتصدير» ثم «تصدير»؛ وفي الملف المضغوط ملف لكل تقويم. Mac: "
        "التقويم، اختر تقويمًا، ثم «ملف» ثم «تصدير». iCloud وiPhone: عبر Mac. وفي Outlook: اختر التقويم، ثم «ملف» ثم "
        "«حفظ التقويم»، التقويم كله بكل التفاصيل. Thunderbird: انقر التقويم بالزر الأيمن ثم «تصدير»."
    ),
}
COVERAGE: Final = Coverage(
    versions="iCalendar of Google, Outlook, Exchange, Apple, Thunderbird, Evolution, Lotus Notes, BlackBerry",
    kept=(
        "who invited and who was invited, title, place, moment with its zone, length, whole days; repetitions up to a "
        "year ahead, with exceptions and changes of single ones; also what is marked as free, and what has a title "
        "and nobody invited; birthdays as facts of people"
    ),
    left_out=(
        "what was cancelled, or declined by the owner, or has neither title nor people; whoever declined; rooms and "
        "lists of people; public holidays; tasks, journals, free and busy times, alarms; descriptions and attachments; "
        "what repeats each minute or over 10,000 times, or by another calendar than the Gregorian"
    ),
    seen=115,
)


def recognise(source: Source) -> bool:
    """Whether the first line that says anything begins a calendar, in which there is an event."""
    head = head_text(source)
    return _is_calendar(head) and _has_events(head, source) and not _is_old(head)


def why_not(source: Source) -> Said | None:
    """A calendar in which there is nothing to read, or one of the kind before iCalendar."""
    head = head_text(source)
    if not _is_calendar(head):
        return None
    if _is_old(head):
        return say(
            "{name} is a calendar in the old form vCalendar. Export it again as iCalendar (.ics).", name=source.name
        )
    return say("{name} is a calendar without any event. Choose one that has some.", name=source.name)


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """A meeting for each time that an event takes place, up to a year after ``now`` or else the file's last day."""
    yield from Reading(source, answers, now).records()


def _is_calendar(head: str) -> bool:
    return head[:4096].lstrip()[:15].upper() == "BEGIN:VCALENDAR"


def _has_events(head: str, source: Source) -> bool:
    return "BEGIN:VEVENT" in head.upper() or len(source.head()) >= HEAD


def _is_old(head: str) -> bool:
    return "\nVERSION:1.0" in head[:4096].upper()
