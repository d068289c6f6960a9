"""Exports of a few chats, of several phones, cut to any span and in any order, brought in and undone at random."""

import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kithbook import book, words
from tests.book.bringing.conftest import TABLES
from tests.book.bringing.many_exports import PHONES, TELLING, Room, Told, edited, expected, room, state, write
from tests.conftest import NOW

MANY = int(os.environ.get("KITHBOOK_EXAMPLES", "0"))  # as many books at random instead, for whoever hunts
ROOMS = st.sampled_from((0, 0, 0, 0, 1, 2))
SPANS = st.tuples(st.integers(0, 60), st.integers(40, 100))


class Stop(BaseException):
    """Stands for a process that dies."""


def rows_of(table: str) -> list[tuple[Any, ...]]:
    """All rows of one table."""
    from kithbook.store import rows

    return rows.all_of(f"SELECT * FROM store_{table} ORDER BY 1, 2")


def dump() -> str:
    """Every row of the open book but the list of imports."""
    return "\n".join(f"{table}: {row}" for table in TABLES for row in rows_of(table))


def offset(at: int, zone: str) -> float:
    """Seconds that the clock of a zone is ahead."""
    return (datetime.fromtimestamp(at, ZoneInfo(zone)).utcoffset() or timedelta()).total_seconds()


@cache
def blank() -> bytes:
    """A book with nothing in it."""
    with tempfile.TemporaryDirectory() as folder:
        with book.opened(Path(folder) / "book.sqlite") as path:
            book.change_settings(zone="Europe/Berlin")
        return path.read_bytes()


class ManyExports(RuleBasedStateMachine):
    """The book beside a list of what was told to it."""

    @initialize(seed=st.integers(0, 2**20))
    def begin(self, seed: int) -> None:
        """An empty book, and three chats as they really were."""
        dice = random.Random(seed)
        self.folder = Path(tempfile.mkdtemp())
        path = self.folder / "book.sqlite"
        path.write_bytes(blank())
        path.chmod(0o600)
        self.opened = book.opened(path)
        self.opened.__enter__()
        platforms = ["whatsapp", "whatsapp", "telegram"]
        self.rooms = [room(number, platform, dice) for number, platform in enumerate(platforms, 1)]
        self.told: dict[int, Told] = {}
        self.chats: dict[int, int] = {}  # row of each room's chat
        self.doubled: set[tuple[int, int]] = set()  # rooms and who may be two people there
        self.bases: dict[int, str] = {}  # zone whose clock a room's chat has
        self.files = 0
        self.left: tuple[Path, Told, dict[str, str]] | None = None
        self.nothing = dump()
        self.before: list[tuple[int, str]] = []  # what the book was before the newest imports

    def teardown(self) -> None:
        """Undo everything that is still in."""
        if hasattr(self, "opened"):
            if sys.exc_info()[0] is None:  # nothing has failed before
                self.undo_all()
            self.opened.__exit__(None, None, None)
            shutil.rmtree(self.folder)

    # ---------------------------------------------------------------------------------------- what is done

    @rule(of=ROOMS, span=SPANS, phone=st.integers(0, 3), version=st.integers(0, 2), me=st.booleans())
    def bring_in(self, of: int, span: tuple[int, int], phone: int, version: int, me: bool) -> None:
        """A dry run tells what the import brings, and the same file again brings nothing."""
        chosen = self.prepare(of, span, phone, version)
        if chosen is None:
            return
        path, told, answers = chosen
        name = self.rooms[of].name(0, PHONES[phone], version) if me else None
        before = dump()
        [dry] = book.bring_in(path, answers=answers, now=NOW, dry_run=True).imports
        assert dump() == before
        [one] = book.bring_in(path, me=name, answers=answers, now=NOW).imports
        assert (dry.messages, dry.people) == (one.messages, one.people)
        self.took(one, told, "" if self.left else before)
        [again] = book.bring_in(path, answers=answers, now=NOW).imports
        assert (again.id, again.messages.new, again.people.new) == (one.id, 0, 0)

    @rule(of=ROOMS, span=SPANS, phone=st.integers(0, 3), version=st.integers(0, 2), after=st.integers(1, 3))
    def crash(self, of: int, span: tuple[int, int], phone: int, version: int, after: int) -> None:
        """An import dies, and is taken up at once or after something else."""
        chosen = None if self.left else self.prepare(of, span, phone, version)
        if chosen is None:
            return
        from kithbook.book import bringing

        path, told, answers = chosen
        heard: list[object] = []

        def listen(progress: Any) -> None:
            heard.append(progress)
            if len(heard) == after and progress.state == "reading":
                raise Stop

        usual, bringing.BATCH = bringing.BATCH, 20
        try:
            before = dump()
            [one] = book.bring_in(path, answers=answers, now=NOW, progress=listen).imports
        except Stop:
            self.left, self.before = chosen, []
        else:
            self.took(one, told, before)
        finally:
            bringing.BATCH = usual

    @precondition(lambda self: self.left is not None)
    @rule()
    def go_on(self) -> None:
        """What was left half read is finished, or undone where it has become unclear."""
        (path, told, said), self.left = self.left, None
        self.before = []
        gone = said.get("chat 1", "new") not in ("new", str(self.chats.get(told.room)))
        if self.knowable(told) and not gone:  # others may have come or gone in between
            [one] = book.bring_in(path, answers=self.answers(path, told), now=NOW).imports
            self.took(one, told, "")
        else:
            for number in book.unfinished():
                book.undo(number, now=NOW)

    @precondition(lambda self: len(self.told) > 1)
    @rule(which=st.integers(0, 30))
    def undo(self, which: int) -> None:
        """Any import goes."""
        self.take_out(sorted(self.told)[which % len(self.told)])

    @precondition(lambda self: len(self.told) > 1)
    @rule()
    def undo_newest(self) -> None:
        """The newest import goes, and the book is as it was before."""
        self.take_out(max(self.told))

    # ---------------------------------------------------------------------------------------- how it is done

    def prepare(self, of: int, span: tuple[int, int], phone: int, version: int) -> Any:
        """The path of a new export, what it tells, and the answers to what the book asks of it."""
        chosen = self.rooms[of]
        count = len(chosen.events)
        first, last = sorted((span[0] * count // 100, span[1] * count // 100))
        first, last = self.cut(chosen, first), self.cut(chosen, last)
        told = Told(of, first, last, phone, version)
        if last - first < 2 or not self.knowable(told):
            return None
        self.files += 1
        folder = self.folder / str(self.files)
        folder.mkdir()
        path = write(chosen, told, folder)
        return path, told, self.answers(path, told)

    def answers(self, path: Path, told: Told) -> dict[str, str]:
        """What the person says to what the book asks."""
        if self.rooms[told.room].platform != "whatsapp":
            return {}
        answers = {"date_order": "dmy"} if PHONES[told.phone].form == "android" else {}
        [seen] = book.preview(path, answers=answers, now=NOW).exports
        right = str(self.chats[told.room]) if told.room in self.chats else "new"
        asked = [each for each in seen.doubtful if each.name == "chat 1"]
        if asked:
            assert right in asked[0].options, (asked, right)
            return {**answers, "chat 1": right}
        if told.room in self.chats:
            assert seen.joins, "it should have joined or asked"
        else:
            assert not seen.joins, "it should be a chat of its own"
        return answers

    def cut(self, chosen: Room, place: int) -> int:
        """No export is cut within a minute."""
        while 0 < place < len(chosen.events) and chosen.events[place].at // 60 == chosen.events[place - 1].at // 60:
            place -= 1
        return place

    def knowable(self, told: Told) -> bool:
        """Whether enough is said that the book can find out how this export tells the chat.

        Six telling lines must be in both, two of everybody who wrote where they overlap, and three in each stretch in
        which the clocks of the two zones differ by the same. With less there is a question, or a new person.
        """
        chosen = self.rooms[told.room]
        others = [each for each in self.told.values() if each.room == told.room]
        if not others or chosen.platform == "telegram":
            return True
        until = chosen.events[told.last - 1].at
        regimes: Counter[float] = Counter()
        common: Counter[int] = Counter()
        overlap: Counter[int] = Counter()
        zones = PHONES[told.phone].zone, self.bases[told.room]
        needed = set()
        for event in chosen.events[told.first : told.last]:
            known = [each for each in others if each.first <= event.number < each.last]
            regime = offset(event.at, zones[0]) - offset(event.at, zones[1])
            needed.add(regime)
            if not known or event.kind == "notice":
                continue
            overlap[event.who] += 1
            shown = state(event, max(chosen.events[each.last - 1].at for each in known))
            if (
                event.kind == "text"
                and len(event.text) > TELLING
                and state(event, until) == shown
                and shown[0] == "text"
            ):
                common[event.who] += 1
                regimes[regime] += 1
        if any(common[who] < 2 for who in overlap):
            return False
        return common.total() >= 6 and all(regimes[regime] >= 3 for regime in needed)

    def unknown(self, told: Told) -> set[int]:
        """Those who wrote nothing that other exports hold too: under another name they are other people."""
        others = [each for each in self.told.values() if each.room == told.room]
        events = self.rooms[told.room].events[told.first : told.last]
        both = {event.who for event in events for each in others if each.first <= event.number < each.last}
        return {event.who for event in events} - both if others else set()

    def took(self, one: Any, told: Told, before: str) -> None:
        """Note what an import has told; ``before`` is the book without it, "" where that is not to be compared."""
        if one.id in self.told:  # the same bytes
            assert one.messages.new == one.people.new == 0
            self.before = []  # who is the owner may be another one now
            return
        [chat] = one.chat_ids
        assert self.chats.setdefault(told.room, chat) == chat
        assert chat not in [other for room, other in self.chats.items() if room != told.room]
        self.bases.setdefault(told.room, PHONES[told.phone].zone)
        self.doubled |= {(told.room, person) for person in self.unknown(told)}
        self.told[one.id] = told
        if before:
            self.before.append((one.id, before))
        else:
            self.before = []

    def take_out(self, number: int) -> None:
        """Undo an import."""
        book.undo(number, now=NOW)
        told = self.told.pop(number)
        if self.before and self.before[-1][0] == number:
            assert set(dump().splitlines()) ^ set(self.before.pop()[1].splitlines()) == set()
        else:
            self.before = []
        if all(each.room != told.room for each in self.told.values()):
            del self.chats[told.room], self.bases[told.room]
            self.doubled = {each for each in self.doubled if each[0] != told.room}

    def undo_all(self) -> None:
        """Undo everything, in some order; the book is empty then."""
        if self.left is not None:
            self.go_on()
        for number in random.Random(len(self.told)).sample(sorted(self.told), len(self.told)):
            self.take_out(number)
            self.check()
        assert set(dump().splitlines()) ^ set(self.nothing.splitlines()) == set()

    # ---------------------------------------------------------------------------------------- what must hold

    @invariant()
    def check(self) -> None:
        """Chats, messages, people and the words of the index are those of the imports that are in."""
        if not hasattr(self, "told"):
            return
        from kithbook.store.models import Chat, Message

        assert set(Chat.objects.values_list("pk", flat=True)) == set(self.chats.values())
        for number, chat in self.chats.items():
            self.check_room(self.rooms[number], number, chat)
        if self.left is None:
            found, texts = dict(rows_of("token")), dict(Message.every.values_list("pk", "text"))
            assert found == {pk: made for pk, text in texts.items() if text and (made := words.tokens(text))}
            assert [check.name for check in book.doctor().checks if not check.well] == []

    def check_room(self, chosen: Room, number: int, chat: int) -> None:
        """Each true message once, as the newest tells it, and nobody twice."""
        from kithbook.identity.alignment import MEDIA
        from kithbook.store.models import Message
        from kithbook.vocabulary import KINDS

        told = [each for each in self.told.values() if each.room == number]
        found: Counter[tuple[str, str]] = Counter()
        who: dict[int, set[int]] = {}
        by_text = {text: e.who for e in chosen.events for text in (e.text, edited(e)) if len(e.text) > TELLING}
        notices = 0
        for kind, text, sender in Message.objects.filter(chat=chat).values_list("kind", "text", "sender"):
            name = "media" if kind in MEDIA else KINDS[kind]
            notices += name == "system"
            if name != "system":
                found[name, text if name == "text" else ""] += 1
                assert sender is not None
                who.setdefault(sender, set())
                if text in by_text:
                    who[sender].add(by_text[text])
        assert found == expected(chosen, told), (found - expected(chosen, told), expected(chosen, told) - found)
        handles = Counter(person for people in who.values() for person in people)
        assert all(len(people) <= 1 for people in who.values())
        assert all(count == 1 or (number, person) in self.doubled for person, count in handles.items())
        heard = [sum(e.kind == "notice" for e in chosen.events[each.first : each.last]) for each in told]
        assert chosen.platform == "telegram" or max(heard) <= notices <= sum(heard)


TestManyExports = ManyExports.TestCase
TestManyExports.settings = settings(
    max_examples=MANY or 20,
    stateful_step_count=10,
    deadline=None,
    derandomize=not MANY,
    phases=[Phase.generate] if MANY else list(Phase),
    report_multiple_bugs=False,
    database=None,
)
