"""Mailboxes in one file: Gmail's Takeout, Thunderbird, Apple Mail, archives of mailing lists, and all other "mbox"."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.mail.mbox import begins, mails
from kithbook.formats.mail.reading import PLATFORM as MAIL
from kithbook.formats.mail.reading import Unit
from kithbook.formats.mail.reading import read as records
from kithbook.formats.mail.words import FOLDERS
from kithbook.formats.mail_eml import is_single
from kithbook.formats.source import Source
from kithbook.vocabulary import Record, Said, say

NAME: Final = "mail-mbox"
TITLE: Final = "Mail (mbox)"
PLATFORM: Final = MAIL
HOW_TO_EXPORT: Final = {
    "en": (
        "Gmail: on takeout.google.com choose Mail alone, and give Kithbook the zip, or the .mbox in it. Apple Mail: "
        "choose a mailbox, then Mailbox, Export Mailbox, and give the folder that ends in .mbox. Thunderbird: give the "
        "file without an ending that lies beside the .msf of the same name in the folder of your profile."
    ),
    "zh-hans": (
        "Gmail：在 takeout.google.com 只选“邮件”，把得到的 zip 或其中的 .mbox 交给 Kithbook。Apple 邮件：选中邮箱，"
        "再选“邮箱”→“导出邮箱”，把以 .mbox 结尾的文件夹交给 Kithbook。Thunderbird：在你的配置文件夹里，把与 .msf "
        "同名、没有扩展名的文件交给 Kithbook。"
    ),
    "ar": (
        "Gmail: في takeout.google.com اختر «البريد» وحده، ثم أعطِ Kithbook ملف zip أو ملف ‎.mbox الذي فيه. Apple Mail: "
        "اختر صندوق بريد ثم «صندوق البريد» ثم «تصدير صندوق البريد»، وأعطِ المجلد الذي ينتهي بـ ‎.mbox. وفي "
        "Thunderbird: أعطِ الملف الذي بلا امتداد بجانب ملف ‎.msf بالاسم نفسه في مجلد ملف التعريف."
    ),
}
COVERAGE: Final = Coverage(
    versions="mboxo, mboxrd, mboxcl; Gmail's Takeout in many languages, Thunderbird, Apple Mail, archives of Mailman",
    kept="what people wrote, when, to whom, in answer to what; mailing lists; notices of machines apart, shortened",
    left_out=(
        "drafts, spam and what was thrown away; what a mail quotes, signatures; attachments, but for their kind and "
        "name where there is no text; more than the first megabyte of a text"
    ),
    seen=3,
)
OUTLOOK: Final = (".pst", ".ost", ".olm", ".msg")


def recognise(source: Source) -> bool:
    """Whether the file begins with the line that stands before a mail."""
    return not is_single(source.first) and begins(source.head())


def gather(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Mailboxes whose files have no ending: Apple Mail's X.mbox/mbox, and Thunderbird's beside a .msf."""
    known = set(names)
    return [(name,) for name in names if _is_bare(PurePosixPath(name)) or f"{name}.msf" in known]


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of the mailbox; the answer "owner" says whose it is: addresses, or "nobody"."""
    name = source.first
    title = _title(source, name)

    def walk(keep: int) -> Iterator[Unit]:
        with source.open(name) as handle:
            for raw in mails(handle, keep):
                yield Unit(name, FOLDERS.get(title.casefold(), ""), raw)

    return records(walk, answers, title, is_quoted=True)


def why_not(source: Source) -> Said | None:
    """What to do instead with the files of Outlook."""
    if not source.first.lower().endswith(OUTLOOK):
        return None
    return say(
        "{name} is Outlook's own. Drag the mails out of Outlook as .eml, or let Thunderbird import and save them.",
        name=source.name,
    )


def _is_bare(path: PurePosixPath) -> bool:
    return path.name == "mbox" and (path.parent.name.lower().endswith(".mbox") or not path.parent.name)


def _title(source: Source, name: str) -> str:
    """The name of the mailbox; Apple Mail gives it to the folder."""
    path = PurePosixPath(name)
    if path.name == "mbox":
        folder = path.parent.name or source.path.parent.name
        return PurePosixPath(folder).stem if folder.lower().endswith(".mbox") else path.name
    return path.stem
