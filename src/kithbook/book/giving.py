"""What there is to give: pieces with whom they suit, memories that two share. Nothing is offered to somebody twice."""

import re
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from django.db.models import Q

from kithbook import words
from kithbook.book import moments, occasions, tasting
from kithbook.store import models, timeline, wholes
from kithbook.store.rooms import Home
from kithbook.vocabulary import Said, say, say_n
from kithbook.vocabulary.answers import Occasion, Offer

TEXT: Final = 4_000  # characters of a piece that are looked at
MEMORY: Final = (18, 160)  # characters of a line that is worth remembering
FRESH: Final = 60 * 86_400  # seconds for which a piece is new
FAR: Final = 2**40  # later than any message
REMEMBERED: Final = 60  # of the last lines of a chat, in which one is looked for
_LANGUAGE_IN_NAME: Final = re.compile(r"[._-](?:en|zh|ar|zh-hans|zh-cn|zh_cn)?(?:\.\w{2,5})?$", re.IGNORECASE)
_LINK: Final = re.compile(r"https?://|www\.")


class Piece(NamedTuple):
    """One piece in one language."""

    key: str
    kind: str
    title: str
    link: str
    at: int | None
    text: str
    tags: tuple[str, ...]
    by_me: bool
    language: str = ""
    slug: str = ""
    translation_key: str = ""
    alternates: tuple[str, ...] = ()


class Work(NamedTuple):
    """A piece in all its languages; ``key`` is that of the first of them. It is offered once to each person."""

    key: str
    variants: tuple[Piece, ...]
    title: str
    text: str
    tags: tuple[str, ...]

    def in_language(self, language: str) -> Piece:
        """The variant in a language, else the first."""
        return words.in_language(self.variants, language)


class Library:
    """All pieces, what people care about, and what went to whom, read once for several people."""

    def __init__(self, works: Sequence[Work], offered: Mapping[int, set[str]]) -> None:
        self.works = works
        self.offered = offered
        self._profiles: dict[int, words.Profile] | None = None
        self._company: words.Company | None = None

    @property
    def profiles(self) -> dict[int, words.Profile]:
        """What everybody cares about."""
        if self._profiles is None:
            self._profiles = tasting.profiles()
        return self._profiles

    @property
    def company(self) -> words.Company:
        """Who valued what, as later imports and lists of tastes tell."""
        if self._company is None:
            self._company = words.Company(_valued())
        return self._company

    def offer(
        self,
        person: int,
        direct: Sequence[int],
        handles: Sequence[int],
        home: Home | None,
        language: str,
        zone: str,
        *,
        reason: Occasion,
        key: str = "",
    ) -> Offer | None:
        """Something to give to somebody: the piece that ``key`` names, or that their question is about, or that suits
        them best; else a memory that the two share; None where there is neither.
        """
        if reason.kind == "question":
            key = key or str(reason.says.values.get("key", ""))
        if key and (work := self.find(key)) is not None:
            return self._piece(work, (), (), language, zone)
        if reason.kind not in {"birthday", "promise", "waiting"} and not _sad(reason):
            best = self._best(person)
            if best is not None:
                work = next(each for each in self.works if each.key == best.piece)
                return self._piece(work, best.because, best.alike, language, zone)
        return memory(direct, handles, home, zone)

    def fresh(self, person: int, zone: str, now: int) -> Occasion | None:
        """A piece of the last weeks that suits somebody, as a reason to be in touch; None where there is none."""
        best = self._best(person)
        work = None if best is None else next(each for each in self.works if each.key == best.piece)
        at = None if work is None else work.variants[0].at
        if best is None or work is None or at is None or not best.because or not now - FRESH < at <= now:
            return None
        _, terms, messages = reason_of(best.because, best.alike, zone)
        on = moments.day(at, zone)
        says = say(
            "“{piece}” of {day} is about what they wrote about: {terms}.",
            piece=work.title,
            day=on,
            terms=" · ".join(terms),
        )
        return Occasion("piece", says, on.isoformat(), messages)

    def _best(self, person: int) -> words.Match | None:
        profile = self.profiles.get(person) if self.works else None
        if profile is None:
            return None
        gone = self.offered.get(person, set())
        found = words.best_piece(profile, self.works, company=self.company, offered=gone)
        return found[0] if found else None

    def _piece(
        self,
        work: Work,
        because: Sequence[words.Because],
        alike: Sequence[object],
        language: str,
        zone: str,
    ) -> Offer:
        piece = work.in_language(language)
        says, terms, messages = reason_of(because, alike, zone)
        told = say("{sort}, “{title}”.", sort=SORTS[piece.kind if piece.kind in SORTS else "link"], title=piece.title)
        if says is not None:
            told = say("{piece} {why}", piece=told, why=says)
        return Offer("piece", told, work.key, piece.title, piece.link, terms, messages)

    def find(self, wanted: str) -> Work | None:
        """The work of this key, address or title."""
        folded = " ".join(words.fold(wanted).split())
        for work in self.works:
            for each in work.variants:
                if wanted in {work.key, each.key} or (each.link and _same_page(each.link, wanted)):
                    return work
        titled = [work for work in self.works if folded in {words.fold(each.title) for each in work.variants}]
        return titled[0] if titled else None


# What kind of piece it is, at the head of a sentence.
SORTS: Final[dict[str, Said]] = {
    "post": say("A post"),
    "article": say("An article"),
    "book": say("A book"),
    "talk": say("A talk"),
    "repository": say("A repository"),
    "link": say("A link"),
    "playlist": say("A playlist"),
    "photograph": say("A photograph"),
    "experiment": say("Something that you tried"),
    "trip": say("A journey"),
}


def library() -> Library:
    """Everything that there is to give, newest first."""
    offered: dict[int, set[str]] = defaultdict(set)
    whole = wholes.whole_of()
    for person, key in models.Offer.objects.values_list("person_id", "key"):
        offered[whole.get(person, person)].add(key)
    return Library(_works(), offered)


def _works() -> list[Work]:
    newest: dict[str, Piece] = {}
    rows = models.Piece.objects.filter(Q(source=None) | Q(source__state="complete")).order_by("pk")
    for row in rows:
        newest[row.key] = Piece(
            row.key,
            row.kind,
            row.title or row.link or row.text[:80],
            row.link,
            row.at,
            row.text[:TEXT],
            tuple(row.tags or ()),
            row.source_id is None,
        )
    found = [
        Work(
            some[0].key,
            tuple(some),
            some[0].title,
            " ".join(each.text for each in some) + " " + " ".join(each.title for each in some[1:]),
            tuple(dict.fromkeys(tag for each in some for tag in each.tags)),
        )
        for some in words.one_piece([_spoken(each) for each in newest.values()])
    ]
    return sorted(found, key=lambda work: (-(work.variants[0].at or 0), work.key))


def _spoken(piece: Piece) -> Piece:
    """The same with its language, and for a file of a folder of posts its name without the language in it."""
    slug = "" if piece.link else _LANGUAGE_IN_NAME.sub("", piece.key.rpartition("/")[2])
    told = piece._replace(slug=slug)
    return told._replace(language=words.language_of(told))


def _valued() -> dict[Hashable, set[int]]:
    """Who valued which piece, and who likes which thing, as lists of tastes tell."""
    whole = wholes.whole_of()
    found: dict[Hashable, set[int]] = defaultdict(set)
    for person, key in models.Offer.objects.filter(valued=True).values_list("person_id", "key"):
        found[key].add(whole.get(person, person))
    told = models.Taste.objects.filter(source__state="complete", handle__isnull=False, handle__person__is_me=False)
    for person, kind, what in told.values_list("handle__person_id", "kind", "what"):
        found[f"{kind}:{what}"].add(person)
    return found


def _sad(reason: Occasion) -> bool:
    from kithbook.book.reasons import NEWS_WORDS

    return reason.kind == "news" and reason.says.values.get("news") in (NEWS_WORDS["ill"], NEWS_WORDS["loss"])


def reason_of(
    because: Sequence[words.Because], alike: Sequence[object], zone: str
) -> tuple[Said | None, tuple[str, ...], tuple[int, ...]]:
    """Why a piece suits somebody: as a sentence, the terms, and the messages that speak for it."""
    terms = tuple(each.term for each in because)
    messages = tuple(dict.fromkeys(ref for each in because for source, ref in each.refs if isinstance(ref, int)))
    if because:
        when = timeline.moments_of(messages)
        if when:
            return (
                say(
                    "They wrote about {terms}, last on {day}.",
                    terms=" · ".join(terms),
                    day=moments.day(max(when.values()), zone),
                ),
                terms,
                messages,
            )
        return say("They care about {terms}.", terms=" · ".join(terms)), terms, messages
    if alike:
        return (
            say_n(
                "They liked {count} other thing with those who liked this.",
                "They liked {count} other things with those who liked this.",
                len(alike),
            ),
            terms,
            messages,
        )
    return None, terms, messages


def memory(direct: Sequence[int], handles: Sequence[int], home: Home | None, zone: str) -> Offer | None:
    """A line that both have, worth remembering: a whole sentence of the last talks between the two, or else of theirs
    in the group that the two share; without links and questions.
    """
    if home is None:
        return None
    if home.direct:
        lines = timeline.between(direct, until=FAR, most=REMEMBERED)
    else:
        lines = [line for line in timeline.recent(handles, since=0, until=FAR, most=REMEMBERED) if line.chat == home.id]
    least, most = MEMORY
    whole = [line for line in lines if least <= len(line.text) * _density(line.text) and len(line.text) <= most]
    fitting = [line for line in whole if not _LINK.search(line.text) and not line.question]
    best = max(fitting, key=lambda line: (line.at, line.id), default=None)
    if best is None:
        return None
    day, quoted = moments.day(best.at, zone), occasions.short(best.text)
    says = (
        say("A memory: your words to each other, on {day}: “{words}”", day=day, words=quoted)
        if home.direct
        else say("A memory from {chat}, {day}: “{words}”", chat=home.title, day=day, words=quoted)
    )
    return Offer("memory", says, messages=(best.id,))


def _density(text: str) -> float:
    """How much a character of this text says beside one of a Latin one: a Chinese one about three times as much."""
    return 3.0 if any("\u3040" <= sign <= "\u9fff" or "\uac00" <= sign <= "\ud7af" for sign in text) else 1.0


def _same_page(one: str, other: str) -> bool:
    """Whether two addresses are of one page: but for scheme, www, a last slash and what tracks."""

    def plain(link: str) -> str:
        parts = urlsplit(link)
        return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}"

    return "://" in other and bool(plain(one)) and plain(one) == plain(other)
