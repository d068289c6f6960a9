"""An invented cast in an invented account, brought into a real book through the road that every file takes."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kithbook import book

DAY = 86_400
NOW = 1_781_514_000  # 2026-06-15 09:00 UTC, a Monday


@dataclass
class Account:
    """A Telegram account in the making: chats with lines, written out as its result.json."""

    me: str = "Wilma Foxglove"
    chats: dict[str, dict[str, Any]] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    lines: int = 0

    def id_of(self, name: str) -> str:
        """The platform's id of somebody."""
        return self.people.setdefault(name, f"user{1000 + len(self.people)}")

    def say(self, chat: str, who: str, at: int, text: str, *, group: bool = False, reply_to: int = 0) -> int:
        """One line of a chat at UTC seconds ``at``; its id."""
        room = self.chats.setdefault(
            chat,
            {
                "name": chat,
                "type": "private_group" if group else "personal_chat",
                "id": 5000 + len(self.chats) if group else int(self.id_of(chat).removeprefix("user")),
                "messages": [],
            },
        )
        self.lines += 1
        line = {
            "id": self.lines,
            "type": "message",
            "date": "2020-01-01T00:00:00",
            "date_unixtime": str(at),
            "from": who,
            "from_id": self.id_of(who),
            "text": text,
        }
        room["messages"].append(line | ({"reply_to_message_id": reply_to} if reply_to else {}))
        return self.lines

    def talk(self, who: str, at: int, texts: tuple[str, str] = ("the kiln is warm", "then we fire")) -> None:
        """A short talk one to one, begun by the owner."""
        self.say(who, self.me, at, texts[0])
        self.say(who, who, at + 60, texts[1])
        self.say(who, self.me, at + 120, texts[0])

    def write(self, folder: Path) -> Path:
        """The file of this account."""
        for room in self.chats.values():
            room["messages"].sort(key=lambda line: (int(line["date_unixtime"]), line["id"]))
        own = {"user_id": int(self.id_of(self.me).removeprefix("user")), "first_name": self.me, "last_name": ""}
        whole = {"about": "", "personal_information": own, "chats": {"about": "", "list": list(self.chats.values())}}
        path = folder / "result.json"
        path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
        return path


@pytest.fixture
def account() -> Account:
    """An account without any chat yet."""
    return Account()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Path]:
    """An open book with nothing in it, in UTC."""
    with book.opened(tmp_path / "book.sqlite") as path:
        book.change_settings(zone="UTC")
        yield path


def cast_of(account: Account) -> Account:
    """Ines weekly until last week, 云三朵 monthly and silent since November, نادية monthly, and a group."""
    for week in range(1, 60):
        account.talk("Ines Halfmoon", NOW - week * 7 * DAY)
    for month in range(24):
        account.talk("云三朵", NOW - (220 + month * 30) * DAY, ("那只碗裂了吗？", "裂的也好看，我们聚会吧"))
    for month in range(14):
        account.talk("نادية الورّاق", NOW - (35 + month * 30) * DAY, ("كيف حال الكتب", "الوَرّاق بخير والكتب كثيرة"))
    group = "Lantern Street Makers"
    for day in range(0, 700, 2):
        start = NOW - (200 + day) * DAY
        first = account.say(group, "Bram Teakettle", start, "who has the wood ash?", group=True)
        account.say(group, account.me, start + 60, "I do", group=True, reply_to=first)
        account.say(group, "Bram Teakettle", start + 120, "glazing on Sunday then", group=True)
        account.say(group, "石小满", start + 180, "好，我也来", group=True)
        account.say(group, "Odalys Brightwater", start + 200, "bring the glazes", group=True)
    account.say(group, "Tobias Quillfeather", NOW - 300 * DAY, "hello all", group=True)
    account.say(group, "Ines Halfmoon", NOW - 300 * DAY + 5, "hello Tobias", group=True)
    return account


@pytest.fixture(scope="session")
def cast_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The export of the cast's account, and a book made of it beside."""
    folder = tmp_path_factory.mktemp("cast")
    path = cast_of(Account()).write(folder)
    with book.opened(folder / "book.sqlite"):
        book.change_settings(zone="UTC")
        book.bring_in(path, now=NOW)
    return path


@pytest.fixture
def cast(cast_file: Path, tmp_path: Path) -> Iterator[Path]:
    """An open book of its own with the cast in it: the book of the session, copied."""
    copy = tmp_path / "cast.sqlite"
    copy.write_bytes((cast_file.parent / "book.sqlite").read_bytes())
    with book.opened(copy) as path:
        yield path


@pytest.fixture
def cards(tmp_path: Path) -> Callable[..., Path]:
    """Writes address books of (uid, name, phone, mail) cards."""

    def write(name: str, *told: tuple[str, str, str, str]) -> Path:
        path = tmp_path / f"{name}.vcf"
        texts = []
        for uid, full, phone, mail in told:
            rest = [*([f"TEL:{phone}"] if phone else []), *([f"EMAIL:{mail}"] if mail else [])]
            texts.append(
                "\r\n".join(["BEGIN:VCARD", "VERSION:4.0", f"UID:{uid}", f"FN:{full}", *rest, "END:VCARD", ""])
            )
        path.write_text("".join(texts), encoding="utf-8", newline="")
        return path

    return write


@pytest.fixture
def chat(tmp_path: Path) -> Callable[..., Path]:
    """Writes a WhatsApp group of (name, text) lines, a minute apart."""

    def write(title: str, *lines: tuple[str, str]) -> Path:
        path = tmp_path / f"WhatsApp Chat with {title}.txt"
        told = [f"13/03/2024, 10:{at:02} - {who}: {text}" for at, (who, text) in enumerate(lines)]
        path.write_text("\n".join(told) + "\n", encoding="utf-8")
        return path

    return write
