"""A mailbox in one file, cut into mails: streamed, whatever is attached to them.

The forms are those of J. de Boyne Pollard, "mbox is a family of several mutually incompatible mailbox formats": a line
"From SENDER DATE" stands before each mail. Lines of a text that begin like it are quoted with ">" (mboxo, mboxrd), or
the head says how long the body is (mboxcl, mboxcl2).
"""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from kithbook.formats.mail.header import head_end
from kithbook.formats.mail.moment import ENVELOPE

BLOCK: Final = 1 << 20  # bytes read at once
START: Final = b"\nFrom "
ENOUGH: Final = 2_000  # bytes behind the place in question by which it is told whether a mail begins there
LONGEST: Final = 1_000  # bytes of the line before a mail
FIELD: Final = re.compile(rb"(?:>?From [^\n]{0,1000}\n)?[!-9;-~]{1,80}[ \t]{0,9}:")
# fields that a mail begins with; a line of somebody's text seldom does
KNOWN: Final = re.compile(
    rb"(?:>?From [^\n]{0,1000}\n)?(?:return-path|received|delivered-to|message-id|date|from|to|cc|subject|mime-version|"
    rb"content-[a-z-]+|reply-to|sender|status|references|in-reply-to|user-agent|importance|organization|precedence|"
    rb"authentication-results|envelope-to|dkim-[a-z]+|arc-[a-z-]+|list-[a-z-]+|resent-[a-z-]+|thread-[a-z]+|"
    rb"x-[a-z0-9-]+|delivery-date|bcc|old-[a-z-]+|autocrypt|auto-submitted)[ \t]{0,9}:",
    re.IGNORECASE,
)
LENGTH: Final = re.compile(rb"\n[Cc]ontent-[Ll]ength:[ \t]{0,9}(\d{1,12})")
UNQUOTED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)


class Raw(NamedTuple):
    """One mail as bytes: the line before it, and what was kept of it (its beginning and its end where it is long).

    ``is_mail`` is False for bytes before the first mail.
    """

    envelope: bytes
    data: bytes
    is_mail: bool = True


def begins(head: bytes) -> bool:
    """Whether a file that starts like this is a mailbox."""
    head = head[:8_000].lstrip(b"\xef\xbb\xbf\r\n")
    line, newline, rest = head.partition(b"\n")
    is_field = line[5:].lstrip(b" \t").startswith(b":")
    return head.startswith(b"From ") and not is_field and len(line) <= LONGEST and bool(newline and FIELD.match(rest))


def mails(handle: BinaryIO, keep: int) -> Iterator[Raw]:
    """Each mail of a mailbox, of which at most ``keep`` bytes are held: half from its beginning, half from its end."""
    return _Cutter(handle, keep).mails()


class _Cutter:
    """A window over the file: the open mail begins at ``_start``; of a long one the window holds the end only."""

    def __init__(self, handle: BinaryIO, keep: int) -> None:
        self._handle, self._keep = handle, keep
        first = handle.read(BLOCK)
        # a newline in front makes the first mail one like all others
        self._window = b"\n" + first.removeprefix(b"\xef\xbb\xbf")
        self._ended = not first
        self._beginning = b""  # of the open mail, where it is long
        self._start = 0  # where in the window the open mail is
        self._at = 0  # where in the window to look on
        self._is_mail = False  # whether a mail is open, instead of what is before the first
        self._gone = 0  # how far the window has moved since the last place was found

    def mails(self) -> Iterator[Raw]:
        """Each mail; what is before the first, if it is anything."""
        while (place := self._next()) is not None:
            yield from self._closed(place)
            self._beginning, self._start, self._at, self._is_mail = b"", place, place + 1, True
        yield from self._closed(len(self._window))

    def _next(self) -> int | None:
        """Where in the window the next mail begins (at the newline before), reading on as long as it has to."""
        while True:
            place = self._window.find(START, self._at)
            if place < 0:
                if self._ended:
                    return None
                self._at = max(self._at, len(self._window) - len(START))
                self._more()
            elif not self._ended and len(self._window) - place < ENOUGH:
                self._at = place
                self._more()
            elif self._is_start(place):
                end = self._end_by_length(place)
                if end is None:
                    return place - self._gone
                self._at = end
            else:
                self._at = place + 1

    def _more(self) -> None:
        """Read a block, and let go of what is before the open mail and of the middle of a long one."""
        if len(self._window) - self._start > self._keep and not self._beginning:
            self._beginning = self._window[self._start : self._start + self._keep // 2]
        gone = self._start
        if self._beginning:
            gone = max(gone, min(self._at, len(self._window) - self._keep // 2))
        gone = max(0, gone - 2)  # what is before a newline says whether a line is apart
        block = self._handle.read(BLOCK)
        self._ended = not block
        self._window = self._window[gone:] + block
        self._at -= gone
        self._start = max(0, self._start - gone)
        self._gone += gone

    def _is_start(self, place: int) -> bool:
        """Whether the line "From " behind ``place`` sets mails apart and is none of somebody's text."""
        self._gone = 0
        window = self._window
        end = window.find(b"\n", place + 1, place + LONGEST)
        if end < 0:
            return False
        is_dated = ENVELOPE.search(window, place, end) is not None
        is_apart = place == 0 or window[place - 1 : place] == b"\n" or window[max(0, place - 2) : place] == b"\n\r"
        wanted = FIELD if is_dated and is_apart else KNOWN
        return (is_dated or is_apart) and wanted.match(window, end + 1) is not None

    def _end_by_length(self, place: int) -> int | None:
        """Where to look on, if the head of the open mail says that its body goes on behind ``place``, and it does."""
        if self._beginning or not self._is_mail:
            return None
        head, body = head_end(self._window, self._start + 1, place + 1)
        length = LENGTH.search(self._window[self._start : head]) if head >= 0 else None
        if length is None:
            return None
        end = body + int(length[1])
        if end <= place + 2 or end - self._start > self._keep // 2:
            return None
        while not self._ended and len(self._window) + self._gone - end < ENOUGH:
            self._more()
        rest = self._window[end - self._gone - 1 : end - self._gone + ENOUGH].lstrip(b"\r\n")
        if rest and not (rest.startswith(b"From ") and KNOWN.match(rest.partition(b"\n")[2])):
            return None
        return end - self._gone - 2

    def _closed(self, end: int) -> Iterator[Raw]:
        """The open mail, which ends at ``end``."""
        if self._beginning:
            data = self._beginning + b"\n" + self._window[max(0, end - self._keep // 2) : end]
        else:
            data = self._window[self._start : end]
        if self._is_mail:
            envelope, _, data = data[1:].partition(b"\n")
            yield Raw(envelope, data)
        elif data.strip(b"\r\n\0 \t"):
            yield Raw(b"", data[1:LONGEST], False)
