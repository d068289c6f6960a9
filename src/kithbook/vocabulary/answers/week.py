"""Answers about this week: the few, why now, what to give, and what was left out."""

import msgspec

from kithbook.vocabulary.answers.groups import GroupRow
from kithbook.vocabulary.answers.named import Named
from kithbook.vocabulary.answers.people import PersonRow
from kithbook.vocabulary.saying import Said


class Occasion(msgspec.Struct, frozen=True):
    """A reason to be in touch now, out of evidence.

    kind: "wished" | "reminder" | "birthday" | "promise" | "waiting" (they wrote last and asked) | "news" | "question" |
    "season" | "late" (beyond the latest that you set) | "piece" (something new of yours fits) |
    "drift" | "none". ``on`` is the ISO day that it is about;
    ``messages`` are the rows in the book that it was read from.
    """

    kind: str
    says: Said
    on: str = ""
    messages: tuple[int, ...] = ()


class Offer(msgspec.Struct, frozen=True):
    """Something to give: a "piece", a "memory" or "words" of thanks. ``because`` are words of theirs that it fits."""

    kind: str
    says: Said
    key: str = ""
    title: str = ""
    link: str = ""
    because: tuple[str, ...] = ()
    messages: tuple[int, ...] = ()


class Asks(msgspec.Struct, frozen=True):
    """Asking and giving with one person. ``flag`` says why this draft should not ask, ``instead`` what would give."""

    free: bool = False  # nothing is asked of them
    balance: Said | None = None
    flag: Said | None = None
    instead: Said | None = None


class NudgeAnswer(msgspec.Struct, frozen=True):
    """One suggestion as it is shown. ``drift`` is the chance of 90 days of silence if nothing is done.

    ``way`` is how: "message" | "voice" | "call" | "meet". ``give`` is the offer as one sentence. ``open`` are pairs
    (platform, address that opens it there, with the draft where the platform takes one).
    """

    person: Named
    why: tuple[Said, ...]
    channel: str
    minutes: int
    draft: str
    give: Said | None
    language: str
    word: str
    drifting: bool
    as_of: str = ""  # ISO date, where the person was last seen long ago
    evidence: tuple[Said, ...] = ()
    offer: Offer | None = None
    occasion: Occasion | None = None
    drift: float | None = None
    asks: Asks = Asks()
    situation: str = ""
    tone: str = "warm"
    way: str = "message"
    open: tuple[tuple[str, str], ...] = ()


class LeftOut(msgspec.Struct, frozen=True):
    """Who would also have been worth a moment, and did not fit; ``minutes`` is what they would take."""

    count: int
    people: tuple[Named, ...]
    minutes: int = 0


class TodayAnswer(msgspec.Struct, frozen=True):
    """This week's few under a budget of minutes.

    ``kept_value`` is the share of all tie value that is kept over the coming year with as many minutes each week,
    ``if_nothing`` the share that is kept by itself; None where nothing is known yet. ``quiet`` is the last ISO day of a
    quiet time that you set, in which nothing is suggested.
    """

    budget_minutes: int
    nudges: tuple[NudgeAnswer, ...]
    left_out: LeftOut
    week: tuple[str, str] = ("", "")  # first and last ISO day
    says: Said | None = None
    slipping: tuple[PersonRow, ...] = ()
    decisions: tuple[GroupRow, ...] = ()
    empty_book: bool = False
    kept_value: float | None = None
    if_nothing: float | None = None
    quiet: str = ""


class DraftAnswer(msgspec.Struct, frozen=True):
    """First words to somebody, in one tone; ``turn`` numbers the wordings. ``asks`` is about this very text."""

    person: Named
    situation: str
    tone: str
    turn: int
    language: str
    text: str
    open: tuple[tuple[str, str], ...] = ()
    asks: Asks = Asks()


class CircleRhythm(msgspec.Struct, frozen=True):
    """How often a circle is meant to be in touch, in days: ideally, and at the latest; None for never."""

    circle: str
    ideal: int | None
    latest: int | None


class IntentionAnswer(msgspec.Struct, frozen=True):
    """What you want from the people you know: in your ``words``, and as choices.

    ``wants`` are some of "friends" | "peers" | "work" | "family"; ``many`` how many people you want to keep, None
    where you did not say; ``places`` where they are. ``quiet`` are (first, last ISO day) in which nothing is suggested.
    """

    words: str = ""
    wants: tuple[str, ...] = ()
    many: int | None = None
    places: tuple[str, ...] = ()
    circles: tuple[CircleRhythm, ...] = ()
    quiet: tuple[tuple[str, str], ...] = ()


class BetweenAnswer(msgspec.Struct, frozen=True):
    """What you said of how to be in touch with one person: ``rhythm`` in days ("30 / 90", "never", ""), ``way``."""

    person: Named
    rhythm: str
    way: str
    ask_free: bool


class FavourRow(msgspec.Struct, frozen=True):
    """A favour. ``deed``: "asked" | "given" | "promised"; ``by_me``: you did. ``state``: "proposed" | "yes" | "kept".

    ``id`` is "f12" for one that is kept; a proposed one has its mark instead.
    """

    id: str
    person: Named
    deed: str
    by_me: bool
    kind: str
    on: str
    text: str
    state: str
    due: str = ""
    messages: tuple[int, ...] = ()


class FavoursAnswer(msgspec.Struct, frozen=True):
    """Favours between you and people, newest first: kept ones, and such as messages seem to tell, which wait for a yes.

    ``says`` is the balance as one sentence, where this is about one person.
    """

    favours: tuple[FavourRow, ...]
    proposed: tuple[FavourRow, ...]
    says: Said | None = None
    person: Named | None = None
    ask_free: bool = False


class PieceRow(msgspec.Struct, frozen=True):
    """Something worth sharing. ``languages`` are those in which it exists; ``offered`` those to whom it went."""

    key: str
    kind: str
    title: str
    link: str
    on: str
    languages: tuple[str, ...] = ()
    offered: tuple[Named, ...] = ()
    by_me: bool = False


class PiecesAnswer(msgspec.Struct, frozen=True):
    """Everything worth sharing, newest first."""

    pieces: tuple[PieceRow, ...]
    total: int


class Fit(msgspec.Struct, frozen=True):
    """Somebody who would value a piece: how surely (0 to 1), and because of which of their words or deeds."""

    person: Named
    score: float
    says: Said
    because: tuple[str, ...] = ()
    messages: tuple[int, ...] = ()
    link: str = ""  # the variant in their language
    ask_free: bool = False


class TasteRow(msgspec.Struct, frozen=True):
    """Something that a person cares about: in how many messages it showed, from when to when, and in which."""

    what: str
    times: int
    first: str
    last: str
    messages: tuple[int, ...] = ()


class ShareAnswer(msgspec.Struct, frozen=True):
    """Who would value a piece, surest first, a handful at most."""

    piece: PieceRow
    people: tuple[Fit, ...]
    says: Said


class Learnt(msgspec.Struct, frozen=True):
    """One thing that was learnt: of what ("minutes" | "channel" | "reason"), which, the number, from how many."""

    of: str
    what: str
    value: float
    count: int
    says: Said


class LearntAnswer(msgspec.Struct, frozen=True):
    """What your answers have taught the book, and since when; it can be forgotten."""

    learnt: tuple[Learnt, ...]
    since: str
    answers: int
    says: Said
