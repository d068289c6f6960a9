"""Who of a group is worth keeping: evidence of exchange, never volume."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final

import msgspec
import polars as pl

from kithbook.groups.figures import DAY, REAL_PEOPLE
from kithbook.vocabulary import Reason, say, say_n

MOST: Final = 30
CORE: Final = (5, 10)
WITH_YOU = 3  # answers between the person and the owner that put somebody on the list
BOTH_WAYS = 3  # answers given and answers got, for somebody without exchange with the owner
LEAST: Final = 0.15  # strength below which nobody is listed
PARTNERS = 2  # with at least so many people
LONG_TALK = 12  # messages of a talk that is called long
ONE_WAY = 0.1  # answers got for each one given (or the reverse): below it, it is a machine or a monologue


class Beside(msgspec.Struct, frozen=True):
    """What is known of somebody beside this group: talks one to one begun by the owner and by them, meetings, what both
    have in common of their past (a school, an employer, a contest), the country they live in where it is another.
    """

    begun_mine: int = 0
    begun_theirs: int = 0
    met: int = 0
    history: tuple[str, ...] = ()
    country: str = ""


NOTHING_BESIDE: Final = Beside()


class Shortlisted(msgspec.Struct, frozen=True):
    """One person of the shortlist: strength 0 to 1 of what ties them in this group, reasons largest first."""

    person: int
    strength: float
    reasons: tuple[Reason, ...]


def shortlist(
    spoken: pl.DataFrame,
    answer: pl.DataFrame,
    talk: pl.DataFrame,
    *,
    me: int | None,
    seen_until: int,
    names: dict[int, str],
    beside: Mapping[int, Beside] = MappingProxyType({}),
) -> tuple[Shortlisted, ...]:
    """Up to 30 people, strongest first; ``spoken``, ``answer`` and ``talk`` as `talks` makes them.

    Who only posts, only answers (a machine), has no name, or has a name that ends in "bot" is left out. How much
    somebody wrote adds nothing. What is known ``beside`` the group adds to what was seen in it.
    """
    found = []
    for row in _evidence(spoken, answer, talk, me).iter_rows(named=True):
        known = beside.get(row["person"], NOTHING_BESIDE)
        if _qualifies(row, known, names):
            found.append(_weigh(row | {"beside": known}, me, seen_until))
    found = [listed for listed in found if listed.strength >= LEAST]
    found.sort(key=lambda listed: (-listed.strength, listed.person))
    return tuple(found[:MOST])


def _evidence(spoken: pl.DataFrame, answer: pl.DataFrame, talk: pl.DataFrame, me: int | None) -> pl.DataFrame:
    """One row for each person but the owner, with what they exchanged."""
    mine = -1 if me is None else me
    # The streaming engine counts millions in a tenth of the memory.
    pairs = answer.lazy().group_by("by", "to").agg(count=pl.len()).collect(engine="streaming")
    among = pairs.filter((pl.col("to") != mine) & (pl.col("by") != mine))
    gave = among.group_by(person="by").agg(gave=pl.col("count").sum())
    got = among.group_by(person="to").agg(got=pl.col("count").sum())
    either = pl.concat([among.select(person="by", other="to"), among.select(person="to", other="by")])
    partners = either.group_by("person").agg(partners=pl.col("other").n_unique())
    asked = answer.filter(pl.col("asks")).group_by(person="to").agg(good_questions=pl.len())
    to_you = pairs.filter(pl.col("to") == mine).select(person="by", to_you="count")
    by_you = pairs.filter(pl.col("by") == mine).select(person="to", by_you="count")
    long = talk.filter((pl.col("people") >= REAL_PEOPLE) & (pl.col("messages") >= LONG_TALK)).select("talk")
    took_part = spoken.lazy().select("talk", "sender").filter(pl.col("talk").is_in(long["talk"].implode())).unique()
    shared = took_part.group_by(person="sender").agg(long_talks=pl.len()).collect()
    months = (pl.col("at") // (30 * DAY)).n_unique()
    there = (
        spoken.lazy().group_by(person="sender").agg(first=pl.col("at").min(), last=pl.col("at").max(), months=months)
    )
    present = there.collect(engine="streaming")
    for part in (gave, got, partners, asked, to_you, by_you, shared):
        present = present.join(part, on="person", how="left")
    return present.filter(pl.col("person") != mine).fill_null(0)


def with_topics(listed: Sequence[Shortlisted], topics: Mapping[int, tuple[str, ...]]) -> tuple[Shortlisted, ...]:
    """The shortlist with what each person and the owner both write about: t topics, as t / (t + 2)."""
    found = []
    for one in listed:
        shared = topics.get(one.person, ())
        reasons = one.reasons
        if shared:
            says = say("you both write about {topics}", topics=", ".join(shared))
            reasons = (*reasons, Reason("topics", float(len(shared)), 0.10 * len(shared) / (len(shared) + 2), says))
        found.append(_listed(one.person, reasons))
    return tuple(sorted(found, key=lambda one: (-one.strength, one.person)))


def core(strengths: Sequence[float]) -> int:
    """How many of the listed, strongest first, to propose for the core: five to ten, up to the widest gap between them.

    Fewer than five are all proposed.
    """
    if len(strengths) <= CORE[0]:
        return len(strengths)
    ends = range(CORE[0], min(CORE[1], len(strengths) - 1) + 1)
    return max(ends, key=lambda end: (strengths[end - 1] - strengths[end], -end))


def _qualifies(row: dict[str, Any], known: Beside, names: dict[int, str]) -> bool:
    name = names.get(row["person"], "").strip()
    given, got = row["gave"] + row["to_you"], row["got"] + row["by_you"]
    if not name or name.lower().endswith("bot"):
        return False
    if known.met or min(known.begun_mine, known.begun_theirs):
        return True
    if min(given, got) < ONE_WAY * max(given, got):
        return False
    with_you = min(row["to_you"], row["by_you"]) >= 1 and row["to_you"] + row["by_you"] >= WITH_YOU
    with_others = min(row["gave"], row["got"]) >= BOTH_WAYS and row["partners"] >= PARTNERS
    return bool(with_you or with_others)


def _weigh(row: dict[str, Any], me: int | None, seen_until: int) -> Shortlisted:
    reasons = tuple(reason for look in EVIDENCE if (reason := look(row, seen_until)) is not None)
    # Where the owner is not known, the exchange with the owner cannot count: the rest is scaled up.
    scale = 1.0 if me is not None else 1 / 0.6
    scaled = tuple(msgspec.structs.replace(reason, weight=reason.weight * scale) for reason in reasons)
    return _listed(row["person"], (*scaled, *(told for look in BESIDE if (told := look(row["beside"])) is not None)))


def _listed(person: int, reasons: Iterable[Reason]) -> Shortlisted:
    ordered = tuple(sorted(reasons, key=lambda reason: -reason.weight))
    return Shortlisted(person, min(1.0, sum(reason.weight for reason in ordered)), ordered)


def _with_you(row: dict[str, Any], seen_until: int) -> Reason | None:
    """Answers n between the two, as n / (n + 12), halved where they only went one way."""
    n = row["to_you"] + row["by_you"]
    if not n:
        return None
    even = 0.5 + min(row["to_you"], row["by_you"]) / n
    says = (
        say_n("answered you {count} time", "answered you {count} times", row["to_you"])
        if row["to_you"]
        else say_n("you answered {count} time", "you answered {count} times", row["by_you"])
    )
    return Reason("with you", float(n), 0.40 * even * n / (n + 12), says)


def _with_others(row: dict[str, Any], seen_until: int) -> Reason | None:
    """The smaller of answers given and got m, as m / (m + 25)."""
    m = min(row["gave"], row["got"])
    if not m:
        return None
    says = say(
        "answers others ({gave}) and is answered ({got}), with {partners} people",
        gave=row["gave"],
        got=row["got"],
        partners=row["partners"],
    )
    return Reason("with others", float(m), 0.20 * m / (m + 25), says)


def _questions(row: dict[str, Any], seen_until: int) -> Reason | None:
    """Questions that somebody answered q, as q / (q + 10)."""
    q = row["good_questions"]
    if not q:
        return None
    says = say_n("{count} question that was answered", "{count} questions that were answered", q)
    return Reason("questions", float(q), 0.10 * q / (q + 10), says)


def _long_talks(row: dict[str, Any], seen_until: int) -> Reason | None:
    """Long talks taken part in t, as t / (t + 10)."""
    t = row["long_talks"]
    if not t:
        return None
    says = say_n("took part in {count} long talk", "took part in {count} long talks", t)
    return Reason("long talks", float(t), 0.10 * t / (t + 10), says)


def _presence(row: dict[str, Any], seen_until: int) -> Reason | None:
    """Months present n, as n / (n + 8)."""
    n = row["months"]
    says = say_n("there in {count} month", "there in {count} months", n)
    return Reason("presence", float(n), 0.10 * n / (n + 8), says)


def _lately(row: dict[str, Any], seen_until: int) -> Reason | None:
    """Days since the last message s, as 1 / (1 + s / 90)."""
    since = max(0, seen_until - row["last"]) / DAY
    says = say("last there on {day}", day=datetime.fromtimestamp(row["last"], UTC).date())
    return Reason("lately", since, 0.10 / (1 + since / 90), says)


EVIDENCE: tuple[Callable[[dict[str, Any], int], Reason | None], ...] = (
    _with_you,
    _with_others,
    _questions,
    _long_talks,
    _presence,
    _lately,
)


def _starts(known: Beside) -> Reason | None:
    """Talks one to one that the other began b and the owner began a, m the smaller, as m / (m + 3)."""
    begun = min(known.begun_mine, known.begun_theirs)
    if not begun:
        return None
    says = say(
        "you both start: {theirs} talks by them, {mine} by you", theirs=known.begun_theirs, mine=known.begun_mine
    )
    return Reason("mutual starts", float(begun), 0.20 * begun / (begun + 3), says)


def _met(known: Beside) -> Reason | None:
    """Meetings in person m, as m / (m + 2)."""
    if not known.met:
        return None
    says = say_n("you met {count} time", "you met {count} times", known.met)
    return Reason("met", float(known.met), 0.15 * known.met / (known.met + 2), says)


def _history(known: Beside) -> Reason | None:
    """What both have in common of their past h, as h / (h + 1)."""
    if not known.history:
        return None
    count = len(known.history)
    says = say("you share {history}", history=", ".join(known.history))
    return Reason("history", float(count), 0.10 * count / (count + 1), says)


def _country(known: Beside) -> Reason | None:
    """A view from another country."""
    if not known.country:
        return None
    return Reason("country", None, 0.03, say("lives in {country}: another view", country=known.country))


BESIDE: Final[tuple[Callable[[Beside], Reason | None], ...]] = (_starts, _met, _history, _country)
