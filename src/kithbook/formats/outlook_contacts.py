"""Outlook's CSV of contacts: some ninety columns, in the language of the program that wrote it."""

import csv
import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Final

from kithbook.formats.contacts_csv import records
from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.people_rows import Column
from kithbook.formats.source import Source
from kithbook.formats.text import head_text
from kithbook.vocabulary import Record

NAME: Final = "outlook-contacts"
TITLE: Final = "Outlook (contacts as CSV)"
PLATFORM: Final = "contacts"
HOW_TO_EXPORT: Final = {
    "en": (
        "In Outlook on Windows: File, Open & Export, Import/Export, Export to a file, Comma Separated Values, then the "
        "folder Contacts. On outlook.com: People, Manage contacts, Export contacts."
    ),
    "zh-hans": (
        "在 Windows 版 Outlook 中：文件 → 打开和导出 → 导入/导出 → 导出到文件 → 逗号分隔值，再选“联系人”文件夹。"
        "在 outlook.com：人员 → 管理联系人 → 导出联系人。"
    ),
    "ar": (
        "في Outlook على Windows: «ملف» ثم «فتح وتصدير» ثم «استيراد/تصدير» ثم «تصدير إلى ملف» ثم «قيم مفصولة بفواصل» "
        "ثم مجلد جهات الاتصال. وعلى outlook.com: «الأشخاص» ثم «إدارة جهات الاتصال» ثم «تصدير جهات الاتصال»."
    ),
}
COVERAGE: Final = Coverage(
    versions=(
        "Outlook for Windows and outlook.com; columns in English, German, French, Spanish, Italian, Portuguese, Dutch, "
        "Chinese (both scripts), Japanese and Arabic; with commas or semicolons"
    ),
    kept="names, mails, numbers, addresses, company, birthdays, categories, notes; every other column in the notes",
    left_out="priority, sensitivity, gender, initials, kinds of mail address; whether a number is of home or work",
)
DAY_FIRST: Final = "the columns are named in a language that puts the day first"
FEW: Final = 5  # columns that fit by chance: a table of people may have some of the same names
# of these a table that Outlook did not write has none
OWN: Final = ("shown_mail", "place:work", "place:home", "place:other")


@lru_cache(maxsize=1)
def languages() -> tuple[dict[str, str], ...]:
    """For each language the meaning of a column by its name."""
    told: dict[str, dict[str, list[str]]] = json.loads(
        files(__package__).joinpath("outlook_columns.json").read_text("utf-8")
    )
    return tuple({name: meaning for meaning, names in language.items() for name in names} for language in told.values())


def recognise(source: Source) -> bool:
    """Whether the first row has enough of Outlook's columns in one language, and some that are only Outlook's."""
    names, _ = _header(source)
    if len(names) <= FEW:
        return False
    language = _language(names)
    known = [language[name] for name in names if name in language]
    return len(known) > FEW and any(meaning in OWN for meaning in known) and {"given", "mail"}.issubset(known)


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of the file; "encoding" and "date_order" may be answered."""
    names, delimiter = _header(source)
    day_first = "" if _language(names) is languages()[0] else DAY_FIRST
    return records(source, columns, delimiter, answers, day_first=day_first)


def columns(names: Sequence[str]) -> list[Column]:
    """What each column means in the language that fits best; what is not known is kept under its name."""
    language = _language(names)
    found = []
    seen: set[str] = set()
    for at, name in enumerate(names):
        meaning = language.get(f"{name} (2)" if name in seen else name, "keep")  # Titre is a salutation, then a job
        seen.add(name)
        meaning, _, group = meaning.partition(":")
        found.append(Column(at, name, meaning, ";" if meaning == "label" else group))
    return found


def _header(source: Source) -> tuple[list[str], str]:
    """The names in the first row, and what parts them."""
    first = head_text(source).partition("\n")[0]
    parted = []
    for delimiter in (",", ";", "\t"):
        try:
            parted.append((next(csv.reader([first], delimiter=delimiter), []), delimiter))
        except csv.Error:
            continue
    names, delimiter = max(parted, key=lambda pair: len(pair[0]), default=([], ","))
    return [" ".join(name.split()) for name in names], delimiter


def _language(names: Sequence[str]) -> dict[str, str]:
    return max(languages(), key=lambda language: sum(name in language for name in names))
