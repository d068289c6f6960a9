"""Who the owner is: what exports claim, what you said, and which of both holds when exports come and go."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kithbook import book
from kithbook.vocabulary import DELETED_KEY, Refused

Account = Callable[..., Path]
WILMA, FOX = ("user1", "Wilma Foxglove"), ("user2", "W Fox")
ODD, EVEN = ("user3", "Odd Halfmoon"), ("user4", "Even Tarn")


@pytest.fixture
def account(tmp_path: Path) -> Account:
    """Writes a Telegram account with one group, in which its members write by turns."""

    def write(name: str, *members: tuple[str, str], me: tuple[str, str] | None = None, room: int = 9) -> Path:
        lines = [
            {"id": at, "type": "message", "date": "2024-03-01T00:00:00", "date_unixtime": str(1_710_000_000 + at)}
            | {"from": who, "from_id": key, "text": "ok"}
            for at, (key, who) in enumerate(members * (2 + len(name)), 1)
        ]
        group = {"name": f"Group {room}", "type": "private_group", "id": room, "messages": lines}
        whole: dict[str, Any] = {"about": "", "chats": {"about": "", "list": [group]}}
        if me is not None:
            own = {"user_id": int(me[0].removeprefix("user")), "first_name": me[1], "last_name": ""}
            whole["personal_information"] = own
        path = tmp_path / name / "result.json"
        path.parent.mkdir()
        path.write_text(json.dumps(whole), encoding="utf-8")
        return path

    return write


def bring(path: Path, now: int) -> int:
    """Bring an export in; its number."""
    [one] = book.bring_in(path, now=now).imports
    return one.id


def owner() -> list[str]:
    """The keys of the owner's handles."""
    from kithbook.store.models import Handle

    return sorted(Handle.objects.filter(person__is_me=True).values_list("key", flat=True))


def test_two_members_of_one_chat_are_not_both_the_owner(empty: Path, account: Account, now: int) -> None:
    """A friend's export says that the friend is its owner: the first export counts, until it goes."""
    mine = bring(account("a", WILMA, FOX, me=WILMA), now)
    bring(account("bb", WILMA, FOX, me=FOX), now)
    assert owner() == ["user1"]
    book.undo(mine, now=now)
    assert owner() == ["user2"]


def test_exports_of_two_chats_may_have_one_owner(empty: Path, account: Account, now: int) -> None:
    """Two accounts that never met are both the owner's, as their exports say."""
    bring(account("a", WILMA, ODD, me=WILMA), now)
    bring(account("b", FOX, EVEN, me=FOX, room=10), now)
    assert owner() == ["user1", "user2"]


def test_who_you_said_you_are_outlives_the_next_export(empty: Path, account: Account, now: int) -> None:
    """After "this is me" a newer export of the same account does not make its owner you again."""
    bring(account("a", WILMA, FOX, me=WILMA), now)
    deed = book.this_is_me("user2", now=now)
    assert owner() == ["user2"]
    bring(account("bb", WILMA, FOX, me=WILMA), now)
    assert owner() == ["user2"]
    book.undo_deed(deed.id, now=now)
    assert owner() == ["user1"]


def test_a_file_brought_in_as_somebody_else_is_theirs_alone(empty: Path, chat: Any, now: int) -> None:
    """Whoever was named first by mistake is no owner any more."""
    path = chat("Kiln", ("Ines", "a"), ("Bo", "b"), ("Ines", "c"))
    for name in ("Ines", "Bo", "Ines"):
        book.bring_in(path, me=name, now=now)
        assert owner() == [name]
    book.bring_in(path, me="Nobody", now=now)
    assert owner() == ["Ines"]


def test_who_was_split_off_the_owner_stays_so(empty: Path, account: Account, now: int) -> None:
    """In whatever order the exports that claim both go and come again."""
    a, b = account("a", WILMA, ODD, me=WILMA), account("b", FOX, EVEN, me=FOX, room=10)
    one, two = bring(a, now), bring(b, now)
    deed = book.split("user1", now=now)
    assert owner() == ["user2"]
    book.undo(two, now=now)
    book.undo(one, now=now)
    bring(a, now)
    assert owner() == []
    with pytest.raises(Refused, match=f"are not the same. Take that back first .number {deed.id}"):
        book.this_is_me("user1", now=now)
    bring(b, now)
    assert owner() == ["user2"]
    book.undo_deed(deed.id, now=now)
    assert owner() == ["user1", "user2"]


def test_the_others_stay_the_owner_when_a_claimed_handle_is_split_off(
    empty: Path, account: Account, cards: Any, now: int
) -> None:
    """Also where only that handle was claimed."""
    bring(account("a", WILMA, ODD, me=WILMA), now)
    bring(cards("c", ("u1", "Wilma Foxglove", "", "")), now)
    book.same("user1", "u1", now=now)
    assert owner() == ["u1", "user1"]
    deed = book.split("user1", now=now)
    assert owner() == ["u1"]
    book.undo_deed(deed.id, now=now)
    assert owner() == ["u1", "user1"]


def test_who_is_not_the_owner_is_so_while_the_owner_is_gone(empty: Path, account: Account, now: int) -> None:
    """ "Not the same" of the owner means whoever the owner is."""
    a = account("a", WILMA, ODD, me=WILMA)
    one = bring(a, now)
    bring(account("b", FOX, EVEN, room=10), now)
    book.not_same("user1", "user2", now=now)
    book.undo(one, now=now)
    bring(account("ccc", FOX, EVEN, me=FOX, room=10), now)
    assert owner() == []
    bring(a, now)
    assert owner() == ["user1"]


def test_this_is_me_is_your_word_also_where_it_was_claimed(empty: Path, account: Account, now: int) -> None:
    """It holds when the export that said the same goes, and when another deed that said it is taken back."""
    one = bring(account("a", WILMA, ODD, me=WILMA), now)
    bring(account("bb", WILMA, ODD), now)
    first = book.this_is_me("user1", now=now)
    book.this_is_me("user1", now=now)
    book.undo(one, now=now)
    assert owner() == ["user1"]
    book.undo_deed(first.id, now=now)
    assert owner() == ["user1"]


def test_deleted_accounts_are_nobody_to_be_joined_with(empty: Path, account: Account, now: int) -> None:
    """All the deleted accounts of a platform are one handle, which is nobody."""
    from kithbook.store.models import Handle

    bring(account("a", WILMA, ODD), now)
    Handle.every.filter(key="user3").update(key=DELETED_KEY)
    with pytest.raises(Refused, match="no handle"):
        book.same("user1", DELETED_KEY, now=now, sure=True)
    with pytest.raises(Refused, match="wrote nothing"):
        book.this_is_me("Odd", now=now)
