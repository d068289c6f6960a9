"""From events to contacts: every moment at which somebody turned to somebody (vocabulary.CONTACT_COLUMNS).

Written with Narwhals: the same functions run on Polars and on PySpark.
"""

from typing import Final

import narwhals as nw

from kithbook.ties.frames import Frame, Native, narwhal, native
from kithbook.vocabulary import CONTACT_COLUMNS, HOWS, KINDS

OLDEST: Final = 631_152_000  # 1990: an earlier time is a clock that was never set
# What a contact is worth beside a message one to one. Judgement: in a group others listen; a copy asks for no answer.
WEIGHTS: Final = {"mail": 0.5, "cc": 0.15, "reply": 0.5, "mention": 0.4, "answer": 0.5, "reaction": 0.2}

_COLUMNS = [name for name, _, _ in CONTACT_COLUMNS]
_TYPES = {name: getattr(nw, kind) for name, kind, _ in CONTACT_COLUMNS}


def contacts(events: Native, rooms: Native, *, me: int, now: int) -> Native:
    """All contacts among the people of some whole chats, in no order.

    ``events`` has vocabulary.EVENT_COLUMNS. ``rooms`` has a row for each of their chats: chat, direct (between two),
    other (in a direct chat the person who is not ``me``, else null), mail (whether it is mail). One to one every
    message counts, a call, and a reaction to one. In a group only what turns to somebody does: an answer, by the word
    of the platform or by the reply graph (with its chance), and a mention. What lies after ``now`` (UTC seconds) or
    before 1990 is a wrong clock and left out.
    """
    told = narwhal(events).filter((nw.col("at") >= OLDEST) & (nw.col("at") <= now))
    placed = told.join(narwhal(rooms), on="chat", how="inner")
    direct = placed.filter(nw.col("direct") & ~nw.col("other").is_null())
    group = placed.filter(~nw.col("direct"))
    parts = (*_one_to_one(direct, me), *_in_groups(group))
    return native(nw.concat([part.select(_COLUMNS) for part in parts], how="vertical"), events)


def copies(mails: Native, *, now: int) -> Native:
    """Mails to several people as contacts of each of them.

    ``mails`` has a row for each mail and each who got it: chat, who, to, at, size, cc (a copy). A copy weighs less.
    """
    found = narwhal(mails).filter((nw.col("at") >= OLDEST) & (nw.col("at") <= now))
    how = nw.when(nw.col("cc")).then(nw.lit(HOWS.index("cc"))).otherwise(nw.lit(HOWS.index("mail")))
    weight = nw.when(nw.col("cc")).then(nw.lit(WEIGHTS["cc"])).otherwise(nw.lit(WEIGHTS["mail"]))
    return native(_typed(found.with_columns(how=how, weight=weight)).select(_COLUMNS), mails)


def _one_to_one(direct: Frame, me: int) -> tuple[Frame, ...]:
    """Messages of direct chats both ways, and the reactions to them, which only the other can have given."""
    mine = nw.col("sender") == me
    to = nw.when(mine).then(nw.col("other")).otherwise(nw.lit(me))
    how = (
        nw.when(nw.col("kind") == KINDS.index("voice"))
        .then(nw.lit(HOWS.index("voice")))
        .otherwise(
            nw.when(nw.col("kind") == KINDS.index("call"))
            .then(nw.lit(HOWS.index("call")))
            .otherwise(
                nw.when(nw.col("mail")).then(nw.lit(HOWS.index("mail"))).otherwise(nw.lit(HOWS.index("message")))
            )
        )
    )
    written = direct.with_columns(who=nw.col("sender"), to=to, how=how, weight=nw.lit(1.0))
    reacted = direct.filter(nw.col("reacted")).with_columns(
        who=to, to=nw.col("sender"), how=_how("reaction"), weight=nw.lit(WEIGHTS["reaction"]), size=nw.lit(0)
    )
    return _typed(written), _typed(reacted)


def _in_groups(group: Frame) -> tuple[Frame, ...]:
    """Answers, and mentions of somebody whom the same message does not answer anyway."""
    answering = group.filter(~nw.col("answers").is_null())
    answered = group.select(nw.col("id").alias("answers"), nw.col("sender").alias("to"))
    told = ~nw.col("reply_to").is_null()
    answers = (
        answering.join(answered, on="answers", how="inner")
        .filter(nw.col("sender") != nw.col("to"))
        .with_columns(
            who=nw.col("sender"),
            how=nw.when(told).then(_how("reply")).otherwise(_how("answer")),
            weight=nw.when(told).then(nw.lit(WEIGHTS["reply"])).otherwise(nw.lit(WEIGHTS["answer"]) * nw.col("chance")),
        )
    )
    mentioning = group.filter(~nw.col("mentions").is_null() & (nw.col("mentions") != nw.col("sender")))
    both = mentioning.join(answers.select("id", nw.col("to").alias("already")), on="id", how="left")
    mentions = both.filter(nw.col("already").is_null() | (nw.col("already") != nw.col("mentions"))).with_columns(
        who=nw.col("sender"), to=nw.col("mentions"), how=_how("mention"), weight=nw.lit(WEIGHTS["mention"])
    )
    return _typed(answers), _typed(mentions)


def _how(name: str) -> nw.Expr:
    return nw.lit(HOWS.index(name))


def _typed(frame: Frame) -> Frame:
    return frame.with_columns(**{name: nw.col(name).cast(kind) for name, kind in _TYPES.items()})
