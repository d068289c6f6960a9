"""LinkedIn's archive: tables of every year read, names hold commas, only what people exchanged becomes a message."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import find, linkedin
from kithbook.formats.linkedin import reading
from kithbook.formats.linkedin.messages import kind_and_text, moment, shown
from kithbook.formats.linkedin.people import names_in, profile_key
from kithbook.formats.linkedin.sheets import COLUMNS, CONNECTIONS, INVITATIONS, MESSAGES
from kithbook.formats.source import Source
from kithbook.vocabulary import DELETED_KEY, Chat, Choice, Contact, Message, Problem, Record, Refused, Tally

IN = "https://www.linkedin.com/in/"
PEOPLE = {
    "Ines Halfmoon": IN + "ines",
    "Lio Brandt, Ph.D.": IN + "lio/",
    "云三朵": IN + "yun?x=1",
    "أمل": "linkedin.com/in/amal",
}
ME, LIO, YUN, AMAL = PEOPLE
KEYS = {ME: "ines", LIO: "lio", YUN: "yun", AMAL: "amal"}
NOTES = 'Notes:\n"When exporting your connection data, you may notice that some of the emails are missing."\n\n'
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<&", include_characters="\n"), max_size=30
)
TEXTS = WORDS.map(lambda text: f"x{text}.")


def table(rows: list[Any], before: str = "", **how: Any) -> str:
    """Rows as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out, **how).writerows(rows)
    return before + out.getvalue()


def message(talk: str, sender: str, to: list[str], second: int, text: str, **more: str) -> list[str]:
    """A row of messages.csv with all of its columns."""
    minutes, seconds = divmod(second, 60)
    given = {
        "CONVERSATION ID": talk,
        "FROM": sender,
        "SENDER PROFILE URL": PEOPLE.get(sender, ""),
        "TO": ",".join(to),
        "RECIPIENT PROFILE URLS": ",".join(PEOPLE[name] for name in to if name in PEOPLE),
        "DATE": f"2026-02-08 10:{minutes:02}:{seconds:02} UTC",
        "CONTENT": text,
        "FOLDER": "INBOX",
    }
    given |= {name.replace("_", " "): value for name, value in more.items()}
    return [given.get(column, "") for column in COLUMNS[MESSAGES]]


def write(folder: Path, **files: str) -> Path:
    """Write the tables of an archive."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


def read(path: Path, **answers: str) -> list[Record]:
    """The records of the one export at a path."""
    found = [each for each in find(path) if each.format]
    assert [each.format for each in found] == [linkedin]
    return list(linkedin.read(found[0].source, answers=answers))


def talks(folder: Path, *rows: list[str], **more: str) -> list[Record]:
    """The records of an archive with these messages."""
    return read(write(folder, messages=table([COLUMNS[MESSAGES], *rows]), **more))


def only(records: list[Record], kind: type) -> list[Any]:
    """The records of one type."""
    return [record for record in records if isinstance(record, kind)]


def owners(records: list[Record]) -> set[str]:
    """The keys of whoever is said to be the owner."""
    return {each.handle.key for each in only(records, Contact) if each.is_me}


@given(
    written=st.lists(st.tuples(st.permutations(list(PEOPLE)), st.integers(1, 3), TEXTS), min_size=1, max_size=10),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    delimiter=st.sampled_from([",", ";"]),
    newest_first=st.booleans(),
)
def test_any_conversations_read_back(
    tmp_path_factory: pytest.TempPathFactory,
    written: list[tuple[list[str], int, str]],
    quoting: int,
    delimiter: str,
    newest_first: bool,
) -> None:
    """Random messages come back with text, sender, time and conversation, oldest first, whatever the layout."""
    rows = [
        message(f"2-{len(people[1 : 1 + more])}{sorted(people[: 1 + more])}", people[0], people[1 : 1 + more], at, text)
        for at, (people, more, text) in enumerate(written)
    ]
    rows = rows[::-1] if newest_first else rows
    content = table([COLUMNS[MESSAGES], *rows], quoting=quoting, delimiter=delimiter, lineterminator="\n")
    records = read(write(tmp_path_factory.mktemp("linkedin"), messages=content))
    found = [(each.sender, each.text, each.at - 1_770_544_800) for each in only(records, Message)]
    assert found == [(KEYS[people[0]], text, at) for at, (people, _, text) in enumerate(written)]
    kinds = {each.ref: each.kind for each in only(records, Chat)}
    used = [kinds[each.chat] for each in only(records, Message)]
    assert used == ["direct" if more == 1 else "group" for _, more, _ in written]
    assert records[-1] == Tally("record", len(rows) + 1, len(rows) + 1, 0, 0)


@given(
    people=st.lists(st.tuples(st.sampled_from([*PEOPLE, ""]), WORDS, st.integers(0, 9000)), max_size=8),
    urls=st.booleans(),
    notes=st.booleans(),
)
def test_any_connections_read_back(
    tmp_path_factory: pytest.TempPathFactory, people: list[tuple[str, str, int]], urls: bool, notes: bool
) -> None:
    """Connections come back with and without notes above them and addresses of profiles; the nameless are problems."""
    columns = [column for column in COLUMNS[CONNECTIONS] if urls or column != "URL"]
    rows = []
    for name, company, days in people:
        day = f"{days % 28 + 1:02} Feb {2003 + days // 400}"
        row = {"First Name": name, "URL": PEOPLE.get(name, ""), "Company": company, "Connected On": day}
        rows.append([row.get(column, "") for column in columns])
    content = table([columns, *rows], NOTES if notes else "")
    records = read(write(tmp_path_factory.mktemp("linkedin"), Connections=content))
    named = [each for each in people if each[0]]
    assert [each.handle.key for each in only(records, Contact)] == [KEYS[n] if urls else n for n, _, _ in named]
    for contact, (_, company, days) in zip(only(records, Contact), named, strict=True):
        facts = dict(contact.facts)
        assert facts.get("organisation", "") == " ".join(company.split())
        assert facts["connected"] == f"{2003 + days // 400}-02-{days % 28 + 1:02}"
    assert [each.why for each in only(records, Problem)] == [reading.NO_NAME] * (len(people) - len(named))


@given(data=st.binary(max_size=200), kind=st.sampled_from([CONNECTIONS, MESSAGES, INVITATIONS]))
def test_arbitrary_bytes_behind_a_header(tmp_path_factory: pytest.TempPathFactory, data: bytes, kind: str) -> None:
    """Whatever stands below the header, every row is accounted for."""
    path = tmp_path_factory.mktemp("linkedin") / "x.csv"
    path.write_bytes(",".join(COLUMNS[kind]).encode() + b"\n" + data)
    linkedin.recognise(Source(path))
    tally = list(linkedin.read(Source(path)))[-1]
    assert isinstance(tally, Tally)
    assert tally.total == tally.read + tally.blank + tally.not_read


@given(
    cells=st.lists(
        st.lists(
            st.text("x,&<>;@/ \n1-2:AMPUTC\x00é", max_size=25) | st.sampled_from([IN + "a", "OUTGOING"]), max_size=8
        ),
        max_size=6,
    ),
    kind=st.sampled_from([CONNECTIONS, MESSAGES, INVITATIONS]),
)
def test_odd_cells_never_raise(tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]], kind: str) -> None:
    """Cells of any content, and rows of any length, are read or are problems, twice the same."""
    path = tmp_path_factory.mktemp("linkedin") / "x.csv"
    path.write_text(table([COLUMNS[kind], *cells]), "utf-8")
    records = list(linkedin.read(Source(path)))
    assert records == list(linkedin.read(Source(path)))
    assert all(each.handle.key == " ".join(each.handle.key.split()) != "" for each in only(records, Contact))


def test_what_nobody_exchanged_is_blank(tmp_path: Path) -> None:
    """Drafts, spam and advertisements are counted as blank, and bring neither a chat nor a person."""
    advert = '<p class="spinmail-quill-editor__spin-break">Hi %FIRSTNAME%</p>'
    records = talks(
        tmp_path,
        message("1", ME, [LIO], 1, "later", IS_MESSAGE_DRAFT="Yes"),
        message("2", ME, [LIO], 1, "later", IS_CONVERSATION_DRAFT="true"),
        message("3", YUN, [ME], 1, "buy", FOLDER="SPAM"),
        message("4", "Clay Ads", [ME], 1, advert),
        message("5", LIO, [ME], 2, "hi", IS_MESSAGE_DRAFT="No", FOLDER="ARCHIVE"),
    )
    assert [each.text for each in only(records, Message)] == ["hi"]
    assert {each.handle.key for each in only(records, Contact)} == {"lio", "ines"}
    assert records[-1] == Tally("record", 6, 2, 4, 0)


def test_deleted_accounts_are_nobody(tmp_path: Path) -> None:
    """Everybody whom LinkedIn calls a member stands under the one key for accounts that are gone."""
    records = talks(
        tmp_path, message("1", "LinkedIn Member", [ME], 1, "hi"), message("2", ME, ["LinkedIn Member"], 2, "?")
    )
    assert [each.sender for each in only(records, Message)] == [DELETED_KEY, "ines"]
    assert {each.handle.name for each in only(records, Contact) if each.handle.key == DELETED_KEY} == {
        "LinkedIn Member"
    }


def test_the_owner_by_conversations(tmp_path: Path) -> None:
    """Who is in each of three conversations is the owner; in two of them, or beside a second such one, nobody is."""
    rows = [message("1", ME, [LIO], 1, "a"), message("2", YUN, [ME], 2, "b"), message("3", ME, [AMAL, LIO], 3, "c")]
    assert owners(talks(tmp_path / "three", *rows)) == {"ines"}
    assert owners(talks(tmp_path / "two", *rows[:2])) == set()
    same = [message(str(n), ME, [LIO], n, "a") for n in range(4)]
    assert owners(talks(tmp_path / "same", *same)) == set()


def test_the_owner_by_profile_and_invitations(tmp_path: Path) -> None:
    """The profile's name, or the direction of invitations, tells the owner; a connection of that name is not them."""
    row = message("1", ME, [LIO], 1, "a")
    profile = table([("First Name", "Last Name", "Headline", "Industry"), ("Ines", "Halfmoon", "Potter", "")])
    assert owners(talks(tmp_path / "profile", row, Profile=profile)) == {"ines"}
    invited = table([COLUMNS[INVITATIONS], (LIO, ME, "1/29/26, 2:37 PM", "", "INCOMING", PEOPLE[LIO], PEOPLE[ME])])
    assert owners(talks(tmp_path / "invited", row, Invitations=invited)) == {"ines"}
    namesake = table([COLUMNS[CONNECTIONS], ("Ines", "Halfmoon", IN + "other-ines", "", "", "", "08 Feb 2026")])
    records = read(write(tmp_path / "namesake", Profile=profile, Connections=namesake))
    assert {each.handle.key: each.is_me for each in only(records, Contact)} == {ME: True, "other-ines": None}


def test_an_invitation_that_became_a_conversation(tmp_path: Path) -> None:
    """Its words go into the chat of the two, once; without such a chat they open one of their own."""
    sent = "1/29/26, 2:37 PM"
    rows = [
        COLUMNS[INVITATIONS],
        (LIO, ME, sent, "may I see the kiln?", "INCOMING", PEOPLE[LIO], PEOPLE[ME]),
        (LIO, ME, sent, "or the wheel?", "INCOMING", PEOPLE[LIO], PEOPLE[ME]),
        (ME, AMAL, sent, "مرحبا", "OUTGOING", PEOPLE[ME], PEOPLE[AMAL]),
        (ME, YUN, sent, "", "OUTGOING", PEOPLE[ME], PEOPLE[YUN]),
        (ME, YUN, "soon", "hi", "OUTGOING", PEOPLE[ME], PEOPLE[YUN]),
        (ME, YUN, sent, "hi", "SIDEWAYS", PEOPLE[ME], PEOPLE[YUN]),
    ]
    records = talks(tmp_path, message("2-x", LIO, [ME], 1, "may I see\nthe kiln?"), Invitations=table(rows))
    assert [(each.chat, each.sender, each.text) for each in only(records, Message)] == [
        ("1", "lio", "may I see\nthe kiln?"),
        ("1", "lio", "or the wheel?"),
        ("2", "ines", "مرحبا"),
    ]
    assert [(each.key, each.kind) for each in only(records, Chat)] == [("2-x", "direct"), ("invitation:amal", "direct")]
    assert [each.why for each in only(records, Problem)] == [reading.NO_TIME, reading.WHOSE]
    assert only(records, Message)[-1].at == 1_769_697_420
    assert [each.facts for each in only(records, Contact) if each.handle.key == "yun"] == [
        (("label", "invitation sent"),)
    ]


@pytest.mark.parametrize(
    ("dates", "value", "sure"),
    [
        (["1/2/26, 2:37 PM"], "mdy", False),
        (["1/2/26, 2:37 PM", "1/29/26, 2:37 PM"], "mdy", True),
        (["1/2/26, 14:37", "29/1/26, 14:37"], "dmy", True),
        (["01/02/2026, 14:37"], "dmy", False),
    ],
)
def test_the_order_of_dates(tmp_path: Path, dates: list[str], value: str, sure: bool) -> None:
    """Dates of invitations follow the account's language: inferred, asked where nothing settles it, corrected."""
    rows = [(LIO, ME, sent, "hi", "INCOMING", PEOPLE[LIO], PEOPLE[ME]) for sent in dates]
    path = write(tmp_path, Invitations=table([COLUMNS[INVITATIONS], *rows]))
    records = read(path)
    assert [(each.value, each.sure) for each in only(records, Choice)] == [(value, sure)]
    days = {"mdy": 1_767_312_000, "dmy": 1_769_904_000}
    at = only(records, Message)[0].at
    assert days[value] <= at < days[value] + 86_400
    other = "dmy" if value == "mdy" else "mdy"
    at = only(read(path, date_order=other), Message)[0].at
    assert days[other] <= at < days[other] + 86_400
    with pytest.raises(Refused):
        read(path, date_order="backwards")


def test_names_of_a_list_that_hold_commas() -> None:
    """The longest names that somebody has are taken; what nobody is called leaves it open."""
    known = {"Ana Kiln, Ph.D., MBA", "Ana Kiln", "Lio"}
    assert names_in("Ana Kiln, Ph.D., MBA,Lio", known) == (["Ana Kiln, Ph.D., MBA", "Lio"], True)
    assert names_in("Ana Kiln", known) == (["Ana Kiln"], True)
    assert names_in("Nobody Known", known) == (["Nobody Known"], True)
    assert names_in("Ana Kiln, Esq.", known) == ([], False)
    assert names_in(",".join("ab" * 2_000), known) == ([], False)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.linkedin.com/in/lio-1a2b", "lio-1a2b"), ("www.linkedin.com/in/Lio/", "lio"),
        ("https://de.linkedin.com/in/lio?trk=x#y", "lio"), ("https://www.linkedin.com/in/lio/de", "lio"),
        ("https://www.linkedin.com/in/%E4%BA%91", "云"), ("https://www.linkedin.com/company/kiln", "company/kiln"),
        ("https://www.linkedin.com/in/a%0Ab", "a b"), ("https://example.org/in/lio", ""), ("", ""), ("lio", ""),
        ("https://www.linkedin.com/", ""), ("https://www.linkedin.com/in/%20/", ""),
    ],
)  # fmt: skip
def test_keys_of_profiles(url: str, key: str) -> None:
    """However an address is written, the same profile has the same key."""
    assert profile_key(url) == key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-02-08 14:03:22 UTC", (1_770_559_402, "UTC")), ("2026/02/08 14:03:22 UTC", (1_770_559_402, "UTC")),
        ("2026-02-08 14:03:22", (1_770_559_402, "")), ("2026-02-30 14:03:22 UTC", None), ("2/8/26, 2:37 PM", None),
        ("2026-02-08 24:03:22 UTC", None), ("1969-12-31 23:59:59 UTC", None), ("", None), ("²026", None),
    ],
)  # fmt: skip
def test_times_of_messages(text: str, expected: tuple[int, str] | None) -> None:
    """LinkedIn's own form is exact; other times that begin with the year read too; nothing else is guessed."""
    assert moment(text) == expected


def test_text_without_markup() -> None:
    """Markup that LinkedIn writes is gone; what only looks like it, people have typed."""
    assert shown('<p class="x">a<br>b</p><p>c &#39;d&#39; &lt;p&gt;</p>') == "a\nb\nc 'd' <p>"
    for typed in ("if a < b > c", "R&D; A&B", "<3 you", "List<int>", "&nosuch;"):
        assert shown(typed) == typed
    assert shown("<p" * 50_000) == "<p" * 50_000
    assert kind_and_text("Hello", "Hello there", "") == ("text", "Hello there")
    assert kind_and_text("Hello", "", "https://x/dms/prv/vid/1,https://x/image") == ("video", "Hello")
    assert kind_and_text("", "", "https://x/attachment/1") == ("file", "")


def test_near_misses_are_left_alone(tmp_path: Path) -> None:
    """Tables of contacts from elsewhere, and other tables of the archive, are not taken."""
    for name, header in (
        ("Connections", "First Name,Last Name,Email Address\na,b,c\n"),
        ("messages", "ID,Timestamp,Contents,Attachments\n1,2,3,\n"),
        ("Rich_Media", "Date/Time,Media Description,Media Link\n"),
        ("Profile", "First Name,Last Name,Phone\n"),
    ):
        path = write(tmp_path, **{name: header}) / f"{name}.csv"
        assert not linkedin.recognise(Source(path))


def test_other_tables_of_the_archive_are_no_exports(tmp_path: Path) -> None:
    """Tables that name people for another reason belong to the archive and are not read; strange files do not."""
    asked = table([COLUMNS[MESSAGES], message("9", "LinkedIn Coach", [ME], 1, "ask me")])
    folder = tmp_path / "Complete_LinkedInDataExport_02-09-2026"
    records = talks(folder, message("1", ME, [LIO], 1, "hi"), guide_messages=asked, Comments_34875879="Date,Link\n")
    assert [each.text for each in only(records, Message)] == ["hi"]
    write(folder / "Jobs", **{"Saved Jobs": "Saved Date,Job Url\n"})
    write(folder, guests="Name,Email\nLio Brandt,lio@example.org\n")
    whole, guests = sorted(find(tmp_path), key=lambda each: -len(each.source.entries()))
    assert whole.format is linkedin
    assert len(whole.source.entries()) == 4
    assert guests.source.name == "guests.csv"


def test_a_large_file_keeps_its_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file beyond the limit is not turned around, and reads as whole."""
    monkeypatch.setattr(reading, "MAX_HELD", 100)
    records = talks(tmp_path, message("1", ME, [LIO], 2, "b"), message("1", ME, [LIO], 1, "a"))
    assert [each.text for each in only(records, Message)] == ["b", "a"]


def test_the_day_of_the_export(tmp_path: Path) -> None:
    """The archive's name tells until when its chats were seen."""
    records = talks(tmp_path / "Basic_LinkedInDataExport_02-09-2026", message("1", ME, [LIO], 2, "b"))
    assert [each.seen_until for each in only(records, Chat)] == [1_770_681_599]
    records = talks(tmp_path / "Basic_LinkedInDataExport_13-39-2026", message("1", ME, [LIO], 2, "b"))
    assert [each.seen_until for each in only(records, Chat)] == [None]


def test_real_archives(shared: Path) -> None:
    """Every real table reads; the only row that is none is the broken one that its author put there."""
    counts = {}
    for folder in ("linkedin", "contacts_csv"):
        for each in find(shared / "samples" / folder):
            if each.format is linkedin:
                records = read(each.source.path)
                kept = len(only(records, Message)) + sum(not contact.chat for contact in only(records, Contact))
                counts[each.source.name.partition("__")[2]] = (kept, len(only(records, Problem)))
    assert counts == {
        "kawsay__Connections.csv": (2, 0),
        "kawsay__messages.csv": (2, 1),
        "constellation__linkedin_connections.csv": (2, 0),
    }
