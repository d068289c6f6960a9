"""Monica's JSON: what stands behind the contacts is known with them, whatever the order and whatever is broken."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import monica
from kithbook.formats.monica import BROKEN, CUT, NO_DATE
from kithbook.formats.source import Source
from kithbook.vocabulary import Contact, Encounter, Problem, Record, Refused, Tally

HEAD = '{"version": "1.0-preview.1", "app_version": "4.1.2", "export_date": "2026-03-05T10:20:30.000000Z", "account": '


def collection(kind: str, *values: Any) -> dict[str, Any]:
    """A list as Monica's CountResourceCollection writes it."""
    return {"count": len(values), "type": kind, "values": list(values)}


def contact(uuid: str, *data: dict[str, Any], **properties: Any) -> dict[str, Any]:
    """A contact with what it says and what is inside."""
    return {"uuid": uuid, "created_at": "2020-01-01T00:00:00.000000Z", "properties": properties, "data": list(data)}


def export(path: Path, *data: Any, **rest: Any) -> list[Record]:
    """The records of an account with these lists."""
    path.write_text(HEAD + json.dumps({"uuid": "account", "data": list(data), **rest}) + "}", "utf-8")
    source = Source(path)
    assert monica.recognise(source)
    return list(monica.read(source))


def of_kind(records: list[Record], kind: type) -> list[Any]:
    """The records of one type."""
    return [record for record in records if isinstance(record, kind)]


def test_kinds_of_fields_stand_behind_the_contacts(tmp_path: Path) -> None:
    """A field's kind is told by its id alone, and its name comes at the end; without it the value says enough."""
    fields = [
        {"properties": {"data": "Ines@Example.org", "type": "k1"}},
        {"properties": {"data": "06 5550 1199", "type": "k2"}},
        {"properties": {"data": "moon", "type": "k3"}},
        {"properties": {"data": "lost@example.org", "type": "gone"}},
    ]
    kinds = [
        {"uuid": "k1", "properties": {"name": "Mail", "type": "email"}},
        {"uuid": "k2", "properties": {"name": "Phone", "protocol": "tel:"}},
        {"uuid": "k3", "properties": {"name": "Signal"}},
    ]
    people = collection("contact", contact("c1", collection("contact_field", *fields), first_name="Ines"))
    (ines,) = of_kind(export(tmp_path / "m.json", people, instance={"contact_field_types": kinds}), Contact)
    assert ines.mails == ("ines@example.org", "lost@example.org")
    assert ines.phones == ("06 5550 1199",)
    assert ines.notes == "Signal: moon"


def test_an_activity_may_stand_before_its_contacts(tmp_path: Path) -> None:
    """The contacts come out first, and the meeting names those who took part."""
    took_part = collection("activity", "a1")
    records = export(
        tmp_path / "m.json",
        collection("activity", {"uuid": "a1", "properties": {"summary": "Firing", "happened_at": "2026-01-10"}}),
        collection("contact", contact("c1", took_part, first_name="Ines"), contact("c2", took_part, first_name="Lio")),
    )
    assert [type(each) for each in records] == [Contact, Contact, Encounter, Tally]
    meeting = records[2]
    assert isinstance(meeting, Encounter)
    assert (meeting.handles, meeting.title, meeting.all_day) == (("c1", "c2"), "Firing", True)


@pytest.mark.parametrize(
    ("date", "facts", "notes"),
    [
        ({"date": "1988-07-02T00:00:00.000000Z"}, (("birthday", "1988-07-02"),), ""),
        ({"date": "2020-07-02", "is_year_unknown": True}, (("birthday", "--07-02"),), ""),
        ({"date": "1990-01-01", "is_age_based": True}, (), "Born about 1990"),
        ("soon", (), ""),
        (None, (), ""),
    ],
)
def test_birthdays_keep_what_is_not_known(
    tmp_path: Path, date: Any, facts: tuple[tuple[str, str], ...], notes: str
) -> None:
    """A birthday may lack its year, and an age alone is no birthday."""
    people = collection("contact", contact("c1", first_name="Ines", birthdate=date))
    (ines,) = of_kind(export(tmp_path / "m.json", people), Contact)
    assert (ines.facts, ines.notes) == (facts, notes)


def test_who_is_related_to_whom(tmp_path: Path) -> None:
    """How somebody is related to the owner is a fact, to anybody else a line of the notes; the owner is known."""
    records = export(
        tmp_path / "m.json",
        collection("user", {"uuid": "u", "properties": {"me_contact": "me"}}),
        collection("contact", contact("me", first_name="Otto"), contact("c1", first_name="Ines"), contact("c2")),
        collection(
            "relationship",
            {"properties": {"type": "aunt", "contact_is": "c1", "of_contact": "me"}},
            {"properties": {"type": "friend", "contact_is": "c1", "of_contact": "c2"}},
            {"properties": {"type": "nephew", "contact_is": "me", "of_contact": "c1"}},
        ),
    )
    me, ines, _ = of_kind(records, Contact)
    assert (me.is_me, me.notes) == (True, "nephew of Ines")
    assert (ines.facts, ines.notes) == ((("relation", "aunt"),), "friend of somebody")


def test_photos_are_passed_over_whatever_their_size(tmp_path: Path) -> None:
    """They hold the whole picture in one text."""
    photo = {"uuid": "p", "properties": {"dataUrl": "data:image/jpeg;base64," + "A" * 9_000_000}}
    records = export(tmp_path / "m.json", collection("photo", photo), collection("contact", contact("c1")))
    assert [type(each) for each in records] == [Contact, Tally]


def test_what_is_broken_is_a_problem_and_the_rest_is_read(tmp_path: Path) -> None:
    """A record that is none, one nested too deep, an activity of nobody."""
    path = tmp_path / "m.json"
    deep = "[" * 100_000 + "]" * 100_000
    path.write_text(
        HEAD + '{"data": [{"type": "contact", "values": [7, ' + deep + ', {"uuid": "c1", "properties": []}]},'
        '{"type": "activity", "values": [{"uuid": "a1", "properties": {"happened_at": "2026-01-10"}}]}]}}',
        "utf-8",
    )
    records = list(monica.read(Source(path)))
    assert [each.why for each in of_kind(records, Problem)] == [BROKEN, BROKEN, NO_DATE]
    assert [each.handle.key for each in of_kind(records, Contact)] == ["c1"]
    assert records[-1] == Tally("record", 4, 1, 0, 3)


def test_a_cut_export_says_so(tmp_path: Path) -> None:
    """What stands before the cut is read."""
    path = tmp_path / "m.json"
    whole = HEAD + json.dumps({"data": [collection("contact", contact("c1", first_name="Ines"), contact("c2"))]})
    path.write_text(whole[: whole.index("c2")], "utf-8")
    records = list(monica.read(Source(path)))
    assert [each.handle.name for each in of_kind(records, Contact)] == ["Ines"]
    assert CUT in [each.why for each in of_kind(records, Problem)]


TEXT = st.text(st.characters(codec="utf-8", categories=["L", "Nd", "P", "Zs"]), min_size=1, max_size=12).filter(
    lambda text: text.strip() == text
)
MOMENTS = st.datetimes(min_value=datetime(1971, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0).isoformat() + ".000000Z"
)
MODEL = st.lists(
    st.tuples(TEXT, TEXT, st.lists(TEXT, max_size=2), st.lists(MOMENTS, max_size=2), st.booleans()),
    min_size=1,
    max_size=4,
)


@given(MODEL)
def test_what_was_exported_is_read(
    tmp_path_factory: pytest.TempPathFactory, model: list[tuple[str, str, list[str], list[str], bool]]
) -> None:
    """Names, notes, calls and who took part in an activity come back for any account."""
    people = [
        contact(
            f"c{at}",
            collection("note", *({"properties": {"body": note}} for note in notes)),
            collection("call", *({"uuid": f"k{at}", "properties": {"called_at": moment}} for moment in calls)),
            collection("activity", *(["a"] if joined else [])),
            first_name=first,
            last_name=last,
        )
        for at, (first, last, notes, calls, joined) in enumerate(model)
    ]
    met = {"uuid": "a", "properties": {"summary": "Firing", "happened_at": "2026-01-10T00:00:00.000000Z"}}
    path = tmp_path_factory.mktemp("monica", numbered=True) / "m.json"
    records = export(path, collection("contact", *people), collection("activity", met))
    read = of_kind(records, Contact)
    assert [each.handle.key for each in read] == [f"c{at}" for at in range(len(model))]
    for each, (first, last, notes, _, _) in zip(read, model, strict=True):
        assert "".join(first.split()) in "".join(each.handle.name.split())
        assert "".join(last.split()) in "".join(each.handle.name.split())
        assert each.notes.split("\n") == list(dict.fromkeys(notes)) or not notes
    encounters = of_kind(records, Encounter)
    assert sum(each.kind == "call" for each in encounters) == sum(len(calls) for *_, calls, _ in model)
    joined = tuple(f"c{at}" for at, each in enumerate(model) if each[4])
    assert [each.handles for each in encounters if each.kind == "meeting"] == ([joined] if joined else [])


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(data=st.data())
def test_wrong_types_never_raise(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Any value may stand where another is expected, and the file may end anywhere."""
    sample = json.loads((Path(__file__).parent / "samples/monica/account.json").read_text("utf-8"))
    place: Any = sample
    while isinstance(place, dict | list) and place:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if data.draw(st.integers(0, 5)) == 0 or not isinstance(place[key], dict | list):
            place[key] = data.draw(JSON)
            break
        place = place[key]
    text = json.dumps(sample)
    path = tmp_path_factory.mktemp("wrong", numbered=True) / "m.json"
    path.write_text(text[: data.draw(st.integers(0, len(text)) | st.just(len(text)))], "utf-8")
    try:
        source = Source(path)
        monica.recognise(source)
        records = list(monica.read(source))
    except Refused:
        return
    tally = records[-1]
    assert isinstance(tally, Tally)
    assert tally.total == tally.read + tally.not_read
    assert tally.not_read == len(of_kind(records, Problem))


INNER = [
    ("reminder", {"initial_date": "2026-05-01", "title": "Call", "frequency_type": "year", "frequency_number": 2},
     ("reminder", "2026-05-01 | every 2 years | Call"), ""),
    ("reminder", {"initial_date": "2026-05-01", "title": "Call", "frequency_type": "month", "frequency_number": "1"},
     ("reminder", "2026-05-01 | monthly | Call"), ""),
    ("reminder", {"initial_date": "soon", "title": "Call", "frequency_type": "year"}, None, "Reminder: Call"),
    ("debt", {"amount": "12.50", "status": "complete", "in_debt": False},
     ("favour", "2024-03-01 | given | me | money | 12.50, paid back"), ""),
    ("debt", {"amount": 7, "currency": "EUR"}, None, "Debt: 7 EUR"),
    ("gift", {"name": "Bowl", "status": "received", "date": "2024-12-24"},
     ("favour", "2024-12-24 | given | them | gift | Bowl"), ""),
    ("gift", {"name": "Bowl", "status": "idea"}, None, "Gift: Bowl, idea"),
    ("task", {"title": "Write", "completed": False}, None, "Task: Write"),
    ("task", {"title": "Write", "completed": True}, None, "Done: Write"),
    ("note", {"body": "Moved"}, ("dated_note", "2024-03-01 | Moved"), ""),
    ("life_event", {"name": "Studio", "happened_at": None}, None, "Life event: Studio"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "said", "fact", "notes"), INNER)
def test_what_has_a_day_is_a_fact(
    tmp_path: Path, kind: str, said: dict[str, Any], fact: tuple[str, str] | None, notes: str
) -> None:
    """Reminders, debts, gifts, notes and the like are facts where they have what a fact needs, else notes."""
    record = {"uuid": "x", "created_at": "2024-03-01T10:00:00.000000Z", "properties": said}
    people = collection("contact", contact("c1", collection(kind, record), first_name="Ines"))
    (ines,) = of_kind(export(tmp_path / "m.json", people), Contact)
    assert (ines.facts, ines.notes) == ((fact,) if fact else (), notes)


def test_a_reminder_that_monica_made_of_a_birthday_is_left_to_it(tmp_path: Path) -> None:
    """The birthday says it already; one that the owner made for that day stays."""
    made = {"initial_date": "2020-07-02", "title": "Birthday", "frequency_type": "year", "frequency_number": 1}
    lists = [collection("reminder", {"properties": made | {"delible": delible}}) for delible in (False, True)]
    born = {"date": "1988-07-02T00:00:00.000000Z"}
    people = [contact(f"c{at}", each, first_name="Ines", birthdate=born) for at, each in enumerate(lists)]
    first, second = of_kind(export(tmp_path / "m.json", collection("contact", *people)), Contact)
    assert first.facts == (("birthday", "1988-07-02"),)
    assert second.facts[1:] == (("reminder", "2020-07-02 | yearly | Birthday"),)
