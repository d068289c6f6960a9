"""Why a group's chances are what they are: numbers that move together are told together."""

from collections.abc import Callable, Mapping
from typing import Final

from kithbook.groups.forecast_numbers import Numbers
from kithbook.vocabulary import Reason, Said, say_n

Sentence = Callable[[Numbers], tuple[float, Said]]


def reasons(found: Numbers, added: Mapping[str, float]) -> tuple[Reason, ...]:
    """What raises (weight above 0, in log-odds) or lowers a chance, beside the average group; largest first.

    ``added`` is what each term adds. All weights together are the log-odds less those of the average group.
    """
    told = []
    for name, of, sentence in SAID:
        some = [added[term] for term in of if term in added]
        if some:
            value, says = sentence(found)
            told.append(Reason(name, value, sum(some), says))
    return tuple(sorted(told, key=lambda reason: -abs(reason.weight)))


def _silence(found: Numbers) -> tuple[float, Said]:
    return found.silence, say_n(
        "the last message is {count} day old, the last real conversation {talk} days",
        "the last message is {count} days old, the last real conversation {talk} days",
        round(found.silence),
        talk=round(found.since_talk),
    )


def _trend(found: Numbers) -> tuple[float, Said]:
    return float(found.lately), say_n(
        "{count} message in the last 60 days, {before} in the 60 before, {best} in its best 60",
        "{count} messages in the last 60 days, {before} in the 60 before, {best} in its best 60",
        found.lately,
        before=found.before,
        best=found.best,
    )


def _regular(found: Numbers) -> tuple[float, Said]:
    return float(found.days), say_n(
        "somebody wrote on {count} day of the last 60",
        "somebody wrote on {count} days of the last 60",
        found.days,
    )


def _voices(found: Numbers) -> tuple[float, Said]:
    return float(found.voices), say_n(
        "{count} person wrote in the last 60 days, {before} in the 60 before",
        "{count} people wrote in the last 60 days, {before} in the 60 before",
        found.voices,
        before=found.voices_before,
    )


def _newcomers(found: Numbers) -> tuple[float, Said]:
    return float(found.newcomers), say_n(
        "{count} person wrote for the first time in the last 60 days",
        "{count} people wrote for the first time in the last 60 days",
        found.newcomers,
    )


def _age(found: Numbers) -> tuple[float, Said]:
    return found.age, say_n(
        "seen for {count} day since its first message",
        "seen for {count} days since its first message",
        round(found.age),
    )


SAID: Final[tuple[tuple[str, tuple[str, ...], Sentence], ...]] = (
    ("silence", ("silence", "since_talk"), _silence),
    ("trend", ("level", "best"), _trend),
    ("regularity", ("regular",), _regular),
    ("people", ("voices", "voices_before"), _voices),
    ("newcomers", ("newcomers",), _newcomers),
    ("age", ("age",), _age),
)
