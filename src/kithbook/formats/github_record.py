"""One object of GitHub's REST API, and the records that it becomes.

Fields as docs.github.com describes them for API version 2022-11-28; they are the same on GitHub Enterprise Server.
"""

import re
from typing import Any, Final

import msgspec
from msgspec import UNSET

from kithbook.formats.iso_moments import Moments
from kithbook.vocabulary import DELETED_KEY, LAST_SECOND, Contact, Handle, Message, Piece

PLATFORM: Final = "github"
GHOST: Final = "ghost"  # the account that stands in for all that were deleted
LONGEST: Final = 4_000  # characters that are kept of a description
BOT: Final = ("label", "bot")
REACTIONS: Final = (
    *(("+1", "👍"), ("-1", "👎"), ("laugh", "😄"), ("hooray", "🎉")),
    *(("confused", "😕"), ("heart", "❤️"), ("rocket", "🚀"), ("eyes", "👀")),
)
# .../OWNER/REPO/issues/7#issuecomment-123, .../OWNER/REPO/pull/7#discussion_r123
PLACE: Final = re.compile(r"([^/\s]+)/([^/\s]+)/(?:issues|pulls?)/(\d+)(?:#([\w-]{1,60}))?\Z")
CODE: Final = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
MENTION: Final = re.compile(r"(?<![\w/`.@-])@([A-Za-z0-9](?:-?[A-Za-z0-9]){0,38})(?![\w/-])")
NOREPLY: Final = re.compile(r"(?:\d+\+)?([a-z0-9][a-z0-9-]{0,38}(?:\[bot\])?)@users\.noreply\.[\w.-]+\Z")
PRIVATE: Final = frozenset(("private_gists", "total_private_repos", "two_factor_authentication", "disk_usage"))


class Raw(msgspec.Struct, gc=False):
    """The fields of any object of the API that Kithbook uses; what kind of object it is, they tell together."""

    id: Any = UNSET
    number: Any = UNSET
    title: Any = UNSET
    user: Any = UNSET
    author: Any = UNSET
    owner: Any = UNSET
    body: Any = UNSET
    created_at: Any = UNSET
    submitted_at: Any = UNSET
    published_at: Any = UNSET
    starred_at: Any = UNSET
    repo: Any = UNSET
    reactions: Any = UNSET
    url: Any = UNSET
    html_url: Any = UNSET
    issue_url: Any = UNSET
    pull_request_url: Any = UNSET
    in_reply_to_id: Any = UNSET
    state: Any = UNSET
    login: Any = UNSET
    type: Any = UNSET
    name: Any = UNSET
    company: Any = UNSET
    blog: Any = UNSET
    location: Any = UNSET
    email: Any = UNSET
    bio: Any = UNSET
    twitter_username: Any = UNSET
    private_gists: Any = UNSET
    total_private_repos: Any = UNSET
    two_factor_authentication: Any = UNSET
    disk_usage: Any = UNSET
    full_name: Any = UNSET
    description: Any = UNSET
    private: Any = UNSET
    topics: Any = UNSET
    tag_name: Any = UNSET
    draft: Any = UNSET
    sha: Any = UNSET
    commit: Any = UNSET
    total_count: Any = UNSET
    items: Any = UNSET


# pages may be put together as a list of lists
ONE: Final[msgspec.json.Decoder[Raw | list[Raw]]] = msgspec.json.Decoder(Raw | list[Raw])
MANY: Final[msgspec.json.Decoder[list[Raw | list[Raw]]]] = msgspec.json.Decoder(list[Raw | list[Raw]])
NAMES: Final = frozenset(Raw.__struct_fields__)


def kind_of(names: set[str]) -> str:
    """What an object is by the names of its fields, "" where it is nothing that is kept.

    >>> kind_of({"login", "id", "html_url"}), kind_of({"starred_at", "repo"}), kind_of({"name", "commit"})
    ('user', 'star', '')
    """
    has = names.__contains__
    if has("starred_at"):
        return "star" if has("repo") else "stargazer" if has("user") else ""
    if has("full_name") and has("owner"):
        return "repository"
    if has("tag_name") and has("html_url"):
        return "release"
    if has("sha") and has("commit"):
        return "commit"
    if has("number") and has("title") and has("user"):
        return "issue"
    if (has("issue_url") or has("pull_request_url")) and has("user") and has("body"):
        return "comment"
    return "user" if has("login") and (has("html_url") or has("url")) else ""


def filled(raw: Raw) -> set[str]:
    """The names of the fields that it has, be they null."""
    return {name for name in NAMES if getattr(raw, name) is not UNSET}


def words(value: Any) -> str:
    """A field that should be text; anything else says nothing."""
    return value.strip() if isinstance(value, str) else ""


def inner(value: Any, name: str) -> Any:
    """A field of an object inside of an object, None where there is none."""
    return value.get(name) if isinstance(value, dict) else None


def key_of(login: str) -> str:
    """The key for a login: GitHub takes no notice of capitals in it, and people mention each other in either."""
    key = "".join(login.split()).lower()
    return DELETED_KEY if key == GHOST else key


def moment(moments: Moments, *values: Any) -> int | None:
    """Seconds of the first of these that is a time, None where there is none."""
    for value in values:
        try:
            at = moments.read(words(value))
        except ValueError:
            continue
        if 0 <= at < LAST_SECOND:
            return at
    return None


# ------------------------------------------------------------------------------------------------------- people


def person(user: Any, chat: str = "", line: int = 0, name: str = "", mail: str = "") -> Contact | None:
    """Somebody as they stand inside of another object; nobody (null) is an account that was deleted."""
    login = words(inner(user, "login")) or (GHOST if user is None else "")
    key = key_of(login)
    if not key:
        return None
    link = words(inner(user, "html_url"))
    return Contact(
        Handle(PLATFORM, key, name or login),
        chat,
        mails=(mail,) if mail else (),
        links=(link,) if link and key != DELETED_KEY else (),
        line=line,
        facts=(BOT,) if inner(user, "type") == "Bot" else (),
    )


def profile(raw: Raw, follows: str, line: int) -> Contact | None:
    """A user as a list has them, or with their whole profile. ``follows`` is as in FACTS, or ""."""
    login = words(raw.login)
    key = key_of(login)
    if not key:
        return None
    facts = [("organisation", words(raw.company)), ("place", words(raw.location)), ("follows", follows)]
    if raw.type == "Bot":
        facts.insert(2, BOT)
    mail, blog, twitter = words(raw.email).lower(), words(raw.blog), words(raw.twitter_username)
    links = (words(raw.html_url), blog, f"https://x.com/{twitter}" if twitter else "")
    return Contact(
        Handle(PLATFORM, key, words(raw.name) or login),
        is_me=True if not PRIVATE.isdisjoint(filled(raw)) else None,
        mails=(mail,) if "@" in mail else (),
        links=tuple(dict.fromkeys(link for link in links if link)),
        notes=words(raw.bio).replace("\r\n", "\n"),
        line=line,
        facts=tuple((name, value) for name, value in facts if any(map(str.isalnum, value))),
    )


def committer(raw: Raw, line: int) -> Contact | None:
    """Who wrote a commit: an account where GitHub knows it, else somebody who is known by an address."""
    told = inner(raw.commit, "author")
    name, mail = " ".join(words(inner(told, "name")).split()), "".join(words(inner(told, "email")).split()).lower()
    hidden = NOREPLY.match(mail)
    if inner(raw.author, "login"):
        return person(raw.author, line=line, name=name, mail="" if hidden or "@" not in mail else mail)
    if hidden:
        return person({"login": hidden[1]}, line=line, name=name)
    return Contact(Handle("mail", mail, name), mails=(mail,), line=line) if "@" in mail else None


# ------------------------------------------------------------------------------------------- issues and comments


def place_of(raw: Raw) -> tuple[str, str, str] | None:
    """Repository, number and the mark of a comment: where an issue or a comment stands, None where it is not told."""
    for value in (raw.html_url, raw.url, raw.issue_url, raw.pull_request_url):
        found = PLACE.search(value) if isinstance(value, str) and len(value) < 1000 else None
        if found:
            return f"{found[1]}/{found[2]}", found[3], found[4] or ""
    return None


def message(
    raw: Raw, chat: str, place: tuple[str, str, str], at: int, sender: str, line: int, is_issue: bool
) -> Message:
    """An issue, or a comment on one, as what somebody wrote; ids tell the kinds of comment apart."""
    repository, number, mark = place
    text = shown(words(raw.body))
    kind = "text"
    if is_issue:
        own = f"{repository}#{number}".lower()
        text = text or words(raw.title)
    else:
        own = mark or (f"comment-{raw.id}" if isinstance(raw.id, int) else "")
    if not text:  # a verdict on a pull request needs no words
        text = words(raw.state).lower().replace("_", " ") if raw.submitted_at is not UNSET else ""
        kind = "system" if text else "unknown"
    return Message(
        chat,
        sender,
        at,
        kind,
        text,
        line,
        1,
        "UTC",
        own,
        f"discussion_r{raw.in_reply_to_id}" if isinstance(raw.in_reply_to_id, int) else "",
        reactions(raw.reactions),
        mentions(text),
    )


def is_empty(raw: Raw) -> bool:
    """Whether a review is not sent yet, or only holds comments that stand elsewhere."""
    only_holds = raw.submitted_at is not UNSET and raw.state == "COMMENTED" and not words(raw.body)
    return only_holds or raw.state == "PENDING"


def shown(body: str) -> str:
    """A body as a person sees it: without the comments that templates leave in it.

    >>> shown("The kiln\\r\\n<!-- describe -->is cold")
    'The kiln\\nis cold'
    """
    text = body.replace("\r\n", "\n")
    if "<!--" not in text:
        return text
    parts = []
    while text:
        before, mark, after = text.partition("<!--")
        parts.append(before)
        _, end, text = after.partition("-->")
        if mark and not end:
            break
    return "".join(parts).strip()


def mentions(text: str) -> tuple[str, ...]:
    """The keys of those whom a text mentions, but not in code, where such marks mean something else."""
    if "@" not in text:
        return ()
    return tuple(dict.fromkeys(key_of(name) for name in MENTION.findall(CODE.sub(" ", text))))


def reactions(told: Any) -> tuple[tuple[str, int], ...]:
    """Pairs (what, how many) of those that there are."""
    if not isinstance(told, dict):
        return ()
    counts = ((sign, told.get(name)) for name, sign in REACTIONS)
    return tuple((sign, count) for sign, count in counts if type(count) is int and count > 0)


# --------------------------------------------------------------------------------------- repositories and releases


def topics(repository: Any) -> tuple[str, ...]:
    """The topics of a repository, each once."""
    told = inner(repository, "topics")
    return tuple(dict.fromkeys(each for each in map(words, told) if each)) if isinstance(told, list) else ()


def repository(raw: Raw, moments: Moments, line: int) -> Piece | None:
    """A repository as something worth sharing, None where it is private or has no name."""
    name = words(raw.full_name)
    if not name or raw.private is not False:
        return None
    at = moment(moments, raw.created_at)
    return Piece(
        "repository",
        name,
        words(raw.html_url),
        at,
        "" if at is None else "UTC",
        words(raw.description)[:LONGEST],
        words(inner(raw.owner, "login")),
        topics({"topics": raw.topics}),
        line,
        f"repository {raw.id}" if isinstance(raw.id, int) else name.lower(),
    )


def release(raw: Raw, moments: Moments, line: int) -> Piece | None:
    """A release as a post, None where it is a draft or has no name."""
    name = words(raw.name) or words(raw.tag_name)
    if not name or raw.draft is True:
        return None
    link = words(raw.html_url)
    project = link.partition("/releases/")[0].rpartition("/")[2] if "/releases/" in link else ""
    at = moment(moments, raw.published_at, raw.created_at)
    return Piece(
        "post",
        name if not project or project.lower() in name.lower() else f"{project} {name}",
        link,
        at,
        "" if at is None else "UTC",
        shown(words(raw.body))[:LONGEST],
        words(inner(raw.author, "login")),
        line=line,
        id=f"release {raw.id}" if isinstance(raw.id, int) else link or name,
    )
