"""The group: about 60 people over three years, a slow decline, and a revival after a day at the studio."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from demo.rhythm import END, START, STUDIO_DAY, later, moments, month_of, starts
from demo.stock import Scene, Stock, load, words

HERE = Path(__file__).resolve().parent
LANGUAGES = {"en": 0.62, "zh": 0.19, "ar": 0.19}
TITLE = "Lantern Street Makers"
SECRET = (
    "Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them. "
    "Learn more."
)


@dataclass(frozen=True)
class Member:
    """One of the people of the group, as `cast.txt` tells."""

    name: str
    languages: tuple[str, ...]
    topics: tuple[str, ...]
    joined: int
    left: int
    comes_back: bool
    weight: float

    @property
    def called(self) -> str:
        """What the others call them."""
        first = self.name.split()[0]
        return first if first.isalpha() or not first.isascii() else "you"

    def talks(self, month: int) -> bool:
        """Whether they still write in this month."""
        return self.joined <= month and (month <= self.left or (self.comes_back and month >= STUDIO_DAY))


@dataclass(frozen=True)
class Line:
    """One message of the group; `sender` is "" for a line of the platform itself."""

    at: datetime
    sender: str
    text: str


def cast() -> list[Member]:
    """Everybody, the owner of the book first."""
    people = []
    for row in (HERE / "cast.txt").read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            name, languages, topics, joined, left, weight = (cell.strip() for cell in row.split("|"))
            until = 999 if left == "-" else int(left.rstrip("r"))
            people.append(
                Member(
                    name,
                    tuple(languages.split()),
                    tuple(topics.split()),
                    int(joined),
                    until,
                    left.endswith("r"),
                    float(weight),
                )
            )
    return people


class Group:
    """Makes the conversations of the group, one after the other."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.people = cast()
        self.owner = self.people[0]
        self.stocks: dict[str, Stock] = {language: load(f"talk.{language}") for language in LANGUAGES}
        self.used: dict[Scene, int] = {}

    def _weight(self, who: Member, topic: str, others: list[Member], month: int, first: bool) -> float:
        near = sum(len(set(who.topics) & set(other.topics)) for other in others[:1])
        owner = 1 + month / 9 if first and who is self.owner and month < STUDIO_DAY else 1.0
        return who.weight * owner * (3 if topic in who.topics else 0.35) * (1 + near)

    def _speakers(self, topic: str, language: str, count: int, month: int) -> list[Member]:
        chosen: list[Member] = []
        for place in range(count):
            free = [p for p in self.people if p not in chosen and language in p.languages and p.talks(month)]
            if not free:
                break
            weights = [self._weight(p, topic, chosen, month, place == 0) for p in free]
            chosen += self.rng.choices(free, weights)
        return chosen

    def _scene(self, stock: Stock, moment: datetime) -> Scene:
        fitting = [s for s in stock.scenes if s.month in (0, moment.month) and not (s.once and self.used.get(s))]
        fewest = min(self.used.get(s, 0) for s in fitting)
        scene = self.rng.choice([s for s in fitting if self.used.get(s, 0) <= fewest + 1])
        self.used[scene] = self.used.get(scene, 0) + 1
        return scene

    def conversation(self, moment: datetime) -> list[Line]:
        """What is said from one moment on: a scene, or one thing and what a few people say to it."""
        month = month_of(moment)
        language = self.rng.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]
        stock = self.stocks[language]
        if self.rng.random() < 0.55:
            scene = self._scene(stock, moment)
            topic, lines, roles = scene.topic, scene.lines, scene.roles
        else:
            topic, text = self.rng.choice(stock.alone)
            lines, roles = (("A", text),), ("A",)
        speakers = self._speakers(topic, language, len(roles), month)
        if len(speakers) < len(roles):
            lines, roles = lines[:1], roles[:1]
        if not speakers:
            return []
        lines = self._cut(lines, month)
        return self._spoken(moment, lines, dict(zip(roles, speakers, strict=False)), (topic, language))

    def _cut(self, lines: tuple[tuple[str, str], ...], month: int) -> tuple[tuple[str, str], ...]:
        """Some things stay unanswered, more of them as the group fades; some talks end early."""
        unanswered = 0.1 if month >= STUDIO_DAY else 0.1 + 0.01 * month
        if self.rng.random() < unanswered:
            return lines[:1]
        return lines[: -self.rng.choice((1, 2))] if len(lines) > 3 and self.rng.random() < 0.2 else lines

    def _spoken(
        self, moment: datetime, lines: tuple[tuple[str, str], ...], by: dict[str, Member], about: tuple[str, str]
    ) -> list[Line]:
        month, stock = month_of(moment), self.stocks[about[1]]
        pace = self._pace(month)
        said: list[Line] = []
        previous = ""
        for role, template in lines:
            if said:
                moment = later(moment, 0.4 if role == previous else pace, self.rng)
            names = {r: self._called(p) for r, p in by.items()} | {r: "you" for r in "ABCD" if r not in by}
            said += self._sent(moment, by[role].name, words(template, stock.slots, names, self.rng))
            previous = role
        alone = len(lines) == 1
        if not alone or self.rng.random() < 0.6:
            asked = alone and said[-1].text.endswith(("?", "؟", "？"))
            said += self._echoes(moment, list(by.values()), about, stock.answers if asked else stock.reactions)
        return said

    def _echoes(self, moment: datetime, present: list[Member], about: tuple[str, str], pool: list[str]) -> list[Line]:
        """What others say to it who were not part of the talk."""
        (topic, language), month, said = about, month_of(moment), []
        for who in self._speakers(topic, language, self.rng.choice((0, 0, 1, 1, 2, 3)), month):
            if who not in present:
                moment = later(moment, self._pace(month), self.rng)
                slots = self.stocks[language].slots
                said.append(
                    Line(moment, who.name, words(self.rng.choice(pool), slots, {"A": present[0].called}, self.rng))
                )
        return said

    def _pace(self, month: int) -> float:
        """The usual minutes until somebody answers: slower as the group fades, quick again after the studio day."""
        return 3.0 if month >= STUDIO_DAY else 3.0 + month * 0.4

    def _called(self, who: Member) -> str:
        return f"@\u2068{who.name}\u2069" if self.rng.random() < 0.3 else who.called

    def _sent(self, moment: datetime, name: str, text: str) -> list[Line]:
        """One message, or two in a row, or with the marks that the app leaves on some."""
        chance = self.rng.random()
        cut = max(text.find(". "), text.find("? "), text.find("؟ "))
        if cut > 0 and chance < 0.3:
            return [
                Line(moment, name, text[: cut + 1].rstrip(".")),
                Line(moment + timedelta(seconds=9), name, text[cut + 2 :]),
            ]
        if chance > 0.995:
            return [
                Line(
                    moment, name, "You deleted this message" if name == self.owner.name else "This message was deleted"
                )
            ]
        if chance > 0.985 and not text.startswith("<"):
            text += " <This message was edited>"
        elif chance > 0.975:
            return [Line(moment, name, text), Line(moment + timedelta(seconds=30), name, "<Media omitted>")]
        return [Line(moment, name, text)]

    def arrivals(self) -> list[Line]:
        """The lines of the platform: who made the group, who came, who left."""
        host = self.people[1].name
        lines = [
            Line(
                START,
                "",
                SECRET,
            ),
            Line(START, "", f'{host} created group "Lantern Street"'),
            Line(START, "", f"{host} added you"),
        ]
        for who in self.people[2:]:
            came = (
                START + timedelta(minutes=1)
                if who.joined == 0
                else moments(who.joined, 1, self.rng)[0].replace(day=1, hour=9)
            )
            by_link = who.joined and self.rng.random() < 0.5
            lines.append(
                Line(
                    came,
                    "",
                    f"{who.name} joined using this group's invite link" if by_link else f"{host} added {who.name}",
                )
            )
            if who.left < 990 and not who.comes_back and self.rng.random() < 0.3:
                lines.append(Line(moments(who.left + 1, 1, self.rng)[0], "", f"{who.name} left"))
        return lines


def scripted() -> list[Line]:
    """The moments that happen once, told in `events.txt`: a new name, a vote, a roll call, the studio day."""
    lines = []
    for block in (HERE / "events.txt").read_text(encoding="utf-8").split("\n\n"):
        head, _, text = block.strip().partition("\n")
        if not head.startswith("#"):
            when, _, sender = head.partition("|")
            lines.append(Line(datetime.fromisoformat(when.strip()), sender.strip(), text))
    return lines


def messages(seed: int) -> list[Line]:
    """All lines of the group in order of time."""
    group = Group(seed)
    lines = group.arrivals() + scripted()
    for month in range(37):
        for moment in moments(month, starts(month), group.rng):
            lines += group.conversation(moment)
    return sorted((line for line in lines if line.at <= END), key=lambda line: line.at)
