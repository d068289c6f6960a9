"""Words around a name that are no name: titles, degrees, generations, and particles that come and go."""

from typing import Final

from kithbook.identity.names.data import table


def _listed(kind: str) -> tuple[str, ...]:
    return tuple(table("titles")[kind].split())


TITLES: Final = frozenset(_listed("titles"))
# Japanese and Korean put the title behind the name, joined to it or not.
BEHIND: Final = _listed("behind")
HONORIFICS: Final = frozenset(_listed("honorifics"))
# Left out of comparing where other words remain: they are written apart, joined, or not at all.
PARTICLES: Final = frozenset(_listed("particles"))
# Particles only between other words: at the beginning or the end they are names (Le, Do, Di, Ben).
LEADING: Final = frozenset(_listed("leading"))
# Family names of Korea as passports spell them.
KOREAN_SURNAMES: Final = frozenset(_listed("korean_surnames"))
