"""Who is who at random: imports that come and go, words said and taken back, against what must always hold."""

import json
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kithbook import book
from kithbook.vocabulary import Refused
from tests.conftest import NOW

MANY = int(os.environ.get("KITHBOOK_EXAMPLES", "0"))  # as many books at random instead, for whoever hunts
PICK = st.integers(0, 10_000)
CARDS = {
    "cards": (
        ("u1", "Ines Halfmoon", "+49 30 23125 101", "ines@example.org"),
        ("u2", "Bo Tarn", "+49 30 23125 102", ""),
    ),
    "more": (
        ("u3", "I. Halfmoon", "+493023125101", ""),
        ("u4", "王小明", "", "xm@example.net"),
        ("u5", "Bo Tarn", "", ""),
    ),
}
LINES = {
    "kiln": (("Ines Halfmoon", 1), ("Bo Tarn", 2), ("Ines Halfmoon", 3), ("Xiaoming Wang", 4), ("Bo", 5)),
    "club": (("Ines", 1), ("Ines Halfmoon", 2), ("Ines", 3), ("Ines Halfmoon", 4)),
}
USERS = (("user1", "Ines Halfmoon"), ("user2", "王小明"), ("user3", "Bo Tarn"))


def write(folder: Path, name: str) -> Path:
    """One of the exports."""
    if name in CARDS:
        path = folder / f"{name}.vcf"
        texts = []
        for uid, full, phone, mail in CARDS[name]:
            told = [
                f"UID:{uid}",
                f"FN:{full}",
                *([f"TEL:{phone}"] if phone else []),
                *([f"EMAIL:{mail}"] if mail else []),
            ]
            texts.append("\r\n".join(["BEGIN:VCARD", "VERSION:4.0", *told, "END:VCARD", ""]))
        path.write_text("".join(texts), encoding="utf-8", newline="")
    elif name in LINES:
        path = folder / f"WhatsApp Chat with {name}.txt"
        lines = [f"{day:02}/03/2024, 10:{day:02} - {who}: {name} {day}" for who, day in LINES[name]]
        path.write_text(
            "\n".join([*lines, f"13/03/2024, 11:00 - {LINES[name][0][0]}: {name} ends"]) + "\n", encoding="utf-8"
        )
    else:
        path = folder / name / "result.json"
        path.parent.mkdir(exist_ok=True)
        said = [
            {
                "id": number,
                "type": "message",
                "date": "2024-03-01T00:00:00",
                "date_unixtime": str(1_710_000_000 + number),
            }
            | {"from": who, "from_id": user, "text": "ok"}
            for number, (user, who) in enumerate(USERS * 2, 1)
        ]
        whole = {"name": "Tea", "type": "private_group", "id": 9, "messages": said}
        path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return path


EXPORTS = (*CARDS, *LINES, "tea")


@cache
def blank() -> bytes:
    """A book with nothing in it."""
    with tempfile.TemporaryDirectory() as folder:
        with book.opened(Path(folder) / "book.sqlite") as path:
            book.change_settings(zone="Europe/Berlin")
        return path.read_bytes()


def people() -> dict[frozenset[tuple[str, str]], tuple[Any, ...]]:
    """Everybody by their handles, with what is shown of them; numbers of rows left out."""
    from kithbook.store.models import Person

    return {
        frozenset(person.handles.values_list("platform", "key")): (
            *(
                person.name,
                person.alias,
                person.circle,
                person.circle_by,
                person.rest_until,
                person.notes,
                person.is_me,
            ),
        )
        for person in Person.objects.all()
    }


def words() -> set[tuple[Any, ...]]:
    """Every word that holds; numbers of rows left out."""
    from kithbook.store.models import Word

    names = ("a_platform", "a_key", "b_platform", "b_key", "same", "by")
    return set(Word.objects.filter(ended_by=None).values_list(*names))


class WhoIsWho(RuleBasedStateMachine):
    """A book whose people are said to be the same, or not, while exports come and go."""

    measured = False  # ties are others' to test

    def state(self) -> tuple[Any, ...]:
        """All that undoing must restore."""
        return people(), words()

    @initialize()
    def begin(self) -> None:
        """An empty book, and the exports beside it."""
        self.folder = Path(tempfile.mkdtemp())
        path = self.folder / "book.sqlite"
        path.write_bytes(blank())
        path.chmod(0o600)
        self.opened = book.opened(path)
        self.opened.__enter__()
        self.patched = pytest.MonkeyPatch()
        if not self.measured:
            self.patched.setattr("kithbook.book.measuring.refit", lambda *, now: None)
        self.files = {name: write(self.folder, name) for name in EXPORTS}
        self.imports: dict[str, int] = {}
        self.now = NOW
        self.by_hand = False
        self.bring("kiln")
        self.bring("cards")

    def bring(self, name: str) -> None:
        """Bring one of the exports in."""
        [one] = book.bring_in(self.files[name], now=self.now).imports
        self.imports[name] = one.id

    def handles(self) -> list[Any]:
        """The handles of the book, in the order of their keys."""
        from kithbook.store.models import Handle

        return list(Handle.objects.order_by("platform", "key").select_related("person"))

    def deed(self, do: Any) -> None:
        """Say something, take it back and say it again: taking back restores everything."""
        before = self.state()
        try:
            told = do()
        except Refused:
            assert self.state() == before
            return
        book.settle(now=self.now)
        after = self.state()
        book.undo_deed(told.id, now=self.now)
        book.settle(now=self.now)
        assert self.state() == before
        self.now += 1
        do()
        book.settle(now=self.now)
        assert self.state() == after

    @rule(pick=PICK)
    @precondition(lambda self: len(self.imports) < len(EXPORTS))
    def more(self, pick: int) -> None:
        """Another export comes in."""
        left = [name for name in EXPORTS if name not in self.imports]
        self.bring(left[pick % len(left)])

    @rule(pick=PICK)
    @precondition(lambda self: self.imports)
    def less(self, pick: int) -> None:
        """An import is undone; bringing it in again gives what was, because no import undoes a word."""
        name = sorted(self.imports)[pick % len(self.imports)]
        before = self.state()
        book.undo(self.imports.pop(name), now=self.now)
        if pick % 2:
            self.bring(name)
            assert self.state() == before

    @rule(one=PICK, other=PICK, sure=st.booleans())
    def same(self, one: int, other: int, sure: bool) -> None:
        """Two people are one."""
        some = self.handles()
        if some:
            a, b = (some[each % len(some)].person_id for each in (one, other))
            self.deed(lambda: book.same(f"#{a}", f"#{b}", now=self.now, sure=sure))

    @rule(one=PICK, other=PICK)
    def apart(self, one: int, other: int) -> None:
        """Two people are not the same."""
        some = self.handles()
        if some:
            a, b = (some[each % len(some)].person_id for each in (one, other))
            self.deed(lambda: book.not_same(f"#{a}", f"#{b}", now=self.now))

    @rule(one=PICK)
    def split(self, one: int) -> None:
        """A handle is somebody else's."""
        some = self.handles()
        if some:
            handle = some[one % len(some)].pk
            self.deed(lambda: book.split(f"#{handle}", now=self.now))

    @rule(one=PICK)
    def me(self, one: int) -> None:
        """Somebody is the owner."""
        some = self.handles()
        if some:
            person = some[one % len(some)].person_id
            self.deed(lambda: book.this_is_me(f"#{person}", now=self.now))

    @rule(pick=PICK)
    def take_back(self, pick: int) -> None:
        """Any deed, in whatever order."""
        done = book.deeds()
        if done:
            book.undo_deed(done[pick % len(done)].id, now=self.now)
            book.settle(now=self.now)

    @rule(one=PICK, circle=st.sampled_from(("core", "curated", "loose", "")))
    def written(self, one: int, circle: str) -> None:
        """Something is written by hand, and shows."""
        some = self.handles()
        if some:
            person = some[one % len(some)].person
            self.now += 1
            book.set_circle(person.pk, circle, now=self.now)
            self.by_hand = True
            person.refresh_from_db()
            assert person.circle == circle

    @invariant()
    def people_follow_from_the_words(self) -> None:
        """Nobody is part of a part, the first is shown, what you said holds, and there is one owner at most."""
        from kithbook.store.models import Handle, Person, Word

        assert Person.every.filter(is_me=True).count() <= 1
        whose = {(each.platform, each.key): each.person_id for each in Handle.objects.all()}
        for handle in Handle.every.select_related("home"):
            assert handle.person_id == (handle.home.whole_id or handle.home_id)
        for person in Person.every.filter(whole__isnull=False).select_related("whole"):
            assert person.whole.whole_id is None
            assert person.whole_id < person.pk
        said = Word.objects.filter(ended_by=None, same=False)
        ends = [(whose.get((w.a_platform, w.a_key)), whose.get((w.b_platform, w.b_key))) for w in said]
        apart = {frozenset(each) for each in ends}
        for word in Word.objects.filter(ended_by=None):
            a, b = whose.get((word.a_platform, word.a_key)), whose.get((word.b_platform, word.b_key))
            if a is not None and b is not None and word.same:
                assert a == b or frozenset((a, b)) in apart, (word.a_key, word.b_key, word.by)
            elif a is not None and b is not None:
                assert a != b, (word.a_key, word.b_key, word.by)

    @invariant()
    def nobody_talks_to_themselves(self) -> None:
        """Two members of one chat are one person only where you said so."""
        from kithbook.store.models import Membership, Word

        said = Word.objects.filter(same=True, ended_by=None).exclude(by="book")
        named = {each for word in said for each in ((word.a_platform, word.a_key), (word.b_platform, word.b_key))}
        seen: dict[tuple[int, int], set[tuple[str, str]]] = {}
        for each in Membership.objects.filter(chat__isnull=False).select_related("handle"):
            there = seen.setdefault((each.chat_id, each.handle.person_id), set())
            there.add((each.handle.platform, each.handle.key))
        for together in seen.values():
            assert len(together) == 1 or together & named or {"Bo", "Bo Tarn"} >= {key for _, key in together}

    def teardown(self) -> None:
        """With everything taken back and undone nothing is left, unless something was written by hand."""
        if not hasattr(self, "opened"):
            return
        try:
            for deed in book.deeds(1000):
                book.undo_deed(deed.id, now=self.now)
            for one in self.imports.values():
                book.undo(one, now=self.now)
            if not self.by_hand:
                assert self.state()[:2] == ({}, set())
        finally:
            self.patched.undo()
            self.opened.__exit__(None, None, None)
            shutil.rmtree(self.folder, ignore_errors=True)


TestWhoIsWho = WhoIsWho.TestCase
TestWhoIsWho.settings = settings(
    max_examples=MANY or 6, stateful_step_count=10, deadline=None, phases=list(Phase) if MANY else (Phase.generate,)
)
