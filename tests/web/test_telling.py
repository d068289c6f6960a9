"""What an answer holds as text is told in the language of whoever asks: titles, choices, the sentence of a failure."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from kithbook import book
from kithbook.book.figures import titles
from kithbook.vocabulary import Refused

LINES = "25/12/2016, 21:07 - Ines Halfmoon: kiln is warm\n26/12/2016, 21:09 - Ottokar Plumb: coming\n"
NOW = 1_700_000_000


@pytest.fixture
def chat(tmp_path: Path) -> Iterator[Path]:
    """An export beside an empty book that is open."""
    path = tmp_path / "chat.txt"
    path.write_text(LINES)
    with book.opened(tmp_path / "test.book"):
        yield path


def test_several_titles_are_counted_in_the_readers_language() -> None:
    """What stands behind the first title is a sentence like any other."""
    with translation.override("zh-hans"):
        assert titles(["Lantern Street", "Ines", "Lio"]) == "Lantern Street和另外2个"
    assert titles(["Lantern Street", "Ines", "Lio"]) == "Lantern Street and 2 more"


def test_the_choices_of_an_import_are_words(chat: Path) -> None:
    """The order of dates says its ground, the owner has a name; both in the language that is spoken."""
    [one] = book.bring_in(chat, me="Ottokar Plumb", now=NOW).imports
    assert one.choices == {"date_order": "day first (25/12/2016 can only be read so)", "me": "Ottokar Plumb"}
    with translation.override("ar"):
        assert book.imports().imports[0].choices["date_order"] == "اليوم أولًا (لا يُقرأ 25/12/2016 إلا هكذا)"


def test_a_failure_is_kept_as_a_sentence(chat: Path) -> None:
    """A job that failed says why in the language of whoever looks, not in that of whoever began it."""
    number = book.start_import(chat, now=NOW)
    chat.unlink()
    with pytest.raises(Refused):
        book.work_on(number, now=NOW)
    assert book.progress(number).failure == f"{chat} is not there. Check the name and try again."
    with translation.override("zh-hans"):
        assert book.progress(number).failure == f"{chat}不存在。请核对名字再试。"
        assert book.imports().imports[0].problems[0].why == f"{chat}不存在。请核对名字再试。"


def test_a_chart_is_drawn_once(monkeypatch: pytest.MonkeyPatch, cast) -> None:
    """A second look at the same months in the same language draws nothing; another language does."""
    from kithbook.book import drawing

    drawn: list[str] = []
    for name in ("activity", "participation"):
        monkeypatch.setattr(drawing.charts, name, lambda months, *, title, **rest: drawn.append(title) or title)
    drawing._of_months.cache_clear()
    answer = cast.ANSWERS["group"](7, now=NOW)
    first = book.charts_of_group(answer, language="en")
    assert book.charts_of_group(answer, language="en") == first
    assert len(drawn) == 2
    assert book.charts_of_group(answer, language="ar") != first
    drawing._of_months.cache_clear()
