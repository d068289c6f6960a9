"""What a book keeps, one module per subject.

``objects`` of Person, Handle, Chat and Message shows what may be seen: rows of an import that is still being read are
left out. ``every`` shows all rows and is for the importing itself. Times are UTC seconds since 1970.
"""

from kithbook.store.models.answering import Answering
from kithbook.store.models.chat import Chat, Membership, Sighting
from kithbook.store.models.diary import Diary
from kithbook.store.models.encounter import Encounter
from kithbook.store.models.favour import Favour
from kithbook.store.models.handle import Handle
from kithbook.store.models.import_ import Import, Known, Problem
from kithbook.store.models.message import Message
from kithbook.store.models.person import Field, Note, Person, Relation, Tag
from kithbook.store.models.piece import Offer, Piece, Profile, Taste
from kithbook.store.models.reply import Reply
from kithbook.store.models.revision import Revision
from kithbook.store.models.setting import Setting
from kithbook.store.models.standing import Standing
from kithbook.store.models.tie import Tie
from kithbook.store.models.touch import Touch
from kithbook.store.models.way_out import Attempt, Step
from kithbook.store.models.word import Deed, Pair, Word

__all__ = [
    "Answering",
    "Attempt",
    "Chat",
    "Deed",
    "Diary",
    "Encounter",
    "Favour",
    "Field",
    "Handle",
    "Import",
    "Known",
    "Membership",
    "Message",
    "Note",
    "Offer",
    "Pair",
    "Person",
    "Piece",
    "Problem",
    "Profile",
    "Relation",
    "Reply",
    "Revision",
    "Setting",
    "Sighting",
    "Standing",
    "Step",
    "Tag",
    "Taste",
    "Tie",
    "Touch",
    "Word",
]
