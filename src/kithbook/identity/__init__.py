"""Who and what is the same: the owner's handles, chats of several exports, messages of overlapping ones. Pure."""

from kithbook.identity.alignment import Alignment, Coming, Row
from kithbook.identity.chats import ChatSketch, Join, bare_title, same_chat
from kithbook.identity.owner import likely_owner, own_keys
from kithbook.identity.relation import PLAIN, Held, Relation, Sample, relate, same_words

__all__ = [
    "PLAIN",
    "Alignment",
    "ChatSketch",
    "Coming",
    "Held",
    "Join",
    "Relation",
    "Row",
    "Sample",
    "bare_title",
    "likely_owner",
    "own_keys",
    "relate",
    "same_chat",
    "same_words",
]
