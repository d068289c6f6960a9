"""Which files of a download belong together, and whether it is one of Facebook or of Instagram."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from kithbook.formats.finding import ENDINGS
from kithbook.formats.source import Source, natural
from kithbook.formats.text import decode_head, head_text
from kithbook.vocabulary import Refused, Said, say

FACEBOOK: Final = "facebook"
INSTAGRAM: Final = "instagram"
APPS: Final = (FACEBOOK, INSTAGRAM)
# where threads lie, those with the older messages first: one moves when it is archived or becomes encrypted
BOXES: Final = ("e2ee_cutover", "archived_threads", "filtered_threads", "message_requests", "inbox")
ACTIVITY: Final = re.compile(r"your_\w*activity\w*", re.IGNORECASE)
SENT: Final = "files"  # the folder inside of a thread's, where what was sent lies
PAGE: Final = re.compile(r"message_(\d{1,9})\.json", re.IGNORECASE)
ENCRYPTED: Final = re.compile(r"(?!followers_|message_).+_\d{1,9}\.json", re.IGNORECASE)
LIST: Final = re.compile(r"(?:(?:your_)?friends|followers(?:_\d{1,9})?|following)\.json", re.IGNORECASE)
FOLDERS_OF_LISTS: Final = ("friends", "friends_and_followers", "followers_and_following", "connections")
ENTRIES: Final = 400  # files whose heads are looked at to know an export

# signs in the names of files and folders, the better ones first; the outer one is called instagram-NAME-2026-02-08-CODE
OF_FOLDERS: Final = (
    (
        (INSTAGRAM, re.compile(r"instagram|your_instagram_activity|instagram-.*\d{4}-?\d\d-?\d\d.*")),
        (FACEBOOK, re.compile(r"facebook|your_\w*activity(?:_\w*facebook)?|facebook-.*\d{4}-?\d\d-?\d\d.*")),
    ),
    (
        (INSTAGRAM, re.compile(r"followers_and_following")),
        (
            FACEBOOK,
            re.compile(r"friends_and_followers|(?:your_)?friends\.json|archived_threads|filtered_threads|e2ee_cutover"),
        ),
    ),
)
# signs in the text: kinds of attachment and fields that the other one does not have
OF_TEXT: Final = (
    (
        INSTAGRAM,
        re.compile(r'"original_content_owner"|your_instagram_activity\\?/|"relationships_follow|"string_list_data"'),
    ),
    (
        FACEBOOK,
        re.compile(
            r"your_facebook_activity\\?/|your_activity_across_facebook\\?/|stickers_used\\?/"
            r'|"(?:thread_type|gifs|files|sticker|ip|is_taken_down|bumped_message_metadata|sender_id_INTERNAL)"\s*:'
            r'|"(?:senderName|threadName|isUnsent|friends|friends_v2)"\s*:|"type"\s*:\s*"(?:Generic|Share|Call|Subscribe)"'
        ),
    ),
)
THREAD: Final = re.compile(r'"(?:sender_name|timestamp_ms)"\s*:')
EMPTY_THREAD: Final = re.compile(r'"participants"\s*:\s*\[.{0,60000}?"(?:thread_path|threadName)"\s*:', re.DOTALL)
ENCRYPTED_THREAD: Final = re.compile(r'"(?:senderName|threadName|isUnsent)"\s*:')
LISTED: Final = re.compile(
    r'\{\s*"(?:friends(?:_v2)?"\s*:\s*\[\s*\{\s*"(?:name|timestamp)"|relationships_follow(?:ers|ing)"\s*:\s*\[)'
    r'|\[\s*\{.{0,2000}?"string_list_data"\s*:',
    re.DOTALL,
)
MADE: Final = re.compile(r"(?:facebook|instagram)-.*?(\d{4})-?(\d\d)-?(\d\d)(?!\d)", re.IGNORECASE)
HTML: Final = re.compile(r"_a6-g|_a706|_3-95 _2ph-|uiBoxWhite noborder")


class Told(NamedTuple):
    """Whose download it is, on what ground, and whether that is certain."""

    app: str
    because: str
    sure: bool = True


class Files(NamedTuple):
    """The files of one download: those of each thread in the order of time, and the lists of people."""

    threads: list[list[str]]
    lists: list[str]


def gather(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Threads and lists of people below one folder are one export; so are encrypted chats in one folder."""
    exports: dict[tuple[str, bool], list[str]] = {}
    for name in names:
        folder = _root(name)
        if folder is not None:
            exports.setdefault((folder, False), []).append(name)
        elif ENCRYPTED.fullmatch(PurePosixPath(name).name):
            exports.setdefault((str(PurePosixPath(name).parent), True), []).append(name)
    return [tuple(sorted(each, key=natural)) for each in exports.values()]


def sorted_out(source: Source) -> Files:
    """The threads and lists of a source in natural order; what the names do not tell is a thread of its own."""
    threads: dict[str, list[tuple[int, int, str]]] = {}
    lists: list[str] = []
    for entry in source.entries():
        path = PurePosixPath(entry.name)
        if _was_sent(entry.name):
            continue
        page = PAGE.fullmatch(path.name)
        if page:
            box = next((part for part in reversed(path.parts) if part in BOXES), "")
            at = (BOXES.index(box) if box else len(BOXES), -int(page[1]), entry.name)  # page 1 is the newest
            threads.setdefault(f"/{path.parent.name}" if len(path.parts) > 1 else "", []).append(at)
        elif LIST.fullmatch(path.name) or is_list(source, entry.name):
            lists.append(entry.name)
        else:
            threads.setdefault(entry.name, []).append((0, 0, entry.name))
    return Files([[name for *_, name in sorted(pages)] for pages in threads.values()], lists)


def is_export(source: Source, app: str) -> bool:
    """Whether all files of a source are threads or lists, of ``app`` as far as they tell."""
    names = [entry.name for entry in source.entries() if not _was_sent(entry.name)]
    for name in names[:ENTRIES]:
        if not (is_thread(source, name) or is_list(source, name)):
            return False
        if PAGE.fullmatch(PurePosixPath(name).name):
            break  # such names are sign enough for the rest
    return bool(names) and whose(source).app == app


def is_thread(source: Source, name: str) -> bool:
    """Whether the head of a file is that of a thread, even of one without messages."""
    text = _head(source, name)
    if not text.startswith("{") or ('"messages"' not in text and '"participants"' not in text):
        return False
    return any(sign.search(text) for sign in (THREAD, ENCRYPTED_THREAD, EMPTY_THREAD))


def is_list(source: Source, name: str) -> bool:
    """Whether the head of a file is that of a list of friends or followers."""
    return bool(LISTED.match(_head(source, name)))


def whose(source: Source) -> Told:
    """Facebook or Instagram: by the names of folders, then by fields that only one of them writes, else a guess."""
    for app in (_of_folders(source), _of_texts(source)):
        if app:
            return Told(app, "its folders or fields say so")
    text = _head(source, source.first)
    if '"participants"' not in text:  # every download of Facebook's names them
        return Told(INSTAGRAM, "nothing but messages is in the file, not even who takes part", sure=False)
    return Told(FACEBOOK, "nothing in the file tells the two apart", sure=False)


def made(source: Source) -> int | None:
    """The end of the day of the download, which the archive's name tells: facebook-ines-2026-02-08-CODE."""
    for part in (*source.path.parts, *(source.entries()[0].name.split("/") if source.entries() else ())):
        found = MADE.match(part)
        if found:
            try:
                day = date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                continue
            return (day - date(1970, 1, 1)).days * 86_400 + 86_399 if day.year >= 1970 else None
    return None


def why_not(source: Source, app: str, title: str) -> Said | None:
    """What to do instead, for a page of messages in HTML."""
    if not source.first.lower().endswith((".html", ".htm")):
        return None
    text = _head(source, source.first)
    if not HTML.search(text) or (_of_folders(source) or _of_html(text)) != app:
        return None
    return say(
        "{name} is a page of {title} in HTML. Ask {title} for the download again and choose the format JSON.",
        name=source.name,
        title=title,
    )


def _of_folders(source: Source) -> str:
    """Which of the two the names of files and folders tell, inner ones first, those above the source too; or ""."""
    parts = [*source.path.absolute().parts[-8:]]
    for entry in source.entries()[:ENTRIES]:
        parts += PurePosixPath(entry.name).parts
    inner_first = dict.fromkeys(part.lower() for part in reversed(parts))
    found = (app for signs in OF_FOLDERS for part in inner_first for app, sign in signs if sign.fullmatch(part))
    return next(found, "")


def _of_texts(source: Source) -> str:
    names: Iterable[str] = (entry.name for entry in source.entries()[:20])
    for text in (_head(source, name) for name in names):
        for app, sign in OF_TEXT:
            if sign.search(text):
                return app
    return ""


def _of_html(text: str) -> str:
    return INSTAGRAM if "instagram" in text.lower() else FACEBOOK


def _head(source: Source, name: str) -> str:
    """The head of one file as text; kept only where every format asks for it, since a download has thousands."""
    try:
        if len(source.entries()) == 1:
            return head_text(source, name).lstrip()
        head = source.head(name)
    except Refused:  # a damaged member of an archive: said when it is read
        return ""
    return head.decode(decode_head(head).name, "replace").lstrip("\ufeff \t\r\n")


def _was_sent(name: str) -> bool:
    """Whether a file was sent in a chat: cards, calendars and tables among them are no exports."""
    *parts, _ = PurePosixPath(name).parts
    return len(parts) > 2 and parts[-1] == SENT and parts[-3] in BOXES and PurePosixPath(name).suffix.lower() in ENDINGS


def _root(name: str) -> str | None:
    """The folder of the whole download that a page of messages or a list of people lies in, None for other files."""
    *parts, file = PurePosixPath(name).parts
    if PAGE.fullmatch(file) or _was_sent(name):
        del parts[-2 if _was_sent(name) else -1 :]  # the thread's own folder
        if parts and parts[-1] in BOXES:
            parts.pop()
        if parts and parts[-1].lower() == "messages":
            parts.pop()
        if parts and ACTIVITY.fullmatch(parts[-1]):
            parts.pop()
    elif LIST.fullmatch(file):
        while parts and parts[-1] in FOLDERS_OF_LISTS:
            parts.pop()
    else:
        return None
    return "/".join(parts)
