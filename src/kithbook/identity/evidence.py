"""What speaks for and against two handles being one person: one piece of evidence from each field that both have."""

from collections.abc import Callable
from typing import Final, NamedTuple

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from kithbook.identity import names
from kithbook.identity.contacts import Mail, bare_user
from kithbook.identity.meetings import gap, meeting
from kithbook.identity.population import KIN, Population
from kithbook.identity.profile import ONE_ACCOUNT, Birthday, Profile, looks_like_id
from kithbook.identity.usernames import text_bits, user_of_name

RANK: Final = {level: rank for rank, level in enumerate(names.LEVELS)}
FULL: Final = frozenset({"same", "reordered", "spelled", "nickname", "close", "fewer"})
WHOLE: Final = FULL | {"user"}  # levels at which all of a name agrees
# Seconds of silence after which a number may be somebody else's: in the United States it is given out again after 45
# days at the earliest, elsewhere after months.
REASSIGNED: Final = 180 * 86_400
LOOSE: Final = frozenset({"nothing", "part", "given", "initials"})  # where a user name may tell the rest of a name
NEAR: Final = 0.9  # Jaro-Winkler similarity from which two texts are one with a slip in it
LONG: Final = 5  # characters from which a slip can be told from another word


class Piece(NamedTuple):
    """One agreement or disagreement: which field, at which level, how rare (bits) what agrees is, and what each has."""

    field: str
    level: str
    rarity: float | None = None
    a: str = ""
    b: str = ""


def pieces(a: Profile, b: Profile, people: Population) -> list[Piece]:
    """All evidence on whether ``a`` and ``b`` are one."""
    named = compare_names(a, b, people)
    found = [named] if named else []
    level = named.level if named else "nothing"
    for field in FIELDS:
        if piece := field(a, b, people, level):
            found.append(piece)
    return found


def compare_names(a: Profile, b: Profile, people: Population) -> Piece | None:
    """The best agreement among the names of both; a user name that tells a whole name fills in for a missing one."""
    best: Piece | None = None
    rank = RANK["nothing"]
    for one, ones in zip(a.names, a.rarity, strict=True):
        for other, others in zip(b.names, b.rarity, strict=True):
            level = names.compare(one, other)
            if best is None or RANK[level] < rank:
                shared = set(ones) & set(others)
                rarity = sum(people.name_bits(key) for key in shared) if shared else None
                best, rank = Piece("names", level, rarity, one.written, other.written), RANK[level]
    level = best.level if best else "nothing"
    if level in LOOSE:
        for has, lacks in ((a, b), (b, a)):
            told = next(filter(None, (user_of_name(has, user) for user in sorted(lacks.called))), None)
            if told:
                rarity = sum(map(people.name_bits, has.rarity[0])) if has.rarity[0] else None
                shown = (has.names[0].written, told) if has is a else (told, has.names[0].written)
                return Piece("names", "user", rarity, *shown)
    return best if level != "nothing" else None


def phones(a: Profile, b: Profile, people: Population, named: str) -> Piece | None:
    """A shared number, an office's, a household's, one that may have changed hands; or only others."""
    if not a.phones or not b.phones:
        return None
    shared = sorted(a.phones.keys() & b.phones.keys())
    if not shared:
        return Piece("phones", "different", None, min(a.phones), min(b.phones))
    own = [number for number in shared if not people.is_office("phones", number)]
    if not own:
        return Piece("phones", "office", None, shared[0], shared[0])
    if named in KIN:
        return Piece("phones", "other name", None, own[0], own[0])
    if named not in WHOLE and gap(a, b) > REASSIGNED:
        return Piece("phones", "long after", None, own[0], own[0])
    mobile = [number for number in own if a.phones[number].line != "fixed"]
    return Piece("phones", "same" if mobile else "fixed", None, (mobile or own)[0], (mobile or own)[0])


def mails(a: Profile, b: Profile, people: Population, named: str) -> Piece | None:
    """A shared address, a role's or an office's; the same name at another provider; a slip; or only others."""
    if not a.mails or not b.mails:
        return None
    shared = sorted({found.address: found for found in a.mails if found in b.mails}.items())
    if shared:
        own = [text for text, found in shared if not found.is_role and not people.is_office("mails", text)]
        level = "role" if shared[0][1].is_role else "office"
        if own:
            level = "other name" if named in KIN else "same"
        return Piece("mails", level, None, (own or [shared[0][0]])[0], (own or [shared[0][0]])[0])
    return max((_two_mails(one, other) for one in a.mails for other in b.mails), key=lambda piece: _MAILS[piece.level])


_MAILS: Final = {"different": 0, "close": 1, "local": 2}


def _two_mails(one: Mail, other: Mail) -> Piece:
    local, others = bare_user(one.local), bare_user(other.local)
    level, rarity = "different", None
    if not one.is_role and not other.is_role:
        if local == others and len(local) >= LONG:
            level, rarity = "local", text_bits(local)
        elif len(local) >= LONG and _near(one.address, other.address):
            level = "close"
    return Piece("mails", level, rarity, one.address, other.address)


def users(a: Profile, b: Profile, people: Population, named: str) -> Piece | None:
    """The same account, or the same user name on two platforms: the longer and odder, the more it says."""
    if not (a.users or a.accounts or b.users or b.accounts):
        return None
    shared = sorted(a.accounts & b.accounts)
    if shared:
        shown = f"{shared[0].platform}: {shared[0].user}"
        return Piece("users", "other name" if named in KIN else "account", None, shown, shown)
    same = (a.users & b.users) or (a.users & b.called) or (a.called & b.users)
    if same:
        user = max(same, key=lambda text: (text_bits(text), text))
        # a user name that is only the name again says little more than that the names agree
        derived = named in WHOLE and any(user_of_name(each, user) for each in (a, b))
        return Piece("users", "named" if derived else "same", text_bits(user), user, user)
    twice = sorted({one.platform for one in a.accounts} & {one.platform for one in b.accounts})
    if twice:
        pair = [next(one.user for one in sorted(each.accounts) if one.platform == twice[0]) for each in (a, b)]
        return Piece("users", "different", None, *pair)
    return None


def links(a: Profile, b: Profile, people: Population, named: str) -> Piece | None:
    """A page that both give as theirs: a site of one's own says much, one that many name says little."""
    shared = a.links & b.links
    if not shared:
        return None
    rarest = max(sorted(shared), key=lambda text: people.bits("links", text) or 0)
    return Piece("links", "same", people.bits("links", rarest), rarest, rarest)


def birthdays(a: Profile, b: Profile, people: Population, named: str) -> Piece | None:
    """The same day, the same without a year, with a slip in it, or another."""
    if not a.birthday or not b.birthday:
        return None
    one, other = a.birthday, b.birthday
    shown = _iso(one), _iso(other)
    if one == other and one.year:
        return Piece("birthday", "same", people.bits("birthday", str(tuple(one))), *shown)
    if not one.year or not other.year:
        return Piece("birthday", "day" if one[1:] == other[1:] else "other day", None, *shown)
    if DamerauLevenshtein.distance(*shown, score_cutoff=1) <= 1:
        return Piece("birthday", "slip", None, *shown)
    if (one.month, one.day) == (other.day, other.month) and one.year == other.year:
        return Piece("birthday", "slip", None, *shown)
    equal = sum(x == y for x, y in zip(one, other, strict=True))
    return Piece("birthday", "close" if equal == 2 else "year" if one.year == other.year else "different", None, *shown)


def _iso(day: Birthday) -> str:
    return f"{day.year:04}-{day.month:02}-{day.day:02}" if day.year else f"--{day.month:02}-{day.day:02}"


def numbers(a: Profile, b: Profile, people: Population, named: str) -> Piece | None:
    """An identifier of which nobody else has the same: equal, with one slip, or another."""
    if not a.numbers or not b.numbers:
        return None
    if shared := a.numbers & b.numbers:
        return Piece("numbers", "same", None, min(shared), min(shared))
    one, other = min(a.numbers), min(b.numbers)
    slip = any(_slipped(x, y) for x in a.numbers for y in b.numbers)
    return Piece("numbers", "slip" if slip else "different", None, one, other)


def _slipped(one: str, other: str) -> bool:
    return min(len(one), len(other)) > LONG and DamerauLevenshtein.distance(one, other, score_cutoff=1) <= 1


def _near(one: str, other: str) -> bool:
    return JaroWinkler.similarity(one, other, score_cutoff=NEAR) > 0


def _words(field: str, several: bool) -> Callable[[Profile, Profile, Population, str], Piece | None]:
    """Evidence of a field of free words, of which each may have several."""

    def compared(a: Profile, b: Profile, people: Population, named: str) -> Piece | None:
        ones, others = getattr(a, field), getattr(b, field)
        if not ones or not others:
            return None
        shared = ones & others
        rarity: float | None = None
        if shared:
            told = [people.bits(field, text) for text in shared]
            rarity = sum(bits for bits in told if bits is not None) if None not in told else None
        near = (
            []
            if len(shared) == len(ones)
            else [
                text
                for text in ones - shared
                if len(text) >= LONG and any(_near(text, each) for each in others - shared)
            ]
        )
        agreed = len(shared) + len(near)
        if several and agreed > 2:
            level = "many"
        elif several and agreed == 2:
            level = "two"
        else:
            level = "same" if shared else "close" if near else "different"
        shown = sorted(shared, key=lambda text: (-(people.bits(field, text) or 0), text)) or [min(ones)]
        return Piece(field, level, rarity, shown[0], shown[0] if shared else (min(others)))

    return compared


def titles(a: Profile, b: Profile, people: Population, named: str) -> Piece | None:
    """Mr and Mrs are two."""
    if len(a.titles) == len(b.titles) == 1 and a.titles != b.titles:
        return Piece(
            "titles", "different", None, a.names[0].written if a.names else "", b.names[0].written if b.names else ""
        )
    return None


def several(a: Profile, b: Profile, people: Population, named: str) -> Piece | None:
    """A couple's or a family's card beside one person's."""
    if a.several == b.several:
        return None
    whose = a if a.several else b
    return Piece("several", "one of them", None, whose.names[0].written if whose.names else "")


def generations(a: Profile, b: Profile, people: Population, named: str) -> Piece | None:
    """Junior and senior are two."""
    if named not in FULL or a.generation == b.generation or not (a.generation or b.generation):
        return None
    both = bool(a.generation and b.generation)
    shown = [" ".join(sorted(each.generation)) for each in (a, b)]
    return Piece("generation", "different" if both else "only one", None, *shown)


def together(a: Profile, b: Profile, people: Population, named: str) -> Piece | None:
    """Two members of one chat at once are two people; one that begins when the other has ended may be a new phone."""
    met = meeting(a, b)
    return Piece("chats", met) if met else None


def companions(a: Profile, b: Profile, people: Population, named: str) -> Piece | None:
    """The same others in small chats of two platforms."""
    if not a.stays or not b.stays or a.stays.keys() & b.stays.keys():
        return None
    theirs = people.companions(b)
    shared = sorted(name for key, name in people.companions(a).items() if key in theirs)
    if not shared:
        return None
    return Piece("companions", ("one", "two", "several")[min(len(shared), 3) - 1], None, str(len(shared)), shared[0])


def platforms(a: Profile, b: Profile, people: Population, named: str) -> Piece | None:
    """Two accounts of a platform on which people mostly have one."""
    if a.platform != b.platform or a.platform not in ONE_ACCOUNT or a.key == b.key:
        return None
    if looks_like_id(a.key) and looks_like_id(b.key):
        return Piece("platform", "two accounts", None, a.platform, a.platform)
    return None


FIELDS: Final = (
    phones,
    mails,
    users,
    links,
    birthdays,
    numbers,
    _words("places", several=True),
    _words("organisations", several=False),
    _words("roles", several=False),
    titles,
    several,
    generations,
    together,
    companions,
    platforms,
)
