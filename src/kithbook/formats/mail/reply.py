"""What the sender of a mail wrote: without the mail that is answered, the signature and what programs add.

Conservative: only in a mail that answers another is anything taken for quoted, and all is kept where nothing would be
left.
"""

import re
from typing import Final

from kithbook.formats.mail.words import ADDED, ATTRIBUTIONS, FROM_LINE, LIST_RULE, MORE_LINE, OF_A_LIST, ORIGINAL

LONGEST: Final = 600  # characters of the lines that say who wrote what is quoted
COLONS: Final = (":", "：")
TELLS: Final = re.compile(r"@|\d{4}|\d{1,2}[:.]\d{2}")  # a date, a time or an address
MOST_LOOKS: Final = 100  # at lines that may say who wrote what is quoted
SIGNATURE: Final = 30  # lines that a signature has at most
BLANK_LINES: Final = re.compile(r"\n{3,}")


def own_words(text: str, is_reply: bool) -> str:
    """The words of the sender alone."""
    lines = [line.rstrip() if line != "-- " else line for line in text.split("\n")]
    if is_reply:
        own = _History(lines).without()
        lines = own if any(own) else lines
    own = _without_added(_without_signature(_without_list_footer(lines)))
    return BLANK_LINES.sub("\n\n", "\n".join(own if any(own) else lines)).strip()


class _History:
    """One walk through the lines of an answer; only so many of them are looked at closely."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.own: list[str] = []
        self._left = MOST_LOOKS

    def without(self) -> list[str]:
        """The lines without those that are quoted, and without the one that says of whom."""
        own, said, is_quoted = self.own, False, False
        for number, line in enumerate(self.lines):
            if line.startswith(">"):
                if not is_quoted:
                    self._drop_attribution()
                is_quoted = True
                continue
            is_quoted = is_quoted and not line
            if said and line and self._begins(number, line.strip()):
                while own and (not own[-1] or LIST_RULE.fullmatch(own[-1])):
                    own.pop()
                break
            said = said or bool(line)
            own.append(line)
        return own

    def _drop_attribution(self) -> None:
        """Take "On Monday, Ines wrote:" off the end, which may take up to three lines."""
        end = len(self.own)
        while end and not self.own[end - 1]:
            end -= 1
        if not end or not self.own[end - 1].endswith(COLONS):
            return
        for count in range(1, min(3, end) + 1):
            if self._is_attribution(self.own[end - count : end]):
                del self.own[end - count :]
                return

    def _is_attribution(self, lines: list[str]) -> bool:
        self._left -= 1
        joined = " ".join(line.strip(" *_") for line in lines)
        return self._left >= 0 and len(joined) <= LONGEST and any(pattern.fullmatch(joined) for pattern in ATTRIBUTIONS)

    def _begins(self, number: int, line: str) -> bool:
        """Whether everything from here on is a mail that is answered, which no marks show line by line."""
        lines = self.lines
        if line.startswith("--") and ORIGINAL.fullmatch(line):
            return True
        if FROM_LINE.match(line):
            more = [each for each in lines[number + 1 : number + 8] if each][:5]
            return sum(MORE_LINE.match(each.strip()) is not None for each in more) >= 2
        for last in range(number, min(number + 3, len(lines))):
            if not lines[last]:
                return False
            if lines[last].endswith(COLONS):
                some = lines[number : last + 1]
                rest = next((each for each in lines[last + 1 : last + 9] if each), "")
                told = any(TELLS.search(each) for each in some)
                return bool(rest) and not rest.startswith(">") and told and self._is_attribution(some)
        return False


def _without_list_footer(lines: list[str]) -> list[str]:
    """Mailing lists put how to leave them below a rule."""
    for number in range(max(1, len(lines) - 15), len(lines)):
        if LIST_RULE.fullmatch(lines[number]) and OF_A_LIST.search("\n".join(lines[number + 1 : number + 4])):
            return lines[:number]
    return lines


def _without_signature(lines: list[str]) -> list[str]:
    """A signature is below a line of two dashes (RFC 3676, 4.3)."""
    for number in range(max(1, len(lines) - SIGNATURE), len(lines)):
        if lines[number] in ("-- ", "--"):
            return lines[:number]
    return lines


def _without_added(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1]:
        end -= 1
    return lines[: end - 1] if end and ADDED.fullmatch(lines[end - 1].strip(" *_<>")) else lines
