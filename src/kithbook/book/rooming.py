"""The groups of the book: their verdicts, what they rest on, and the two things that one can set about them."""

from collections.abc import Collection, Mapping, Sequence

import msgspec

from kithbook import groups as groups_room
from kithbook import ties
from kithbook.book import leaving, listing, measuring, naming, reporting
from kithbook.book.keeping import kept
from kithbook.store import models, rooms
from kithbook.store import people as shelf
from kithbook.store.people import Line
from kithbook.vocabulary import Refused, say
from kithbook.vocabulary.answers import GroupAnswer, GroupHead, GroupRow, GroupsAnswer, Listed, Named

MOST_MEMBERS = 10_000_000


def groups(*, now: int) -> GroupsAnswer:
    """All groups and channels, those that wait for a decision first. Verdicts stand as of their ``seen_until``."""
    return GroupsAnswer(tuple(group_row(standing) for standing in rooms.standings()))


def group_row(standing: models.Standing) -> GroupRow:
    """One kept line, under the title of today."""
    row = kept(standing.row, GroupRow)
    return GroupRow(_head(row.group, standing.chat), row.verdict)


def group(name: str | int, *, now: int) -> GroupAnswer:
    """One group by title or number: verdict, evidence, shortlist.

    Raises Refused where no group or several are called so, then with the candidates.
    """
    chat = naming.find_group(name)
    standing = models.Standing.objects.filter(chat=chat).first()
    if standing is None:
        measuring.refit_group(chat.pk, now=now)
        standing = models.Standing.objects.get(chat=chat)
    whole = kept(standing.whole, GroupAnswer)
    lines = {line.id: line for line in shelf.lines([listed.person.id for listed in whole.shortlist])}
    known = [one for one in whole.shortlist if one.person.id in lines]
    core = _core(known, lines)
    whole = msgspec.structs.replace(
        whole,
        group=_head(whole.group, chat),
        shortlist=tuple(_listed(one, lines[one.person.id], core) for one in known),
        words=reporting.words_of(chat),
    )
    return msgspec.structs.replace(whole, plan=leaving.plan(whole, chat, now=now))


def _core(listed: Sequence[Listed], lines: Mapping[int, Line]) -> set[int]:
    """Whom to propose for the core: the strongest ties of whom you have not said otherwise, and who is in it now."""
    free = [one for one in listed if lines[one.person.id].circle in {"", "core"}]
    strengths = {one.person.id: lines[one.person.id].strength or one.strength or 0.0 for one in free}
    ordered = sorted(strengths, key=lambda person: (-strengths[person], person))
    count = groups_room.core([strengths[person] for person in ordered])
    return {*ordered[:count], *(person for person in ordered if listing.circle_of(lines[person])[0] == "core")}


def _head(head: GroupHead, chat: models.Chat) -> GroupHead:
    return msgspec.structs.replace(head, title=chat.shown)


def _listed(listed: Listed, line: Line, core: Collection[int]) -> Listed:
    """Somebody of the shortlist under their name of today; the word is that of the whole tie where it is known."""
    return msgspec.structs.replace(
        listed,
        person=Named(line.id, line.shown),
        word=ties.word(listed.strength if line.strength is None else line.strength),
        core=line.id in core,
    )


def set_stated_size(chat_id: int, members: int | None, *, now: int | None = None) -> None:
    """Keep how many members a group says it has (None: not known), and judge it again.

    Raises Refused for a number that no group has.
    """
    if members is not None and not 0 < members <= MOST_MEMBERS:
        raise Refused(say("The number of members must be a whole number above 0. Leave it out if you do not know it."))
    chat = naming.find_group(chat_id)
    chat.stated_size, chat.stated_by = members, "you" if members is not None else ""
    chat.save(update_fields=["stated_size", "stated_by"])
    _again(chat, now)


def name_chat(chat_id: int, title: str, *, now: int | None = None) -> None:
    """Call a group ``title``; "" goes back to what the exports say."""
    chat = naming.find_group(chat_id)
    chat.alias = title.strip()
    chat.save(update_fields=["alias"])


def _again(chat: models.Chat, now: int | None) -> None:
    """Judge a group again as of the moment of its last report."""
    last = models.Standing.objects.filter(chat=chat).values_list("measured", flat=True).first()
    measuring.refit_group(chat.pk, now=now or last or 0)
