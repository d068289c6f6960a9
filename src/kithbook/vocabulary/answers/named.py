"""A person or a chat by number and name."""

import msgspec


class Named(msgspec.Struct, frozen=True):
    """A person or a chat, briefly."""

    id: int
    name: str
