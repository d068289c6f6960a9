"""What is asked of a chat.db, whichever columns its version has; what belongs to a message is put beside it first.

The tables that are made here are the connection's own and have an index each, whatever the file has.
"""

from typing import Final

from kithbook.formats.database import Database

MESSAGE: Final = (
    *("guid", "text", "subject", "handle_id", "date", "date_delivered", "date_read", "is_from_me"),
    *("item_type", "group_action_type", "group_title", "other_handle", "share_status", "is_system_message"),
    *("associated_message_guid", "associated_message_type", "thread_originator_guid", "balloon_bundle_id"),
    *("date_edited", "date_retracted", "is_audio_message", "is_forward"),
)
TAPBACKS: Final = "BETWEEN 2000 AND 3999"
ADDED: Final = "< 3000"  # from there on the same, taken back
# the message that a tapback belongs to: "p:0/GUID" is a part of it, "bp:GUID" its bubble
TARGET: Final = (
    "CASE WHEN m.associated_message_guid LIKE 'bp:%' THEN substr(m.associated_message_guid, 4)"
    " ELSE substr(m.associated_message_guid, instr(m.associated_message_guid, '/') + 1) END"
)
WHAT: Final = (
    "CASE type WHEN 2000 THEN '❤️' WHEN 2001 THEN '👍' WHEN 2002 THEN '👎' WHEN 2003 THEN '😂' WHEN 2004 THEN '‼️'"
    " WHEN 2005 THEN '❓' WHEN 2006 THEN substr(coalesce(emoji, ''), 1, 40) ELSE 'sticker' END"
)
IN_CHAT: Final = (
    "CREATE TEMP TABLE in_chat(message INTEGER PRIMARY KEY, chat)",
    "INSERT OR IGNORE INTO in_chat SELECT message_id, chat_id FROM chat_message_join"
    " WHERE typeof(message_id) = 'integer' AND chat_id IS NOT NULL",
)
RECOVERABLE: Final = (
    "INSERT OR IGNORE INTO in_chat SELECT message_id, chat_id FROM chat_recoverable_message_join"
    " WHERE typeof(message_id) = 'integer' AND chat_id IS NOT NULL"
)
ATTACHED: Final = "CREATE TEMP TABLE attached(message INTEGER PRIMARY KEY, type, name, sticker)"
REACTION: Final = (
    "CREATE TEMP TABLE reaction(target TEXT, what TEXT, count INTEGER, PRIMARY KEY (target, what)) WITHOUT ROWID",
    "CREATE TEMP TABLE target(guid TEXT PRIMARY KEY) WITHOUT ROWID",
)


def prepare(database: Database) -> list[str]:
    """Make the tables of what belongs to messages; the statements that came to nothing since the file is damaged."""
    statements = [IN_CHAT[0], ATTACHED, *REACTION]
    if "chat_message_join" in database.tables:
        statements.append(IN_CHAT[1])
    if "chat_recoverable_message_join" in database.tables:  # of the last 30 days, which can be brought back
        statements.append(RECOVERABLE)
    if {"attachment", "message_attachment_join"} <= database.tables.keys():
        columns = database.pick("attachment", "a", ("mime_type", "uti", "transfer_name", "filename", "is_sticker"))
        mime, uti, sent_as, path, sticker = columns.split(", ")
        name = f"coalesce({sent_as}, {path}, '')"
        statements.append(
            f"INSERT OR IGNORE INTO attached SELECT j.message_id, coalesce({mime}, {uti}, ''), {name}, {sticker}"
            " FROM message_attachment_join j CROSS JOIN attachment a ON a.ROWID = j.attachment_id"
            # how a link's preview looks is kept as a file too
            f" WHERE typeof(j.message_id) = 'integer' AND {name} NOT LIKE '%.pluginPayloadAttachment'"
        )
    if {"associated_message_guid", "associated_message_type"} <= database.tables["message"]:
        statements += _reactions(database)
    return [statement for statement in statements if not database.tried(statement)]


def _reactions(database: Database) -> list[str]:
    """Of each person only what they said last of a part counts; and which targets there are."""
    emoji = database.pick("message", "m", ("associated_message_emoji",))
    found = f"FROM message m WHERE m.associated_message_type {TAPBACKS} AND m.associated_message_guid IS NOT NULL"
    return [
        f"INSERT INTO reaction SELECT target, {WHAT} AS what, count(*) FROM ("
        f"SELECT {TARGET} AS target, m.associated_message_type AS type, {emoji} AS emoji, row_number() OVER ("
        "PARTITION BY m.associated_message_guid, iif(m.is_from_me, 0, m.handle_id) ORDER BY m.date DESC, m.ROWID DESC"
        f") AS back {found}) WHERE back = 1 AND type {ADDED} GROUP BY target, what",
        f"INSERT OR IGNORE INTO target SELECT guid FROM message WHERE guid IN (SELECT {TARGET} {found})",
    ]


def messages(database: Database) -> str:
    """The query for messages by their ROWID: MESSAGE, the text's archive, and what ``prepare`` has put beside them."""
    columns = database.pick("message", "m", MESSAGE)
    body, text = database.pick("message", "m", ("attributedBody", "text")).split(", ")
    target = TARGET if "associated_message_guid" in database.tables["message"] else "NULL"
    return (
        f"SELECT m.ROWID, {columns}, iif(length({text}) > 0, NULL, {body}), c.chat, a.type, a.name, a.sticker,"
        " (SELECT group_concat(count || ' ' || what, char(10)) FROM reaction WHERE target = m.guid),"
        f" EXISTS (SELECT 1 FROM target WHERE guid = {target})"
        " FROM message m LEFT JOIN in_chat c ON c.message = m.ROWID LEFT JOIN attached a ON a.message = m.ROWID"
        " WHERE m.ROWID IN ({ids})"
    )
