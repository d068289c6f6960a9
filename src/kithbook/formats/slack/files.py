"""Which files of a folder or zip belong to one export, which of them to one channel, and whether it is Slack's."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from kithbook.formats.source import Source
from kithbook.formats.text import head_text
from kithbook.vocabulary import Refused, Said, say

USERS: Final = ("users.json", "org_users.json")
# the lists of channels, with the kind of chat in each
CHANNELS: Final = {"channels.json": "group", "groups.json": "group", "mpims.json": "group", "dms.json": "direct"}
LISTS: Final = (*USERS, *CHANNELS)
TEAMS: Final = "teams"  # where an export of Enterprise Grid keeps those of its workspaces
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d\.json", re.IGNORECASE)
# a channel, or one thread of it, as slackdump dumps them
DUMP: Final = re.compile(r"([CDG][A-Z0-9]{7,})(?:-\d+\.\d+)?\.json")
CHANNEL_ID: Final = re.compile(r"[CDG][A-Z0-9]{7,}")
HEADS: Final = 8  # files of days that are looked at to know an export

MOMENT: Final = re.compile(r'"ts"\s*:\s*"\d{9,10}\.\d{6}"')
MESSAGE: Final = re.compile(r'"type"\s*:\s*"message"|"(?:user|bot_id|client_msg_id|subtype)"\s*:\s*"')
MESSAGES: Final = re.compile(r'"messages"\s*:\s*\[')
PERSON: Final = re.compile(r'"id"\s*:\s*"(?:[UW][A-Z0-9]{6,}|USLACKBOT)"')
PROFILE: Final = re.compile(r'"(?:profile|team_id|real_name)"\s*:')
CHANNEL: Final = re.compile(r'"id"\s*:\s*"[CDG][A-Z0-9]{6,}"')
CREATED: Final = re.compile(r'"(?:created|members|creator|is_channel|is_im)"\s*:')
CHUNK: Final = re.compile(r'\{"t":\d+,"ts":\d{15,20},')


class Files(NamedTuple):
    """The lists of people and of channels of one export, and the files with messages by the folder they lie in.

    Of a dump the "folder" is the channel's id, and of a file that stands alone it is "".
    """

    users: list[str]
    channels: list[str]
    folders: dict[PurePosixPath, list[str]]


def gather(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Lists and the folders of days beside them are one export; so are the workspaces of a whole Enterprise Grid."""
    roots = {PurePosixPath(folder) for folder, file, _ in _split(names) if file.lower() in LISTS}
    exports: dict[PurePosixPath, list[str]] = {}
    found: dict[tuple[str, bool], PurePosixPath] = {}  # an archive has many files in few folders
    for folder, file, name in _split(names):
        is_day = bool(DAY.fullmatch(file))
        if not (is_day or file.lower() in LISTS or DUMP.fullmatch(file)):
            continue
        root = found.get((folder, is_day))
        if root is None:
            path = PurePosixPath(folder)
            root = found[folder, is_day] = _whole(path.parent if is_day and path not in roots else path, roots)
        exports.setdefault(root, []).append(name)
    # what lies highest comes first: it tells where the export is
    return [tuple(sorted(each, key=lambda name: name.count("/"))) for each in exports.values()]


def sorted_out(source: Source) -> Files:
    """The files of a source by what they hold; a file that stands alone holds messages, whatever its name."""
    entries = source.entries()
    if len(entries) == 1:
        return Files([], [], {PurePosixPath(): [entries[0].name]})
    files = Files([], [], {})
    folders: dict[str, list[str]] = {}
    for folder, file, name in _split(entry.name for entry in entries):
        lower = file.lower()
        dump = DUMP.fullmatch(file)
        if lower in USERS:
            files.users.append(name)
        elif lower in CHANNELS:
            files.channels.append(name)
        elif dump:
            folders.setdefault(f"{folder}/{dump[1]}" if folder else dump[1], []).append(name)
        elif DAY.fullmatch(file):
            folders.setdefault(folder, []).append(name)
    for folder, days in folders.items():
        files.folders.setdefault(PurePosixPath(folder), []).extend(days)
    files.channels.sort(key=lambda name: list(CHANNELS).index(PurePosixPath(name).name.lower()))
    return files


def recognise(source: Source) -> bool:
    """Whether a file with messages, or one of the lists, is Slack's."""
    if len(source.entries()) == 1:
        return is_messages(_head(source, source.entries()[0].name))
    files = sorted_out(source)
    days = [name for names in files.folders.values() for name in names[:1]][:HEADS]
    if any(is_messages(_head(source, name)) for name in days):
        return True
    lists = [*files.users, *files.channels]
    return len(lists) > 1 and any(_is_list(_head(source, name)) for name in lists)


def why_not(source: Source) -> Said | None:
    """What to do instead with a part of an export, or with what slackdump keeps for itself."""
    if source.first == "slackdump.sqlite" or CHUNK.match(_head(source, source.first)):
        return say(
            "{name} is an archive of slackdump's own. Run slackdump convert -f export on it, and give what that makes.",
            name=source.name,
        )
    text = _head(source, source.first)
    if _is_list(text) or (text.startswith("{") and MOMENT.search(text) and MESSAGE.search(text)):
        return say("{name} is only a part of a Slack export. Give the whole zip or folder.", name=source.name)
    return None


def is_messages(text: str) -> bool:
    """Whether the head of a file is that of a day, or of a channel that was dumped."""
    if text.startswith("{"):
        return bool(MESSAGES.search(text) and MOMENT.search(text) and MESSAGE.search(text))
    return bool(text.startswith("[") and MOMENT.search(text) and MESSAGE.search(text))


def _is_list(text: str) -> bool:
    """Whether the head of a file is that of a list of people or of channels."""
    if not text.startswith("["):
        return False
    return bool((PERSON.search(text) and PROFILE.search(text)) or (CHANNEL.search(text) and CREATED.search(text)))


def _split(names: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """The folder, the file and the whole of each name."""
    for name in names:
        folder, _, file = name.rpartition("/")
        yield folder, file, name


def _whole(root: PurePosixPath, roots: Iterable[PurePosixPath]) -> PurePosixPath:
    """The folder of the whole export: of a workspace's in "teams", the one around that where it has lists too."""
    for folder in (root, *root.parents):
        if folder.name == TEAMS and folder.parent in roots:
            return folder.parent
    return root


def _head(source: Source, name: str) -> str:
    try:
        return head_text(source, name).lstrip()
    except Refused:  # a damaged member of an archive: said when it is read
        return ""
