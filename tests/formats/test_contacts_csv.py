"""Address books as CSV: both generations of Google's columns, Outlook's in each language."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import google_contacts, outlook_contacts, recognise
from kithbook.formats.outlook_contacts import languages
from kithbook.formats.people_rows import EMPTY
from kithbook.formats.source import Source
from kithbook.vocabulary import Choice, Contact, Record, Refused, Tally

OLD = (
    *("Name", "Given Name", "Additional Name", "Family Name", "Nickname", "Birthday", "Notes", "Group Membership"),
    *("E-mail 1 - Type", "E-mail 1 - Value", "Phone 1 - Type", "Phone 1 - Value"),
)
NEW = (
    *("First Name", "Middle Name", "Last Name", "Nickname", "Birthday", "Notes", "Labels"),
    *("E-mail 1 - Label", "E-mail 1 - Value", "Phone 1 - Label", "Phone 1 - Value"),
)
WORDS = st.text(st.characters(categories=["L", "M", "Nd", "Zs"]), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split())
)
NAMES = WORDS.filter(lambda text: any(map(str.isalpha, text)) and text not in ("-", "–", "—"))


def write(
    path: Path, header: list[str], rows: list[dict[str, str]], encoding: str = "utf-8", delimiter: str = ","
) -> None:
    """A CSV as these programs write it."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(header), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(buffer.getvalue().encode(encoding, "replace"))


def people(records: list[Record]) -> list[Contact]:
    """The contacts among the records."""
    return [record for record in records if isinstance(record, Contact)]


def test_several_values_of_google_are_parted(tmp_path: Path) -> None:
    """Three colons part mails, numbers and labels; that everybody is in one's contacts is not said."""
    row = {
        "First Name": "Ines",
        "Labels": "* myContacts ::: Friends, old",
        "E-mail 1 - Value": "a@example.org ::: B@example.org",
        "Phone 1 - Value": "+39 06 5550 1199 ::: 06 5550 1100",
    }
    write(tmp_path / "contacts.csv", NEW, [row])
    (ines,) = people(list(google_contacts.read(Source(tmp_path / "contacts.csv"))))
    assert ines.mails == ("a@example.org", "b@example.org")
    assert ines.phones == ("+39 06 5550 1199", "06 5550 1100")
    assert ines.facts == (("label", "Friends, old"),)


def test_fields_that_google_lets_one_name_keep_their_names(tmp_path: Path) -> None:
    """A relation, an own field and an event are lines of the notes; an anniversary is one."""
    header: list[str] = [*NEW, "Relation 1 - Label", "Relation 1 - Value", "Event 1 - Label", "Event 1 - Value"]
    header += ["Custom Field 1 - Label", "Custom Field 1 - Value"]
    row = {"First Name": "Ines", "Relation 1 - Label": "Partner", "Relation 1 - Value": "Lio"}
    row |= {"Event 1 - Label": "Anniversary", "Event 1 - Value": "2015-05-23"}
    row |= {"Custom Field 1 - Label": "Glaze", "Custom Field 1 - Value": "celadon"}
    write(tmp_path / "contacts.csv", header, [row])
    (ines,) = people(list(google_contacts.read(Source(tmp_path / "contacts.csv"))))
    assert ines.notes == "Partner: Lio\nGlaze: celadon"
    assert ines.facts == (("anniversary", "2015-05-23"),)


@pytest.mark.parametrize("number", range(len(languages())))
def test_outlook_reads_in_each_language(tmp_path: Path, number: int) -> None:
    """The same card comes out of the columns of every language, and Outlook's none for a birthday is none."""
    language = languages()[number]
    of = {meaning: name for name, meaning in reversed(language.items())}
    row = {of["given"]: "Ines", of["family"]: "Halfmoon", of["mail"]: "Ines@example.org", of["phone"]: "+39 06 5550"}
    row |= {of["organisation"]: "Kiln Works", of["role"]: "Potter", of["birthday"]: "0/0/00", of["notes"]: "Kiln key"}
    row |= {of["place:home"]: "12 Lantern Street", of["label"]: "Friends;Makers"}
    header = [name for name in language if not name.endswith("(2)")]
    header += [name.removesuffix(" (2)") for name in language if name.endswith("(2)")]
    write(tmp_path / "contacts.csv", list(dict.fromkeys(header)), [{k: v for k, v in row.items() if k in header}])
    source = Source(tmp_path / "contacts.csv")
    assert recognise(source) is outlook_contacts
    (ines,) = people(list(outlook_contacts.read(source)))
    assert ines.mails == ("ines@example.org",)
    assert ines.phones == ("+39 06 5550",)
    assert {("organisation", "Kiln Works"), ("label", "Friends"), ("label", "Makers")} <= set(ines.facts)
    assert ("place", "12 Lantern Street") in ines.facts
    assert not [value for name, value in ines.facts if name == "birthday"]
    assert ines.notes == "Kiln key"


@pytest.mark.parametrize("none", ["0/0/00", "0.0.00", "0-0-00", "00-00-0000"])
def test_no_birthday_is_no_problem(tmp_path: Path, none: str) -> None:
    """However Outlook writes that there is none, nothing of it is left."""
    header = list(languages()[0])
    write(tmp_path / "contacts.csv", header, [{"First Name": "Lio", "Birthday": none, "Anniversary": none}])
    (lio,) = people(list(outlook_contacts.read(Source(tmp_path / "contacts.csv"))))
    assert not lio.facts
    assert not lio.notes


def test_the_order_of_day_and_month_is_that_of_the_file(tmp_path: Path) -> None:
    """One birthday that tells is enough for all; where none does, the person is asked."""
    header = list(languages()[0])
    rows = [{"First Name": "Ines", "Birthday": "7/2/1988"}, {"First Name": "Otto", "Birthday": "3/14/1961"}]
    write(tmp_path / "contacts.csv", header, rows)
    ines, _ = people(list(outlook_contacts.read(Source(tmp_path / "contacts.csv"))))
    assert ("birthday", "1988-07-02") in ines.facts
    write(tmp_path / "contacts.csv", header, rows[:1])
    source = Source(tmp_path / "contacts.csv")
    doubts = [each for each in outlook_contacts.read(source) if isinstance(each, Choice)]
    assert [(each.name, each.sure) for each in doubts] == [("date_order", False)]
    (ines,) = people(list(outlook_contacts.read(source, answers={"date_order": "mdy"})))
    assert ("birthday", "1988-07-02") in ines.facts


def test_what_exchange_calls_somebody_is_no_address(tmp_path: Path) -> None:
    """The address is then in the name that Outlook shows."""
    row = {
        "First Name": "Otto",
        "E-mail Address": "/o=Lantern/cn=otto",
        "E-mail Display Name": "Otto (otto@example.org)",
    }
    write(tmp_path / "contacts.csv", list(languages()[0]), [row])
    (otto,) = people(list(outlook_contacts.read(Source(tmp_path / "contacts.csv"))))
    assert otto.mails == ("otto@example.org",)
    assert not otto.notes


def test_thunderbird_is_not_taken_for_outlook(tmp_path: Path) -> None:
    """Some columns have the same names, but its addresses are called otherwise: it is a table of people."""
    header = "First Name,Last Name,Nickname,Primary Email,Home Phone,Home City,Home State,Job Title,Department,Notes"
    (tmp_path / "book.csv").write_text(f"{header}\nInes,Halfmoon,,ines@example.org,,Rome,,,,\n", "utf-8")
    source = Source(tmp_path / "book.csv")
    assert not outlook_contacts.recognise(source)
    assert recognise(source).NAME == "table"


CARDS = st.lists(
    st.fixed_dictionaries(
        {"given": NAMES, "family": NAMES, "mail": st.from_regex(r"[a-z]{1,9}@[a-z]{1,9}\.org", fullmatch=True)},
        optional={
            "phone": st.from_regex(r"\+[1-9][0-9]{7,11}", fullmatch=True),
            "notes": st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=40).filter(
                lambda text: text.strip() not in EMPTY
            ),
        },
    ),
    min_size=1,
    max_size=6,
)


@given(CARDS, st.sampled_from(["old", "new", *range(len(languages()))]), st.sampled_from(["utf-8-sig", "utf-16"]))
def test_what_was_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, cards: list[dict[str, str]], form: str | int, encoding: str
) -> None:
    """Names, addresses, numbers and notes of any script come back, whatever the columns are called."""
    if isinstance(form, int):
        module, language = outlook_contacts, languages()[form]
        header = [name for name in language if not name.endswith("(2)")]
        of = {meaning: name for name, meaning in reversed(language.items())}
    else:
        module, header = google_contacts, list(OLD if form == "old" else NEW)
        of = {"given": "Given Name", "family": "Family Name"} if form == "old" else {}
        of = {"given": "First Name", "family": "Last Name"} | of
        of |= {"mail": "E-mail 1 - Value", "phone": "Phone 1 - Value", "notes": "Notes"}
    path = tmp_path_factory.mktemp("cards", numbered=True) / "contacts.csv"
    write(path, header, [{of[key]: value for key, value in card.items()} for card in cards], encoding)
    source = Source(path)
    assert module.recognise(source)
    records = list(module.read(source))
    read = people(records)
    assert len(read) == len(cards)
    for contact, card in zip(read, cards, strict=True):
        assert contact.mails == (card["mail"],)
        assert contact.phones == ((card["phone"],) if "phone" in card else ())
        assert contact.notes == card.get("notes", "").strip()
        assert card["given"] in contact.handle.name
        assert card["family"] in contact.handle.name
    tally = records[-1]
    assert isinstance(tally, Tally)
    assert (tally.total, tally.not_read) == (len(cards) + 1, 0)


@given(CARDS, st.data())
def test_a_damaged_address_book_never_raises(
    tmp_path_factory: pytest.TempPathFactory, cards: list[dict[str, str]], data: st.DataObject
) -> None:
    """Cut anywhere and with bytes changed, it is read to its end or refused."""
    path = tmp_path_factory.mktemp("damaged", numbered=True) / "contacts.csv"
    of = {"given": "First Name", "family": "Last Name", "mail": "E-mail 1 - Value"}
    of |= {"phone": "Phone 1 - Value", "notes": "Notes"}
    write(path, NEW, [{of[key]: value for key, value in card.items()} for card in cards])
    content = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at : at + data.draw(st.integers(0, 4))] = data.draw(
        st.sampled_from([b'"', b"\0", b"\r", b"\xff\xfe", b'"' * 9, b"," * 300, b""])
    )
    path.write_bytes(bytes(content[: data.draw(st.integers(1, len(content)))]))
    for module in (google_contacts, outlook_contacts):
        try:
            source = Source(path)
            module.recognise(source)
            records = list(module.read(source))
        except Refused:
            continue
        assert isinstance(records[-1], Tally)
