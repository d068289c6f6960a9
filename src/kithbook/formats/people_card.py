"""Somebody of an address book or a table, put together from what its columns say."""

import re
from typing import Final

from kithbook.vocabulary import Contact, Handle

# tried only where a word begins and no longer than RFC 5321 allows, since a word may be a megabyte long
# each begins where a word does: looked for at every character, a long text without any would take its length squared
MAIL: Final = re.compile(
    r"(?<![^\s<>()\[\],;:\"'|\\@])[^\s<>()\[\],;:\"'|\\@]+@[^\s<>()\[\],;:\"'|\\@]+\.[^\s<>()\[\],;:\"'|\\@.]{2,}"
)
URL: Final = re.compile(
    r"https?://[^\s,;<>\"]+|(?<![\w.-])(?:(?:[\w-]+\.)+[a-z]{2,}/[^\s,;<>\"]*|www\.[^\s,;<>\"]+)", re.IGNORECASE
)
DOMAIN: Final = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
PARTS: Final = re.compile(r"[;,、،\n|]|:::|\s/\s")
# scripts that write the family name first and no space between the two
JOINED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]+")


class Card:
    """What is known of one person so far. Each ``add_...`` gives back what of the text it could not use."""

    __slots__ = ("facts", "family", "given", "links", "mails", "middle", "name", "notes", "phones", "user")

    def __init__(self) -> None:
        self.name = self.given = self.middle = self.family = self.user = ""
        self.mails: dict[str, None] = {}
        self.phones: dict[str, None] = {}
        self.links: dict[str, None] = {}
        self.facts: dict[tuple[str, str], None] = {}
        self.notes: list[str] = []

    def add_mails(self, text: str) -> str:
        """Every address in ``text``, in lower case."""
        found = MAIL.findall(text)
        self.mails.update(dict.fromkeys(mail.lower() for mail in found))
        return "" if found else text

    def add_phones(self, text: str) -> str:
        """Every number in ``text``, as written."""
        left = []
        for part in map(str.strip, PARTS.split(text.lstrip("'"))):
            if sum(map(str.isdigit, part)) >= 3:
                self.phones[part] = None
            elif part:
                left.append(part)
        return ", ".join(left)

    def add_links(self, text: str, base: str = "") -> str:
        """Every address of a page in ``text``; with ``base``, a bare name stands for the page of that user."""
        found = URL.findall(text)
        if base and not found and not re.search(r"\s", text):
            self.user = self.user or text.removeprefix("@")
            found = [base + text.removeprefix("@")]
        elif not found and DOMAIN.fullmatch(text):
            found = [text]
        self.links.update(dict.fromkeys(each if "://" in each else f"https://{each}" for each in found))
        return "" if found else text

    def add_fact(self, name: str, value: str) -> None:
        """One of vocabulary.FACTS."""
        if value:
            self.facts[name, value] = None

    def add_note(self, text: str) -> None:
        """What has no field of its own, once."""
        if text and text not in self.notes:
            self.notes.append(text)

    @property
    def shown(self) -> str:
        """The name, put together where only its parts are known."""
        if self.name:
            return self.name
        parts = [part for part in (self.given, self.middle, self.family) if part]
        if self.family and all(JOINED.fullmatch(part) for part in parts):
            return self.family + "".join(parts[:-1])
        return " ".join(parts)

    def contact(self, platform: str, line: int, uid: str = "", is_me: bool | None = None) -> Contact | None:
        """The Contact, or None where nothing says who this is; ``uid`` is an id that stays the same."""
        name = " ".join(self.shown.split())
        parts = [part for part in (self.given, self.middle, self.family) if part]
        if any(part not in name for part in parts):  # a whole name of its own beside the parts
            self.add_fact("other_name", " ".join(parts))
        first = next(iter((*self.mails, *self.phones, *self.links)), "")
        key = uid or " ".join(f"{name} {first}".split()) or " ".join(self.user.split())
        if not key:
            return None
        return Contact(
            Handle(platform, key, name or self.user or first or key),
            is_me=is_me,
            phones=tuple(self.phones),
            mails=tuple(self.mails),
            links=tuple(self.links),
            notes="\n".join(self.notes),
            line=line,
            facts=tuple(self.facts),
        )
