"""Slack's lists: people from users.json, and channels, private groups and direct messages from the others."""

from typing import Any, Final

import msgspec

from kithbook.formats.slack.files import CHANNEL_ID
from kithbook.vocabulary import Contact, Handle

PLATFORM: Final = "slack"
SLACKBOT: Final = "USLACKBOT"  # writes in every workspace, and is in few lists of people
SLACKBOT_NAME: Final = "Slackbot"
BOT: Final = ("label", "bot")
FILE_CHAT: Final = "FC:"  # the folder of what was said about one file: FC:ID:TITLE


class Profile(msgspec.Struct, gc=False):
    """What somebody says of themselves."""

    display_name: str | None = None
    real_name: str | None = None
    title: str | None = None
    phone: str | None = None
    email: str | None = None
    skype: str | None = None
    pronouns: str | None = None
    fields: Any = None


class User(msgspec.Struct, gc=False):
    """One record of users.json, or the ``user_profile`` of a message."""

    id: str | None = None
    name: str | None = None
    real_name: str | None = None
    display_name: str | None = None
    is_bot: bool | None = None
    profile: Profile | None = None


class Value(msgspec.Struct, gc=False):
    """A purpose or topic."""

    value: str | None = None


class Channel(msgspec.Struct, gc=False):
    """One record of the lists of channels. ``user`` is the other person of a direct message, as the API names them."""

    id: str | None = None
    name: str | None = None
    name_normalized: str | None = None
    user: str | None = None
    members: list[str] | None = None
    num_members: int | None = None
    is_im: bool | None = None
    is_mpim: bool | None = None

    @property
    def people(self) -> list[str]:
        """The keys of the members, each once."""
        known = self.members or ([self.user] if self.user else [])
        return [key for key in dict.fromkeys(map(clean, known)) if key]

    @property
    def called(self) -> str:
        """The name, which exports of slackdump have left empty."""
        return self.name or self.name_normalized or ""


USERS: Final = msgspec.json.Decoder(list[User])
USER: Final = msgspec.json.Decoder(User)
CHANNELS: Final = msgspec.json.Decoder(list[Channel])
CHANNEL: Final = msgspec.json.Decoder(Channel)


def clean(key: str) -> str:
    """An id or name as a key: on one line, without outer spaces."""
    return "".join(key.splitlines()).strip()


def name_of(user: User) -> str:
    """How Slack shows somebody: by display name, else real name, else user name.

    >>> name_of(User("U1", "ines", "Ines Halfmoon", profile=Profile(display_name="")))
    'Ines Halfmoon'
    """
    profile = user.profile or Profile()
    return (profile.display_name or user.display_name or profile.real_name or user.real_name or user.name or "").strip()


def contact(user: User, key: str, line: int) -> Contact:
    """The person of one record of users.json."""
    profile = user.profile or Profile()
    name = name_of(user)
    real = (profile.real_name or user.real_name or "").strip()
    mail = (profile.email or "").strip().lower()
    values = _values(profile.fields)
    facts = (
        ("role", profile.title or ""),
        ("other_name", real if real != name else ""),
        BOT if user.is_bot else ("", ""),
    )
    # the name by which others mention them, where they are shown by another
    notes = (f"@{user.name}" if user.name and user.name != name else "", profile.pronouns, profile.skype, *values)
    return Contact(
        Handle(PLATFORM, key, name),
        phones=(profile.phone,) if profile.phone else (),
        mails=(mail,) if "@" in mail else (),
        links=tuple(value for value in values if value.startswith(("https://", "http://"))),
        notes=" · ".join(note for note in dict.fromkeys(notes) if note and "://" not in note),
        line=line,
        facts=tuple((fact, said) for fact, said in facts if said),
    )


def title_of(channel: Channel, kind: str, names: dict[str, str], owner: str) -> str:
    """A channel's name; of direct messages, whom they are with, without ``owner`` where that is known."""
    people = channel.people
    if kind == "direct" or channel.is_mpim or channel.called.startswith("mpdm-"):
        others = [key for key in people if key != owner] or people
        shown = ", ".join(names.get(key) or key for key in others)
        return shown or channel.called or channel.id or ""
    return channel.called or channel.id or ""


def owner_among(directs: list[Channel]) -> str:
    """The one who takes part in all direct messages, "" where nobody or more than one does; good for titles only."""
    rooms = [set(channel.people) for channel in directs if channel.members]
    everywhere = set.intersection(*rooms) if rooms else set()
    return everywhere.pop() if len(everywhere) == 1 and len(rooms) > 1 else ""


def from_folder(name: str) -> Channel:
    """What the name of a folder tells of a channel that no list names: its id, or its name."""
    if CHANNEL_ID.fullmatch(name):
        return Channel(id=name, is_im=name.startswith("D"))
    if name.startswith(FILE_CHAT):
        _, number, title = [*name.split(":", 2), ""][:3]
        return Channel(id=number, name=title or number)
    return Channel(name=name, is_mpim=name.startswith("mpdm-"))


def _values(fields: Any) -> list[str]:
    """The values of a workspace's own fields in a profile; their names are not in the export."""
    if not isinstance(fields, dict):
        return []
    told = (field.get("value") for field in fields.values() if isinstance(field, dict))
    return [value for value in told if isinstance(value, str) and value]
