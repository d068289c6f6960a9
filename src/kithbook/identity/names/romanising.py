"""A whole name in Latin letters, and the key by which the list of people is sorted."""

from functools import lru_cache

from kithbook.identity.names.folding import fold
from kithbook.identity.names.name import read


@lru_cache(maxsize=65536)
def latin(written: str) -> tuple[str, ...]:
    """The readings of a name in Latin letters, likeliest first, words in the order written; () where it is empty.

    >>> latin("曾小明")[0], latin("Ines Ferreira")
    ('zeng xiaoming', ('ines ferreira',))
    """
    name = read(written)
    if name.is_empty:
        return ()
    most = max(len(part.latin) for part in name.parts)
    rows = (" ".join(part.latin[min(at, len(part.latin) - 1)] for part in name.parts) for at in range(most))
    return tuple(dict.fromkeys(row for row in rows if row.strip()))


def sort_key(written: str) -> str:
    """What to sort a list of people by: pinyin for Chinese, folded letters for Latin and all else.

    Latin and Chinese come first in one alphabet, other scripts behind them in their own; a name without letters last.

    >>> sorted(["Zoë", "查小明", "Änne", "★"], key=sort_key)
    ['Änne', '查小明', 'Zoë', '★']
    """
    name = read(written)
    if name.is_empty:
        return "\uffff" + written
    if name.script == "han":
        return " ".join(part.latin[0] for part in name.parts) + " " + name.bare
    return fold(name.bare) + " " + written
