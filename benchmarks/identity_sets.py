"""Public tables of people with known truth, as cards; split into a half to fit on and a half held out."""

import csv
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl

from kithbook.identity import Card

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


class People(NamedTuple):
    """A table of people: the cards (ids are places), the cluster of each, and its row as it came."""

    name: str
    cards: list[Card]
    truth: list[str]
    rows: list[dict[str, str]]

    def half(self, held_out: bool) -> "People":
        """The clusters of one half, chosen by a hash of the cluster's name."""
        places = [
            place
            for place, cluster in enumerate(self.truth)
            if (hashlib.sha256(f"{self.name.split('_')[0]}:{cluster}".encode()).digest()[0] < 128) == held_out
        ]
        cards = [_numbered(self.cards[place], new) for new, place in enumerate(places)]
        return People(self.name, cards, [self.truth[place] for place in places], [self.rows[place] for place in places])


def _numbered(card: Card, number: int) -> Card:
    return Card(number, *(getattr(card, field) for field in Card.__struct_fields__[1:]))


def sets(data: Path, quick: bool = False) -> Iterator[People]:
    """Every set of the folder ``data``/er; with ``quick`` the small ones."""
    er = data / "er"
    for name, files in (
        ("febrl1", ("dataset1.csv",)),
        ("febrl2", ("dataset2.csv",)),
        ("febrl3", ("dataset3.csv",)),
        ("febrl4", ("dataset4a.csv", "dataset4b.csv")),
    ):
        if all((er / file).exists() for file in files) and not (quick and name in ("febrl2", "febrl4")):
            yield _febrl(name, [er / file for file in files])
    for path in sorted(er.glob("fake_1000*.csv")):
        if not path.name.endswith("_labels.csv"):
            yield _fake(path)
    for path in sorted(er.glob("historical_figures*.parquet")):
        yield _historical(path, quick)


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _febrl(name: str, paths: list[Path]) -> People:
    """FEBRL (Christen 2008): the number in rec_id says who it is."""
    rows = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            rows += [
                {key.strip(): _text(value) for key, value in row.items()}
                for row in csv.DictReader(file, skipinitialspace=True)
            ]
    cards, truth = [], []
    for number, row in enumerate(rows):
        born = row["date_of_birth"]
        street = f"{row['street_number']} {row['address_1']}".strip()
        cards.append(
            Card(
                number,
                "list",
                str(number),
                names=tuple(filter(None, (f"{row['given_name']} {row['surname']}".strip(),))),
                birthday=f"{born[:4]}-{born[4:6]}-{born[6:]}" if re.fullmatch(r"\d{8}", born) else "",
                places=tuple(filter(None, (street, row["address_2"], row["suburb"], row["postcode"]))),
                numbers=tuple(filter(None, (row["soc_sec_id"],))),
            )
        )
        truth.append(re.findall(r"\d+", row["rec_id"])[0])
    return People(name, cards, truth, rows)


def _fake(path: Path) -> People:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [{key: _text(value) for key, value in row.items()} for row in csv.DictReader(file)]
    cards = [
        Card(
            number,
            "list",
            str(number),
            names=tuple(filter(None, (f"{row['first_name']} {row['surname']}".strip(),))),
            mails=tuple(filter(None, (row["email"],))),
            birthday=row["dob"],
            places=tuple(filter(None, (row["city"],))),
        )
        for number, row in enumerate(rows)
    ]
    return People(path.stem, cards, [row["cluster"] for row in rows], rows)


def _historical(path: Path, quick: bool) -> People:
    frame = pl.read_parquet(path)
    if quick:
        kept = frame["cluster"].unique().sort().gather_every(5)
        frame = frame.filter(pl.col("cluster").is_in(kept.implode()))
    rows = [{key: _text(value) for key, value in row.items()} for row in frame.to_dicts()]
    cards = [
        Card(
            number,
            "list",
            str(number),
            names=tuple(dict.fromkeys(filter(None, (row["full_name"], row["first_and_surname"])))),
            birthday=row["dob"],
            places=tuple(filter(None, (row["birth_place"], row["postcode_fake"]))),
            roles=tuple(filter(None, (row["occupation"],))),
        )
        for number, row in enumerate(rows)
    ]
    return People(path.stem, cards, [row["cluster"] for row in rows], rows)
