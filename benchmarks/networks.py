"""Networks of who wrote to whom when, as contacts of everybody: each pair is looked at from both ends."""

import gzip
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from kithbook.vocabulary import HOWS

DAY = 86_400


def contacts(pairs: pl.DataFrame) -> pl.DataFrame:
    """The columns of `ties.days.seen_from`, and ego, from ``pairs`` (who, to, at; how and size where they are known).

    Each event is there twice: from the end of who did it (by_me) and of whom it went to.
    """
    known = pairs.filter(pl.col("who") != pl.col("to")).with_columns(
        pl.col("who", "to").cast(pl.Int32), pl.col("at").cast(pl.Int64)
    )
    if "how" not in known.columns:
        known = known.with_columns(how=pl.lit(HOWS.index("message"), pl.Int8), size=pl.lit(0, pl.Int32))
    rest = {"weight": pl.lit(1.0, pl.Float32), "chat": pl.lit(1, pl.Int32)}
    out = known.select("at", "how", "size", ego="who", person="to", by_me=pl.lit(value=True), **rest)
    back = known.select("at", "how", "size", ego="to", person="who", by_me=pl.lit(value=False), **rest)
    return pl.concat([out, back]).sort("ego", "person", "at")


def _spaced(path: Path) -> pl.DataFrame:
    """A gzipped file of lines "who to seconds"."""
    with gzip.open(path) as opened:
        read = pl.read_csv(opened.read(), separator=" ", has_header=False, new_columns=["who", "to", "at"])
    return read.select("who", "to", "at")


def collegemsg(data: Path) -> pl.DataFrame:
    """Private messages of a campus (Panzarasa et al. 2009)."""
    return _spaced(data / "collegemsg" / "CollegeMsg.txt.gz")


def email_eu(data: Path) -> pl.DataFrame:
    """Mails of a European institute (Paranjape et al. 2017)."""
    return _spaced(data / "email_eu" / "email-Eu-core-temporal.txt.gz")


def enron(data: Path) -> pl.DataFrame:
    """Mails of a company, 184 people."""
    with gzip.open(data / "enron" / "ml_enron.csv.gz") as opened:
        read = pl.read_csv(opened.read())
    return read.select(who="u", to="i", at=pl.col("ts").cast(pl.Int64))


def copenhagen(data: Path) -> pl.DataFrame:
    """Texts and calls of students over 28 days (Sapiezynski et al. 2019); a call that was missed has no length."""
    folder = data / "copenhagen"
    texts = pl.read_csv(folder / "sms.csv").select(
        who="sender",
        to="recipient",
        at="timestamp",
        how=pl.lit(HOWS.index("message"), pl.Int8),
        size=pl.lit(0, pl.Int32),
    )
    calls = pl.read_csv(folder / "calls.csv").select(
        who="caller",
        to="callee",
        at="timestamp",
        how=pl.lit(HOWS.index("call"), pl.Int8),
        size=pl.col("duration").clip(0).cast(pl.Int32),
    )
    return pl.concat([texts, calls])


def friends(data: Path) -> set[tuple[int, int]]:
    """Pairs of the Copenhagen students who are friends on a social site, each with the smaller number first."""
    read = pl.read_csv(data / "copenhagen" / "fb_friends.csv")
    return {(min(pair), max(pair)) for pair in read.iter_rows()}


NETWORKS = {"CollegeMsg": collegemsg, "email-Eu": email_eu, "Enron": enron}
FILES: Sequence[str] = ("collegemsg", "email_eu", "enron", "copenhagen")
