"""GitHub's API as it was saved: people, stars, issues and comments, repositories, releases, commits.

A file holds one object, a list, lists one after the other (``gh api --paginate``), a list of lists (``--slurp``), what
a search found, or an object a line. Most of them do not say what was asked for, so names of files tell it:
followers.json, following.json, starred.json, and starred-LOGIN.json for the stars of somebody else.
"""

import contextlib
import io
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.github_reading import Asked, Reading
from kithbook.formats.github_record import PLATFORM, kind_of
from kithbook.formats.json_stream import Ended, JsonStream
from kithbook.formats.source import Source
from kithbook.formats.text import head_text
from kithbook.vocabulary import Record, Said, say

__all__ = ["COVERAGE", "HOW_TO_EXPORT", "NAME", "PLATFORM", "TITLE", "read", "recognise", "why_not"]

NAME: Final = "github"
TITLE: Final = "GitHub (API)"
HOW_TO_EXPORT: Final = {
    "en": (
        "With GitHub's own command, gh: gh api --paginate user/followers > followers.json, and in the same way "
        "user/following > following.json, user/starred > starred.json, 'repos/OWNER/REPO/issues?state=all' > "
        "issues.json, repos/OWNER/REPO/issues/comments > comments.json. Keep these names: they tell what is inside."
    ),
    "zh-hans": (
        "用 GitHub 自己的命令行工具 gh：gh api --paginate user/followers > followers.json，同样还有 user/following > "
        "following.json、user/starred > starred.json、'repos/OWNER/REPO/issues?state=all' > issues.json、"
        "repos/OWNER/REPO/issues/comments > comments.json。请保留这些文件名，它们说明里面是什么。"
    ),
    "ar": (
        "بأداة GitHub نفسها gh: ‎gh api --paginate user/followers > followers.json‎، وبالطريقة نفسها ‎user/following > "
        "following.json‎ و‎user/starred > starred.json‎ و‎'repos/OWNER/REPO/issues?state=all' > issues.json‎ "
        "و‎repos/OWNER/REPO/issues/comments > comments.json‎. احتفظ بهذه الأسماء فهي التي تدل على ما في الملفات."
    ),
}
COVERAGE: Final = Coverage(
    versions="REST API of 2019 to 2026, of github.com and of Enterprise Server",
    kept=(
        "followers and those followed, profiles, who starred; stars and their topics as tastes; issues, pull requests, "
        "reviews and comments as one chat each, with reactions and mentions; public repositories and releases as "
        "pieces; authors of commits"
    ),
    left_out=(
        "private repositories, drafts and organisations (counted as blank); tags, events and gists; commits "
        "themselves; whether something was edited, which GitHub does not tell; the archive of an account's migration"
    ),
    seen=9,
)
HOST: Final = re.compile(r'"https?://(?:(?:api\.)?github\.com/|[\w.-]+/api/v3/)')
API: Final = re.compile(r'"https?://(?:api\.github\.com/|[\w.-]+/api/v3/)')
ERROR: Final = re.compile(r'\{[^{}]*"documentation_url"\s*:\s*"https?://docs\.github\.com')
BY_COMMAND: Final = re.compile(r'"(?:createdAt|updatedAt|nameWithOwner|databaseId)"\s*:')
LISTS: Final = re.compile(r"(?:.*[^a-z])?(followers|following|starred|stars)(?:[-_.]([a-z0-9][a-z0-9-]{0,38}))?", re.I)
NO_LOGIN: Final = re.compile(r"(?:page-?|part-?|p)?\d+|github|list|all|export|full|data|pages?|copy|raw|me|ghost", re.I)


def recognise(source: Source) -> bool:
    """Whether the first object is one of GitHub's that is kept: by its addresses and the names of its fields."""
    text = head_text(source).lstrip()
    if not text.startswith(("[", "{")) or not HOST.search(text):
        return False
    return bool(kind_of(_first_names(source)))


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of one file; nothing is asked, since times are UTC."""
    with source.open() as handle:
        yield from Reading(source.first, JsonStream(handle), _asked(source.first)).records()


def why_not(source: Source) -> Said | None:
    """What to do with an answer of GitHub's that holds nobody, or is in the form of another of its commands."""
    text = head_text(source).lstrip()
    if not text.startswith(("[", "{")):
        return None
    if ERROR.match(text[:2000]):
        return say("{name} is GitHub's answer that something went wrong. Sign in and save it again.", name=source.name)
    if API.search(text):
        return say(
            "{name} is from GitHub, but holds no people, stars, issues, comments, repositories or releases.",
            name=source.name,
        )
    if HOST.search(text) and BY_COMMAND.search(text[:4000]):
        return say(
            "{name} is written by a command such as gh issue list --json. Save the same with gh api.", name=source.name
        )
    return None


def _first_names(source: Source) -> set[str]:
    """The names of the fields of the first object, as far as the head goes."""
    names: set[str] = set()
    stream = JsonStream(io.BytesIO(source.head()))
    with contextlib.suppress(Ended):
        _walk(stream, names, 0)
    return names


def _walk(stream: JsonStream, names: set[str], depth: int) -> None:
    """Collect names of fields: of the first item of a list, or a list of lists, and of what a search found."""
    if depth > 3:
        return
    if stream.peek() == "[":
        for _ in stream.each_item():
            _walk(stream, names, depth + 1)
            return
    for key in stream.each_key():
        if key == "items" and "total_count" in names:
            _walk(stream, names, depth + 1)
            return
        names.add(key)
        stream.skip()


def _asked(name: str) -> Asked:
    """What was asked for, as the name of the file tells it, and whose list it is ("" is the owner's).

    >>> _asked("followers.json"), _asked("starred-Ines.json"), _asked("my_following_page2.json")
    (Asked(what='followers', whose=''), Asked(what='starred', whose='Ines'), Asked(what='following', whose=''))
    """
    found = LISTS.fullmatch(PurePosixPath(name).name.removesuffix(".gz").partition(".json")[0])
    if found is None:
        return Asked("", "")
    whose = found[2] or ""
    return Asked(found[1].lower().replace("stars", "starred"), "" if NO_LOGIN.fullmatch(whose) else whose)
