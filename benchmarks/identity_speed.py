"""How long it takes to say who is who: `rows(quick)` for benchmarks.speed, or `python -m benchmarks.identity_speed`.

Handles are made, with names of several scripts, phones, mails and chats; one in eight is another handle of somebody who
has one already.
"""

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.memory import peak_mb
from benchmarks.table import Aim, Row, at_most, row, text
from kithbook.identity import Card, Stay, matches

SIZES = (1_000, 10_000, 50_000)
QUICK = (1_000, 10_000)
TWICE = 8  # one in so many handles is of somebody who has one already


def _words(told: str) -> list[str]:
    return told.split()


ONSETS = _words("b br c ch d f fr g gl h j k kr l m n p pr r s sh st t tr v w z")
VOWELS = _words("a e i o u ai ea ie ou")
ENDS = _words("l n r s t nd ck m rt th")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红文辉建国志海燕春晓小云雪梅东宁晨宇浩然子轩涵欣怡思雨佳琪"
ARABIC = _words("محمد أحمد علي حسن حسين خالد عمر يوسف إبراهيم عبدالله مريم فاطمة زينب ليلى سارة نور هدى سمير كريم طارق")
ARABIC_FAMILIES = _words("الحسن العلي المصري الشامي حداد خوري نصار سليمان عبود منصور قاسم رحال بدوي شريف زيدان فارس")
RUSSIAN = _words("Алексей Мария Дмитрий Анна Сергей Ольга Иван Елена Павел Наталья Юрий Татьяна Николай Ирина")
RUSSIAN_FAMILIES = _words("Белов Крылов Зорин Лапин Громов Седов Рябов Котов Жданов Осин Юдин Чернов Щукин Фомин")
WAYS = ("latin", "latin", "latin", "latin", "chinese", "chinese", "chinese", "arabic", "russian", "alone")


def made(size: int, seed: int = 4) -> list[Card]:
    """``size`` handles, always the same ones."""
    chance = random.Random(seed)
    given = [_word(chance, 2) for _ in range(300)]
    families = [_word(chance, 2) + chance.choice(ENDS) for _ in range(2_500)]
    people: list[tuple[str, str, str, str]] = []
    cards = []
    for number in range(1, size + 1):
        if people and number % TWICE == 0:
            first, last, phone, mail = chance.choice(people)
        else:
            first, last = _name(chance, given, families)
            phone = f"+49 15{chance.randrange(10**9):09}" if chance.random() < 0.5 else ""
            mail = (
                f"{_word(chance, 3)}{chance.randrange(100)}@{_word(chance, 2)}.example" if chance.random() < 0.4 else ""
            )
            people.append((first, last, phone, mail))
        cards.append(_card(number, size, chance, (first, last, phone, mail)))
    return cards


def _word(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(syllables))


def _name(chance: random.Random, given: list[str], families: list[str]) -> tuple[str, str]:
    """Some are frequent, most are rare, as names are."""
    often = min(int(chance.paretovariate(0.6)), len(families)) - 1
    way = chance.choice(WAYS)
    if way == "chinese":
        return "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2)))), SURNAMES[often % len(SURNAMES)]
    if way == "arabic":
        return chance.choice(ARABIC), chance.choice(ARABIC_FAMILIES)
    if way == "russian":
        return chance.choice(RUSSIAN), chance.choice(RUSSIAN_FAMILIES)
    return chance.choice(given).title(), "" if way == "alone" else families[often].title()


def _card(number: int, size: int, chance: random.Random, person: tuple[str, str, str, str]) -> Card:
    first, last, phone, mail = person
    platform = chance.choice(("whatsapp", "telegram", "contacts", "linkedin", "mail", "wechat"))
    whole = f"{last}{first}" if last in SURNAMES and last else f"{first} {last}".strip()
    stays = []
    if platform in ("whatsapp", "telegram", "wechat"):
        for _ in range(chance.randrange(1, 4)):
            begin = 1_500_000_000 + chance.randrange(200_000_000)
            stays.append(Stay(chance.randrange(size // 20 + 1), begin, begin + chance.randrange(50_000_000), 20))
    return Card(
        number,
        platform,
        phone if platform == "whatsapp" and phone else mail if platform == "mail" and mail else f"user{number}",
        names=(f"~ {whole}" if chance.random() < 0.1 else whole,),
        phones=(phone,) if phone and chance.random() < 0.7 else (),
        mails=(mail,) if mail and chance.random() < 0.7 else (),
        stays=tuple(stays),
    )


def measured(size: int) -> dict[str, float]:
    """Seconds of `matches` on ``size`` handles, how many it found, and the peak of this process's memory."""
    cards = made(size)
    begin = time.perf_counter()
    found = matches(cards, region="DE")
    return {"seconds": time.perf_counter() - begin, "found": len(found), "peak_mb": peak_mb()}


def rows(quick: bool = False) -> Iterator[Row]:
    """Seconds and peak memory for each size, each in a process of its own."""
    for size in QUICK if quick else SIZES:
        command = [sys.executable, "-m", "benchmarks.identity_speed", "--one", str(size)]
        done = subprocess.run(
            command, capture_output=True, text=True, cwd=Path(__file__).resolve().parents[1], check=True
        )
        figures = json.loads(done.stdout.splitlines()[-1])
        where = (f"{size:,} handles", "who is who", "kithbook")
        yield row(where, "s", [figures["seconds"]])
        yield row(where, "pairs found", [figures["found"]])
        yield row(where, "peak MB", [figures["peak_mb"]])


def aims(found: list[Row]) -> list[Aim]:
    """Under a minute and a gigabyte, at the largest size measured."""
    largest = found[-1].set
    told = {each.metric: each.value for each in found if each.set == largest}
    return [
        at_most(f"{largest}, who is who, s", 60, told["s"]),
        at_most(f"{largest}, who is who, peak MB", 1000, told["peak MB"]),
    ]


def main() -> None:
    """Measure one size in this process, or all and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.identity_speed", description=__doc__.splitlines()[0])
    parser.add_argument("--one", type=int, help="measure this many handles here, and print JSON")
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(measured(asked.one)))
    else:
        found = list(rows(asked.quick))
        print(text(found, aims(found)))


if __name__ == "__main__":
    main()
