"""Mails in a file each: .eml as every program saves them, Apple Mail's .emlx, and folders of the form Maildir."""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import BinaryIO, Final

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.mail.header import fields, split
from kithbook.formats.mail.mbox import Raw
from kithbook.formats.mail.reading import PLATFORM as MAIL
from kithbook.formats.mail.reading import Unit
from kithbook.formats.mail.reading import read as records
from kithbook.formats.mail.words import DRAFTS, FOLDERS, SPAM, TRASH
from kithbook.formats.source import Source
from kithbook.vocabulary import Record

NAME: Final = "mail-eml"
TITLE: Final = "Mail (.eml files)"
PLATFORM: Final = MAIL
HOW_TO_EXPORT: Final = {
    "en": (
        "In your mail program choose the mails and drag them into a new folder, or choose Save as and the form .eml "
        "(Outlook, Thunderbird, Proton Mail). Give Kithbook that folder. It takes a Maildir as it is."
    ),
    "zh-hans": (
        "在邮件程序中选中邮件，拖到一个新文件夹，或选“另存为”，格式选 .eml（Outlook、Thunderbird、Proton Mail）。"
        "把该文件夹交给 Kithbook。Maildir 文件夹可以直接用。"
    ),
    "ar": (
        "في برنامج بريدك حدِّد الرسائل واسحبها إلى مجلد جديد، أو اختر «حفظ باسم» والصيغة ‎.eml (Outlook وThunderbird "
        "وProton Mail). أعطِ Kithbook ذلك المجلد. ويقبل مجلد Maildir كما هو."
    ),
}
COVERAGE: Final = Coverage(
    versions=".eml of any program, .emlx of Apple Mail, Maildir",
    kept="what people wrote, when, to whom, in answer to what; mailing lists; notices of machines apart, shortened",
    left_out=(
        "drafts, spam and what was thrown away; what a mail quotes, signatures; attachments, but for their kind and "
        "name where there is no text; mails without any date; more than the first megabyte of a text"
    ),
    seen=98,
)
PAGES: Final = True  # all .eml of one folder are one export

ENDINGS: Final = (".eml", ".emlx")
MAILDIR: Final = re.compile(r"\d{6,}\.[^/]{1,200}")  # a unique name begins with the second in which it was made
FLAGS: Final = re.compile(r"[:;!_]2,([A-Za-z]*)$")
EMLX_LENGTH: Final = re.compile(rb"(\d{1,10})[ \t]*\r?\n")
EMLX_FLAGS: Final = re.compile(rb"<key>flags</key>\s{0,9}<integer>(\d{1,18})</integer>")
EMLX_DELETED, EMLX_DRAFT, EMLX_JUNK = 1 << 1, 1 << 6, 1 << 24
LOOKED_AT: Final = 3  # files of many by which they are recognised
FEW: Final = 3  # known fields by which a file without an ending is recognised
BLOCK: Final = 1 << 20  # bytes read at once
ENVELOPE: Final = re.compile(rb">?(From (?![ \t]*:)[^\n]{0,1000})\n")


def is_single(name: str) -> bool:
    """Whether a file is called as one that holds a single mail."""
    path = PurePosixPath(name)
    return path.suffix.lower() in ENDINGS or MAILDIR.fullmatch(path.name) is not None


def recognise(source: Source) -> bool:
    """Whether all files are called like mails, and the first of them begin with the fields of one."""
    entries = source.entries()
    if not entries or not all(is_single(entry.name) for entry in entries):
        return False
    return any(_is_mail(entry.name, source.head(entry.name)) for entry in entries[:LOOKED_AT])


def gather(names: Sequence[str]) -> list[tuple[str, ...]]:
    """The mails of one Maildir (in its folders cur and new), and those of one mailbox of Apple Mail."""
    found: dict[PurePosixPath, list[str]] = {}
    for name in names:
        path = PurePosixPath(name)
        if path.parent.name in ("cur", "new") and is_single(name):
            found.setdefault(path.parent.parent, []).append(name)
        elif not path.parent.name and MAILDIR.fullmatch(name):  # one of these folders itself
            found.setdefault(path.parent, []).append(name)
        elif path.suffix.lower() == ".emlx":
            box = next((each for each in path.parents if each.suffix.lower() == ".mbox"), path.parent)
            found.setdefault(box, []).append(name)
    return [tuple(each) for each in found.values()]


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of all mails; the answer "owner" says whose they are: addresses, or "nobody"."""

    def walk(keep: int) -> Iterator[Unit]:
        for entry in source.entries():
            with source.open(entry.name) as handle:
                yield _unit(entry.name, handle, keep)

    return records(walk, answers, source.holder.stem, is_quoted=False)


def _is_mail(name: str, head: bytes) -> bool:
    length = EMLX_LENGTH.match(head)
    if length and name.lower().endswith(".emlx"):
        head = head[length.end() :]
    _, rest = _envelope(head.lstrip(b"\xef\xbb\xbf\r\n"))
    known = fields(split(rest)[0])
    return len(known) >= (1 if name.lower().endswith(ENDINGS) else FEW)


def _envelope(data: bytes) -> tuple[bytes, bytes]:
    """The line of a mailbox that some programs leave before a mail, and the mail."""
    found = ENVELOPE.match(data)
    return (found[1], data[found.end() :]) if found else (b"", data)


def _unit(name: str, handle: BinaryIO, keep: int) -> Unit:
    """One file as a mail, whose folder is told by its path, its name or its end."""
    data, tail, role = handle.read(keep), b"", _role(name)
    is_long = len(data) == keep
    while is_long and (block := handle.read(BLOCK)):
        tail = (tail + block)[-(keep // 2) :]
    length = EMLX_LENGTH.match(data) if name.lower().endswith(".emlx") else None
    if length:
        data = data[length.end() :]
        whole = int(length[1])
        flags = EMLX_FLAGS.search((data + tail)[-BLOCK:])
        role = role or _role_of_flags(int(flags[1]) if flags else 0)
        data, tail = data[:whole], b"" if len(data) >= whole else tail
    if tail:
        data = data[: keep // 2] + b"\n" + tail
    envelope, data = _envelope(data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
    return Unit(name, role, Raw(envelope, data, bool(data)))


def _role(name: str) -> str:
    """The folder that a mail lies in, as the names of folders and the flags of a Maildir tell it."""
    flags = FLAGS.search(name)
    if flags and "T" in flags[1]:
        return TRASH
    if flags and "D" in flags[1]:
        return DRAFTS
    names = (part.removesuffix(".mbox").lstrip(".").casefold() for part in PurePosixPath(name).parts[:-1])
    return next((role for each in names if (role := FOLDERS.get(each, ""))), "")


def _role_of_flags(flags: int) -> str:
    """The same for the flags that Apple Mail keeps."""
    if flags & EMLX_DELETED:
        return TRASH
    if flags & EMLX_DRAFT:
        return DRAFTS
    return SPAM if flags & EMLX_JUNK else ""
