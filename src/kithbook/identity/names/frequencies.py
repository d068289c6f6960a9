"""How common the commonest family and given names are, so that a common name weighs less."""

from functools import cache

from kithbook.identity.names.data import table


@cache
def _shares() -> dict[str, float]:
    listed = table("frequencies")
    return {f"{kind}:{name}": share for kind in ("family", "given") for name, share in listed[kind].items()}


def frequency(key: str) -> float | None:
    """The share (0 to 1) of a key of `rarity_keys` among the people who speak the name's language; None if not listed.

    >>> frequency("family:smith"), frequency("family:nobodyatall")
    (0.008, None)
    """
    return _shares().get(key)
