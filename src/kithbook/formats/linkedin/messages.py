"""Rows of messages.csv as messages: what a person saw of them, and which of them were never exchanged."""

import functools
import html
import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from kithbook.formats.linkedin.people import YES
from kithbook.formats.people_dates import moment_of

NOT_EXCHANGED: Final = ("SPAM", "DRAFT", "DRAFTS")  # folders
NO: Final = ("", "No")
ADVERTISEMENT: Final = "spinmail"  # a class in the markup of sponsored messages, whose senders have no profile
BREAKS: Final = re.compile(r"<br\s*/?>|</(?:p|div|li|h[1-6])>", re.IGNORECASE)
TAGS: Final = re.compile(
    r"</?(?:p|br|div|span|a|b|i|u|strong|em|ul|ol|li|h[1-6]|img)(?:\s[^<>]{0,2000})?/?>", re.IGNORECASE
)
ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
MEDIA: Final = (
    ("image", re.compile(r"/image|\.(?:png|jpe?g|gif|webp)\b", re.IGNORECASE)),
    ("video", re.compile(r"/(?:video|vid)\b|\.mp4\b", re.IGNORECASE)),
    ("voice", re.compile(r"/(?:audio|voice)", re.IGNORECASE)),
)


def is_exchanged(row: Sequence[str]) -> bool:
    """Whether a row of messages.csv is a message between people: no draft, no spam, no advertisement."""
    if row[9] != "INBOX" and row[9].strip().upper() in NOT_EXCHANGED:
        return False
    for draft in row[11:13]:
        if draft not in NO and draft.strip().lower() in YES:
            return False
    return bool(row[3]) or ADVERTISEMENT not in row[8][:200]


def moment(text: str) -> tuple[int, str] | None:
    """Seconds and zone of "2026-02-08 14:03:22 UTC", or of another time that begins with the year.

    >>> moment("1970-01-02 00:00:05 UTC"), moment("2/8/26, 2:37 PM")
    ((86405, 'UTC'), None)
    """
    if len(text) == 23 and text[13] == ":" == text[16] and text.endswith(" UTC"):
        hour, minute, second = _hour(text[:13]), text[14:16], text[17:19]
        if hour is not None and minute < "60" and second < "60" and (minute + second).isdecimal():
            return hour + int(minute) * 60 + int(second), "UTC"
    found = moment_of(text, "ymd") if text[:4].isdecimal() else None
    return None if found is None or found.all_day else (found.at, found.zone)


@functools.lru_cache(4096)
def _hour(text: str) -> int | None:
    """Seconds since 1970 of "2026-02-08 14"."""
    try:
        days = (date.fromisoformat(text[:10]) - date(1970, 1, 1)).days
    except ValueError:
        return None
    clock = text[11:]
    return days * 86_400 + int(clock) * 3600 if days >= 0 and clock.isdecimal() and clock < "24" else None


def shown(text: str) -> str:
    """Text without markup, as it was seen.

    >>> shown("<p>warm &amp; dry</p><p>a < b</p>"), shown("R&D &copy 2 <kiln>")
    ('warm & dry\\na < b', 'R&D &copy 2 <kiln>')
    """
    if "<" in text:
        text, count = TAGS.subn("", BREAKS.sub("\n", text))
        text = text.strip("\n") if count or "\n" in text else text
    return ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def kind_and_text(subject: str, content: str, attachments: str) -> tuple[str, str]:
    """Kind and text of a message: what was attached first, and the words below their subject."""
    text = shown(content)
    subject = shown(subject).strip()
    if subject and not text.startswith(subject):
        text = f"{subject}\n{text}" if text else subject
    if attachments.strip():
        return next((kind for kind, sign in MEDIA if sign.search(attachments.partition(",")[0])), "file"), text
    return ("text" if text else "unknown"), text
