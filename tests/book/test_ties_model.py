"""Ties at random: whatever came, went, was said or taken back, what is kept is what measuring all anew would find."""

import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kithbook import book, ties
from kithbook.vocabulary import Refused
from tests.book.conftest import DAY, NOW, Account
from tests.book.test_diaries import kept, same
from tests.book.test_who_model import MANY, blank, write

PICK = st.integers(0, 10_000)
START = NOW - 400 * DAY
GROUP = "Lantern Street"
COLUMNS = (
    *("strength", "low", "high", "drift", "rhythm_days", "last", "seen_until", "direct", "in_groups", "circle"),
    "quarters",
)


def grown(account: Account, since: int, until: int) -> Account:
    """Talks with two people, notes to oneself, and a group, from a day to another."""
    for day in range(since, until, 4):
        at = START + day * DAY
        account.talk("Ines Halfmoon", at + 80_000)
        if day % 12 == 0:
            account.talk("Bo Tarn", at + 86_390, ("a cup of tea?", "tea"))
            account.say(account.me, account.me, at + 9, "buy clay")
        for step, who in enumerate(("Ines Halfmoon", "Wilma Foxglove", "Bo Tarn", "I. Halfmoon")):
            account.say(GROUP, who, at + 50_000 + 40 * step, f"line {day} {step}?", group=True)
    return account


def whole() -> Account:
    """All that the account ever holds, so that each export gives a message the same number."""
    return grown(Account(), 0, 120)


def cut(account: Account, first: int, last: int) -> Account:
    """The same account, exported with the messages of some days only."""
    for room in account.chats.values():
        room["messages"] = [
            line for line in room["messages"] if START + first * DAY <= int(line["date_unixtime"]) < START + last * DAY
        ]
    return account


def edited(account: Account) -> Account:
    """The same account, in which texts have become longer and others were begun as calls."""
    for room in account.chats.values():
        for line in room["messages"][::3]:
            line |= {"text": line["text"] + " and a good deal more than before", "edited_unixtime": str(NOW - DAY)}
    return account


def beside(account: Account) -> Account:
    """The same account with a line in each of the last seconds, and one of a clock that is ahead."""
    for chat, room in list(account.chats.items()):
        at = int(room["messages"][-1]["date_unixtime"])
        account.say(chat, account.me, at, "in the same second", group=chat == GROUP)
    account.say("Bo Tarn", "Bo Tarn", NOW + 900 * DAY, "from tomorrow")
    return account


EXPORTS = {
    "early": lambda: cut(whole(), 0, 60),
    "late": lambda: cut(whole(), 40, 120),
    "all": whole,
    "edited": lambda: edited(cut(whole(), 0, 80)),
    "beside": lambda: beside(cut(whole(), 0, 60)),
    "other": lambda: grown(Account(me="Wilma Foxglove"), 10, 40),
}
OTHERS = ("kiln", "cards", "more")


class Ties(RuleBasedStateMachine):
    """A book whose ties are measured after each change."""

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
        # What all ties share is only learnt anew when many have changed.
        self.patched.setattr("kithbook.ties.learn", lambda *_, **__: ties.Ground())
        self.files = {}
        for name, made in EXPORTS.items():
            (self.folder / name).mkdir()
            self.files[name] = made().write(self.folder / name)
        self.files |= {name: write(self.folder, name) for name in OTHERS}
        self.imports: list[int] = []
        self.touches: list[int] = []
        self.bring("early")

    def person(self, pick: int) -> int:
        """Anybody of the book; 0 where there is nobody."""
        from kithbook.store.models import Person

        some = list(Person.objects.order_by("pk").values_list("pk", flat=True))
        return some[pick % len(some)] if some else 0

    def allowed(self, do: Any) -> Any:
        """Do it, or let it be where the book refuses."""
        try:
            return do()
        except Refused:
            return None

    @rule(name=st.sampled_from((*EXPORTS, *OTHERS)))
    def bring(self, name: str) -> None:
        """An export comes in, perhaps once more."""
        self.imports += [one.id for one in book.bring_in(self.files[name], now=NOW).imports]

    @rule(name=st.sampled_from(("all", "edited", "beside")))
    def later(self, name: str) -> None:
        """A later export of the same account comes in."""
        self.bring(name)

    @rule(pick=PICK)
    def less(self, pick: int) -> None:
        """An import is undone."""
        if self.imports:
            number = self.imports.pop(pick % len(self.imports))
            self.allowed(lambda: book.undo(number, now=NOW))

    @rule(one=PICK, back=st.integers(0, 500), text=st.sampled_from(("met", "called", "a thought")))
    def log(self, one: int, back: int, text: str) -> None:
        """Something is logged."""
        on = date.fromordinal(date(2026, 6, 15).toordinal() - back)
        told = self.allowed(lambda: book.log([self.person(one)], text, on=on, now=NOW))
        if told is not None:
            self.touches.append(told.id)

    @rule(pick=PICK)
    def unlog(self, pick: int) -> None:
        """A touch is taken back."""
        if self.touches:
            number = self.touches.pop(pick % len(self.touches))
            self.allowed(lambda: book.undo_touch(number, now=NOW))

    @rule(one=PICK, value=st.sampled_from(("", "1", "5")))
    def feel(self, one: int, value: str) -> None:
        """How close somebody feels is said, or not any more."""
        self.allowed(lambda: book.describe(self.person(one), "familiarity", value, now=NOW))

    @rule(one=PICK, circle=st.sampled_from(("core", "curated", "loose", "")))
    def choose(self, one: int, circle: str) -> None:
        """A circle is chosen."""
        self.allowed(lambda: book.set_circle(self.person(one), circle, now=NOW))

    @rule(one=PICK, other=PICK)
    def join(self, one: int, other: int) -> None:
        """Two people are one."""
        self.allowed(lambda: book.same(f"#{self.person(one)}", f"#{self.person(other)}", now=NOW, sure=True))

    @rule(one=PICK)
    def split(self, one: int) -> None:
        """A handle is somebody else's."""
        from kithbook.store.models import Handle

        some = list(Handle.objects.order_by("pk").values_list("pk", flat=True))
        if some:
            self.allowed(lambda: book.split(f"#{some[one % len(some)]}", now=NOW))

    @rule(one=PICK)
    def me(self, one: int) -> None:
        """Somebody is the owner."""
        self.allowed(lambda: book.this_is_me(f"#{self.person(one)}", now=NOW))

    @rule(pick=PICK)
    def take_back(self, pick: int) -> None:
        """Any deed is undone."""
        done = book.deeds()
        if done:
            self.allowed(lambda: book.undo_deed(done[pick % len(done)].id, now=NOW))

    def kept(self) -> dict[int, dict[str, Any]]:
        """What is kept of everybody."""
        from kithbook.store.models import Tie

        return {row.pop("person_id"): row for row in Tie.objects.values("person_id", *COLUMNS)}

    def forget(self) -> None:
        """Nothing that was measured is kept any more."""
        from kithbook.store import models

        # Who answers whom stays as it was read while two were two people: decision 0021.
        linked = dict(models.Diary.objects.values_list("pk", "linked"))
        models.Tie.objects.all().delete()
        models.Diary.objects.all().delete()
        models.Diary.objects.bulk_create(models.Diary(pk=chat, linked=each) for chat, each in linked.items())

    @invariant()
    def kept_is_what_would_be_measured(self) -> None:
        """Without anything that is kept the same comes out."""
        from django.db import transaction

        from kithbook.book import measuring
        from kithbook.store.context import alias

        if not hasattr(self, "opened"):
            return
        book.settle(now=NOW)
        measuring.refit(now=NOW)
        before, days = self.kept(), kept()
        with transaction.atomic(using=alias()):  # and back again: the next step goes on from what is kept
            self.forget()
            measuring.refit(now=NOW)
            after = self.kept()
            same(days, kept())
            transaction.set_rollback(True, using=alias())
        assert before.keys() == after.keys()
        for person, row in before.items():
            quarters, others = (each.pop("quarters") for each in (row, after[person]))
            drift, other = (each.pop("drift") for each in (row, after[person]))
            # How busy the owner was with others is as of when a tie was measured.
            assert drift == pytest.approx(other, abs=0.05), person
            assert row == pytest.approx(after[person], abs=0.002), person
            assert (quarters or {}).keys() == (others or {}).keys(), person
            for name, told in (quarters or {}).items():
                assert told == pytest.approx(others[name], abs=0.002), person

    def teardown(self) -> None:
        """The folder goes."""
        if hasattr(self, "opened"):
            self.patched.undo()
            self.opened.__exit__(None, None, None)
            shutil.rmtree(self.folder, ignore_errors=True)


TestTies = Ties.TestCase
TestTies.settings = settings(
    max_examples=MANY or 5, stateful_step_count=10, deadline=None, phases=list(Phase) if MANY else (Phase.generate,)
)
