"""Any other table of people: a CSV in any encoding, or a spreadsheet, by a guess what each column means."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.source import Source
from kithbook.formats.table_people.guessing import weigh
from kithbook.formats.table_people.layout import look, named, workbook_layouts
from kithbook.formats.table_people.meanings import meanings
from kithbook.formats.table_people.reading import PLATFORM, canonical, records, signature
from kithbook.formats.table_people.workbook import is_workbook
from kithbook.vocabulary import Record, Said, say

__all__ = [
    "COVERAGE",
    "HOW_TO_EXPORT",
    "LAST",
    "NAME",
    "PLATFORM",
    "TITLE",
    "canonical",
    "guess",
    "meanings",
    "read",
    "recognise",
    "signature",
    "why_not",
]

NAME: Final = "table"
TITLE: Final = "Any table of people"
LAST: Final = True  # asked only about what no other format takes
HOW_TO_EXPORT: Final = {
    "en": (
        "Save a spreadsheet as CSV or .xlsx, with the names of the columns in one row. Notion: the three dots of the "
        "database, Export, Markdown & CSV. Airtable: the menu of the view, Download CSV. Clay and Dex: Settings, "
        "Export. Meetup: Manage attendees, Download. Eventbrite: Reports, Attendees, Export as CSV. A list of GitHub "
        "users: any CSV with a column login. Kithbook shows what it takes each column for, and you can correct it."
    ),
    "zh-hans": (
        "把电子表格另存为 CSV 或 .xlsx，列名放在同一行。Notion：数据库右上角的三个点 → 导出 → Markdown 和 CSV。"
        "Airtable：视图菜单 → Download CSV。Clay 和 Dex：Settings → Export。Meetup：Manage attendees → Download。"
        "Eventbrite：Reports → Attendees → Export as CSV。GitHub 用户列表：任何有 login 列的 CSV。Kithbook "
        "会显示它对每一列的理解，你可以更正。"
    ),
    "ar": (
        "احفظ الجدول بصيغة CSV أو ‎.xlsx‎ وأسماء الأعمدة في صف واحد. Notion: النقاط الثلاث لقاعدة البيانات ثم Export "
        "ثم Markdown & CSV. وفي Airtable: قائمة العرض ثم Download CSV. وفي Clay وDex افتح Settings ثم Export. وفي "
        "Meetup افتح Manage attendees ثم Download. وفي Eventbrite افتح Reports ثم Attendees ثم Export as CSV. قائمة "
        "مستخدمي GitHub: أي ملف CSV فيه عمود login. يعرض Kithbook ما فهمه من كل عمود، ويمكنك تصحيحه."
    ),
}
COVERAGE: Final = Coverage(
    versions=(
        "CSV with commas, semicolons, tabs or bars, and .xlsx; columns in English, Chinese, Arabic and the main "
        "European languages; in the shape of Notion, Airtable, Clay, Dex, Meetup, Eventbrite and lists of GitHub users "
        "(none of whom says in public what the columns of an export are called: ours are guesses, which you see)"
    ),
    kept="people with every column: what has no field of its own goes into the notes; reminders, with what they are "
    "for and how often they come again; logs and favours by their days; when you last met or spoke, as a meeting; "
    "meetings of a list of meetings",
    left_out="columns that you leave out; other sheets than the one chosen; pictures, formulas and hidden sheets",
)
OTHER_WORKBOOKS: Final = (".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".numbers")
OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the start of an .xls, and of an .xlsx with a password


def recognise(source: Source) -> bool:
    """Whether some column is plainly somebody's name, address or page, by its header or by what it holds."""
    if is_workbook(source):
        return any(found.guess.people for found in workbook_layouts(source))
    found = look(source)
    return found is not None and found.guess.people


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of the table; "columns", "date_order", "encoding" and "sheet" may be answered."""
    return records(source, answers, now)


def guess(header: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """What each column means, by its name and by some rows of what it holds: one of ``meanings()``.

    >>> guess(["Name", "E-Mail", "Shoe size"], [["Ines Halfmoon", "ines@example.org", "38"]])
    {'Name': 'name', 'E-Mail': 'mail', 'Shoe size': 'keep'}
    """
    columns = named(header, len(header))
    return dict(zip(columns, weigh(columns, rows).meanings, strict=True))


def why_not(source: Source) -> Said | None:
    """Why a table or a spreadsheet is not read."""
    ending = PurePosixPath(source.first).suffix.lower()
    if ending in (".csv", ".tsv") or is_workbook(source):
        return say(
            "{name} is a table, but no column of it is plainly a name or an address. Name such a column Name or Email.",
            name=source.name,
        )
    if ending in OTHER_WORKBOOKS and source.head().startswith((OLD, b"PK")):
        return say(
            "{name} is an old, locked or other kind of spreadsheet. Save it as .xlsx without a password, or as CSV.",
            name=source.name,
        )
    return None
