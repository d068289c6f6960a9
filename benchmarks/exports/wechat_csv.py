"""PyWxDump CSV exports of one WeChat group of any length: mostly words, some things, some answers that quote."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from benchmarks.generate import BATCH, MEMBERS, START, YEARS, texts, vocabulary, zipf

COLUMNS = ("id", "MsgSvrID", "type_name", "is_sender", "talker", "room_name", "msg", "src", "CreateTime")
ROOM = "34567890123@chatroom"
SEED = 7
OWNER = 2  # one of the three who write most
FIRST_ID = 4_073_926_741_244_663_531
# what is no plain text: the type's name, its share, and what stands in the column for it
THINGS = (
    ("图片", 0.05, "图片"),
    ("动画表情", 0.04, "[动画表情]"),
    ("语音", 0.02, "语音"),
    ("红包", 0.005, "恭喜发财，大吉大利"),
    ("转账", 0.005, "￥20.00"),
    ("系统通知", 0.005, "有人撤回了一条消息"),
    ("(分享)卡片式链接", 0.01, "<msg><appmsg><title>窑变的学问</title><des>一篇短文</des></appmsg></msg>"),
)


def export(path: Path, messages: int) -> Path:
    """Write a CSV of ``messages`` messages of one group to ``path``, the same each time."""
    rng = np.random.default_rng(SEED)
    known = vocabulary(rng)
    shares = zipf(len(known), 1.05)
    names = [f"wxid_{number * 7919 % 10007:05}{number:03}" for number in range(MEMBERS)]
    activity = zipf(MEMBERS, 1.0)
    limits = np.cumsum([share for _, share, _ in THINGS])
    at = float(START)
    with path.open("w", encoding="utf-8-sig", newline="") as target:
        rows = csv.writer(target)
        rows.writerow(COLUMNS)
        for begin in range(0, messages, BATCH):
            count = min(BATCH, messages - begin)
            moments = at + np.cumsum(rng.lognormal(0, 2, count) * (YEARS * 365.25 * 86400 / messages / np.exp(2)))
            at = float(moments[-1])
            senders = rng.choice(MEMBERS, count, p=activity).tolist()
            things = np.searchsorted(limits, rng.random(count)).tolist()
            bodies = texts(count, known, shares, rng)
            for number, (moment, sender, thing, body) in enumerate(
                zip(moments.tolist(), senders, things, bodies, strict=True), begin + 1
            ):
                name, _, told = THINGS[thing] if thing < len(THINGS) else ("文本", 0, body)
                when = datetime.fromtimestamp(int(moment), UTC).strftime("%Y-%m-%d %H:%M:%S")
                mine = int(sender == OWNER)
                rows.writerow((number, FIRST_ID + number, name, mine, names[sender], ROOM, told, "", when))
    return path
