"""Calendars: what the samples do not show, another library as a judge of repetitions, and what hostile files cost."""

import time
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.formats import Source, find, ics, read
from kithbook.formats.ics.zones import named
from kithbook.vocabulary import Choice, Contact, Encounter, Problem, Record, Tally
from tests.formats.test_contract import check_stream

NOW = int(datetime(2026, 6, 1, tzinfo=UTC).timestamp())
START = "DTSTART;TZID=Europe/Berlin:20260303T100000"
CUSTOM = (
    "BEGIN:VTIMEZONE\nTZID:Custom\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:{0}\nTZOFFSETTO:{0}\n"
    "END:STANDARD\nEND:VTIMEZONE"
)


def calendar(*parts: str, head: str = "") -> str:
    """A calendar with these components in it."""
    return "\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *filter(None, (head,)), *parts, "END:VCALENDAR", ""))


def event(*lines: str, uid: str = "one", title: str = "Firing") -> str:
    """An event of these lines."""
    return "\n".join(("BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", *lines, "END:VEVENT"))


def records(folder: Path, content: str | bytes, now: int | None = NOW, name: str = "kiln.ics") -> list[Record]:
    """The records of a calendar with this content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    found = list(ics.read(Source(path), now=now))
    check_stream(found)
    return found


def meetings(found: list[Record]) -> list[Encounter]:
    """The meetings among records."""
    return [record for record in found if isinstance(record, Encounter)]


def clocks(found: list[Record]) -> list[str]:
    """When the meetings begin, in UTC."""
    return [f"{datetime.fromtimestamp(each.at, UTC):%m-%d %H:%M}" for each in meetings(found)]


def problems(found: list[Record]) -> list[str]:
    """Why something could not be read."""
    return [record.why for record in found if isinstance(record, Problem)]


# ------------------------------------------------------------------------------------------------ zones


@pytest.mark.parametrize(
    ("tzid", "zone"),
    [
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("Central Standard Time 1", "America/Chicago"),
        ("/freeassociation.sourceforge.net/Europe/Berlin", "Europe/Berlin"),
        ("/mozilla.org/20070129_1/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("tzone://Microsoft/Utc", "UTC"),
        ("europe/rome", "Europe/Rome"),
        ("UTC+11", "+11:00"),
        ("GMT-0330", "-03:30"),
        ("Etc/UTC", "UTC"),
    ],
)
def test_names_of_zones(tzid: str, zone: str) -> None:
    """Zones go by many names (node-ical 16 and 221)."""
    found = named(tzid)
    assert found is not None
    assert found.told(datetime(2026, 1, 1)) == zone  # noqa: DTZ001


@pytest.mark.parametrize(
    "tzid", ["", "Customized Time Zone", "tzone://Microsoft/Custom", "Europe", "../etc/passwd", "x" * 999]
)
def test_names_that_say_nothing(tzid: str) -> None:
    """Such a name means what the calendar defines, or nothing."""
    assert named(tzid) is None


def test_an_unknown_zone_is_the_clock_on_the_wall(tmp_path: Path) -> None:
    """A zone that nobody defines leaves the moment to the book's own zone."""
    [one] = meetings(records(tmp_path, calendar(event("DTSTART;TZID=(no TZ description):20260303T100000"))))
    assert (one.zone, one.at) == ("", int(datetime(2026, 3, 3, 10, tzinfo=UTC).timestamp()))


def test_a_zone_of_the_calendars_own_is_not_that_of_another_file(tmp_path: Path) -> None:
    """Outlook calls every zone "Customized Time Zone"; two files may mean two zones."""
    for offset in ("+0300", "-0800"):
        zone = CUSTOM.format(offset).replace("Custom", "Customized Time Zone")
        content = calendar(event("DTSTART;TZID=Customized Time Zone:20260303T100000"), zone)
        [one] = meetings(records(tmp_path, content))
        assert one.zone == f"{offset[:3]}:{offset[3:]}"


def test_a_zone_with_a_colon_and_no_quotes(tmp_path: Path) -> None:
    """The value of a moment stands behind the last colon."""
    zone = CUSTOM.format("+0100").replace("TZID:Custom", "TZID:(UTC+01:00) Amsterdam\\, Berlin")
    content = calendar(zone, event("DTSTART;TZID=(UTC+01:00) Amsterdam\\, Berlin;VALUE=DATE-TIME:20260303T100000"))
    [one] = meetings(records(tmp_path, content))
    assert one.zone == "+01:00"


def test_a_zone_in_another_script_and_encoding(tmp_path: Path) -> None:
    """The name of a zone may be in Cyrillic, the file in cp1251 before Unicode; the encoding is told."""
    zone = CUSTOM.format("+0500").replace("Custom", "Екатеринбург")
    words = "Собираемся у печи вечером и смотрим что получилось из глазури"
    content = calendar(zone, event("DTSTART;TZID=Екатеринбург:20260303T100000", title=words))
    [one] = meetings(records(tmp_path, content))
    assert (one.zone, one.title) == ("+05:00", words)
    found = records(tmp_path, content.encode("utf-16"))
    assert [one.title for one in meetings(found)] == [words]
    assert [record.value for record in found if isinstance(record, Choice)] == ["utf-16"]


def test_floating_times_hang_in_the_calendars_zone(tmp_path: Path) -> None:
    """Google names the zone of a whole calendar; a date belongs to no zone, and UTC stays UTC."""
    content = calendar(
        event("DTSTART:20260303T100000", uid="a"),
        event("DTSTART:20260303T100000Z", uid="b"),
        event("DTSTART:20260303", uid="c"),
        head="X-WR-TIMEZONE:America/New_York",
    )
    found = meetings(records(tmp_path, content))
    assert clocks(found) == ["03-03 15:00", "03-03 10:00", "03-03 00:00"]  # type: ignore[arg-type]
    assert [one.zone for one in found] == ["America/New_York", "UTC", ""]


def test_a_clock_put_forward_and_back(tmp_path: Path) -> None:
    """What a calendar defines counts at the change itself as RFC 5545 says."""
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Here\n"
        "BEGIN:DAYLIGHT\nDTSTART:19700329T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n"
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\n"
        "BEGIN:STANDARD\nDTSTART:19701025T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n"
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\nEND:VTIMEZONE"
    )
    walls = ("20260329T013000", "20260329T023000", "20260329T033000", "20261025T023000", "20261025T030000")
    content = calendar(zone, *(event(f"DTSTART;TZID=Here:{wall}", uid=wall) for wall in walls))
    assert clocks(records(tmp_path, content)) == [
        "03-29 00:30",
        "03-29 01:30",
        "03-29 01:30",
        "10-25 00:30",
        "10-25 02:00",
    ]


# ------------------------------------------------------------------------------------------------ repetitions


def test_a_last_day_without_a_clock_is_in_it(tmp_path: Path) -> None:
    """UNTIL as a date means all of that day (icalevents 71; recurring-ical-events leaves it out)."""
    content = calendar(event(START, "RRULE:FREQ=DAILY;UNTIL=20260305"))
    assert clocks(records(tmp_path, content)) == ["03-03 09:00", "03-04 09:00", "03-05 09:00"]


def test_exchange_ends_whole_days_at_midnight_in_utc(tmp_path: Path) -> None:
    """The end of a series of days is midnight of its zone, which in UTC is late on the day before."""
    content = calendar(event("DTSTART;VALUE=DATE:20260303", "RRULE:FREQ=DAILY;UNTIL=20260304T230000Z"))
    assert clocks(records(tmp_path, content)) == ["03-03 00:00", "03-04 00:00", "03-05 00:00"]


def test_an_exception_of_whole_days_in_some_zone(tmp_path: Path) -> None:
    """Exchange takes a day out by its midnight in a zone; it is that day, not the one before (node-ical 454)."""
    content = calendar(
        event(
            "DTSTART;VALUE=DATE:20260216",
            "RRULE:FREQ=DAILY;COUNT=4",
            "EXDATE;TZID=W. Europe Standard Time:20260218T000000",
        )
    )
    assert clocks(records(tmp_path, content)) == ["02-16 00:00", "02-17 00:00", "02-19 00:00"]


def test_a_change_is_found_in_whatever_zone_it_is_told(tmp_path: Path) -> None:
    """RECURRENCE-ID may be in UTC or another zone than the series; the instance keeps its name."""
    moved = "RECURRENCE-ID:20260304T090000Z"
    content = calendar(
        event(START, "RRULE:FREQ=DAILY;COUNT=3"),
        event("DTSTART;TZID=America/New_York:20260304T120000", moved, title="Moved"),
    )
    found = meetings(records(tmp_path, content))
    assert [(one.title, one.id) for one in found] == [
        ("Firing", "one/20260303T090000"),
        ("Moved", "one/20260304T090000"),
        ("Firing", "one/20260305T090000"),
    ]
    # the same instance, told in the zone of the series, in an export without the series
    alone = calendar(event(START, "RECURRENCE-ID;TZID=Europe/Berlin:20260304T100000"))
    assert [one.id for one in meetings(records(tmp_path, alone))] == ["one/20260304T090000"]


def test_an_instance_that_was_moved_and_then_taken_out(tmp_path: Path) -> None:
    """An exception takes a changed instance out too (recurring-ical-events 163)."""
    content = calendar(
        event(START, "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20260304T090000Z"),
        event(START, "RECURRENCE-ID:20260304T090000Z"),
    )
    assert clocks(records(tmp_path, content)) == ["03-03 09:00", "03-05 09:00"]


def test_the_newest_version_counts(tmp_path: Path) -> None:
    """Of several versions of an event or of a change the one of the highest sequence counts, wherever it stands."""
    content = calendar(
        event("DTSTART:20260303T110000Z", "SEQUENCE:2", title="Newest"),
        event("DTSTART:20260303T100000Z", "SEQUENCE:1", title="Older"),
        event("DTSTART:20260305T100000Z", "SEQUENCE:9", "STATUS:CANCELLED", uid="two"),
        event("DTSTART:20260305T100000Z", "SEQUENCE:8", uid="two"),
    )
    found = records(tmp_path, content)
    assert [(one.title, one.id) for one in meetings(found)] == [("Newest", "one")]
    assert found[-1] == Tally("record", 4, 1, 3, 0)


def test_different_events_of_one_uid_are_all_kept(tmp_path: Path) -> None:
    """Some programs give every event the same UID; their names then hold the moment."""
    content = calendar(event("DTSTART:20260303T100000Z"), event("DTSTART:20260304T100000Z", title="Glazing"))
    found = [(one.title, one.id) for one in meetings(records(tmp_path, content))]
    assert found == [("Firing", "one/20260303T100000"), ("Glazing", "one/20260304T100000")]


def test_repetitions_reach_a_year_ahead(tmp_path: Path) -> None:
    """From ``now`` where it is told, else from the last day that the file names; single events reach further."""
    rule = event("DTSTART:20260105T090000Z", "RRULE:FREQ=WEEKLY", "DTSTAMP:20260110T000000Z")
    single = event("DTSTART:20401231T090000Z", uid="far")
    last = [one.at for one in meetings(records(tmp_path, calendar(rule, single)))]
    assert datetime.fromtimestamp(last[-2], UTC).date().isoformat() == "2027-05-31"
    assert datetime.fromtimestamp(last[-1], UTC).year == 2040
    unknown = [one.at for one in meetings(records(tmp_path, calendar(rule), now=None))]
    assert datetime.fromtimestamp(unknown[-1], UTC).date().isoformat() == "2027-01-04"


def test_a_rule_that_nobody_can_follow_costs_its_event_alone(tmp_path: Path) -> None:
    """A rule without sense, without end, of each minute or of another calendar is a problem; the rest is read."""
    rules = (
        "FREQ=SOMETIMES",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ=MINUTELY;BYHOUR=5;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=25",
        "FREQ=DAILY;BYDAY=XX",
        "RSCALE=CHINESE;FREQ=YEARLY",
        "FREQ=DAILY;BYHOUR=" + ",".join(["1"] * 2000),
    )
    start = "DTSTART:20200101T090000Z"
    parts = [event(start, f"RRULE:{rule}", uid=f"e{number}") for number, rule in enumerate(rules)]
    begun = time.perf_counter()
    found = records(tmp_path, calendar(*parts, event(start, uid="good")))
    assert time.perf_counter() - begun < 10
    assert [one.id for one in meetings(found)] == ["good"]
    assert len(problems(found)) == len(rules)


def test_rules_without_a_moment_end_soon(tmp_path: Path) -> None:
    """The 30th of February is looked for a few hundred years at most, and in few events of a file."""
    parts = [
        event("DTSTART:20200101T090000Z", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", uid=str(number))
        for number in range(3)
    ]
    begun = time.perf_counter()
    found = records(tmp_path, calendar(*parts))
    assert time.perf_counter() - begun < 15
    assert [one.id for one in meetings(found)] == [f"{number}/20200101T090000" for number in range(3)]


def test_years_that_cannot_be(tmp_path: Path) -> None:
    """Before 1970 a single event is a problem and a repetition starts later; years beyond the calendar are none."""
    content = calendar(
        event("DTSTART:19691231T235959Z", uid="before"),
        event("DTSTART:00010101T000000Z", uid="first"),
        event("DTSTART:99991231T235959Z", uid="last"),
        event("DTSTART;VALUE=DATE:19650303", "RRULE:FREQ=YEARLY;UNTIL=99991231", uid="since", title="Fair"),
    )
    found = records(tmp_path, content)
    assert len(problems(found)) == 3
    assert meetings(found)[0].at == int(datetime(1970, 3, 3, tzinfo=UTC).timestamp())
    assert len(meetings(found)) == 58


# ------------------------------------------------------------------------------------------------ people


def test_who_was_there(tmp_path: Path) -> None:
    """Whoever declined, rooms, lists, calendars, and people of an alarm were not; names with colons and quotes are."""
    content = calendar(
        event(
            START,
            'ATTENDEE;CN="Plumb: Ottokar";MEMBER="mailto:a@example.org","mailto:b@example.org":mailto:otto@example.org',
            "ATTENDEE;CN=Glaze: all:mailto:ines@example.org",
            "ATTENDEE;CN=George ^'Babe^' Ruth:MAILTO:Babe@Example.ORG",
            "ATTENDEE;CN=No;PARTSTAT=DECLINED:mailto:no@example.org",
            "ATTENDEE;CUTYPE=ROOM;CN=Attic:mailto:attic@example.org",
            "ATTENDEE;CUTYPE=GROUP:mailto:list@example.org",
            "ATTENDEE;ROLE=NON-PARTICIPANT:mailto:copy@example.org",
            "ATTENDEE;CN=Nobody:invalid:nomail",
            "ATTENDEE:mailto:",
            "ORGANIZER:mailto:c_1@group.calendar.google.com",
            "BEGIN:VALARM\nATTENDEE:mailto:alarm@example.org\nEND:VALARM",
        )
    )
    found = records(tmp_path, content)
    [one] = meetings(found)
    assert one.handles == ("otto@example.org", "ines@example.org", "babe@example.org")
    assert one.place == "Attic"
    names = [record.handle.name for record in found if isinstance(record, Contact)]
    assert names == ["Plumb: Ottokar", "Glaze: all", 'George "Babe" Ruth']


def owners(found: list[Record]) -> list[str]:
    """Whom an export calls its owner."""
    return [record.handle.key for record in found if isinstance(record, Contact) and record.is_me]


def invited(number: int, inviting: str, *others: str) -> str:
    """An event of these people."""
    people = [f"ATTENDEE:mailto:{other}" for other in others]
    return event(f"DTSTART:202603{number + 1:02}T100000Z", f"ORGANIZER:mailto:{inviting}", *people, uid=f"e{number}")


def test_whose_calendar_it_is(tmp_path: Path) -> None:
    """By the address that the calendar or its file is called, else by who alone is in all of five meetings."""
    me, otto, lio = "ines@example.org", "otto@example.org", "lio@example.org"
    alike = [invited(number, me if number % 2 else otto, otto if number % 2 else me) for number in range(5)]
    mixed = [invited(number, me if number % 2 else lio, otto if number % 2 else me) for number in range(5)]
    boss = [invited(number, otto, f"p{number}@example.org") for number in range(5)]
    assert owners(records(tmp_path, calendar(*mixed))) == [me]
    assert owners(records(tmp_path, calendar(*mixed[:4]))) == []
    assert owners(records(tmp_path, calendar(*alike))) == []  # both are in all of them
    assert owners(records(tmp_path, calendar(*boss))) == []  # who only ever invites may be the head of a team
    assert owners(records(tmp_path, calendar(*boss, head=f"X-WR-CALNAME:{lio}"))) == [lio]
    assert owners(records(tmp_path, calendar(*boss, head="X-WR-CALNAME:x@group.calendar.google.com"))) == []
    assert owners(records(tmp_path, calendar(*boss), name=f"{lio}.ics")) == [lio]


def test_birthdays_and_holidays_are_no_meetings(tmp_path: Path) -> None:
    """A birthday is a fact of somebody; a holiday calendar tells of nobody, unless somebody was invited."""
    day = "DTSTART;VALUE=DATE:20260303"
    content = calendar(
        event(day, "RRULE:FREQ=YEARLY", uid="a", title="Ines Halfmoon’s 40th Birthday"),
        event(day, "RRULE:FREQ=YEARLY", uid="b", title="عيد ميلاد أمل"),
        event(day, uid="c", title="Lio's birthday"),  # once: a party
        event(day, "RRULE:FREQ=YEARLY;COUNT=1", uid="d", title="Fair"),
    )
    found = records(tmp_path, content)
    facts = [(each.handle.key, each.facts) for each in found if isinstance(each, Contact)]
    assert facts == [("Ines Halfmoon", (("birthday", "--03-03"),)), ("أمل", (("birthday", "--03-03"),))]
    assert [one.title for one in meetings(found)] == ["Lio's birthday", "Fair"]
    holidays = calendar(
        event(day, uid="a", title="Qingming"),
        event(day, "ATTENDEE:mailto:lio@example.org", uid="b", title="Walk"),
        head="X-WR-CALNAME:中国节假日",
    )
    assert [one.title for one in meetings(records(tmp_path, holidays))] == ["Walk"]


def test_answers_to_invitations_are_none(tmp_path: Path) -> None:
    """A saved REPLY or COUNTER repeats an event that it does not make."""
    for method, count in (("REPLY", 0), ("COUNTER", 0), ("CANCEL", 0), ("REQUEST", 1)):
        content = calendar(event(START, "ATTENDEE:mailto:lio@example.org"), head=f"METHOD:{method}")
        assert len(meetings(records(tmp_path, content))) == count


# ------------------------------------------------------------------------------------------------ files


def test_what_is_no_calendar_to_read(tmp_path: Path) -> None:
    """An empty calendar, tasks alone and the form before iCalendar are told by name, with what to do."""
    contents = {
        "tasks.ics": calendar("BEGIN:VTODO\nUID:x\nEND:VTODO"),
        "zone.ics": calendar(CUSTOM.format("+0100")),
        "old.vcs": calendar(event(START)).replace("VERSION:2.0", "VERSION:1.0"),
    }
    for name, content in contents.items():
        (tmp_path / name).write_text(content)
    whys = {found.source.name: str(found.why) for found in find(tmp_path)}
    assert whys.keys() == contents.keys()
    assert "vCalendar" in whys["old.vcs"]
    assert all("without any event" in whys[name] for name in ("tasks.ics", "zone.ics"))


def test_a_long_beginning_does_not_hide_the_events(tmp_path: Path) -> None:
    """Zones of many changes may fill all that is looked at to recognise a calendar."""
    zone = CUSTOM.format("+0100").replace(
        "END:STANDARD", "\n".join(["RDATE:20200101T000000"] * 4000) + "\nEND:STANDARD"
    )
    path = tmp_path / "kiln.ics"
    path.write_text(calendar(zone, event(START)))
    assert ics.recognise(Source(path))
    assert clocks(list(read(path))) == ["03-03 09:00"]


def test_huge_lines_cost_nothing_and_huge_events_themselves(tmp_path: Path) -> None:
    """Attachments and descriptions are passed over; an event of 100,000 people is no meeting."""
    folded = "ATTACH;ENCODING=BASE64;VALUE=BINARY:" + "\n ".join(["QUJD" * 18] * 60_000)
    content = calendar(
        event(START, folded, "DESCRIPTION:" + "x" * 10_000_000, uid="attached"),
        event(START, *(f"ATTENDEE:mailto:p{number}@example.org" for number in range(100_000)), uid="crowd"),
        event(START, uid="good"),
    )
    found = records(tmp_path, content)
    assert [one.id for one in meetings(found)] == ["attached", "good"]
    assert found[-1] == Tally("record", 3, 2, 0, 1)
    line = next(record.line for record in found if isinstance(record, Problem))
    assert content.split("\n")[line - 1 : line + 1] == ["BEGIN:VEVENT", "UID:crowd"]


def test_many_changes_of_one_event_far_apart(tmp_path: Path) -> None:
    """Changes of a series may stand anywhere in the file, before it too."""
    changes = [
        event(f"DTSTART:202603{day:02}T150000Z", f"RECURRENCE-ID:202603{day:02}T090000Z", title=f"Day {day}")
        for day in range(1, 11)
    ]
    others = [event("DTSTART:20260401T090000Z", uid=f"x{number}") for number in range(500)]
    core = event("DTSTART:20260301T090000Z", "RRULE:FREQ=DAILY;COUNT=12")
    found = meetings(records(tmp_path, calendar(*changes[:5], *others, core, *others, *changes[5:])))
    titles = [one.title for one in found if one.id.startswith("one/")]
    assert titles == [f"Day {day}" for day in range(1, 11)] + ["Firing"] * 2


# ------------------------------------------------------------------------------------------------ generated files

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Shanghai", "UTC", "", "date")
TITLES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=60)
PEOPLE = st.lists(st.sampled_from(["ines", "lio", "otto", "云三朵"]), unique=True, max_size=4)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1)).map(lambda at: at.replace(microsecond=0))  # noqa: DTZ001


def written(text: str) -> str:
    """A TEXT value as RFC 5545 writes it."""
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")


def folded(line: str, width: int) -> bytes:
    """A line cut after so many octets, wherever that falls."""
    raw = line.encode()
    return b"\r\n ".join(raw[at : at + width] for at in range(0, len(raw), width))


@given(
    rows=st.lists(
        st.tuples(MOMENTS, st.sampled_from(ZONES), st.integers(0, 5000), TITLES, PEOPLE), min_size=1, max_size=6
    ),
    width=st.integers(12, 75),
    end=st.sampled_from([b"\r\n", b"\n", b"\r\n\r\n"]),
)
def test_what_is_written_is_read(tmp_path_factory, rows, width: int, end: bytes) -> None:
    """Moments of any zone, titles of any script and people come back, however the lines are folded and ended."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    expected = []
    for number, (at, zone, minutes, title, people) in enumerate(rows):
        wall = f"{at:%Y%m%dT%H%M%S}"
        told = {"": f":{wall}", "UTC": f":{wall}Z", "date": f";VALUE=DATE:{at:%Y%m%d}"}.get(
            zone, f";TZID={zone}:{wall}"
        )
        lines += [
            "BEGIN:VEVENT",
            f"UID:{number}",
            f"DTSTART{told}",
            f"DURATION:PT{minutes}M",
            f"SUMMARY:{written(title)}",
        ]
        lines += [f'ATTENDEE;CN="{name}":mailto:p{ord(name[0])}@example.org' for name in people] + ["END:VEVENT"]
        if zone == "date":
            at = datetime(at.year, at.month, at.day)  # noqa: DTZ001, PLW2901
        utc = at.replace(tzinfo=ZoneInfo(zone) if "/" in zone else UTC)
        keys = tuple(f"p{ord(name[0])}@example.org" for name in people)
        shown = "" if zone == "date" else zone
        expected.append((int(utc.timestamp()), shown, minutes * 60, " ".join(title.split()), keys, str(number)))
    content = end.join(folded(line, width) for line in [*lines, "END:VCALENDAR", ""])
    found = meetings(records(tmp_path_factory.mktemp("c"), content))
    assert [(one.at, one.zone, one.seconds, one.title, one.handles, one.id) for one in found] == expected


@st.composite
def rules(draw: st.DrawFn) -> str:
    """A rule of repetition that people could have made."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}"]
    if draw(st.booleans()):
        parts.append(f"INTERVAL={draw(st.integers(1, 5))}")
    days = draw(st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), unique=True, max_size=3))
    if days and frequency in ("MONTHLY", "YEARLY"):
        parts.append("BYDAY=" + ",".join(f"{draw(st.sampled_from([1, 2, 4, -1]))}{day}" for day in days))
    elif days:
        parts.append("BYDAY=" + ",".join(days))
    elif frequency == "MONTHLY" and draw(st.booleans()):
        parts.append(f"BYMONTHDAY={draw(st.sampled_from([1, 15, 31, -1]))}")
    if frequency != "WEEKLY" and draw(st.booleans()):
        parts.append(f"BYMONTH={draw(st.sampled_from(['3', '1,7', '10,11,12']))}")
    ending = draw(st.sampled_from(["", "COUNT", "UNTIL"]))
    if ending == "COUNT":
        parts.append(f"COUNT={draw(st.integers(1, 40))}")
    elif ending == "UNTIL":
        parts.append(f"UNTIL={draw(MOMENTS):%Y%m%dT%H%M%S}Z")
    return ";".join(parts)


def by_the_judge(content: str, until: datetime) -> set[tuple[int, str]]:
    """When recurring-ical-events says that the events of a calendar begin, and what they are called."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        query = recurring_ical_events.of(icalendar.Calendar.from_ical(content))
        found = query.between(datetime(1980, 1, 1, tzinfo=UTC), until)
    return {(int(each["DTSTART"].dt.timestamp()), str(each["SUMMARY"])) for each in found}


@settings(max_examples=60)
@given(
    start=MOMENTS.map(lambda at: at.replace(year=at.year % 9 + 2015, day=min(at.day, 28), minute=0, second=0)),
    rule=rules(),
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "UTC"]),
    left_out=st.sets(st.integers(0, 12), max_size=3),
    moved=st.dictionaries(st.integers(0, 12), st.integers(-30, 30), max_size=3),
    dates=st.lists(st.integers(1, 400), max_size=2),
)
def test_repetitions_are_those_of_another_library(tmp_path_factory, start, rule, zone, left_out, moved, dates) -> None:
    """Rules, exceptions, further dates and moved instances give what recurring-ical-events gives."""
    if start.hour in (1, 2, 3):  # a clock put forward or back is another question
        start += timedelta(hours=4)
    until = datetime(2027, 6, 1, tzinfo=UTC)
    begin = f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}"
    further = [f"RDATE;TZID={zone}:{start + timedelta(days=day):%Y%m%dT%H%M%S}" for day in dates]
    folder = tmp_path_factory.mktemp("r")
    plain = calendar(event(begin, "DURATION:PT1H", f"RRULE:{rule}", *further))
    originals = [
        datetime.fromtimestamp(one.at, UTC) for one in meetings(records(folder, plain)) if one.at < until.timestamp()
    ]
    if rule.partition("UNTIL=")[2] and start.replace(tzinfo=UTC) > datetime.strptime(
        rule.partition("UNTIL=")[2], "%Y%m%dT%H%M%SZ"
    ).replace(tzinfo=UTC) - timedelta(days=1):
        return  # what ends before it begins takes place once here, never there
    chosen = {number: originals[number] for number in {*left_out, *moved} if number < len(originals)}
    exceptions = [f"EXDATE:{chosen[number]:%Y%m%dT%H%M%SZ}" for number in left_out if number in chosen]
    changes = [
        event(
            f"DTSTART:{chosen[number] + timedelta(hours=hours):%Y%m%dT%H%M%SZ}",
            "DURATION:PT1H",
            f"RECURRENCE-ID:{chosen[number]:%Y%m%dT%H%M%SZ}",
            title="Moved",
        )
        for number, hours in moved.items()
        if number in chosen and number not in left_out
    ]
    content = calendar(event(begin, "DURATION:PT1H", f"RRULE:{rule}", *further, *exceptions), *changes)
    found = meetings(records(folder, content, now=int(until.timestamp()) - 366 * 86_400))
    assert len({one.id for one in found}) == len(found)
    horizon = until - timedelta(days=3)  # a moved instance may cross the end of what is asked
    ours = {(one.at, one.title) for one in found if one.at < horizon.timestamp()}
    theirs = {pair for pair in by_the_judge(content, until) if pair[0] < horizon.timestamp()}
    assert ours == theirs


def samples() -> Iterator[bytes]:
    """The samples' bytes."""
    for path in sorted((Path(__file__).parent / "samples" / "ics").glob("*.ics")):
        yield path.read_bytes()


@settings(max_examples=150)
@given(
    whole=st.sampled_from(list(samples())),
    cuts=st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=8),
    words=st.lists(
        st.sampled_from(
            [
                b"BEGIN:VEVENT",
                b"END:VEVENT",
                b"BEGIN:VALARM\n" * 200,
                b"END:VCALENDAR",
                b"DTSTART:99990101T000000Z",
                b"DTSTART;TZID=Custom:00020101T000000",
                b"RRULE:FREQ=YEARLY;COUNT=99999999999999999999",
                b"RRULE:FREQ=WEEKLY;BYDAY=-53SU;BYSETPOS=366",
                b"RECURRENCE-ID;RANGE=THISANDFUTURE:99981231T235959Z",
                b"RDATE;VALUE=PERIOD:20260101T000000Z/P999999999D,/,P",
                b"EXDATE:,,,\xff",
                b"DURATION:-P99999999W",
                b"TZOFFSETTO:+9999",
                b"TZOFFSETFROM:\xd9\xa1",
                b"\xff\xfe" * 50,
                b"ATTENDEE;CN=" + b'"' * 99 + b":mailto:a@b.cd",
                b"UID:",
                b"SUMMARY:" + b"\\" * 999,
            ]
        ),
        max_size=4,
    ),
)
def test_damaged_calendars_never_raise(tmp_path_factory, whole: bytes, cuts, words: list[bytes]) -> None:
    """Lines lost, doubled, in another order, or of no sense at all: each entry is read, blank or a problem."""
    lines = whole.split(b"\n")
    for first, second in cuts:
        one, other = first % len(lines), second % len(lines)
        lines[one], lines[other] = lines[other], lines[one][: second % 40]
    for number, word in enumerate(words):
        lines.insert((number * 37 + len(word)) % len(lines), word)
    content = b"\n".join(lines)
    folder = tmp_path_factory.mktemp("d")
    assert records(folder, content) == records(folder, content)
