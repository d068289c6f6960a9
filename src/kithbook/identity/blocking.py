"""Which pairs are worth comparing: those that share a key, since comparing all with all would never end."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations
from typing import Final

from kithbook.identity import names
from kithbook.identity.contacts import bare_user
from kithbook.identity.profile import Profile
from kithbook.identity.usernames import made_of

# A value that more cards than this share says too little by itself to reach the threshold of asking; together with a
# second one it may, so a larger block is divided by what else its members have, and only what is still too large is
# left out. Anybody who agrees on a rarer value as well is found by that one.
MOST: Final = 64
PAIRS_EACH: Final = 20  # pairs for each card on average: beyond, the largest blocks are left out
LEAST_PAIRS: Final = 50_000  # unless there are so few that it takes no time


def keys(each: Profile) -> set[str]:
    """The keys of a handle: two that may be one share at least one."""
    found = {f"p:{number}" for number in each.phones}
    for one in each.mails:
        found.add(f"m:{one.address}")
        if not one.is_role:
            found.add(f"u:{bare_user(one.local)}")
    found.update(f"u:{user}" for user in each.users)
    found.update(f"u:{made}" for name in each.names for made in made_of(name.written))
    found.update(f"k:{one.platform}:{one.user}" for one in each.accounts)
    found.update(f"l:{text}" for text in each.links)
    found.update(f"n:{key}" for name in each.names for key in names.blocks(name))
    found.update(f"i:{number}" for number in each.numbers)
    return found | _combined(each)


def _words(each: Profile) -> set[str]:
    return {key for some in each.rarity for key in some}


def _combined(each: Profile) -> set[str]:
    """Keys of two values that are frequent alone, and those that survive a slip in one of them."""
    found = {f"v:{one.local[:4]}:{one.domain[:4]}" for one in each.mails if not one.is_role}
    words = _words(each)
    found.update(f"e:{place}:{word}" for place in each.places for word in words)
    found.update(f"q:{where}:{word[:1]}" for where in each.places | each.organisations | each.roles for word in words)
    found.update(f"o:{place}:{work}" for place in each.places for work in each.organisations | each.roles)
    found.update(f"o:{firm}:{work}" for firm in each.organisations for work in each.roles)
    if each.birthday:
        year, month, day = each.birthday
        found.add(f"b:{month}-{day}:{year}")
        found.update(f"d:{month}-{day}:{word[:2]}" for word in words)
        if year:
            found.update(f"c:{year}:{word}" for word in words)
            found.update(f"g:{year}:{place}" for place in each.places)
            found.update(f"h:{year}-{month}:{word[:2]}" for word in words)
    return found


def second_keys(each: Profile) -> set[str]:
    """By what a block that is too large is divided."""
    found = {f"n:{key}" for name in each.names for key in names.blocks(name)}
    found |= {f"a:{text}" for text in each.places | each.organisations}
    found |= {f"d:{one.employer}" for one in each.mails if one.employer}
    found |= {f"r:{key}" for some in each.rarity for key in some}
    if each.birthday:
        found.add(f"y:{each.birthday.year}" if each.birthday.year else f"e:{each.birthday[1:]}")
        found.add(f"e:{each.birthday[1:]}")
    return found


def candidates(profiles: Sequence[Profile], changed: Collection[int] | None = None) -> list[tuple[int, int]]:
    """Pairs of places in ``profiles`` (the lower first, ascending) that share a key.

    With ``changed`` only pairs that touch one of these ids.
    """
    blocks: dict[str, list[int]] = defaultdict(list)
    alone = {key for each in profiles for some in each.rarity if len(some) == 1 for key in some}
    for place, each in enumerate(profiles):
        for key in keys(each):
            blocks[key].append(place)
        # whoever goes by one name only may be anybody who has it among others
        for key in alone & _words(each):
            blocks[f"s:{key}"].append(place)
    touched = None if changed is None else {place for place, each in enumerate(profiles) if each.id in changed}
    small = _divided((who for who in blocks.values() if len(who) > 1), profiles, touched)
    most = max(PAIRS_EACH * len(profiles), LEAST_PAIRS)
    packed: set[int] = set()
    for who in sorted(small, key=len):
        if len(packed) > most:
            break
        pairs: Iterable[tuple[int, int]] = combinations(who, 2)
        if touched is not None:
            pairs = (pair for pair in pairs if not touched.isdisjoint(pair))
        packed.update(low * len(profiles) + high for low, high in pairs)
    return [divmod(pair, len(profiles)) for pair in sorted(packed)]


def _divided(blocks: Iterable[list[int]], profiles: Sequence[Profile], touched: set[int] | None) -> list[list[int]]:
    """Blocks of at most MOST."""
    found: list[list[int]] = []
    second: dict[int, set[str]] = {}
    for who in blocks:
        if touched is not None and touched.isdisjoint(who):
            continue
        if len(who) <= MOST:
            found.append(who)
            continue
        parts: dict[str, list[int]] = defaultdict(list)
        for place in who:
            if place not in second:
                second[place] = second_keys(profiles[place])
            for key in second[place]:
                parts[key].append(place)
        found += [part for part in parts.values() if 1 < len(part) <= MOST]
    return found
