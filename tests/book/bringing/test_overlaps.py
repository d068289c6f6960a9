"""Exports of one chat that overlap: of another phone, under other names, of another zone, before and after an edit."""

import json
from itertools import permutations
from pathlib import Path

import pytest

from kithbook import book
from kithbook.vocabulary import Refused
from kithbook.vocabulary.answers import Progress


class Stop(BaseException):
    """Stands for a process that dies."""


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of ten records, so that a short file has several."""
    from kithbook.book import bringing

    monkeypatch.setattr(bringing, "BATCH", 10)


TALK = tuple(
    (13 + n // 20, f"{10 + n // 10 % 4}:{n * 7 % 60:02}", ("Ines", "Lio", "Bram")[n % 3], text)
    for n, text in enumerate(
        part
        for n in range(20)
        for part in (f"the kiln is at {n * 40} degrees", "ok", f"number {n} is glazed, come and look")
    )
)


def lines(start: int, end: int, names: dict[str, str] | None = None, hours: int = 0) -> list[tuple[int, str, str, str]]:
    """Part of the talk, with other names, on a clock that is some hours behind."""
    told = []
    for day, clock, who, text in TALK[start:end]:
        hour = int(clock[:2]) - hours
        told.append((day, f"{hour:02}{clock[2:]}", (names or {}).get(who, who), text))
    return told


def held() -> list[tuple[str, str]]:
    """(name of the sender, text) of every message, in the order of time."""
    from kithbook.store.models import Message

    return list(Message.objects.order_by("at", "id").values_list("sender__name", "text"))


def test_a_renamed_contact_is_the_same(empty: Path, whatsapp, dump, now: int) -> None:
    """After a contact was renamed, the longer export adds only what is new, nobody twice; undo takes all of it back."""
    from kithbook.store.models import Person

    book.bring_in(whatsapp(*lines(0, 40)), now=now)
    before = dump()
    longer = whatsapp(*lines(0, 60, {"Lio": "Lio from the kiln"}), name="b")
    [told] = book.bring_in(longer, now=now, dry_run=True).imports
    [one] = book.bring_in(longer, now=now).imports
    assert (one.messages.new, one.messages.known) == (20, 40)
    assert (one.people.read, one.people.new) == (3, 0)
    assert (told.messages, told.people) == (one.messages, one.people)
    assert one.choices["names of chat"] == "Lio from the kiln = Lio"
    assert sorted(Person.objects.values_list("name", flat=True)) == ["Bram", "Ines", "Lio from the kiln"]
    book.undo(one.id, now=now)
    assert dump() == before


def test_another_zone_is_seen_through(empty: Path, whatsapp, now: int) -> None:
    """An export from a phone seven hours behind is moved to the chat's clock."""
    book.bring_in(whatsapp(*lines(0, 40)), now=now)
    [one] = book.bring_in(whatsapp(*lines(20, 60, hours=7), name="b"), now=now).imports
    assert (one.messages.new, one.messages.known) == (20, 20)
    assert one.choices["clock of chat"] == "+7 h"
    assert [text for _, text in held()] == [text for *_, text in sorted(TALK, key=lambda line: line[:2])]


def test_another_phone_tells_it_otherwise(empty: Path, tmp_path: Path, whatsapp, now: int) -> None:
    """An iPhone tells seconds, other names, other placeholders and other notices; nothing is repeated or lost."""
    book.bring_in(whatsapp(*lines(0, 30), (15, "09:00", "Ines", "<Media omitted>")), now=now)
    names = {"Ines": "Ines Halfmoon", "Bram": "~ Bram"}
    told = [
        f"[2024-03-{day}, {clock}:{n % 60:02}] {who}: {text}"
        for n, (day, clock, who, text) in enumerate(lines(0, 60, names))
    ]
    told.insert(0, "[2024-03-12, 08:00:00] Kiln Club: \u200eYou created group “Kiln Club”")
    told.insert(31, "\u200e[2024-03-15, 09:00:12] Ines Halfmoon: \u200eimage omitted")
    path = tmp_path / "b" / "_chat.txt"
    path.parent.mkdir()
    path.write_text("\n".join(told) + "\n", encoding="utf-8")
    [one] = book.bring_in(path, now=now).imports
    assert (one.messages.new, one.messages.known) == (31, 31)
    assert one.people.new == 0


def test_equal_lines_of_a_minute_are_kept_across_phones(empty: Path, whatsapp, now: int) -> None:
    """Three times the same word in one minute stay three, whoever exports."""
    thrice = [(14, "18:00", "Lio", "ha")] * 3
    book.bring_in(whatsapp(*lines(0, 20), *thrice), now=now)
    [one] = book.bring_in(
        whatsapp(*lines(0, 20, {"Lio": "L"}), *[(14, "18:00", "L", "ha")] * 4, name="b"), now=now
    ).imports
    assert (one.messages.new, one.messages.known) == (1, 23)


def test_a_renamed_chat_joins_after_one_question(empty: Path, whatsapp, now: int) -> None:
    """Under another title the same lines are asked about; the likely answer joins, the other one keeps apart; once."""
    book.bring_in(whatsapp(*lines(0, 40)), now=now)
    path = whatsapp(*lines(0, 50), name="b", title="Kiln Society")
    [told] = book.preview(path, now=now).exports
    [question] = told.doubtful
    assert (question.name, question.options[1], question.value) == ("chat 1", "new", question.options[0])
    assert question.samples == ("continues Kiln Club", "a chat of its own")
    assert question.because == "40 of 40 lines are the same as in Kiln Club"
    apart = book.preview(path, answers={"chat 1": "new"}, now=now).exports[0]
    assert (apart.joins, apart.found.messages.new, apart.doubtful) == ("", 50, ())
    [one] = book.bring_in(path, answers={"chat 1": question.value}, now=now).imports
    assert (one.messages.new, one.messages.known) == (10, 40)
    later = whatsapp(*lines(10, 60), name="c", title="Kiln Society")
    assert book.preview(later, now=now).exports[0].doubtful == ()


def test_a_chat_that_is_kept_apart_stays_apart(empty: Path, whatsapp, now: int) -> None:
    """What the person says counts, in the import too."""
    book.bring_in(whatsapp(*lines(0, 40)), now=now)
    path = whatsapp(*lines(0, 50), name="b", title="Kiln Society")
    [one] = book.bring_in(path, answers={"chat 1": "new"}, now=now).imports
    assert one.messages.new == 50
    assert len(book.groups(now=now).groups) == 2


def test_an_answer_that_was_not_offered_is_refused(empty: Path, whatsapp, now: int) -> None:
    """A chat that is not there cannot be joined."""
    book.bring_in(whatsapp(*lines(0, 40)), now=now)
    with pytest.raises(Refused, match="no answer"):
        book.bring_in(whatsapp(*lines(0, 50), name="b"), answers={"chat 1": "999"}, now=now)


MARK = " <This message was edited>"
GONE = "This message was deleted"
EDITED = [*lines(0, 18), (15, "12:00", "Ines", f"at six{MARK}"), (15, "12:01", "Lio", GONE)]
PLAIN = [*lines(0, 18), (15, "12:00", "Ines", "at five"), (15, "12:01", "Lio", "who has the key?")]


def revisions() -> list[tuple[str, str]]:
    """(what a message says, what another import tells instead) of all that are told in several ways."""
    from kithbook.store.models import Message, Revision

    texts = dict(Message.every.values_list("pk", "text"))
    told = Revision.objects.order_by("message", "pk").values_list("message", "text")
    return [(texts[number], text) for number, text in told if text != texts[number]]


def test_edits_and_deletions_update_and_the_older_text_is_kept(empty: Path, whatsapp, dump, now: int) -> None:
    """A newer export changes what was edited or deleted, search follows, and undo puts the older text back."""
    book.bring_in(whatsapp(*PLAIN), now=now)
    before = dump()
    assert book.search("five").total == 1
    [one] = book.bring_in(whatsapp(*EDITED, (16, "09:00", "Bram", "morning"), name="b"), now=now).imports
    assert (one.messages.new, one.messages.known) == (1, 20)
    assert revisions() == [("at six", "at five"), (GONE, "who has the key?")]
    assert (book.search("five").total, book.search("key").total, book.search("six").total) == (0, 0, 1)
    book.undo(one.id, now=now)
    assert dump() == before
    assert (book.search("five").total, book.search("six").total) == (1, 0)


def test_an_older_export_changes_nothing_and_its_text_is_kept(empty: Path, whatsapp, dump, now: int) -> None:
    """What was deleted stays deleted when an older export tells it whole; its words are kept beside it."""
    book.bring_in(whatsapp(*EDITED, (16, "09:00", "Bram", "morning")), now=now)
    before = dump()
    [one] = book.bring_in(whatsapp(*PLAIN, name="b"), now=now).imports
    assert one.messages.new == 0
    assert revisions() == [("at six", "at five"), (GONE, "who has the key?")]
    book.undo(one.id, now=now)
    assert dump() == before


@pytest.mark.parametrize("first", [PLAIN, EDITED])
def test_undoing_the_first_leaves_what_the_second_tells(empty: Path, whatsapp, first, now: int) -> None:
    """When the import goes that a message came from, the other one's telling is left, and no revision."""
    second = EDITED if first is PLAIN else PLAIN
    [one] = book.bring_in(whatsapp(*first), now=now).imports
    book.bring_in(whatsapp(*second, name="b"), now=now)
    book.undo(one.id, now=now)
    wanted = [text.removesuffix(MARK) for *_, text in sorted(second, key=lambda line: line[:2])]
    assert [text for _, text in held()] == wanted
    assert revisions() == []
    assert [check.name for check in book.doctor().checks if not check.well] == []


@pytest.mark.parametrize("come", [(0, 1, 2), (2, 0, 1)])
@pytest.mark.parametrize("texts", [("one", "two", "three"), ("one", "two", "two")])
def test_three_tellings_undone_in_any_order(empty: Path, whatsapp, dump, texts, come, now: int) -> None:
    """Of three exports of one message, in whatever order they come and go, the newest that is in is shown."""
    nothing = dump()
    edited = [text + MARK * (text != "one") for text in texts]
    paths = [
        whatsapp(*lines(0, 18), (15, "12:00", "Ines", text), (16, f"{later:02}:00", "Lio", "ok"), name=str(later))
        for later, text in enumerate(edited)
    ]
    for go in permutations(range(3)):
        ids: dict[int, int] = {}
        for which in come:
            ids[which] = book.bring_in(paths[which], now=now).imports[0].id
            assert {text for _, text in held()} & {"one", "two", "three"} == {texts[max(ids)]}
        for which in go:
            assert {text for _, text in held()} & {"one", "two", "three"} == {texts[max(ids)]}
            book.undo(ids.pop(which), now=now)
            assert revisions() == [] or len({texts[each] for each in ids}) > 1
        assert dump() == nothing


def test_an_edit_by_its_id(empty: Path, telegram, now: int) -> None:
    """Where the platform has ids, the newer text of one message is the message."""
    at = 1_710_320_400
    book.bring_in(telegram((1, at, "Ines", "at five", 0), (2, at + 9, "Lio", "hm", 0)), now=now)
    [one] = book.bring_in(
        telegram((1, at, "Ines", "at six", 0), (2, at + 9, "Lio", "hm", 0), name="u"), now=now
    ).imports
    assert one.messages.new == 0
    assert revisions() == [("at six", "at five")]


def stop(progress: Progress) -> None:
    """A listener in whose first batch the process dies."""
    raise Stop


def test_left_half_read_and_another_came_between(empty: Path, whatsapp, small_batches, now: int) -> None:
    """An import that died begins anew when an overlapping one has come in since; until then nothing of it is seen."""
    from kithbook.store.models import Handle, Message

    first, second = whatsapp(*lines(0, 40)), whatsapp(*lines(20, 60), name="b")
    with pytest.raises(Stop):
        book.bring_in(first, now=now, progress=stop)
    [dry] = book.bring_in(second, now=now, dry_run=True).imports
    [one] = book.bring_in(second, now=now).imports
    assert (one.messages.new, one.people.new) == (dry.messages.new, dry.people.new) == (40, 3)
    assert Message.every.count() == 40
    [other] = book.bring_in(first, now=now).imports
    assert (other.messages.new, other.messages.known, Handle.every.count()) == (20, 20, 3)
    book.undo(one.id, now=now)
    assert [text for _, text in held()] == [text for *_, text in sorted(lines(0, 40), key=lambda line: line[:2])]


def test_what_was_undone_while_another_is_half_read_is_gone(empty: Path, whatsapp, small_batches, now: int) -> None:
    """Nobody and no chat stays to be seen because an import that was left half read knows them too."""
    from kithbook.store.models import Chat, Person

    [one] = book.bring_in(whatsapp(*lines(0, 40)), now=now).imports
    with pytest.raises(Stop):
        book.bring_in(whatsapp(*lines(20, 60), name="b"), now=now, progress=stop)
    book.undo(one.id, now=now)
    assert (Chat.objects.count(), Person.objects.count()) == (0, 0)
    [number] = book.unfinished()
    assert book.work_on(number, now=now).messages.new == 40


def test_left_half_read_with_other_answers_begins_anew(empty: Path, whatsapp, small_batches, now: int) -> None:
    """What the person says the second time counts, not what was said before the crash."""
    path = whatsapp(*[(day, "10:00", "Ines", f"day {day}") for day in range(1, 12)])
    with pytest.raises(Stop):
        book.bring_in(path, answers={"date_order": "mdy"}, now=now, progress=stop)
    [one] = book.bring_in(path, answers={"date_order": "dmy"}, now=now).imports
    assert one.choices["date_order"].startswith("day first")
    assert one.messages.new == 11


def test_many_chats_join_after_a_crash(empty: Path, tmp_path: Path, small_batches, now: int) -> None:
    """Chats that come after the place where an import died continue those of the book too."""
    from kithbook.store.models import Chat

    def account(name: str, upto: int) -> Path:
        chats = []
        for chat in range(3):
            told = [
                {
                    "id": n,
                    "type": "message",
                    "date": "2024-03-13T10:00:00",
                    "date_unixtime": str(1_710_320_400 + n * 600),
                    "from": "Ines",
                    "from_id": "user1",
                    "text": f"kiln {chat} is at {n} degrees",
                }
                for n in range(upto)
            ]
            chats.append({"name": f"Kiln {chat}", "type": "private_group", "messages": told})
        path = tmp_path / name / "result.json"
        path.parent.mkdir()
        path.write_text(json.dumps({"personal_information": {"user_id": 1}, "chats": {"list": chats}}))
        return path

    book.bring_in(account("a", 20), now=now)
    path = account("b", 25)
    with pytest.raises(Stop):
        book.bring_in(path, now=now, progress=stop)
    [one] = book.bring_in(path, now=now).imports
    assert (one.messages.new, one.messages.known, Chat.every.count()) == (15, 60, 3)


def test_the_owner_is_known_under_another_name(empty: Path, whatsapp, dump, now: int) -> None:
    """Who is the owner in the chat is offered under the name of the other phone, and named so they are the same."""
    from kithbook.store.models import Person

    [first] = book.bring_in(whatsapp(*lines(0, 40)), me="Lio", now=now).imports
    path = whatsapp(*lines(0, 60, {"Lio": "L"}), name="b")
    [told] = book.preview(path, now=now).exports
    assert (told.me, told.known_people) == ("L", 3)
    [one] = book.bring_in(path, me="L", now=now).imports
    assert (one.people.new, Person.objects.filter(is_me=True).count()) == (0, 1)
    book.undo(first.id, now=now)
    assert list(Person.objects.filter(is_me=True).values_list("name", flat=True)) == ["L"]


def test_the_owner_is_named_later_as_the_export_names_them(empty: Path, whatsapp, now: int) -> None:
    """The same file brought in again with who is the owner, under a name that only this export has."""
    from kithbook.store.models import Person

    book.bring_in(whatsapp(*lines(0, 40)), now=now)
    path = whatsapp(*lines(0, 60, {"Lio": "L"}), name="b")
    [one] = book.bring_in(path, now=now).imports
    book.bring_in(whatsapp(*lines(0, 60), name="c"), now=now)  # the newest calls them Lio again
    book.bring_in(path, me="L", now=now)
    assert Person.objects.get(is_me=True).handles.get().key == "Lio"
    book.undo(one.id, now=now)
    assert not Person.objects.filter(is_me=True).exists()


def test_one_batch_of_many_chats(empty: Path, whatsapp, monkeypatch, now: int) -> None:
    """A dry run compares as much at once as an import does, and finds the same."""
    from kithbook.book import bringing, previewing

    monkeypatch.setattr(bringing, "BATCH", 7)
    monkeypatch.setattr(previewing, "BATCH", 7)
    book.bring_in(whatsapp(*lines(10, 40), *[(15, "09:00", "Lio", "ha")] * 9), now=now)
    path = whatsapp(*lines(0, 60, {"Bram": "B"}), *[(15, "09:00", "Lio", "ha")] * 12, name="b")
    [told] = book.bring_in(path, now=now, dry_run=True).imports
    [one] = book.bring_in(path, now=now).imports
    assert (told.messages, told.people) == (one.messages, one.people)
    assert one.messages.new == 33


def test_lines_speak_before_the_title(empty: Path, whatsapp, now: int) -> None:
    """A chat that took the title of another is asked about as the one that holds its lines."""
    garden = [(20 + n // 20, f"{10 + n % 10}:{n:02}", "Tove", f"the beans are {n} feet high") for n in range(40)]
    book.bring_in(whatsapp(*lines(0, 40)), now=now)
    [one] = book.bring_in(whatsapp(*garden, (21, "20:00", "Ines", "hm"), name="g", title="Beans"), now=now).imports
    [told] = book.preview(whatsapp(*garden, (22, "20:00", "Ines", "ah"), name="b"), now=now).exports
    assert [each.value for each in told.doubtful] == [str(one.chat_ids[0])]


def test_two_phones_meet_at_the_end_only(empty: Path, whatsapp, now: int) -> None:
    """Under another title, with a short overlap and the longest lines elsewhere, the chat is found and asked about."""
    before = [
        (1 + n // 100, f"{n % 100 // 5:02}:{n % 60:02}", "Lio", f"long ago, {n} kilns and more" * 3) for n in range(900)
    ]
    book.bring_in(whatsapp(*before, *lines(0, 20)), now=now)
    after = [
        (20 + n // 100, f"{n % 100 // 5:02}:{n % 60:02}", "Lio", f"later on, {n} kilns and more" * 3)
        for n in range(900)
    ]
    [told] = book.preview(whatsapp(*lines(0, 20), *after, name="b", title="Kiln Society"), now=now).exports
    assert [(each.name, each.samples[0]) for each in told.doubtful] == [("chat 1", "continues Kiln Club")]


def test_somebody_whom_two_exports_named_apart_is_not_repeated(empty: Path, whatsapp, now: int) -> None:
    """Who wrote nothing where two exports overlap may be two people; a third export that spans both repeats nothing."""
    early = [(1, f"{10 + n}:00", "Tove", f"the wheel turned {n} times") for n in range(6)]
    late = [(20, f"{10 + n}:00", "Tove", f"the wheel stood still for {n} days") for n in range(6)]
    talk = lines(0, 40)
    book.bring_in(whatsapp(*early, *talk), now=now)
    [one] = book.bring_in(
        whatsapp(*talk[20:], *[(*line[:2], "T", line[3]) for line in late], name="b"), now=now
    ).imports
    assert (one.messages.new, one.people.new) == (6, 1)
    for name, who in (("c", "Tove"), ("d", "Tove from the market")):
        told = [
            (day, clock, who if each == "Tove" else each, text) for day, clock, each, text in (*early, *talk, *late)
        ]
        path = whatsapp(*told, (21, "09:00", who, "so"), name=name)
        [dry] = book.bring_in(path, now=now, dry_run=True).imports
        [one] = book.bring_in(path, now=now).imports
        assert (one.messages, one.people) == (dry.messages, dry.people)
        assert one.messages.new == 1
        book.undo(one.id, now=now)
