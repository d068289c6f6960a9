"""Who and what is the same: the owner's handles, chats of several exports, messages of overlapping ones. Pure."""

from kithbook.identity.alignment import Alignment, Row, content
from kithbook.identity.chats import ChatSketch, bare_title, same_chat
from kithbook.identity.owner import likely_owner, own_keys

__all__ = ["Alignment", "ChatSketch", "Row", "bare_title", "content", "likely_owner", "own_keys", "same_chat"]
