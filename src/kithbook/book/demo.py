"""The sample exports that ship with Kithbook: invented people, made by `scripts/make_demo.py`."""

from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[1] / "demo"


def demo_files() -> list[Path]:
    """Where the samples lie: a WhatsApp group, a journal, a Telegram and a WeChat chat, in the order of their names."""
    return sorted(SAMPLES.iterdir())
