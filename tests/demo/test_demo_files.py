"""The samples that ship: made by the script, small, and read without a single problem."""

import subprocess
import sys
from pathlib import Path

import pytest

from kithbook.book.demo import demo_files
from kithbook.formats import read
from kithbook.vocabulary import Chat, Contact, Encounter, Message, Piece, Problem, Tally

REPO = Path(__file__).resolve().parents[2]
EXPECTED = {
    "WhatsApp Chat with Lantern Street Makers.txt": ("group", 60),
    "telegram-nadia.json": ("direct", 2),
    "wechat-yun-sanduo.csv": ("direct", 2),
}


PIECES = {"ottokar-journal.xml": 6}
SAMPLES = {path.name: path for path in demo_files()}


def test_script_makes_the_same_bytes(tmp_path: Path) -> None:
    """Running the generator again gives each shipped file byte for byte."""
    subprocess.run([sys.executable, str(REPO / "scripts" / "make_demo.py"), str(tmp_path)], check=True, cwd=tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {name: path.read_bytes() for name, path in SAMPLES.items()}


def test_samples_are_small_enough_to_ship() -> None:
    """Each sample stays below 512 KiB and all of them below 700 KB."""
    sizes = [path.stat().st_size for path in SAMPLES.values()]
    assert sorted(SAMPLES) == sorted({**EXPECTED, **PIECES})
    assert max(sizes) < 512 * 1024
    assert sum(sizes) < 700_000


@pytest.mark.parametrize("name", EXPECTED)
def test_sample_is_read_without_a_problem(name: str) -> None:
    """Every unit of a sample is read, and the chat and its people are who they should be."""
    records = list(read(SAMPLES[name]))
    kind, people = EXPECTED[name]
    chats = [r for r in records if isinstance(r, Chat)]
    tally = records[-1]
    assert [r for r in records if isinstance(r, Problem)] == []
    assert isinstance(tally, Tally)
    assert tally.not_read == 0
    assert [chat.kind for chat in chats] == [kind]
    senders = {r.sender for r in records if isinstance(r, Message) and r.sender}
    assert senders <= {r.handle.key for r in records if isinstance(r, Contact)}
    assert people - 1 <= len(senders) <= people


@pytest.mark.parametrize("name", PIECES)
def test_pieces_are_read_without_a_problem(name: str) -> None:
    """Every post of the owner's journal is a piece, in three languages."""
    records = list(read(SAMPLES[name]))
    assert [r for r in records if isinstance(r, Problem)] == []
    assert sum(isinstance(r, Piece) for r in records) == PIECES[name]


def test_samples_speak_three_languages_and_end_in_november_2026() -> None:
    """The group holds English, Chinese and Arabic, and its last message is of the middle of November 2026."""
    messages = [r for r in read(SAMPLES["WhatsApp Chat with Lantern Street Makers.txt"]) if isinstance(r, Message)]
    said = " ".join(message.text for message in messages)
    assert all(word in said for word in ("kiln", "修理夜", "الفرن"))
    assert 1_794_400_000 < max(message.at for message in messages) < 1_794_787_200


def test_wechat_sample_holds_red_envelopes_and_a_transfer() -> None:
    """The WeChat sample shows the kinds that only WeChat has."""
    kinds = {r.kind for r in read(SAMPLES["wechat-yun-sanduo.csv"]) if isinstance(r, Message | Encounter)}
    assert {"text", "image", "voice", "sticker", "red_envelope", "transfer", "call"} <= kinds
