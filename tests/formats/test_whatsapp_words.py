"""WhatsApp's own words in every language that Kithbook reads."""

import pytest

from kithbook.formats.whatsapp import wording
from kithbook.formats.whatsapp.wording import WORDS

LANGUAGES = {"en", "zh", "ar", "de", "fr", "es", "pt", "it", "ru", "tr", "hi", "id", "ja", "ko", "nl", "fi"}
WHOLE = ("media", "image", "video", "audio", "sticker", "file", "contact", "deleted", "missed_call")
PHRASES = [
    (kind.removeprefix("missed_"), language, word)
    for kind in WHOLE
    for language, words in WORDS[kind].items()
    for word in words
]
NAMED = [(language, pattern) for language, patterns in WORDS["name"].items() for pattern in patterns]

TITLED = {
    "en": 'Ines created group "Lantern Street"',
    "zh": "林小满 创建了群组“Lantern Street”",
    "ar": 'أنشأ سليم المجموعة "Lantern Street"',
    "de": 'Jutta hat die Gruppe "Lantern Street" erstellt.',
    "fr": "Ines a créé le groupe « Lantern Street »",
    "es": 'Lucía creó el grupo "Lantern Street"',
    "pt": 'Rui criou o grupo "Lantern Street"',
    "it": 'Carla ha creato il gruppo "Lantern Street"',
    "ru": "Вера создал(-а) группу «Lantern Street»",
    "tr": 'Deniz "Lantern Street" grubunu oluşturdu',
    "hi": 'मीरा ने "Lantern Street" ग्रुप बनाया',
    "id": 'Sari membuat grup "Lantern Street"',
    "ja": "森田さんがグループ「Lantern Street」を作成しました",
    "ko": '한서윤님이 "Lantern Street" 그룹을 만들었습니다',
    "nl": 'Piet heeft de groep "Lantern Street" gemaakt',
    "fi": 'Aino loi ryhmän "Lantern Street"',
}


@pytest.mark.parametrize(
    "meaning", [*WHOLE, "call", "live_location", "poll", "edited", "attached", "secure", "title", "group"]
)
def test_each_meaning_is_known_in_every_language(meaning: str) -> None:
    """No language is left out of any list."""
    assert set(WORDS[meaning]) == LANGUAGES
    assert all(words and all(words) for words in WORDS[meaning].values())


@pytest.mark.parametrize(("kind", "language", "word"), PHRASES)
def test_each_phrase_gives_its_kind(kind: str, language: str, word: str) -> None:
    """A phrase counts alone, marked, in angle brackets and with a final stop."""
    for text in (word, f"\u200e{word}", f"{word}.", f"<{word}>"):
        assert wording.kind_of(text)[0] == kind, language


@pytest.mark.parametrize(
    ("language", "word"), [(lang, word) for lang, each in WORDS["edited"].items() for word in each]
)
def test_each_mark_of_an_edit_is_cut_off(language: str, word: str) -> None:
    """An edited text keeps its words and loses the mark, whatever the language."""
    for text in (f"we meet at eight <{word}>", f"we meet at eight \u200e<{word}>", f"we meet at eight <{word}.>"):
        assert wording.kind_of(text) == ("text", "we meet at eight", True), language


@pytest.mark.parametrize(("language", "word"), [(lang, word) for lang, each in WORDS["poll"].items() for word in each])
def test_each_heading_of_a_poll(language: str, word: str) -> None:
    """A heading on a line of its own begins a poll."""
    assert wording.kind_of(f"\u200e{word}:\nWhich day?\n\u200eFriday")[0] == "poll", language


@pytest.mark.parametrize(
    ("language", "word"), [(lang, word) for lang, each in WORDS["attached"].items() for word in each]
)
def test_each_word_for_an_attached_file(language: str, word: str) -> None:
    """The file's ending says what was attached; a caption may follow."""
    assert wording.kind_of(f"harbour.jpg ({word})\nthe harbour")[0] == "image", language


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("IMG-20240314-WA0001.jpg", "image"),
        ("00000002-VIDEO-2024-03-14-18-05-30.mp4", "video"),
        ("PTT-20240314-WA0003.opus", "voice"),
        ("song.mp3", "audio"),
        ("00000004-STICKER-2024-03-14-18-05-30.webp", "sticker"),
        ("Nora.vcf", "contact"),
        ("minutes.pdf", "file"),
    ],
)
def test_kinds_of_attached_files(name: str, kind: str) -> None:
    """Both phones' ways of naming an attachment give the same kind."""
    assert wording.kind_of(f"\u200e<attached: {name}>")[0] == kind
    assert wording.kind_of(f"{name} (file attached)")[0] == kind


@pytest.mark.parametrize(
    "text",
    [
        "the image omitted a house",
        "look at harbour.jpg (it is blue)",
        "I voted <yes>",
        "voice call at eight?",
        "we should write a document omitted by others",
        "places: https://example.org/maps?q=1",
        "poll: who comes?\nme",
        ":)",
    ],
)
def test_what_people_write_stays_text(text: str) -> None:
    """Words that look like WhatsApp's own do not change what somebody wrote."""
    assert wording.kind_of(text) == ("text", text, False)


@pytest.mark.parametrize(("language", "line"), TITLED.items())
def test_title_of_a_group_in_every_language(language: str, line: str) -> None:
    """The line that creates a group gives its title and shows that it is a group."""
    assert wording.title_given(line).strip() == "Lantern Street", language
    assert wording.is_of_group(line)


def test_titles_are_known_in_every_language() -> None:
    """The examples above cover all languages."""
    assert set(TITLED) == LANGUAGES


@pytest.mark.parametrize(("language", "pattern"), NAMED)
def test_title_in_the_name_of_the_file(language: str, pattern: str) -> None:
    """The name that WhatsApp gives a file holds the chat's title, also where the download was numbered."""
    assert wording.title_of_file(pattern.format("Lantern Street") + " (2).txt") == "Lantern Street", language


def test_a_name_of_ones_own_gives_no_title() -> None:
    """A renamed file says nothing about the chat."""
    assert wording.title_of_file("_chat.txt") == wording.title_of_file("my backup.zip") == ""


@pytest.mark.parametrize(
    ("name", "number"),
    [("+44 7700 900123", ("+447700900123",)), ("+49 (0)170 5550100", ("+4901705550100",)), ("Ines 12", ()), ("12", ())],
)
def test_telephone_numbers_among_names(name: str, number: tuple[str, ...]) -> None:
    """A sender without a name is a number; a name with digits is not."""
    assert wording.phone(name) == number
