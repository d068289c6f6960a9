"""Reads the stock of sentences and puts them into words: one pick for each [x|y], one value for each {slot}."""

import random
import re
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
PICK = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Scene:
    """A few lines of talk: (role, text), about one topic; `month` 1 to 12 or 0, `once` where it may not come back."""

    topic: str
    lines: tuple[tuple[str, str], ...]
    month: int = 0
    once: bool = False

    @property
    def roles(self) -> tuple[str, ...]:
        """Who speaks, in the order of their first line."""
        return tuple(dict.fromkeys(role for role, _ in self.lines))


@dataclass
class Stock:
    """What can be said in one language."""

    scenes: list[Scene] = field(default_factory=list)
    slots: dict[str, tuple[str, ...]] = field(default_factory=dict)
    alone: list[tuple[str, str]] = field(default_factory=list)
    reactions: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)


def _scene(topic: str, block: str) -> Scene:
    lines = block.splitlines()
    tag = lines.pop(0)[1:] if lines[0].startswith("@") else ""
    said = tuple((line[0], line[2:]) for line in lines)
    return Scene(topic, said, month=int(tag) if tag.isdigit() else 0, once=tag == "once")


def load(name: str) -> Stock:
    """Read one file of the stock, for instance "talk.en"."""
    text = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    stock = Stock()
    for part in re.split(r"^== ", text, flags=re.M)[1:]:
        topic, _, body = part.partition("\n")
        rows = [row for row in body.splitlines() if row]
        if topic == "slots":
            stock.slots = {
                row.split(":", 1)[0]: tuple(v.strip() for v in row.split(":", 1)[1].split("|")) for row in rows
            }
        elif topic == "alone":
            stock.alone = [(row.split(" | ", 1)[0], row.split(" | ", 1)[1]) for row in rows]
        elif topic in {"reactions", "answers"}:
            setattr(stock, topic, rows)
        else:
            stock.scenes += [_scene(topic, block) for block in body.strip().split("\n\n")]
    return stock


def words(template: str, slots: dict[str, tuple[str, ...]], names: dict[str, str], rng: random.Random) -> str:
    """One wording of `template`; a slot that comes twice in it gets two different values."""
    while match := PICK.search(template):
        template = template[: match.start()] + rng.choice(match[1].split("|")) + template[match.end() :]
    used: set[str] = set()

    def value(match: re.Match[str]) -> str:
        if match[1] in names:
            return names[match[1]]
        free = [v for v in slots[match[1]] if v not in used]
        used.add(chosen := rng.choice(free))
        return chosen

    said = SLOT.sub(value, template)
    return said if said.startswith("http") else said[:1].upper() + said[1:]
