"""How common the commonest family and given names are, so that a common name weighs less."""

from functools import cache

from kithbook.identity.names.data import table


@cache
def _shares() -> dict[str, float]:
    family, given = (table("frequencies")[kind] for kind in ("family", "given"))
    return {name: family.get(name, 0.0) + given.get(name, 0.0) for name in {**family, **given}}


def frequency(key: str) -> float | None:
    """The share (0 to 1) of a key of `rarity_keys` among the people who speak the name's language; None if not listed.

    A word that is both a family and a given name has both shares, for a reader seldom knows which it is.

    >>> frequency("smith"), frequency("nobodyatall")
    (0.009, None)
    """
    return _shares().get(key)
