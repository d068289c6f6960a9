"""The two direct chats: one that comes in springs and fades, one that goes on week by week."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from demo.rhythm import END, later, moments
from demo.stock import Scene, Stock, load, words

# Month after November 2023 -> (long talks, short ones) with Yun Sanduo: springs and autumns, then hardly anything.
SPRINGS = {
    0: (2, 2), 1: (1, 2), 2: (1, 2), 3: (2, 1), 4: (4, 3), 5: (5, 3), 6: (3, 2), 7: (1, 2), 8: (0, 1), 9: (0, 1),
    10: (1, 1), 11: (2, 2), 12: (1, 1), 13: (0, 2), 14: (0, 1), 15: (2, 1), 16: (4, 2), 17: (4, 3), 18: (3, 2),
    19: (0, 1), 20: (0, 1), 22: (1, 1), 23: (2, 2), 24: (1, 1), 25: (0, 1), 27: (1, 1), 28: (1, 0),
}  # fmt: skip
UNANSWERED = (datetime(2026, 6, 20, 20, 14), datetime(2026, 10, 28, 19, 40))  # noqa: DTZ001
STEADY = {month: (1 + month % 2, 3 - month % 2) for month in range(37)}


@dataclass(frozen=True)
class Said:
    """One message of a direct chat; `kind` is "text" or what stood in angle brackets."""

    at: datetime
    by_me: bool
    kind: str
    text: str


class Talk:
    """Makes one direct chat from its stock: the scenes in the order of the file, round and round."""

    def __init__(self, stock: Stock, seed: int) -> None:
        self.stock = stock
        self.rng = random.Random(seed)
        self.queue: list[Scene] = []
        self.done: set[Scene] = set()

    def _next(self, topic: str, month: int) -> Scene:
        tagged = [s for s in self.stock.scenes if s.topic == topic and s.month == month and s not in self.done]
        if tagged:
            self.done.add(tagged[0])
            return tagged[0]
        if topic == "short":
            return self.rng.choice([s for s in self.stock.scenes if s.topic == topic])
        if not self.queue:
            self.queue = [
                s for s in self.stock.scenes if s.topic == topic and not s.month and not (s.once and s in self.done)
            ]
        self.done.add(self.queue[0])
        return self.queue.pop(0)

    def scene(self, scene: Scene, moment: datetime) -> list[Said]:
        """The messages of one scene from a moment on."""
        said: list[Said] = []
        previous = ""
        for role, template in scene.lines:
            if said:
                moment = later(moment, 0.3 if role == previous else 1.8, self.rng)
            text = words(template, self.stock.slots, {}, self.rng)
            kind = text[1:-1] if text.startswith("<") else "text"
            said.append(Said(moment, role == "M", kind, "" if kind != "text" else text))
            previous = role
        return said

    def messages(self, plan: dict[int, tuple[int, int]], long: str) -> list[Said]:
        """The whole chat; a talk never begins before the one before it has ended."""
        said: list[Said] = []
        for month, (talks, shorts) in plan.items():
            topics = [long] * talks + ["short"] * shorts
            self.rng.shuffle(topics)
            for moment, topic in zip(moments(month, len(topics), self.rng), topics, strict=True):
                if said and moment <= said[-1].at:
                    moment = said[-1].at + timedelta(hours=2)  # noqa: PLW2901 - pushed behind the talk before it
                said += self.scene(self._next(topic, moment.month), moment)
            self.done -= {s for s in self.done if s.month and s.month != (month + 11) % 12 + 1}
        return [message for message in said if message.at <= END]


def yun_sanduo(seed: int) -> list[Said]:
    """WeChat, Chinese: every spring, until the last two messages stay without an answer."""
    talk = Talk(load("direct.zh"), seed)
    said = talk.messages(SPRINGS, "spring")
    last = next(scene for scene in talk.stock.scenes if scene.topic == "last")
    for line, moment in zip(last.lines, UNANSWERED, strict=True):
        said += talk.scene(Scene("last", (line,)), moment)
    return said


def nadia(seed: int) -> list[Said]:
    """Telegram, Arabic and English: a few times a month without a pause."""
    return Talk(load("direct.ar"), seed).messages(STEADY, "long")
