"""Databases such as Apple's and Signal's programs make, written from rows; the samples of both are made with it.

Write those anew, and then their expected records: ``python -m tests.formats.databases``.
"""

import json
import shutil
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

SAMPLES: Final = Path(__file__).parent / "samples"
SCHEMAS: Final = Path(__file__).parent / "schemas"
SINCE_2001: Final = 978_307_200
NOON: Final = 1_714_557_600  # 2024-05-01 10:00 UTC
Rows = Mapping[str, Iterable[Mapping[str, Any]]]

CHAT_DB: Final = (SCHEMAS / "chat.sql").read_text("utf-8")
OLD_CHAT_DB: Final = (SCHEMAS / "chat_old.sql").read_text("utf-8")
SIGNAL: Final = (SCHEMAS / "signal.sql").read_text("utf-8")
OLD_SIGNAL: Final = (SCHEMAS / "signal_old.sql").read_text("utf-8")


def write(path: Path, schema: str, rows: Rows, page: int = 512) -> Path:
    """A database with these rows; small pages, so that a small one has many."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    for pragma in (f"page_size = {page}", "synchronous = OFF", "journal_mode = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    connection.executescript(schema)
    _insert(connection, rows)
    connection.close()
    return path


def _insert(connection: sqlite3.Connection, rows: Rows) -> None:
    for table, lines in rows.items():
        for line in lines:
            names, marks = ", ".join(line), ", ".join("?" * len(line))
            values = [
                json.dumps(each, ensure_ascii=False) if isinstance(each, dict) else each for each in line.values()
            ]
            connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)
    connection.commit()


def _value(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def with_wal(path: Path, schema: str, first: Rows, later: Rows) -> None:
    """A database some of whose rows still stand in the "-wal" beside it, as of a program that runs."""
    whole = write(path.with_name("making.db"), schema, first)
    connection = sqlite3.connect(whole)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    _insert(connection, later)
    for end in ("", "-wal"):
        shutil.copyfile(f"{whole}{end}", f"{path}{end}")
    connection.close()
    whole.unlink()


def nanoseconds(at: int) -> int:
    """A moment as Apple writes it since macOS 10.13."""
    return (at - SINCE_2001) * 1_000_000_000


def number(value: int) -> bytes:
    """A whole number in a typedstream: one byte, or two or four behind a mark."""
    if value < 0x80:
        return bytes([value])
    return b"\x81" + value.to_bytes(2, "little") if value < 0x8000 else b"\x82" + value.to_bytes(4, "little")


def attributed(text: str, mutable: bool = False) -> bytes:
    """An ``attributedBody``: the text with one range over all of it, as Messages archives it."""
    words = text.encode("utf-8")
    classes = b"\x84\x84\x84\x19NSMutableAttributedString\x00\x84\x84" if mutable else b"\x84\x84\x84"
    string = (
        b"\x84\x84\x84\x0fNSMutableString\x01\x84\x84\x08NSString\x01\x95"
        if mutable
        else b"\x84\x84\x84\x08NSString\x01\x94"
    )
    return b"".join(
        (
            b"\x04\x0bstreamtyped\x81\xe8\x03\x84\x01@",
            *(classes, b"\x12NSAttributedString\x00\x84\x84\x08NSObject\x00\x85\x92"),
            *(string, b"\x84\x01+", number(len(words)), words, b"\x86\x84\x02iI\x01", number(len(text))),
            b"\x92\x84\x84\x84\x0cNSDictionary\x00\x94\x84\x01i\x01\x92\x84\x96\x96\x1d__kIMMessagePartAttributeName",
            b"\x86\x92\x84\x84\x84\x08NSNumber\x00\x84\x84\x07NSValue\x00\x94\x84\x01*\x84\x99\x99\x00\x86\x86\x86",
        )
    )


def message(row: int, chat: int, handle: int, text: str | None, minute: float, **more: Any) -> dict[str, Any]:
    """A row of Apple's table of messages; handle 0 is the owner. ``chat`` is taken out again by ``joined``."""
    line = {"ROWID": row, "guid": f"G-{row}", "text": text, "handle_id": handle, "is_from_me": int(not handle)}
    return {**line, "date": nanoseconds(int(NOON + 60 * minute)), **more, "chat": chat}


def joined(messages: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The tables of messages and of which chat each is in."""
    lines = [dict(line) for line in messages]
    chats = [line.pop("chat") for line in lines]
    pairs = [{"chat_id": chat, "message_id": line["ROWID"]} for chat, line in zip(chats, lines, strict=True) if chat]
    return {"message": lines, "chat_message_join": pairs}


PEOPLE: Final = {
    "handle": [
        {"ROWID": 1, "id": "+447700900123", "service": "iMessage"},
        {"ROWID": 2, "id": "Lio@Example.org", "service": "iMessage"},
        {"ROWID": 3, "id": "+447700900123", "service": "SMS"},
        {"ROWID": 4, "id": "60300", "service": "SMS"},
    ],
    "chat": [
        {"ROWID": 1, "guid": "iMessage;-;+447700900123", "style": 45, "chat_identifier": "+447700900123"}
        | {"account_login": "E:ottokar@example.org"},
        {"ROWID": 2, "guid": "SMS;-;+447700900123", "style": 45, "chat_identifier": "+447700900123"}
        | {"account_login": "E:ottokar@example.org"},
        {"ROWID": 3, "guid": "iMessage;+;chat801", "style": 43, "chat_identifier": "chat801", "display_name": "窑 Kiln"}
        | {"account_login": "P:+447700900999"},
    ],
    "chat_handle_join": [{"chat_id": c, "handle_id": h} for c, h in ((1, 1), (2, 3), (3, 1), (3, 2))],
}


def mac() -> Rows:
    """A Mac's messages with everything that the reader knows."""
    link, pay = (
        "com.apple.messages.URLBalloonProvider",
        "com.apple.messages.MSMessageExtensionBalloonPlugin:0:PeerPayment",
    )
    rows = [
        message(1, 1, 1, "Is the kiln warm?", 0),
        message(2, 1, 0, None, 1, attributedBody=attributed("Warm, and waiting 🔥")),
        message(3, 1, 1, None, 2, attributedBody=attributed("أمل comes too. " * 12, mutable=True)),
        message(4, 1, 1, None, 2.5, associated_message_type=2000, associated_message_guid="p:0/G-2"),
        message(
            5, 1, 0, "Liked “Is the kiln warm?”", 3, associated_message_type=2001, associated_message_guid="bp:G-1"
        ),
        message(6, 1, 0, None, 3.5, associated_message_type=3000, associated_message_guid="p:0/G-3"),
        message(7, 1, 1, None, 4, associated_message_type=2006, associated_message_guid="p:0/G-2")
        | {"associated_message_emoji": "🏺", "handle_id": 3},
        message(8, 1, 0, "\ufffc", 5),
        message(9, 1, 1, "\ufffcThe first bowl", 6, thread_originator_guid="G-2"),
        message(10, 1, 1, "\ufffc", 7, is_audio_message=1),
        message(11, 1, 0, "Six o'clock", 8, date_edited=nanoseconds(NOON + 500)),
        message(12, 1, 1, None, 9, date_edited=nanoseconds(NOON + 560), date_retracted=nanoseconds(NOON + 560)),
        message(13, 1, 1, "https://example.org/kiln", 10, balloon_bundle_id=link),
        message(14, 1, 0, None, 11, balloon_bundle_id=pay),
        message(15, 2, 3, "No signal here, so a text", 12, service="SMS", subject="On the road"),
        message(16, 3, 2, None, 13, item_type=2, group_title="窑 Kiln"),
        message(17, 3, 0, None, 14, item_type=1, group_action_type=0, other_handle=1),
        message(18, 3, 2, "云三朵 says hello\n再见", 15),
        message(19, 3, 1, "Loved “a message that is gone”", 16, associated_message_type=2000)
        | {"associated_message_guid": "p:0/G-900"},
        message(20, 3, 2, None, 17, item_type=3),
        message(21, 0, 4, "Your code is 1234", 18),
        message(22, 0, 0, "Nobody in particular", 19),
        message(23, 1, 1, "", 0, date=0),
    ]
    files = [
        {"ROWID": 1, "guid": "A-1", "uti": "public.heic", "mime_type": "image/heic", "transfer_name": "IMG_0007.HEIC"},
        {"ROWID": 2, "guid": "A-2", "uti": "public.jpeg", "filename": "~/Library/Messages/Attachments/00/bowl.jpeg"},
        {"ROWID": 3, "guid": "A-3", "uti": "com.apple.coreaudio-format", "transfer_name": "Audio Message.caf"},
        {"ROWID": 4, "guid": "A-4", "transfer_name": "B.pluginPayloadAttachment"},
    ]
    pairs = [{"message_id": m, "attachment_id": a} for m, a in ((8, 1), (9, 2), (10, 3), (13, 4))]
    return {**PEOPLE, **joined(rows), "attachment": files, "message_attachment_join": pairs}


def old_mac() -> Rows:
    """Messages of 2013: whole seconds, few columns, a group without a name."""
    rows = [
        {"ROWID": n, "guid": f"O-{n}", "text": text, "handle_id": handle, "is_from_me": int(not handle), "chat": 1}
        | {"date": 394_000_000 + 60 * n}
        for n, (handle, text) in enumerate(((1, "Are you there?"), (2, "Yes"), (0, "Coming")), 1)
    ]
    chat = {"ROWID": 1, "guid": "iMessage;+;chat77", "style": 43, "chat_identifier": "chat77", "account_login": "e:"}
    people = [{"ROWID": row["ROWID"], "id": row["id"], "service": "iMessage"} for row in PEOPLE["handle"][:2]]
    return {
        "handle": people,
        "chat": [chat],
        "chat_handle_join": [{"chat_id": 1, "handle_id": h} for h in (1, 2)],
    } | joined(rows)


INES, LIO, ME, AMAL = (f"{n}{n}{n}{n}{n}{n}{n}{n}-0000-4000-8000-000000000000" for n in "1234")


def said(row: int, chat: str, sender: str, body: str | None, second: int, **more: Any) -> dict[str, Any]:
    """A row of Signal's table of messages, of one's own where ``sender`` is ME; what has no column goes into JSON."""
    sent = (NOON + second) * 1000 + 7
    mine = sender == ME
    line = {"rowid": row, "id": f"m-{row}", "sent_at": sent, "conversationId": chat, "body": body}
    kind = more.pop("type", "outgoing" if mine else "incoming")
    return {
        **line,
        "type": kind,
        "sourceServiceId": None if mine or not sender else sender,
        "json": {"timestamp": sent} | more,
    }


def signal() -> Rows:
    """Signal Desktop of 2025 with everything that the reader knows."""
    ines, kiln = "c-ines", "c-kiln"
    asked = (NOON + 1) * 1000 + 7
    emoji = [{"emoji": "👍", "fromId": "c-lio"}, {"emoji": "👍", "fromId": "c-me"}, {"emoji": "🔥", "fromId": ines}]
    mentions = [{"start": start, "length": 1, "mentionAci": account} for start, account in ((6, AMAL), (0, ME))]
    changes = [{"type": "title", "newTitle": "Kiln 窑"}, {"type": "member-add", "aci": LIO}]
    name = {"type": "name", "oldName": "Ines", "newName": "Ines Halfmoon"}
    timer = {"expireTimer": 604800, "sourceServiceId": INES}
    rows = [
        said(1, ines, INES, "Is the kiln warm?", 1),
        said(2, ines, ME, "It is.", 2, quote={"id": asked, "authorAci": INES, "text": "Is the kiln warm?"}),
        said(3, kiln, LIO, "\ufffc and \ufffc, come 🔥", 3, reactions=emoji, bodyRanges=mentions),
        said(4, kiln, INES, "old words", 4, editHistory=[{"body": "new words"}, {"body": "old words"}]),
        said(5, kiln, INES, None, 5, deletedForEveryone=True),
        said(6, ines, INES, None, 6),
        said(7, ines, ME, "the first bowl", 7),
        said(8, ines, INES, None, 8, sticker={"emoji": "🎉", "packId": "p"}),
        said(9, ines, INES, None, 9, contact=[{"name": {"givenName": "Lio", "familyName": "Reed"}}]),
        said(10, ines, "", None, 10, type="call-history", callId="900"),
        said(11, ines, "", None, 11, type="call-history", callId="901"),
        said(12, kiln, "", None, 12, type="group-v2-change", groupV2Change={"from": INES, "details": changes}),
        said(13, ines, "", None, 13, type="profile-change", changedId=ines, profileChange=name),
        said(14, ines, "", None, 14, type="keychange", key_changed=INES),
        said(15, ines, INES, None, 15, type="timer-notification", expirationTimerUpdate=timer),
        said(16, kiln, AMAL, "Which day?", 16, poll={"question": "Which day?", "options": ["Mon", "Tue"]}),
        said(17, "c-gone", LIO, "from a chat that is in no list", 17),
        said(18, "", ME, None, 18, type="story"),
        said(19, ines, INES, "no time", 0) | {"sent_at": None, "json": {}},
        said(20, kiln, "", "who was that", 20),
    ]
    return {"messages": rows, **_beside_signals_messages()}


def _beside_signals_messages() -> dict[str, list[dict[str, Any]]]:
    ines = {"name": "\u2068Ines Halfmoon\u2069", "e164": "+447700900123", "serviceId": INES}
    me = {"profileFullName": "Ottokar Plumb", "e164": "+447700900999", "serviceId": ME}
    kiln = {"name": "Kiln 窑", "groupId": "S2lsbg==", "members": f"{ME} {INES}"}
    conversations = [
        {"id": "c-me", "type": "private"} | me,
        {"id": "c-ines", "type": "private"}
        | ines
        | {"json": {"nicknameGivenName": "Nessie", "username": "ines.01", "about": "clay"}},
        {"id": "c-lio", "type": "private", "profileName": "Lio", "profileFamilyName": "Reed", "serviceId": LIO},
        {"id": "c-amal", "type": "private", "profileFullName": "أمل", "serviceId": AMAL},
        {"id": "c-kiln", "type": "group"} | kiln | {"json": {"membersV2": [{"aci": LIO}, {"aci": INES}]}},
    ]
    files = [
        {"messageId": m, "editHistoryIndex": -1, "attachmentType": kind, "orderInMessage": n, "contentType": what}
        | {"fileName": name, "flags": flags}
        for m, kind, n, what, name, flags in (
            ("m-6", "attachment", 0, "audio/aac", None, 1),
            ("m-7", "long-message", 0, "text/x-signal-plain", None, None),
            ("m-7", "attachment", 0, "image/jpeg", "bowl.jpg", None),
        )
    ]
    direct = {"peerId": INES, "mode": "Direct"}
    came = {"type": "Video", "direction": "Incoming", "status": "Accepted", "timestamp": (NOON + 10) * 1000}
    went = {"type": "Audio", "direction": "Outgoing", "status": "Missed", "timestamp": (NOON + 11) * 1000}
    calls = [
        {"callId": "900"} | direct | came | {"endedTimestamp": (NOON + 202) * 1000},
        {"callId": "901"} | direct | went,
    ]
    items = [{"id": "uuid_id", "json": {"id": "uuid_id", "value": f"{ME}.2"}}]
    return {"conversations": conversations, "callsHistory": calls, "message_attachments": files, "items": items}


def old_signal() -> Rows:
    """Signal Desktop of 2019: people are their numbers, groups of the first kind, everything in JSON."""
    group, lio = "R\x01\x02", "447700900456"
    first = NOON - 150_000_000

    def row(n: int, chat: str, source: str | None, body: str | None, **more: Any) -> dict[str, Any]:
        kind = more.pop("type", "incoming" if source else "outgoing")
        columns = {"id": f"x-{n}", "sent_at": (first + n) * 1000, "conversationId": chat, "type": kind, "body": body}
        columns["source"] = source
        return columns | {"json": columns | more}

    took = {"callMode": "Direct", "wasIncoming": True, "acceptedTime": NOON * 1000, "endedTime": (NOON + 60) * 1000}
    members = "+447700900123 +447700900456 +447700900999"
    return {
        "conversations": [
            {"id": "447700900123", "type": "private", "name": "Ines Halfmoon"},
            {"id": lio, "type": "private", "profileName": "Lio"},
            {"id": group, "type": "group", "name": "Lantern Street", "members": members},
        ],
        "messages": [
            row(1, group, "+447700900123", "hello all", attachments=[{"contentType": "image/png", "fileName": None}]),
            row(2, group, None, "hello", quote={"id": str((first + 1) * 1000), "author": "+447700900123"}),
            row(3, lio, "+447700900456", "just us"),
            row(4, group, "+447700900456", None, group_update={"left": "+447700900456"}),
            row(5, lio, None, None, type="call-history", callHistoryDetails=took),
            row(6, lio, None, None, type="call-history")
            | {"json": {"callHistoryDetails": {"callMode": "Direct", "wasIncoming": True, "wasDeclined": True}}},
        ],
        "items": [{"id": "number_id", "json": {"id": "number_id", "value": "+447700900999.1"}}],
    }


def write_samples() -> None:
    """All samples of the three formats that are databases, or made from one."""
    apple, desktop = SAMPLES / "imessage", SAMPLES / "signal-desktop"
    for folder in (apple, desktop):
        folder.mkdir(exist_ok=True)
    write(apple / "chat.db", CHAT_DB, mac())
    write(apple / "3d0d7e5fb2ce288813306e4d4636395e047a3d28", OLD_CHAT_DB, old_mac())
    copied = apple / "copied"
    copied.mkdir(exist_ok=True)
    later = joined([message(2, 1, 0, "written a moment ago", 1)])
    with_wal(copied / "chat.db", CHAT_DB, {**PEOPLE, **joined([message(1, 1, 1, "first", 0)])}, later)
    with ZipFile(apple / "packed.zip", "w", ZIP_DEFLATED) as archive:
        for end in ("", "-wal"):
            archive.write(copied / f"chat.db{end}", f"Messages/chat.db{end}")
    write(desktop / "plain.sqlite", SIGNAL, signal())
    old = write(desktop / "old.db", OLD_SIGNAL, old_signal())
    connection = sqlite3.connect(old)
    (desktop / "dump.sql").write_text("\n".join(connection.iterdump()), "utf-8")
    connection.close()


if __name__ == "__main__":
    write_samples()
