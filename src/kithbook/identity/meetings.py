"""Whether two handles were in one chat at the same time, which one person hardly is under two names."""

from kithbook.identity.card import Stay
from kithbook.identity.profile import Profile


def meeting(a: Profile, b: Profile) -> str:
    """ "together" (both wrote in one chat at once), "members" (both are in it), "after" (one began when the other had
    ended), or "" where they share no chat.
    """  # noqa: D415 - a word in quotes comes first
    found = {_stays(stay, b.stays[chat]) for chat, stay in a.stays.items() if chat in b.stays}
    return next((kind for kind in ("together", "members", "after") if kind in found), "")


def _stays(one: Stay, other: Stay) -> str:
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return "members"
    return "together" if one.first <= other.last and other.first <= one.last else "after"


def barred(a: Profile, b: Profile) -> bool:
    """Whether both are present in one chat as two members: then nothing but the person's word makes them one."""
    return meeting(a, b) in ("together", "members")
