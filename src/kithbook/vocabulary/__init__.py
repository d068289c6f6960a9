"""What we talk about: the few plain types that pass between rooms, and the answers. Imports no other room."""

from kithbook.vocabulary.answers import as_json, schema
from kithbook.vocabulary.errors import Refused
from kithbook.vocabulary.measures import ANSWERS, EVENT_COLUMNS, Nudge, Reason, ReplyLink, Score, Tie, Verdict
from kithbook.vocabulary.records import (
    DELETED_KEY,
    KINDS,
    PLATFORMS,
    Chat,
    Choice,
    Contact,
    Encounter,
    Handle,
    Message,
    Problem,
    Record,
    Tally,
)
from kithbook.vocabulary.saying import Said, fill, say, say_n

__all__ = [
    "ANSWERS",
    "DELETED_KEY",
    "EVENT_COLUMNS",
    "KINDS",
    "PLATFORMS",
    "Chat",
    "Choice",
    "Contact",
    "Encounter",
    "Handle",
    "Message",
    "Nudge",
    "Problem",
    "Reason",
    "Record",
    "Refused",
    "ReplyLink",
    "Said",
    "Score",
    "Tally",
    "Tie",
    "Verdict",
    "as_json",
    "fill",
    "say",
    "say_n",
    "schema",
]
