"""Writes a small WhatsApp export for the walk: an invented group whose dates leave open what is day, what is month."""

from pathlib import Path

ME = "Ottokar Plumb"
OTHERS = ("Ines Halfmoon", "云三朵", "نادية الورّاق", "Bram Teakettle")
LINES = (
    "is anybody at the kiln tonight?",
    "yes, until nine",
    "我带灰釉来",
    "سآتي بعد قليل",
    "bring the long tongs please",
)


def write_export(folder: Path) -> Path:
    """Four years of talk, an evening a month, in the last of them without two of the people.

    Each date runs forward whichever of its numbers is the day.
    """
    lines = []
    for year in (2023, 2024, 2025, 2026):
        for day in range(1, 11):
            for turn in range(24):
                there = OTHERS if year < 2026 else OTHERS[:2]
                who = ME if turn % 3 == 0 else there[(turn // 2 + day) % len(there)]
                text = LINES[(turn * 2 + day) % len(LINES)]
                lines.append(f"{day:02}/{day + 1:02}/{year}, 21:{turn:02} - {who}: {text}")
    path = folder / "WhatsApp Chat with Lantern Street.txt"
    path.write_text("\n".join(lines) + "\n")
    return path
