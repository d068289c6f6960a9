"""What we talk about: the few plain types that pass between rooms, and the answers. Imports no other room."""

from kithbook.vocabulary.answers import as_json, schema
from kithbook.vocabulary.errors import Refused
from kithbook.vocabulary.measures import ANSWERS, EVENT_COLUMNS, Nudge, Reason, ReplyLink, Score, Tie, Verdict
from kithbook.vocabulary.records import (
    DELETED_KEY,
    FACTS,
    KINDS,
    LAST_SECOND,
    PLATFORMS,
    Chat,
    Choice,
    Contact,
    Encounter,
    Handle,
    Message,
    Piece,
    Problem,
    Record,
    Tally,
    Taste,
)
from kithbook.vocabulary.saying import Said, fill, say, say_n

__all__ = [
    "ANSWERS",
    "DELETED_KEY",
    "EVENT_COLUMNS",
    "FACTS",
    "KINDS",
    "LAST_SECOND",
    "PLATFORMS",
    "Chat",
    "Choice",
    "Contact",
    "Encounter",
    "Handle",
    "Message",
    "Nudge",
    "Piece",
    "Problem",
    "Reason",
    "Record",
    "Refused",
    "ReplyLink",
    "Said",
    "Score",
    "Tally",
    "Taste",
    "Tie",
    "Verdict",
    "as_json",
    "fill",
    "say",
    "say_n",
    "schema",
]
