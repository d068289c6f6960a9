"""Who is who at random with cards, touches and the review, where the book dies in the middle and is opened again."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule

from kithbook import book
from kithbook.vocabulary import Refused
from tests.book.test_who_model import EXPORTS, PICK, WhoIsWho, people, words

MANY = int(os.environ.get("KITHBOOK_EXAMPLES", "0"))
NTH = st.sampled_from((1, 1, 2, 3))  # at which call
KINDS = ("alias", "sort", "notes", "phone", "met", "custom")
# Where the book dies: before one of these is called, or after it.
DEATHS = (
    "kithbook.store.wholes.settle",
    "kithbook.store.derive.people",
    "kithbook.store.removal._clear",
    "kithbook.store.removal._drop_people",
    "kithbook.store.index.catch_up",
    "kithbook.book.resolving._keep_words",
    "kithbook.book.resolving._keep_pairs",
    "kithbook.book.resolving.look",
    "kithbook.book.measuring.refit",
)


class Killed(BaseException):
    """The process dies here."""


def cards() -> dict[frozenset[tuple[str, str]], tuple[Any, ...]]:
    """Everybody by their handles, with all that stands on their cards; numbers of rows and moments left out."""
    from kithbook.book import describing
    from kithbook.store import described, hands, wholes
    from kithbook.store import people as shelf
    from kithbook.store.models import Person, Tie

    keys = {each.pk: frozenset(each.handles.values_list("platform", "key")) for each in Person.objects.all()}
    told = {}
    for person, handles in keys.items():
        parts = wholes.parts([person])[person]
        tie = Tie.objects.filter(person=person).values_list("last", "direct", "in_groups", "rhythm_days").first()
        told[handles] = (
            sorted(
                (each.kind, each.label, each.value) for each in hands.fields(parts) if each.kind not in hands.SINGLE
            ),
            described.tags([person]).get(person, ()),
            described.single("sort").get(person, ""),
            sorted((line.kind, line.label, sorted(keys[line.other.id])) for line in describing.relations(parts)),
            sorted((touch.text, str(touch.on)) for touch in shelf.touches(person)),
            tie,
        )
    return told


def pairs() -> set[tuple[Any, ...]]:
    """What waits for a word."""
    from kithbook.store.models import Pair

    return {
        (frozenset(((pair.a.platform, pair.a.key), (pair.b.platform, pair.b.key))), pair.barred)
        for pair in Pair.objects.select_related("a", "b")
    }


class WhoDies(WhoIsWho):
    """The same book, with all that is written by hand, and deaths."""

    measured = True

    def state(self) -> tuple[Any, ...]:
        """All that undoing must restore."""
        return people(), words(), cards()

    def somebody(self, pick: int) -> int | None:
        """Anybody's number."""
        some = self.handles()
        return some[pick % len(some)].person_id if some else None

    @rule(one=PICK, kind=st.sampled_from(KINDS), value=st.sampled_from(("", "+49 30 23125 199", "Hazel")))
    def describes(self, one: int, kind: str, value: str) -> None:
        """A value is written on a card, and shows."""
        from kithbook.store.models import Person

        who = self.somebody(one)
        if who is None:
            return
        self.now += 1
        try:
            book.describe(who, kind, value, now=self.now, label="shoe" if kind == "custom" else "")
        except Refused:
            return
        self.by_hand = True
        if kind in ("alias", "notes"):
            assert getattr(Person.objects.get(pk=who), kind) == value

    @rule(one=PICK, word=st.sampled_from(("clay", "Clay", "kiln")), off=st.booleans())
    def tags(self, one: int, word: str, off: bool) -> None:
        """A tag comes and goes."""
        who = self.somebody(one)
        if who is not None:
            (book.untag if off else book.tag)([who], word)
            self.by_hand = True

    @rule(one=PICK, other=PICK, kind=st.sampled_from(("parent", "friend", "introduced_by")), stays=st.booleans())
    def relates(self, one: int, other: int, kind: str, stays: bool) -> None:
        """A relation is written on two cards, and perhaps taken off again."""
        a, b = self.somebody(one), self.somebody(other)
        if a is None or b is None:
            return
        before = self.state()
        try:
            row = book.relate(a, kind, b, now=self.now)
        except Refused:
            return
        self.by_hand = True
        if not stays:
            book.unrelate(row.id)
            assert self.state() == before

    @rule(one=PICK, later=st.integers(0, 3))
    def logs(self, one: int, later: int) -> None:
        """A touch is logged; taken back at once or after a merge, nothing of it is left."""
        who = self.somebody(one)
        if who is None:
            return
        book.settle(now=self.now)
        before = self.state()
        try:
            touch = book.log([who], "met at the kiln", on="yesterday", now=self.now)
        except Refused:
            return
        self.by_hand = True
        done = []
        if later:
            for each in range(later - 1):
                a, b = self.somebody(one), self.somebody(one + 1 + each)
                try:
                    done.append(book.same(f"#{a}", f"#{b}", now=self.now, sure=True))
                except Refused:
                    continue
                if later == 3:
                    book.settle(now=self.now)
            book.undo_touch(touch.id, now=self.now)
            for deed in done:
                book.undo_deed(deed.id, now=self.now)
            book.settle(now=self.now)
            assert self.state() == before

    @rule(pick=PICK, answer=st.sampled_from(("same", "apart", "later")), sure=st.booleans())
    def decides(self, pick: int, answer: str, sure: bool) -> None:
        """A pair that waits is answered: what was said is not asked again."""
        waiting = book.review().pairs
        if not waiting:
            return
        pair = waiting[pick % len(waiting)]
        before = self.state()
        try:
            deed = book.decide(pair.id, answer, now=self.now, sure=sure)
        except Refused:
            assert pair.barred or self.state() == before
            return
        if deed is None:
            assert self.state() == before
            return
        book.settle(now=self.now)
        ids = [{each.a.handle, each.b.handle} for each in book.review().pairs]
        assert {pair.a.handle, pair.b.handle} not in ids
        if pick % 2:
            book.undo_deed(deed.id, now=self.now)
            book.settle(now=self.now)
            assert self.state() == before

    @rule(weight=st.integers(-5, 12), back=st.booleans())
    def accepts(self, weight: int, back: bool) -> None:
        """Many pairs are accepted at once; taken back in any order, all is as before."""
        before = self.state()
        done = book.accept(float(weight), now=self.now)
        book.settle(now=self.now)
        assert not [pair for pair in book.accept(float(weight), now=self.now, dry_run=True).pairs if not done.deeds]
        if back:
            for deed in sorted(done.deeds, key=lambda each: each * 7 % 5):
                book.undo_deed(deed, now=self.now)
            book.settle(now=self.now)
            assert self.state() == before

    # ------------------------------------------------------------------------------------------ deaths

    @rule(
        pick=PICK, death=st.sampled_from(DEATHS), nth=NTH, after=st.booleans(), what=st.sampled_from(("more", "less"))
    )
    def dies_in_an_import(self, pick: int, death: str, nth: int, after: bool, what: str) -> None:
        """The book dies while an export comes in or goes."""
        self.dies(pick, death, nth, after, what)

    @rule(pick=PICK, nth=NTH, after=st.booleans())
    def dies_in_an_undo(self, pick: int, nth: int, after: bool) -> None:
        """The book dies when an export is hidden, and not yet cleared away."""
        self.dies(pick, "kithbook.store.removal._clear", nth, after, "less")

    @rule(
        pick=PICK,
        death=st.sampled_from(DEATHS),
        nth=NTH,
        after=st.booleans(),
        what=st.sampled_from(("same", "split", "me", "back")),
    )
    def dies_in_a_deed(self, pick: int, death: str, nth: int, after: bool, what: str) -> None:
        """The book dies while something is said or taken back."""
        self.dies(pick, death, nth, after, what)

    def dies(self, pick: int, death: str, nth: int, after: bool, what: str) -> None:
        """Something is begun, and the book dies in it; opened again and told once more, it is as if it had not."""
        book.settle(now=self.now)
        deed = self.begun(pick, what)
        if deed is None:
            return
        before = self.state()
        copy = self.folder / "copy.sqlite"
        self.save(copy)
        outcome = self.elsewhere(copy, deed)
        if self.killed(deed, death, nth, after=after):
            self.reopen()
            book.settle(now=self.now)
            found = (*self.state(), pairs())
            if found != outcome:  # it died before anything was written down, or half way through an import
                assert what in ("more", "less") or self.state() == before, (what, death)
                with suppress(Refused):  # it was done, all but what follows from it
                    deed()
                book.settle(now=self.now)
        found = (*self.state(), pairs())
        assert found == outcome, (what, death, nth, after)
        self.count()

    def begun(self, pick: int, what: str) -> Callable[[], Any] | None:
        """A deed to die in."""
        left = [name for name in EXPORTS if name not in self.imports]
        here, there, done = self.somebody(pick), self.somebody(pick + 1), book.deeds()
        if what == "more" and left:
            path = self.files[left[pick % len(left)]]
            return lambda: book.bring_in(path, now=self.now)
        if what == "less" and self.imports:
            gone = self.imports[sorted(self.imports)[pick % len(self.imports)]]
            return lambda: book.undo(gone, now=self.now)
        if what == "same" and here != there:
            return lambda: book.same(f"#{here}", f"#{there}", now=self.now, sure=True)
        if what == "split" and here is not None:
            handle = self.handles()[pick % len(self.handles())].pk
            return lambda: book.split(f"#{handle}", now=self.now)
        if what == "me" and here is not None:
            return lambda: book.this_is_me(f"#{here}", now=self.now)
        if what == "back" and done:
            return lambda: book.undo_deed(done[pick % len(done)].id, now=self.now)
        return None

    def save(self, copy: Path) -> None:
        """The book as it is, in a file of its own."""
        copy.unlink(missing_ok=True)
        with closing(sqlite3.connect(self.folder / "book.sqlite")) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        copy.chmod(0o600)

    def elsewhere(self, copy: Path, deed: Callable[[], Any]) -> tuple[Any, ...]:
        """What comes of a deed in a copy of the book."""
        with book.opened(copy):
            with suppress(Refused):
                deed()
            book.settle(now=self.now)
            return (*self.state(), pairs())

    def killed(self, deed: Callable[[], Any], death: str, nth: int, *, after: bool) -> bool:
        """Do the deed and die in it; False where it came to its end before."""
        where, _, name = death.rpartition(".")
        with pytest.MonkeyPatch.context() as patch:
            module = __import__(where, fromlist=["_"])
            plain, calls = getattr(module, name), [0]

            def dying(*given: Any, **more: Any) -> Any:
                calls[0] += 1
                if calls[0] == nth and not after:
                    raise Killed
                found = plain(*given, **more)
                if calls[0] == nth:
                    raise Killed
                return found

            patch.setattr(module, name, dying)
            try:
                deed()
                book.settle(now=self.now)
            except Killed:
                return True
            except Refused:
                pass
        return False

    def reopen(self) -> None:
        """The book is closed as by a death, and opened again."""
        self.opened.__exit__(None, None, None)
        self.opened = book.opened(self.folder / "book.sqlite")
        self.opened.__enter__()

    def count(self) -> None:
        """Look which exports are in."""
        from kithbook.store.models import Import

        files = {str(path): name for name, path in self.files.items()}
        rows = Import.objects.filter(state="complete").order_by("pk")
        self.imports = {files[row.path]: row.pk for row in rows if row.path in files}


TestWhoDies = WhoDies.TestCase
TestWhoDies.settings = settings(max_examples=MANY or 3, stateful_step_count=8, deadline=None, phases=(Phase.generate,))
