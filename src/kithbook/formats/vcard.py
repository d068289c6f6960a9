"""Address books as vCard 2.1 (versit 1996), 3.0 (RFC 2426) and 4.0 (RFC 6350): any number of cards in one file.

Each card is cut out and parsed by itself, without its pictures, so that one that is broken or huge costs only itself.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, Final

import vobject
from vobject.base import Component

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.people_card import Card
from kithbook.formats.source import Source
from kithbook.formats.text import Text, head_text
from kithbook.formats.vcard_cut import BROKEN, Cut, cards
from kithbook.vocabulary import Contact, Problem, Record, Tally

NAME: Final = "vcard"
TITLE: Final = "Address book (vCard)"
PLATFORM: Final = "contacts"
HOW_TO_EXPORT: Final = {
    "en": (
        "iPhone: Contacts, Lists, hold All Contacts, Export. Mac: Contacts, select all, File, Export. Android: "
        "Contacts, Organize (formerly Fix and manage), Export to file. Google Contacts: Export, vCard. iCloud: the "
        "page of contacts, select all, Export vCard. Outlook and Thunderbird: their address book, Export as vCard."
    ),
    "zh-hans": (
        "iPhone：通讯录 → 列表 → 长按“所有联系人” → 导出。Mac：通讯录 → 全选 → 文件 → 导出。安卓：通讯录 → "
        "整理（旧称“修复和管理”） → 导出到文件。Google 通讯录：导出 → vCard。iCloud 网页：全选 → 导出 vCard。"
        "Outlook、Thunderbird：在通讯簿中导出为 vCard。"
    ),
    "ar": (
        "iPhone: جهات الاتصال ثم «القوائم»، اضغط مطولًا على «كل جهات الاتصال» ثم «تصدير». Mac: جهات الاتصال، حدِّد "
        "الكل، ثم «ملف» ثم «تصدير». Android: جهات الاتصال ثم «التنظيم» (سابقًا «الإصلاح والإدارة») ثم «تصدير إلى "
        "ملف». جهات اتصال Google: «تصدير» ثم vCard. وفي iCloud: حدِّد الكل ثم صدّر vCard. وفي Outlook وThunderbird: صدّر "
        "دفتر العناوين بصيغة vCard."
    ),
}
COVERAGE: Final = Coverage(
    versions="2.1, 3.0, 4.0 of Android, iPhone, Mac, Outlook, Gmail, Evolution, Thunderbird, BlackBerry, Lotus Notes",
    kept="names, numbers, addresses, pages, organisation, role, birthday, anniversary, groups, notes, what has a label",
    left_out="pictures, sounds, keys and an agent's own card; geographic coordinates; times of change",
    seen=18,
)
NOBODY: Final = "A card that names nobody."
GROUP: Final = re.compile(r"(?:X-ADDRESSBOOKSERVER-)?KIND(?:;[^:]*)?:\s*group\s*\Z", re.IGNORECASE)
MEMBER: Final = re.compile(r"(?:X-ADDRESSBOOKSERVER-)?MEMBER(?:;[^:]*)?:(?:urn:uuid:)?(.+)\Z", re.IGNORECASE)
LABEL: Final = re.compile(r"_\$!<(.*?)>!\$_")
BASIC_DATE: Final = re.compile(r"(\d{4}|--)-?(\d{2})-?(\d{2})(?:T.*| .*)?\Z")
# What becomes a fact as it is; the rest has its own way, or goes to the notes under its name.
FACTS: Final = {
    "nickname": "nickname",
    "title": "role",
    "role": "role",
    "x-phonetic-first-name": "other_name",
    "x-phonetic-last-name": "other_name",
}
DATES: Final = {
    "bday": "birthday",
    "anniversary": "anniversary",
    "x-anniversary": "anniversary",
    "x-ms-anniversary": "anniversary",
    "x-evolution-anniversary": "anniversary",
}
SILENT: Final = frozenset(
    (
        *("version", "prodid", "uid", "x-abuid", "rev", "fn", "n", "kind", "source", "mailer", "tz", "class"),
        *("gender", "x-gender", "x-ablabel", "x-abadr", "x-id", "x-etag", "clientpidmap", "lang", "xml"),
        *("x-evolution-file-as", "x-ms-ol-design", "x-ms-ol-default-postal-address", "x-abshowas", "sort-string"),
        *("fburl", "caluri", "caladruri", "member", "x-addressbookserver-kind", "x-addressbookserver-member"),
        *("calscale", "profile"),
    )
)
OF_PROGRAMS: Final = ("x-fc", "x-couchdb")  # what some programs note down for themselves


def recognise(source: Source) -> bool:
    """Whether the first line that says anything begins a card."""
    return head_text(source).lstrip().upper().startswith("BEGIN:VCARD")


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """A contact for each card; only the encoding may be asked."""
    text = Text(source, answers=answers)
    yield from text.choices()
    file, total, not_read = source.first, 0, 0
    groups = _groups(text)
    for card in cards(text):
        total += 1
        found = card.problem or _contact(card, groups)
        if isinstance(found, str):
            not_read += 1
            yield Problem(file, card.line, found)
        elif found is not None:
            yield found
    yield Tally("record", total, total - not_read, 0, not_read)


def _groups(text: Text) -> dict[str, list[str]]:
    """The names of groups by the ids of their members: Apple's and RFC 6350's own cards of groups."""
    found: dict[str, list[str]] = defaultdict(list)
    for card in cards(text):
        if "KIND" not in card.text.upper():
            continue
        lines = re.sub(r"\r\n[ \t]", "", card.text).split("\r\n")
        if any(GROUP.match(line) for line in lines):
            name = next((line.partition(":")[2] for line in lines if line.upper().startswith("FN")), "")
            for member in filter(None, map(MEMBER.match, lines)):
                found[member[1].strip().removeprefix("urn:uuid:")].append(name.replace("\\,", ",").strip())
    return found


def _contact(card: Cut, groups: dict[str, list[str]]) -> Contact | str | None:
    """What a card says: a contact, None for a group's card, or why it could not be read."""
    try:
        parsed: Component = vobject.readOne(card.text, allowQP=True)
        properties = [line for name in parsed.contents for line in parsed.contents[name]]
        values = [(line.name.lower(), line.group or "", _value(line), line) for line in properties]
    except Exception:  # whatever a broken card does to the library
        return BROKEN
    if any(name.endswith("kind") and value.lower() == "group" for name, _, value, _ in values):
        return None
    labels = {group: LABEL.sub(r"\1", value) for name, group, value, _ in values if name == "x-ablabel" and group}
    found = Card()
    uid = ""
    for name, group, value, line in values:
        if name in ("uid", "x-abuid") and not uid:
            uid = value.removeprefix("urn:uuid:").strip()
        _add(found, name, value, line, labels.get(group, ""))
    for label in groups.get(uid, ()):
        found.add_fact("label", label)
    return found.contact(PLATFORM, card.line, uid="".join(uid.split())) or NOBODY


def _value(line: Any) -> str:
    """The value of a property as text, lists of parts joined."""
    if isinstance(line.value, bytes):
        return ""
    value = ", ".join(_flat(line.value)) if isinstance(line.value, list | tuple) else str(line.value)
    name = line.name.lower()
    if name in ("url", "x-abuid"):  # Apple escapes these colons, as no standard does
        value = value.replace("\\:", ":")
    return value.replace("\r\n", "\n").strip() if name == "note" else " ".join(value.split())


def _flat(value: Any) -> Iterator[str]:
    """The parts of a list of parts, whose commas the library takes for more lists."""
    for part in value:
        if isinstance(part, list | tuple):
            yield ",".join(_flat(part))
        elif str(part).strip():
            yield str(part)


def _add(card: Card, name: str, value: str, line: Any, label: str) -> None:
    """Put one property where it belongs; what has no field of its own goes to the notes under its name."""
    if name == "fn":
        card.name = card.name or value
    elif name == "n" and not isinstance(line.value, str):
        parts = (line.value.given, line.value.additional, line.value.family)
        card.given, card.middle, card.family = (_joined(part) for part in parts)
    elif not value or name in SILENT or name.startswith(OF_PROGRAMS):
        return
    elif name in FACTS:
        card.add_fact(FACTS[name], value)
    elif name in DATES or (name == "x-abdate" and label.lower() == "anniversary"):
        card.add_fact(DATES.get(name, "anniversary"), _date(value))
    elif name in HANDLED:
        HANDLED[name](card, value, line)
    else:
        told = label or name.removeprefix("x-").removeprefix("ab").replace("-", " ").capitalize()
        card.add_note(f"{told}: {_date(value)}")


def _labels(card: Card, value: str, line: Any) -> None:
    for label in value.split(","):
        card.add_fact("label", label.strip())


HANDLED: Final[dict[str, Callable[[Card, str, Any], None]]] = {
    "email": lambda card, value, line: card.add_note(card.add_mails(value)),
    "tel": lambda card, value, line: card.phones.update({value.removeprefix("tel:").partition(";ext=")[0]: None}),
    "url": lambda card, value, line: card.add_note(card.add_links(value)),
    "impp": lambda card, value, line: card.add_note(card.add_links(value)),
    "x-socialprofile": lambda card, value, line: card.add_note(card.add_links(value)),
    "org": lambda card, value, line: card.add_fact("organisation", value),
    "adr": lambda card, value, line: card.add_fact("place", _place(line.value)),
    "categories": _labels,
    "note": lambda card, value, line: card.add_note(value),
}


def _joined(part: Any) -> str:
    return " ".join(part) if isinstance(part, list | tuple) else str(part or "").strip()


def _place(address: Any) -> str:
    """Street, town, region, country in one line."""
    if isinstance(address, str):
        return " ".join(address.split())
    parts = (address.street, address.city, address.region, address.code, address.country)
    return ", ".join(" ".join(_joined(part).split()) for part in parts if _joined(part).strip())


def _date(value: str) -> str:
    """An ISO date, or --MM-DD without a year; as written where it is neither.

    >>> _date("19800322"), _date("--0203"), _date("1996-04-15T10:00:00Z"), _date("circa 1800")
    ('1980-03-22', '--02-03', '1996-04-15', 'circa 1800')
    """
    found = BASIC_DATE.match(value)
    if found is None:
        return value
    # Apple writes a birthday without a year as one of 1604
    year = "-" if found[1] in ("--", "1604") else found[1]
    return f"{year}-{found[2]}-{found[3]}"
