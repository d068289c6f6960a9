"""Who and what is the same: people under several handles, the owner's handles, chats of several exports, messages of
overlapping ones. Pure.
"""

from kithbook.identity.alignment import Alignment, Coming, Row
from kithbook.identity.card import Card, Stay
from kithbook.identity.chats import ChatSketch, Join, bare_title, same_chat
from kithbook.identity.clusters import Wholes, gathered, two_people, wholes
from kithbook.identity.contacts import REGIONS, country
from kithbook.identity.matching import ASK, AUTOMATIC, Match, certain, compare, frequencies, matches
from kithbook.identity.owner import likely_owner, own_keys
from kithbook.identity.relation import PLAIN, Held, Relation, Sample, relate, same_words

__all__ = [
    "ASK",
    "AUTOMATIC",
    "PLAIN",
    "REGIONS",
    "Alignment",
    "Card",
    "ChatSketch",
    "Coming",
    "Held",
    "Join",
    "Match",
    "Relation",
    "Row",
    "Sample",
    "Stay",
    "Wholes",
    "bare_title",
    "certain",
    "compare",
    "country",
    "frequencies",
    "gathered",
    "likely_owner",
    "matches",
    "own_keys",
    "relate",
    "same_chat",
    "same_words",
    "two_people",
    "wholes",
]
