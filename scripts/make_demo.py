"""Makes the sample exports that ship with Kithbook, the same bytes each time: `scripts/make_demo.py [FOLDER]`."""

import sys
from pathlib import Path

from demo import direct, exports, group, journal

SEED = 20261115
DEMO = Path(__file__).resolve().parents[1] / "src" / "kithbook" / "demo"


def files() -> dict[str, str]:
    """Name and content of each sample: a WhatsApp group, a WeChat chat, a Telegram chat, the owner's own journal."""
    return {
        f"WhatsApp Chat with {group.TITLE}.txt": exports.whatsapp(group.messages(SEED)),
        "wechat-yun-sanduo.csv": exports.wechat(direct.yun_sanduo(SEED + 1)),
        "telegram-nadia.json": exports.telegram(direct.nadia(SEED + 2), SEED + 3),
        "ottokar-journal.xml": journal.atom(),
    }


def main(folder: Path) -> None:
    """Write every sample into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files().items():
        (folder / name).write_bytes(text.encode())
        print(f"{name}: {len(text.encode()):,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEMO)
