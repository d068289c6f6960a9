"""What there is to give: pieces that fit, offered once; translations are one; who would value something."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kithbook import book
from kithbook.vocabulary import Refused

DAY = 86_400
ASH = ("the apple ash glaze ran again", "sieve the ash before the glaze", "ash glaze on porcelain", "the ash was wet")
FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>A journal</title><id>https://me.example/</id>
<updated>2026-06-01T08:00:00Z</updated><author><name>Wilma Foxglove</name></author>
<entry><title>Why an ash glaze runs</title><id>https://me.example/en/ash</id><link href="https://me.example/en/ash"/>
<updated>2026-06-01T08:00:00Z</updated><summary>Apple ash, sieved, on porcelain: the glaze runs.</summary></entry>
<entry><title>草木灰釉为什么会流</title><id>https://me.example/zh/ash</id><link href="https://me.example/zh/ash"/>
<updated>2026-06-01T08:00:00Z</updated><summary>草灰洗过三遍，釉面还是流。</summary></entry>
<entry><title>Trains of the north</title><id>https://me.example/en/trains</id><link href="https://me.example/en/trains"/>
<updated>2026-05-01T08:00:00Z</updated><summary>Sleeper carriages and timetables.</summary></entry>
</feed>
"""


@pytest.fixture
def library(account: Any, empty: Path, tmp_path: Path, now: int) -> Callable[[], None]:
    """Ines writes of ash glazes, Bram of trains, Lio and Tobias of nothing much; the owner has a journal."""
    for place in range(24):
        at = now - (40 + 12 * place) * DAY
        account.talk("Ines Halfmoon", at, ("good morning", ASH[place % 4]))
        account.talk(
            "Bram Teakettle", at, ("hello", "the sleeper train was late" if place % 2 else "timetables at last")
        )
        account.talk("Lio Marchetti", at, ("hello", "lunch at noon"))
        account.talk("Tobias Quillfeather", at, ("hello", "see you on Sunday"))
    account.say("Lantern Street", "Odalys", now - DAY, "the oven is warm", group=True)
    book.bring_in(account.write(tmp_path), now=now)
    feed = tmp_path / "feed.xml"
    feed.write_text(FEED, encoding="utf-8")
    book.bring_in(feed, now=now)
    return lambda: None


def test_who_would_value_a_piece_and_why(library: object, now: int) -> None:
    """Those whose own words speak for it, with the messages; nobody else."""
    from kithbook.store.models import Message

    answer = book.share("https://me.example/en/ash", now=now)
    assert [fit.person.name for fit in answer.people] == ["Ines Halfmoon"]
    fit = answer.people[0]
    assert "ash" in " ".join(fit.because)
    assert all(
        "ash" in Message.objects.get(pk=row).text or "glaze" in Message.objects.get(pk=row).text for row in fit.messages
    )


def test_translations_are_one_piece(library: object, now: int) -> None:
    """Two posts at one place but for the language are one row, offered in the language of the friend."""
    rows = book.pieces(now=now).pieces
    assert [row.languages for row in rows] == [("en", "zh-hans"), ("en",)]


def test_a_piece_is_never_offered_twice_to_one_person(library: object, now: int) -> None:
    """Given by hand or with a suggestion, in whatever language: it is not offered again, and undo brings it back."""
    ines = next(row.id for row in book.people(now=now).people if row.name == "Ines Halfmoon")
    card = next(each for each in book.today(now=now, minutes=900).nudges if each.person.id == ines)
    assert card.offer is not None
    assert (card.offer.kind, card.offer.title) == ("piece", "Why an ash glaze runs")
    book.answer_nudge(ines, "done", now=now, piece=(card.offer.key, card.offer.title))
    assert ines not in [fit.person.id for fit in book.share("https://me.example/zh/ash", now=now).people]
    assert [one.id for one in book.pieces(now=now).pieces[0].offered] == [ines]
    book.undo_answer(ines, now=now)
    assert [fit.person.id for fit in book.share("https://me.example/en/ash", now=now).people] == [ines]
    book.give_piece(f"#{ines}", card.offer.key, "Ash", now=now)
    assert book.share("Why an ash glaze runs", now=now).people == ()


def test_something_unknown_is_matched_by_what_it_is_about(library: object, tmp_path: Path, now: int) -> None:
    """An address that was never read, a file, or a title with a few words."""
    named = book.share("https://other.example/a?utm_source=x", about="sleeper trains and timetables", now=now)
    assert [fit.person.name for fit in named.people] == ["Bram Teakettle"]
    note = tmp_path / "note.md"
    note.write_text("# Ash\nThe apple ash glaze, and how to sieve it.", encoding="utf-8")
    assert [fit.person.name for fit in book.share(note, now=now).people] == ["Ines Halfmoon"]
    assert book.share("https://other.example/quantum", about="quantum entanglement", now=now).people == ()


def test_pieces_by_hand(library: object, now: int) -> None:
    """What you tried is a piece too; it can be taken out again, what an import brought cannot."""
    kept = book.keep_piece("A week without sugar", kind="experiment", about="bread", now=now)
    assert kept.by_me
    assert kept.key in [row.key for row in book.pieces(now=now).pieces]
    book.drop_piece(kept.key)
    assert kept.key not in [row.key for row in book.pieces(now=now).pieces]
    with pytest.raises(Refused, match="You wrote down no such piece"):
        book.drop_piece(book.pieces(now=now).pieces[0].key)
    with pytest.raises(Refused, match="Say what it is"):
        book.keep_piece("  ", now=now)
    with pytest.raises(Refused, match="There is no sort"):
        book.keep_piece("x", kind="poem", now=now)


def test_a_file_that_is_no_text_is_refused(empty: Path, tmp_path: Path, now: int) -> None:
    """One sentence, with the next step."""
    picture = tmp_path / "picture.jpg"
    picture.write_bytes(b"\xff\xd8\0\0")
    with pytest.raises(Refused, match="is no text"):
        book.share(picture, now=now)


def test_what_somebody_cares_about_is_told_with_its_messages(library: object, now: int) -> None:
    """In readable words, with how often and until when."""
    ines = next(row.id for row in book.people(now=now).people if row.name == "Ines Halfmoon")
    told = {row.what: row for row in book.liked(ines)}
    assert any("ash" in what for what in told)
    assert all(row.messages for row in told.values())


def test_vectors_are_asked_for_without_names_or_messages(
    library: object, now: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the piece and a few words of taste are sent; without a model set up nothing is, and that is said."""
    with pytest.raises(Refused, match="No language model is set up"):
        book.share("https://me.example/en/ash", now=now, embed=True)
    sent: list[str] = []

    def embed(texts: list[str]) -> list[list[float]]:
        sent.extend(texts)
        return [[1.0, float(place)] for place, _ in enumerate(texts)]

    monkeypatch.setattr("kithbook.book.modelling.embed", embed)
    answer = book.share("https://me.example/en/ash", now=now, embed=True)
    assert [fit.person.name for fit in answer.people] == ["Ines Halfmoon"]
    assert not any(name in text for text in sent[1:] for name in ("Ines", "Bram", "ran again", "was late"))


def test_a_piece_that_was_answered_was_valued(library: object, account: Any, tmp_path: Path, now: int) -> None:
    """They wrote within a month after it went to them: the next import notes it; of others nothing is known yet."""
    from kithbook.store.models import Offer

    book.give_piece("Ines", "https://me.example/en/ash", "Ash", now=now - 20 * DAY)
    book.give_piece("Lio", "https://me.example/en/ash", "Ash", now=now - 2 * DAY)
    account.say("Ines Halfmoon", "Ines Halfmoon", now - 18 * DAY, "that was a good read")
    book.bring_in(account.write(tmp_path), now=now)
    told = dict(Offer.objects.values_list("person__name", "valued"))
    assert told == {"Ines Halfmoon": True, "Lio Marchetti": None}
