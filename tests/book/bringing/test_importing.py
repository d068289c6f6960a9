"""An export becomes rows of the book, once, and all at once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kithbook import book
from kithbook.vocabulary import Record, Refused

LINES = (
    (13, "10:00", "Ines", "the kiln is warm"),
    (13, "10:00", "Lio", "ok"),
    (13, "10:00", "Lio", "ok"),
    (14, "18:30", "Ines", "who brings the glazes?"),
    (14, "18:31", "Bram", "I do"),
)


def messages() -> list[tuple[int, str]]:
    """(UTC seconds, text) of every message of the book."""
    from kithbook.store.models import Message

    return list(Message.objects.order_by("id").values_list("at", "text"))


def test_figures_reconcile(empty: Path, whatsapp: Callable[..., Path], now: int) -> None:
    """Read is new and known together, and every line is accounted for."""
    path = whatsapp(*LINES)
    path.write_text(path.read_text() + "\n", encoding="utf-8")
    [one] = book.bring_in(path, now=now).imports
    assert (one.messages.read, one.messages.new, one.messages.known) == (5, 5, 0)
    assert (one.people.read, one.people.new) == (3, 3)
    assert one.lines.total == one.lines.read + one.lines.blank + one.lines.not_read
    assert (one.state, one.chat, one.format, one.path) == ("complete", "Kiln Club", "whatsapp", str(path))
    assert one.when == "2026-06-15T09:00:00Z"
    assert book.imports().imports == (one,)


def test_wall_time_becomes_utc(empty: Path, whatsapp: Callable[..., Path], now: int) -> None:
    """Times without a zone are read in the book's own zone, in winter as in summer, and marked as guessed."""
    from kithbook.store.models import Message

    told = ((30, "10:00", "winter"), (31, "02:30", "never was"), (31, "10:00", "summer"))
    book.bring_in(whatsapp(*[(day, clock, "Ines", text) for day, clock, text in told]), now=now)
    assert messages() == [(1_711_789_200, "winter"), (1_711_848_600, "never was"), (1_711_872_000, "summer")]
    assert not Message.objects.filter(zone_known=True).exists()


def test_same_file_again_changes_nothing(empty: Path, whatsapp: Callable[..., Path], dump, now: int) -> None:
    """The same bytes are not read again: the book is the same, and the answer says that all of it was known."""
    first = book.bring_in(whatsapp(*LINES), now=now).imports[0]
    before = dump()
    again = book.bring_in(whatsapp(*LINES), now=now + 60).imports[0]
    assert dump() == before
    assert (again.id, again.messages.new, again.messages.known, again.people.new) == (first.id, 0, 5, 0)
    assert len(book.imports().imports) == 1


def test_longer_export_adds_the_rest(empty: Path, whatsapp: Callable[..., Path], now: int) -> None:
    """A later export of the same chat, under another name, adds its new lines and joins the chat."""
    book.bring_in(whatsapp(*LINES[:3]), now=now)
    [one] = book.bring_in(whatsapp(*LINES, name="b", title="Renamed Club"), now=now).imports
    assert (one.messages.new, one.messages.known, one.people.new) == (2, 3, 1)
    assert one.choices["chat"] == "joined Kiln Club"
    assert [text for _, text in messages()] == [text for *_, text in LINES]
    assert len(book.groups(now=now).groups) == 1


def test_earlier_export_adds_what_came_before(empty: Path, whatsapp: Callable[..., Path], now: int) -> None:
    """An export that begins earlier and ends earlier adds only its beginning."""
    book.bring_in(whatsapp(*LINES[2:]), now=now)
    [one] = book.bring_in(whatsapp(*LINES[:4], name="b"), now=now).imports
    # One of the two equal lines is in the book already; which of them cannot be told.
    assert (one.messages.new, one.messages.known) == (2, 2)
    assert len(messages()) == 5


def test_equal_lines_are_counted(empty: Path, whatsapp: Callable[..., Path], now: int) -> None:
    """Two equal lines in one minute are two messages; the overlap matches each of them once."""
    book.bring_in(whatsapp(*LINES[:2]), now=now)
    [one] = book.bring_in(whatsapp(*LINES[:3], name="b"), now=now).imports
    assert (one.messages.new, one.messages.known) == (1, 2)


def test_media_and_its_placeholder_are_one(empty: Path, whatsapp: Callable[..., Path], now: int) -> None:
    """A photo is known again, exported with its file or without."""
    told = (*LINES[:2], (13, "11:00", "Ines", "<Media omitted>"))
    book.bring_in(whatsapp(*told), now=now)
    with_file = (*LINES[:2], (13, "11:00", "Ines", "IMG-20240313-WA0001.jpg (file attached)"), *LINES[3:])
    [one] = book.bring_in(whatsapp(*with_file, name="b"), now=now).imports
    assert (one.messages.new, one.messages.known) == (2, 3)


def test_another_group_with_the_same_people_stays_apart(empty: Path, whatsapp: Callable[..., Path], now: int) -> None:
    """Other words at the same times are another chat, whatever the title says."""
    book.bring_in(whatsapp(*LINES), now=now)
    other = [(day, clock, who, f"about the garden: {number}") for number, (day, clock, who, _) in enumerate(LINES)]
    [one] = book.bring_in(whatsapp(*other, name="b"), now=now).imports
    assert one.messages.new == 5
    assert "chat" not in one.choices
    assert len(book.groups(now=now).groups) == 2


def test_months_without_overlap_are_one_chat(empty: Path, whatsapp: Callable[..., Path], now: int) -> None:
    """Two exports that do not meet in time are one chat where title and half of the members agree."""
    book.bring_in(whatsapp(*LINES), now=now)
    later = ((20, "10:00", "Lio", "thanks"), (20, "10:01", "Ines", "gladly"), (20, "10:02", "Noor", "hello"))
    [one] = book.bring_in(whatsapp(*later, name="b"), now=now).imports
    assert one.choices["chat"] == "joined Kiln Club"


def test_platform_ids_decide(empty: Path, telegram: Callable[..., Path], now: int) -> None:
    """Where the platform has ids, equal words at the same moment stay two messages, and an edited one stays known."""
    at = 1_710_320_400
    book.bring_in(telegram((1, at, "Ines", "ok", 0), (2, at + 9, "Lio", "hm", 0), (3, at + 9, "Bram", "x", 2)), now=now)
    later = telegram((1, at, "Ines", "okay", 0), (4, at, "Ines", "ok", 0), (5, at + 99, "Lio", "y", 1), name="u")
    [one] = book.bring_in(later, now=now).imports
    assert (one.messages.new, one.messages.known) == (2, 1)
    assert len(book.groups(now=now).groups) == 1


def test_answers_find_what_they_answer(empty: Path, telegram: Callable[..., Path], now: int) -> None:
    """A reply points at its row, across imports too."""
    from kithbook.store.models import Message

    at = 1_710_320_400
    told = ((5, at, "Ines", "who?", 0), (6, at + 9, "Lio", "me", 5), (7, at + 10, "Bram", "no", 2))
    book.bring_in(telegram(*told), now=now)
    book.bring_in(telegram((2, at - 9, "Lio", "tea?", 0), name="u"), now=now)
    assert dict(Message.objects.exclude(reply_to=None).values_list("text", "reply_to__text")) == {
        "me": "who?",
        "no": "tea?",
    }


def test_same_handle_is_the_same_person(empty: Path, whatsapp: Callable[..., Path], now: int) -> None:
    """Somebody in two chats of one platform is one person."""
    from kithbook.store.models import Person

    book.bring_in(whatsapp(*LINES), now=now)
    direct = ((20, "09:00", "Ines", "tea?"), (20, "09:10", "Noor", "yes"))
    book.bring_in(whatsapp(*direct, name="b", title="Noor"), now=now)
    assert sorted(Person.objects.values_list("name", flat=True)) == ["Bram", "Ines", "Lio", "Noor"]


def test_owner_is_one_person(empty: Path, whatsapp, telegram, now: int) -> None:
    """All of the owner's handles hang on one person, also where an import comes later or without saying who."""
    from kithbook.store.models import Person

    book.bring_in(whatsapp(*LINES), now=now)
    again = book.bring_in(whatsapp(*LINES), me="ines", now=now).imports[0]
    assert again.messages.new == 0
    [one] = book.bring_in(telegram((1, 1_710_320_400, "Ines H", "ok", 0)), me="Ines H", now=now).imports
    assert one.choices["me"] == "Ines H"
    owner = Person.objects.get(is_me=True)
    assert sorted(owner.handles.values_list("platform", flat=True)) == ["telegram", "whatsapp"]
    assert owner.name == "Ines"


def test_unknown_owner_is_said(empty: Path, whatsapp: Callable[..., Path], now: int) -> None:
    """A name that is nobody's in the export makes nobody the owner."""
    from kithbook.store.models import Person

    [one] = book.bring_in(whatsapp(*LINES), me="Zoltan", now=now).imports
    assert "nobody of that name" in one.choices["me"]
    assert not Person.objects.filter(is_me=True).exists()


def test_dry_run_tells_the_same_and_writes_nothing(empty: Path, whatsapp: Callable[..., Path], dump, now: int) -> None:
    """A dry run gives the figures of the import that would follow, and leaves no trace."""
    book.bring_in(whatsapp(*LINES[:3]), now=now)
    before, listed = dump(), book.imports()
    longer = whatsapp(*LINES, name="b")
    [told] = book.bring_in(longer, now=now, dry_run=True).imports
    assert dump() == before
    assert book.imports() == listed
    [done] = book.bring_in(longer, now=now).imports
    assert (told.messages, told.people, told.lines) == (done.messages, done.people, done.lines)
    assert (told.id, told.state) == (0, "preview")


def test_refused_file_leaves_the_book_alone(empty: Path, tmp_path: Path, dump, now: int) -> None:
    """A file that no format recognises is refused in one sentence and leaves no row."""
    path = tmp_path / "notes.txt"
    path.write_text("a shopping list\n")
    before = dump()
    with pytest.raises(Refused, match=r"notes\.txt"):
        book.bring_in(path, now=now)
    assert dump() == before
    assert book.imports().imports == ()


def test_failure_in_the_middle_takes_all_back(empty, telegram, dump, monkeypatch, now: int) -> None:
    """An export that turns out to be damaged in its middle is refused, and what had been read of it is gone."""
    from kithbook.book import bringing

    monkeypatch.setattr(bringing, "BATCH", 4)
    book.bring_in(telegram(*[(n, 1_710_000_000 + n, "Ines", f"first {n}", 0) for n in range(1, 9)]), now=now)
    before, whole = dump(), bringing.Bringing._stream

    def damaged(self: bringing.Bringing, source: object) -> Iterator[Record]:
        for number, record in enumerate(whole(self, source)):
            if number == 20 and hasattr(source, "read"):
                raise Refused("result.json is damaged. Export the chat again.")
            yield record

    monkeypatch.setattr(bringing.Bringing, "_stream", damaged)
    path = telegram(*[(n, 1_720_000_000 + n, "Lio", f"then {n}", 0) for n in range(20, 60)], name="u", chat_id=78)
    with pytest.raises(Refused, match="damaged"):
        book.bring_in(path, now=now)
    assert dump() == before
    assert len(book.imports().imports) == 1


def test_bad_file_beside_good_ones(empty: Path, whatsapp: Callable[..., Path], tmp_path: Path, now: int) -> None:
    """In a folder, what cannot be read is listed beside what could."""
    whatsapp(*LINES)
    (tmp_path / "a" / "list.txt").write_text("eggs\nflour\n")
    answer = book.bring_in(tmp_path / "a", now=now)
    assert [one.state for one in answer.imports] == ["complete"]
    assert [one.where for one in answer.not_recognised] == ["list.txt"]
    assert "list.txt" in answer.not_recognised[0].why


def test_progress_ends_at_the_total(empty, whatsapp, monkeypatch, now: int) -> None:
    """Progress grows in bytes up to the size of the file, then tells of the index."""
    from kithbook.book import bringing

    monkeypatch.setattr(bringing, "BATCH", 2)
    told: list = []
    path = whatsapp(*LINES)
    book.bring_in(path, now=now, progress=told.append)
    reading = [step for step in told if step.state == "reading"]
    assert [step.done for step in reading] == sorted(step.done for step in reading)
    assert reading[-1].total == path.stat().st_size == reading[-1].done
    assert told[-1].state == "indexing"
    assert told[-1].done == told[-1].total


def test_archive_with_two_chats(empty: Path, whatsapp: Callable[..., Path], tmp_path: Path, now: int) -> None:
    """Each export of an archive is an import of its own, and its shown path names it."""
    import zipfile

    first = whatsapp(*LINES)
    second = whatsapp((20, "09:00", "Ines", "tea?"), (20, "09:10", "Noor", "yes"), name="b", title="Noor")
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        for path in (first, second):
            archive.write(path, path.name)
    paths = [one.path for one in book.bring_in(tmp_path / "two.zip", now=now, dry_run=True).imports]
    assert paths == [f"{tmp_path}/two.zip/{path.name}" for path in (first, second)]
    number = book.start_import(paths[1], now=now)
    assert book.work_on(number, now=now).chat == "Noor"


def test_stated_size_and_end_follow_the_newest_word(empty: Path, whatsapp: Callable[..., Path], now: int) -> None:
    """A chat was seen until its last message in any import."""
    from kithbook.store.models import Chat

    book.bring_in(whatsapp(*LINES), now=now)
    book.bring_in(whatsapp(*LINES[:3], name="b"), now=now)
    assert Chat.objects.get().seen_until == 1_710_437_460
