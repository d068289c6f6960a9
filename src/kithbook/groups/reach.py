"""What one voice of a group reaches: how many of its posts are heard, by whom, of which kind, how often at most."""

from typing import Final

import polars as pl

from kithbook.groups.figures import DAY, YEAR
from kithbook.groups.health import wilson
from kithbook.groups.talks import LIKELY
from kithbook.vocabulary import KINDS, Said, say, say_n
from kithbook.vocabulary.answers import Named, Reach, Reader

FEWEST: Final = 12  # posts of the year below which nothing is told
MOST_READERS: Final = 10
OFTEN: Final = 7.0  # days: no advice to post more often than weekly
PICTURES: Final = [KINDS.index(kind) for kind in ("image", "video")]
LINKS: Final = [KINDS.index(kind) for kind in ("link", "file")]
EACH: Final = 5  # posts of a kind below which it is not compared


def reach(
    spoken: pl.DataFrame, answer: pl.DataFrame, *, me: int | None, seen_until: int, names: dict[int, str]
) -> Reach | None:
    """The reach of the owner's posts of the last year, or of the loudest where the owner wrote fewer than 12.

    ``spoken`` and ``answer`` as `talks` makes them. A post is heard where somebody else reacted to it or answered it.
    None where nobody wrote 12.
    """
    year = spoken.filter(pl.col("at") > seen_until - YEAR)
    counts = dict(year.group_by("sender").len().iter_rows())
    if not counts:
        return None
    voice = me if me is not None and counts.get(me, 0) >= FEWEST else max(counts, key=lambda one: (counts[one], -one))
    if counts[voice] < FEWEST:
        return None
    posts = _posts(year, voice)
    heard = float(posts["heard"].mean() or 0.0)  # type: ignore[arg-type]
    low, high = wilson(heard, posts.height)
    to_them = answer.filter((pl.col("to") == voice) & (pl.col("at") > seen_until - YEAR))
    readers = to_them.group_by("by").len().sort(["len", "by"], descending=[True, False]).head(MOST_READERS)
    found = tuple(Reader(Named(one, names.get(one, "")), count) for one, count in readers.iter_rows())
    every = _every(posts)
    return Reach(
        voice=Named(voice, names.get(voice, "")),
        by_you=voice == me,
        posts=posts.height / 12,
        heard=heard,
        low=low,
        high=high,
        readers=found,
        every_days=every,
        says=_says(posts, to_them["by"].n_unique(), every, heard, low, high),
    )


def _posts(year: pl.DataFrame, voice: int) -> pl.DataFrame:
    """The posts of the voice, a turn each: at, kind, heard."""
    answering = year.filter((pl.col("chance") >= LIKELY) & (pl.col("sender") != voice))
    answered = answering["answers"].implode()
    mine = year.filter(pl.col("sender") == voice).with_columns(heard=pl.col("reacted") | pl.col("id").is_in(answered))
    pictures, links = pl.col("kind").is_in(PICTURES).any(), pl.col("kind").is_in(LINKS).any()
    kind = pl.when(pictures).then(pl.lit("picture")).when(links).then(pl.lit("link")).otherwise(pl.lit("text"))
    return (
        mine.group_by("turn", maintain_order=True).agg(at=pl.col("at").first(), kind=kind, heard=pl.col("heard").any())
    ).select("at", "kind", "heard")


def _every(posts: pl.DataFrame) -> float | None:
    """The usual time (days) since the post before, of posts that were heard; a week at least."""
    gaps = posts.with_columns(gap=pl.col("at").diff() / DAY).filter("heard")["gap"].drop_nulls()
    return None if len(gaps) < EACH else max(OFTEN, float(gaps.median() or 0.0))  # type: ignore[arg-type]


def _says(
    posts: pl.DataFrame, readers: int, every: float | None, heard: float, low: float, high: float
) -> tuple[Said, ...]:
    lines = [
        say_n(
            "{count} post in the last year; {heard:.0%} ({low:.0%} to {high:.0%}) drew an answer or a reaction.",
            "{count} posts in the last year; {heard:.0%} ({low:.0%} to {high:.0%}) drew an answer or a reaction.",
            posts.height,
            heard=heard,
            low=low,
            high=high,
        ),
        say_n("{count} person answered them.", "{count} people answered them.", readers),
    ]
    kinds = posts.group_by("kind").agg(n=pl.len(), heard=pl.col("heard").mean()).filter(pl.col("n") >= EACH)
    if kinds.height > 1:
        best = kinds.sort("heard", "kind", descending=[True, False]).row(0, named=True)
        lines.append(_KINDS[best["kind"]](best["heard"], best["n"]))
    if every is not None:
        lines.append(say_n("At most one a day.", "At most one in {count} days.", round(every)))
    return tuple(lines)


_KINDS: Final = {
    "picture": lambda heard, n: say("Pictures are heard best: {heard:.0%} of {n}.", heard=heard, n=n),
    "link": lambda heard, n: say("Links and files are heard best: {heard:.0%} of {n}.", heard=heard, n=n),
    "text": lambda heard, n: say("Plain words are heard best: {heard:.0%} of {n}.", heard=heard, n=n),
}
