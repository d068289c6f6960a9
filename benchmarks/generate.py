"""WhatsApp exports of any length, the same for the same seed: many members, several lines, emoji, Chinese, Arabic."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np

MEMBERS = 300
YEARS = 6
START = int(datetime(2020, 1, 1, 9, tzinfo=UTC).timestamp())
BATCH = 100_000
SYLLABLES = "ba ke li mo ru ta ves nor pin dal que sto fi han gle wor thu mar en is ol ap".split()  # noqa: SIM905 - words read better as words
HANZI = "今天窑里的碗都开了吗明年春我们去旧港看灯笼修收音机书店下雨好朋友来喝茶火车慢一点再见谢"
ARABIC = (
    "اليوم الفرن الميناء صباح الخير القطار المصباح شكرا غدا السوق الكتاب تأخر الطين جميل نلتقي عند النافورة".split()  # noqa: SIM905
)
EMOJI = "😀 😂 ❤️ 👍 🙏 🎉 🔥 😅".split()  # noqa: SIM905


def member(number: int) -> str:
    """The name of one member, a different one for each number below 10,000: Latin for most, Chinese and Arabic too."""
    tens, some = divmod(number, 10)
    if some == 7:
        return f"{HANZI[tens % 40]}{HANZI[tens // 40 % 40]}{some}{tens}"
    if some == 3:
        return f"{ARABIC[tens % len(ARABIC)]} {ARABIC[number % len(ARABIC)]} {number}"
    parts = [SYLLABLES[number // 22**place % 22] for place in range(3)]
    return f"{parts[0].title()}{parts[1]} {parts[2].title()}field"


def vocabulary(rng: np.random.Generator) -> list[str]:
    """20,000 words that look like words, so that an index over them is as large as a real one."""
    picks = rng.integers(0, len(SYLLABLES), (20_000, 4))
    lengths = rng.integers(1, 5, 20_000)
    return ["".join(SYLLABLES[p] for p in row[:n]) for row, n in zip(picks, lengths, strict=True)]


def zipf(count: int, exponent: float) -> np.ndarray:
    """The shares of `count` ranks under Zipf's law."""
    weights = 1 / np.arange(1, count + 1) ** exponent
    return weights / weights.sum()


def texts(count: int, known: list[str], shares: np.ndarray, rng: np.random.Generator) -> list[str]:
    """`count` bodies: 76% words, 10% Chinese, 8% Arabic, 6% media; some end in "?", an emoji or a second line."""
    lengths = rng.geometric(1 / 7, count)
    words = iter(rng.choice(len(known), int(lengths.sum()), p=shares).tolist())
    kinds = rng.random(count).tolist()
    marks = rng.random(count).tolist()
    made = []
    for length, kind, mark in zip(lengths.tolist(), kinds, marks, strict=True):
        picks = [next(words) for _ in range(length)]
        if kind < 0.76:
            body = " ".join(known[p] for p in picks)
        elif kind < 0.86:
            body = "".join(HANZI[p % len(HANZI)] + HANZI[p // 7 % len(HANZI)] for p in picks)
        elif kind < 0.94:
            body = " ".join(ARABIC[p % len(ARABIC)] for p in picks)
        else:
            body = "<Media omitted>"
        if mark < 0.12:
            body += "?"
        elif mark < 0.20:
            body += " " + EMOJI[length % len(EMOJI)]
        elif mark < 0.27:
            body += "\n" + " ".join(known[p] for p in picks[:5]) + "\n1: " + known[picks[0]]
        made.append(body)
    return made


def export(path: Path, messages: int, *, seed: int = 7, members: int = MEMBERS, first: int = 0) -> Path:
    """Write an Android export of `messages` messages by `members` members (numbered from `first`) to `path`."""
    rng = np.random.default_rng(seed)
    known = vocabulary(rng)
    shares = zipf(len(known), 1.05)
    names = [member(n) for n in range(first, first + members)]
    activity = zipf(members, 1.0)
    at = float(START)
    with path.open("w", encoding="utf-8", newline="\n") as target:
        target.write(_line(START, "Messages and calls are end-to-end encrypted."))
        for begin in range(0, messages, BATCH):
            count = min(BATCH, messages - begin)
            gaps = rng.lognormal(0, 2, count)
            moments = at + np.cumsum(gaps * (YEARS * 365.25 * 86400 / messages / np.exp(2)))
            at = float(moments[-1])
            senders = rng.choice(members, count, p=activity).tolist()
            bodies = texts(count, known, shares, rng)
            target.writelines(
                _line(int(moment), f"{names[sender]}: {body}")
                for moment, sender, body in zip(moments.tolist(), senders, bodies, strict=True)
            )
    return path


def _line(moment: int, text: str) -> str:
    return f"{datetime.fromtimestamp(moment, UTC):%d/%m/%Y, %H:%M} - {text}\n"
