"""Google Contacts' CSV, in both generations of its columns.

Columns as in exports until 2024 ("Given Name", "E-mail 1 - Type", "Group Membership") and since ("First Name",
"E-mail 1 - Label", "Labels"); no translated ones are known.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kithbook.formats.contacts_csv import records
from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.people_rows import Column
from kithbook.formats.source import Source
from kithbook.formats.table import header
from kithbook.vocabulary import Record

NAME: Final = "google-contacts"
TITLE: Final = "Google Contacts (CSV)"
PLATFORM: Final = "contacts"
HOW_TO_EXPORT: Final = {
    "en": "On a computer, open contacts.google.com, press Export in the menu on the left and choose Google CSV.",
    "zh-hans": "在电脑上打开 contacts.google.com，点左侧菜单中的“导出”，选择“Google CSV”。",
    "ar": "على الحاسوب، افتح contacts.google.com واضغط «تصدير» في القائمة الجانبية واختر «Google CSV».",
}
COVERAGE: Final = Coverage(
    versions="both generations of columns, in UTF-8 and UTF-16",
    kept="names, nicknames, mails, numbers, addresses, organisations, birthdays, labels, links, relations, own fields",
    left_out="photos; whether a number or address is of home or work",
    seen=1,
)
PARTS: Final = re.compile(
    r"(E-mail|Phone|Website|Address|Organization|Relation|Event|Custom Field|IM|Jot) \d+ - (.+)", re.IGNORECASE
)
OLD: Final = frozenset(("Given Name", "Family Name"))
NEW: Final = frozenset(("First Name", "Last Name"))
OF_OLD: Final = frozenset(("Group Membership", "Yomi Name", "E-mail 1 - Type", "E-mail 1 - Value", "Phone 1 - Value"))
OF_NEW: Final = frozenset(("Labels", "File As", "E-mail 1 - Label", "E-mail 1 - Value", "Phone 1 - Value"))
PLAIN: Final = {
    "Name": "name",
    "Given Name": "given",
    "First Name": "given",
    "Additional Name": "middle",
    "Middle Name": "middle",
    "Family Name": "family",
    "Last Name": "family",
    "Nickname": "nickname",
    "Short Name": "nickname",
    "Maiden Name": "other_name",
    "Birthday": "birthday",
    "Location": "place",
    "Occupation": "role",
    "Notes": "notes",
    "Group Membership": "label",
    "Labels": "label",
    "Organization Name": "organisation",
    "Organization Title": "role",
    "Photo": "ignore",
}
# of the columns that are counted: what the value is; what names it is the column Type or Label beside it
COUNTED: Final = {
    ("e-mail", "value"): "mail",
    ("phone", "value"): "phone",
    ("website", "value"): "link",
    ("organization", "name"): "organisation",
    ("organization", "title"): "role",
    ("relation", "value"): "named",
    ("event", "value"): "named",
    ("custom field", "value"): "named",
    ("im", "value"): "named",
    ("jot", "value"): "named",
}
OWN_GROUPS: Final = frozenset(("mycontacts", "my contacts"))  # in which everybody is


def recognise(source: Source) -> bool:
    """Whether the first row has the columns of one generation."""
    names = header(source)
    return bool((OLD & names and OF_OLD & names) or (NEW & names and OF_NEW & names and "E-mail Address" not in names))


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of the file; "encoding" and "date_order" may be answered."""
    return records(source, columns, ",", answers, OWN_GROUPS)


def columns(names: Sequence[str]) -> list[Column]:
    """What each of Google's columns means."""
    found = []
    places = {name: at for at, name in enumerate(names)}
    for at, name in enumerate(names):
        counted = PARTS.fullmatch(name)
        if counted is None:
            meaning = PLAIN.get(name, "keep")
            found.append(Column(at, name, meaning, ":::" if meaning == "label" else ""))
            continue
        what, part = counted[1].lower(), counted[2].lower()
        stem = name[: counted.start(2)]
        label_at = next((places[stem + word] for word in ("Service", "Type", "Label") if stem + word in places), -1)
        if part in ("type", "label", "service"):
            continue
        if what == "address":
            found.append(Column(at, name, "place", stem))
        else:
            found.append(Column(at, name, COUNTED.get((what, part), "keep"), "", label_at))
    return found
