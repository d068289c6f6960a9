"""Whether two handles were in one chat at the same time, which one person hardly is under two names."""

from kithbook.identity.card import Stay
from kithbook.identity.profile import Profile


def meeting(a: Profile, b: Profile) -> str:
    """How two handles met in their chats.

    "together": both wrote in one at once; "members": both are in one, and not both wrote; "after": one began when the
    other had ended; "": they share none.
    """
    found = {_stays(stay, b.stays[chat]) for chat, stay in a.stays.items() if chat in b.stays}
    return next((kind for kind in ("together", "members", "after") if kind in found), "")


def _stays(one: Stay, other: Stay) -> str:
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return "members"
    return "together" if one.first <= other.last and other.first <= one.last else "after"


def barred(a: Profile, b: Profile) -> bool:
    """Whether both are present in one chat as two members: then nothing but the person's word makes them one."""
    return meeting(a, b) in ("together", "members")


def gap(a: Profile, b: Profile) -> int:
    """Seconds of silence between what one handle wrote last and the other first; 0 where that is not known."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return 0
    return max(0, a.first - b.last, b.first - a.last)
