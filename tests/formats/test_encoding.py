"""Which encoding short chats of many languages are in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats.encoding import CODECS, Encoding, decide
from tests.formats.chat_lines import LINES, chat

OTHERS = [
    (
        "cp1250",
        "Piec ostygł, jutro możemy otworzyć. Źle spałem, dziękuję za podwiezienie",
    ),
    (
        "cp1254",
        "Fırın soğudu, yarın açabiliriz. Şimdilik teşekkürler, çok yağmur yağdı",
    ),
    (
        "cp1253",
        "Ο φούρνος κρύωσε, αύριο το πρωί ανοίγουμε",
    ),
    (
        "cp1255",
        "התנור התקרר, מחר בבוקר נפתח",
    ),
    (
        "koi8_r",
        "Печь остыла, завтра утром откроем",
    ),
    (
        "euc_jp",
        "窓の温度が下がったので明日の朝開けます",
    ),
]


def reads(found: Encoding, content: bytes, text: str) -> bool:
    """Whether what was found gives back the text."""
    return content.decode(found.codec, "replace") == text


@pytest.mark.parametrize("key", LINES, ids=lambda key: key[0])
def test_short_chats_are_read_in_their_own_encoding(key: tuple[str, str]) -> None:
    """Of fifty short chats nearly all come out right, and none wrong without a word; longer ones all do."""
    for characters, least in ((50, 0.95), (200, 0.9), (1000, 0.98)):
        right, counted = 0, 0
        for seed in range(50):
            text = chat(key, characters, seed)
            content = text.encode(CODECS.get(key[1], key[1]))
            if content.isascii():
                continue
            found = decide(content)
            counted += 1
            right += reads(found, content, text)
            assert reads(found, content, text) or not found.sure, (characters, seed, found)
        assert right >= least * counted, (characters, right, counted)


@pytest.mark.parametrize("key", LINES, ids=lambda key: key[0])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_never_taken_for_anything_else(key: tuple[str, str], encoding: str) -> None:
    """UTF-8 and UTF-16, with or without a mark, in every language and length."""
    for characters in (3, 20, 400):
        for seed in range(10):
            text = chat(key, characters, seed)
            assert decide(text.encode(encoding)).codec == encoding or text.isascii()


@pytest.mark.parametrize(("encoding", "text"), OTHERS, ids=[encoding for encoding, _ in OTHERS])
def test_rarer_encodings_are_found_too(encoding: str, text: str) -> None:
    """Central European, Turkish, Greek, Hebrew and the Unix encodings of Russian and Japanese."""
    assert decide(text.encode(encoding)).name == encoding


def test_what_fits_nothing_is_not_sure() -> None:
    """Bytes that are no text, and an encoding that is not known here, are shown with several options."""
    for content in (bytes(range(128, 256)) * 3, OTHERS[4][1].encode("cp866")):
        found = decide(content)
        assert not found.sure
        assert len(found.options) == len(found.samples) > 1


@given(st.sampled_from(sorted(LINES)), st.integers(30, 300), st.integers(0, 5000), st.integers(1, 3))
def test_a_chat_that_is_cut_anywhere_keeps_its_encoding(key: tuple[str, str], length: int, seed: int, cut: int) -> None:
    """A head may end inside of a character."""
    text = chat(key, length, seed)
    content = text.encode(CODECS.get(key[1], key[1]))[:-cut]
    found = decide(content)
    good = content.decode(CODECS.get(key[1], key[1]), "replace")
    assert content.isascii() or not found.sure or reads(found, content, good)


@given(st.binary(max_size=400))
def test_any_bytes_have_an_encoding(content: bytes) -> None:
    """Whatever is given, there is a codec that reads it, and a person may choose among what is offered."""
    found = decide(content)
    content.decode(found.codec, "replace")
    assert len(found.options) == len(found.samples)
    assert found.sure or found.name in found.options


@pytest.mark.parametrize("text", ["plain words 12:30 and more of them", "我们明天早上在窑里见，带上你的碗"])
def test_a_few_zero_bytes_do_not_make_utf16(text: str) -> None:
    """A disk that failed leaves zeros in a file, and pairs of Latin letters look like Chinese."""
    content = text.encode()
    assert decide(content[:6] + b"\0\0" + content[6:] + b"\0").name == "utf-8"
