"""What Telegram's two kinds of export have in common."""

from typing import Final

PLATFORM: Final = "telegram"
# folders of Telegram Desktop's export_output_*.cpp
MEDIA_FOLDERS: Final = (
    *("files", "photos", "stickers", "contacts", "stories", "profile_pictures"),
    *("video_files", "voice_messages", "round_video_messages"),
)
DELETED: Final = "Deleted Account"  # as Telegram itself calls somebody who is gone

HOW_TO_EXPORT: Final = {
    "en": (
        "On a computer, open the chat in Telegram Desktop, press the three dots, then Export chat history. "
        "Choose {form}, leave the media out, press Export. For all chats at once: Settings, Advanced, "
        "Export Telegram data."
    ),
    "zh-hans": (
        "在电脑上用 Telegram Desktop 打开聊天，点右上角的三个点，选“导出聊天记录”。"
        "格式选 {form}，不勾选媒体文件，然后导出。要一次导出全部聊天：设置 → 高级 → 导出 Telegram 数据。"
    ),
    "ar": (
        "على الحاسوب، افتح المحادثة في Telegram Desktop، واضغط النقاط الثلاث ثم «تصدير سجل المحادثة». اختر {form} "
        "دون الوسائط، ثم اضغط «تصدير». ولكل المحادثات معًا: الإعدادات ثم «خيارات متقدمة» ثم «تصدير بيانات تيليجرام»."
    ),
}


def how_to_export(form: str) -> dict[str, str]:
    """The steps in each language for one form of export ("JSON" or "HTML")."""
    return {language: text.format(form=form) for language, text in HOW_TO_EXPORT.items()}
