"""Writes a Telegram account of three years: close friends, acquaintances, some who fell silent. All are invented."""

import json
from pathlib import Path
from typing import Any, Final

DAY: Final = 86_400
END: Final = 1_781_514_000  # 2026-06-15
ME: Final = "Ottokar Plumb"
# Name, days between two talks, days before the end of the first and of the last talk, messages of a talk.
PEOPLE: Final = (
    ("Ines Halfmoon", 3, 1100, 1, 9),
    ("云三朵", 5, 1100, 4, 8),
    ("نادية الورّاق", 6, 900, 2, 7),
    ("Bram Teakettle", 7, 1000, 5, 6),
    ("Odalys Brightwater", 9, 1100, 3, 6),
    ("石小满", 20, 1000, 12, 4),
    ("Tobias Quillfeather", 25, 1100, 20, 4),
    ("Wilma Foxglove", 30, 1100, 15, 3),
    ("Cem Arbor", 30, 800, 40, 3),
    ("Pepita Vantongeren-Blum of the Three Clouds", 40, 1100, 30, 2),
    ("Ada Fernley", 45, 1000, 400, 3),
    ("Jon Juniper", 10, 1100, 500, 5),
    ("李明", 14, 900, 320, 4),
    ("Fay Elmwood", 90, 1100, 60, 2),
    ("محمد حسن", 120, 1100, 100, 2),
    ("Kai Dune", 60, 700, 200, 2),
)


def write_account(folder: Path) -> Path:
    """The file of the account."""
    numbers = {name: 1001 + place for place, (name, *_) in enumerate(PEOPLE)}
    chats = [_chat(numbers[name], name, *how) for name, *how in PEOPLE]
    whole = {
        "about": "",
        "personal_information": {"user_id": 1000, "first_name": ME, "last_name": ""},
        "chats": {"about": "", "list": chats},
    }
    path = folder / "result.json"
    path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return path


def _chat(number: int, name: str, every: int, first: int, last: int, length: int) -> dict[str, Any]:
    """One chat: talks whose gaps sway about the usual one, begun by either."""
    lines: list[dict[str, Any]] = []
    ago, talk = float(first), 0
    while ago >= last:
        for turn in range(length):
            mine = (turn + talk) % 2 == 0
            lines.append(
                {
                    "id": len(lines) + 1,
                    "type": "message",
                    "date": "2020-01-01T00:00:00",
                    "date_unixtime": str(END - int(ago * DAY) + turn * 180),
                    "from": ME if mine else name,
                    "from_id": f"user{1000 if mine else number}",
                    "text": ("the kiln is warm", "那只碗裂了", "والكتب كثيرة")[(talk + turn) % 3],
                }
            )
        talk += 1
        ago -= every * (0.6, 1.0, 1.4, 0.8, 1.2)[(talk * 7 + number) % 5]
    return {"name": name, "type": "personal_chat", "id": number, "messages": lines}
